//! Bills are written down while the case may be edited, and recognised when they come again.

use std::collections::BTreeSet;

use chrono::Datelike;
use serde_json::json;
use yangguang_domain::access::{Permission, permissions};
use yangguang_domain::money::yuan_grouped;

use super::edit::unchecked;
use super::judge;
use super::open::warning;
use crate::actor::Actor;
use crate::app::{Tx, View};
use crate::attachments;
use crate::audit::{Entry, Traced};
use crate::cases::bills::{self, BillRow, BillView, BillsView, Holder, Likeness, Marks, NewBill};
use crate::cases::determine::{self, Subject};
use crate::cases::elsewhere::{self, Standing, Twin};
use crate::cases::store::{self, CaseRow};
use crate::cases::views::WarningView;
use crate::cases::year;
use crate::failure::{Checks, Failure, Outcome};
use crate::ids::{AttachmentId, BillId, CaseId, PersonId};

/// Adds bills to a case that may still be edited.
///
/// # Errors
/// `bills_not_expected` for an item without bills, `bill_already_counted`,
/// `act_not_allowed_here`, `checked_already`, faults of the bills.
pub fn add(tx: &mut Tx, id: CaseId, new: &NewBill) -> Outcome<Traced<BillsView>> {
    let case = editable(tx, id)?;
    let mut checks = Checks::new();
    bills::check(&mut checks, new, "", (tx.now.today(), tx.app.landlines));
    checks.done()?;
    let entries = write(tx, &case, std::slice::from_ref(new))?;
    let view = view(&mut tx.view(), &case)?;
    let mut entries = entries.into_iter();
    let first = entries.next().ok_or_else(|| Failure::internal("a bill without its entry"))?;
    Ok(Traced::new(view, first).and_all(entries.collect()))
}

/// Takes a bill back.
///
/// # Errors
/// `not_found`; as [`add`].
pub fn remove(tx: &mut Tx, id: CaseId, bill: BillId) -> Outcome<Traced<BillsView>> {
    let case = editable(tx, id)?;
    let there = bills::of_case(tx.conn, &case.county, case.id)?;
    let row = there.into_iter().find(|row| row.id == bill).ok_or_else(Failure::not_found)?;
    bills::delete(tx.conn, &case.county, bill)?;
    let entry = entry("case.bill_removed", &case, &row);
    Ok(Traced::new(view(&mut tx.view(), &case)?, entry))
}

/// Writes the bills of a case, new or open; the entries of the audit trail.
///
/// # Errors
/// As [`add`].
pub fn write(tx: &mut Tx, case: &CaseRow, new: &[NewBill]) -> Outcome<Vec<Entry>> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let policy = tx.app.rules.policies().at(&case.policy_code, &case.county, case.received_on)?;
    if !bills::counted_by(&policy.rule) {
        return Err(Failure::no("bills_not_expected"));
    }
    let mut own: Vec<Marks> =
        bills::of_case(tx.conn, &case.county, case.id)?.iter().map(BillRow::marks).collect();
    if own.len() + new.len() > bills::MOST {
        return Err(Failure::no_with("too_many_bills", vec![("most", bills::MOST.to_string())]));
    }
    let files = attachments::of_case(tx.conn, &case.county, case.id)?;
    let twins = attachments::twins(tx.conn, &case.county, case.id, &files)?;
    let numbers = new.iter().map(|bill| bill.marks().alike).collect();
    let there = bills::numbered(tx.conn, &case.county, numbers)?;
    let there = there.into_iter().filter(|row| row.case_id != case.id).collect();
    let standing = Standing::of(tx.conn, &case.county, there, twins)?;
    let mut entries = Vec::new();
    for bill in new {
        if bill.attachment_id.is_some_and(|file| !files.iter().any(|own| own.id == file)) {
            return Err(judge::fault("/attachment_id", "not_allowed_value"));
        }
        let marks = bill.marks();
        let found = standing.found(&marks, bill.attachment_id, None);
        let theirs = found.into_iter().find(|(likeness, holder)| {
            *likeness != Likeness::Alike && holder.person == case.applicant_person_id
        });
        if let Some((_, holder)) = theirs {
            return Err(counted_in(Some(holder), tx.actor));
        }
        if own.iter().any(|other| marks.like(other) == Some(Likeness::Same)) {
            return Err(counted_in(None, tx.actor));
        }
        own.push(marks);
        let row = row(tx, case, bill)?;
        bills::insert(tx.conn, row.clone())?;
        entries.push(entry("case.bill_recorded", case, &row));
    }
    Ok(entries)
}

