//! 救济: what can be done against an act, in which order, before whom and until when.

mod period;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::law::Citation;

pub use period::{Service, Told, court_until, review_until, silent_since};

/// Days of the application for review, from the day the act became known (行政复议法 20).
pub const REVIEW_DAYS: u32 = 60;
/// Months of the action, where it may be brought at once (行政诉讼法 46).
pub const COURT_MONTHS: u32 = 6;
/// Days of the action after a review (行政诉讼法 45, 行政复议法 34).
pub const AFTER_REVIEW_DAYS: u32 = 15;

/// What was done, or left undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// 给予
    Approved,
    /// 决定不予
    Refused,
    /// 不予受理
    NotAccepted,
    /// 调减, 终止
    Lowered,
    /// The limit is over and nothing was answered or paid.
    Silent,
    /// 不予公开, by the article of 政府信息公开条例 it rests on.
    DisclosureRefused { article: u8 },
    /// 过程性行为: notices of what is missing, checks, opinions, preliminary notices.
    Internal,
    /// 行政指导
    Guidance,
}

/// What the act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    SocialAssistance,
    /// Pensions and allowances.
    OtherBenefit,
    Disclosure,
}

/// Which of the two ways comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RemedyOrder)]
pub enum Order {
    /// Review or court, as one likes; after a review still the court (行政诉讼法 44).
    Free,
    /// 复议前置: the court only after a review (行政复议法 23).
    ReviewFirst,
}

/// What can be done against an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    pub order: Order,
    /// All that it rests on through the years; those in force on the day are shown.
    pub basis: Vec<Citation>,
}

/// The remedies against an act of a day; none against steps on the way to an act and advice,
/// which are not reviewed (行政复议法实施条例 36).
#[must_use]
pub fn remedy(deed: Deed, matter: Matter, on: NaiveDate) -> Option<Remedy> {
    // The text of 2023 brought review first for what is not done and not disclosed.
    let renewed = NaiveDate::from_ymd_opt(2024, 1, 1).is_some_and(|renewed| renewed <= on);
    let order = match deed {
        Deed::Internal | Deed::Guidance => return None,
        // Who is told no, or given less, was answered (实施条例 30, second paragraph).
        Deed::Approved | Deed::Refused | Deed::NotAccepted | Deed::Lowered => Order::Free,
        Deed::Silent => first(renewed),
        // What does not exist, was asked before or is not this office's is not "not disclosed".
        Deed::DisclosureRefused { article } => first(renewed && (14..=16).contains(&article)),
    };
    let law = |law, article| Citation::of(law, article);
    let mut basis = match matter {
        Matter::SocialAssistance => {
            vec![law("social-assistance-law", "76"), law("social-assistance-interim", "65")]
        }
        Matter::OtherBenefit => Vec::new(),
        Matter::Disclosure => vec![law("disclosure-regulations", "51")],
    };
    basis.extend([law("reconsideration-law", "20"), law("reconsideration-law", "24")]);
    match (order, deed) {
        (Order::ReviewFirst, Deed::Silent) => {
            let silent = [law("reconsideration-rules-2026", "24"), law("reconsideration-rules-2026", "30")];
            basis.push(law("reconsideration-law", "23"));
            basis.extend(silent);
        }
        (Order::ReviewFirst, _) => {
            basis.extend([law("reconsideration-law", "23"), law("reconsideration-rules-2026", "31")]);
        }
        (Order::Free, _) => basis.push(law("litigation-law", "46")),
    }
    basis.extend([law("reconsideration-rules-2026", "23"), law("reconsideration-rules-2026", "25")]);
    Some(Remedy { order, basis })
}

fn first(review: bool) -> Order {
    if review { Order::ReviewFirst } else { Order::Free }
}

/// Who reviews: the county's government, for its bureaus, its townships and the offices it has
/// sent out alike (行政复议法 24).
#[must_use]
pub fn reviewer(county: &str) -> String {
    format!("{county}人民政府")
}

#[cfg(test)]
mod tests;
