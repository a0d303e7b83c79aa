//! 领款人: who is paid, apart from whom a benefit was granted to. What is the household's goes to
//! one of its members, what is a person's own to that person.

use std::collections::{HashMap, HashSet};

use yangguang_domain::policy::{Per, Policy};

use super::model::PersonRef;
use super::store::EntitlementRow;
use crate::db::conn::Conn;
use crate::failure::{Failure, Outcome};
use crate::households::{self, RecipientProblem};
use crate::ids::{HouseholdId, PersonId};
use crate::persons::{self, Payee};

/// Who is paid by some benefits, and where they live.
pub struct Recipients {
    placed: HashMap<PersonId, HouseholdId>,
    payees: HashMap<PersonId, Payee>,
}

impl Recipients {
    /// # Errors
    /// As the database answers.
    pub fn of(conn: &mut Conn, county: &str, rows: &[EntitlementRow]) -> Outcome<Recipients> {
        let people: HashSet<PersonId> = rows.iter().map(|row| row.recipient_id).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let mut placed = HashMap::new();
        for people in people.chunks(500) {
            placed.extend(households::placed(conn, county, people)?);
        }
        Ok(Recipients { placed, payees: persons::payees(conn, county, &people)? })
    }

    /// Why a benefit is not to be paid to its recipient, under the policy it goes by.
    pub fn problem(&self, row: &EntitlementRow, policy: &Policy) -> Option<RecipientProblem> {
        let there = self.placed.get(&row.recipient_id).copied();
        RecipientProblem::of(row.household_id, there, policy.document().result.per)
    }

    /// # Errors
    /// `internal`: a benefit of nobody registered.
    pub fn payee(&self, row: &EntitlementRow) -> Outcome<&Payee> {
        self.payees.get(&row.recipient_id).ok_or_else(|| Failure::internal("a benefit of nobody"))
    }

    /// # Errors
    /// As [`Recipients::payee`].
    pub fn person(&self, row: &EntitlementRow) -> Outcome<PersonRef> {
        Ok(PersonRef { id: row.recipient_id, name: self.payee(row)?.name.clone() })
    }
}

/// Whether somebody may be paid a benefit: of a household one of its members, of a person only
/// that person.
///
/// # Errors
/// `recipient_not_member`, `recipient_only_self`.
pub fn may_be(conn: &mut Conn, row: &EntitlementRow, policy: &Policy, person: PersonId) -> Outcome<()> {
    let fault = |code| {
        let mut checks = crate::failure::Checks::new();
        checks.check(false, "/recipient_id", code);
        checks.done()
    };
    let household = row.household_id.filter(|_| policy.document().result.per == Per::Household);
    match household {
        None if person == row.person_id => Ok(()),
        None => fault("recipient_only_self"),
        Some(household) => match households::placed(conn, &row.county, &[person])?.get(&person) {
            Some(there) if *there == household => Ok(()),
            _ => fault("recipient_not_member"),
        },
    }
}

/// The other members of the household a benefit is for.
///
/// # Errors
/// As the database answers.
pub fn candidates(conn: &mut Conn, row: &EntitlementRow, policy: &Policy) -> Outcome<Vec<PersonRef>> {
    let household = row.household_id.filter(|_| policy.document().result.per == Per::Household);
    let Some(household) = household else { return Ok(Vec::new()) };
    let members = households::members_of(conn, &row.county, &[household])?.remove(&household);
    let present = members.into_iter().flatten().filter(|(_, now)| *now).map(|(person, _)| person);
    let others: Vec<PersonId> = present.filter(|person| *person != row.recipient_id).collect();
    let mut names = persons::payees(conn, &row.county, &others)?;
    let named = others.into_iter().filter_map(|id| Some(PersonRef { id, name: names.remove(&id)?.name }));
    Ok(named.collect())
}
