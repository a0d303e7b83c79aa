use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::Relation;
use super::model::{Condition, HouseholdFacts, HouseholdView, MemberView};
use crate::actor::Actor;
use crate::app::View;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{household_histories, household_members, households, persons};
use crate::db::types::At;
use crate::failure::{Failure, Outcome};
use crate::ids::{HouseholdId, MemberId, PersonId, UserId};
use crate::on_each;
use crate::persons::{BriefRow, Briefs, Category};

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
    pub income_fen: Option<i64>,
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
    pub conditions: Option<String>,
    pub since_version: Option<i64>,
    pub until_version: Option<i64>,
}

/// What a household is registered as from one of its versions on.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = household_histories, treat_none_as_default_value = false)]
pub struct HistoryRow {
    pub county: String,
    pub household_id: HouseholdId,
    pub version: i64,
    pub category: String,
    pub income_fen: Option<i64>,
    pub known_by: UserId,
    pub created_at: At,
}

/// Keeps what a household is registered as from its version on.
pub fn keep(conn: &mut Conn, row: &HouseholdRow, by: UserId, now: Moment) -> QueryResult<usize> {
    let kept = HistoryRow {
        county: row.county.clone(),
        household_id: row.id,
        version: row.version,
        category: row.category.clone(),
        income_fen: row.income_fen,
        known_by: by,
        created_at: now.stamp(),
    };
    diesel::insert_into(household_histories::table).values(kept).execute(conn)
}

/// What these households were registered as, version after version.
pub fn histories(conn: &mut Conn, county: &str, ids: &[HouseholdId]) -> QueryResult<Vec<HistoryRow>> {
    let query = household_histories::table
        .filter(household_histories::county.eq(county))
        .filter(one_of(household_histories::household_id, ids.iter().copied()))
        .order((household_histories::household_id, household_histories::version));
    on_each!(conn, each => query.select(HistoryRow::as_select()).load(each))
}

