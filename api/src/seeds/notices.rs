//! The public notices of the last quarter: most of them on the boards now, one taken
//! down and replaced by a supplement, one with the secrecy reviewer, one sent back by him,
//! one still a draft. Someone is withheld, and one town has not been drafted yet.

use chrono::{Datelike, Months, NaiveDate};
use serde_json::Value;

use super::days::{Days, at};
use super::deeds::ITEM;
use super::places::TOWNS;
use super::story::Teller;
use super::words;
use crate::clock::Moment;
use crate::failure::{Failure, Outcome};
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;
use crate::ids::NoticeId;
use crate::notices::{
    self, NewNotices, NewWithholding, NoticeSignature, NoticeSubmission, NoticeWithdrawal, SignOutcome,
};

/// They hang for so long.
/// They were drafted so many working days ago, so that they hang for a while yet.
const DRAFTED: i64 = 8;
/// So many of the last villages' notices are not on the boards: withdrawn, submitted,
/// sent back, draft.
const ELSEWHERE: usize = 4;
/// The last town is left for whoever tries the drafting.
pub const DRAFTED_TOWNS: usize = TOWNS.len() - 1;

#[derive(Debug, Clone)]
pub enum Step {
    Draft {
        quarter: String,
        town: usize,
    },
    Withhold,
    Submit,
    Sign,
    Withdraw,
    /// The one taken down is drafted and published again.
    Supplement {
        quarter: String,
    },
}

/// A notice as it stands.
#[derive(Clone)]
pub struct Board {
    id: NoticeId,
    township: String,
    part: i64,
    entries: i64,
    version: i64,
    content_sha256: String,
}

/// The steps of the quarter that is over.
pub fn steps(days: &Days) -> Vec<(Moment, Step)> {
    let begins = quarter_begins(days.today);
    let quarter = quarter_before(days.today);
    // In the first days of a quarter there has been no working day after the last one.
    let drafted = days.back(days.today, DRAFTED).max(days.on_or_after(begins)).min(days.yesterday());
    let signed = days.ahead(drafted, 1);
    let withdrawn = days.ahead(signed, 2);
    let replaced = days.ahead(withdrawn, 1);
    let draft = |town| (at(drafted, 9 * 60 + 20), Step::Draft { quarter: quarter.clone(), town });
    let mut steps: Vec<_> = (0..DRAFTED_TOWNS).map(draft).collect();
    steps.extend([
        (at(drafted, 14 * 60), Step::Withhold),
        (at(drafted, 15 * 60), Step::Submit),
        (at(signed, 16 * 60 + 40), Step::Sign),
        (at(withdrawn, 17 * 60 + 5), Step::Withdraw),
        (at(replaced, 17 * 60 + 15), Step::Supplement { quarter: quarter.clone() }),
    ]);
    steps
}

fn quarter_begins(day: NaiveDate) -> NaiveDate {
    Days::month_before(day, day.month0() % 3)
}

/// The quarter before that of `day`.
pub fn quarter_before(day: NaiveDate) -> String {
    let begins = quarter_begins(day);
    let last = begins.checked_sub_months(Months::new(3)).unwrap_or(begins);
    format!("{:04}-Q{}", last.year(), last.month0() / 3 + 1)
}

pub fn act(teller: &mut Teller, step: Step, now: Moment) -> Outcome<()> {
    match step {
        Step::Draft { quarter, town } => {
            // A town may have had no decision in the quarter.
            let drafted = draft(teller, &quarter, TOWNS[town].code, now).or_else(none)?;
            teller.boards.extend(drafted);
            Ok(())
        }
        Step::Withhold => withhold(teller, now),
        Step::Submit => {
            let all = 0..teller.boards.len().saturating_sub(1);
            all.into_iter().try_for_each(|place| submit(teller, place, now))
        }
        Step::Sign => sign_all(teller, now),
        Step::Withdraw => withdraw(teller, now),
        Step::Supplement { quarter } => supplement(teller, &quarter, now),
    }
}

fn none(failure: Failure) -> Outcome<Vec<Board>> {
    match failure {
        Failure::Refused(refusal) if refusal.code == "notice_empty" => Ok(Vec::new()),
        other => Err(other),
    }
}

fn draft(teller: &mut Teller, quarter: &str, township: &str, now: Moment) -> Outcome<Vec<Board>> {
    let staff = teller.staff;
    let (quarter, township) = (quarter.to_owned(), Some(township.to_owned()));
    let new = NewNotices { quarter, item_code: ITEM.to_owned(), township };
    let reply = teller.does(&staff.discloser, now, |tx| notices::draft(tx, &new))?;
    let drafted: Value = serde_json::from_slice(&reply.body)?;
    drafted.get("items").and_then(Value::as_array).into_iter().flatten().map(board).collect()
}

