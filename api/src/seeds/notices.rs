//! The public notices of the last quarter: most of them on the boards now, one taken
//! down, one with the secrecy reviewer, one sent back by him, one still a draft.

use chrono::{Datelike, Duration, Months, NaiveDate};
use serde_json::Value;

use super::days::{Days, at};
use super::deeds::ITEM;
use super::story::Teller;
use super::words;
use crate::clock::Moment;
use crate::failure::{Failure, Outcome};
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;
use crate::ids::NoticeId;
use crate::notices::{self, NewNotices, NoticeSignature, NoticeSubmission, NoticeWithdrawal, SignOutcome};

/// They hang for so long.
const TERM_DAYS: i64 = 30;
/// They were drafted so many working days ago, so that they hang for a while yet.
const DRAFTED: i64 = 8;
/// So many of the last villages' notices are not on the boards: withdrawn, submitted,
/// sent back, draft.
const ELSEWHERE: usize = 4;

#[derive(Debug, Clone)]
pub enum Step {
    Draft { quarter: String },
    Submit,
    Sign,
    Withdraw,
}

/// A notice as it stands.
pub struct Board {
    id: NoticeId,
    version: i64,
    content_sha256: String,
}

/// The steps of the quarter that is over.
pub fn steps(days: &Days) -> Vec<(Moment, Step)> {
    let begins = quarter_begins(days.today);
    let last = begins.checked_sub_months(Months::new(3)).unwrap_or(begins);
    let quarter = format!("{:04}-Q{}", last.year(), last.month0() / 3 + 1);
    // In the first days of a quarter there has been no working day after the last one.
    let drafted = days.back(days.today, DRAFTED).max(days.on_or_after(begins)).min(days.yesterday());
    let signed = days.ahead(drafted, 1);
    let withdrawn = days.ahead(signed, 2);
    vec![
        (at(drafted, 9 * 60 + 20), Step::Draft { quarter }),
        (at(drafted, 15 * 60), Step::Submit),
        (at(signed, 16 * 60 + 40), Step::Sign),
        (at(withdrawn, 17 * 60 + 5), Step::Withdraw),
    ]
}

fn quarter_begins(day: NaiveDate) -> NaiveDate {
    Days::month_before(day, day.month0() % 3)
}

pub fn act(teller: &mut Teller, step: Step, now: Moment) -> Outcome<()> {
    match step {
        Step::Draft { quarter } => draft(teller, quarter, now),
        Step::Submit => submit(teller, now),
        Step::Sign => sign(teller, now),
        Step::Withdraw => withdraw(teller, now),
    }
}

fn draft(teller: &mut Teller, quarter: String, now: Moment) -> Outcome<()> {
    let staff = teller.staff;
    let new = NewNotices { quarter, item_code: ITEM.to_owned(), township: None };
    let reply = teller.does(&staff.discloser, now, |tx| notices::draft(tx, &new))?;
    let drafted: Value = serde_json::from_str(&reply.body)?;
    let items = drafted.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
    teller.boards = items.iter().map(board).collect::<Outcome<_>>()?;
    Ok(())
}

/// All but the last village's.
fn submit(teller: &mut Teller, now: Moment) -> Outcome<()> {
    let staff = teller.staff;
    let end_on = now.today() + Duration::days(TERM_DAYS);
    for place in 0..teller.boards.len().saturating_sub(1) {
        change(teller, place, |teller, board| {
            let new = NoticeSubmission { end_on, content_sha256: board.content_sha256.clone() };
            let version = IfMatch(board.version);
            teller.does(&staff.discloser, now, |tx| notices::submit(tx, board.id, version, &new))
        })?;
    }
    Ok(())
}

/// All but one, and another is sent back.
fn sign(teller: &mut Teller, now: Moment) -> Outcome<()> {
    let staff = teller.staff;
    let returned = teller.boards.len().checked_sub(2);
    let waiting = teller.boards.len().checked_sub(3);
    for place in 0..teller.boards.len().saturating_sub(1) {
        if Some(place) == waiting {
            continue;
        }
        let back = Some(place) == returned;
        change(teller, place, |teller, board| {
            let new = NoticeSignature {
                outcome: if back { SignOutcome::Return } else { SignOutcome::Sign },
                content_sha256: board.content_sha256.clone(),
                reason: back.then(|| words::NOTICE_RETURNED.to_owned()),
            };
            let version = IfMatch(board.version);
            teller.does(&staff.secrecy, now, |tx| notices::sign(tx, board.id, version, &new))
        })?;
    }
    Ok(())
}

fn withdraw(teller: &mut Teller, now: Moment) -> Outcome<()> {
    let staff = teller.staff;
    let Some(place) = teller.boards.len().checked_sub(ELSEWHERE) else { return Ok(()) };
    change(teller, place, |teller, board| {
        let new = NoticeWithdrawal { reason: words::NOTICE_WITHDRAWN.to_owned() };
        let version = IfMatch(board.version);
        teller.does(&staff.discloser, now, |tx| notices::withdraw(tx, board.id, version, &new))
    })
}

/// Does something to a notice, and remembers how it stands after.
fn change(
    teller: &mut Teller,
    place: usize,
    act: impl FnOnce(&mut Teller, &Board) -> Outcome<Reply>,
) -> Outcome<()> {
    let Some(before) = teller.boards.get(place) else { return Ok(()) };
    let before =
        Board { id: before.id, version: before.version, content_sha256: before.content_sha256.clone() };
    let reply = act(teller, &before)?;
    teller.boards[place] = board(&serde_json::from_str(&reply.body)?)?;
    Ok(())
}

fn board(view: &Value) -> Outcome<Board> {
    let broken = || Failure::internal("a notice without its id, version or hash");
    let text = |name: &str| view.get(name).and_then(Value::as_str).ok_or_else(broken);
    Ok(Board {
        id: text("id")?.parse().map_err(|_| broken())?,
        version: view.get("version").and_then(Value::as_i64).ok_or_else(broken)?,
        content_sha256: text("content_sha256")?.to_owned(),
    })
}
