//! What the register knows of a household and of a person, as facts of a policy: for one case,
//! and as columns for many. Which input takes what is said by its `source` in the document.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::columns::{Column, ColumnValues, Columns, ListColumn};
use super::document::{Input, Source};
use super::outcome::Per;
use super::value::Kind;
use super::{Policy, exact};
use crate::citizen_id;
use crate::money::Rounding;

/// What a household can be registered as: the names `registered_as` knows.
pub const CATEGORIES: &[&str] =
    &["urban_subsistence", "rural_subsistence", "near_poor", "destitute", "other"];

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "Vec<String>", try_from = "Vec<String>")]
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

/// Kept as its codes: their order here may change.
impl From<Conditions> for Vec<String> {
    fn from(conditions: Conditions) -> Vec<String> {
        conditions.codes().map(str::to_owned).collect()
    }
}

impl TryFrom<Vec<String>> for Conditions {
    type Error = &'static str;

    fn try_from(codes: Vec<String>) -> Result<Conditions, &'static str> {
        Conditions::of(codes.iter().map(String::as_str)).ok_or("an unknown condition")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub born_on: NaiveDate,
    pub conditions: Conditions,
}

/// Whom something is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    pub born_on: NaiveDate,
    /// None of who is in no household: they are registered of its members.
    pub conditions: Option<Conditions>,
}

impl From<Member> for Person {
    fn from(member: Member) -> Person {
        Person { born_on: member.born_on, conditions: Some(member.conditions) }
    }
}

impl Person {
    /// Younger by so many months.
    #[must_use]
    pub fn born_later(self, months: u32) -> Person {
        Person { born_on: later(self.born_on, months), ..self }
    }
}

impl Household {
    /// With members younger by so many months.
    #[must_use]
    pub fn born_later(&self, months: u32) -> Household {
        let younger = |member: &Member| Member { born_on: later(member.born_on, months), ..*member };
        Household { members: self.members.iter().map(younger).collect(), ..*self }
    }
}

fn later(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}

/// A household as it is registered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Household {
    pub members: Vec<Member>,
    /// Of all members, a month, fen; none where it was never assessed.
    pub income_fen: Option<i64>,
}

/// All names an input or field is known by.
fn names(input: &Input) -> impl Iterator<Item = &str> {
    std::iter::once(&input.name).chain(&input.aliases).map(String::as_str)
}

/// What a name of an age says of one; none where it is no such name.
fn of_age(name: &str, age: i32) -> Option<bool> {
    match name {
        "elderly_60" => Some(age >= 60),
        "elderly_70" => Some(age >= 70),
        "minor" | "minors" => Some(age < 18),
        _ => None,
    }
}

/// Age on a day; nothing in the month of the birth, whose first day lies before it.
fn age_on(born_on: NaiveDate, on: NaiveDate) -> i32 {
    citizen_id::age_on(born_on, on.max(born_on))
}

/// Whether what an input or field is named for holds of a member.
fn holds(input: &Input, member: Member, on: NaiveDate) -> bool {
    let age = age_on(member.born_on, on);
    names(input).any(|name| of_age(name, age).unwrap_or_else(|| member.conditions.has(name)))
}

/// What the register says of a person under a field's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    BirthDate,
    Age,
    Holds,
}

impl Asked {
    fn of(field: &Input) -> Option<Asked> {
        match (field.name.as_str(), field.kind) {
            ("birth_date", Kind::Date) => Some(Asked::BirthDate),
            ("age", kind) if kind.is_number() => Some(Asked::Age),
            (_, Kind::Bool) => Some(Asked::Holds),
            _ => None,
        }
    }
}

/// Whether the register knows of a person what an input asks for.
pub(super) fn knows_of_person(input: &Input) -> bool {
    let known = |name: &str| of_age(name, 0).is_some() || CONDITIONS.iter().any(|(code, ..)| *code == name);
    Asked::of(input).is_some_and(|asked| asked != Asked::Holds || names(input).any(known))
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
        Source::Entered | Source::RunningTotal | Source::Members | Source::Person | Source::Continuing => {
            None
        }
    }
}

fn item(input: &Input, member: Member, on: NaiveDate) -> Json {
    let known = input.fields.iter().filter_map(|field| {
        let value = value(field, member.into(), on)?;
        Some((field.name.clone(), value))
    });
    Json::Object(known.collect())
}

/// Whether what a field is named for holds of somebody of whom the age alone is known; none where
/// it may hold for something else.
fn by_age_alone(field: &Input, age: i32) -> Option<bool> {
    let told = names(field).map(|name| of_age(name, age));
    told.reduce(|one, other| match (one, other) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    })?
}

