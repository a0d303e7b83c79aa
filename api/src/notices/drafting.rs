//! The quarter's decisions become drafts, village by village.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde_json::json;
use yangguang_domain::disclosure::{Field, Whitelist, made_known, scan_with};
use yangguang_domain::policy::Source;

use super::model::{NewNotices, NoticesDrafted};
use super::ops::area;
use super::store::{self, Approved, NoticeRow};
use super::views::views;
use crate::app::Tx;
use crate::audit::{Entry, Traced};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::reply::Reply;
use crate::ids::NoticeId;

const ADULT: u32 = 18;

/// The first and last day of `2026-Q3`.
fn quarter_days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (year, quarter) = text.split_once("-Q")?;
    let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
    let first = NaiveDate::from_ymd_opt(year.parse().ok()?, quarter * 3 - 2, 1)?;
    let last = first.checked_add_months(chrono::Months::new(3))?.pred_opt()?;
    (text.len() == 7).then_some((first, last))
}

/// Puts the quarter's decisions that no notice holds into the open draft of each village,
/// or into a new part where there is none. Minors are left out.
///
/// # Errors
/// `quarter_format`, `nothing_publishable`, `personal_data_found`, `notice_empty`.
pub fn draft(tx: &mut Tx, new: &NewNotices) -> Outcome<Traced<Reply>> {
    let today = tx.now.today();
    let days = quarter_days(&new.quarter).filter(|(first, _)| *first <= today);
    let mut checks = Checks::new();
    checks.check(days.is_some(), "/quarter", "quarter_format");
    let list =
        made_known(&new.item_code).filter(|list| list.allows(Field::Name) && list.allows(Field::Amount));
    checks.check(list.is_some(), "/item_code", "nothing_publishable");
    checks.done()?;
    let days = days.ok_or_else(|| Failure::no("quarter_format"))?;
    let (low, high) = area(tx.actor, new.township.as_ref())?;
    let county = tx.actor.county().to_owned();
    let found = store::approved(tx.conn, &county, &new.item_code, days, (&low, &high))?;
    let (grown, minors): (Vec<Approved>, Vec<Approved>) =
        found.into_iter().partition(|case| today.years_since(case.birth_on).unwrap_or_default() >= ADULT);
    if grown.iter().any(|case| !scan_with(&case.name, tx.app.landlines).is_empty()) {
        return Err(Failure::no("personal_data_found"));
    }
    let mut villages: BTreeMap<String, Vec<Approved>> = BTreeMap::new();
    for case in grown {
        villages.entry(case.division.clone()).or_default().push(case);
    }
    if villages.is_empty() {
        return Err(Failure::no("notice_empty"));
    }
    let mut known = Known::of(tx, new)?;
    let mut drafted = Vec::new();
    for (village, cases) in villages {
        let (row, last) = match known.drafts.remove(&village) {
            Some((mut row, last)) => {
                store::update(tx.conn, &mut row, tx.now)?;
                (row, last)
            }
            None => (insert(tx, new, &village, known.parts.get(&village).copied())?, 0),
        };
        for (place, case) in (last + 1..).zip(&cases) {
            let size = household_size(tx, list.as_ref(), case)?;
            store::insert_entry(tx.conn, &row, place, case, size, tx.now)?;
        }
        drafted.push(row);
    }
    let withheld = store::withheld(tx.conn, &county, &new.item_code, &new.quarter, (&low, &high))?;
    let entry = Entry::new("notice.drafted", "notice", &new.quarter)
        .at(&low)
        .with(json!({ "quarter": new.quarter, "villages": drafted.len() }));
    let items = views(&mut tx.view(), drafted)?;
    let view = NoticesDrafted { items, minors: i64::try_from(minors.len()).unwrap_or_default(), withheld };
    Ok(Traced::new(Reply::created(format!("/api/v1/notices?quarter={}", new.quarter), &view)?, entry))
}

/// How many the household had when it was decided on, where that is made known.
fn household_size(tx: &Tx, list: Option<&Whitelist>, case: &Approved) -> Outcome<Option<i32>> {
    if !list.is_some_and(|list| list.allows(Field::HouseholdSize)) {
        return Ok(None);
    }
    let policy = tx.app.rules.policies().at(&case.policy_code, &case.county, case.received_on)?;
    let mut inputs = policy.rule.document().inputs.iter();
    let Some(input) = inputs.find(|input| input.source == Source::HouseholdSize) else { return Ok(None) };
    let facts: serde_json::Value = case.facts.read()?;
    Ok(facts[&input.name].as_i64().and_then(|size| i32::try_from(size).ok()))
}

/// What the villages have of the quarter already.
struct Known {
    /// The open draft of a village and the place of its last line.
    drafts: HashMap<String, (NoticeRow, i32)>,
    /// A village's last part.
    parts: HashMap<String, i32>,
}

impl Known {
    fn of(tx: &mut Tx, new: &NewNotices) -> Outcome<Known> {
        let county = tx.actor.county().to_owned();
        let rows = store::of_quarter(tx.conn, &county, &new.item_code, &new.quarter)?;
        let parts = rows.iter().map(|row| (row.division.clone(), row.part)).collect();
        let open: Vec<NoticeRow> = rows.into_iter().filter(|row| row.state == "draft").collect();
        let ids: Vec<NoticeId> = open.iter().map(|row| row.id).collect();
        let lasts: HashMap<NoticeId, i32> = store::lines(tx.conn, &county, &ids)?
            .into_iter()
            .map(|line| (line.notice_id, line.position))
            .collect();
        let last = |row: &NoticeRow| lasts.get(&row.id).copied().unwrap_or_default();
        let drafts = open.into_iter().map(|row| (row.division.clone(), (last(&row), row)));
        Ok(Known { drafts: drafts.map(|(village, (last, row))| (village, (row, last))).collect(), parts })
    }
}

fn insert(tx: &mut Tx, new: &NewNotices, village: &str, before: Option<i32>) -> Outcome<NoticeRow> {
    let row = NoticeRow {
        county: tx.actor.county().to_owned(),
        id: NoticeId::new(tx.now),
        division: village.to_owned(),
        item_code: new.item_code.clone(),
        quarter: new.quarter.clone(),
        state: "draft".to_owned(),
        published_on: None,
        end_on: None,
        prepared_by: None,
        signed_by: None,
        returned_reason: None,
        withdrawn_reason: None,
        version: 1,
        created_at: tx.now.stamp(),
        updated_at: tx.now.stamp(),
        part: before.unwrap_or_default() + 1,
    };
    store::insert(tx.conn, &row)?;
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_three_months_and_nothing_else_is_one() {
        let days = |text: &str| quarter_days(text).map(|(a, b)| (a.to_string(), b.to_string()));
        assert_eq!(days("2026-Q1"), Some(("2026-01-01".to_owned(), "2026-03-31".to_owned())));
        assert_eq!(days("2026-Q4"), Some(("2026-10-01".to_owned(), "2026-12-31".to_owned())));
        for bad in ["2026-Q0", "2026-Q5", "2026Q1", "26-Q1", "2026-Q01", ""] {
            assert_eq!(days(bad), None, "{bad}");
        }
    }
}
