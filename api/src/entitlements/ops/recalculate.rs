//! Many benefits computed anew: a standard was raised, or households have changed. First to
//! look at, then to propose.

use std::collections::HashMap;

use serde_json::json;
use yangguang_domain::entitlement::Month;

use crate::app::{Tx, View};
use crate::audit::{Entry, Traced};
use crate::codes::Language;
use crate::db::conn::Conn;
use crate::divisions::{COUNTY, TOWNSHIP, VILLAGE, require};
use crate::entitlements::circumstances::{Act, Basis};
use crate::entitlements::compute::{Computer, Held, Step, month_between};
use crate::entitlements::model::{EntitlementFilter, NewRecalculation, RecalculationView};
use crate::entitlements::ops::{propose, recalculated};
use crate::entitlements::others::{Known, Whose};
use crate::entitlements::store::{self, ChangeRow, EntitlementRow, Wanted};
use crate::entitlements::{terms, view};
use crate::failure::{Checks, Failure, Outcome};
use crate::households;
use crate::http::reply::Reply;
use crate::ids::{EntitlementId, HouseholdId, PersonId};
use crate::payments;

/// A standard is not made to count further back than this.
const FURTHEST_BACK: i32 = 60;

/// What came of it, benefit by benefit.
pub(super) struct Outcomes {
    pub changing: Vec<(EntitlementRow, Vec<Step>)>,
    pub unchanged: usize,
    pub waiting: usize,
    pub failed: Vec<(EntitlementRow, Failure)>,
}

/// Who would get how much more or less, and why.
///
/// # Errors
/// `invalid`.
pub fn preview(view: &mut View, language: Language, new: &NewRecalculation) -> Outcome<RecalculationView> {
    let wanted = wanted(view, new)?;
    let this = Month::of(view.now.today());
    let found = compute(view.conn, &Computer::new(view.app), view.actor.county(), this, &wanted, new)?;
    recalculated::shown(view, language, found)
}

/// The same as a table for a spreadsheet: every benefit that changes, one line a step, and every
/// one that could not be computed.
///
/// # Errors
/// As [`preview`].
pub fn table(view: &mut View, language: Language, new: &NewRecalculation) -> Outcome<String> {
    let wanted = wanted(view, new)?;
    let this = Month::of(view.now.today());
    let found = compute(view.conn, &Computer::new(view.app), view.actor.county(), this, &wanted, new)?;
    recalculated::table(view, language, &found)
}

/// Proposes all that changes.
///
/// # Errors
/// As [`preview`]; `invalid` without a reason, `nothing_changes`.
pub fn propose_all(tx: &mut Tx, language: Language, new: &NewRecalculation) -> Outcome<Traced<Reply>> {
    let mut checks = Checks::new();
    checks.text(new.reason.as_deref().unwrap_or_default(), "/reason", 500);
    checks.no_private_number(new.reason.as_deref().unwrap_or_default(), "/reason", tx.app.landlines);
    checks.done()?;
    let wanted = wanted(&mut tx.view(), new)?;
    let this = Month::of(tx.now.today());
    let found = compute(tx.conn, &Computer::new(tx.app), tx.actor.county(), this, &wanted, new)?;
    if found.changing.is_empty() {
        return Err(Failure::no("nothing_changes"));
    }
    let mut entries = Vec::new();
    let mut all: Vec<ChangeRow> = Vec::new();
    for (row, steps) in &found.changing {
        let rows = propose::rows(tx, row, "recompute", new.reason.as_deref(), steps.clone())?;
        entries.push(propose::entry(row, "recompute", new.reason.as_deref(), &rows));
        all.extend(rows);
    }
    store::insert_changes(tx.conn, &all)?;
    for (row, _) in &found.changing {
        store::update(tx.conn, &mut row.clone(), tx.now)?;
    }
    let entry = Entry::new("entitlement.recalculated", "policy", new.policy_code.as_deref().unwrap_or("*"))
        .at(&tx.actor.scope.division)
        .with(json!({
            "from_month": new.from_month,
            "reason": new.reason,
            "proposed": found.changing.len(),
            "unchanged": found.unchanged,
            "failed": found.failed.len(),
        }));
    let view = recalculated::shown(&mut tx.view(), language, found)?;
    Ok(Traced::new(Reply::new(201, &view)?, entry).and_all(entries))
}

