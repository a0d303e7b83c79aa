//! What the policy gives on the case's facts: those the clerk entered and those the
//! system knows itself (the year's total, the household, the person).

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use diesel::QueryResult;
use serde_json::{Map, Value, json};
use yangguang_domain::entitlement::{Benefit, Month, Sums, counted_as_income, first_month, recurs};
use yangguang_domain::law::Register;
use yangguang_domain::policy::{
    Evaluation, Exclusion, ExclusionRule, FactProblem, Input, Per, Policy, PolicyDocument, Source,
};

use super::store::CaseRow;
use super::totals;
use super::year;
use crate::app::View;
use crate::db::conn::Conn;
use crate::db::types::Doc;
use crate::entitlements::{self, Ending, Owned, Yielding};
use crate::failure::{Failure, Outcome};
use crate::households::{self, Category, RecipientProblem};
use crate::ids::{HouseholdId, PersonId};
use crate::policies;
use crate::rules::{Dated, Rules, Versions};

/// A benefit year is the calendar year in which the application was received: its
/// costs are of that year, whenever it is decided.
pub fn year_of(received_on: NaiveDate) -> i16 {
    i16::try_from(received_on.year()).unwrap_or(i16::MAX)
}

/// Whose facts, of which scheme and year.
pub struct Subject<'a> {
    pub county: &'a str,
    pub person: PersonId,
    pub household: Option<HouseholdId>,
    pub scheme: &'a str,
    pub policy_code: &'a str,
    pub on: NaiveDate,
    /// The facts and the answer to them when it was last asked.
    pub last: Option<(&'a Doc, &'a Doc)>,
}

impl<'a> Subject<'a> {
    /// Whom a case is about.
    pub fn of(case: &'a CaseRow) -> Subject<'a> {
        Subject {
            county: &case.county,
            person: case.applicant_person_id,
            household: case.household_id,
            scheme: &case.scheme,
            policy_code: &case.policy_code,
            on: case.received_on,
            last: None,
        }
    }
}

/// The facts with what the system knows, and what the policy says to them.
pub struct Determined {
    pub facts: Map<String, Value>,
    pub paid_fen: i64,
    pub cap_fen: Option<i64>,
    /// Whether the household is kin of staff, where there is a household.
    pub staff_kin: Option<bool>,
    pub answer: Result<Evaluation, Vec<FactProblem>>,
    /// Recurring benefits of the household and the person, where any could matter.
    pub others: Vec<Owned>,
    /// As it was when last asked.
    same: bool,
    /// What the register carries the household as.
    category: Option<Category>,
    pub policy: Arc<Dated<Policy>>,
    laws: Arc<Register>,
    on: NaiveDate,
}

impl Determined {
    /// Sums of the year may not be less than an approved case of the year has counted.
    ///
    /// # Errors
    /// `below_counted` at each such fact.
    pub fn refuse_below(&self, conn: &mut Conn, case: &CaseRow) -> Outcome<()> {
        let policy = &self.policy.rule;
        year::refuse_below(policy, &self.facts, &self.before(conn, case)?)
    }

    /// The same for an act on the whole case.
    ///
    /// # Errors
    /// `below_counted`.
    pub fn refuse_act(&self, conn: &mut Conn, case: &CaseRow) -> Outcome<()> {
        let policy = &self.policy.rule;
        year::refuse_act(policy, &self.facts, &self.before(conn, case)?)
    }

    fn before(&self, conn: &mut Conn, case: &CaseRow) -> Outcome<Vec<year::Counted>> {
        match self.paid_fen > 0 && year::matters(&self.policy.rule) {
            true => year::counted(conn, &self.policy.rule, &Subject::of(case), Some(case.id)),
            false => Ok(Vec::new()),
        }
    }

    /// The policy it was determined by.
    pub fn policy(&self) -> &Policy {
        &self.policy.rule
    }

    /// What stands against granting it beside what there is, and which benefits would end by
    /// it since only the higher is paid.
    pub fn conflict(&self) -> (Option<Failure>, Vec<Yielding>) {
        let document = self.policy.rule.document();
        let monthly = self.answer.as_ref().map_or(0, |answer| monthly(document, answer));
        let category = self.category.map(Category::as_str);
        entitlements::conflict_of(document, (&self.laws, self.on), category, monthly, &self.others)
    }