/// One of a village with several, so that its list is not empty.
fn withhold(teller: &mut Teller, now: Moment) -> Outcome<()> {
    let staff = teller.staff;
    let Some(place) = teller.boards.iter().position(|board| board.entries > 1) else { return Ok(()) };
    change(teller, place, |teller, board| {
        let version = IfMatch(board.version);
        teller.does(&staff.discloser, now, |tx| {
            let lines = notices::lines(&mut tx.view(), board.id)?;
            let last = lines.items.last().ok_or_else(|| Failure::internal("a notice without lines"))?;
            let new = NewWithholding { entry_id: last.id, reason: words::NOTICE_WITHHELD.to_owned() };
            notices::withhold(tx, board.id, version, &new)
        })
    })
}

fn submit(teller: &mut Teller, place: usize, now: Moment) -> Outcome<()> {
    let staff = teller.staff;
    change(teller, place, |teller, board| {
        let new = NoticeSubmission { end_on: None, content_sha256: board.content_sha256.clone() };
        let version = IfMatch(board.version);
        teller.does(&staff.discloser, now, |tx| notices::submit(tx, board.id, version, &new))
    })
}

/// All that were submitted, but one that still waits; the last of them is sent back.
fn sign_all(teller: &mut Teller, now: Moment) -> Outcome<()> {
    let returned = teller.boards.len().checked_sub(2);
    let waiting = teller.boards.len().checked_sub(3);
    for place in 0..teller.boards.len().saturating_sub(1) {
        if Some(place) != waiting {
            sign(teller, place, Some(place) == returned, now)?;
        }
    }
    Ok(())
}

fn sign(teller: &mut Teller, place: usize, back: bool, now: Moment) -> Outcome<()> {
    let staff = teller.staff;
    change(teller, place, |teller, board| {
        let new = NoticeSignature {
            outcome: if back { SignOutcome::Return } else { SignOutcome::Sign },
            content_sha256: board.content_sha256.clone(),
            reason: back.then(|| words::NOTICE_RETURNED.to_owned()),
        };
        let version = IfMatch(board.version);
        teller.does(&staff.secrecy, now, |tx| notices::sign(tx, board.id, version, &new))
    })
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

/// What was taken down comes back as a supplement. Others of its town may have been decided
/// since; they go out with it.
fn supplement(teller: &mut Teller, quarter: &str, now: Moment) -> Outcome<()> {
    let Some(before) = teller.boards.len().checked_sub(ELSEWHERE) else { return Ok(()) };
    let township = teller.boards[before].township.clone();
    let first = teller.boards.len();
    let again = draft(teller, quarter, &township, now).or_else(none)?;
    teller.boards.extend(again.into_iter().filter(|board| board.part > 1));
    for place in first..teller.boards.len() {
        submit(teller, place, now)?;
        sign(teller, place, false, now)?;
    }
    Ok(())
}

/// Does something to a notice, and remembers how it stands after.
fn change(
    teller: &mut Teller,
    place: usize,
    act: impl FnOnce(&mut Teller, &Board) -> Outcome<Reply>,
) -> Outcome<()> {
    let Some(before) = teller.boards.get(place) else { return Ok(()) };
    let before = before.clone();
    let reply = act(teller, &before)?;
    teller.boards[place] = board(&serde_json::from_slice(&reply.body)?)?;
    Ok(())
}

fn board(view: &Value) -> Outcome<Board> {
    let broken = || Failure::internal("a notice without its id, place, version or hash");
    let text = |path: &str| view.pointer(path).and_then(Value::as_str).ok_or_else(broken);
    let number = |path: &str| view.pointer(path).and_then(Value::as_i64).ok_or_else(broken);
    Ok(Board {
        id: text("/id")?.parse().map_err(|_| broken())?,
        township: text("/township/code")?.to_owned(),
        part: number("/part")?,
        entries: number("/entry_count")?,
        version: number("/version")?,
        content_sha256: text("/content_sha256")?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeds::dice::Dice;
    use crate::seeds::plots::plots;
    use crate::seeds::schedule::{self, Deed};
    use yangguang_domain::calendar::Calendar;

    /// Also in the first days of a quarter, and in those around the holidays.
    #[test]
    fn whatever_the_day_the_last_quarter_of_the_last_town_waits_to_be_drafted() {
        let calendar = Calendar::bundled();
        let first = NaiveDate::from_ymd_opt(2025, 12, 28).expect("a day");
        for today in first.iter_days().take(400) {
            let days = Days { calendar: &calendar, today };
            let (tables, mut dice) = (schedule::tables(&days), Dice::new(7));
            let of_town = plots().into_iter().filter(|plot| plot.town == DRAFTED_TOWNS);
            let approved = of_town
                .flat_map(|plot| schedule::steps(&mut dice, &days, &tables, plot))
                .filter(|(at, deed)| {
                    let end_of_its_quarter = quarter_begins(at.today()) + Months::new(3);
                    *deed == Deed::Approve && end_of_its_quarter == quarter_begins(today)
                })
                .count();
            assert!(approved >= 2, "{today}: {approved}");
        }
    }
}
