//! 本年度: what the decided cases of the year have counted. Where a fact is the year's sum, a
//! later case counts what an earlier one counted and never less; what was paid is taken from
//! what is due on the whole (policy `cumulative`).

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use yangguang_domain::money::yuan_grouped;
use yangguang_domain::policy::{Input, Kind, Per, Policy, Source, Text};

use super::determine::{self, Subject};
use super::ops::open::warning;
use super::store;
use super::totals;
use super::views::WarningView;
use crate::db::conn::Conn;
use crate::db::types::Doc;
use crate::failure::{Checks, Failure, Outcome};
use crate::ids::CaseId;

/// A case of the year that was approved.
#[derive(Debug, Clone)]
pub struct Counted {
    pub id: CaseId,
    pub case_no: String,
    pub closed_on: Option<NaiveDate>,
    pub amount_fen: Option<i64>,
    pub facts: Map<String, Value>,
}

/// The approved cases of the person's year, or where the policy counts by households of its
/// members' and all that were the household's, without `except`; oldest first.
///
/// # Errors
/// As the database answers.
pub fn counted(
    conn: &mut Conn,
    policy: &Policy,
    subject: &Subject,
    except: Option<CaseId>,
) -> Outcome<Vec<Counted>> {
    let year = determine::year_of(subject.on);
    let household = subject.household.filter(|_| policy.document().result.per == Per::Household);
    let persons = match household {
        Some(household) => totals::members(conn, subject.county, household, year)?,
        None => vec![subject.person],
    };
    let whose = (persons.as_slice(), household);
    let found = store::decided_facts(conn, subject.county, whose, subject.scheme, totals::days(year))?;
    let kept = found.into_iter().filter(|row| Some(row.0) != except);
    kept.map(|(id, case_no, closed_on, amount_fen, facts): (_, _, _, _, Doc)| {
        Ok(Counted { id, case_no, closed_on, amount_fen, facts: facts.read()? })
    })
    .collect()
}

fn cumulative(policy: &Policy) -> impl Iterator<Item = &Input> {
    policy.document().inputs.iter().filter(|input| input.cumulative)
}

/// Whether the year's cases matter to the policy at all.
pub fn matters(policy: &Policy) -> bool {
    let inputs = &policy.document().inputs;
    inputs.iter().any(|input| input.cumulative || input.bills.is_some())
}

/// What is given, or counts where it is not.
fn number(input: &Input, facts: &Map<String, Value>) -> Option<i64> {
    let given = facts.get(&input.name).and_then(Value::as_i64);
    given.or_else(|| input.default.as_ref().and_then(|value| value.to_json().as_i64()))
}

/// The most an earlier case counted of a fact, and which case.
fn most<'a>(input: &Input, before: &'a [Counted]) -> Option<(i64, &'a Counted)> {
    let sums = before.iter().filter_map(|case| Some((number(input, &case.facts)?, case)));
    sums.max_by_key(|(sum, _)| *sum)
}

/// Sums of the year that are less than an approved case of the year has counted: which cannot be.
fn below<'p>(
    policy: &'p Policy,
    facts: &Map<String, Value>,
    before: &[Counted],
) -> Vec<(&'p Input, Vec<(&'static str, String)>)> {
    let found = cumulative(policy).filter_map(|input| {
        let (counted, case) = most(input, before)?;
        let now = number(input, facts)?;
        let said = if input.kind == Kind::Fen { yuan_grouped(counted) } else { counted.to_string() };
        let params =
            vec![("fact", input.label.zh.clone()), ("counted", said), ("case_no", case.case_no.clone())];
        (now < counted).then_some((input, params))
    });
    found.collect()
}

/// # Errors
/// `below_counted` at each such fact.
pub fn refuse_below(policy: &Policy, facts: &Map<String, Value>, before: &[Counted]) -> Outcome<()> {
    let mut checks = Checks::new();
    for (input, params) in below(policy, facts, before) {
        checks.add(&format!("/facts/{}", input.name), "below_counted", params);
    }
    checks.done()
}