fn counted_in(holder: Option<&Holder>, actor: &Actor) -> Failure {
    Failure::no_with("bill_already_counted", elsewhere::place(holder, actor))
}

fn row(tx: &Tx, case: &CaseRow, new: &NewBill) -> Outcome<BillRow> {
    let (number, issuer_key) = (bills::key(&new.number), bills::key(&new.issuer));
    Ok(BillRow {
        county: case.county.clone(),
        id: BillId::new(tx.now),
        case_id: case.id,
        person_id: case.applicant_person_id,
        number: new.number.trim().to_owned(),
        issuer: new.issuer.trim().to_owned(),
        live_key: Some(bills::live_key(case.applicant_person_id, &number, &issuer_key)),
        number_key: new.marks().alike,
        issuer_key,
        issued_on: new.issued_on,
        cost_fen: new.cost_fen,
        insurer_paid_fen: new.insurer_paid_fen,
        attachment_id: new.attachment_id,
        created_by: tx.actor.user_id()?,
        created_at: tx.now.stamp(),
    })
}

/// Number and hospital stay out: they may tell of what somebody is ill with.
fn entry(action: &'static str, case: &CaseRow, row: &BillRow) -> Entry {
    Entry::new(action, "case", case.id).at(&case.division).with(json!({
        "case_no": case.case_no,
        "bill_id": row.id,
        "issued_on": row.issued_on,
        "cost_fen": row.cost_fen,
        "insurer_paid_fen": row.insurer_paid_fen,
        "attachment_id": row.attachment_id,
    }))
}

fn editable(tx: &mut Tx, id: CaseId) -> Outcome<CaseRow> {
    let case = store::find(tx.conn, tx.actor, id)?;
    judge::lawful(tx, &case, "edit")?;
    unchecked(tx, &case)?;
    Ok(case)
}

/// The bills of a case with where else they stand, and the year's cases.
///
/// # Errors
/// `not_found`.
pub fn list(view_of: &mut View, id: CaseId) -> Outcome<BillsView> {
    let case = store::find(view_of.conn, view_of.actor, id)?;
    view(view_of, &case)
}

fn view(view: &mut View, case: &CaseRow) -> Outcome<BillsView> {
    let county = case.county.as_str();
    let dated = view.app.rules.policies().at(&case.policy_code, county, case.received_on)?;
    let policy = &dated.rule;
    let before = match year::matters(policy) {
        true => year::counted(view.conn, policy, &Subject::of(case), Some(case.id))?,
        false => Vec::new(),
    };
    let rows = bills::of_case(view.conn, county, case.id)?;
    let files = attachments::of_case(view.conn, county, case.id)?;
    let twins = attachments::twins(view.conn, county, case.id, &files)?;
    let sums: Vec<(i64, i64)> = rows.iter().map(|row| (row.cost_fen, row.insurer_paid_fen)).collect();
    let facts = year::from_bills(policy, &sums, &before);
    let entered = determine::facts(case)?;
    let mut warnings: Vec<WarningView> = Vec::new();
    for input in &policy.document().inputs {
        let by_bills = facts.get(&input.name).and_then(serde_json::Value::as_i64);
        let stated = entered.get(&input.name).and_then(serde_json::Value::as_i64).unwrap_or_default();
        if let Some(by_bills) = by_bills.filter(|sum| *sum != stated) {
            let params = [
                ("fact", input.label.zh.clone()),
                ("stated", yuan_grouped(stated)),
                ("summed", yuan_grouped(by_bills)),
            ];
            warnings.push(warning("bills_sum_differs", &params));
        }
    }
    let of_bills: Vec<(AttachmentId, CaseId)> = twins
        .into_iter()
        .filter(|(file, _)| files.iter().any(|own| own.id == *file && own.material_code == "bills"))
        .collect();
    let cases: BTreeSet<CaseId> = of_bills.iter().map(|(_, case)| *case).collect();
    for holder in bills::holders(view.conn, county, cases.into_iter().collect())? {
        warnings.push(warning("bill_file_elsewhere", &elsewhere::place(Some(&holder), view.actor)));
    }
    let twins = elsewhere::of_ids(view.conn, county, &[case.id])?.remove(&case.id).unwrap_or_default();
    let items = rows.into_iter().map(|row| shown(view, case, row, &twins)).collect();
    let editable = editable_by(view, case)?;
    Ok(BillsView { items, year: year::view(policy, case.received_on, &before), facts, warnings, editable })
}

