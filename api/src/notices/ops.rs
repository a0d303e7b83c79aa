use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use serde_json::json;
use yangguang_domain::disclosure::{Field, scan, whitelist};

use super::model::{
    NewNotices, NoticeFilter, NoticeSignature, NoticeSubmission, NoticeView, NoticeWithdrawal,
    NoticesDrafted, PublicNotice, PublicNoticeFilter, PublicNoticeRow, SignOutcome,
};
use super::store::{self, Approved, NoticeRow};
use super::views::{content_hash, entries_of, public, public_rows, state_on, views};
use crate::app::{Tx, View};
use crate::audit::{Entry, Traced};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::cursor::{self, Page};
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;
use crate::ids::NoticeId;

/// The stage under which the whitelist holds what a village board may show.
const STAGE: &str = "quarterly";
const ADULT: u32 = 18;

/// The first and last day of `2026-Q3`.
fn quarter_days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (year, quarter) = text.split_once("-Q")?;
    let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
    let first = NaiveDate::from_ymd_opt(year.parse().ok()?, quarter * 3 - 2, 1)?;
    let last = first.checked_add_months(chrono::Months::new(3))?.pred_opt()?;
    (text.len() == 7).then_some((first, last))
}

/// Puts the quarter's decisions into a draft for each village. Minors are left out.
///
/// # Errors
/// `quarter_format`, `nothing_publishable`, `personal_data_found`, `notice_empty`.
pub fn draft(tx: &mut Tx, new: &NewNotices) -> Outcome<Traced<Reply>> {
    let today = tx.now.today();
    let days = quarter_days(&new.quarter).filter(|(first, _)| *first <= today);
    let mut checks = Checks::new();
    checks.check(days.is_some(), "/quarter", "quarter_format");
    let publishable = whitelist(&new.item_code, STAGE)
        .is_some_and(|list| list.allows(Field::Name) && list.allows(Field::Amount));
    checks.check(publishable, "/item_code", "nothing_publishable");
    checks.done()?;
    let days = days.ok_or_else(|| Failure::no("quarter_format"))?;
    let (low, high) = area(tx.actor, new.township.as_ref())?;
    let county = tx.actor.county().to_owned();
    let found = store::approved(tx.conn, &county, &new.item_code, days, (&low, &high))?;
    let (grown, minors): (Vec<Approved>, Vec<Approved>) =
        found.into_iter().partition(|case| today.years_since(case.birth_on).unwrap_or_default() >= ADULT);
    if grown.iter().any(|case| !scan(&case.name).is_empty()) {
        return Err(Failure::no("personal_data_found"));
    }
    let mut villages: BTreeMap<String, Vec<Approved>> = BTreeMap::new();
    for case in grown {
        villages.entry(case.division.clone()).or_default().push(case);
    }
    let mut known: HashMap<String, NoticeRow> =
        store::of_quarter(tx.conn, &county, &new.item_code, &new.quarter)?
            .into_iter()
            .map(|row| (row.division.clone(), row))
            .collect();
    let ids: Vec<NoticeId> = known.values().map(|row| row.id).collect();
    let mut lines: HashMap<NoticeId, i32> = HashMap::new();
    for (notice, _, _) in store::entries(tx.conn, &county, &ids)? {
        *lines.entry(notice).or_default() += 1;
    }
    let (mut drafted, mut skipped) = (Vec::new(), 0);
    for (village, cases) in villages {
        let row = match known.remove(&village) {
            Some(row) if row.state != "draft" => {
                skipped += 1;
                continue;
            }
            Some(mut row) => {
                store::update(tx.conn, &mut row, tx.now)?;
                row
            }
            None => insert(tx, new, &village)?,
        };
        let there = lines.get(&row.id).copied().unwrap_or_default();
        for (place, case) in (there + 1..).zip(&cases) {
            store::insert_entry(tx.conn, &row, place, case, tx.now)?;
        }
        drafted.push(row);
    }
    if drafted.is_empty() && skipped == 0 {
        return Err(Failure::no("notice_empty"));
    }
    let entry = Entry::new("notice.drafted", "notice", &new.quarter)
        .at(&low)
        .with(json!({ "quarter": new.quarter, "villages": drafted.len(), "skipped": skipped }));
    let items = views(&mut tx.view(), drafted)?;
    let withheld = i64::try_from(minors.len()).unwrap_or_default();
    let view = NoticesDrafted { items, skipped, withheld };
    Ok(Traced::new(Reply::created(format!("/api/v1/notices?quarter={}", new.quarter), &view)?, entry))
}

