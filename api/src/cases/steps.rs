//! What the steps of the procedure are asked with that are neither check, opinion nor ruling:
//! consent, information check, the notice in the village, extension, complaint, service.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::Conclusion;
use crate::http::body::{day, optional_day};
use crate::ids::UserId;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentOf {
    /// The applicant for the household (社会救助法 Art 40).
    Household,
    /// One who owes support and lives elsewhere, for himself alone (Art 41).
    Relative,
}

/// 同意核对: who agrees that registers and banks are asked.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConsent {
    pub of: ConsentOf,
    /// Whose it is; the applicant's unless told, and always told of a relative.
    pub name: Option<String>,
    /// How a relative is related to the applicant.
    pub relation: Option<String>,
    /// Who consents for a minor or a person without capacity (民法典 Art 19–23); always told of
    /// a minor.
    pub guardian: Option<String>,
    /// The day on the signed paper, at most 30 days before the case was opened; today unless told.
    #[serde(default, deserialize_with = "optional_day")]
    pub on: Option<NaiveDate>,
}

/// Who is asked (民发〔2021〕57号 Art 17, 社会救助法 Art 41).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckSource {
    Registration,
    Tax,
    SocialInsurance,
    RealEstate,
    MarketEntities,
    HousingFund,
    Vehicles,
    Banks,
    Insurers,
    Securities,
    /// 非银行支付机构, since 2026-07-01.
    PaymentFirms,
}

/// Why the registers were asked; the case is that of the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckPurpose {
    Application,
    Objection,
    Complaint,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCheckRequest {
    pub note: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInformationCheck {
    #[serde(deserialize_with = "day")]
    pub on: NaiveDate,
    pub purpose: CheckPurpose,
    /// At least one.
    pub sources: Vec<CheckSource>,
    /// Numbers (`seq`) of the acts by which the relatives consented who were asked about, too.
    #[serde(default)]
    pub relatives: Vec<i32>,
    pub findings: String,
    pub conclusion: Conclusion,
}

/// 张榜公示: from today on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPosting {
    /// Where in the village it hangs.
    #[schema(example = "村务公开栏")]
    pub place: String,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewObjection {
    #[serde(deserialize_with = "day")]
    pub on: NaiveDate,
    /// What is objected; who did is not written down here.
    pub text: String,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    pub note: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewForward {
    pub note: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewExtension {
    /// One of the flow's special cases.
    #[schema(example = "separated")]
    pub ground: String,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintChannel {
    Hotline,
    Letter,
    Visit,
    Online,
    Other,
}

/// A complaint or report about the case; the informant is not named.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComplaint {
    #[serde(deserialize_with = "day")]
    pub on: NaiveDate,
    pub channel: ComplaintChannel,
    pub text: String,
}

/// How a decision reached the applicant (行政复议法实施条例 Art 23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServiceWay {
    /// By hand: signed for.
    InPerson,
    /// By hand: the signature was refused.
    SignatureRefused,
    /// The day of the signed receipt.
    Post,
    /// The day of arrival in the system the applicant named.
    Electronic,
    /// The day on which the term of the public notice ended.
    PublicNotice,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDelivery {
    /// The day that counts for this way.
    #[serde(deserialize_with = "day")]
    pub on: NaiveDate,
    pub way: ServiceWay,
    /// Who received it, where it was another than the applicant.
    pub received_by: Option<String>,
}

/// 事后补充说明: what the relief given at once was for (社会救助法 Art 50).
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewExplanation {
    /// The day on which it was looked into.
    #[serde(deserialize_with = "day")]
    pub on: NaiveDate,
    /// Who of the township looked.
    pub officer: UserId,
    /// What happened.
    pub findings: String,
    /// What the papers handed in afterwards are called.
    #[serde(default)]
    pub papers: Vec<String>,
}
