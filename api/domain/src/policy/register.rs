//! What the register knows of a household, as facts of a policy: for one case, and as
//! columns for many. Which input takes what is said by its `source` in the document.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::columns::{Column, ColumnValues, Columns, ListColumn};
use super::document::{Input, Source};
use super::value::Kind;
use super::{Policy, exact};
use crate::citizen_id::age_on;
use crate::money::Rounding;

macro_rules! conditions {
    ($($code:literal $zh:literal $en:literal)*) => {
        /// What is registered of a member beside age, with its label: the names policies use.
        pub const CONDITIONS: &[(&str, &str, &str)] = &[$(($code, $zh, $en),)*];
    };
}

conditions! {
    "severely_ill" "重病" "Severely ill"
    "severely_disabled" "重度残疾" "Severely disabled"
    "living_alone" "独居" "Living alone"
    "ethnic_minority" "少数民族" "Ethnic minority"
    "model_worker" "劳动模范" "Model worker"
    "returned_overseas_chinese" "归侨" "Returned overseas Chinese"
    "veteran" "退役军人、优抚对象" "Veteran"
}

/// Some of [`CONDITIONS`], one bit each in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conditions(u16);

impl Conditions {
    /// Those of the codes given; `None` where one is unknown.
    pub fn of<'c>(codes: impl IntoIterator<Item = &'c str>) -> Option<Conditions> {
        let mut bits = 0;
        for code in codes {
            bits |= 1 << CONDITIONS.iter().position(|(known, ..)| *known == code)?;
        }
        Some(Conditions(bits))
    }

    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        let known = CONDITIONS.iter().enumerate();
        known.filter(move |(place, _)| self.0 & (1 << place) != 0).map(|(_, (code, ..))| *code)
    }

    fn has(self, code: &str) -> bool {
        self.codes().any(|known| known == code)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub born_on: NaiveDate,
    pub conditions: Conditions,
}

/// A household as it is registered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Household {
    pub members: Vec<Member>,
    /// Of all members, a month, fen; none where it was never assessed.
    pub income_fen: Option<i64>,
}

/// Whether what an input or field is named for holds of a member.
fn holds(input: &Input, member: Member, on: NaiveDate) -> bool {
    let names = std::iter::once(&input.name).chain(&input.aliases);
    let age = age_on(member.born_on, on);
    names.map(String::as_str).any(|name| match name {
        "elderly_60" => age >= 60,
        "elderly_70" => age >= 70,
        "minor" | "minors" => age < 18,
        condition => member.conditions.has(condition),
    })
}

/// The number the register gives, where it knows one.
fn number(input: &Input, household: &Household, on: NaiveDate) -> Option<i64> {
    let size = i64::try_from(household.members.len()).ok()?;
    match input.source {
        Source::HouseholdSize => Some(size),
        Source::HouseholdIncome => household.income_fen,
        Source::IncomePerPerson if size == 0 => None,
        Source::IncomePerPerson => exact::mul_div(household.income_fen?, 1, size, Rounding::HalfUp),
        Source::MemberCount => {
            i64::try_from(household.members.iter().filter(|member| holds(input, **member, on)).count()).ok()
        }
        Source::Entered | Source::RunningTotal | Source::Members => None,
    }
}

fn item(input: &Input, member: Member, on: NaiveDate) -> Json {
    let known = input.fields.iter().filter_map(|field| {
        let value = match (field.name.as_str(), field.kind) {
            ("birth_date", Kind::Date) => member.born_on.to_string().into(),
            ("age", kind) if kind.is_number() => age_on(member.born_on, on).into(),
            (_, Kind::Bool) => holds(field, member, on).into(),
            _ => return None,
        };
        Some((field.name.clone(), value))
    });
    Json::Object(known.collect())
}

impl Policy {
    /// Whether it asks the register for more than the household's size.
    #[must_use]
    pub fn asks_register(&self) -> bool {
        let plain = |source| matches!(source, Source::Entered | Source::RunningTotal | Source::HouseholdSize);
        self.document.inputs.iter().any(|input| !plain(input.source))
    }

    /// The facts the register knows of a household on a day; others must be entered.
    #[must_use]
    pub fn registered(&self, household: &Household, on: NaiveDate) -> Map<String, Json> {
        let mut facts = Map::new();
        for input in &self.document.inputs {
            if input.source == Source::Members {
                let items = household.members.iter().map(|member| item(input, *member, on));
                facts.insert(input.name.clone(), Json::Array(items.collect()));
            } else if let Some(number) = number(input, household, on) {
                facts.insert(input.name.clone(), number.into());
            }
        }
        facts
    }

    /// The same of many households as columns, for [`Policy::evaluate_columns`].
    #[must_use]
    pub fn registered_columns(&self, households: &[Household], on: NaiveDate) -> Columns {
        let mut columns = Columns { rows: households.len(), ..Columns::default() };
        for input in &self.document.inputs {
            match input.source {
                Source::Entered | Source::RunningTotal => {}
                Source::Members => {
                    columns.lists.insert(input.name.clone(), list(input, households, on));
                }
                _ => {
                    let known = households.iter().map(|household| number(input, household, on));
                    columns.columns.insert(input.name.clone(), sparse(known));
                }
            }
        }
        columns
    }

    /// The inputs that must be given and that the register does not know: with any of them
    /// a whole population can not be computed from the register.
    pub fn not_registered(&self) -> impl Iterator<Item = &Input> {
        self.document.inputs.iter().filter(|input| input.source == Source::Entered && input.required)
    }
}

fn sparse(known: impl Iterator<Item = Option<i64>>) -> Column {
    let (values, given): (Vec<i64>, Vec<bool>) =
        known.map(|value| (value.unwrap_or_default(), value.is_some())).unzip();
    let given = if given.contains(&false) { Some(given) } else { None };
    Column { values: ColumnValues::Numbers(values), given }
}

fn list(input: &Input, households: &[Household], on: NaiveDate) -> ListColumn {
    let mut end = 0;
    let ends = households.iter().map(|household| {
        end += household.members.len();
        end
    });
    let offsets = std::iter::once(0).chain(ends).collect();
    let members = || households.iter().flat_map(|household| household.members.iter().copied());
    let mut fields = BTreeMap::new();
    for field in &input.fields {
        let values = match (field.name.as_str(), field.kind) {
            ("birth_date", Kind::Date) => {
                ColumnValues::Days(members().map(|member| member.born_on).collect())
            }
            ("age", kind) if kind.is_number() => {
                ColumnValues::Numbers(members().map(|member| age_on(member.born_on, on).into()).collect())
            }
            (_, Kind::Bool) => {
                ColumnValues::Flags(members().map(|member| holds(field, member, on)).collect())
            }
            _ => continue,
        };
        fields.insert(field.name.clone(), Column::new(values));
    }
    ListColumn { offsets, fields }
}
