use std::collections::HashSet;

use serde_json::{Value, json};
use yangguang_domain::access::Scope;
use yangguang_domain::masking;
use yangguang_domain::refusal::Refusal;

use super::Relation;
use super::model::{
    Condition, HouseholdFilter, HouseholdPatch, HouseholdView, NewHousehold, NewKinClearance, NewMember,
};
use super::outside::{self, DetailView};
use super::store::{self, HouseholdRow, MemberRow, Wanted};
use crate::app::{Tx, View};
use crate::audit::{self, Entry, Traced};
use crate::divisions::{self, VILLAGE, division_ref};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::cursor::{self, Page};
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;
use crate::ids::{HouseholdId, MemberId, PersonId};
use crate::persons::{self, Briefs};

const MOST_MEMBERS: usize = 30;
const MOST_CERTIFICATE: usize = 50;
const MOST_NOTE: usize = 200;
/// Fen a month: what no household has.
const MOST_INCOME: i64 = 1_000_000_000_000;

/// Registers a household of persons who are in none yet.
///
/// # Errors
/// `invalid`, or `member_of_other_household`.
pub fn create(tx: &mut Tx, new: &NewHousehold) -> Outcome<Traced<Reply>> {
    let mut checks = Checks::new();
    if !tx.actor.scope.contains(&new.division) {
        checks.check(false, "/division", "outside_scope");
    } else if !divisions::require(tx.conn, &new.division, &[VILLAGE])? {
        checks.check(false, "/division", "unknown_division");
    }
    let certificate_no = filled(new.certificate_no.clone());
    let note = filled(new.staff_kin_note.clone()).filter(|_| new.staff_kin);
    check_texts(&mut checks, certificate_no.as_ref(), new.staff_kin, note.as_ref());
    check_note(tx, &mut checks, note.as_ref());
    check_income(&mut checks, new.income_fen);
    let (briefs, clash) = check_members(tx, &mut checks, &new.members, None)?;
    checks.done()?;
    clash?;
    let (staff_kin, note) = inherited(tx, (new.staff_kin, note), &new.members)?;
    let row = HouseholdRow {
        county: tx.actor.county().to_owned(),
        id: HouseholdId::new(tx.now),
        division: new.division.clone(),
        category: new.category.as_str().to_owned(),
        certificate_no,
        staff_kin,
        staff_kin_note: note,
        demo: briefs.values().all(|brief| brief.demo),
        version: 1,
        created_by: tx.actor.user_id()?,
        created_at: tx.now.stamp(),
        updated_at: tx.now.stamp(),
        income_fen: new.income_fen,
    };
    store::insert(tx.conn, row.clone())?;
    store::keep(tx.conn, &row, row.created_by, tx.now)?;
    join(tx, (row.id, row.version), &new.members, 0)?;
    let entry = Entry::new("household.created", "household", row.id).at(&row.division);
    let view = shown(tx, row)?;
    let reply = Reply::created(format!("/api/v1/households/{}", view.id), &view)?.version(view.version);
    Ok(Traced::new(reply, entry.with(masked(&view))))
}

