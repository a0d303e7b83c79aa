//! From what is asked to what is computed: the policy in force, the changed one, and the
//! facts that count for all households. Everything wrong is told at once.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};
use yangguang_domain::policy::register::{Household, Member};
use yangguang_domain::policy::{
    DatedValue, Input, Kind, Parameter, Policy, PolicyDocument, PolicyProblem, Source, Value,
};

use super::model::{ChangeView, NewSimulation, Request};
use crate::app::Tx;
use crate::failure::{Checks, Failure, Outcome};
use crate::policies::fact_errors;
use crate::policy_drafts;
use crate::rules::Versions;

/// More changes than a document has parameters are a mistake.
const MOST_CHANGES: usize = 50;

/// What is computed.
pub struct Plan {
    pub request: Request,
    pub policy_code: String,
    /// The changed policy.
    pub document: PolicyDocument,
}

/// The document with its changes, not yet held against the population.
struct Subject {
    before: Option<PolicyDocument>,
    after: PolicyDocument,
    on: NaiveDate,
}

/// # Errors
/// All that is wrong, each at its member.
pub fn plan(tx: &mut Tx, new: &NewSimulation, place: &str) -> Outcome<Plan> {
    let mut checks = Checks::new();
    checks.optional_text(new.title.as_ref(), "/title", 100);
    checks.no_private_number(new.title.as_deref().unwrap_or_default(), "/title", tx.app.landlines);
    if new.budget_fen.is_some_and(|fen| fen < 0) {
        checks.add("/budget_fen", "out_of_range", vec![("range", "≥ 0".to_owned())]);
    }
    if new.changes.len() > MOST_CHANGES {
        checks.add("/changes", "out_of_range", vec![("range", format!("≤ {MOST_CHANGES}"))]);
    }
    checks.done()?;
    let policies = tx.app.rules.policies();
    let subject = subject(tx, &policies, new, place)?;
    let (document, changes, facts_after) = changed(&subject, new)?;
    let after = compiled(&document)?;
    computable(&subject, &after, new, &facts_after, &policies)?;
    let before_period = subject.before.as_ref().map_or(document.result.period, |known| known.result.period);
    let mut categories = new.categories.clone();
    categories.sort_unstable();
    categories.dedup();
    let request = Request {
        policy_title: document.title.clone(),
        before_version: subject.before.and_then(|known| i32::try_from(known.version).ok()),
        before_period,
        after_period: document.result.period,
        on: subject.on,
        categories,
        changes,
        facts: new.facts.clone(),
        facts_after,
        budget_fen: new.budget_fen,
    };
    Ok(Plan { request, policy_code: document.code.clone(), document })
}

fn one(pointer: &str, code: &'static str, params: Vec<(&'static str, String)>) -> Failure {
    let mut checks = Checks::new();
    checks.add(pointer, code, params);
    checks.done().err().unwrap_or_else(|| Failure::internal("a fault without a name"))
}

fn subject(tx: &mut Tx, policies: &Versions<Policy>, new: &NewSimulation, place: &str) -> Outcome<Subject> {
    let today = tx.now.today();
    match (&new.policy_code, new.draft_id) {
        (Some(code), None) => {
            if new.changes.is_empty() {
                return Err(one("/changes", "simulation_unchanged", Vec::new()));
            }
            let on = new.on.unwrap_or(today);
            let known = policies
                .at(code, place, on)
                .map_err(|_| one("/policy_code", "unknown_policy", Vec::new()))?;
            let document = known.rule.document().clone();
            Ok(Subject { before: Some(document.clone()), after: document, on })
        }
        (None, Some(id)) => {
            let draft = policy_drafts::document(tx.conn, tx.actor, id).map_err(|failure| match failure {
                Failure::Refused(_) => one("/draft_id", "unknown_draft", Vec::new()),
                other => other,
            })?;
            let draft = Policy::parse(&Json::Object(draft).to_string())
                .map_err(|problems| faults("/draft_id", problems))?;
            let document = draft.document().clone();
            let on = new.on.unwrap_or(today.max(document.valid_from));
            if on < document.valid_from || document.valid_to.is_some_and(|last| last < on) {
                return Err(one("/on", "not_in_force", vec![("on", on.to_string())]));
            }
            let known = policies.at(&document.code, place, on).ok();
            let before = known.map(|known| known.rule.document().clone());
            Ok(Subject { before, after: document, on })
        }
        _ => Err(one("/policy_code", "simulation_subject", Vec::new())),
    }
}

