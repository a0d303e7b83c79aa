//! 小额快救: relief that is given at once and explained afterwards (社会救助法 Art 50). What is
//! still to be explained, and what a household was given of it before.

use chrono::{Months, NaiveDate};
use diesel::prelude::*;
use yangguang_domain::money::yuan_grouped;
use yangguang_domain::workflow::Flow;

use super::ops::open::warning;
use super::store::ActRow;
use super::views::WarningView;
use crate::db::conn::Conn;
use crate::db::schema::cases;
use crate::failure::Outcome;
use crate::ids::{CaseId, HouseholdId, PersonId};
use crate::rules::Rules;

/// The act that explains.
pub const EXPLAIN: &str = "explain";
/// Relief given again within so many months is pointed out.
const MONTHS: u32 = 12;

/// Whether a flow gives relief first.
pub fn comes_first(flow: &Flow) -> bool {
    flow.act(EXPLAIN).is_some()
}

/// The codes of the flows that give relief first.
pub fn flows(rules: &Rules) -> Vec<String> {
    let first = rules.flows.all().filter(|flow| comes_first(&flow.rule));
    let mut codes: Vec<String> = first.map(|flow| flow.code.clone()).collect();
    codes.dedup();
    codes
}

/// Whether what was granted is still to be explained.
pub fn unexplained(flow: &Flow, outcome: Option<&str>, acts: &[ActRow]) -> bool {
    comes_first(flow) && outcome == Some("approved") && !acts.iter().any(|act| act.act == EXPLAIN)
}

/// Whose relief of which scheme is asked for on which day; `case` itself is left out.
pub struct Asked<'a> {
    pub county: &'a str,
    pub household: Option<HouseholdId>,
    pub person: PersonId,
    pub scheme: &'a str,
    pub on: NaiveDate,
    pub case: Option<CaseId>,
}

/// That the household, or the person who is in none, was granted such relief less than twelve
/// months ago: said, and no hindrance.
///
/// # Errors
/// As the database answers.
pub fn again(conn: &mut Conn, rules: &Rules, asked: &Asked) -> Outcome<Option<WarningView>> {
    let since = asked.on.checked_sub_months(Months::new(MONTHS)).unwrap_or(asked.on);
    let mut query = cases::table
        .filter(cases::county.eq(asked.county))
        .filter(cases::scheme.eq(asked.scheme))
        .filter(cases::outcome.eq("approved"))
        .filter(cases::flow_code.eq_any(flows(rules)))
        .filter(cases::closed_on.gt(since))
        .into_boxed();
    query = match asked.household {
        Some(household) => query.filter(
            cases::household_id.eq(household).or(cases::applicant_person_id.eq(asked.person).nullable()),
        ),
        None => query.filter(cases::applicant_person_id.eq(asked.person)),
    };
    if let Some(case) = asked.case {
        query = query.filter(cases::id.ne(case));
    }
    let query = query.order((cases::closed_on.desc(), cases::id.desc()));
    type Found = (Option<NaiveDate>, Option<i64>, String, i32);
    let query = query.select((cases::closed_on, cases::amount_fen, cases::item_code, cases::item_version));
    let found: Option<Found> = query.first(conn).optional()?;
    let Some((Some(on), Some(amount_fen), item, version)) = found else { return Ok(None) };
    let title = rules.items.version(&item, version)?.rule.title.clone();
    let params = [
        ("on", on.to_string()),
        ("amount", yuan_grouped(amount_fen)),
        ("title", title.zh),
        ("title_en", title.en),
    ];
    Ok(Some(warning("relieved_within_year", &params)))
}
