//! The statements of lists and searches: what is short of many cases.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::CaseFilter;
use super::relief::EXPLAIN;
use super::store::CaseRow;
use crate::actor::Actor;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{case_acts, case_clocks, cases};
use crate::ids::{CaseId, PersonId, UserId};

/// A case as a row of a list, without its documents.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cases)]
pub struct CaseLine {
    pub id: CaseId,
    pub case_no: String,
    pub division: String,
    pub township: String,
    pub item_code: String,
    pub item_version: i32,
    pub flow_code: String,
    pub flow_version: i32,
    pub applicant_person_id: PersonId,
    pub staff_kin: bool,
    pub stage: String,
    pub outcome: Option<String>,
    pub round: i32,
    pub category: Option<String>,
    pub amount_fen: Option<i64>,
    pub received_on: NaiveDate,
    pub accepted_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub due_provisional: bool,
    pub version: i64,
}

impl From<&CaseRow> for CaseLine {
    fn from(row: &CaseRow) -> CaseLine {
        CaseLine {
            id: row.id,
            case_no: row.case_no.clone(),
            division: row.division.clone(),
            township: row.township.clone(),
            item_code: row.item_code.clone(),
            item_version: row.item_version,
            flow_code: row.flow_code.clone(),
            flow_version: row.flow_version,
            applicant_person_id: row.applicant_person_id,
            staff_kin: row.staff_kin,
            stage: row.stage.clone(),
            outcome: row.outcome.clone(),
            round: row.round,
            category: row.category.clone(),
            amount_fen: row.amount_fen,
            received_on: row.received_on,
            accepted_on: row.accepted_on,
            closed_on: row.closed_on,
            due_on: row.due_on,
            due_provisional: row.due_provisional,
            version: row.version,
        }
    }
}

/// Where a page of cases begins: the last row's sort date and id.
pub type After = (NaiveDate, CaseId);

/// Bounds that the filter's words mean today.
#[derive(Debug, Default)]
pub struct Bounds {
    pub received: Option<(NaiveDate, NaiveDate)>,
    pub due_before: Option<NaiveDate>,
    pub due_from: Option<NaiveDate>,
    pub mine: Option<UserId>,
    /// Stages that a return leads to: only cases that wait there in a later round.
    pub returned: Option<Vec<String>>,
    /// Flows that give relief first: only cases of them that are granted and not yet explained.
    pub unexplained: Option<Vec<String>>,
    pub low: String,
    pub high: String,
    pub township: Option<String>,
}

type Query<'a> = cases::BoxedQuery<'a, crate::db::conn::MultiBackend>;

/// The county's cases of the divisions from `low` to `high`, said so that an index has
/// them in the order of the list: of one village, of one township, or of all.
fn within<'a>(county: &str, low: String, high: String) -> Query<'a> {
    let query = cases::table.filter(cases::county.eq(county.to_owned())).into_boxed();
    let digits = (0..12).find(|&digit| low.as_bytes().get(digit) != high.as_bytes().get(digit));
    let all_below = |digits: usize| {
        low.bytes().skip(digits).all(|digit| digit == b'0')
            && high.bytes().skip(digits).all(|digit| digit == b'9')
    };
    match digits {
        None => query.filter(cases::division.eq(low)),
        Some(6) if all_below(6) && low.starts_with(county) => query,
        Some(9) if all_below(9) => query.filter(cases::township.eq(low)),
        Some(_) => query.filter(cases::division.between(low, high)),
    }
}

/// Where a page of cases by due date begins; those without a date come last.
pub type AfterDue = (Option<NaiveDate>, CaseId);

/// The cases of a filter, newest first.
pub fn list(
    conn: &mut Conn,
    county: &str,
    filter: &CaseFilter,
    bounds: &Bounds,
    after: Option<After>,
    limit: i64,
) -> QueryResult<Vec<CaseLine>> {
    let mut query = filtered(county, filter, bounds);
    if let Some(after) = after {
        query = older(query, after);
    }
    query = query.order((cases::received_on.desc(), cases::id.desc()));
    query.select(CaseLine::as_select()).limit(limit).load(conn)
}

