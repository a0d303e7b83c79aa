//! What a household was registered as, and since when the register knew it.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use yangguang_domain::entitlement::Month;

use super::model::Condition;
use super::store::{self, MemberRow};
use super::{Category, Relation};
use crate::app::View;
use crate::clock::Moment;
use crate::db::one_of;
use crate::db::schema::{household_members, users};
use crate::failure::{Failure, Outcome};
use crate::ids::{HouseholdId, PersonId, UserId};
use crate::on_each;
use crate::persons;

/// What the register learnt of a household at once.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = HouseholdHistoryEntry)]
pub struct HistoryEntry {
    /// The household's version from then on.
    pub version: i64,
    pub known_on: NaiveDate,
    /// Who registered it, by name.
    pub known_by: String,
    /// YYYY-MM: the month from which income, category and conditions count where all benefits are
    /// computed anew.
    pub counts_from: String,
    /// Where it became another.
    pub category: Option<CategoryChange>,
    pub income: Option<IncomeChange>,
    pub joined: Vec<MemberThen>,
    pub left: Vec<MemberThen>,
    /// Members of whom something else is so since.
    pub changed: Vec<MemberThen>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = HouseholdCategoryChange)]
pub struct CategoryChange {
    /// Null in the first entry.
    pub before: Option<Category>,
    pub after: Category,
}

/// Of all members, a month; null where it was not assessed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = HouseholdIncomeChange)]
pub struct IncomeChange {
    pub before_fen: Option<i64>,
    pub after_fen: Option<i64>,
}

/// A member as registered then; of one who left, as before.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = HouseholdMemberThen)]
pub struct MemberThen {
    pub person_id: PersonId,
    pub name: String,
    pub relation: Relation,
    pub conditions: Vec<Condition>,
}

/// All that the register learnt of a household, the latest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = HouseholdHistory)]
pub struct HistoryView {
    pub items: Vec<HistoryEntry>,
}

/// # Errors
/// `not_found` outside the actor's scope.
pub fn history(view: &mut View, id: HouseholdId) -> Outcome<HistoryView> {
    let row = store::find(view.conn, view.actor, id)?.ok_or_else(Failure::not_found)?;
    let rows = store::histories(view.conn, &row.county, &[id])?;
    let members = household_members::table
        .filter(household_members::county.eq(&row.county))
        .filter(household_members::household_id.eq(id))
        .order((household_members::position, household_members::id));
    let members: Vec<MemberRow> =
        on_each!(view.conn, each => members.select(MemberRow::as_select()).load(each))?;
    let people: HashSet<PersonId> = members.iter().map(|member| member.person_id).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let briefs = persons::briefs(view.conn, &row.county, &people)?;
    let by: Vec<UserId> = rows.iter().map(|row| row.known_by).collect();
    let names = users::table.filter(one_of(users::id, by)).select((users::id, users::name));
    let names: HashMap<UserId, String> = names.load::<(UserId, String)>(view.conn)?.into_iter().collect();
    let then = |member: &&MemberRow| {
        Ok(MemberThen {
            person_id: member.person_id,
            name: briefs.get(&member.person_id).map(|brief| brief.name.clone()).unwrap_or_default(),
            relation: Relation::of_column(&member.relation)?,
            conditions: Condition::of_members(member.conditions.as_deref())?,
        })
    };
    let all = |rows: Vec<&MemberRow>| rows.iter().map(then).collect::<Outcome<Vec<MemberThen>>>();
    // Those of before versions were kept were members when the history begins.
    let start = rows.first().map(|row| row.version);
    let begun = |version| {
        let now = members.iter().filter(move |member| member.since_version.or(start) == Some(version));
        now.map(|member| (member.person_id, member)).collect::<BTreeMap<_, _>>()
    };
    let ended = |version| {
        let now = members.iter().filter(move |member| member.until_version == Some(version));
        now.map(|member| (member.person_id, member)).collect::<BTreeMap<_, _>>()
    };
    let mut items = Vec::new();
    let mut before: Option<(Category, Option<i64>)> = None;
    for row in &rows {
        let (category, income) = (Category::of_column(&row.category)?, row.income_fen);
        let (begun, ended) = (begun(row.version), ended(row.version));
        let known_on = Moment::new(row.created_at.0).today();
        let (changed, joined): (Vec<&MemberRow>, Vec<&MemberRow>) =
            begun.values().copied().partition(|member| ended.contains_key(&member.person_id));
        let left = ended.values().copied().filter(|member| !begun.contains_key(&member.person_id)).collect();
        items.push(HistoryEntry {
            version: row.version,
            known_on,
            known_by: names.get(&row.known_by).cloned().unwrap_or_default(),
            counts_from: Month::of(known_on).next().to_string(),
            category: (before.map(|(category, _)| category) != Some(category))
                .then(|| CategoryChange { before: before.map(|(category, _)| category), after: category }),
            income: (before.and_then(|(_, income)| income) != income).then(|| IncomeChange {
                before_fen: before.and_then(|(_, income)| income),
                after_fen: income,
            }),
            joined: all(joined)?,
            left: all(left)?,
            changed: all(changed)?,
        });
        before = Some((category, income));
    }
    items.reverse();
    Ok(HistoryView { items })
}
