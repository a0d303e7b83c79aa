use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::Relation;
use super::model::{HouseholdFacts, HouseholdView, MemberView};
use crate::actor::Actor;
use crate::app::View;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{household_members, households};
use crate::db::types::At;
use crate::divisions::Places;
use crate::failure::{Failure, Outcome};
use crate::ids::{HouseholdId, MemberId, PersonId, UserId};
use crate::on_each;
use crate::persons::{self, Briefs, Category};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = households)]
pub struct HouseholdRow {
    pub county: String,
    pub id: HouseholdId,
    pub division: String,
    pub category: String,
    pub certificate_no: Option<String>,
    pub staff_kin: bool,
    pub staff_kin_note: Option<String>,
    pub demo: bool,
    pub version: i64,
    pub created_by: UserId,
    pub created_at: At,
    pub updated_at: At,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = household_members)]
pub struct MemberRow {
    pub county: String,
    pub id: MemberId,
    pub household_id: HouseholdId,
    pub person_id: PersonId,
    pub relation: String,
    pub position: i16,
    pub since_on: NaiveDate,
    pub until_on: Option<NaiveDate>,
    pub created_at: At,
}

pub fn insert(conn: &mut Conn, row: HouseholdRow) -> QueryResult<usize> {
    diesel::insert_into(households::table).values(row).execute(conn)
}

pub fn insert_members(conn: &mut Conn, rows: Vec<MemberRow>) -> QueryResult<usize> {
    on_each!(conn, each => diesel::insert_into(household_members::table).values(&rows).execute(each))
}

/// Ends these memberships; the rows stay.
pub fn close_members(
    conn: &mut Conn,
    county: &str,
    ids: &[MemberId],
    until_on: NaiveDate,
) -> QueryResult<usize> {
    diesel::update(
        household_members::table
            .filter(household_members::county.eq(county))
            .filter(household_members::id.eq_any(ids))
            .filter(household_members::until_on.is_null()),
    )
    .set(household_members::until_on.eq(Some(until_on)))
    .execute(conn)
}

/// Stores what may change of a household, unless somebody else changed it meanwhile.
pub fn update(conn: &mut Conn, row: &HouseholdRow, now: Moment) -> QueryResult<usize> {
    diesel::update(households::table.find((&row.county, row.id)).filter(households::version.eq(row.version)))
        .set((
            households::category.eq(&row.category),
            households::certificate_no.eq(&row.certificate_no),
            households::staff_kin.eq(row.staff_kin),
            households::staff_kin_note.eq(&row.staff_kin_note),
            households::version.eq(row.version + 1),
            households::updated_at.eq(now.stamp()),
        ))
        .execute(conn)
}

/// A household within the actor's scope.
pub fn find(conn: &mut Conn, actor: &Actor, id: HouseholdId) -> QueryResult<Option<HouseholdRow>> {
    let query = households::table
        .find((actor.county(), id))
        .filter(households::division.between(actor.scope.low(), actor.scope.high()));
    on_each!(conn, each => query.select(HouseholdRow::as_select()).first(each)).optional()
}

/// What to list: within the divisions from `low` to `high`, after a household.
#[derive(Debug)]
pub struct Wanted {
    pub low: String,
    pub high: String,
    pub category: Option<Category>,
    pub staff_kin: Option<bool>,
    pub after: Option<HouseholdId>,
    pub limit: i64,
}

pub fn list(conn: &mut Conn, county: &str, wanted: Wanted) -> QueryResult<Vec<HouseholdRow>> {
    let mut query = households::table
        .filter(households::county.eq(county))
        .filter(households::division.between(wanted.low, wanted.high))
        .select(HouseholdRow::as_select())
        .into_boxed();
    if let Some(category) = wanted.category {
        query = query.filter(households::category.eq(category.as_str()));
    }
    if let Some(staff_kin) = wanted.staff_kin {
        query = query.filter(households::staff_kin.eq(staff_kin));
    }
    if let Some(after) = wanted.after {
        query = query.filter(households::id.gt(after));
    }
    query.order(households::id).limit(wanted.limit).load(conn)
}

/// Today's members of these households, in their order.
pub fn members(conn: &mut Conn, county: &str, ids: &[HouseholdId]) -> QueryResult<Vec<MemberRow>> {
    let query = household_members::table
        .filter(household_members::county.eq(county))
        .filter(one_of(household_members::household_id, ids.iter().copied()))
        .filter(household_members::until_on.is_null())
        .order((household_members::household_id, household_members::position, household_members::id));
    on_each!(conn, each => query.select(MemberRow::as_select()).load(each))
}

