//! Time is handed in. A [`Moment`] is taken once per request and passed on; its
//! dates are Beijing dates whatever the server's zone.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Utc};
use uuid::Uuid;

use crate::db::types::At;

/// China has one civil time, UTC+8 without summer time since 1991.
const BEIJING_SECONDS: i32 = 8 * 3600;

/// The instant at which something happens, and the Beijing date it falls on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub at: DateTime<Utc>,
}

impl Moment {
    pub fn new(at: DateTime<Utc>) -> Moment {
        Moment { at }
    }

    /// 10:00 in Beijing on `day`.
    pub fn on(day: NaiveDate) -> Moment {
        let ten = day.and_hms_opt(2, 0, 0).unwrap_or_default();
        Moment { at: ten.and_utc() }
    }

    pub fn today(self) -> NaiveDate {
        let beijing = FixedOffset::east_opt(BEIJING_SECONDS);
        beijing.map_or_else(|| self.at.date_naive(), |zone| self.at.with_timezone(&zone).date_naive())
    }

    pub fn stamp(self) -> At {
        At::new(self.at)
    }

    /// A UUIDv7 of this moment: within one process later ids sort after earlier ones
    /// even in the same millisecond, the rest is random.
    pub fn new_id(self) -> Uuid {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let millis = u64::try_from(self.at.timestamp_millis()).unwrap_or_default();
        let mut tail: [u8; 10] = rand::random();
        // Four bits of the first byte and two of the third are the version's and variant's.
        let made = MADE.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        tail[0] = made[0] & 0x0f;
        tail[1] = made[1];
        tail[2] = 0;
        tail[3] = made[2];
        tail[4] = made[3];
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }

    pub fn rfc3339(self) -> String {
        self.at.to_rfc3339_opts(SecondsFormat::Micros, true)
    }
}

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    System,
    /// Starts at a given instant and goes on from there: a server that lives in another day.
    From(DateTime<Utc>, Instant),
    /// Read anew each time from a file holding one RFC 3339 instant: a test moves the day.
    File(PathBuf),
}

impl Clock {
    /// `system`, an RFC 3339 instant, or `file:PATH`.
    ///
    /// # Errors
    /// A sentence saying which forms are known.
    pub fn parse(text: &str) -> Result<Clock, String> {
        if text == "system" {
            return Ok(Clock::System);
        }
        if let Some(path) = text.strip_prefix("file:") {
            return Ok(Clock::File(path.into()));
        }
        DateTime::parse_from_rfc3339(text)
            .map(|at| Clock::From(at.with_timezone(&Utc), Instant::now()))
            .map_err(|_| "the clock must be `system`, an RFC 3339 instant or file:PATH".to_owned())
    }

    pub fn now(&self) -> Moment {
        match self {
            Clock::System => Moment::new(Utc::now()),
            Clock::From(start, since) => {
                Moment::new(*start + chrono::Duration::from_std(since.elapsed()).unwrap_or_default())
            }
            Clock::File(path) => {
                let told = std::fs::read_to_string(path)
                    .ok()
                    .and_then(|text| DateTime::parse_from_rfc3339(text.trim()).ok());
                Moment::new(told.map_or_else(Utc::now, |at| at.with_timezone(&Utc)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beijing_day_begins_at_sixteen_hours_utc() {
        let late = Moment::new("2026-11-21T15:59:59Z".parse().unwrap_or_default());
        let early = Moment::new("2026-11-21T16:00:00Z".parse().unwrap_or_default());
        assert_eq!(late.today().to_string(), "2026-11-21");
        assert_eq!(early.today().to_string(), "2026-11-22");
    }

    #[test]
    fn ids_made_later_sort_after_ids_made_earlier() {
        let first = Moment::new("2026-11-21T15:59:59Z".parse().unwrap_or_default());
        let second = Moment::new("2026-11-21T15:59:59.001Z".parse().unwrap_or_default());
        assert!(first.new_id() < second.new_id());
        assert_ne!(first.new_id(), first.new_id());
    }
}