fn wanted(view: &mut View, new: &NewRecalculation) -> Outcome<Wanted> {
    let policies = view.app.rules.policies();
    let known = |code: &String| policies.all().any(|policy| policy.code == *code);
    let mut checks = Checks::new();
    checks.check(new.policy_code.as_ref().is_none_or(known), "/policy_code", "unknown_policy");
    let division = new.division.as_deref();
    let there = match division {
        Some(division) => require(view.conn, division, &[COUNTY, TOWNSHIP, VILLAGE])?,
        None => true,
    };
    checks.check(there, "/division", "unknown_division");
    checks.done()?;
    let (low, high) = view::bounds(view, division)?;
    let mut checks = Checks::new();
    checks.check(low <= high, "/division", "outside_scope");
    checks.done()?;
    Ok(Wanted { low, high, policy_code: new.policy_code.clone(), ..Wanted::default() })
}

fn compute(
    conn: &mut Conn,
    computer: &Computer,
    county: &str,
    this: Month,
    wanted: &Wanted,
    new: &NewRecalculation,
) -> Outcome<Outcomes> {
    let from = month_between(&new.from_month, this.plus(-FURTHEST_BACK), this.next())?;
    let rows = store::list(conn, county, wanted, &EntitlementFilter::default())?;
    let ids: Vec<EntitlementId> = rows.iter().map(|row| row.id).collect();
    let cases: Vec<_> = rows.iter().map(|row| row.case_id).collect();
    let houses: Vec<HouseholdId> = rows.iter().filter_map(|row| row.household_id).collect();
    let people: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let register = Register {
        households: households::past_of(conn, county, &houses)?,
        lives: households::persons_of(conn, county, &people)?,
    };
    let mut changes: HashMap<EntitlementId, Vec<ChangeRow>> = HashMap::new();
    for change in store::changes(conn, county, &ids)? {
        changes.entry(change.entitlement_id).or_default().push(change);
    }
    let mut listed = terms::listed(payments::paid(conn, county, &cases)?)?;
    let whose: Vec<Whose> = rows.iter().map(|row| (row.household_id, row.person_id)).collect();
    let beside = Known::of(conn, county, &whose)?;
    let mut found = Outcomes { changing: Vec::new(), unchanged: 0, waiting: 0, failed: Vec::new() };
    for row in rows {
        let own = changes.remove(&row.id).unwrap_or_default();
        let held = Held::new(&row, &own, listed.remove(&row.case_id).unwrap_or_default())?;
        if held.waits() {
            found.waiting += 1;
            continue;
        }
        let start = from.max(held.first()?);
        let basis = basis(&held, &register, &beside)?;
        match computer.recompute(&held, &basis, start, this.next().max(start)) {
            Ok(steps) if steps.is_empty() => found.unchanged += 1,
            Ok(steps) => found.changing.push((row, steps)),
            Err(failure @ (Failure::Refused(_) | Failure::Fields(_))) => found.failed.push((row, failure)),
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}

/// Whom the benefits are for, as they are and were registered.
struct Register {
    households: HashMap<HouseholdId, households::Past>,
    lives: HashMap<PersonId, households::Life>,
}

fn basis<'a>(held: &Held, register: &'a Register, known: &'a Known) -> Outcome<Basis<'a>> {
    let life = register.lives.get(&held.row.person_id);
    let life = life.ok_or_else(|| Failure::internal("a benefit of nobody registered"))?;
    let household = held.row.household_id.and_then(|id| register.households.get(&id));
    Basis::new(held, Act::Recalculated, (household, life), known)
}