/// Changes a household. Who leaves it or gets another relation has the old membership
/// closed today; nothing of it is deleted.
///
/// # Errors
/// `not_found`, `stale_version`, `invalid`, or `member_of_other_household`.
pub fn update(
    tx: &mut Tx,
    id: HouseholdId,
    if_match: IfMatch,
    patch: &HouseholdPatch,
) -> Outcome<Traced<Reply>> {
    let mut row = store::find(tx.conn, tx.actor, id)?.ok_or_else(Failure::not_found)?;
    audit::unchanged(tx, if_match, ("household", id), row.version)?;
    let before = shown(tx, row.clone())?;
    if let Some(category) = patch.category {
        category.as_str().clone_into(&mut row.category);
    }
    if let Some(certificate_no) = patch.certificate_no.clone() {
        row.certificate_no = filled(certificate_no);
    }
    if let Some(income_fen) = patch.income_fen {
        row.income_fen = income_fen;
    }
    // Who takes applications may set the mark and not take it back (民发〔2021〕57号 Art 11).
    if row.staff_kin && patch.staff_kin == Some(false) {
        return Err(Refusal::new("kin_cleared_by_leader").at("/staff_kin").into());
    }
    row.staff_kin = patch.staff_kin.unwrap_or(row.staff_kin);
    if let Some(note) = patch.staff_kin_note.clone() {
        row.staff_kin_note = filled(note);
    }
    // The note says whose kin they are; it goes with the mark.
    row.staff_kin_note = row.staff_kin_note.filter(|_| row.staff_kin);
    let mut checks = Checks::new();
    check_texts(&mut checks, row.certificate_no.as_ref(), row.staff_kin, row.staff_kin_note.as_ref());
    check_note(tx, &mut checks, patch.staff_kin_note.as_ref().and_then(Option::as_ref));
    check_income(&mut checks, row.income_fen);
    let clash = match &patch.members {
        Some(members) => check_members(tx, &mut checks, members, Some(id))?.1,
        None => Ok(()),
    };
    checks.done()?;
    clash?;
    if let Some(members) = &patch.members {
        let ours: HashSet<PersonId> = before.members.iter().map(|member| member.person_id).collect();
        let joining: Vec<NewMember> =
            members.iter().filter(|new| !ours.contains(&new.person_id)).cloned().collect();
        let mark = (row.staff_kin, row.staff_kin_note.take());
        (row.staff_kin, row.staff_kin_note) = inherited(tx, mark, &joining)?;
    }
    if store::update(tx.conn, &row, tx.now)? == 0 {
        return Err(Failure::no("stale_version"));
    }
    row.version += 1;
    let moved = match &patch.members {
        Some(members) => replace(tx, (id, row.version), members)?,
        None => false,
    };
    if moved || (before.category.as_str(), before.income_fen) != (row.category.as_str(), row.income_fen) {
        store::keep(tx.conn, &row, tx.actor.user_id()?, tx.now)?;
    }
    let entry = Entry::new("household.updated", "household", id).at(&row.division);
    let view = shown(tx, row)?;
    let changes = audit::changes(&masked(&before), &masked(&view));
    // Whose money is held from now on is said at once.
    let told = outside::detail(&mut tx.view(), view)?;
    let reply = Reply::ok(&told)?.version(told.household.version);
    Ok(Traced::new(reply, entry.with(json!({ "changes": changes }))))
}

/// Who comes from a household of staff kin brings the mark along: nobody loses it by moving.
fn inherited(
    tx: &mut Tx,
    (marked, note): (bool, Option<String>),
    joining: &[NewMember],
) -> Outcome<(bool, Option<String>)> {
    let ids: Vec<PersonId> = joining.iter().map(|member| member.person_id).collect();
    if marked || !store::of_kin(tx.conn, tx.actor.county(), &ids)? {
        return Ok((marked, note));
    }
    Ok((true, Some("有成员来自已登记为经办人员近亲属的家庭".to_owned())))
}

/// An income that a decision was made on becomes the register's, where it had none.
///
/// # Errors
/// As the database answers.
pub fn assessed(tx: &mut Tx, id: HouseholdId, division: &str, income_fen: i64) -> Outcome<Option<Entry>> {
    let written = store::assess(tx.conn, tx.actor.county(), id, income_fen, tx.now)?;
    if written > 0
        && let Some(row) = store::of_county(tx.conn, tx.actor.county(), id)?
    {
        store::keep(tx.conn, &row, tx.actor.user_id()?, tx.now)?;
    }
    let detail = json!({ "changes": { "income_fen": { "before": null, "after": income_fen } } });
    Ok((written > 0).then(|| Entry::new("household.updated", "household", id).at(division).with(detail)))
}

