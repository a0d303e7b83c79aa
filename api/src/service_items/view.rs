//! The item as citizens and clerks read it: the guide, with what the policy asks and
//! the stages the flow has today.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yangguang_domain::clock::Limit;
use yangguang_domain::entitlement::recurs;
use yangguang_domain::law::{Cited, Register};
use yangguang_domain::policy::{Input, PolicyDocument, Text};
use yangguang_domain::workflow::{Clock, FlowDocument, Ground};

use super::model::{Item, Material};

/// The clock of the whole of a case.
const WHOLE: &str = "handling";
/// The act that records it.
const CONSENT: &str = "consent";

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ServiceItem)]
pub struct ItemView {
    #[schema(example = "medical-assistance")]
    pub code: String,
    pub title: Text,
    /// instant | promised | joint (即办件、承诺件、联办件)
    pub kind: String,
    pub guide: GuideView,
    pub promised_limit: Limit,
    /// What the law allows for the whole; none where it sets no limit.
    pub statutory_limit: Option<Limit>,
    /// Every limit of the law on the way, with what it rests on.
    pub limits: Vec<LimitView>,
    /// What it rests on today, the highest rank first.
    pub basis: Vec<Cited>,
    pub materials: Vec<MaterialView>,
    pub policy_code: String,
    pub flow_code: String,
    /// Applied for to the township where it happened, wherever the applicant is registered.
    pub accepted_where_it_happened: bool,
    /// The applicant consents to the check of means (社会救助法 Art 40); not where none is made.
    pub consents: bool,
    /// What is decided goes on being paid, month by month or year by year.
    pub recurring: bool,
    /// What is asked of the case.
    pub inputs: Vec<Input>,
    /// What the case goes through.
    pub stages: Vec<StageView>,
}

/// A limit that the law sets.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ServiceItemLimit)]
pub struct LimitView {
    /// The clock of the flow.
    pub code: String,
    pub label: Text,
    pub limit: Limit,
    /// How long it may become in the special cases, where the law says so.
    pub extended_limit: Option<Limit>,
    /// Those special cases.
    pub grounds: Vec<Ground>,
    pub basis: Vec<Cited>,
}

/// The elements of a published guide (办事指南); empty where the item says nothing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Guide)]
pub struct GuideView {
    pub basis: Text,
    pub authority: Text,
    pub audience: Text,
    pub conditions: Text,
    pub process: Text,
    pub place: Text,
    pub hours: Text,
    pub phone: Text,
    pub fee: Text,
    pub result: Text,
    pub faq: Text,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MaterialSpec)]
pub struct MaterialView {
    pub code: String,
    pub name: Text,
    pub original: bool,
    pub copies: u8,
    /// Where the applicant gets it.
    pub source: Text,
    pub required: bool,
    /// CEL over the facts, where it is required for some only.
    #[schema(example = "category in [\"subsistence_ill\"]")]
    pub required_when: Option<String>,
    pub sample: Option<Text>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Stage)]
pub struct StageView {
    pub code: String,
    pub label: Text,
    /// Nothing can be done any more.
    pub closed: bool,
}

impl ItemView {
    /// As it stands on a day.
    pub fn new(
        item: &Item,
        policy: &PolicyDocument,
        flow: &FlowDocument,
        laws: &Register,
        on: NaiveDate,
    ) -> ItemView {
        let basis = laws.in_force(&item.basis, on);
        let whole = flow.clocks.iter().find(|clock| clock.code == WHOLE);
        ItemView {
            code: item.code.clone(),
            title: item.title.clone(),
            kind: item.kind.clone(),
            guide: GuideView::new(item, &basis),
            promised_limit: item.promised_limit,
            statutory_limit: whole.and_then(|clock| clock.statutory_limit),
            limits: flow.clocks.iter().filter_map(|clock| LimitView::of(clock, laws, on)).collect(),
            basis,
            materials: item.materials.iter().map(MaterialView::new).collect(),
            policy_code: item.policy_code.clone(),
            flow_code: item.flow_code.clone(),
            accepted_where_it_happened: item.accepted_where_it_happened,
            consents: flow.acts.iter().any(|act| act.code == CONSENT),
            recurring: recurs(policy),
            inputs: policy.inputs.clone(),
            stages: flow
                .stages
                .iter()
                .map(|stage| StageView {
                    code: stage.code.clone(),
                    label: stage.label.clone(),
                    closed: stage.closed,
                })
                .collect(),
        }
    }
}

impl LimitView {
    fn of(clock: &Clock, laws: &Register, on: NaiveDate) -> Option<LimitView> {
        let extension = clock.extension.as_ref();
        Some(LimitView {
            code: clock.code.clone(),
            label: clock.label.clone(),
            limit: clock.statutory_limit?,
            extended_limit: extension.map(|extension| extension.limit),
            grounds: extension.map(|extension| extension.grounds.clone()).unwrap_or_default(),
            basis: laws.in_force(&clock.basis, on),
        })
    }
}

/// The laws by name, as the guide's element 设定依据 has them.
fn named(basis: &[Cited]) -> Text {
    let zh: Vec<&str> = basis.iter().map(|cited| cited.text.zh.as_str()).collect();
    let en: Vec<&str> = basis.iter().map(|cited| cited.text.en.as_str()).collect();
    match basis.is_empty() {
        true => Text { zh: String::new(), en: String::new() },
        false => Text { zh: format!("{}。", zh.join("；")), en: format!("{}.", en.join("; ")) },
    }
}

impl GuideView {
    fn new(item: &Item, basis: &[Cited]) -> GuideView {
        let text = |code: &str| {
            let found = item.guide.iter().find(|element| element.code == code);
            found
                .map_or_else(|| Text { zh: String::new(), en: String::new() }, |element| element.text.clone())
        };
        GuideView {
            basis: named(basis),
            authority: text("authority"),
            audience: text("audience"),
            conditions: text("conditions"),
            process: text("process"),
            place: text("place"),
            hours: text("hours"),
            phone: text("phone"),
            fee: text("fee"),
            result: text("result"),
            faq: text("faq"),
        }
    }
}

impl MaterialView {
    fn new(material: &Material) -> MaterialView {
        let listed = material.required_for.as_ref().filter(|codes| !material.required && !codes.is_empty());
        MaterialView {
            code: material.code.clone(),
            name: material.name.clone(),
            original: material.original,
            copies: material.copies,
            source: material.source.clone(),
            required: material.required,
            // Codes hold letters and underscores only, so JSON's quotes are CEL's.
            required_when: listed.map(|codes| format!("category in {}", serde_json::json!(codes))),
            sample: None,
        }
    }
}
