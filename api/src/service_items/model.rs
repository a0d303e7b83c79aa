use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yangguang_domain::clock::Limit;
use yangguang_domain::law::Citation;
use yangguang_domain::policy::Text;

/// The document of one service item.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub code: String,
    pub version: i32,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    /// Two letters in the case number.
    pub short: String,
    pub title: Text,
    /// instant | promised | joint (即办件、承诺件、联办件)
    pub kind: String,
    /// National type code, 05 = 给付 (GB/T 39554).
    pub item_type: String,
    pub scheme: String,
    pub policy_code: String,
    pub flow_code: String,
    /// Applied for to the township where it happened, wherever the applicant is registered
    /// (社会救助法 Art 37).
    #[serde(default)]
    pub accepted_where_it_happened: bool,
    /// 设定依据: all it has rested on through its days; those in force on a day are shown.
    pub basis: Vec<Citation>,
    /// 承诺时限; the law's own limits are those of the flow's clocks.
    pub promised_limit: Limit,
    /// The elements of the published guide (办事指南), in their order.
    pub guide: Vec<GuideElement>,
    pub materials: Vec<Material>,
    pub notice: NoticeRule,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuideElement {
    pub code: String,
    pub label: Text,
    pub text: Text,
}

/// A paper the applicant brings.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Material {
    pub code: String,
    pub name: Text,
    pub original: bool,
    pub copies: u8,
    /// Where the applicant gets it.
    pub source: Text,
    pub required: bool,
    /// Required for these categories only, where `required` is false.
    pub required_for: Option<Vec<String>>,
}

impl Material {
    /// Whether an applicant of `category` must bring it.
    pub fn required_of(&self, category: Option<&str>) -> bool {
        let listed =
            |codes: &Vec<String>| category.is_some_and(|category| codes.iter().any(|code| code == category));
        self.required || self.required_for.as_ref().is_some_and(listed)
    }
}

/// What may be published of a decided case, and for how long (privacy: a whitelist).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRule {
    /// quarter
    pub every: String,
    pub term_days: u32,
    pub fields: Vec<String>,
}
