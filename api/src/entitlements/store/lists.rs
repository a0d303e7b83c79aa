//! Which benefits a list shows and a counter counts: one question for both.

use diesel::dsl::exists;
use diesel::prelude::*;
use yangguang_domain::entitlement::{Month, Timeline};

use super::EntitlementRow;
use crate::clock::Moment;
use crate::db::conn::{Conn, MultiBackend};
use crate::db::schema::{
    entitlement_changes, entitlement_standings, entitlements, household_members, persons,
};
use crate::db::types::At;
use crate::entitlements::model::EntitlementFilter;
use crate::entitlements::terms;
use crate::ids::EntitlementId;
use crate::on_each;

/// Which benefits: within the divisions from `low` to `high`.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub low: String,
    pub high: String,
    pub policy_code: Option<String>,
    pub after: Option<EntitlementId>,
    /// All where absent.
    pub limit: Option<i64>,
    /// The month that is now, YYYY-MM.
    pub this: String,
    /// The policies whose benefits are the household's.
    pub of_household: Vec<String>,
}

/// Before all months: how a benefit begins counts for the months before it, too.
const EVER: &str = "0000-01";

#[derive(Debug, Insertable)]
#[diesel(table_name = entitlement_standings, treat_none_as_default_value = false)]
struct StandingRow<'a> {
    county: &'a str,
    entitlement_id: EntitlementId,
    from_month: String,
    before_month: Option<String>,
    state: &'static str,
    created_at: At,
}

/// Writes how a benefit stands in each month, now and to come.
pub fn set_standings(
    conn: &mut Conn,
    (county, id): (&str, EntitlementId),
    timeline: &Timeline,
    now: Moment,
) -> QueryResult<()> {
    let standings = timeline.standings();
    let from = |place: usize| standings.get(place).map(|(month, _)| month.to_string());
    let row = |(place, (_, standing)): (usize, &(Month, _))| StandingRow {
        county,
        entitlement_id: id,
        from_month: from(place).filter(|_| place > 0).unwrap_or_else(|| EVER.to_owned()),
        before_month: from(place + 1),
        state: terms::state_of(*standing).as_str(),
        created_at: now.stamp(),
    };
    let rows: Vec<StandingRow> = standings.iter().enumerate().map(row).collect();
    diesel::delete(
        entitlement_standings::table
            .filter(entitlement_standings::county.eq(county))
            .filter(entitlement_standings::entitlement_id.eq(id)),
    )
    .execute(conn)?;
    on_each!(conn, each => diesel::insert_into(entitlement_standings::table).values(&rows).execute(each))?;
    Ok(())
}

type Query<'a> = entitlements::BoxedQuery<'a, MultiBackend>;

/// Those that stand so this month, or otherwise.
fn standing<'a>(query: Query<'a>, this: &str, state: &'static str, so: bool) -> Query<'a> {
    let in_force = exists(
        entitlement_standings::table
            .filter(entitlement_standings::county.eq(entitlements::county))
            .filter(entitlement_standings::entitlement_id.eq(entitlements::id))
            .filter(entitlement_standings::state.eq(state))
            .filter(entitlement_standings::from_month.le(this.to_owned()))
            .filter(
                entitlement_standings::before_month
                    .is_null()
                    .or(entitlement_standings::before_month.gt(this.to_owned()).assume_not_null()),
            ),
    );
    if so { query.filter(in_force) } else { query.filter(diesel::dsl::not(in_force)) }
}

fn asked<'a>(county: &str, wanted: &Wanted, filter: &EntitlementFilter) -> Query<'a> {
    let mut query = entitlements::table
        .filter(entitlements::county.eq(county.to_owned()))
        .filter(entitlements::division.between(wanted.low.clone(), wanted.high.clone()))
        .into_boxed();
    if let Some(code) = &wanted.policy_code {
        query = query.filter(entitlements::policy_code.eq(code.clone()));
    }
    if let Some(state) = filter.state {
        query = standing(query, &wanted.this, state.as_str(), true);
    }
    if let Some(scheme) = &filter.scheme {
        query = query.filter(entitlements::scheme.eq(scheme.clone()));
    }
    if let Some(household) = filter.household_id {
        query = query.filter(entitlements::household_id.eq(household));
    }
    if let Some(person) = filter.person_id {
        query = query.filter(entitlements::person_id.eq(person).or(entitlements::recipient_id.eq(person)));
    }
    if filter.recheck_before.is_some() || filter.recipient.is_some() || filter.account.is_some() {
        query = standing(query, &wanted.this, "ended", false);
    }
    if let Some(before) = filter.recheck_before {
        query = query.filter(entitlements::recheck_due_on.lt(before));
    }
    if filter.recipient.is_some() {
        let there = household_members::table
            .filter(household_members::county.eq(entitlements::county))
            .filter(household_members::person_id.eq(entitlements::recipient_id))
            .filter(household_members::until_on.is_null())
            .filter(entitlements::policy_code.ne_all(wanted.of_household.clone()).or(
                entitlements::household_id.eq(household_members::household_id.nullable()).assume_not_null(),
            ));
        query =
            query.filter(entitlements::household_id.is_not_null()).filter(diesel::dsl::not(exists(there)));
    }
    if filter.account.is_some() {
        let without = persons::table
            .filter(persons::county.eq(entitlements::county))
            .filter(persons::id.eq(entitlements::recipient_id))
            .filter(persons::bank_account_mask.is_null());
        query = query.filter(exists(without));
    }
    if filter.proposed == Some(true) {
        let proposed = entitlement_changes::table
            .filter(entitlement_changes::county.eq(county.to_owned()))
            .filter(entitlement_changes::state.eq("proposed"))
            .select(entitlement_changes::entitlement_id);
        query = query.filter(entitlements::id.eq_any(proposed));
    }
    query
}

pub fn list(
    conn: &mut Conn,
    county: &str,
    wanted: &Wanted,
    filter: &EntitlementFilter,
) -> QueryResult<Vec<EntitlementRow>> {
    let mut query = asked(county, wanted, filter);
    if let Some(after) = wanted.after {
        query = query.filter(entitlements::id.gt(after));
    }
    let query = query.order(entitlements::id).select(EntitlementRow::as_select());
    match wanted.limit {
        Some(limit) => query.limit(limit).load(conn),
        None => query.load(conn),
    }
}

/// How many the whole list has.
pub fn count(conn: &mut Conn, county: &str, wanted: &Wanted, filter: &EntitlementFilter) -> QueryResult<i64> {
    asked(county, wanted, filter).count().get_result(conn)
}