    /// The benefits that approving it today would end.
    ///
    /// # Errors
    /// As the database answers.
    pub fn ending(&self, view: &mut View, yielding: &[Yielding]) -> Outcome<Vec<Ending>> {
        match &self.answer {
            // What is given once takes the place of nothing.
            Ok(answer) if recurs(self.policy.rule.document()) => {
                entitlements::endings(view, yielding, first_month(answer, view.now.today()))
            }
            _ => Ok(Vec::new()),
        }
    }
}

fn monthly(document: &PolicyDocument, answer: &Evaluation) -> i64 {
    let sums = Sums::decided(document, answer, answer.amount_fen);
    sums.monthly_fen + sums.yearly_fen / 12
}

/// The benefits that approving an open case as it was determined last would end today.
///
/// # Errors
/// As the database answers.
pub fn ending(view: &mut View, case: &CaseRow, policy: &Policy) -> Outcome<Vec<Ending>> {
    let document = policy.document();
    let policies = view.app.rules.policies();
    let lower = |exclusion: &Exclusion| exclusion.rule == ExclusionRule::HigherOnly;
    let takes_place = document.result.exclusions.iter().any(lower)
        || policies.all().any(|other| other.rule.document().result.exclusions.iter().any(lower));
    let answer: Option<Evaluation> = case.determination.as_ref().map(Doc::read).transpose()?;
    let Some(answer) = answer.filter(|_| takes_place && recurs(document) && case.closed_on.is_none()) else {
        return Ok(Vec::new());
    };
    let today = view.now.today();
    let others = others(view.conn, &policies, policy, &Subject::of(case), today)?;
    let laws = view.app.rules.laws();
    let sum = monthly(document, &answer);
    let (_, yielding) = entitlements::conflict_of(document, (&laws, case.received_on), None, sum, &others);
    entitlements::endings(view, &yielding, first_month(&answer, today))
}

pub fn determine(
    conn: &mut Conn,
    rules: &Rules,
    subject: &Subject,
    entered: &Map<String, Value>,
    today: NaiveDate,
) -> Outcome<Determined> {
    let (policies, laws) = (rules.policies(), rules.laws());
    let dated = policies.at(subject.policy_code, subject.county, subject.on)?;
    let policy = &dated.rule;
    let paid_fen = paid(conn, policy, subject)?;
    let household = match subject.household {
        Some(household) => Some(households::facts(conn, subject.county, household)?),
        None => None,
    };
    let mut facts = entered.clone();
    for input in &policy.document().inputs {
        let known = match input.source {
            Source::Entered => None,
            Source::RunningTotal => Some(json!(paid_fen)),
            Source::HouseholdSize => household.as_ref().map(|facts| json!(facts.size)),
            _ => None,
        };
        if let Some(known) = known {
            facts.insert(input.name.clone(), known);
        }
    }
    // What the register knows stands; what it does not, as an income nobody has assessed yet,
    // is entered.
    let others = others(conn, &policies, policy, subject, today)?;
    if let Some(household) = subject.household.filter(|_| policy.asks_register()) {
        let mut registered = households::registered(conn, subject.county, household)?;
        let benefits: Vec<Benefit> = others.iter().map(Owned::benefit).collect();
        let counted = counted_as_income(policy.document(), &benefits);
        registered.income_fen = registered.income_fen.map(|income| income.saturating_add(counted));
        facts.extend(policy.registered(&registered, subject.on));
    }
    if policy.asks_person() {
        let person = households::person(conn, subject.county, subject.person)?;
        facts.extend(policy.registered_person(person, subject.on));
    }
    let last = unchanged(policy, subject, &facts);
    let mut same = last.is_some();
    let mut answer = match last {
        Some(answer) => Ok(answer),
        None => policy.evaluate_with(&facts, subject.on, &*policies).map(|answer| laws.explain(answer)),
    };
    // What is claimed of the household must be what the register shows of it today.
    let unborne = policy.claims(&facts, household.as_ref().map(|facts| facts.category.as_str()));
    if !unborne.is_empty() {
        same = false;
        answer = Err(answer.err().into_iter().flatten().chain(unborne).collect());
    }
    let category = household.as_ref().map(|facts| facts.category);
    let staff_kin = household.map(|facts| facts.staff_kin);
    let cap_fen = yearly_cap(policy, subject.on);
    Ok(Determined {
        cap_fen,
        staff_kin,
        facts,
        paid_fen,
        answer,
        others,
        same,
        category,
        policy: dated,
        laws,
        on: subject.on,
    })
}

/// What was decided in the year: to the person, or where the policy counts by households to
/// its members of the year (a yearly cap is shared by them).
pub fn paid(conn: &mut Conn, policy: &Policy, subject: &Subject) -> QueryResult<i64> {
    let year = year_of(subject.on);
    match subject.household {
        Some(household) if policy.document().result.per == Per::Household => {
            totals::paid_to_household(conn, subject.county, household, subject.scheme, year)
        }
        _ => totals::paid(conn, subject.county, subject.person, subject.scheme, year),
    }
}

/// Whether what a case gives can be paid to its applicant: of a household a member of it, of a
/// person one who is still registered somewhere, if he was when he applied.
///
/// # Errors
/// As the database answers; `Ok(Err(applicant_outside))` where it cannot.
pub fn payable(conn: &mut Conn, case: &CaseRow, policy: &Policy) -> Outcome<Outcome<()>> {
    let Some(household) = case.household_id else { return Ok(Ok(())) };
    let applicant = case.applicant_person_id;
    let there = households::placed(conn, &case.county, &[applicant])?.remove(&applicant);
    let problem = RecipientProblem::of(Some(household), there, policy.document().result.per);
    Ok(problem.map_or(Ok(()), |_| Err(Failure::no("applicant_outside"))))
}

/// The recurring benefits there are, asked for only where some policy says how this one goes
/// together with others.
fn others(
    conn: &mut Conn,
    policies: &Arc<Versions<Policy>>,
    policy: &Policy,
    subject: &Subject,
    today: NaiveDate,
) -> Outcome<Vec<Owned>> {
    let document = policy.document();
    let named = |exclusion: &Exclusion| {
        exclusion.scheme.as_deref() == Some(&document.scheme)
            || exclusion.policy.as_deref() == Some(&document.code)
    };
    let matters = recurs(document)
        || !document.result.exclusions.is_empty()
        || policies.all().any(|other| other.rule.document().result.exclusions.iter().any(named));
    if !matters {
        return Ok(Vec::new());
    }
    let whose = (subject.household, subject.person);
    // A benefit begins in the month after its decision, which is today's at the earliest.
    entitlements::others(conn, policies, subject.county, whose, Month::of(today).next())
}

/// The last answer, if the same facts would be put to the same policy again.
fn unchanged(policy: &Policy, subject: &Subject, facts: &Map<String, Value>) -> Option<Evaluation> {
    let (before, answer) = subject.last?;
    if before.read::<Map<String, Value>>().ok().as_ref() != Some(facts) {
        return None;
    }
    let answer: Evaluation = answer.read().ok()?;
    let document = policy.document();
    let version = format!("{}@{}", document.code, document.version);
    (answer.policy_version == version && answer.on == subject.on).then_some(answer)
}

/// The yearly cap in force on `day`, fen.
pub fn yearly_cap(policy: &Policy, day: NaiveDate) -> Option<i64> {
    let document = policy.document();
    let name = document.result.yearly_cap.as_ref()?;
    let parameter = document.parameters.iter().find(|parameter| &parameter.name == name)?;
    let value = parameter.values.iter().rfind(|value| value.from <= day)?;
    value.value.to_json().as_i64()
}

/// The category among the facts, which lists and reports group by.
pub fn category(facts: &Map<String, Value>) -> Option<String> {
    facts.get("category").and_then(Value::as_str).map(str::to_owned)
}

/// Facts may be incomplete until acceptance, but what is there must be right.
///
/// # Errors
/// Every wrong fact, with its pointer.
pub fn refuse_wrong(problems: &[FactProblem], pointer: &str) -> Outcome<()> {
    let wrong = problems.iter().filter(|problem| problem.code != "missing_fact").cloned().collect();
    let faults = policies::fact_errors(wrong, pointer);
    if faults.is_empty() { Ok(()) } else { Err(Failure::Fields(faults)) }
}

/// Where an act fails for want of an answer because the household is no longer registered
/// as it must be, that is what the clerk is told.
pub fn sharper(failure: Failure, determined: &Determined) -> Failure {
    let codes = ["category_not_registered", "household_not_registered"];
    let problems = determined.answer.as_ref().err().into_iter().flatten();
    let unborne = problems.map(|problem| problem.code).find(|code| codes.contains(code));
    match (&failure, unborne) {
        (Failure::Refused(refusal), Some(code))
            if matches!(refusal.code, "facts_incomplete" | "not_eligible" | "amount_outside_policy") =>
        {
            Failure::no(code)
        }
        _ => failure,
    }
}

/// Determines the case anew, kin included, and writes it into the row.
pub fn apply(view: &mut View, case: &mut CaseRow, entered: &Map<String, Value>) -> Outcome<Determined> {
    let (county, scheme, policy_code) = (case.county.clone(), case.scheme.clone(), case.policy_code.clone());
    // A household registered after the case was opened counts from then on.
    if case.household_id.is_none() {
        case.household_id =
            households::of_person(view.conn, &county, case.applicant_person_id)?.map(|own| own.id);
    }
    let subject = Subject {
        county: &county,
        person: case.applicant_person_id,
        household: case.household_id,
        scheme: &scheme,
        policy_code: &policy_code,
        on: case.received_on,
        last: case.determination.as_ref().map(|answer| (&case.facts, answer)),
    };
    let determined = determine(view.conn, &view.app.rules, &subject, entered, view.now.today())?;
    // Kin once is kin to the end of the case (民发〔2021〕57号 Art 11).
    case.staff_kin = case.staff_kin || determined.staff_kin.unwrap_or_default();
    case.category = category(&determined.facts);
    if determined.same {
        return Ok(determined);
    }
    case.facts = Doc::from(Value::Object(determined.facts.clone()));
    case.determination = match &determined.answer {
        Ok(evaluation) => Some(Doc::of(evaluation)?),
        Err(_) => None,
    };
    Ok(determined)
}

/// The facts of a case as an object.
pub fn facts(case: &CaseRow) -> Outcome<Map<String, Value>> {
    Ok(case.facts.read()?)
}

/// The label of one of the input's choices.
pub fn label_of<'a>(
    inputs: &'a [Input],
    input: &str,
    code: &str,
) -> Option<&'a yangguang_domain::policy::Text> {
    let input = inputs.iter().find(|known| known.name == input)?;
    input.values.iter().find(|choice| choice.code == code).map(|choice| &choice.label)
}
