//! The acts before a decision, and the service of it.

use chrono::NaiveDate;
use serde_json::json;
use yangguang_domain::entitlement::Month;
use yangguang_domain::typed;

use super::model::{ActKind, HeardAs, HearingWay, NewAct};
use super::ready::last;
use super::store::{self as acts, ActRow};
use crate::app::Tx;
use crate::audit::{self, Entry, Traced};
use crate::entitlements::store::{self, ChangeRow, EntitlementRow};
use crate::entitlements::{terms, view};
use crate::failure::{Checks, Failure, Outcome};
use crate::households;
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;
use crate::ids::{EntitlementActId, EntitlementId, HouseholdId};
use crate::persons;

const MOST_PLACE: usize = 100;
const MOST_PERSON: usize = 50;
const MOST_SAID: usize = 1000;

/// Writes down an act about what is proposed for a benefit, or about what was decided.
///
/// # Errors
/// `not_found`, `stale_version`, `no_change_open`, `no_posting`, `already_served`; `invalid` with what is missing or
/// wrong of it.
pub fn act(tx: &mut Tx, id: EntitlementId, version: IfMatch, new: &NewAct) -> Outcome<Traced<Reply>> {
    let mut row = store::find(tx.conn, tx.actor, id)?;
    audit::unchanged(tx, version, ("entitlement", id), row.version)?;
    let changes = store::changes(tx.conn, &row.county, &[id])?;
    let change = about(&changes, new)?;
    let before = acts::acts(tx.conn, &row.county, &[id])?;
    check(tx, &row, change, &before, new)?;
    let written = ActRow {
        county: row.county.clone(),
        id: EntitlementActId::new(tx.now),
        entitlement_id: row.id,
        change_id: change.proposal(),
        act: new.act.as_str().to_owned(),
        on_day: new.on,
        place: new.place.clone(),
        way: new.way.map(|way| way.as_str().to_owned()),
        person: new.person.as_ref().map(|name| match new.who.and_then(HeardAs::zh) {
            Some(capacity) => format!("{name}（{capacity}）"),
            None => name.clone(),
        }),
        said: new.said.clone(),
        served: new.served.map(|way| way.as_str().to_owned()),
        served_on: new.served_on,
        died_on: new.died_on,
        acted_by: tx.actor.user_id()?,
        actor_name: tx.actor.name.clone(),
        actor_role: tx.actor.role.map(|role| role.to_string()).unwrap_or_default(),
        acted_on: tx.now.today(),
        created_at: tx.now.stamp(),
    };
    acts::insert(tx.conn, &written)?;
    store::update(tx.conn, &mut row, tx.now)?;
    let action = match new.act {
        ActKind::Invite => "entitlement.invited",
        ActKind::Hear => "entitlement.heard",
        ActKind::Post => "entitlement.end_shown",
        ActKind::Object => "entitlement.end_objected",
        ActKind::Serve => "entitlement.served",
    };
    let entry = Entry::new(action, "entitlement", row.id).at(&row.division).with(json!({
        "case_no": row.case_no, "kind": change.kind, "on": new.on,
    }));
    let shown = view::whole(&mut tx.view(), row)?;
    let reply = Reply::created(format!("/api/v1/entitlements/{id}"), &shown)?.version(shown.row.version);
    Ok(Traced::new(reply, entry))
}

/// The change it is about: what is proposed, or what was decided and is handed over.
fn about<'c>(changes: &'c [ChangeRow], new: &NewAct) -> Outcome<&'c ChangeRow> {
    if new.act != ActKind::Serve {
        let open = changes.iter().find(|change| change.state == "proposed");
        return open.ok_or_else(|| Failure::no("no_change_open"));
    }
    let mut checks = Checks::new();
    let named = changes.iter().find(|change| Some(change.id) == new.change_id && change.seq.is_some());
    match named {
        Some(change) => Ok(change),
        None => {
            checks.check(false, "/change_id", "decision_unknown");
            checks.done()?;
            Err(Failure::no("no_change_open"))
        }
    }
}

fn check(
    tx: &mut Tx,
    row: &EntitlementRow,
    change: &ChangeRow,
    before: &[ActRow],
    new: &NewAct,
) -> Outcome<()> {
    let today = tx.now.today();
    let mut checks = Checks::new();
    only_its_own(&mut checks, new);
    for (text, pointer, most) in [
        (&new.place, "/place", MOST_PLACE),
        (&new.person, "/person", MOST_PERSON),
        (&new.said, "/said", MOST_SAID),
    ] {
        checks.optional_text(text.as_ref(), pointer, most);
        checks.no_private_number(text.as_deref().unwrap_or_default(), pointer, tx.app.landlines);
    }
    if new.act == ActKind::Post && (change.kind != "end" || row.scheme != "destitute_support") {
        return Err(Failure::no("no_posting"));
    }
    match new.act {
        // Nobody is invited for a day that is over, and a notice hangs from the day it is put up.
        ActKind::Invite => checks.check(new.on >= today, "/on", "day_is_over"),
        ActKind::Post => checks.check(new.on == today, "/on", "posted_today"),
        ActKind::Hear | ActKind::Object | ActKind::Serve => {
            checks.check(new.on <= today, "/on", "date_in_future");
        }
    }
    let served = |act: &ActRow| act.act == "serve" && act.change_id == change.proposal();
    if new.act == ActKind::Serve && before.iter().any(served) {
        return Err(Failure::no("already_served"));
    }
    let since = if new.act == ActKind::Serve { change.decided_on } else { Some(change.proposed_on) };
    let before_it = since.is_some_and(|since| new.on < since);
    let code = if new.act == ActKind::Serve { "before_decision" } else { "before_proposal" };
    checks.check(!before_it, "/on", code);
    if let Some(served_on) = new.served_on {
        checks.check(served_on <= today, "/served_on", "date_in_future");
        checks.check(served_on <= new.on, "/served_on", "served_too_late");
    }
    if new.act == ActKind::Hear {
        heard(&mut checks, change, before, new);
        of_them(tx, &mut checks, row, new)?;
    }
    checks.done()?;
    if new.way == Some(HearingWay::Nobody) {
        died(row, change, new)?;
        nobody_left(tx, row, new.died_on, today)?;
    }
    Ok(())
}

