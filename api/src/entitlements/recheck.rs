//! When a benefit is checked again.

use chrono::{Months, NaiveDate};
use yangguang_domain::entitlement::{Ahead, Month};
use yangguang_domain::policy::register;

use super::compute::{Computer, answer};
use super::store::{ChangeRow, EntitlementRow};
use super::terms;
use crate::failure::Outcome;

/// Months a recheck is looked ahead to at most, however rarely a policy wants one.
const FURTHEST_AHEAD: i32 = 120;

/// The day on which a policy that wants a recheck every so many months wants the next one: after
/// the last that was confirmed, or the first month of the benefit.
///
/// # Errors
/// `internal` for rows nothing of ours wrote.
pub fn regular(changes: &[ChangeRow], every: Option<u16>) -> Outcome<Option<NaiveDate>> {
    let counts = |row: &&ChangeRow| matches!(row.kind.as_str(), "granted" | "recheck");
    let last = terms::standing(changes).into_iter().find(counts);
    let Some((last, every)) = last.zip(every) else { return Ok(None) };
    let from = match last.decided_on.filter(|_| last.kind == "recheck") {
        Some(day) => day,
        None => terms::month(&last.from_month)?.first_day(),
    };
    Ok(from.checked_add_months(Months::new(every.into())))
}

/// Every how many months a benefit is checked: as the computation that counts for the month says,
/// and where it was made before computations told it, as the policy does.
///
/// # Errors
/// `not_in_force`; `internal` for rows nothing of ours wrote.
pub fn every(
    computer: &Computer,
    row: &EntitlementRow,
    changes: &[ChangeRow],
    month: Month,
) -> Outcome<Option<u16>> {
    let told = answer(changes, month)?.and_then(|answer| answer.recheck_months);
    let usual = computer.policy(row, month)?.rule.document().result.recheck_months;
    Ok(told.or(usual))
}

impl Computer {
    /// The day of the next recheck: the one the policy gives, or the first of the month before it
    /// in which those a benefit is for have grown old enough for another sum.
    pub fn recheck_due(
        &self,
        row: &EntitlementRow,
        household: Option<&register::Household>,
        ahead: Ahead,
        regular: Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        let regular = regular?;
        let last = Month::of(regular).min(ahead.then.plus(FURTHEST_AHEAD));
        let months = ahead.then.to(last);
        let policies: Vec<_> =
            months.filter_map(|month| Some((month, self.policy(row, month).ok()?))).collect();
        let months = policies.iter().map(|(month, policy)| (*month, &policy.rule));
        let grown = ahead.grown(months, |_| household.cloned(), &*self.policies);
        Some(grown.map_or(regular, |month| regular.min(month.first_day())))
    }
}
