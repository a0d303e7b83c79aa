//! What is another in the rule than when a month was confirmed: so that whoever reads another
//! sum finds its reason also where no fact has changed.

use serde::Serialize;
use utoipa::ToSchema;
use yangguang_domain::policy::{Evaluation, Kind, Parameter, Policy, PolicyDocument, Text};

use crate::rules::{Dated, Versions};

/// By which rule it was computed, and by which now.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = EntitlementRuleChange)]
pub struct RuleChange {
    /// The policy's code and version, before and after.
    pub version_before: String,
    pub version_after: String,
    /// What an authority has set anew in between.
    pub parameters: Vec<ParameterChange>,
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = EntitlementParameterChange)]
pub struct ParameterChange {
    pub label: Text,
    #[schema(inline)]
    pub unit: Kind,
    /// Null where it is a table or was not there.
    pub before: Option<i64>,
    pub after: Option<i64>,
}

/// What the rule of one computation has that the one before it had not; nothing where they are
/// the same, or where what was computed by is not known any more.
pub fn rule_change(
    policies: &Versions<Policy>,
    before: &Evaluation,
    after: &Evaluation,
) -> Option<RuleChange> {
    let (old, new) = (version(policies, before)?, version(policies, after)?);
    let documents = (old.rule.document(), new.rule.document());
    let own = new.rule.document().parameters.iter().filter_map(|parameter| {
        let was = documents.0.parameters.iter().find(|known| known.name == parameter.name);
        let numbers = (
            old.rule.parameter_on(&parameter.name, before.on),
            new.rule.parameter_on(&parameter.name, after.on),
        );
        let same = match was {
            Some(was) => same(was, before, parameter, after),
            None => false,
        };
        (!same).then(|| changed(parameter, numbers))
    });
    let others = new.rule.references().filter_map(|(code, name)| {
        let was = policies.at(code, "", before.on).ok()?;
        let is = policies.at(code, "", after.on).ok()?;
        let numbers = (was.rule.parameter_on(name, before.on), is.rule.parameter_on(name, after.on));
        let parameter = named(is.rule.document(), name)?;
        (numbers.0 != numbers.1).then(|| changed(parameter, numbers))
    });
    let parameters: Vec<ParameterChange> = own.chain(others).collect();
    let versions = (before.policy_version.clone(), after.policy_version.clone());
    (versions.0 != versions.1 || !parameters.is_empty()).then_some(RuleChange {
        version_before: versions.0,
        version_after: versions.1,
        parameters,
    })
}

fn version(policies: &Versions<Policy>, of: &Evaluation) -> Option<std::sync::Arc<Dated<Policy>>> {
    let (code, version) = of.policy_version.rsplit_once('@')?;
    policies.version(code, version.parse().ok()?).ok()
}

fn named<'d>(document: &'d PolicyDocument, name: &str) -> Option<&'d Parameter> {
    document.parameters.iter().find(|parameter| parameter.name == name)
}

/// Whether what is set on the day of one computation is what was on that of the other.
fn same(was: &Parameter, before: &Evaluation, is: &Parameter, after: &Evaluation) -> bool {
    let value = |of: &Parameter, on| {
        of.values.iter().rfind(|dated| dated.from <= on).map(|dated| dated.value.clone())
    };
    let rows = |of: &Parameter, on| {
        let table = of.tables.iter().rfind(|dated| dated.from <= on).map(|dated| dated.rows.clone());
        let brackets = of.brackets.iter().rfind(|dated| dated.from <= on).map(|dated| dated.rows.clone());
        (table, brackets)
    };
    value(was, before.on) == value(is, after.on) && rows(was, before.on) == rows(is, after.on)
}

fn changed(parameter: &Parameter, (before, after): (Option<i64>, Option<i64>)) -> ParameterChange {
    ParameterChange { label: parameter.label.clone(), unit: parameter.unit, before, after }
}