fn faults(pointer: &str, problems: Vec<PolicyProblem>) -> Failure {
    let mut checks = Checks::new();
    for problem in problems {
        let told = |text: &str| format!("{} {text}", problem.pointer);
        checks.add(pointer, "policy_problem", vec![("zh", told(&problem.zh)), ("en", told(&problem.en))]);
    }
    checks.done().err().unwrap_or_else(|| Failure::internal("a fault without a name"))
}

/// What is wrong with the changed document lies in the changes: the other one was sound.
fn compiled(document: &PolicyDocument) -> Outcome<Policy> {
    let text = serde_json::to_string(document)?;
    Policy::parse(&text).map_err(|problems| faults("/changes", problems))
}

/// The values a parameter or input may have in a simulation.
struct Allowed<'d> {
    kind: Kind,
    choices: Vec<&'d str>,
    range: (i64, i64),
}

impl Allowed<'_> {
    fn parameter(parameter: &Parameter) -> Allowed<'_> {
        let choices = parameter.choices.iter().map(|choice| choice.code.as_str()).collect();
        let (_, high) = parameter.unit.presumed_range();
        Allowed { kind: parameter.unit, choices, range: (0, high) }
    }

    fn input(input: &Input) -> Allowed<'_> {
        let choices = input.values.iter().map(|choice| choice.code.as_str()).collect();
        let (low, high) = input.kind.presumed_range();
        Allowed { kind: input.kind, choices, range: (input.min.unwrap_or(low), input.max.unwrap_or(high)) }
    }

    /// The value, or what is wrong with it, told at `pointer`.
    fn value(&self, json: &Json, pointer: &str, checks: &mut Checks) -> Option<Value> {
        let value = Value::from_json(json).filter(|value| value.value_type() == self.kind.value_type());
        let Some(value) = value else {
            let (zh, en) = match self.kind {
                Kind::Fen => ("以分为单位的整数", "a whole number of fen"),
                Kind::Permille => ("以千分之一为单位的整数", "a whole number of thousandths"),
                Kind::Bool => ("是或否（true、false）", "true or false"),
                kind if kind.is_number() => ("整数", "a whole number"),
                _ => ("文字", "a text"),
            };
            checks.add(pointer, "wrong_type", vec![("takes_zh", zh.to_owned()), ("takes_en", en.to_owned())]);
            return None;
        };
        match &value {
            Value::Int(number) if !(self.range.0..=self.range.1).contains(number) => {
                let range = format!("{}–{}", self.range.0, self.range.1);
                checks.add(pointer, "out_of_range", vec![("range", range)]);
                None
            }
            Value::Text(code) if self.kind == Kind::Code && !self.choices.contains(&code.as_str()) => {
                checks.add(pointer, "not_allowed_value", vec![("allowed", self.choices.join("、"))]);
                None
            }
            _ => Some(value),
        }
    }
}

type Changed = (PolicyDocument, Vec<ChangeView>, Map<String, Json>);

/// The document and the facts of all households as they would be.
fn changed(subject: &Subject, new: &NewSimulation) -> Outcome<Changed> {
    let mut document = subject.after.clone();
    let mut facts = new.facts.clone();
    let (mut checks, mut views) = (Checks::new(), Vec::<ChangeView>::new());
    for (place, change) in new.changes.iter().enumerate() {
        let at = |member: &str| format!("/changes/{place}/{member}");
        if views.iter().any(|known| known.parameter == change.parameter) {
            checks.add(&at("parameter"), "parameter_twice", Vec::new());
            continue;
        }
        let scalar = document.parameters.iter_mut().find(|known| known.name == change.parameter);
        if let Some(parameter) = scalar.filter(|parameter| !parameter.values.is_empty()) {
            let allowed = Allowed::parameter(parameter);
            let Some(value) = allowed.value(&change.value, &at("value"), &mut checks) else { continue };
            views.push(ChangeView {
                parameter: parameter.name.clone(),
                label: parameter.label.clone(),
                unit: parameter.unit,
                before: today(subject, parameter),
                after: value.to_json(),
            });
            set(parameter, subject.on, value);
            continue;
        }
        let input = document.inputs.iter().find(|input| constant(input) && input.name == change.parameter);
        let Some(input) = input else {
            checks.add(&at("parameter"), "unknown_parameter", vec![("known", known(&document))]);
            continue;
        };
        let Some(value) = Allowed::input(input).value(&change.value, &at("value"), &mut checks) else {
            continue;
        };
        views.push(ChangeView {
            parameter: input.name.clone(),
            label: input.label.clone(),
            unit: input.kind,
            before: new.facts.get(&input.name).cloned(),
            after: value.to_json(),
        });
        facts.insert(input.name.clone(), value.to_json());
    }
    checks.done()?;
    Ok((document, views, facts))
}

