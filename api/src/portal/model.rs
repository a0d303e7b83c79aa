use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::policy::Text;

use crate::letters::RemedyView;

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgressQuery {
    #[schema(example = "360704-YL-20261122-0001-B")]
    pub case_no: String,
    /// The last four characters of the applicant's citizen id.
    #[schema(example = "0121")]
    pub id_tail: String,
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VillageQuery {
    /// A village or community, 12 digits.
    pub division: String,
}

/// How far a case has come. Nothing of the person and nothing of the sum.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Progress)]
pub struct ProgressView {
    pub state: Text,
    pub promised_on: Option<NaiveDate>,
    /// The promised date may still change with the holiday notice of the next year.
    pub provisional: bool,
    /// Papers that are missing.
    pub missing: Vec<Text>,
    /// What can be done against how it ended, or while it is open against silence past the limit;
    /// null where it was withdrawn.
    pub remedy: Option<RemedyView>,
}
