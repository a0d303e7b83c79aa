use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::policy::{Kind, Period, Text};
use yangguang_domain::simulation::{Change, Figures, Sum, Tally};

use crate::divisions::DivisionRef;
use crate::households::Category;
use crate::http::body::optional_day;
use crate::ids::{HouseholdId, PolicyDraftId, SimulationId, UserId};
use crate::words;

words! {
    SimulationState {
        Queued "queued"
        Running "running"
        Done "done"
        Cancelled "cancelled"
        Failed "failed"
    }
}

/// What a list or a result is asked for as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SheetFormat)]
pub enum Format {
    #[default]
    Json,
    Csv,
    Xlsx,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSimulation {
    pub title: Option<String>,
    /// The policy as it is in force on the day; `changes` say what is changed of it.
    #[schema(example = "subsistence-ganxian")]
    pub policy_code: Option<String>,
    /// Instead of `policy_code`: this draft against what is in force.
    pub draft_id: Option<PolicyDraftId>,
    #[serde(default)]
    pub changes: Vec<NewChange>,
    /// Inputs the register does not know, one value for all households.
    #[serde(default)]
    #[schema(value_type = Object, example = json!({}))]
    pub facts: Map<String, Value>,
    /// The population: the households of a county, township or village; the reader's own
    /// division unless told.
    #[schema(example = "360704000000")]
    pub division: Option<String>,
    /// Of these categories only.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// The day both are computed for; today, or the draft's first day if that is later.
    #[serde(default, deserialize_with = "optional_day")]
    pub on: Option<NaiveDate>,
    /// What may be spent in a year.
    #[schema(minimum = 0)]
    pub budget_fen: Option<i64>,
}

/// A parameter of one value, or an input that has one value for all households.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSimulationChange)]
pub struct NewChange {
    #[schema(example = "standard_fen")]
    pub parameter: String,
    #[schema(value_type = yangguang_domain::policy::Value, example = 90000)]
    pub value: Value,
}

/// A change as it was understood.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = SimulatedChange)]
pub struct ChangeView {
    pub parameter: String,
    pub label: Text,
    pub unit: Kind,
    #[schema(value_type = Option<yangguang_domain::policy::Value>)]
    pub before: Option<Value>,
    #[schema(value_type = yangguang_domain::policy::Value)]
    pub after: Value,
}

/// What is computed, as the job finds it: all that was decided when it was asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    pub policy_title: Text,
    /// Of the version in force; none where there is none, and everyone would enter.
    pub before_version: Option<i32>,
    pub before_period: Period,
    pub after_period: Period,
    pub on: NaiveDate,
    pub categories: Vec<Category>,
    pub changes: Vec<ChangeView>,
    /// For all households, today and after.
    pub facts: Map<String, Value>,
    pub facts_after: Map<String, Value>,
    pub budget_fen: Option<i64>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SimulationPerson)]
pub struct PersonView {
    pub id: UserId,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SimulationRow)]
pub struct RowView {
    pub id: SimulationId,
    pub title: Option<String>,
    pub policy_code: String,
    pub policy_title: Text,
    /// Of the version in force; absent where there is none.
    pub policy_version: Option<i32>,
    pub draft_id: Option<PolicyDraftId>,
    pub changes: Vec<ChangeView>,
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    pub division: DivisionRef,
    /// Empty where all are meant.
    pub categories: Vec<Category>,
    pub on: NaiveDate,
    pub budget_fen: Option<i64>,
    pub state: SimulationState,
    /// Households computed.
    pub done: i64,
    /// Of so many; 0 until it is known.
    pub of: i64,
    /// Why it failed: `interrupted` (the server was stopped) or `internal`.
    pub failure: Option<String>,
    pub started_by: PersonView,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    /// Of the whole population, once it is done.
    pub total: Option<Figures>,
    /// cancel: what the reader may do now.
    pub allowed_actions: Vec<&'static str>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Simulation)]
pub struct SimulationView {
    #[serde(flatten)]
    pub row: RowView,
    /// Absent until it is done.
    pub result: Option<ResultView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SimulationResult)]
pub struct ResultView {
    /// How often the amounts of either are paid. Of what is paid once, the sums of a month
    /// and of a year are the same.
    pub before_period: Period,
    pub after_period: Period,
    pub total: Figures,
    pub by_township: Vec<TownshipFigures>,
    pub by_category: Vec<CategoryFigures>,
    pub budget: Option<BudgetView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SimulationTownship)]
pub struct TownshipFigures {
    pub division: DivisionRef,
    #[serde(flatten)]
    pub figures: Figures,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SimulationCategory)]
pub struct CategoryFigures {
    pub category: Category,
    #[serde(flatten)]
    pub figures: Figures,
}

/// What may be spent in a year, beside what would be.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SimulationBudget)]
pub struct BudgetView {
    pub budget_fen: i64,
    pub spent_fen: i64,
    /// Left; missing where negative.
    pub left_fen: i64,
    pub crossed: bool,
}

/// The result as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stored {
    pub tally: Tally,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SimulationFilter {
    /// Of this policy only.
    pub policy: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ResultFilter {
    #[param(inline)]
    pub format: Option<Format>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RowsFilter {
    pub township: Option<String>,
    pub category: Option<Category>,
    /// entering | leaving | gaining | losing; all whose sum changes unless told.
    pub change: Option<Change>,
    #[param(inline)]
    pub format: Option<Format>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// A household whose sum changes.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SimulatedHousehold)]
pub struct HouseholdLine {
    pub household_id: HouseholdId,
    /// Masked; of the head as it is registered now.
    pub head_name: String,
    pub division: DivisionRef,
    pub category: Category,
    pub change: Change,
    pub before: Sum,
    pub after: Sum,
    pub difference: Sum,
}
