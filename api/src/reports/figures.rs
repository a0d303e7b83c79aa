//! The figures of a month, each defined once: for the report, the rows behind it, the
//! workbench, and whoever asks what a figure means.

use serde::Serialize;
use utoipa::ToSchema;
use yangguang_domain::entitlement::Sums;
use yangguang_domain::policy::Text;

use super::store::{self, Area};
use crate::app::View;
use crate::failure::Outcome;

/// A question the monthly report asks of the cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Received,
    Accepted,
    SupplementNotices,
    NotAccepted,
    Closed,
    Approved,
    Refused,
    OnTime,
}

impl Figure {
    pub const ALL: [Figure; 8] = [
        Figure::Received,
        Figure::Accepted,
        Figure::SupplementNotices,
        Figure::NotAccepted,
        Figure::Closed,
        Figure::Approved,
        Figure::Refused,
        Figure::OnTime,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Figure::Received => "received",
            Figure::Accepted => "accepted",
            Figure::SupplementNotices => "supplement_notices",
            Figure::NotAccepted => "not_accepted",
            Figure::Closed => "closed",
            Figure::Approved => "approved",
            Figure::Refused => "refused",
            Figure::OnTime => "on_time",
        }
    }

    pub fn parse(text: &str) -> Option<Figure> {
        Figure::ALL.into_iter().find(|figure| figure.as_str() == text)
    }
}

/// What a figure is called and what it counts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureMeaning {
    /// Name of the member that holds it.
    #[schema(example = "closed")]
    pub code: String,
    pub label: Text,
    pub meaning: Text,
}

/// Code, name and meaning in Chinese and in English.
type Told = (&'static str, [&'static str; 2], [&'static str; 2]);

const MEANINGS: &[Told] = &[
    (
        "received",
        ["收件", "Received"],
        ["当月收件登记的办件，不论后来结果如何。", "Cases received in the month, whatever became of them."],
    ),
    (
        "accepted",
        ["受理", "Accepted"],
        ["当月受理的办件，不论何时收件。", "Cases accepted in the month, whenever they were received."],
    ),
    (
        "supplement_notices",
        ["一次性告知", "Supplement notices"],
        ["当月发出一次性补正告知的办件。", "Cases whose one-time supplement notice was given in the month."],
    ),
    (
        "not_accepted",
        ["不予受理", "Not accepted"],
        ["当月决定不予受理的办件，不计入办结。", "Cases declined in the month; not counted as closed."],
    ),
    (
        "closed",
        ["办结", "Closed"],
        [
            "当月作出批准或不予批准决定的办件；不予受理和申请人撤回的不计入。",
            "Cases approved or refused in the month; what was not accepted or withdrawn is not counted.",
        ],
    ),
    ("approved", ["批准", "Approved"], ["当月批准的办件。", "Cases approved in the month."]),
    ("refused", ["不予批准", "Refused"], ["当月不予批准的办件。", "Cases refused in the month."]),
    (
        "on_time",
        ["按期办结", "On time"],
        [
            "当月办结的办件中，未超过承诺期限的。",
            "Of the cases closed in the month, those within their limit.",
        ],
    ),
    ("on_time_permille", ["按期率", "On-time share"], ["按期办结 ÷ 办结。", "On time divided by closed."]),
    (
        "average_working_days_x10",
        ["平均工作日", "Average working days"],
        [
            "当月办结的办件从受理到办结所用工作日的平均数。",
            "Working days from acceptance to close, averaged over the cases closed in the month.",
        ],
    ),
    (
        "amount_fen",
        ["批准（一次性）", "Approved, once"],
        ["当月批准的一次性金额之和。", "Sum approved in the month that is paid once."],
    ),
    (
        "monthly_fen",
        ["批准（每月）", "Approved, a month"],
        ["当月批准的每月金额之和。", "Sum approved in the month that is paid every month."],
    ),
    (
        "yearly_fen",
        ["批准（每年）", "Approved, a year"],
        ["当月批准的每年金额之和。", "Sum approved in the month that is paid every year."],
    ),
];

/// What each figure of the report means, in the order of its columns.
pub fn meanings() -> Vec<FigureMeaning> {
    let text = |[zh, en]: [&str; 2]| Text { zh: zh.to_owned(), en: en.to_owned() };
    MEANINGS
        .iter()
        .map(|(code, label, meaning)| FigureMeaning {
            code: (*code).to_owned(),
            label: text(*label),
            meaning: text(*meaning),
        })
        .collect()
}

/// What a month brought in the reader's own area.
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnMonth {
    pub received: i64,
    pub closed: i64,
    pub approved: Sums,
}

/// The same figures as the monthly report's, asked the same way, of all that the reader sees.
///
/// # Errors
/// `bad_query` unless the month is `YYYY-MM`.
pub fn own_month(view: &mut View, month: &str) -> Outcome<OwnMonth> {
    let area = Area::new(view, month, None, (view.actor.scope.low(), view.actor.scope.high()))?;
    let mut own = OwnMonth {
        received: store::count(view.conn, Figure::Received, &area)?,
        closed: store::count(view.conn, Figure::Closed, &area)?,
        approved: Sums::default(),
    };
    for (_, _, item, _, fen) in store::approved(view.conn, &area)? {
        *own.approved.of(view.app.rules.period(&item, area.last)) += fen;
    }
    Ok(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_that_is_counted_says_what_it_counts() {
        for figure in Figure::ALL {
            assert!(MEANINGS.iter().any(|(code, ..)| *code == figure.as_str()), "{}", figure.as_str());
        }
    }
}