/// Only an end needs nobody heard, and only from the month after the death of one who was alive
/// when it was granted.
fn died(row: &EntitlementRow, change: &ChangeRow, new: &NewAct) -> Outcome<()> {
    let (first, from) = (terms::month(&row.first_month)?, terms::month(&change.from_month)?);
    let died = new.died_on.map(Month::of);
    let mut checks = Checks::new();
    checks.check(change.kind == "end", "/way", "only_an_end_needs_nobody");
    checks.check(died.is_none_or(|died| died.next() >= first), "/died_on", "died_before_grant");
    checks.check(died.is_none_or(|died| died < from), "/died_on", "ends_before_death");
    checks.done()
}

/// What each act needs, and what it does not take.
fn only_its_own(checks: &mut Checks, new: &NewAct) {
    let absent = matches!(new.way, Some(HearingWay::Absent | HearingWay::Nobody));
    let (place, way, person, said, served, served_on) = match new.act {
        ActKind::Invite => (true, false, false, false, true, true),
        ActKind::Hear => (false, true, !absent, new.way != Some(HearingWay::Absent), false, false),
        ActKind::Post => (false, false, false, false, false, false),
        ActKind::Object => (false, false, false, true, false, false),
        ActKind::Serve => (false, false, false, false, true, false),
    };
    for (wanted, given, pointer) in [
        (place, new.place.is_some(), "/place"),
        (way, new.way.is_some(), "/way"),
        (person, new.who.is_some(), "/who"),
        (person, new.person.is_some(), "/person"),
        (said, new.said.is_some(), "/said"),
        (served, new.served.is_some(), "/served"),
        (served_on, new.served_on.is_some(), "/served_on"),
        (new.way == Some(HearingWay::Nobody), new.died_on.is_some(), "/died_on"),
        (new.act == ActKind::Serve, new.change_id.is_some(), "/change_id"),
    ] {
        checks.check(given || !wanted, pointer, "required");
        checks.check(wanted || !given, pointer, "unknown_member");
    }
}

/// Who did not come was invited for a day that has come.
fn heard(checks: &mut Checks, change: &ChangeRow, before: &[ActRow], new: &NewAct) {
    if new.way == Some(HearingWay::Absent) {
        let invited = last(before, change.proposal(), ActKind::Invite);
        checks.check(invited.is_some_and(|invited| invited.on_day <= new.on), "/way", "not_invited");
    }
}

/// Whoever is said to be the recipient, or a member of the household, is one by name.
fn of_them(tx: &mut Tx, checks: &mut Checks, row: &EntitlementRow, new: &NewAct) -> Outcome<()> {
    let (Some(who), Some(name)) = (new.who, &new.person) else { return Ok(()) };
    let mut ids = vec![row.person_id, row.recipient_id];
    match who {
        HeardAs::Guardian | HeardAs::Agent => return Ok(()),
        HeardAs::Recipient => {}
        HeardAs::Member => {
            let members = match household(tx, row)? {
                Some(id) => households::members_of(tx.conn, &row.county, &[id])?.remove(&id),
                None => None,
            };
            ids.extend(members.into_iter().flatten().filter(|(_, now)| *now).map(|(person, _)| person));
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let known = persons::briefs(tx.conn, &row.county, &ids)?;
    let there = known.values().any(|one| typed::name(&one.name) == typed::name(name));
    checks.check(there, "/person", "heard_stranger");
    Ok(())
}

/// Whose benefit it is, or where the person lives.
fn household(tx: &mut Tx, row: &EntitlementRow) -> Outcome<Option<HouseholdId>> {
    match row.household_id {
        Some(household) => Ok(Some(household)),
        None => Ok(households::placed(tx.conn, &row.county, &[row.person_id])?.get(&row.person_id).copied()),
    }
}

/// Those who live on in the household are heard in the place of who has died.
fn nobody_left(
    tx: &mut Tx,
    row: &EntitlementRow,
    died_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Outcome<()> {
    let mut checks = Checks::new();
    checks.check(died_on.is_none_or(|died| died <= today), "/died_on", "date_in_future");
    if let Some(household) = household(tx, row)? {
        let members = households::members_of(tx.conn, &row.county, &[household])?.remove(&household);
        let others = members.into_iter().flatten().any(|(person, now)| now && person != row.person_id);
        checks.check(!others, "/way", "household_to_hear");
    }
    checks.done()
}