fn editable_by(view: &mut View, case: &CaseRow) -> Outcome<bool> {
    let (Some(role), Some(_)) = (view.actor.role, view.actor.user) else { return Ok(false) };
    let flow = view.app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let may = permissions(role).contains(&Permission::CaseEdit);
    let acts = store::acts(view.conn, &case.county, case.id)?;
    let checked = acts.iter().any(|act| act.act == "check" && act.round == case.round);
    let open = flow.rule.act("edit").is_some_and(|act| act.from.contains(&case.stage));
    Ok(may && open && !checked)
}

fn shown(view: &View, case: &CaseRow, row: BillRow, twins: &[Twin]) -> BillView {
    let own = twins.iter().filter(|twin| twin.bill == row.id);
    let mut warnings: Vec<WarningView> = own.map(|twin| twin.warning(view.actor)).collect();
    if row.issued_on.year() != case.received_on.year() {
        warnings.push(warning("bill_of_other_year", &[("year", row.issued_on.year().to_string())]));
    }
    BillView {
        id: row.id,
        number: row.number,
        issuer: row.issuer,
        issued_on: row.issued_on,
        cost_fen: row.cost_fen,
        insurer_paid_fen: row.insurer_paid_fen,
        attachment_id: row.attachment_id,
        counts: row.live_key.is_some(),
        warnings,
    }
}

/// What bills that are not written yet come to.
#[derive(Default)]
pub struct Foreseen {
    /// Places of bills that the same person has elsewhere or that stand among them before, with
    /// where.
    pub counted: Vec<(usize, Vec<(&'static str, String)>)>,
    /// Of bills of others, and of those that are only alike.
    pub warnings: Vec<WarningView>,
    /// Cost and the insurer's part of each bill, one that stands there twice counted once.
    pub sums: Vec<(i64, i64)>,
}

/// Where bills stand that are not written yet, for whoever is filling in the form.
///
/// # Errors
/// As the database answers.
pub fn foreseen(view: &mut View, person: PersonId, new: &[NewBill]) -> Outcome<Foreseen> {
    let county = view.actor.county();
    let marks: Vec<Marks> = new.iter().map(NewBill::marks).collect();
    let there = bills::numbered(view.conn, county, marks.iter().map(|marks| marks.alike.clone()).collect())?;
    let standing = Standing::of(view.conn, county, there, Vec::new())?;
    let mut foreseen = Foreseen::default();
    for (place, (bill, own)) in new.iter().zip(&marks).enumerate() {
        let before = marks.iter().take(place).filter_map(|other| own.like(other)).min();
        match before {
            Some(Likeness::Same) => foreseen.counted.push((place, elsewhere::place(None, view.actor))),
            _ => foreseen.sums.push((bill.cost_fen, bill.insurer_paid_fen)),
        }
        if let Some(likeness @ Likeness::Alike) = before {
            foreseen.warnings.push(warning(likeness.code(), &elsewhere::place(None, view.actor)));
        }
        for (likeness, holder) in standing.found(own, None, None) {
            let called = elsewhere::place(Some(holder), view.actor);
            match likeness == Likeness::Same && holder.person == person {
                true => foreseen.counted.push((place, called)),
                false => foreseen.warnings.push(warning(likeness.code(), &called)),
            }
        }
    }
    Ok(foreseen)
}
