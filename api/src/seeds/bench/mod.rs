//! A county of many cases for `make bench`: invented people whose ids belong to nobody,
//! five years of work, the newest third still open. The shapes are those the service
//! writes itself; only the way is short, straight into the tables.

mod people;
mod rows;
mod tables;
mod work;

use chrono::NaiveDate;

use crate::clock::Moment;
use crate::config::Config;
use crate::db::conn::Conn;
use crate::db::stamps;
use crate::failure::{Failure, Outcome};
use crate::rules::Rules;
use crate::server;
use crate::vault::Vault;

const COUNTY: &str = "360704";
/// Of every account of the benchmark.
pub const PASSWORD: &str = "Bench-2026!";
/// Cases that go into one transaction.
const STEP: usize = 2_000;

/// Fills an empty database with `count` cases.
///
/// # Errors
/// A sentence; what was written before it stays.
pub fn run(config: &Config, count: usize) -> Result<(), String> {
    let app = server::prepare(config)?;
    let mut conn = config.url()?.connect().map_err(|error| error.to_string())?;
    let told = |failure: Failure| format!("{failure:?}");
    fill(&mut conn, &app.rules, &app.vault, app.clock.now(), count).map_err(told)
}

fn fill(conn: &mut Conn, rules: &Rules, vault: &Vault, now: Moment, count: usize) -> Outcome<()> {
    if rows::cases(conn)? > 0 {
        return Err(Failure::internal("the benchmark wants an empty database"));
    }
    rows::quick(conn)?;
    let today = now.today();
    let places = people::places();
    let staff = rows::together(conn, |conn| {
        rows::divisions(conn, &places, now)?;
        people::staff(conn, &places, now)
    })?;
    let persons = (count * 3).div_ceil(5).max(1);
    let mut crowd = Vec::with_capacity(persons);
    for from in (0..persons).step_by(STEP) {
        let to = persons.min(from + STEP);
        rows::together(conn, |conn| people::add(conn, vault, &places, &staff, from..to, today, &mut crowd))?;
        eprintln!("persons {to} of {persons}");
    }
    let stamps = stamps::read(conn)?;
    let calendar = rules.calendar(conn, stamps)?;
    let mut office = work::Office::open(rules, calendar, staff, crowd, count, today)?;
    for from in (0..count).step_by(STEP) {
        let to = count.min(from + STEP);
        rows::together(conn, |conn| office.work(conn, from..to))?;
        eprintln!("cases {to} of {count}");
    }
    rows::settle(conn)
}

/// A number between 0 and `below`, always the same for the same `seed`.
fn dice(seed: usize, salt: usize, below: usize) -> usize {
    let mut x = (seed as u64) ^ ((salt as u64) << 40) ^ 0x9E37_79B9_7F4A_7C15;
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^= x >> 31;
    usize::try_from(x % (below.max(1) as u64)).unwrap_or_default()
}

fn days_before(day: NaiveDate, days: usize) -> NaiveDate {
    day.checked_sub_days(chrono::Days::new(days as u64)).unwrap_or(day)
}

fn days_after(day: NaiveDate, days: usize) -> NaiveDate {
    day.checked_add_days(chrono::Days::new(days as u64)).unwrap_or(day)
}
