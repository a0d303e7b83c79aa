//! The flow document: stages, acts and statutory clocks of a kind of case, as
//! dated data. Unknown members are refused.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Limit;
use crate::law::Citation;
use crate::policy::{Text, Type};

/// The act that opens a case; clocks may start at it, no flow declares it.
pub const OPEN: &str = "open";

/// One version of the flow of a kind of case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowDocument {
    pub code: String,
    pub version: u32,
    pub title: Text,
    pub valid_from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The stage a new case stands in.
    pub first_stage: String,
    /// What conditions may ask about the case, with its type.
    pub facts: BTreeMap<String, Type>,
    pub stages: Vec<Stage>,
    pub acts: Vec<Act>,
    pub clocks: Vec<Clock>,
}

/// Where a case can stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowStage)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub code: String,
    pub label: Text,
    /// Nothing can be done any more.
    #[serde(default)]
    pub closed: bool,
    /// How a closed case ended: `approved`, `refused`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// What a person can do to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowAct)]
#[serde(deny_unknown_fields)]
pub struct Act {
    pub code: String,
    pub label: Text,
    /// Name of a permission, see [`crate::access::Permission`].
    pub permission: String,
    /// Stages it can be done in.
    pub from: Vec<String>,
    /// Stage it leads to; absent where the case stays where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// All must hold; the code of the first that does not is the refusal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// Acts that another person must have done in this round.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub distinct_from: Vec<String>,
    /// Acts that another person must have done, in whatever round.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub distinct_from_ever: Vec<String>,
    /// Reasons must be written down.
    #[serde(default)]
    pub reasons_required: bool,
    /// The case goes back and is worked on afresh: who acted before does not
    /// bind who may act now.
    #[serde(default)]
    pub new_round: bool,
    /// Of a home visit the family member who was there signs too, or it is said why none did
    /// (民发〔2021〕57号 Art 16).
    #[serde(default)]
    pub family_signs: bool,
    #[serde(default)]
    pub batch: Batch,
}

/// What an act means for the monthly table (明细表).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowBatch)]
#[serde(rename_all = "snake_case")]
pub enum Batch {
    #[default]
    None,
    /// The case is put on the open table.
    Gather,
    /// The table is sent up.
    Submit,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowCondition)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// One of [`super::REFUSAL_CODES`].
    pub code: String,
    /// CEL over the facts, yes or no.
    pub expr: String,
}

/// A time limit: the law's, or where that sets none the one that was promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowClock)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    pub code: String,
    pub label: Text,
    /// The acts it runs from; [`OPEN`] may be one.
    pub start_acts: Vec<String>,
    pub stop_acts: Vec<String>,
    /// What it runs to: what was promised (承诺时限), which is never longer than the law's.
    pub limit: Limit,
    /// What the law allows (法定时限); none where no law sets a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory_limit: Option<Limit>,
    /// What the limit rests on; empty: on the promise of the guide alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Citation>,
    /// How the law lets it be extended, and by which act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// It stands still while the case is in these stages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pause_stages: Vec<String>,
}

/// A longer limit in special cases, counted from where the clock began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowExtension)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    pub act: String,
    pub limit: Limit,
    /// The cases in which the law allows it.
    pub grounds: Vec<Ground>,
    pub basis: Vec<Citation>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowGround)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    pub code: String,
    pub label: Text,
}

impl Clock {
    /// All it cites.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.basis.iter().chain(self.extension.iter().flat_map(|extension| &extension.basis))
    }
}
