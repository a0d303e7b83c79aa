//! The remedy against an act, in the words of a letter and in its parts.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yangguang_domain::calendar::Calendar;
use yangguang_domain::law::{Cited, Register};
use yangguang_domain::policy::Text;
use yangguang_domain::remedy::{
    self, AFTER_REVIEW_DAYS, COURT_MONTHS, Deed, Matter, Order, REVIEW_DAYS, Told, court_until, review_until,
    reviewer,
};

use super::day;

/// What can be done against an act, before whom and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Remedy)]
pub struct RemedyView {
    #[schema(inline)]
    pub order: Order,
    /// Who reviews, e.g. 赣县区人民政府.
    pub reviewer: String,
    /// From the day it became known.
    pub review_days: u32,
    /// The same for the court; null where a review comes first.
    pub court_months: Option<u32>,
    /// For the court after a review.
    pub after_review_days: u32,
    /// The last days; null where it is not known when the paper was handed over.
    pub review_until: Option<NaiveDate>,
    pub court_until: Option<NaiveDate>,
    pub text: Text,
    /// In force on the day of the act, the highest rank first.
    pub basis: Vec<Cited>,
}

/// Nothing of it where an act has no remedy.
#[derive(Debug, Clone, Default)]
pub struct Redress {
    pub sentences: Vec<String>,
    pub view: Option<RemedyView>,
}

/// An act, and who knows of it.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    pub deed: Deed,
    pub matter: Matter,
    /// The county's name.
    pub county: &'a str,
    pub on: NaiveDate,
    /// The day it became known, where that is recorded.
    pub known_on: Option<NaiveDate>,
}

/// What a letter says of the remedy (行政复议法实施条例 25).
#[must_use]
pub fn redress(register: &Register, calendar: &Calendar, against: Against) -> Redress {
    let Against { deed, matter, county, on, known_on } = against;
    let Some(remedy) = remedy::remedy(deed, matter, on) else { return Redress::default() };
    let basis = register.in_force(&remedy.basis, on);
    let reviewer = reviewer(county);
    let text = words(deed, remedy.order, county, &reviewer);
    let mut sentences = vec![text.zh.clone()];
    let known = known_on.filter(|_| deed != Deed::Silent);
    let free = remedy.order == Order::Free;
    let review = known.map(|on| review_until(calendar, Told { content_on: on, remedy_on: Some(on) }));
    let court = known.filter(|_| free).map(|on| court_until(calendar, on));
    if let (Some(known), Some(review)) = (known, review) {
        let court = court.map(|until| format!("，提起行政诉讼的期限截至{}", day(until))).unwrap_or_default();
        let (known, review) = (day(known), day(review));
        sentences.push(format!("本文书于{known}送达，申请行政复议的期限截至{review}{court}。"));
    }
    let view = RemedyView {
        order: remedy.order,
        reviewer,
        review_days: REVIEW_DAYS,
        court_months: free.then_some(COURT_MONTHS),
        after_review_days: AFTER_REVIEW_DAYS,
        review_until: review,
        court_until: court,
        text,
        basis,
    };
    Redress { sentences, view: Some(view) }
}

fn words(deed: Deed, order: Order, county: &str, reviewer: &str) -> Text {
    let (zh, en) = match (deed, order) {
        (Deed::Silent, Order::ReviewFirst) => (
            format!(
                "超过法定办理期限（没有法定期限的，自收到申请满{REVIEW_DAYS}日）仍未受理、未答复或者未依法给付的，可以自期限届满之日起{REVIEW_DAYS}日内先向{reviewer}申请行政复议；对行政复议决定不服的，可以自收到复议决定书之日起{AFTER_REVIEW_DAYS}日内向人民法院提起行政诉讼。"
            ),
            format!(
                "Where nothing is accepted, answered or paid within the limit of the law (without one, within {REVIEW_DAYS} days of the application), you may within {REVIEW_DAYS} days of its end apply for administrative review to the People's Government of {county} first, and within {AFTER_REVIEW_DAYS} days of its decision go to court."
            ),
        ),
        (Deed::Silent, Order::Free) => (
            format!(
                "超过法定办理期限仍未答复的，可以自期限届满之日起{REVIEW_DAYS}日内向{reviewer}申请行政复议，也可以自期限届满之日起{COURT_MONTHS}个月内向人民法院提起行政诉讼。"
            ),
            format!(
                "Where nothing is answered within the limit, you may within {REVIEW_DAYS} days of its end apply for administrative review to the People's Government of {county}, or within {COURT_MONTHS} months go to court."
            ),
        ),
        (_, Order::ReviewFirst) => (
            format!(
                "对本决定不服的，应当自收到之日起{REVIEW_DAYS}日内先向{reviewer}申请行政复议；对行政复议决定不服的，可以自收到复议决定书之日起{AFTER_REVIEW_DAYS}日内向人民法院提起行政诉讼。"
            ),
            format!(
                "Against this decision you apply within {REVIEW_DAYS} days of receiving it for administrative review to the People's Government of {county} first, and may within {AFTER_REVIEW_DAYS} days of the review's decision go to court."
            ),
        ),
        (_, Order::Free) => (
            format!(
                "对本决定不服的，可以自收到之日起{REVIEW_DAYS}日内向{reviewer}申请行政复议，也可以自收到之日起{COURT_MONTHS}个月内直接向人民法院提起行政诉讼。"
            ),
            format!(
                "Against this decision you may within {REVIEW_DAYS} days of receiving it apply for administrative review to the People's Government of {county}, or within {COURT_MONTHS} months go to court directly."
            ),
        ),
    };
    Text { zh, en }
}
