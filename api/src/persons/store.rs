use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;
use yangguang_domain::citizen_id::Sex;

use super::model::{Briefs, Category, OpenCase, PersonBrief, PersonHousehold, Relation};
use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{cases, household_members, households, person_tokens, persons, year_totals};
use crate::db::types::At;
use crate::failure::{Failure, Outcome};
use crate::ids::{CaseId, HouseholdId, PersonId, UserId};
use crate::on_each;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = persons, treat_none_as_default_value = false)]
pub struct PersonRow {
    pub county: String,
    pub id: PersonId,
    pub division: String,
    pub citizen_id_enc: Vec<u8>,
    pub citizen_id_hash: String,
    pub citizen_id_mask: String,
    pub name: String,
    pub sex: String,
    pub birth_on: NaiveDate,
    pub address_enc: Option<Vec<u8>>,
    pub phone_enc: Option<Vec<u8>>,
    pub phone_hash: Option<String>,
    pub phone_mask: Option<String>,
    pub bank_account_enc: Option<Vec<u8>>,
    pub bank_account_hash: Option<String>,
    pub bank_account_mask: Option<String>,
    pub bank_name: Option<String>,
    pub demo: bool,
    pub version: i64,
    pub created_by: UserId,
    pub created_at: At,
    pub updated_at: At,
}

impl PersonRow {
    pub fn sex(&self) -> Outcome<Sex> {
        sex_of_column(&self.sex)
    }
}

pub const fn sex_column(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}

fn sex_of_column(text: &str) -> Outcome<Sex> {
    match text {
        "male" => Ok(Sex::Male),
        "female" => Ok(Sex::Female),
        _ => Err(Failure::internal("a stored sex is unknown")),
    }
}

pub fn insert(conn: &mut Conn, row: PersonRow) -> QueryResult<usize> {
    diesel::insert_into(persons::table).values(row).execute(conn)
}

/// A person within the actor's scope.
pub fn find(conn: &mut Conn, actor: &Actor, id: PersonId) -> QueryResult<Option<PersonRow>> {
    persons::table
        .find((actor.county(), id))
        .filter(persons::division.between(actor.scope.low(), actor.scope.high()))
        .select(PersonRow::as_select())
        .first(conn)
        .optional()
}

/// Who in the whole county has that citizen id, and where.
pub fn by_citizen_id(conn: &mut Conn, county: &str, hash: &str) -> QueryResult<Option<(PersonId, String)>> {
    persons::table
        .filter(persons::county.eq(county))
        .filter(persons::citizen_id_hash.eq(hash))
        .select((persons::id, persons::division))
        .first(conn)
        .optional()
}

/// Stores what may change of a person, unless somebody else changed it meanwhile.
pub fn update(conn: &mut Conn, row: &PersonRow, now: Moment) -> QueryResult<usize> {
    diesel::update(persons::table.find((&row.county, row.id)).filter(persons::version.eq(row.version)))
        .set((
            persons::name.eq(&row.name),
            persons::division.eq(&row.division),
            persons::address_enc.eq(&row.address_enc),
            persons::phone_enc.eq(&row.phone_enc),
            persons::phone_hash.eq(&row.phone_hash),
            persons::phone_mask.eq(&row.phone_mask),
            persons::bank_account_enc.eq(&row.bank_account_enc),
            persons::bank_account_hash.eq(&row.bank_account_hash),
            persons::bank_account_mask.eq(&row.bank_account_mask),
            persons::bank_name.eq(&row.bank_name),
            persons::version.eq(row.version + 1),
            persons::updated_at.eq(now.stamp()),
        ))
        .execute(conn)
}

#[derive(Insertable)]
#[diesel(table_name = person_tokens)]
struct TokenRow {
    county: String,
    token: String,
    person_id: PersonId,
    division: String,
    created_at: At,
}