/// An input that can have one value for all households.
fn constant(input: &Input) -> bool {
    input.source == Source::Entered && input.kind != Kind::List
}

/// The names that can be changed.
fn known(document: &PolicyDocument) -> String {
    let scalars = document.parameters.iter().filter(|known| !known.values.is_empty());
    let inputs = document.inputs.iter().filter(|input| constant(input) && input.required);
    let names = scalars.map(|known| known.name.as_str()).chain(inputs.map(|input| input.name.as_str()));
    names.collect::<Vec<_>>().join("、")
}

/// What the version in force has for the day.
fn today(subject: &Subject, parameter: &Parameter) -> Option<Json> {
    let theirs = subject.before.iter().flat_map(|known| &known.parameters);
    let same = theirs.into_iter().find(|known| known.name == parameter.name)?;
    same.values.iter().rfind(|dated| dated.from <= subject.on).map(|dated| dated.value.to_json())
}

/// From the day on, and for good: what was to follow is not part of the question. What is only
/// asked rests on nothing.
fn set(parameter: &mut Parameter, on: NaiveDate, value: Value) {
    parameter.values.retain(|dated| dated.from < on);
    parameter.values.push(DatedValue { from: on, value, basis: Vec::new() });
}

/// Whether the register, with the facts for all, is enough for both policies: tried on a
/// household as any other.
fn computable(
    subject: &Subject,
    after: &Policy,
    new: &NewSimulation,
    facts_after: &Map<String, Json>,
    policies: &Versions<Policy>,
) -> Outcome<()> {
    let before = subject.before.as_ref().map(compiled).transpose()?;
    let both = before.as_ref().into_iter().chain([after]);
    for name in new.facts.keys() {
        let theirs = || both.clone().flat_map(|policy| &policy.document().inputs);
        let mut known = theirs().filter(|input| input.name == *name);
        if known.clone().any(constant) {
            continue;
        }
        let registered = known.any(|input| input.source != Source::Entered);
        let code = if registered { "fact_of_register" } else { "unknown_fact" };
        return Err(one(&format!("/facts/{name}"), code, Vec::new()));
    }
    for (policy, facts) in before.iter().map(|policy| (policy, &new.facts)).chain([(after, facts_after)]) {
        let household = sample(subject.on);
        let mut known = policy.registered(&household, subject.on);
        for member in &household.members {
            known.extend(policy.registered_person((*member).into(), subject.on));
        }
        known.extend(own(policy, facts));
        let Err(problems) = policy.evaluate_with(&known, subject.on, policies) else { continue };
        let missing: Vec<&Input> = policy
            .document()
            .inputs
            .iter()
            .filter(|input| {
                let pointer = format!("/{}", input.name);
                problems.iter().any(|problem| problem.code == "missing_fact" && problem.pointer == pointer)
            })
            .collect();
        if !missing.is_empty() {
            let told = |words: &dyn Fn(&Input) -> String| {
                missing.iter().map(|input| words(input)).collect::<Vec<_>>().join("、")
            };
            let zh = told(&|input| format!("{}（{}）", input.label.zh, input.name));
            let en = told(&|input| format!("{} ({})", input.label.en, input.name));
            return Err(one("/facts", "simulation_inputs", vec![("zh", zh), ("en", en)]));
        }
        // What one household can not be computed with may be well for another; what was
        // given for all is for all.
        let ours = |name: &str| facts.keys().any(|fact| name == format!("/{fact}"));
        let wrong: Vec<_> = problems.into_iter().filter(|problem| ours(&problem.pointer)).collect();
        if !wrong.is_empty() {
            return Err(Failure::Fields(fact_errors(wrong, "/facts")));
        }
    }
    Ok(())
}

/// Of the facts for all those a policy asks for: the other one may ask for others.
pub fn own(policy: &Policy, facts: &Map<String, Json>) -> Map<String, Json> {
    let asked = |name: &String| policy.document().inputs.iter().any(|input| input.name == *name);
    let facts = facts.iter().filter(|(name, _)| asked(name));
    facts.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Two adults without income.
fn sample(on: NaiveDate) -> Household {
    let born_on = on.checked_sub_months(chrono::Months::new(40 * 12)).unwrap_or(on);
    let member = Member { born_on, conditions: Default::default() };
    Household { members: vec![member; 2], income_fen: Some(0) }
}
