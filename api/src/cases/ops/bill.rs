//! Bills are written down while the case may be edited, and recognised when they come again.

use serde_json::json;

use super::act;
use super::edit::unchecked;
use super::open::warning;
use crate::app::{Tx, View};
use crate::attachments;
use crate::audit::{Entry, Traced};
use crate::cases::bills::{self, BillRow, BillView, BillsView, Holder, NewBill};
use crate::cases::determine::{self, Subject};
use crate::cases::store::{self, CaseRow};
use crate::cases::views::WarningView;
use crate::cases::year;
use crate::db::conn::Conn;
use crate::failure::{Checks, Failure, Outcome};
use crate::ids::{AttachmentId, BillId, CaseId, PersonId};
use chrono::Datelike;
use yangguang_domain::access::{Permission, permissions};
use yangguang_domain::money::yuan_grouped;

/// Where a bill stands already.
struct Found {
    holder: Holder,
    /// The same number of the same issuer, or a file of the same content; else only alike.
    same: bool,
}

/// Adds bills to a case that may still be edited.
///
/// # Errors
/// `bills_not_expected` for an item without bills, `bill_already_counted`,
/// `act_not_allowed_here`, `checked_already`, faults of the bills.
pub fn add(tx: &mut Tx, id: CaseId, new: &NewBill) -> Outcome<Traced<BillsView>> {
    let case = editable(tx, id)?;
    let mut checks = Checks::new();
    bills::check(&mut checks, new, "", tx.now.today());
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
    if !policy.rule.document().inputs.iter().any(|input| input.bills.is_some()) {
        return Err(Failure::no("bills_not_expected"));
    }
    let there = bills::of_case(tx.conn, &case.county, case.id)?.len();
    if there + new.len() > bills::MOST {
        return Err(Failure::no_with("too_many_bills", vec![("most", bills::MOST.to_string())]));
    }
    let files = attachments::of_case(tx.conn, &case.county, case.id)?;
    let twins = attachments::twins(tx.conn, &case.county, case.id, &files)?;
    let mut entries = Vec::new();
    for bill in new {
        if bill.attachment_id.is_some_and(|file| !files.iter().any(|own| own.id == file)) {
            return Err(act::fault("/attachment_id", "not_allowed_value"));
        }
        let row = row(tx, case, bill)?;
        let known = known(tx.conn, &case.county, &row, Some(case.id))?;
        let by_file = by_file(tx.conn, &case.county, &twins, bill.attachment_id)?;
        refuse_counted(tx, case.applicant_person_id, known.iter().chain(&by_file))?;
        let own = bills::of_case(tx.conn, &case.county, case.id)?;
        if own.iter().any(|other| other.live_key == row.live_key) {
            return Err(counted_in("本办件".to_owned()));
        }
        bills::insert(tx.conn, row.clone())?;
        entries.push(entry("case.bill_recorded", case, &row));
    }
    Ok(entries)
}

fn refuse_counted<'a>(tx: &Tx, person: PersonId, found: impl Iterator<Item = &'a Found>) -> Outcome<()> {
    let mut own = found.filter(|found| found.same && found.holder.person == person && found.holder.counts());
    match own.next() {
        Some(found) => Err(counted_in(found.holder.called(tx.actor))),
        None => Ok(()),
    }
}

fn counted_in(place: String) -> Failure {
    Failure::no_with("bill_already_counted", vec![("place", place)])
}

