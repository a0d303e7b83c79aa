//! What a policy gives: the amounts and reasons, how often and to whom, and how
//! it goes together with other benefits.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::text::Text;
use crate::law::Citation;

/// What comes out, each in CEL over inputs, parameters and rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyResult)]
pub struct ResultRule {
    /// Yes or no.
    pub eligible: String,
    /// Fen.
    pub amount: String,
    /// Fen: the least the decision may grant.
    pub min: String,
    /// Fen: the most the decision may grant.
    pub max: String,
    pub period: Period,
    pub per: Per,
    /// Name of the parameter that caps what is paid in a year, for display.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly_cap: Option<String>,
    /// The single amounts where there are several, each with its own period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// From when what recurs is paid: the first that holds, and where none does the month after
    /// the decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub begins: Vec<Beginning>,
    /// Months after which a recurring benefit is checked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub recheck_months: Option<u16>,
    /// Where it is checked again earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recheck_sooner: Option<SoonerRecheck>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recheck_basis: Vec<Citation>,
    /// Months it goes on when work has lifted the income (渐退期).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub grace_months: Option<u16>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grace_basis: Vec<Citation>,
    /// The most of a month's sum that is kept back for what was paid too much, thousandths;
    /// nothing where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_permille: Option<u16>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recovery_basis: Vec<Citation>,
    /// What suspends it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspension: Vec<SuspensionGround>,
    /// How it goes together with other benefits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<Exclusion>,
    /// The first that holds is given; the last must always hold.
    pub reasons: Vec<Reason>,
}

/// How often the amount is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PolicyPeriod)]
pub enum Period {
    Once,
    Month,
    Year,
}

/// Whom the amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PolicyPer)]
pub enum Per {
    Person,
    Household,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyReason)]
pub struct Reason {
    /// CEL.
    pub when: String,
    pub code: String,
    pub text: Text,
}

/// One of several amounts, e.g. a yearly care allowance beside a monthly one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyPart)]
pub struct Part {
    pub code: String,
    pub label: Text,
    /// CEL: fen.
    pub amount: String,
    pub period: Period,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicySuspensionGround)]
pub struct SuspensionGround {
    pub code: String,
    pub text: Text,
    pub basis: Vec<Citation>,
}

/// From when what recurs is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyBeginning)]
pub struct Beginning {
    /// CEL; always where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    pub from: BeginsFrom,
    /// Only with `year_after`: the name of an input that is a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    pub basis: Vec<Citation>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PolicyBeginsFrom)]
pub enum BeginsFrom {
    /// The month of the decision.
    DecisionMonth,
    /// The month after it.
    NextMonth,
    /// January of the year after a day.
    YearAfter,
}

/// After how many months a benefit is checked again where `when` holds of its facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicySoonerRecheck)]
pub struct SoonerRecheck {
    /// CEL.
    pub when: String,
    #[schema(minimum = 1)]
    pub months: u16,
}

/// How this benefit goes together with another: exactly one of `policy` (a
/// code) and `scheme` names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyExclusion)]
pub struct Exclusion {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    pub rule: ExclusionRule,
    /// Only with `not_both`: the categories under which the register carries households that
    /// have the other benefit, where it is not paid through this system.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registered_as: Vec<String>,
    pub basis: Vec<Citation>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PolicyExclusionRule)]
pub enum ExclusionRule {
    /// Not both at once.
    NotBoth,
    /// The higher of the two only.
    HigherOnly,
    /// The other counts as income here.
    CountedAsIncome,
    /// The other does not count as income here.
    NotCounted,
}