/// The same for an act on the whole case.
///
/// # Errors
/// `below_counted`.
pub fn refuse_act(policy: &Policy, facts: &Map<String, Value>, before: &[Counted]) -> Outcome<()> {
    match below(policy, facts, before).into_iter().next() {
        Some((_, params)) => Err(Failure::no_with("below_counted", params)),
        None => Ok(()),
    }
}

/// What whoever looks at an open case must know of the year: sums below what was counted, or
/// just what was counted, so that nothing new is before us.
pub fn warnings(policy: &Policy, facts: &Map<String, Value>, before: &[Counted]) -> Vec<WarningView> {
    let less = below(policy, facts, before);
    if !less.is_empty() {
        return less.iter().map(|(_, params)| warning("below_counted", params)).collect();
    }
    let summed: Vec<&Input> =
        policy.document().inputs.iter().filter(|input| input.cumulative || input.bills.is_some()).collect();
    let same = before.iter().find(|case| {
        let mut pairs = summed
            .iter()
            .filter_map(|input| Some((number(input, facts)?, number(input, &case.facts)?)))
            .peekable();
        pairs.peek().is_some() && pairs.all(|(now, then)| now == then)
    });
    let told = same.map(|case| warning("costs_already_decided", &[("case_no", case.case_no.clone())]));
    told.into_iter().collect()
}

/// The year of a case so far, from its approved cases.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = YearSoFar)]
pub struct YearView {
    pub year: i16,
    /// Approved in the year, oldest first; the case itself is not among them.
    pub cases: Vec<YearCase>,
    /// What they were given together, fen.
    pub paid_fen: i64,
    /// What they counted of each fact that bills or the year sum up.
    pub sums: Vec<YearSum>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct YearCase {
    pub id: CaseId,
    pub case_no: String,
    pub closed_on: Option<NaiveDate>,
    pub amount_fen: Option<i64>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct YearSum {
    /// Of the policy's inputs.
    pub name: String,
    pub label: Text,
    /// Fen.
    pub counted_fen: i64,
    /// Whether a later case counts this again, with what is new.
    pub cumulative: bool,
}

pub fn view(policy: &Policy, on: NaiveDate, before: &[Counted]) -> YearView {
    let inputs = policy.document().inputs.iter().filter(|input| input.kind == Kind::Fen);
    let summed = inputs.filter(|input| input.cumulative || input.bills.is_some());
    let sums = summed.map(|input| YearSum {
        name: input.name.clone(),
        label: input.label.clone(),
        counted_fen: so_far(input, before),
        cumulative: input.cumulative,
    });
    YearView {
        year: determine::year_of(on),
        paid_fen: before.iter().filter_map(|case| case.amount_fen).sum(),
        sums: sums.collect(),
        cases: before
            .iter()
            .map(|case| YearCase {
                id: case.id,
                case_no: case.case_no.clone(),
                closed_on: case.closed_on,
                amount_fen: case.amount_fen,
            })
            .collect(),
    }
}

/// What the approved cases counted of a fact: the last sum of the year, or all claims together.
fn so_far(input: &Input, before: &[Counted]) -> i64 {
    match input.cumulative {
        true => most(input, before).map_or(0, |(sum, _)| sum),
        false => before.iter().filter_map(|case| number(input, &case.facts)).sum(),
    }
}

/// The facts as bills make them: (cost, paid by the insurer) of each, on top of what the year
/// counted where the fact is the year's. Nothing without bills.
pub fn from_bills(policy: &Policy, bills: &[(i64, i64)], before: &[Counted]) -> Map<String, Value> {
    let inputs = policy.document().inputs.iter().filter(|_| !bills.is_empty());
    let entered = inputs.filter(|input| input.source == Source::Entered);
    let summed = entered.filter_map(|input| Some((input, input.bills?)));
    let facts = summed.map(|(input, what)| {
        let sums = bills.iter().map(|(cost, insurer)| what.of(*cost, *insurer));
        let new = sums.fold(0, i64::saturating_add);
        let earlier = if input.cumulative { so_far(input, before) } else { 0 };
        (input.name.clone(), json!(earlier.saturating_add(new)))
    });
    facts.collect()
}