fn insert(tx: &mut Tx, new: &NewNotices, village: &str) -> Outcome<NoticeRow> {
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
    };
    store::insert(tx.conn, &row)?;
    Ok(row)
}

/// The divisions of the actor's area, or of one township in it.
fn area(actor: &crate::actor::Actor, division: Option<&String>) -> Outcome<(String, String)> {
    match division {
        None => Ok((actor.scope.low(), actor.scope.high())),
        Some(code) => {
            actor.sees(code)?;
            Ok(range(code))
        }
    }
}

/// A division and all below it, by the zeros of its code.
fn range(code: &str) -> (String, String) {
    let digits = [2, 4, 6, 9, 12]
        .into_iter()
        .find(|digits| code.get(*digits..).is_some_and(|rest| rest.bytes().all(|byte| byte == b'0')))
        .unwrap_or(12);
    let prefix = code.get(..digits).unwrap_or(code);
    (format!("{prefix:0<12}"), format!("{prefix:9<12}"))
}

pub fn list(view: &mut View, filter: &NoticeFilter) -> Outcome<Page<NoticeView>> {
    let limit = cursor::limit(filter.limit)?;
    let after = cursor::decode(filter.cursor.as_ref())?;
    let bounds = area(view.actor, filter.division.as_ref())?;
    let today = view.now.today();
    let rows = store::list(view.conn, view.actor, filter, bounds, today, after, limit + 1)?;
    let page = Page::of(rows, limit, |row| row.id, |row| row);
    Ok(Page { items: views(view, page.items)?, next_cursor: page.next_cursor })
}

pub fn find(view: &mut View, id: NoticeId) -> Outcome<NoticeView> {
    let row = store::find(view.conn, view.actor, id)?;
    views(view, vec![row])?.pop().ok_or_else(Failure::not_found)
}

/// Exactly what a citizen would read.
pub fn preview(view: &mut View, id: NoticeId) -> Outcome<PublicNotice> {
    let row = store::find(view.conn, view.actor, id)?;
    public(view, row)
}

/// Hands the previewed notice to the secrecy reviewer.
///
/// # Errors
/// `notice_state`, `notice_changed`, `end_on_range`, `stale_version`.
pub fn submit(tx: &mut Tx, id: NoticeId, version: IfMatch, new: &NoticeSubmission) -> Outcome<Traced<Reply>> {
    let mut row = store::find(tx.conn, tx.actor, id)?;
    version.holds(row.version)?;
    expect_state(&row, "draft")?;
    let today = tx.now.today();
    let mut checks = Checks::new();
    let latest = today.checked_add_days(Days::new(366)).unwrap_or(today);
    checks.check(today < new.end_on && new.end_on <= latest, "/end_on", "end_on_range");
    checks.done()?;
    same_content(tx, &row, &new.content_sha256)?;
    row.state = "submitted".to_owned();
    row.end_on = Some(new.end_on);
    row.prepared_by = Some(tx.actor.user_id()?);
    row.returned_reason = None;
    answer(tx, row, "notice.submitted")
}

/// The second person signs what was previewed, and it is on the board at once; or
/// returns it with a reason.
///
/// # Errors
/// `notice_state`, `notice_same_person`, `notice_changed`, `stale_version`.
pub fn sign(tx: &mut Tx, id: NoticeId, version: IfMatch, new: &NoticeSignature) -> Outcome<Traced<Reply>> {
    let mut row = store::find(tx.conn, tx.actor, id)?;
    version.holds(row.version)?;
    expect_state(&row, "submitted")?;
    let user = tx.actor.user_id()?;
    if row.prepared_by == Some(user) {
        return Err(Failure::no("notice_same_person"));
    }
    same_content(tx, &row, &new.content_sha256)?;
    if new.outcome == SignOutcome::Return {
        let reason = new.reason.clone().unwrap_or_default();
        let mut checks = Checks::new();
        checks.text(&reason, "/reason", 500);
        checks.done()?;
        row.state = "draft".to_owned();
        row.end_on = None;
        row.prepared_by = None;
        row.returned_reason = Some(reason);
        return answer(tx, row, "notice.returned");
    }
    if row.end_on.is_none_or(|end_on| end_on < tx.now.today()) {
        return Err(Failure::no("notice_state"));
    }
    row.state = "published".to_owned();
    row.signed_by = Some(user);
    row.published_on = Some(tx.now.today());
    answer(tx, row, "notice.published")
}

