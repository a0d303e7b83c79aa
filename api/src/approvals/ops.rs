use std::collections::HashMap;

use serde_json::json;
use yangguang_domain::access::Permission;
use yangguang_domain::clock::due;

use super::model::{
    BatchDetailView, BatchFilter, BatchRowView, BatchTotals, BatchView, ExaminationView, RowResult,
    RowResults,
};
use super::store::{self, BatchRecord, Count};
use crate::app::{Tx, View};
use crate::audit::{self, Entry, Traced};
use crate::cases::{self, Deed, Ruling, SheetRow};
use crate::codes::Language;
use crate::db::errors::{Trouble, classify};
use crate::divisions::division_refs;
use crate::failure::{Failure, Outcome};
use crate::http::cursor::{self, Page};
use crate::http::if_match::IfMatch;
use crate::http::problem::{Problem, RowProblem};
use crate::http::reply::Reply;
use crate::ids::{BatchId, CaseId};

const MOST_ROWS: usize = 500;

pub fn list(view: &mut View, filter: &BatchFilter) -> Outcome<Page<BatchView>> {
    let limit = cursor::limit(filter.limit)?;
    let after = cursor::decode(filter.cursor.as_ref())?;
    let rows = store::list(view.conn, view.actor, filter, after, limit + 1)?;
    let page = Page::of(rows, limit, |row| (row.month.clone(), row.id), |row| row);
    Ok(Page { items: views(view, page.items)?, next_cursor: page.next_cursor })
}

fn views(view: &mut View, batches: Vec<BatchRecord>) -> Outcome<Vec<BatchView>> {
    let ids: Vec<BatchId> = batches.iter().map(|batch| batch.id).collect();
    let mut counts: HashMap<BatchId, Count> = HashMap::new();
    for (id, result, part) in store::counts(view.conn, view.actor.county(), &ids)? {
        let count = counts.entry(id).or_default();
        count.rows += part.rows;
        count.undecided += part.undecided;
        if matches!(result.as_str(), "pending" | "approved") {
            count.total_fen += part.total_fen;
        }
    }
    let places = division_refs(view.conn, batches.iter().map(|batch| batch.township.as_str()))?;
    batches
        .into_iter()
        .map(|batch| {
            let count = counts.get(&batch.id).copied().unwrap_or_default();
            let township = places.get(&batch.township).cloned();
            Ok(BatchView {
                id: batch.id,
                month: batch.month,
                township: township.ok_or_else(|| Failure::internal("a table of no township"))?,
                item_code: batch.item_code,
                state: batch.state,
                row_count: count.rows,
                total_fen: count.total_fen,
                undecided: count.undecided,
                submitted_on: batch.submitted_on,
                received_on: batch.received_on,
                due_on: batch.due_on,
                version: batch.version,
            })
        })
        .collect()
}

/// One table with all its rows.
///
/// # Errors
/// `not_found` outside the reader's area.
pub fn read(view: &mut View, language: Language, id: BatchId) -> Outcome<BatchDetailView> {
    let batch = store::find(view.conn, view.actor, id)?;
    let county = batch.county.clone();
    let state = batch.state.clone();
    let rows = store::rows(view.conn, &county, id)?;
    let ids: Vec<CaseId> = rows.iter().map(|(case, _, _)| *case).collect();
    let sheet = cases::sheet(view, &ids)?;
    let results: HashMap<CaseId, (String, Option<i64>)> =
        rows.into_iter().map(|(case, result, amount)| (case, (result, amount))).collect();
    let mut totals = BatchTotals::default();
    let mut lines = Vec::with_capacity(sheet.len());
    for row in sheet {
        let (result, amount) = results.get(&row.case.id).cloned().unwrap_or_default();
        let requested = row.evaluation.as_ref().map_or(0, |evaluation| evaluation.amount_fen);
        totals.requested_fen += requested;
        match result.as_str() {
            "approved" => {
                totals.approved += 1;
                totals.approved_fen += amount.unwrap_or_default();
            }
            "refused" => totals.refused += 1,
            "returned" => totals.returned += 1,
            _ => {}
        }
        lines.push(line(view, language, row, result, amount));
    }
    let open = state == "open" && !lines.is_empty();
    let mut allowed_actions = Vec::new();
    if open && view.actor.may(Permission::BatchSubmit) {
        allowed_actions.push("submit".to_owned());
    }
    if state == "submitted" && lines.iter().any(|row| row.can_examine) {
        allowed_actions.push("examine".to_owned());
    }
    if state == "submitted" && lines.iter().any(|row| row.can_decide) {
        allowed_actions.push("decide".to_owned());
    }
    let batch = views(view, vec![batch])?.pop().ok_or_else(Failure::not_found)?;
    Ok(BatchDetailView { batch, rows: lines, totals, allowed_actions })
}

fn line(view: &View, language: Language, row: SheetRow, result: String, amount: Option<i64>) -> BatchRowView {
    let pending = result == "pending";
    let examines = pending && view.actor.may(Permission::CaseExamine) && row.case.stage == "examining";
    let decides = pending && view.actor.may(Permission::CaseDecide) && row.case.stage == "deciding";
    let hindrance = row.hindrance.filter(|_| examines || decides);
    let (policy, min, max) = row
        .evaluation
        .as_ref()
        .map_or((0, 0, 0), |answer| (answer.amount_fen, answer.min_fen, answer.max_fen));
    let examination = row.examination.map(|act| ExaminationView {
        by: act.actor_name,
        outcome: act.outcome,
        amount_fen: act.amount_fen,
        at: act.at.0,
    });
    BatchRowView {
        case_id: row.case.id,
        case_version: row.case.version,
        case_no: row.case.case_no,
        applicant_name: row.applicant_name,
        village: row.village.name,
        category: row.case.category,
        category_label: row.category_label,
        cost_fen: row.cost_fen,
        personal_fen: row.personal_fen,
        policy_fen: policy,
        min_fen: min,
        max_fen: max,
        amount_fen: if pending { examination.as_ref().and_then(|seen| seen.amount_fen) } else { amount },
        stage: row.case.stage,
        stage_label: row.stage_label,
        staff_kin: row.case.staff_kin,
        county_visited: row.county_visited,
        opinion: row.opinion.and_then(|act| act.outcome),
        examination,
        findings: row.findings,
        result,
        can_examine: examines && row.open_to_reader,
        can_decide: decides && row.open_to_reader,
        why_not: hindrance.map(|failure| Problem(failure).view(language, "", "").title),
    }
}

