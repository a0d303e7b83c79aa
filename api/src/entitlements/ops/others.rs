//! What a household or person has already, and whether another benefit may come beside it.

use std::sync::Arc;

use yangguang_domain::entitlement::{Benefit, Conflict, Month, conflict, recurs};
use yangguang_domain::policy::{Exclusion, Per, Policy, PolicyDocument};

use crate::db::conn::Conn;
use crate::entitlements::store;
use crate::entitlements::terms;
use crate::failure::{Failure, Outcome};
use crate::households;
use crate::ids::{EntitlementId, HouseholdId, PersonId};
use crate::rules::Versions;

/// A benefit somebody has, as another's policy looks at it.
#[derive(Debug, Clone)]
pub struct Owned {
    pub id: EntitlementId,
    pub scheme: String,
    pub policy_code: String,
    /// The policy's title, Chinese.
    pub title: String,
    pub monthly_fen: i64,
    exclusions: Vec<Exclusion>,
    /// It is the person's own, or one of the household.
    reaches: bool,
}

impl Owned {
    pub fn benefit(&self) -> Benefit<'_> {
        Benefit {
            scheme: &self.scheme,
            policy_code: &self.policy_code,
            monthly_fen: self.monthly_fen,
            exclusions: &self.exclusions,
        }
    }
}

/// What this person has in a month, and the household: what was granted to it, and what is
/// the own of those who are its members now, wherever they lived when it was granted.
///
/// # Errors
/// As the database answers.
pub fn others(
    conn: &mut Conn,
    policies: &Arc<Versions<Policy>>,
    county: &str,
    (household, person): (Option<HouseholdId>, PersonId),
    month: Month,
) -> Outcome<Vec<Owned>> {
    let mut people = match household {
        Some(household) => households::members(conn, county, household)?,
        None => Vec::new(),
    };
    if !people.contains(&person) {
        people.push(person);
    }
    let rows = store::of_household(conn, county, household, &people)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<EntitlementId> = rows.iter().map(|row| row.id).collect();
    let changes = store::changes(conn, county, &ids)?;
    let mut all = Vec::new();
    for row in rows {
        let own: Vec<_> = changes.iter().filter(|change| change.entitlement_id == row.id).cloned().collect();
        let timeline = terms::timeline(&own)?;
        let month = month.max(terms::month(&row.first_month)?);
        // What was computed to give nothing stands against nothing; a suspension may be lifted.
        if terms::state(&timeline, month).as_str() == "ended" || timeline.whole(month) == 0 {
            continue;
        }
        let policy = policies.at(&row.policy_code, &row.division, month.first_day())?;
        let document = policy.rule.document();
        let of_household = document.result.per == Per::Household;
        let counts = match of_household {
            // One in a member's name for a household left since is that household's.
            true => row.household_id.is_none() || row.household_id == household || row.person_id == person,
            false => people.contains(&row.person_id),
        };
        if counts {
            all.push(Owned {
                id: row.id,
                reaches: row.person_id == person || of_household,
                exclusions: document.result.exclusions.clone(),
                title: document.title.zh.clone(),
                monthly_fen: timeline.due(month),
                scheme: row.scheme,
                policy_code: row.policy_code,
            });
        }
    }
    Ok(all)
}

/// What stands against granting `monthly_fen` under a policy beside what there is, and what
/// would end by it.
pub fn conflict_of(
    document: &PolicyDocument,
    monthly_fen: i64,
    others: &[Owned],
) -> (Option<Failure>, Vec<EntitlementId>) {
    let mut ending = Vec::new();
    for other in others {
        // What is somebody else's own concerns this one only where this one is the household's.
        if !other.reaches && document.result.per != Per::Household {
            continue;
        }
        let with = |code, clause: &str| {
            Failure::no_with(code, vec![("scheme", other.title.clone()), ("clause", clause.to_owned())])
        };
        match conflict(document, monthly_fen, &other.benefit()) {
            Some(Conflict::Same) if recurs(document) => {
                return (Some(Failure::no("already_entitled")), ending);
            }
            Some(Conflict::NotBoth(clause)) => return (Some(with("excluded_by_other", clause)), ending),
            Some(Conflict::OtherHigher(clause)) => return (Some(with("other_is_higher", clause)), ending),
            Some(Conflict::OtherLower(_)) => ending.push(other.id),
            Some(Conflict::Same) | None => {}
        }
    }
    (None, ending)
}