/// Takes a notice down at once.
///
/// # Errors
/// `notice_state` when it is not on the board, `stale_version`.
pub fn withdraw(
    tx: &mut Tx,
    id: NoticeId,
    version: IfMatch,
    new: &NoticeWithdrawal,
) -> Outcome<Traced<Reply>> {
    let mut row = store::find(tx.conn, tx.actor, id)?;
    version.holds(row.version)?;
    expect_state(&row, "published")?;
    let mut checks = Checks::new();
    checks.text(&new.reason, "/reason", 500);
    checks.done()?;
    row.state = "withdrawn".to_owned();
    row.withdrawn_reason = Some(new.reason.clone());
    answer(tx, row, "notice.withdrawn")
}

fn expect_state(row: &NoticeRow, state: &str) -> Outcome<()> {
    if row.state == state { Ok(()) } else { Err(Failure::no("notice_state")) }
}

fn same_content(tx: &mut Tx, row: &NoticeRow, seen: &str) -> Outcome<()> {
    let entries = entries_of(&mut tx.view(), &row.county, &[row.id])?.remove(&row.id).unwrap_or_default();
    if content_hash(row, &entries) == seen { Ok(()) } else { Err(Failure::no("notice_changed")) }
}

fn answer(tx: &mut Tx, mut row: NoticeRow, action: &'static str) -> Outcome<Traced<Reply>> {
    store::update(tx.conn, &mut row, tx.now)?;
    let entry = Entry::new(action, "notice", row.id).at(&row.division).with(json!({
        "quarter": row.quarter,
        "end_on": row.end_on,
        "reason": row.withdrawn_reason.as_ref().or(row.returned_reason.as_ref()),
    }));
    let id = row.id;
    let view = views(&mut tx.view(), vec![row])?.pop().ok_or_else(Failure::not_found)?;
    Ok(Traced::new(Reply::created(format!("/api/v1/notices/{id}"), &view)?.version(view.version), entry))
}

/// What is on the boards of a division and below, newest first.
pub fn list_public(view: &mut View, filter: &PublicNoticeFilter) -> Outcome<Page<PublicNoticeRow>> {
    let limit = cursor::limit(filter.limit)?;
    let after = cursor::decode(filter.cursor.as_ref())?;
    let everywhere = "000000000000".to_owned();
    let division = filter.division.clone().unwrap_or(everywhere);
    if division.len() != 12 || !division.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Failure::no_with("bad_query", vec![("detail", "division".to_owned())]));
    }
    let (low, high) = if filter.division.is_some() { range(&division) } else { (division, "9".repeat(12)) };
    let counties = store::counties(view.conn)?;
    let today = view.now.today();
    let quarter = filter.quarter.as_deref();
    let rows = store::shown(view.conn, &counties, (&low, &high), quarter, today, after, limit + 1)?;
    let page = Page::of(rows, limit, |row| row.id, |row| row);
    Ok(Page { items: public_rows(view, &counties, page.items)?, next_cursor: page.next_cursor })
}

/// A notice as a citizen reads it, while it is on the board.
///
/// # Errors
/// `not_found` before, `notice_ended` after.
pub fn find_public(view: &mut View, id: NoticeId) -> Outcome<PublicNotice> {
    let counties = store::counties(view.conn)?;
    let row = store::find_anywhere(view.conn, &counties, id)?.ok_or_else(Failure::not_found)?;
    match state_on(&row, view.now.today()) {
        "published" => public(view, row),
        "ended" | "withdrawn" => Err(Failure::no("notice_ended")),
        _ => Err(Failure::not_found()),
    }
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

    #[test]
    fn a_division_takes_all_below_it() {
        assert_eq!(range("360704100000"), ("360704100000".to_owned(), "360704100999".to_owned()));
        assert_eq!(range("360704000000"), ("360704000000".to_owned(), "360704999999".to_owned()));
        assert_eq!(range("360704100201"), ("360704100201".to_owned(), "360704100201".to_owned()));
    }
}