/// Takes the mark of staff kin back, with a reason that stays in the audit trail. Cases
/// that were opened under it keep it.
///
/// # Errors
/// `not_found`, `stale_version`, `invalid` without a reason, `not_staff_kin`.
pub fn clear_kin(
    tx: &mut Tx,
    id: HouseholdId,
    if_match: IfMatch,
    new: &NewKinClearance,
) -> Outcome<Traced<Reply>> {
    let mut row = store::find(tx.conn, tx.actor, id)?.ok_or_else(Failure::not_found)?;
    audit::unchanged(tx, if_match, ("household", id), row.version)?;
    let mut checks = Checks::new();
    checks.text(&new.reason, "/reason", MOST_NOTE);
    checks.no_private_number(&new.reason, "/reason", tx.app.landlines);
    checks.done()?;
    if !row.staff_kin {
        return Err(Failure::no("not_staff_kin"));
    }
    (row.staff_kin, row.staff_kin_note) = (false, None);
    if store::update(tx.conn, &row, tx.now)? == 0 {
        return Err(Failure::no("stale_version"));
    }
    row.version += 1;
    let entry = Entry::new("household.kin_cleared", "household", id).at(&row.division);
    let view = shown(tx, row)?;
    let told = outside::detail(&mut tx.view(), view)?;
    let version = told.household.version;
    let reply = Reply::created(format!("/api/v1/households/{id}"), &told)?.version(version);
    Ok(Traced::new(reply, entry.with(json!({ "reason": new.reason }))))
}

/// # Errors
/// `not_found` outside the actor's scope.
pub fn find(view: &mut View, id: HouseholdId) -> Outcome<DetailView> {
    let household = store::with_briefs(view, id)?.0;
    outside::detail(view, household)
}

/// # Errors
/// `bad_query` or `bad_cursor`.
pub fn list(view: &mut View, filter: &HouseholdFilter) -> Outcome<Page<HouseholdView>> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<HouseholdId> = cursor::decode(filter.cursor.as_ref())?;
    let (mut low, mut high) = (view.actor.scope.low(), view.actor.scope.high());
    if let Some(division) = &filter.division {
        let unknown = |_| Failure::no_with("bad_query", vec![("detail", "division".to_owned())]);
        let level = division_ref(view.conn, division).map_err(unknown)?.level;
        let wanted = u8::try_from(level).ok().and_then(|level| Scope::new(division, level));
        let wanted = wanted.ok_or_else(Failure::not_found)?;
        // What lies outside both is no one's.
        low = low.max(wanted.low());
        high = high.min(wanted.high());
    }
    let (category, staff_kin) = (filter.category, filter.staff_kin);
    let wanted = Wanted { low, high, category, staff_kin, after, limit: limit + 1 };
    let rows = store::list(view.conn, view.actor.county(), wanted)?;
    let page = Page::of(rows, limit, |row| row.id, |row| row);
    let items = store::views(view, page.items)?.0;
    Ok(Page { items, next_cursor: page.next_cursor })
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn check_texts(checks: &mut Checks, certificate: Option<&String>, kin: bool, note: Option<&String>) {
    checks.optional_text(certificate, "/certificate_no", MOST_CERTIFICATE);
    checks.optional_text(note, "/staff_kin_note", MOST_NOTE);
    checks.check(!kin || note.is_some(), "/staff_kin_note", "required");
}

/// The note says whose kin they are, which needs no number of anybody.
fn check_note(tx: &Tx, checks: &mut Checks, note: Option<&String>) {
    checks.no_private_number(note.map_or("", String::as_str), "/staff_kin_note", tx.app.landlines);
}

fn check_income(checks: &mut Checks, income_fen: Option<i64>) {
    if income_fen.is_some_and(|income| !(0..=MOST_INCOME).contains(&income)) {
        checks.add("/income_fen", "out_of_range", vec![("range", format!("0–{MOST_INCOME}"))]);
    }
}