/// Every membership there was of these persons, by the day it began.
pub fn memberships(conn: &mut Conn, county: &str, ids: &[PersonId]) -> QueryResult<Vec<MemberRow>> {
    let query = household_members::table
        .filter(household_members::county.eq(county))
        .filter(one_of(household_members::person_id, ids.iter().copied()))
        .order((household_members::person_id, household_members::since_on, household_members::id));
    on_each!(conn, each => query.select(MemberRow::as_select()).load(each))
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
    (until_on, until_version): (NaiveDate, i64),
) -> QueryResult<usize> {
    diesel::update(
        household_members::table
            .filter(household_members::county.eq(county))
            .filter(household_members::id.eq_any(ids))
            .filter(household_members::until_on.is_null()),
    )
    .set((
        household_members::until_on.eq(Some(until_on)),
        household_members::until_version.eq(Some(until_version)),
    ))
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
            households::income_fen.eq(row.income_fen),
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

/// A household, whoever asks.
pub fn of_county(conn: &mut Conn, county: &str, id: HouseholdId) -> QueryResult<Option<HouseholdRow>> {
    let query = households::table.find((county, id));
    on_each!(conn, each => query.select(HouseholdRow::as_select()).first(each)).optional()
}

/// Whether any of these persons is, or was, in a household that is marked as kin of staff.
pub fn of_kin(conn: &mut Conn, county: &str, ids: &[PersonId]) -> QueryResult<bool> {
    let marked: i64 = household_members::table
        .inner_join(
            households::table.on(households::county
                .eq(household_members::county)
                .and(households::id.eq(household_members::household_id))),
        )
        .filter(household_members::county.eq(county))
        .filter(one_of(household_members::person_id, ids.iter().copied()))
        .filter(households::staff_kin.eq(true))
        .count()
        .get_result(conn)?;
    Ok(marked > 0)
}

/// Writes an income where none was ever assessed.
pub fn assess(
    conn: &mut Conn,
    county: &str,
    id: HouseholdId,
    income_fen: i64,
    now: Moment,
) -> QueryResult<usize> {
    diesel::update(households::table.find((county, id)).filter(households::income_fen.is_null()))
        .set((
            households::income_fen.eq(Some(income_fen)),
            households::version.eq(households::version + 1),
            households::updated_at.eq(now.stamp()),
        ))
        .execute(conn)
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

/// What the view of a household shows of a member, apart from who it is.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = household_members)]
struct Membership {
    household_id: HouseholdId,
    position: i16,
    id: MemberId,
    relation: String,
    conditions: Option<String>,
}

/// As [`members`], each with who it is.
fn people(conn: &mut Conn, county: &str, ids: &[HouseholdId]) -> QueryResult<Vec<(Membership, BriefRow)>> {
    let query = household_members::table
        .inner_join(persons::table.on(
            persons::county.eq(household_members::county).and(persons::id.eq(household_members::person_id)),
        ))
        .filter(household_members::county.eq(county))
        .filter(household_members::until_on.is_null());
    let mut rows: Vec<(Membership, BriefRow)> = if let [id] = ids {
        // The household of a case, asked for with each case that is opened: known by its
        // type, the statement need not be written out to be found again.
        let query = query.filter(household_members::household_id.eq(id));
        on_each!(conn, each => query.select((Membership::as_select(), BriefRow::as_select())).load(each))?
    } else {
        let query = query.filter(one_of(household_members::household_id, ids.iter().copied()));
        on_each!(conn, each => query.select((Membership::as_select(), BriefRow::as_select())).load(each))?
    };
    // A handful for each household: sorted here sooner than by the database.
    rows.sort_by_key(|(member, _)| (member.household_id, member.position, member.id));
    Ok(rows)
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
/// those persons.
///
/// # Errors
/// As the database answers.
pub fn views(view: &mut View, rows: Vec<HouseholdRow>) -> Outcome<(Vec<HouseholdView>, Briefs)> {
    let ids: Vec<HouseholdId> = rows.iter().map(|row| row.id).collect();
    let members = people(view.conn, view.actor.county(), &ids)?;
    let divisions = view.places(rows.iter().map(|row| row.division.as_str()))?;
    let today = view.now.today();
    let mut briefs = Briefs::new();
    let mut of: HashMap<HouseholdId, Vec<MemberView>> = HashMap::new();
    for (member, row) in members {
        let brief = row.brief()?;
        of.entry(member.household_id).or_default().push(MemberView {
            person_id: brief.id,
            name: brief.name.clone(),
            citizen_id: brief.citizen_id_mask.clone(),
            age: brief.age_on(today),
            sex: brief.sex,
            relation: Relation::of_column(&member.relation)?,
            conditions: Condition::of_members(member.conditions.as_deref())?,
        });
        briefs.insert(brief.id, brief);
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
            income_fen: row.income_fen,
            staff_kin: row.staff_kin,
            staff_kin_note: row.staff_kin_note,
            version: row.version,
        })
    };
    let views: Outcome<_> = rows.into_iter().map(view).collect();
    Ok((views?, briefs))
}

/// A household within the actor's scope, with its members' ages today, and what was read
/// of its members.
///
/// # Errors
/// `not_found` outside the actor's scope.
pub fn with_briefs(view: &mut View, id: HouseholdId) -> Outcome<(HouseholdView, Briefs)> {
    let row = find(view.conn, view.actor, id)?.ok_or_else(Failure::not_found)?;
    let (mut households, briefs) = views(view, vec![row])?;
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
    let members = household_members::table
        .filter(household_members::county.eq(county))
        .filter(household_members::household_id.eq(id))
        .filter(household_members::until_on.is_null())
        .count();
    let query = households::table.find((county, id)).select((
        households::category,
        households::staff_kin,
        members.single_value(),
    ));
    let found: Option<(String, bool, Option<i64>)> = on_each!(conn, each => query.first(each)).optional()?;
    let (category, staff_kin, size) = found.ok_or_else(Failure::not_found)?;
    let size = size.unwrap_or_default();
    Ok(HouseholdFacts { id, category: Category::of_column(&category)?, size, staff_kin, relation: None })
}
