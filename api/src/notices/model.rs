use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::policy::Text;

use crate::divisions::DivisionRef;
use crate::http::body::optional_day;
use crate::http::problem::{FieldErrorView, SinceView};
use crate::ids::{NoticeEntryId, NoticeId};

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticeFilter {
    #[param(inline)]
    pub state: Option<NoticeState>,
    /// 2026-Q3
    pub quarter: Option<String>,
    pub division: Option<String>,
    /// Only those of which someone is withheld.
    pub withheld: Option<bool>,
    /// Only those with someone to show.
    pub with_entries: Option<bool>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// `ended` is published and over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    Draft,
    Submitted,
    Published,
    Ended,
    Withdrawn,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicNoticeFilter {
    /// This division and all below it.
    pub division: Option<String>,
    pub quarter: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNotices {
    #[schema(example = "2026-Q3")]
    pub quarter: String,
    pub item_code: String,
    /// Of this township only; of the whole county unless told.
    pub township: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeSubmission {
    /// The last day on which it is shown; from today the item's term (`term_days`) unless told.
    #[serde(default, deserialize_with = "optional_day")]
    pub end_on: Option<NaiveDate>,
    /// Of the content that was previewed.
    pub content_sha256: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignOutcome {
    Sign,
    Return,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeSignature {
    pub outcome: SignOutcome,
    pub content_sha256: String,
    /// Why it is returned.
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeWithdrawal {
    pub reason: String,
}

/// Drafts that go to the secrecy reviewer together.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeSubmissions {
    /// At most 500.
    pub items: Vec<NoticeItem>,
    /// The last day on which they are shown; of each its item's term unless told.
    #[serde(default, deserialize_with = "optional_day")]
    pub end_on: Option<NaiveDate>,
}

/// Notices that are signed, or returned, together.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeSignatures {
    /// At most 500.
    pub items: Vec<NoticeItem>,
    pub outcome: SignOutcome,
    /// Why they are returned.
    pub reason: Option<String>,
}

/// A notice as it was previewed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeItem {
    pub id: NoticeId,
    pub version: i64,
    pub content_sha256: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticeResult {
    pub id: NoticeId,
    /// 201 done, else as a problem's status
    pub status: u16,
    pub code: Option<String>,
    pub message: Option<String>,
    /// Everything wrong with the row's members, by pointers into its act's own body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldErrorView>,
    /// With `stale_version`: who did what to the notice since, the latest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub since: Vec<SinceView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticeResults {
    pub items: Vec<NoticeResult>,
}

/// Someone is left out of a draft.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWithholding {
    pub entry_id: NoticeEntryId,
    /// For the office; never published.
    #[schema(example = "当事人是受害人，公布姓名可能危及其安全")]
    pub reason: String,
}

/// Someone who was left out is put back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRestoration {
    pub entry_id: NoticeEntryId,
}

/// A line as the office sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticeLine {
    pub id: NoticeEntryId,
    pub name: String,
    /// Persons, where that is made known.
    pub household_size: Option<i32>,
    pub amount_fen: i64,
    /// None where a citizen reads the line.
    pub withheld: Option<Withholding>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Withholding {
    pub reason: String,
    pub by: Option<String>,
    pub on: Option<NaiveDate>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Notice)]
pub struct NoticeView {
    pub id: NoticeId,
    /// The village.
    pub division: DivisionRef,
    pub township: DivisionRef,
    pub item_code: String,
    pub quarter: String,
    /// 1; from 2 on a supplement to the village's notices of the quarter.
    pub part: i32,
    /// draft | submitted | published | ended | withdrawn
    #[schema(value_type = NoticeState)]
    pub state: String,
    /// Those a citizen reads.
    pub entry_count: i64,
    pub total_fen: i64,
    /// Those left out with a reason.
    pub withheld_count: i64,
    pub published_on: Option<NaiveDate>,
    pub end_on: Option<NaiveDate>,
    /// How long the item is published, days.
    pub term_days: u32,
    /// The last day it would be shown if it were submitted today for the item's term.
    pub usual_end_on: NaiveDate,
    pub prepared_by: Option<String>,
    pub signed_by: Option<String>,
    pub returned_reason: Option<String>,
    pub withdrawn_reason: Option<String>,
    /// Of what a citizen would read.
    pub content_sha256: String,
    pub version: i64,
    pub allowed_actions: Vec<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticesDrafted {
    pub items: Vec<NoticeView>,
    /// Decided cases of minors: never on a public list.
    pub minors: i64,
    /// Decided cases that someone left out, here or earlier; see the notices with `withheld`.
    pub withheld: i64,
}

/// What a citizen reads: the whitelisted fields and nothing else.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublicNotice {
    pub id: NoticeId,
    pub title: String,
    pub county: String,
    pub township: String,
    pub village: String,
    pub item_title: Text,
    pub quarter: String,
    /// 1; from 2 on a supplement.
    pub part: i32,
    pub entries: Vec<NoticeEntry>,
    pub published_on: Option<NaiveDate>,
    pub end_on: Option<NaiveDate>,
    /// Whom to ask, and where to object.
    pub office: String,
    pub phone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NoticeEntry {
    pub name: String,
    /// Persons in the household, where that is made known (民发〔2021〕57号 Art 24).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household_size: Option<i32>,
    pub amount_fen: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublicNoticeRow {
    pub id: NoticeId,
    pub village: String,
    pub township: String,
    pub county: String,
    pub item_title: Text,
    pub quarter: String,
    /// 1; from 2 on a supplement.
    pub part: i32,
    pub published_on: NaiveDate,
    pub end_on: NaiveDate,
    pub entry_count: i64,
}