fn row(tx: &Tx, case: &CaseRow, new: &NewBill) -> Outcome<BillRow> {
    let (number_key, issuer_key) = (bills::key(&new.number), bills::key(&new.issuer));
    Ok(BillRow {
        county: case.county.clone(),
        id: BillId::new(tx.now),
        case_id: case.id,
        person_id: case.applicant_person_id,
        number: new.number.trim().to_owned(),
        issuer: new.issuer.trim().to_owned(),
        live_key: Some(bills::live_key(case.applicant_person_id, &number_key, &issuer_key)),
        number_key,
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
    act::lawful(tx, &case, "edit")?;
    unchecked(tx, &case)?;
    Ok(case)
}

/// Where a bill stands in other cases: its number by the same issuer, or by another with the
/// same sum.
fn known(conn: &mut Conn, county: &str, row: &BillRow, except: Option<CaseId>) -> Outcome<Vec<Found>> {
    let found = bills::with_numbers(conn, county, vec![row.number_key.clone()], except)?;
    let alike: Vec<(CaseId, bool)> = found
        .iter()
        .filter(|other| other.issuer_key == row.issuer_key || other.cost_fen == row.cost_fen)
        .map(|other| (other.case_id, other.issuer_key == row.issuer_key))
        .collect();
    in_cases(conn, county, alike)
}

fn by_file(
    conn: &mut Conn,
    county: &str,
    twins: &[(AttachmentId, CaseId)],
    file: Option<AttachmentId>,
) -> Outcome<Vec<Found>> {
    let others = twins.iter().filter(|(own, _)| Some(*own) == file).map(|(_, case)| (*case, true));
    in_cases(conn, county, others.collect())
}

fn in_cases(conn: &mut Conn, county: &str, cases: Vec<(CaseId, bool)>) -> Outcome<Vec<Found>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let holders = bills::holders(conn, county, cases.iter().map(|(id, _)| *id).collect())?;
    let with = |holder: Holder| {
        let same = cases.iter().any(|(id, same)| *id == holder.id && *same);
        Found { holder, same }
    };
    Ok(holders.into_iter().map(with).collect())
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
    let mut named: Vec<CaseId> = Vec::new();
    let of_bills: Vec<(AttachmentId, CaseId)> = twins
        .iter()
        .filter(|(file, _)| files.iter().any(|own| own.id == *file && own.material_code == "bills"))
        .copied()
        .collect();
    for found in in_cases(view.conn, county, of_bills.iter().map(|(_, case)| (*case, true)).collect())? {
        if !named.contains(&found.holder.id) {
            named.push(found.holder.id);
            warnings.push(warning("bill_file_elsewhere", &[("place", found.holder.called(view.actor))]));
        }
    }
    let mut items = Vec::new();
    for row in rows {
        let found = known(view.conn, county, &row, Some(case.id))?;
        items.push(shown(view, case, row, &found));
    }
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

fn shown(view: &View, case: &CaseRow, row: BillRow, found: &[Found]) -> BillView {
    let place = |found: &Found| [("place", found.holder.called(view.actor))];
    let mut warnings: Vec<WarningView> = found
        .iter()
        .map(|found| match found.same {
            true => warning("bill_in_other_case", &place(found)),
            false => warning("bill_alike", &place(found)),
        })
        .collect();
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

/// The places of bills of the same person that stand elsewhere, with where; warnings of the others.
type Foreseen = (Vec<(usize, String)>, Vec<WarningView>);

/// Where bills that are not written yet stand, for whoever is filling in the form: those of the
/// same person are faults, those of others warnings.
///
/// # Errors
/// As the database answers.
pub fn foreseen(view: &mut View, person: PersonId, new: &[NewBill]) -> Outcome<Foreseen> {
    let county = view.actor.county().to_owned();
    let (mut faults, mut warnings) = (Vec::new(), Vec::new());
    let numbers: Vec<String> = new.iter().map(|bill| bills::key(&bill.number)).collect();
    let there = bills::with_numbers(view.conn, &county, numbers.clone(), None)?;
    let ids: Vec<(CaseId, bool)> = there.iter().map(|row| (row.case_id, true)).collect();
    let holders = in_cases(view.conn, &county, ids)?;
    for (place, bill) in new.iter().enumerate() {
        let issuer = bills::key(&bill.issuer);
        let twice = new.iter().take(place).any(|other| {
            Some(&bills::key(&other.number)) == numbers.get(place) && bills::key(&other.issuer) == issuer
        });
        if twice {
            faults.push((place, "本办件".to_owned()));
        }
        for row in there.iter().filter(|row| Some(&row.number_key) == numbers.get(place)) {
            let Some(found) = holders.iter().find(|found| found.holder.id == row.case_id) else { continue };
            let called = found.holder.called(view.actor);
            match (row.issuer_key == issuer, found.holder.person == person) {
                (true, true) => faults.push((place, called)),
                (true, false) => warnings.push(warning("bill_in_other_case", &[("place", called)])),
                (false, _) if row.cost_fen == bill.cost_fen => {
                    warnings.push(warning("bill_alike", &[("place", called)]));
                }
                (false, _) => {}
            }
        }
    }
    Ok((faults, warnings))
}
