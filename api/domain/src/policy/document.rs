//! The policy document: a rule of law as data, edited in the product and
//! stored as JSON. Unknown members are refused, so that a misspelt one is
//! never silently ignored. Money is integer fen, rates are permille.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::outcome::ResultRule;
use super::parameters::Parameter;
use super::text::Text;
use super::value::{Kind, Value};
use crate::law::Citation;

/// The format this crate reads.
pub const SCHEMA: &str = "yangguang.policy/1";

/// One version of one policy, in force from `valid_from` to `valid_to`
/// inclusive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyDocument {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// Lower-case letters, digits and dashes, e.g. `medical-assistance-1`.
    pub code: String,
    /// 1, 2, 3 …
    pub version: u32,
    pub title: Text,
    /// The scheme it belongs to, e.g. `medical_assistance`.
    pub scheme: String,
    /// Who decides, and since when: a dated attribute (since 2018 medical
    /// assistance belongs to the medical-security bureau).
    pub competent_departments: Vec<CompetentDepartment>,
    /// Division code of the area it holds in.
    pub jurisdiction: String,
    /// What it rests on through the years in which it holds; on each day those in force count.
    pub legal_basis: Vec<Citation>,
    pub valid_from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    pub inputs: Vec<Input>,
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    /// Computed in this order; a rule may use the inputs, the parameters and
    /// the rules above it.
    pub rules: Vec<Rule>,
    pub result: ResultRule,
    /// Worked examples: a version whose examples fail can not be activated.
    pub examples: Vec<Example>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Department)]
pub struct CompetentDepartment {
    pub from: NaiveDate,
    pub name: String,
}

/// One fact the policy asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyInput)]
pub struct Input {
    pub name: String,
    /// Other names under which the fact may be given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub label: Text,
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The values allowed; for `code` only, where they are needed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Choice>,
    /// The members of each item; for `list` only, where they are needed. A
    /// field is no list itself and has no conditions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    pub fields: Vec<Input>,
    /// Most items a list may have; 50 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u16>,
    /// Smallest number allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// Largest number allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// Taken where the fact is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    #[serde(default)]
    pub required: bool,
    /// CEL over the inputs above it: required where this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_when: Option<String>,
    /// CEL over the inputs above it: asked only where this holds; elsewhere
    /// what was given is ignored and the default, or nothing, counts. `false`: a fact
    /// that is known in the field and of no account here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_when: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    #[serde(default)]
    pub source: Source,
    /// The sum of the year so far: a later case of the year counts what the one decided before
    /// it counted, and never less.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cumulative: bool,
    /// What of the case's bills it is the sum of; for `fen` only. A case of such a policy
    /// records its bills.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bills: Option<BillSum>,
}

/// What of a bill (医疗票据) a fact sums up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PolicyBillSum)]
pub enum BillSum {
    /// The cost that is in scope.
    Cost,
    /// What the insurer paid of it.
    InsurerPaid,
    /// What is left to the patient of the two.
    Personal,
}

impl BillSum {
    /// Of one bill, fen.
    pub fn of(self, cost_fen: i64, insurer_paid_fen: i64) -> i64 {
        match self {
            BillSum::Cost => cost_fen,
            BillSum::InsurerPaid => insurer_paid_fen,
            BillSum::Personal => cost_fen.saturating_sub(insurer_paid_fen).max(0),
        }
    }
}

/// Where the value of an input comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PolicyFactSource)]
pub enum Source {
    /// Typed in by the clerk.
    #[default]
    Entered,
    /// Summed up from what was decided earlier in the year.
    RunningTotal,
    /// Counted from the household's members.
    HouseholdSize,
    /// The household's registered monthly income, where it was assessed.
    HouseholdIncome,
    /// The same divided by its members, half-up to the fen.
    IncomePerPerson,
    /// The household's members one by one, each with the fields that the register knows:
    /// `age`, `birth_date`, and yes or no to what [`super::register::CONDITIONS`] and age classes
    /// (`minor`, `elderly_60`, `elderly_70`) say.
    Members,
    /// How many members the input's name (or alias) holds of.
    MemberCount,
    /// What the register knows of the person it is for, by the input's name, as the fields of
    /// `members`; only where the policy is for persons.
    Person,
    /// Whether the benefit is being paid already: no for an application, yes for every month
    /// after the first of a benefit.
    Continuing,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CodeValue)]
pub struct Choice {
    pub code: String,
    /// Other codes that mean the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub label: Text,
    /// Household categories of the register, one of which the applicant's household must
    /// have for this to be claimed; any where absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registered_as: Vec<String>,
}

/// One line of the computation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyRule)]
pub struct Rule {
    pub name: String,
    pub label: Text,
    pub unit: Kind,
    /// CEL; where it does not hold the rule is left out of the explanation and
    /// counts as zero (no, empty) in the rules below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// CEL, of the kind `unit` says.
    pub formula: String,
    /// What it rests on through the years in which the policy holds.
    pub basis: Vec<Citation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A worked example: these facts must give this answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyExample)]
pub struct Example {
    pub title: String,
    /// The day it is computed for; the policy's first day where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    #[schema(value_type = Object)]
    pub facts: serde_json::Map<String, serde_json::Value>,
    pub eligible: bool,
    pub amount_fen: i64,
    /// The further amounts expected, by their code; not compared where absent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = Object)]
    pub parts: BTreeMap<String, i64>,
}