/// The cases of a filter by due date. Databases differ in where they put what is empty, and
/// no index has it last: the cases without a date are asked for when the others are through.
pub fn list_by_due(
    conn: &mut Conn,
    county: &str,
    filter: &CaseFilter,
    bounds: &Bounds,
    after: Option<AfterDue>,
    limit: i64,
) -> QueryResult<Vec<CaseLine>> {
    let mut page: Vec<CaseLine> = Vec::new();
    if after.is_none_or(|(day, _)| day.is_some()) {
        let mut query = filtered(county, filter, bounds).filter(cases::due_on.is_not_null());
        if let Some((Some(day), id)) = after {
            query = query.filter(cases::due_on.ge(day)).filter(
                cases::due_on.gt(day).or(cases::due_on.eq(day).and(cases::id.gt(id))).assume_not_null(),
            );
        }
        query = query.order((cases::due_on, cases::id));
        page = query.select(CaseLine::as_select()).limit(limit).load(conn)?;
    }
    let rest = limit - i64::try_from(page.len()).unwrap_or(limit);
    let dated_only = bounds.due_before.is_some() || bounds.due_from.is_some();
    if rest > 0 && !dated_only {
        let mut query = filtered(county, filter, bounds).filter(cases::due_on.is_null());
        if let Some((None, id)) = after {
            query = query.filter(cases::id.gt(id));
        }
        query = query.order(cases::id);
        page.extend(query.select(CaseLine::as_select()).limit(rest).load(conn)?);
    }
    Ok(page)
}

fn filtered<'a>(county: &str, filter: &CaseFilter, bounds: &Bounds) -> Query<'a> {
    let mut query = within(county, bounds.low.clone(), bounds.high.clone());
    if let Some(township) = &bounds.township {
        query = query.filter(cases::township.eq(township.clone()));
    }
    if let Some(stage) = &filter.stage {
        query = query.filter(cases::stage.eq(stage.clone()));
    }
    if let Some(item) = &filter.item {
        query = query.filter(cases::item_code.eq(item.clone()));
    }
    if let Some(stages) = &bounds.returned {
        query = query.filter(cases::round.gt(1)).filter(cases::stage.eq_any(stages.clone()));
    }
    if let Some(closed) = filter.closed {
        query = if closed {
            query.filter(cases::closed_on.is_not_null())
        } else {
            query.filter(cases::closed_on.is_null())
        };
    }
    if filter.undelivered == Some(true) {
        let runs = case_clocks::table
            .filter(case_clocks::county.eq(cases::county))
            .filter(case_clocks::case_id.eq(cases::id))
            .filter(case_clocks::clock.eq("service"))
            .filter(case_clocks::stopped_on.is_null());
        query = query.filter(cases::outcome.eq("refused")).filter(diesel::dsl::exists(runs));
    }
    if let Some(flows) = &bounds.unexplained {
        let explained = case_acts::table
            .filter(case_acts::county.eq(cases::county))
            .filter(case_acts::case_id.eq(cases::id))
            .filter(case_acts::act.eq(EXPLAIN));
        query = query
            .filter(cases::outcome.eq("approved"))
            .filter(cases::flow_code.eq_any(flows.clone()))
            .filter(diesel::dsl::not(diesel::dsl::exists(explained)));
    }
    if let Some((from, to)) = bounds.received {
        query = query.filter(cases::received_on.between(from, to));
    }
    if let Some(before) = bounds.due_before {
        query = query.filter(cases::closed_on.is_null()).filter(cases::due_on.lt(before));
    }
    if let Some(from) = bounds.due_from {
        query = query.filter(cases::due_on.ge(from));
    }
    if let Some(user) = bounds.mine {
        query = query.filter(cases::first_contact_user_id.eq(user));
    }
    query
}

/// The first condition says nothing new, but an index can begin there.
fn older(query: Query, (day, id): After) -> Query {
    query
        .filter(cases::received_on.le(day))
        .filter(cases::received_on.lt(day).or(cases::received_on.eq(day).and(cases::id.lt(id))))
}

/// The cases of these persons, or of this case number, newest first.
pub fn search(
    conn: &mut Conn,
    actor: &Actor,
    persons: Vec<PersonId>,
    case_no: Option<String>,
    after: Option<After>,
    limit: i64,
) -> QueryResult<Vec<CaseLine>> {
    // Joined to nothing, the division is no longer the beginning of an index: SQLite, asked
    // for a range of it or for an order, would rather walk all cases of the area.
    let mut query = cases::table
        .filter(cases::county.eq(actor.county().to_owned()))
        .filter(cases::division.concat("").between(actor.scope.low(), actor.scope.high()))
        .into_boxed();
    query = match case_no {
        Some(case_no) => query.filter(cases::case_no.eq(case_no)),
        None => query.filter(one_of(cases::applicant_person_id, persons)),
    };
    if let Some(after) = after {
        query = older(query, after);
    }
    // An index has all that is asked here; the rows are read for one page only.
    let mut found: Vec<After> = query.select((cases::received_on, cases::id)).load(conn)?;
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.truncate(usize::try_from(limit).unwrap_or_default());
    let mut page: Vec<CaseLine> = cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(one_of(cases::id, found.into_iter().map(|(_, id)| id)))
        .select(CaseLine::as_select())
        .load(conn)?;
    page.sort_unstable_by_key(|line| std::cmp::Reverse((line.received_on, line.id)));
    Ok(page)
}
