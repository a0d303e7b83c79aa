//! What acts are asked with.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::bills::NewBill;
use super::steps::NewConsent;
use crate::http::body::day;
use crate::ids::{HouseholdId, PersonId, UserId};

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCase {
    #[schema(example = "medical-assistance")]
    pub item_code: String,
    /// Somebody registered in the reader's area; always told, or `applicant_citizen_id`.
    pub applicant_person_id: Option<PersonId>,
    /// The whole citizen id of somebody registered anywhere in the county; only of an item that
    /// is accepted where it happened (社会救助法 Art 37).
    pub applicant_citizen_id: Option<String>,
    /// Code of the village where it happened, of such an item: whose township accepts it. The
    /// village of registration unless told.
    pub happened_in: Option<String>,
    /// The applicant's own household unless told.
    pub household_id: Option<HouseholdId>,
    /// Facts of the item's policy by name; what the system knows itself is filled in.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    pub source: Source,
    /// The bills handed in with it, where the item counts bills.
    #[serde(default)]
    pub bills: Vec<NewBill>,
    /// The consent to the check of the household's means (社会救助法 Art 40).
    pub consent: Option<NewConsent>,
}

/// How the application came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Window,
    Agent,
    Home,
}

impl Source {
    pub fn as_str(self) -> &'static str {
        match self {
            Source::Window => "window",
            Source::Agent => "agent",
            Source::Home => "home",
        }
    }
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPreview {
    pub item_code: String,
    /// As in the application.
    pub applicant_person_id: Option<PersonId>,
    pub applicant_citizen_id: Option<String>,
    pub happened_in: Option<String>,
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    /// The bills handed in with it.
    #[serde(default)]
    pub bills: Vec<NewBill>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CasePatch {
    /// Merged into the facts; null takes a fact out (RFC 7396).
    #[schema(value_type = Option<Object>)]
    pub facts: Option<Map<String, Value>>,
    pub household_id: Option<HouseholdId>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// Codes of the materials seen in original at the window.
    pub present: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSupplementNotice {
    /// What else is missing, beyond the checklist.
    #[serde(default)]
    pub other: Vec<String>,
    pub note: Option<String>,
}

/// An act whose letter is to be read before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LetterAct {
    Accept,
    NotifySupplement,
    Decline,
    ReviewRefuse,
    DecideApprove,
    DecideRefuse,
}

/// The words of the act as they stand in its form now.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDocumentPreview {
    pub act: LetterAct,
    /// What else is missing, beyond the checklist; of a one-time notice.
    #[serde(default)]
    pub other: Vec<String>,
    pub note: Option<String>,
    #[serde(default)]
    pub reasons: Vec<Reason>,
    /// Of an approval; what was examined unless told.
    pub amount_fen: Option<i64>,
}

/// Why, in the clerk's words; `field` ties it to one of the facts or papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    pub field: Option<String>,
    pub text: String,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRefusal {
    pub reasons: Vec<Reason>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWithdrawal {
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// 入户调查
    HomeVisit,
    /// 邻里访问
    NeighbourVisit,
    /// 信函索证
    LetterInquiry,
    /// 信息核对; where the flow has an act of the county for it, none of the township's.
    InformationCheck,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    Confirmed,
    Differs,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCheck {
    pub kind: CheckKind,
    #[serde(deserialize_with = "day")]
    pub on: NaiveDate,
    /// At least two, different (民发〔2021〕57号 Art 16).
    pub officers: Vec<UserId>,
    pub findings: String,
    pub conclusion: Conclusion,
    /// Who of the family was there at a home visit and signed with the officers.
    pub family: Option<Relative>,
    /// Why none of the family signed.
    pub family_absent: Option<String>,
}

/// Somebody by name, and how he is related to the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Relative {
    pub name: String,
    #[schema(example = "妻子")]
    pub relation: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    Support,
    Oppose,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOpinion {
    pub opinion: Opinion,
    pub text: String,
    /// Required to support a case of which a check of this round found something to differ.
    #[serde(default)]
    pub reasons: Vec<Reason>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCountyVisit {
    #[serde(deserialize_with = "day")]
    pub on: NaiveDate,
    /// At least two, different.
    pub officers: Vec<UserId>,
    pub findings: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOutcome {
    Agree,
    Return,
    /// The township's: only where the province has given it the decision (社会救助法 Art 44).
    Refuse,
    /// The township's opinion against support, which goes up to the county.
    Oppose,
}

/// A township's or examiner's word on a case.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReview {
    pub outcome: ReviewOutcome,
    #[serde(default)]
    pub reasons: Vec<Reason>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewExamination {
    pub outcome: ReviewOutcome,
    /// Within the policy's range; what the policy gives unless told.
    pub amount_fen: Option<i64>,
    #[serde(default)]
    pub reasons: Vec<Reason>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionOutcome {
    Approve,
    Return,
    Refuse,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    pub outcome: DecisionOutcome,
    /// Within the policy's range; what was examined unless told.
    pub amount_fen: Option<i64>,
    #[serde(default)]
    pub reasons: Vec<Reason>,
    pub note: Option<String>,
}

/// An act with its words, as the flow is asked to allow it.
#[derive(Debug, Clone)]
pub struct Deed {
    /// Code of the flow's act.
    pub act: &'static str,
    pub outcome: Option<&'static str>,
    pub amount_fen: Option<i64>,
    pub reasons: Vec<Reason>,
    pub note: Option<String>,
    pub detail: Value,
}

impl Deed {
    pub fn of(act: &'static str) -> Deed {
        Deed {
            act,
            outcome: None,
            amount_fen: None,
            reasons: Vec::new(),
            note: None,
            detail: Value::Object(Map::new()),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseFilter {
    pub stage: Option<String>,
    /// Code of a service item
    pub item: Option<String>,
    /// Sent back and not handed on again since
    pub returned: Option<bool>,
    pub closed: Option<bool>,
    /// Refused, and not yet recorded as handed over within the law's limit
    pub undelivered: Option<bool>,
    /// Granted at once and not yet explained afterwards (社会救助法 Art 50)
    pub unexplained: Option<bool>,
    /// overdue | soon (within three working days)
    pub due: Option<String>,
    pub township: Option<String>,
    pub division: Option<String>,
    /// Received in that month, YYYY-MM
    pub month: Option<String>,
    /// First received by the reader
    pub mine: Option<bool>,
    /// received (newest first) | due (earliest first, those without a date last)
    pub sort: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseSearch {
    /// A name or part of it, pinyin or its initials, a case number, the end of an id or phone.
    pub q: String,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}