/// The township sends its table of the month up; the county has it at once.
///
/// # Errors
/// `batch_empty`, `batch_already_submitted`, `stale_version`.
pub fn submit(tx: &mut Tx, id: BatchId, version: IfMatch) -> Outcome<Traced<Reply>> {
    let batch = store::find(tx.conn, tx.actor, id)?;
    if batch.state != "open" {
        return Err(Failure::no("batch_already_submitted"));
    }
    audit::unchanged(tx, version, ("batch", id), batch.version)?;
    if batch.month > cases::month_of(tx.now.today()) {
        return Err(Failure::no("batch_month_ahead"));
    }
    let rows = store::rows(tx.conn, &batch.county, id)?;
    let pending: Vec<CaseId> =
        rows.into_iter().filter(|(_, result, _)| result == "pending").map(|(case, _, _)| case).collect();
    if pending.is_empty() {
        return Err(Failure::no("batch_empty"));
    }
    let user = tx.actor.user_id()?;
    let due_on = due_of(tx, &batch)?;
    store::submit(tx, &batch, user, due_on)?;
    let mut entries = Vec::with_capacity(pending.len());
    for case in pending {
        let row = cases::find_row(tx.conn, tx.actor, case)?;
        let (_, trace) = cases::perform(tx, case, IfMatch(row.version), Deed::of("submit"))?.split();
        entries.extend(trace);
    }
    let batch = store::find(tx.conn, tx.actor, id)?;
    let entry = Entry::new("batch.submitted", "batch", id)
        .at(&batch.township)
        .with(json!({ "month": batch.month, "rows": entries.len() }));
    let view = views(&mut tx.view(), vec![batch])?.pop().ok_or_else(Failure::not_found)?;
    let reply = Reply::created(format!("/api/v1/approval-batches/{id}"), &view)?.version(view.version);
    Ok(Traced::new(reply, entry).and_all(entries))
}

/// The county's limit, counted from today, by the flow's clock that the submission starts.
fn due_of(tx: &mut Tx, batch: &BatchRecord) -> Outcome<Option<(chrono::NaiveDate, bool)>> {
    let today = tx.now.today();
    let item = tx.app.rules.items.on(&batch.item_code, today)?;
    let flow = tx.app.rules.flows.on(&item.rule.flow_code, today)?;
    let calendar = tx.calendar()?;
    let Some(clock) = flow.rule.clocks_started_by("submit").first().copied() else { return Ok(None) };
    let due = due(&calendar, today, clock.limit, &[]).map_err(Failure::internal)?;
    Ok(Some((due.due_on, due.provisional)))
}

/// Rules on many rows; each has its own result, and one that fails changes nothing of
/// the others.
///
/// # Errors
/// `too_many_rows`, `batch_not_submitted`, `not_found`.
pub fn rule_rows(
    tx: &mut Tx,
    language: Language,
    id: BatchId,
    action: &'static str,
    rulings: Vec<(CaseId, i64, Ruling)>,
) -> Outcome<Traced<Reply>> {
    if rulings.len() > MOST_ROWS {
        return Err(Failure::no("too_many_rows"));
    }
    let batch = store::find(tx.conn, tx.actor, id)?;
    if batch.state == "open" {
        return Err(Failure::no("batch_not_submitted"));
    }
    let members: Vec<CaseId> =
        store::rows(tx.conn, &batch.county, id)?.into_iter().map(|(case, _, _)| case).collect();
    let mut entries = Vec::new();
    let mut items = Vec::with_capacity(rulings.len());
    for (case, version, ruling) in rulings {
        let outcome = if members.contains(&case) {
            tx.savepoint(|row| Ok(cases::rule(row, case, IfMatch(version), ruling)?.split()))
        } else {
            Err(Failure::no("not_in_batch"))
        };
        items.push(match outcome {
            Ok((row, trace)) => {
                entries.extend(trace);
                RowResult {
                    case_id: case,
                    status: 201,
                    code: None,
                    message: None,
                    case_version: Some(row.version),
                    stage: Some(row.stage),
                    errors: Vec::new(),
                    since: Vec::new(),
                }
            }
            // Not this row's fault: the whole transaction is run again or given up.
            Err(Failure::Database(error)) if classify(&error) != Trouble::Other => return Err(error.into()),
            Err(failure) => refused(language, case, failure),
        });
    }
    let done = items.iter().filter(|item| item.status == 201).count();
    let entry = Entry::new(action, "batch", id)
        .at(&batch.township)
        .with(json!({ "month": batch.month, "rows": items.len(), "done": done }));
    Ok(Traced::new(Reply::new(207, &RowResults { items })?, entry).and_all(entries))
}

fn refused(language: Language, case: CaseId, failure: Failure) -> RowResult {
    let RowProblem { status, code, message, errors, since } = RowProblem::of(failure, language);
    RowResult {
        case_id: case,
        status,
        code: Some(code),
        message: Some(message),
        case_version: None,
        stage: None,
        errors,
        since,
    }
}