/// Who of these persons is in a household now, and in which.
pub fn placed(
    conn: &mut Conn,
    county: &str,
    ids: &[PersonId],
) -> QueryResult<HashMap<PersonId, HouseholdId>> {
    let rows: Vec<(PersonId, HouseholdId)> = household_members::table
        .filter(household_members::county.eq(county))
        .filter(one_of(household_members::person_id, ids.iter().copied()))
        .filter(household_members::until_on.is_null())
        .select((household_members::person_id, household_members::household_id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The households with their members, in the order of `rows`, and what was read of
/// those and of the persons asked for besides.
///
/// # Errors
/// As the database answers.
pub fn views(
    conn: &mut Conn,
    places: &Places,
    county: &str,
    rows: Vec<HouseholdRow>,
    besides: Option<PersonId>,
    today: NaiveDate,
) -> Outcome<(Vec<HouseholdView>, Briefs)> {
    let ids: Vec<HouseholdId> = rows.iter().map(|row| row.id).collect();
    let members = members(conn, county, &ids)?;
    let people: Vec<PersonId> = members.iter().map(|member| member.person_id).chain(besides).collect();
    let briefs = persons::briefs(conn, county, &people)?;
    let divisions = places.refs(conn, rows.iter().map(|row| row.division.as_str()))?;
    let mut of: HashMap<HouseholdId, Vec<MemberView>> = HashMap::new();
    for member in members {
        let brief = briefs
            .get(&member.person_id)
            .ok_or_else(|| Failure::internal("a member of a household is nobody"))?;
        of.entry(member.household_id).or_default().push(MemberView {
            person_id: member.person_id,
            name: brief.name.clone(),
            citizen_id: brief.citizen_id_mask.clone(),
            age: brief.age_on(today),
            sex: brief.sex,
            relation: Relation::of_column(&member.relation)?,
        });
    }
    let view = |row: HouseholdRow| {
        let mut members = of.remove(&row.id).unwrap_or_default();
        members.sort_by_key(|member| member.relation != Relation::Head);
        Ok(HouseholdView {
            id: row.id,
            category: Category::of_column(&row.category)?,
            certificate_no: row.certificate_no,
            division: divisions
                .get(&row.division)
                .cloned()
                .ok_or_else(|| Failure::internal("a household without its division"))?,
            size: i64::try_from(members.len()).map_err(Failure::internal)?,
            members,
            staff_kin: row.staff_kin,
            staff_kin_note: row.staff_kin_note,
            version: row.version,
        })
    };
    let views: Outcome<_> = rows.into_iter().map(view).collect();
    Ok((views?, briefs))
}

/// A household within the actor's scope, with its members' ages today.
///
/// # Errors
/// `not_found` outside it.
pub fn view(view: &mut View, id: HouseholdId) -> Outcome<HouseholdView> {
    Ok(with_briefs(view, id, None)?.0)
}

/// The household with what was read of its members, and of one person besides.
///
/// # Errors
/// `not_found` outside the actor's scope.
pub fn with_briefs(
    view: &mut View,
    id: HouseholdId,
    besides: Option<PersonId>,
) -> Outcome<(HouseholdView, Briefs)> {
    let row = find(view.conn, view.actor, id)?.ok_or_else(Failure::not_found)?;
    let (places, county, today) = (&view.app.places, view.actor.county(), view.now.today());
    let (mut households, briefs) = views(view.conn, places, county, vec![row], besides, today)?;
    Ok((households.pop().ok_or_else(Failure::not_found)?, briefs))
}

/// The household a person belongs to today.
///
/// # Errors
/// As the database answers.
pub fn of_person(conn: &mut Conn, county: &str, person: PersonId) -> Outcome<Option<HouseholdFacts>> {
    let query = household_members::table
        .filter(household_members::county.eq(county))
        .filter(household_members::person_id.eq(person))
        .filter(household_members::until_on.is_null())
        .select((household_members::household_id, household_members::relation));
    let found: Option<(HouseholdId, String)> = on_each!(conn, each => query.first(each)).optional()?;
    let Some((id, relation)) = found else { return Ok(None) };
    let relation = Some(Relation::of_column(&relation)?);
    Ok(Some(HouseholdFacts { relation, ..facts(conn, county, id)? }))
}

/// What a case needs to know of a household.
///
/// # Errors
/// `not_found` when the county has none of that id.
pub fn facts(conn: &mut Conn, county: &str, id: HouseholdId) -> Outcome<HouseholdFacts> {
    let query = households::table.find((county, id)).select((households::category, households::staff_kin));
    let found: Option<(String, bool)> = on_each!(conn, each => query.first(each)).optional()?;
    let (category, staff_kin) = found.ok_or_else(Failure::not_found)?;
    let query = household_members::table
        .filter(household_members::county.eq(county))
        .filter(household_members::household_id.eq(id))
        .filter(household_members::until_on.is_null())
        .count();
    let size = on_each!(conn, each => query.get_result(each))?;
    Ok(HouseholdFacts { id, category: Category::of_column(&category)?, size, staff_kin, relation: None })
}
