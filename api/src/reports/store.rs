use chrono::NaiveDate;
use diesel::dsl::{count_star, exists, sql};
use diesel::helper_types::IntoBoxed;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use super::figures::Figure;
use crate::db::conn::{Conn, MultiBackend};
use crate::db::one_of;
use crate::db::schema::{case_acts, cases, persons};
use crate::ids::CaseId;

/// Which cases are meant: county, divisions from low to high, days from first to last.
#[derive(Debug, Clone)]
pub struct Area {
    pub county: String,
    pub low: String,
    pub high: String,
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// Codes of the service items that count.
    pub items: Vec<String>,
}

type Query<'a> = IntoBoxed<'a, cases::table, MultiBackend>;

/// The one place that says which cases a figure counts.
fn behind<'a>(figure: Figure, area: &Area) -> Query<'a> {
    let query = cases::table
        .into_boxed()
        .filter(cases::county.eq(area.county.clone()))
        .filter(cases::division.between(area.low.clone(), area.high.clone()))
        .filter(one_of(cases::item_code, area.items.clone()));
    let (first, last) = (area.first, area.last);
    let closed = cases::closed_on.between(first, last);
    match figure {
        Figure::Received => query.filter(cases::received_on.between(first, last)),
        Figure::Accepted => query.filter(cases::accepted_on.between(first, last)),
        Figure::SupplementNotices => query.filter(exists(
            case_acts::table
                .filter(case_acts::county.eq(cases::county))
                .filter(case_acts::case_id.eq(cases::id))
                .filter(case_acts::act.eq("notify_supplement"))
                .filter(case_acts::acted_on.between(first, last)),
        )),
        Figure::NotAccepted => query.filter(closed).filter(cases::outcome.eq("not_accepted")),
        Figure::Closed => query.filter(closed).filter(cases::outcome.eq_any(["approved", "refused"])),
        Figure::Approved => query.filter(closed).filter(cases::outcome.eq("approved")),
        Figure::Refused => query.filter(closed).filter(cases::outcome.eq("refused")),
        Figure::OnTime => query
            .filter(closed)
            .filter(cases::outcome.eq_any(["approved", "refused"]))
            .filter(cases::on_time.eq(true)),
    }
}

/// How many.
pub fn count(conn: &mut Conn, figure: Figure, area: &Area) -> QueryResult<i64> {
    behind(figure, area).select(count_star()).get_result(conn)
}

/// How many by township.
pub fn counts(conn: &mut Conn, figure: Figure, area: &Area) -> QueryResult<Vec<(String, i64)>> {
    let rows: Vec<String> = behind(figure, area).select(cases::township).order(cases::township).load(conn)?;
    let mut counts: Vec<(String, i64)> = Vec::new();
    for township in rows {
        match counts.last_mut() {
            Some((last, count)) if *last == township => *count += 1,
            _ => counts.push((township, 1)),
        }
    }
    Ok(counts)
}

/// Township, working days and how many closed cases have them.
pub fn working_days(conn: &mut Conn, area: &Area) -> QueryResult<Vec<(String, i64, i64)>> {
    let rows: Vec<(String, Option<i64>, i64)> = cases::table
        .filter(cases::county.eq(&area.county))
        .filter(cases::division.between(&area.low, &area.high))
        .filter(one_of(cases::item_code, area.items.iter().map(String::as_str)))
        .filter(cases::closed_on.between(area.first, area.last))
        .filter(cases::outcome.eq_any(["approved", "refused"]))
        .filter(cases::working_days.is_not_null())
        .group_by(cases::township)
        .select((cases::township, sql::<Nullable<BigInt>>("CAST(SUM(working_days) AS BIGINT)"), count_star()))
        .load(conn)?;
    Ok(rows.into_iter().map(|(place, sum, count)| (place, sum.unwrap_or_default(), count)).collect())
}

/// Township, category (or item, where there is none), item, number and sum.
pub type ApprovedSum = (String, String, String, i64, i64);

/// Township, category, item, number and sum, as the database groups them.
type Group = (String, Option<String>, String, i64, Option<i64>);

/// What was approved.
pub fn approved(conn: &mut Conn, area: &Area) -> QueryResult<Vec<ApprovedSum>> {
    let rows: Vec<Group> = cases::table
        .filter(cases::county.eq(&area.county))
        .filter(cases::division.between(&area.low, &area.high))
        .filter(one_of(cases::item_code, area.items.iter().map(String::as_str)))
        .filter(cases::closed_on.between(area.first, area.last))
        .filter(cases::outcome.eq("approved"))
        .group_by((cases::township, cases::category, cases::item_code))
        .select((
            cases::township,
            cases::category,
            cases::item_code,
            count_star(),
            sql::<Nullable<BigInt>>("CAST(SUM(amount_fen) AS BIGINT)"),
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(place, category, item, count, sum)| {
            (place, category.unwrap_or_else(|| item.clone()), item, count, sum.unwrap_or_default())
        })
        .collect())
}

/// A case behind a figure.
#[derive(Debug, Clone, Queryable)]
pub struct Line {
    pub id: CaseId,
    pub case_no: String,
    pub item_code: String,
    pub division: String,
    pub category: Option<String>,
    pub applicant: crate::ids::PersonId,
    pub received_on: NaiveDate,
    pub accepted_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub working_days: Option<i32>,
    pub on_time: Option<bool>,
    pub amount_fen: Option<i64>,
}

pub fn lines(
    conn: &mut Conn,
    figure: Figure,
    area: &Area,
    category: Option<String>,
    after: Option<CaseId>,
    limit: i64,
) -> QueryResult<Vec<Line>> {
    let mut query = behind(figure, area);
    if let Some(category) = category {
        let none = cases::category.is_null().and(cases::item_code.eq(category.clone()));
        query = query.filter(cases::category.eq(category).assume_not_null().or(none));
    }
    if let Some(after) = after {
        query = query.filter(cases::id.gt(after));
    }
    query
        .order(cases::id)
        .limit(limit)
        .select((
            cases::id,
            cases::case_no,
            cases::item_code,
            cases::division,
            cases::category,
            cases::applicant_person_id,
            cases::received_on,
            cases::accepted_on,
            cases::closed_on,
            cases::due_on,
            cases::working_days,
            cases::on_time,
            cases::amount_fen,
        ))
        .load(conn)
}

/// When each of these cases got its one-time notice.
pub fn notified(conn: &mut Conn, county: &str, ids: &[CaseId]) -> QueryResult<Vec<(CaseId, NaiveDate)>> {
    case_acts::table
        .filter(case_acts::county.eq(county))
        .filter(case_acts::case_id.eq_any(ids.to_vec()))
        .filter(case_acts::act.eq("notify_supplement"))
        .select((case_acts::case_id, case_acts::acted_on))
        .load(conn)
}

/// Applicants' names.
pub fn names(
    conn: &mut Conn,
    county: &str,
    ids: &[crate::ids::PersonId],
) -> QueryResult<Vec<(crate::ids::PersonId, String)>> {
    persons::table
        .filter(persons::county.eq(county))
        .filter(persons::id.eq_any(ids.to_vec()))
        .select((persons::id, persons::name))
        .load(conn)
}
