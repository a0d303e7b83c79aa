//! What a household or person has already, and whether another benefit may come beside it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use yangguang_domain::entitlement::{
    Benefit, Conflict, Month, Standing, Timeline, conflict, excluded_as, recurs,
};
use yangguang_domain::law::{Citation, Register};
use yangguang_domain::policy::{Exclusion, Per, Policy, PolicyDocument};

use crate::db::conn::Conn;
use crate::entitlements::store::{self, ChangeRow, EntitlementRow};
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
    pub case_no: String,
    /// The household's, and whoever is paid is no member any more.
    outside: bool,
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

/// What ends where another begins, since only the higher is paid; by what.
#[derive(Debug, Clone)]
pub struct Yielding {
    pub id: EntitlementId,
    pub basis: Vec<Citation>,
}

/// Whose benefits are asked for.
pub type Whose = (Option<HouseholdId>, PersonId);

/// The benefits of some households and persons, read once for all of them.
pub struct Known {
    /// Who lives or has lived in each household, and whether now.
    members: HashMap<HouseholdId, BTreeMap<PersonId, bool>>,
    all: Vec<(EntitlementRow, Timeline)>,
    of_person: HashMap<PersonId, Vec<usize>>,
    of_household: HashMap<HouseholdId, Vec<usize>>,
}

impl Known {
    /// Those of the households, and of all who are or were their members.
    ///
    /// # Errors
    /// As the database answers.
    pub fn of(conn: &mut Conn, county: &str, whose: &[Whose]) -> Outcome<Known> {
        let households: Vec<HouseholdId> = whose.iter().filter_map(|(household, _)| *household).collect();
        let members = households::members_of(conn, county, &households)?;
        let people: HashSet<PersonId> = whose.iter().map(|(_, person)| *person).collect();
        let people: Vec<PersonId> =
            members.values().flat_map(BTreeMap::keys).copied().chain(people).collect();
        let rows = store::having(conn, county, &households, &people)?;
        let ids: Vec<EntitlementId> = rows.iter().map(|row| row.id).collect();
        let mut changes: HashMap<EntitlementId, Vec<ChangeRow>> = HashMap::new();
        for change in store::changes(conn, county, &ids)? {
            changes.entry(change.entitlement_id).or_default().push(change);
        }
        let mut known =
            Known { members, all: Vec::new(), of_person: HashMap::new(), of_household: HashMap::new() };
        for (place, row) in rows.into_iter().enumerate() {
            let timeline = terms::timeline(&changes.remove(&row.id).unwrap_or_default())?;
            known.of_person.entry(row.person_id).or_default().push(place);
            known.of_person.entry(row.recipient_id).or_default().push(place);
            if let Some(household) = row.household_id {
                known.of_household.entry(household).or_default().push(place);
            }
            known.all.push((row, timeline));
        }
        Ok(known)
    }

    /// What this person has, and the household: what was granted to it, and what is the own of
    /// those who are its `members`, wherever they lived when it was granted: those of the month
    /// that is asked about, or where none are given those of today. Each in the month that `at`
    /// makes of its first one.
    ///
    /// # Errors
    /// `not_in_force`.
    pub fn beside(
        &self,
        policies: &Arc<Versions<Policy>>,
        (household, person): Whose,
        members: Option<&[PersonId]>,
        at: impl Fn(Month) -> Month,
    ) -> Outcome<Vec<Owned>> {
        let today = || {
            let known = household.and_then(|household| self.members.get(&household));
            let now = known.into_iter().flatten().filter(|(_, now)| **now);
            now.map(|(person, _)| *person).collect()
        };
        let members: Vec<PersonId> = members.map_or_else(today, <[PersonId]>::to_vec);
        let lives = |one: PersonId| one == person || members.contains(&one);
        let granted = household.and_then(|household| self.of_household.get(&household));
        let own = members.iter().chain([&person]);
        let own = own.filter_map(|one| self.of_person.get(one)).chain(granted).flatten().copied();
        let mut owned = Vec::new();
        for place in own.collect::<BTreeSet<usize>>() {
            let Some((row, timeline)) = self.all.get(place) else { continue };
            let month = at(terms::month(&row.first_month)?);
            // What was computed to give nothing stands against nothing; a suspension may be lifted.
            if timeline.standing(month) == Standing::Ended || timeline.whole(month) == 0 {
                continue;
            }
            let policy = policies.at(&row.policy_code, &row.division, month.first_day())?;
            let document = policy.rule.document();
            let of_household = document.result.per == Per::Household;
            let counts = match of_household {
                // One for a household left since is that household's, and whose who is paid it.
                true => {
                    row.household_id.is_none() || row.household_id == household || row.recipient_id == person
                }
                false => lives(row.person_id),
            };
            if counts {
                let theirs = row.household_id.and_then(|household| self.members.get(&household));
                owned.push(Owned {
                    id: row.id,
                    case_no: row.case_no.clone(),
                    outside: of_household
                        && theirs.is_some_and(|all| all.get(&row.recipient_id) != Some(&true)),
                    reaches: row.person_id == person || of_household,
                    exclusions: document.result.exclusions.clone(),
                    title: document.title.zh.clone(),
                    monthly_fen: timeline.due(month),
                    scheme: row.scheme.clone(),
                    policy_code: row.policy_code.clone(),
                });
            }
        }
        Ok(owned)
    }
}