/// What the register knows of a person under a field's name.
fn value(field: &Input, person: Person, on: NaiveDate) -> Option<Json> {
    match (Asked::of(field)?, person.conditions) {
        (Asked::BirthDate, _) => Some(person.born_on.to_string().into()),
        (Asked::Age, _) => Some(age_on(person.born_on, on).into()),
        (Asked::Holds, Some(conditions)) => {
            Some(holds(field, Member { born_on: person.born_on, conditions }, on).into())
        }
        (Asked::Holds, None) => by_age_alone(field, age_on(person.born_on, on)).map(Json::Bool),
    }
}

impl Policy {
    /// Whether it asks the register for more than the household's size.
    #[must_use]
    pub fn asks_register(&self) -> bool {
        let plain = |source| {
            matches!(
                source,
                Source::Entered
                    | Source::RunningTotal
                    | Source::HouseholdSize
                    | Source::Person
                    | Source::Continuing
            )
        };
        self.document.inputs.iter().any(|input| !plain(input.source))
    }

    /// Whether it asks the register for the person it is for.
    #[must_use]
    pub fn asks_person(&self) -> bool {
        self.document.inputs.iter().any(|input| input.source == Source::Person)
    }

    /// Whether anything it asks the register for changes as people grow older.
    #[must_use]
    pub fn goes_by_age(&self) -> bool {
        let by_age = [Source::Members, Source::MemberCount, Source::Person];
        self.document.inputs.iter().any(|input| by_age.contains(&input.source))
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

    /// What is so of a benefit that is being paid already.
    #[must_use]
    pub fn continuing(&self) -> Map<String, Json> {
        let asked = self.document.inputs.iter().filter(|input| input.source == Source::Continuing);
        asked.map(|input| (input.name.clone(), true.into())).collect()
    }

    /// The same of a person.
    #[must_use]
    pub fn registered_person(&self, person: Person, on: NaiveDate) -> Map<String, Json> {
        let asked = self.document.inputs.iter().filter(|input| input.source == Source::Person);
        let known = asked.filter_map(|input| Some((input.name.clone(), value(input, person, on)?)));
        known.collect()
    }

    /// What is known of many as columns, for [`Policy::evaluate_columns`]: a row for each
    /// household, or where the policy is for persons for each member, household by household.
    #[must_use]
    pub fn registered_columns(&self, households: &[Household], on: NaiveDate) -> Columns {
        let rows: Vec<Row> = match self.document.result.per {
            Per::Household => households.iter().map(|household| Row { household, person: None }).collect(),
            Per::Person => {
                let rows = |household: &'_ Household| household.members.len();
                let mut all = Vec::with_capacity(households.iter().map(rows).sum());
                for household in households {
                    let person = |member: &Member| Row { household, person: Some(*member) };
                    all.extend(household.members.iter().map(person));
                }
                all
            }
        };
        let mut columns = Columns { rows: rows.len(), ..Columns::default() };
        for input in &self.document.inputs {
            match input.source {
                Source::Entered | Source::RunningTotal | Source::Continuing => {}
                Source::Members => {
                    columns.lists.insert(input.name.clone(), list(input, &rows, on));
                }
                Source::Person => {
                    let persons: Vec<Member> = rows.iter().filter_map(|row| row.person).collect();
                    if let Some(column) = column(input, &persons, on) {
                        columns.columns.insert(input.name.clone(), column);
                    }
                }
                _ => {
                    let known = rows.iter().map(|row| number(input, row.household, on));
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

/// A household, and of whom of it.
struct Row<'h> {
    household: &'h Household,
    person: Option<Member>,
}

fn list(input: &Input, rows: &[Row], on: NaiveDate) -> ListColumn {
    let mut end = 0;
    let ends = rows.iter().map(|row| {
        end += row.household.members.len();
        end
    });
    let offsets = std::iter::once(0).chain(ends).collect();
    let members: Vec<Member> = rows.iter().flat_map(|row| row.household.members.iter().copied()).collect();
    let fields = input.fields.iter();
    let known = fields.filter_map(|field| Some((field.name.clone(), column(field, &members, on)?)));
    ListColumn { offsets, fields: known.collect() }
}

/// What the register knows of each under a field's name.
fn column(field: &Input, members: &[Member], on: NaiveDate) -> Option<Column> {
    let members = members.iter();
    let values = match Asked::of(field)? {
        Asked::BirthDate => ColumnValues::Days(members.map(|member| member.born_on).collect()),
        Asked::Age => {
            ColumnValues::Numbers(members.map(|member| age_on(member.born_on, on).into()).collect())
        }
        Asked::Holds => ColumnValues::Flags(members.map(|member| holds(field, *member, on)).collect()),
    };
    Some(Column::new(values))
}
