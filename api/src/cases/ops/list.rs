//! Finding cases: filtered lists, search, and the history of one.

use serde_json::Value;
use yangguang_domain::case_no;
use yangguang_domain::policy::Text;

use crate::app::View;
use crate::audit;
use crate::cases::lists::{self, After, Bounds, CaseLine};
use crate::cases::model::{CaseFilter, CaseSearch};
use crate::cases::store;
use crate::cases::view;
use crate::cases::views::{ActorRef, CaseRowView, ChangeView, HistoryView};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::cursor::{self, Page};
use crate::http::days;
use crate::ids::{AuditEntryId, CaseId};
use crate::persons;

/// "Nearly due" means within so many working days.
const SOON: u32 = 3;
/// More persons than this under one name are narrowed down by more letters.
const MOST_PERSONS: i64 = 300;

pub fn list(view: &mut View, filter: &CaseFilter) -> Outcome<Page<CaseRowView>> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<After> = cursor::decode(filter.cursor.as_ref())?;
    let bounds = bounds(view, filter)?;
    let county = view.actor.county().to_owned();
    let rows = lists::list(view.conn, &county, filter, bounds, after, limit + 1)?;
    let by_due = filter.sort.as_deref() == Some("due");
    page(view, rows, limit, by_due)
}

fn page(view: &mut View, rows: Vec<CaseLine>, limit: i64, by_due: bool) -> Outcome<Page<CaseRowView>> {
    let key =
        |case: &CaseLine| (if by_due { case.due_on } else { None }.unwrap_or(case.received_on), case.id);
    let page = Page::of(rows, limit, key, |case| case);
    Ok(Page { items: view::rows(view, page.items)?, next_cursor: page.next_cursor })
}

fn bad(detail: &str) -> Failure {
    Failure::no_with("bad_query", vec![("detail", detail.to_owned())])
}

fn bounds(view: &mut View, filter: &CaseFilter) -> Outcome<Bounds> {
    if let Some(stage) = &filter.stage {
        let flows = view.app.rules.flows.all();
        if !flows.into_iter().any(|flow| flow.rule.stage(stage).is_some()) {
            return Err(bad("stage"));
        }
    }
    let scope = &view.actor.scope;
    let (mut low, mut high) = (scope.low(), scope.high());
    if let Some(division) = &filter.division {
        view.actor.sees(division)?;
        let prefix = division.trim_end_matches('0');
        // A code's level shows in its zeros; ranges of 2, 4, 6, 9 or 12 digits.
        let digits = [2, 4, 6, 9, 12].into_iter().find(|digits| prefix.len() <= *digits).unwrap_or(12);
        let prefix = &division[..digits];
        (low, high) = (format!("{prefix:0<12}").max(low), format!("{prefix:9<12}").min(high));
    }
    let today = view.now.today();
    let mut bounds = Bounds { low, high, township: filter.township.clone(), ..Bounds::default() };
    bounds.received = filter.month.as_deref().and_then(days::month);
    match filter.due.as_deref() {
        None => {}
        Some("overdue") => bounds.due_before = Some(today),
        Some("soon") => {
            let calendar = view.calendar()?;
            let unit = yangguang_domain::clock::Unit::WorkingDay;
            let last =
                yangguang_domain::clock::add(&calendar, today, SOON, unit).map_err(Failure::internal)?;
            bounds.due_from = Some(today);
            bounds.due_before = last.due_on.succ_opt();
        }
        Some(_) => return Err(bad("due = overdue | soon")),
    }
    if !matches!(filter.sort.as_deref(), None | Some("received" | "due")) {
        return Err(bad("sort = received | due"));
    }
    if filter.mine == Some(true) {
        bounds.mine = view.actor.user;
    }
    Ok(bounds)
}

pub fn search(view: &mut View, search: &CaseSearch) -> Outcome<Page<CaseRowView>> {
    let limit = cursor::limit(search.limit)?;
    let after: Option<After> = cursor::decode(search.cursor.as_ref())?;
    let mut checks = Checks::new();
    checks.text(&search.q, "/q", 64);
    checks.done()?;
    let case_no = case_no::parse(&search.q).map(|found| found.to_string());
    let persons = if case_no.is_some() {
        Vec::new()
    } else {
        persons::ids_matching(view.conn, &view.app.vault, view.actor, &search.q, MOST_PERSONS)?
    };
    let rows = lists::search(view.conn, view.actor, persons, case_no, after, limit + 1)?;
    page(view, rows, limit, false)
}

/// The audit trail of one case, newest first.
pub fn history(
    view: &mut View,
    id: CaseId,
    limit: Option<i64>,
    after: Option<&String>,
) -> Outcome<Page<HistoryView>> {
    let case = store::find(view.conn, view.actor, id)?;
    let limit = cursor::limit(limit)?;
    let before: Option<AuditEntryId> = cursor::decode(after)?;
    let rows = audit::of_subject(view.conn, &case.county, "case", &id.to_string(), before, limit + 1)?;
    Ok(Page::of(rows, limit, |row| row.id, entry))
}

fn entry(row: audit::Trail) -> HistoryView {
    let mut changes = Vec::new();
    if let Ok(Value::Object(members)) = row.detail.read() {
        for (field, change) in members {
            let (Some(before), Some(after)) = (change.get("before"), change.get("after")) else { continue };
            changes.push(ChangeView { field: field.clone(), before: before.clone(), after: after.clone() });
        }
    }
    HistoryView {
        id: row.id,
        at: row.at.0,
        actor: row.actor_user_id.map(|id| ActorRef {
            id,
            name: row.actor_name.clone(),
            role: row.actor_role.clone(),
        }),
        summary: summary(&row.action),
        action: row.action,
        changes,
        request_id: row.request_id,
    }
}

fn summary(action: &str) -> Text {
    let (zh, en) = match action {
        "case.opened" => ("收件登记", "Received"),
        "case.edited" => ("修改申请内容", "Facts changed"),
        "case.papers_recorded" => ("登记纸质材料", "Papers recorded"),
        "case.bill_recorded" => ("登记票据", "Bill recorded"),
        "case.bill_removed" => ("取消票据登记", "Bill taken back"),
        "case.supplement_notified" => ("一次性告知补正", "One-time notice"),
        "case.accepted" => ("受理", "Accepted"),
        "case.not_accepted" => ("不予受理", "Not accepted"),
        "case.withdrawn" => ("撤回申请", "Withdrawn"),
        "case.checked" => ("调查核对", "Checked"),
        "case.opinion_given" => ("提出初审意见", "Preliminary opinion"),
        "case.reviewed" => ("乡镇审核", "Township review"),
        "case.submitted" => ("上报明细表", "Sent to the county"),
        "case.county_visited" => ("县级入户抽查", "County home visit"),
        "case.examined" => ("县级审查", "County examination"),
        "case.decided" => ("县级审批", "County decision"),
        "case.due_recomputed" => ("日历变更，重算期限", "Deadline recomputed"),
        "attachment.added" => ("上传附件", "Attachment added"),
        "attachment.removed" => ("移除附件", "Attachment removed"),
        other => (other, other),
    };
    Text { zh: zh.to_owned(), en: en.to_owned() }
}
