//! Until when, from what happened.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{COURT_MONTHS, REVIEW_DAYS};
use crate::calendar::Calendar;

/// How an act was made known, and the day from which its periods run (行政复议法实施条例 23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LetterServiceWay)]
pub enum Service {
    /// 直接送达: the day of the signature.
    InPerson,
    /// 直接送达: the day on which the signature was refused.
    SignatureRefused,
    /// 邮寄: the day signed for with the post.
    Post,
    /// 电子: the day it reached the system the person named.
    Electronic,
    /// 公告: the day on which the term of the notice ends.
    PublicNotice,
}

impl Service {
    pub const ALL: [Service; 5] = [
        Service::InPerson,
        Service::SignatureRefused,
        Service::Post,
        Service::Electronic,
        Service::PublicNotice,
    ];

    /// The stable name, as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Service::InPerson => "in_person",
            Service::SignatureRefused => "signature_refused",
            Service::Post => "post",
            Service::Electronic => "electronic",
            Service::PublicNotice => "public_notice",
        }
    }

    /// The way of that stable name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Service> {
        Service::ALL.into_iter().find(|way| way.as_str() == name)
    }
}

/// What somebody knows of an act, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Its content: the day of its service, see [`Service`].
    pub content_on: NaiveDate,
    /// The right to a review, its organ and its period; none while they were not told.
    pub remedy_on: Option<NaiveDate>,
}

/// The last day of the application for review: 60 days after the remedy was told, at most a year
/// after the content became known (行政复议法 20); a last day off runs on to the next working day
/// (行政复议法 88 with 民事诉讼法 85), the year does not.
#[must_use]
pub fn review_until(calendar: &Calendar, told: Told) -> NaiveDate {
    let longest = told.content_on.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
    let Some(remedy_on) = told.remedy_on else { return longest };
    let from = remedy_on.max(told.content_on);
    let last = worked(calendar, from.checked_add_days(Days::new(REVIEW_DAYS.into())));
    if from == told.content_on { last } else { last.min(longest) }
}

/// The last day of the action that is brought at once: six months after the act became known
/// (行政诉讼法 46); a last day off runs on.
#[must_use]
pub fn court_until(calendar: &Calendar, content_on: NaiveDate) -> NaiveDate {
    worked(calendar, content_on.checked_add_months(Months::new(COURT_MONTHS)))
}

/// The day from which the review of silence can be asked for: the end of the limit, and without
/// one the 60th day after the application was received (行政复议法实施条例 24).
#[must_use]
pub fn silent_since(received_on: NaiveDate, limit_until: Option<NaiveDate>) -> NaiveDate {
    let without = || received_on.checked_add_days(Days::new(REVIEW_DAYS.into())).unwrap_or(NaiveDate::MAX);
    limit_until.unwrap_or_else(without)
}

fn worked(calendar: &Calendar, last: Option<NaiveDate>) -> NaiveDate {
    let mut day = last.unwrap_or(NaiveDate::MAX);
    while !calendar.is_working(day) {
        let Some(next) = day.succ_opt() else { return day };
        day = next;
    }
    day
}
