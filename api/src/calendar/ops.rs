use std::collections::HashSet;

use chrono::Datelike;
use serde_json::json;
use yangguang_domain::calendar::{
    CalendarYear, DayKind, Override, bundled_years, days_of_the_law, is_weekend, overrides,
};
use yangguang_domain::clock::add;

use super::model::{DayView, DeadlineQuery, DeadlineView, ReplacedView, YearBody, YearView};
use super::recompute;
use super::store::{self, DayRow, YearRow};
use crate::app::{Tx, View};
use crate::audit::{self, Entry, Traced};
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::stamps;
use crate::failure::{Checks, Failure, Outcome};
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;

/// Working days exist since the Labour Law; nobody plans further than the end.
const YEARS: std::ops::RangeInclusive<i32> = 1995..=2100;

pub fn install_bundled(conn: &mut Conn, now: Moment) -> Outcome<()> {
    let known: HashSet<i16> = store::years(conn)?.into_iter().collect();
    let mut years = Vec::new();
    let mut days = Vec::new();
    for bundled in bundled_years() {
        let year = i16::try_from(bundled.year).map_err(Failure::internal)?;
        if known.contains(&year) {
            continue;
        }
        years.push(YearRow {
            year,
            source: bundled.source,
            version: 1,
            created_at: now.stamp(),
            updated_at: now.stamp(),
        });
        days.extend(bundled.days.into_iter().map(|day| DayRow::new(day.day, day.kind, day.name, now)));
    }
    let corrected = corrections(conn, &known)?;
    if years.is_empty() && corrected.is_empty() {
        return Ok(());
    }
    diesel::Connection::transaction(conn, |conn| {
        store::insert_years(conn, &years)?;
        store::insert_days(conn, &days)?;
        for year in &corrected {
            correct(conn, year, now)?;
        }
        stamps::raise(conn, stamps::CALENDAR)?;
        Ok(())
    })
}

/// The years that were put in before the product corrected one of their days, and that
/// nobody has replaced since.
fn corrections(conn: &mut Conn, known: &HashSet<i16>) -> Outcome<Vec<CalendarYear>> {
    let touched: HashSet<i32> = overrides().iter().map(|correction| correction.day.year()).collect();
    let mut found = Vec::new();
    for bundled in bundled_years().into_iter().filter(|bundled| touched.contains(&bundled.year)) {
        let year = i16::try_from(bundled.year).map_err(Failure::internal)?;
        let Some(row) = known.contains(&year).then(|| store::year(conn, year)).transpose()?.flatten() else {
            continue;
        };
        // The public data's own source begins that of the corrected year.
        if row.version == 1 && row.source != bundled.source && bundled.source.starts_with(&row.source) {
            found.push(bundled);
        }
    }
    Ok(found)
}

fn correct(conn: &mut Conn, bundled: &CalendarYear, now: Moment) -> Outcome<()> {
    let row = YearRow {
        year: i16::try_from(bundled.year).map_err(Failure::internal)?,
        source: bundled.source.clone(),
        version: 2,
        created_at: now.stamp(),
        updated_at: now.stamp(),
    };
    // Another copy of the server may have been first.
    if store::update_year(conn, &row, 1)? == 0 {
        return Ok(());
    }
    store::clear_days(conn, row.year)?;
    let days: Vec<DayRow> =
        bundled.days.iter().map(|day| DayRow::new(day.day, day.kind, day.name.clone(), now)).collect();
    store::insert_days(conn, &days)?;
    Ok(())
}