/// Makes `tokens` the only ones of a person.
pub fn set_tokens(
    conn: &mut Conn,
    row: &PersonRow,
    tokens: BTreeSet<String>,
    now: Moment,
) -> QueryResult<usize> {
    diesel::delete(
        person_tokens::table
            .filter(person_tokens::county.eq(&row.county))
            .filter(person_tokens::person_id.eq(row.id)),
    )
    .execute(conn)?;
    let rows: Vec<TokenRow> = tokens
        .into_iter()
        .map(|token| TokenRow {
            county: row.county.clone(),
            token,
            person_id: row.id,
            division: row.division.clone(),
            created_at: now.stamp(),
        })
        .collect();
    on_each!(conn, each => diesel::insert_into(person_tokens::table).values(&rows).execute(each))
}

/// Which of these tokens a person has.
pub fn tokens_among<'a>(
    conn: &mut Conn,
    county: &str,
    id: PersonId,
    tokens: impl Iterator<Item = &'a String>,
) -> QueryResult<Vec<String>> {
    person_tokens::table
        .filter(person_tokens::county.eq(county))
        .filter(person_tokens::token.eq_any(tokens))
        .filter(person_tokens::person_id.eq(id))
        .select(person_tokens::token)
        .load(conn)
}

pub fn has_token(conn: &mut Conn, county: &str, token: &str, id: PersonId) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(person_tokens::table.find((county, token, id)))).get_result(conn)
}

diesel::alias!(const ALSO: Alias<Also> = person_tokens as also);

/// Persons in scope who have, of each of `needles`, at least one token; oldest record
/// first. The first needle is walked along its index, the others are looked up there.
pub fn with_tokens(
    conn: &mut Conn,
    actor: &Actor,
    needles: &[Vec<String>],
    after: Option<PersonId>,
    limit: i64,
) -> QueryResult<Vec<PersonId>> {
    let Some((first, others)) = needles.split_first() else { return Ok(Vec::new()) };
    let mut query = person_tokens::table
        .filter(person_tokens::county.eq(actor.county()))
        .filter(person_tokens::division.between(actor.scope.low(), actor.scope.high()))
        .select(person_tokens::person_id)
        .into_boxed();
    for needle in others {
        let also = ALSO;
        let theirs = also
            .filter(also.field(person_tokens::county).eq(actor.county()))
            .filter(one_of(also.field(person_tokens::token), needle))
            .select(also.field(person_tokens::person_id));
        query = query.filter(person_tokens::person_id.eq_any(theirs));
    }
    if let Some(after) = after {
        query = query.filter(person_tokens::person_id.gt(after));
    }
    if let [only] = first.as_slice() {
        return query
            .filter(person_tokens::token.eq(only))
            .order(person_tokens::person_id)
            .limit(limit)
            .load(conn);
    }
    // Several tokens are ends of numbers, of which a county has few each. Asked to sort
    // them, SQLite would rather walk all persons in order.
    let found: Vec<PersonId> = query.filter(one_of(person_tokens::token, first)).load(conn)?;
    let sorted: BTreeSet<PersonId> = found.into_iter().collect();
    Ok(sorted.into_iter().take(usize::try_from(limit).unwrap_or_default()).collect())
}

pub fn by_ids(conn: &mut Conn, county: &str, ids: &[PersonId]) -> QueryResult<Vec<PersonRow>> {
    persons::table
        .filter(persons::county.eq(county))
        .filter(one_of(persons::id, ids.iter().copied()))
        .order(persons::id)
        .select(PersonRow::as_select())
        .load(conn)
}

/// What a person is called today, and the end of the account.
#[derive(Debug, Clone, Queryable)]
pub struct Payee {
    pub name: String,
    pub bank_account_mask: Option<String>,
}

/// # Errors
/// As the database answers.
pub fn payee(conn: &mut Conn, county: &str, id: PersonId) -> QueryResult<Payee> {
    let query = persons::table.find((county, id)).select((persons::name, persons::bank_account_mask));
    on_each!(conn, each => query.first(each))
}

/// Name and account of each of these persons.
///
/// # Errors
/// As the database answers.
pub fn payees(conn: &mut Conn, county: &str, ids: &[PersonId]) -> QueryResult<HashMap<PersonId, Payee>> {
    let mut all = HashMap::new();
    for ids in ids.chunks(500) {
        let rows: Vec<(PersonId, Payee)> = persons::table
            .filter(persons::county.eq(county))
            .filter(one_of(persons::id, ids.iter().copied()))
            .select((persons::id, (persons::name, persons::bank_account_mask)))
            .load(conn)?;
        all.extend(rows);
    }
    Ok(all)
}

