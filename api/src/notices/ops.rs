use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use yangguang_domain::disclosure::earliest_end;

use super::model::{
    NoticeFilter, NoticeSignature, NoticeSubmission, NoticeView, NoticeWithdrawal, PublicNotice,
    PublicNoticeFilter, PublicNoticeRow, SignOutcome,
};
use super::store::{self, NoticeRow};
use super::views::{content_hash, entries_of, public, public_rows, state_on, views};
use crate::app::{Tx, View};
use crate::audit::{self, Entry, Traced};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::cursor::{self, Page};
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;
use crate::ids::NoticeId;
use crate::rules::Rules;

/// The divisions of the actor's area, or of one township in it.
pub(super) fn area(actor: &crate::actor::Actor, division: Option<&String>) -> Outcome<(String, String)> {
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

/// How long an item's decisions are published (its `notice.term_days`).
pub(super) fn term_days(rules: &Rules, item: &str, today: NaiveDate) -> Outcome<u32> {
    Ok(rules.items.on(item, today)?.rule.notice.term_days)
}

pub(super) fn usual_end(today: NaiveDate, term_days: u32) -> NaiveDate {
    today.checked_add_days(Days::new(term_days.into())).unwrap_or(today)
}

fn earliest(today: NaiveDate) -> Vec<(&'static str, String)> {
    vec![("day", earliest_end(today).to_string())]
}

/// Hands the previewed notice to the secrecy reviewer.
///
/// # Errors
/// `notice_state`, `notice_changed`, `notice_without_entries`, `end_on_range`, `stale_version`.
pub fn submit(tx: &mut Tx, id: NoticeId, version: IfMatch, new: &NoticeSubmission) -> Outcome<Traced<Reply>> {
    let mut row = store::find(tx.conn, tx.actor, id)?;
    audit::unchanged(tx, version, ("notice", id), row.version)?;
    expect_state(&row, "draft")?;
    let today = tx.now.today();
    let end_on = match new.end_on {
        Some(end_on) => end_on,
        None => usual_end(today, term_days(&tx.app.rules, &row.item_code, today)?),
    };
    let mut checks = Checks::new();
    let latest = today.checked_add_days(Days::new(366)).unwrap_or(today);
    checks.check(today < end_on && end_on <= latest, "/end_on", "end_on_range");
    if end_on > today && end_on < earliest_end(today) {
        checks.add("/end_on", "board_too_short", earliest(today));
    }
    checks.done()?;
    if same_content(tx, &row, &new.content_sha256)? == 0 {
        return Err(Failure::no("notice_without_entries"));
    }
    row.state = "submitted".to_owned();
    row.end_on = Some(end_on);
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
    audit::unchanged(tx, version, ("notice", id), row.version)?;
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
        checks.no_private_number(&reason, "/reason", tx.app.landlines);
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
    // The days count from today on, when it is put up.
    if row.end_on.is_none_or(|end_on| end_on < earliest_end(tx.now.today())) {
        return Err(Failure::no_with("board_too_short", earliest(tx.now.today())));
    }
    row.state = "published".to_owned();
    row.signed_by = Some(user);
    row.published_on = Some(tx.now.today());
    answer(tx, row, "notice.published")
}

/// Takes a notice down at once. Whom it showed may be drafted again.
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
    audit::unchanged(tx, version, ("notice", id), row.version)?;
    expect_state(&row, "published")?;
    let mut checks = Checks::new();
    checks.text(&new.reason, "/reason", 500);
    checks.no_private_number(&new.reason, "/reason", tx.app.landlines);
    checks.done()?;
    row.state = "withdrawn".to_owned();
    row.withdrawn_reason = Some(new.reason.clone());
    store::release_shown(tx.conn, &row, tx.now)?;
    answer(tx, row, "notice.withdrawn")
}

pub(super) fn expect_state(row: &NoticeRow, state: &str) -> Outcome<()> {
    if row.state == state { Ok(()) } else { Err(Failure::no("notice_state")) }
}

/// How many a citizen will read.
fn same_content(tx: &mut Tx, row: &NoticeRow, seen: &str) -> Outcome<usize> {
    let entries = entries_of(&mut tx.view(), &row.county, &[row.id])?.remove(&row.id).unwrap_or_default();
    if content_hash(row, &entries) == seen { Ok(entries.len()) } else { Err(Failure::no("notice_changed")) }
}

fn answer(tx: &mut Tx, row: NoticeRow, action: &'static str) -> Outcome<Traced<Reply>> {
    let detail = json!({
        "quarter": row.quarter,
        "part": row.part,
        "end_on": row.end_on,
        "reason": row.withdrawn_reason.as_ref().or(row.returned_reason.as_ref()),
    });
    changed(tx, row, action, detail)
}

/// Writes the changed notice with its trace and answers with it.
pub(super) fn changed(
    tx: &mut Tx,
    mut row: NoticeRow,
    action: &'static str,
    detail: Value,
) -> Outcome<Traced<Reply>> {
    store::update(tx.conn, &mut row, tx.now)?;
    let entry = Entry::new(action, "notice", row.id).at(&row.division).with(detail);
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
    fn a_division_takes_all_below_it() {
        assert_eq!(range("360704100000"), ("360704100000".to_owned(), "360704100999".to_owned()));
        assert_eq!(range("360704000000"), ("360704000000".to_owned(), "360704999999".to_owned()));
        assert_eq!(range("360704100201"), ("360704100201".to_owned(), "360704100201".to_owned()));
    }
}