/// One head, nobody twice, everybody known here. Who lives in another household comes
/// back as a refusal, for after the other checks.
fn check_members(
    tx: &mut Tx,
    checks: &mut Checks,
    members: &[NewMember],
    own: Option<HouseholdId>,
) -> Outcome<(Briefs, Outcome<()>)> {
    let heads = members.iter().filter(|member| member.relation == Relation::Head).count();
    checks.check(heads == 1, "/members", "one_head");
    if members.len() > MOST_MEMBERS {
        checks.add("/members", "out_of_range", vec![("range", format!("1–{MOST_MEMBERS}"))]);
        return Ok((Briefs::new(), Ok(())));
    }
    let ids: Vec<PersonId> = members.iter().map(|member| member.person_id).collect();
    let briefs = persons::briefs(tx.conn, tx.actor.county(), &ids)?;
    let placed = store::placed(tx.conn, tx.actor.county(), &ids)?;
    let mut seen = HashSet::new();
    let mut clash = Ok(());
    for (place, id) in ids.iter().enumerate() {
        let pointer = format!("/members/{place}/person_id");
        let lives_in = placed.get(id).copied();
        // A member who has moved to another village is still a member.
        let ours = lives_in.is_some() && lives_in == own;
        let here = briefs.get(id).is_some_and(|brief| tx.actor.scope.contains(&brief.division));
        checks.check(here || ours, &pointer, "unknown_person");
        checks.check(seen.insert(*id), &pointer, "member_twice");
        if lives_in.is_some() && !ours && clash.is_ok() {
            clash = Err(Refusal::new("member_of_other_household").at(pointer).into());
        }
    }
    Ok((briefs, clash))
}

/// Makes `members` the members from today on. Who stays as he was keeps his row; of whom
/// something else is so gets another, so that the register shows what was known when. Whether
/// anything changed by it.
fn replace(tx: &mut Tx, (id, version): (HouseholdId, i64), members: &[NewMember]) -> Outcome<bool> {
    let now = store::members(tx.conn, tx.actor.county(), &[id])?;
    let stays = |row: &MemberRow| {
        members.iter().any(|new| {
            new.person_id == row.person_id
                && new.relation.as_str() == row.relation
                && Condition::column(&new.conditions) == row.conditions
        })
    };
    let leaving: Vec<MemberId> = now.iter().filter(|row| !stays(row)).map(|row| row.id).collect();
    let staying: HashSet<PersonId> = now.iter().filter(|row| stays(row)).map(|row| row.person_id).collect();
    let first = now.iter().map(|row| row.position + 1).max().unwrap_or_default();
    let joining: Vec<NewMember> =
        members.iter().filter(|new| !staying.contains(&new.person_id)).cloned().collect();
    store::close_members(tx.conn, tx.actor.county(), &leaving, (tx.now.today(), version))?;
    join(tx, (id, version), &joining, first)?;
    Ok(!leaving.is_empty() || !joining.is_empty())
}

fn join(tx: &mut Tx, (id, version): (HouseholdId, i64), members: &[NewMember], first: i16) -> Outcome<()> {
    let row = |(position, member): (i16, &NewMember)| MemberRow {
        county: tx.actor.county().to_owned(),
        id: MemberId::new(tx.now),
        household_id: id,
        person_id: member.person_id,
        relation: member.relation.as_str().to_owned(),
        position,
        since_on: tx.now.today(),
        until_on: None,
        created_at: tx.now.stamp(),
        conditions: Condition::column(&member.conditions),
        since_version: Some(version),
        until_version: None,
    };
    let rows = (first..).zip(members).map(row).collect();
    store::insert_members(tx.conn, rows)?;
    Ok(())
}

fn shown(tx: &mut Tx, row: HouseholdRow) -> Outcome<HouseholdView> {
    let (mut views, _) = store::views(&mut tx.view(), vec![row])?;
    views.pop().ok_or_else(Failure::not_found)
}

/// For the audit trail.
fn masked(view: &HouseholdView) -> Value {
    let members: Vec<Value> = view
        .members
        .iter()
        .map(|member| {
            json!({
                "person_id": member.person_id,
                "name": masking::name(&member.name),
                "relation": member.relation,
                "conditions": member.conditions,
            })
        })
        .collect();
    json!({
        "category": view.category,
        "certificate_no": view.certificate_no.as_deref().map(masking::bank_account),
        "income_fen": view.income_fen,
        "staff_kin": view.staff_kin,
        "staff_kin_note": view.staff_kin_note.is_some(),
        "members": members,
    })
}