/// What lists show of a person.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = persons)]
pub struct BriefRow {
    id: PersonId,
    name: String,
    citizen_id_mask: String,
    sex: String,
    birth_on: NaiveDate,
    division: String,
    phone_mask: Option<String>,
    demo: bool,
    bank_account_mask: Option<String>,
}

impl BriefRow {
    /// # Errors
    /// What is stored is no sex.
    pub fn brief(self) -> Outcome<PersonBrief> {
        let BriefRow { id, name, citizen_id_mask, sex, birth_on, division, phone_mask, demo, .. } = self;
        let (sex, has_account) = (sex_of_column(&sex)?, self.bank_account_mask.is_some());
        Ok(PersonBrief { id, name, citizen_id_mask, sex, birth_on, division, phone_mask, demo, has_account })
    }
}

/// Many persons at once, for lists; the caller has checked that they may be seen.
///
/// # Errors
/// As the database answers.
pub fn briefs(conn: &mut Conn, county: &str, ids: &[PersonId]) -> Outcome<Briefs> {
    let query =
        persons::table.filter(persons::county.eq(county)).filter(one_of(persons::id, ids.iter().copied()));
    let rows: Vec<BriefRow> = on_each!(conn, each => query.select(BriefRow::as_select()).load(each))?;
    rows.into_iter().map(|row| row.brief().map(|brief| (brief.id, brief))).collect()
}

/// A person within the actor's scope.
///
/// # Errors
/// `not_found` outside it.
pub fn visible(conn: &mut Conn, actor: &Actor, id: PersonId) -> Outcome<PersonBrief> {
    let found = briefs(conn, actor.county(), &[id])?.remove(&id).ok_or_else(Failure::not_found)?;
    actor.sees(&found.division)?;
    Ok(found)
}

/// The household a person belongs to today.
pub fn household_of(conn: &mut Conn, county: &str, id: PersonId) -> Outcome<Option<PersonHousehold>> {
    let found: Option<(HouseholdId, String, String)> = household_members::table
        .inner_join(
            households::table.on(households::county
                .eq(household_members::county)
                .and(households::id.eq(household_members::household_id))),
        )
        .filter(household_members::county.eq(county))
        .filter(household_members::person_id.eq(id))
        .filter(household_members::until_on.is_null())
        .select((households::id, households::category, household_members::relation))
        .first(conn)
        .optional()?;
    let Some((household, category, relation)) = found else { return Ok(None) };
    let size = household_members::table
        .filter(household_members::county.eq(county))
        .filter(household_members::household_id.eq(household))
        .filter(household_members::until_on.is_null())
        .count()
        .get_result(conn)?;
    Ok(Some(PersonHousehold {
        id: household,
        category: Category::of_column(&category)?,
        size,
        relation: Relation::of_column(&relation)?,
    }))
}

/// Which household each of these persons belongs to today.
pub fn household_ids(
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

/// A person's cases in scope that are not closed, oldest first.
pub fn open_cases(conn: &mut Conn, actor: &Actor, id: PersonId) -> QueryResult<Vec<OpenCase>> {
    let rows: Vec<(CaseId, String, String, String)> = cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(cases::applicant_person_id.eq(id))
        .filter(cases::closed_on.is_null())
        .filter(cases::division.between(actor.scope.low(), actor.scope.high()))
        .order(cases::id)
        .select((cases::id, cases::case_no, cases::stage, cases::item_code))
        .load(conn)?;
    let case = |(id, case_no, stage, item_code)| OpenCase { id, case_no, stage, item_code };
    Ok(rows.into_iter().map(case).collect())
}

/// What was decided for a person: scheme, year, sum; newest year first.
pub fn year_totals(conn: &mut Conn, county: &str, id: PersonId) -> QueryResult<Vec<(String, i16, i64)>> {
    year_totals::table
        .filter(year_totals::county.eq(county))
        .filter(year_totals::person_id.eq(id))
        .order((year_totals::year.desc(), year_totals::scheme))
        .select((year_totals::scheme, year_totals::year, year_totals::paid_fen))
        .load(conn)
}