/// What this person has, and the household, in a month; what begins later counts as it begins.
///
/// # Errors
/// As the database answers; `not_in_force`.
pub fn others(
    conn: &mut Conn,
    policies: &Arc<Versions<Policy>>,
    county: &str,
    whose: Whose,
    month: Month,
) -> Outcome<Vec<Owned>> {
    Known::of(conn, county, &[whose])?.beside(policies, whose, None, |first| month.max(first))
}

/// Which of these a benefit of `monthly_fen` cannot be had beside, whichever of them is higher.
pub fn twice<'a>(document: &PolicyDocument, monthly_fen: i64, others: &'a [Owned]) -> Option<&'a Owned> {
    others.iter().find(|other| {
        let concerns = other.reaches || document.result.per == Per::Household;
        concerns && conflict(document, monthly_fen, &other.benefit()).is_some()
    })
}

/// What stands against `monthly_fen` under a policy, for a household registered as `category`,
/// beside what there is, by the law of a day; and what would end by it.
pub fn conflict_of(
    document: &PolicyDocument,
    (laws, day): (&Register, NaiveDate),
    category: Option<&str>,
    monthly_fen: i64,
    others: &[Owned],
) -> (Option<Failure>, Vec<Yielding>) {
    let mut ending = Vec::new();
    // What excludes it counts from the day on which the law for that is in force.
    let holds = |basis: &&[Citation]| !laws.in_force(basis, day).is_empty();
    let by = |basis: &[Citation]| {
        let words = laws.words(basis, day);
        [("clause_zh", words.zh), ("clause_en", words.en)]
    };
    if let Some(basis) = category.and_then(|category| excluded_as(document, category)).filter(holds) {
        let params = by(basis).into();
        return (Some(Failure::no_with("excluded_as_registered", params)), ending);
    }
    for other in others {
        // What is somebody else's own concerns this one only where this one is the household's.
        if !other.reaches && document.result.per != Per::Household {
            continue;
        }
        let with = |code, basis: &[Citation]| {
            let scheme = ("scheme", other.title.clone());
            Failure::no_with(code, std::iter::once(scheme).chain(by(basis)).collect())
        };
        match conflict(document, monthly_fen, &other.benefit()) {
            Some(Conflict::Same) if recurs(document) => {
                let place = ("instance", format!("/api/v1/entitlements/{}", other.id));
                let named = [("scheme", other.title.clone()), ("case_no", other.case_no.clone())];
                let params = named.into_iter().chain([place]).collect();
                let code = if other.outside { "household_entitled" } else { "already_entitled" };
                return (Some(Failure::no_with(code, params)), ending);
            }
            Some(Conflict::NotBoth(basis)) if holds(&basis) => {
                return (Some(with("excluded_by_other", basis)), ending);
            }
            Some(Conflict::OtherHigher(basis)) if holds(&basis) => {
                return (Some(with("other_is_higher", basis)), ending);
            }
            Some(Conflict::OtherLower(basis)) if holds(&basis) => {
                ending.push(Yielding { id: other.id, basis: basis.to_vec() });
            }
            Some(_) | None => {}
        }
    }
    (None, ending)
}

/// Whether the person is of a household on subsistence or destitute in a month, by what was
/// granted here; none where no such benefit ever was. What is decided and begins later counts.
///
/// # Errors
/// As the database answers.
pub fn supported(
    conn: &mut Conn,
    county: &str,
    (household, person): Whose,
    month: Month,
) -> Outcome<Option<bool>> {
    let known = Known::of(conn, county, &[(household, person)])?;
    let theirs = known.all.iter().filter(|(row, _)| match row.scheme.as_str() {
        // The household's, whoever of it is paid.
        "subsistence_allowance" => {
            row.household_id.map_or(row.person_id == person, |own| Some(own) == household)
        }
        "destitute_support" => row.person_id == person,
        _ => false,
    });
    let mut supported = None;
    for (row, timeline) in theirs {
        let runs = timeline.standing(month.max(terms::month(&row.first_month)?)) != Standing::Ended;
        supported = Some(runs || supported == Some(true));
    }
    Ok(supported)
}