pub fn find(conn: &mut Conn, year: i32) -> Outcome<YearView> {
    let stored = i16::try_from(year).ok().filter(|_| YEARS.contains(&year)).ok_or_else(Failure::not_found)?;
    let row = store::year(conn, stored)?;
    let days: Vec<DayView> = store::days(conn, stored)?
        .into_iter()
        .map(|row| DayView { day: row.day, kind: row.kind(), name: row.name })
        .collect();
    let by_law = match row {
        Some(_) => Vec::new(),
        None => days_of_the_law(year)
            .into_iter()
            .map(|day| DayView { day: day.day, kind: day.kind, name: day.name })
            .collect(),
    };
    let stands = |correction: &Override| {
        days.iter().any(|day| (day.day, day.kind) == (correction.day, correction.kind))
    };
    Ok(YearView {
        overrides: overrides()
            .into_iter()
            .filter(|correction| correction.day.year() == year && stands(correction))
            .collect(),
        by_law,
        year,
        known: row.is_some(),
        version: row.as_ref().map_or(0, |row| row.version),
        source: row.map(|row| row.source),
        days,
    })
}

/// Puts a notice in the place of what was there, and counts every open case again.
pub fn replace(tx: &mut Tx, year: i32, seen: IfMatch, body: &YearBody) -> Outcome<Traced<Reply>> {
    let before = find(tx.conn, year)?;
    audit::unchanged(tx, seen, ("calendar_year", year), before.version)?;
    check(year, body)?;
    let now = tx.now;
    let row = YearRow {
        year: i16::try_from(year).map_err(Failure::internal)?,
        source: body.source.trim().to_owned(),
        version: before.version + 1,
        created_at: now.stamp(),
        updated_at: now.stamp(),
    };
    if before.known {
        if store::update_year(tx.conn, &row, before.version)? == 0 {
            return Err(Failure::no("stale_version"));
        }
        store::clear_days(tx.conn, row.year)?;
    } else {
        store::insert_years(tx.conn, &[row])?;
    }
    let days: Vec<DayRow> =
        body.days.iter().map(|day| DayRow::new(day.day, day.kind, day.name.trim().to_owned(), now)).collect();
    store::insert_days(tx.conn, &days)?;
    stamps::raise(tx.conn, stamps::CALENDAR)?;

    let (recomputed, traces) = recompute::all(tx)?;
    let after = find(tx.conn, year)?;
    let version = after.version;
    let entry =
        Entry::new("calendar.replaced", "calendar_year", year).at(&tx.actor.scope.division).with(json!({
            "source": { "before": before.source, "after": after.source },
            "version": { "before": before.version, "after": after.version },
            "days": difference(&before.days, &after.days),
            "recomputed": recomputed.len(),
        }));
    let reply = Reply::ok(&ReplacedView { year: after, recomputed })?.version(version);
    Ok(Traced::new(reply, entry).and_all(traces))
}

fn difference(before: &[DayView], after: &[DayView]) -> serde_json::Value {
    let missing = |these: &[DayView], those: &[DayView]| -> Vec<DayView> {
        these.iter().filter(|day| !those.contains(day)).cloned().collect()
    };
    json!({ "removed": missing(before, after), "added": missing(after, before) })
}

fn check(year: i32, body: &YearBody) -> Outcome<()> {
    let mut checks = Checks::new();
    checks.text(&body.source, "/source", 200);
    // No year is without a holiday: an empty table would make every date look certain.
    checks.check(body.days.iter().any(|day| day.kind == DayKind::Off), "/days", "year_without_holiday");
    let mut seen = HashSet::new();
    for (at, day) in body.days.iter().enumerate() {
        if day.day.year() != year {
            checks.add(&format!("/days/{at}/day"), "day_outside_year", vec![("year", year.to_string())]);
        }
        checks.check(seen.insert(day.day), &format!("/days/{at}/day"), "day_twice");
        let moved = day.kind == DayKind::Off || is_weekend(day.day);
        checks.check(moved, &format!("/days/{at}/kind"), "plain_day");
        checks.text(&day.name, &format!("/days/{at}/name"), 50);
    }
    checks.done()
}

pub fn deadline(view: &mut View, query: &DeadlineQuery) -> Outcome<DeadlineView> {
    let calendar = view.calendar()?;
    let due =
        add(&calendar, query.from, query.amount, query.unit).map_err(|error| Failure::no(error.code()))?;
    Ok(DeadlineView { due_on: due.due_on, provisional: due.provisional, explanation: due.explanation })
}
