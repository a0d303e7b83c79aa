use diesel::prelude::*;

use super::{ARREARS, RECURRING};
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{cases, payments};
use crate::db::types::At;
use crate::ids::{CaseId, HouseholdId, PaymentId, PersonId};
use crate::on_each;

/// Rows of one statement: thirteen values each, within what both databases take.
const AT_ONCE: usize = 500;

#[derive(Debug, Insertable)]
#[diesel(table_name = payments)]
pub struct PaymentRow {
    pub county: String,
    pub id: PaymentId,
    pub month: String,
    pub case_id: CaseId,
    pub person_id: PersonId,
    pub payee_name: String,
    pub bank_account_mask: Option<String>,
    pub division: String,
    pub scheme: String,
    pub kind: &'static str,
    pub amount_fen: i64,
    pub state: &'static str,
    pub created_at: At,
}

pub fn insert(conn: &mut Conn, row: PaymentRow) -> QueryResult<usize> {
    diesel::insert_into(payments::table).values(row).execute(conn)
}

pub fn insert_all(conn: &mut Conn, rows: &[PaymentRow]) -> QueryResult<usize> {
    let mut written = 0;
    for rows in rows.chunks(AT_ONCE) {
        written += on_each!(conn, each => diesel::insert_into(payments::table).values(rows).execute(each))?;
    }
    Ok(written)
}

/// What was listed of a recurring benefit in a month.
#[derive(Debug, Clone, Queryable)]
pub struct Paid {
    pub case_id: CaseId,
    pub month: String,
    pub amount_fen: i64,
}

/// The months of recurring benefits listed for these cases, their arrears included.
pub fn paid(conn: &mut Conn, county: &str, cases: &[CaseId]) -> QueryResult<Vec<Paid>> {
    let mut all = Vec::new();
    for cases in cases.chunks(AT_ONCE) {
        let rows: Vec<Paid> = payments::table
            .filter(payments::county.eq(county))
            .filter(one_of(payments::case_id, cases.iter().copied()))
            .filter(payments::kind.eq(RECURRING).or(payments::kind.eq(ARREARS)))
            .select((payments::case_id, payments::month, payments::amount_fen))
            .load(conn)?;
        all.extend(rows);
    }
    Ok(all)
}

/// Writes name and account of a person into the lists from `month` on.
pub fn set_payee(
    conn: &mut Conn,
    (county, person): (&str, PersonId),
    month: &str,
    (name, account): (&str, Option<&str>),
) -> QueryResult<usize> {
    diesel::update(
        payments::table
            .filter(payments::county.eq(county))
            .filter(payments::person_id.eq(person))
            .filter(payments::month.ge(month)),
    )
    .set((payments::payee_name.eq(name), payments::bank_account_mask.eq(account)))
    .execute(conn)
}

/// A payment as it is listed, with the number of its case.
#[derive(Debug, Clone, Queryable)]
pub struct Listed {
    pub id: PaymentId,
    pub month: String,
    pub case_id: CaseId,
    pub case_no: String,
    pub payee_name: String,
    pub division: String,
    pub scheme: String,
    pub amount_fen: i64,
    pub bank_account: Option<String>,
    pub kind: String,
    pub state: String,
    pub person_id: PersonId,
    pub household_id: Option<HouseholdId>,
    pub policy_code: String,
}

/// Which payments: of a month, in the divisions from `low` to `high`.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub county: String,
    pub low: String,
    pub high: String,
    pub month: String,
    /// Only to those who have no account.
    pub without_account: bool,
}

pub fn list(
    conn: &mut Conn,
    wanted: &Wanted,
    after: Option<PaymentId>,
    limit: i64,
) -> QueryResult<Vec<Listed>> {
    let mut query = payments::table
        .inner_join(cases::table.on(cases::county.eq(payments::county).and(cases::id.eq(payments::case_id))))
        .filter(payments::county.eq(wanted.county.clone()))
        .filter(payments::month.eq(wanted.month.clone()))
        .filter(payments::division.between(wanted.low.clone(), wanted.high.clone()))
        .select((
            payments::id,
            payments::month,
            payments::case_id,
            cases::case_no,
            payments::payee_name,
            payments::division,
            payments::scheme,
            payments::amount_fen,
            payments::bank_account_mask,
            payments::kind,
            payments::state,
            payments::person_id,
            cases::household_id,
            cases::policy_code,
        ))
        .into_boxed();
    if wanted.without_account {
        query = query.filter(payments::bank_account_mask.is_null());
    }
    if let Some(after) = after {
        query = query.filter(payments::id.gt(after));
    }
    query.order(payments::id).limit(limit).load(conn)
}

/// Number and sum of the whole list.
pub fn totals(conn: &mut Conn, wanted: &Wanted) -> QueryResult<(i64, i64)> {
    use diesel::dsl::{count_star, sql};
    use diesel::sql_types::{BigInt, Nullable};
    let mut query = payments::table
        .filter(payments::county.eq(wanted.county.clone()))
        .filter(payments::month.eq(wanted.month.clone()))
        .filter(payments::division.between(wanted.low.clone(), wanted.high.clone()))
        .select((count_star(), sql::<Nullable<BigInt>>("CAST(SUM(amount_fen) AS BIGINT)")))
        .into_boxed();
    if wanted.without_account {
        query = query.filter(payments::bank_account_mask.is_null());
    }
    let (count, sum): (i64, Option<i64>) = query.first(conn)?;
    Ok((count, sum.unwrap_or_default()))
}
