//! The monthly tables: those of the past, each month and town one, and those that wait
//! for their decision.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::people::{Places, Staff};
use super::rows::Batch;
use super::work::{ITEM, month};
use super::{COUNTY, days_after, days_before};
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::ids::BatchId;

/// Rows of a table that waits for its decision.
const FULL: i32 = 200;

/// A table and the rows it has.
type Table = (BatchId, i32);

#[derive(Default)]
pub struct Tables {
    past: HashMap<(usize, String), Table>,
    waiting: Option<Table>,
    begun: usize,
    rows: Vec<Batch>,
}

impl Tables {
    /// A row in the table of a town and month, decided long ago.
    pub fn of_past(&mut self, staff: &Staff, town: usize, day: NaiveDate) -> Table {
        let key = (town, month(day));
        let known = self.past.get(&key).copied();
        let (id, rows) = known.unwrap_or_else(|| (self.open(staff, town, month(day), day, true), 0));
        self.past.insert(key, (id, rows + 1));
        (id, rows + 1)
    }

    /// A row in a table that waits, whichever town it is of.
    pub fn waiting(&mut self, staff: &Staff, today: NaiveDate) -> Table {
        let (id, rows) = match self.waiting {
            Some((id, rows)) if rows < FULL => (id, rows),
            _ => {
                let towns = staff.towns.len();
                // Of months to come: those of the past have tables already.
                let ahead = month(days_after(today, 31 * (self.begun / towns + 1)));
                let id = self.open(staff, self.begun % towns, ahead, days_before(today, 3), false);
                self.begun += 1;
                (id, 0)
            }
        };
        self.waiting = Some((id, rows + 1));
        (id, rows + 1)
    }

    fn open(&mut self, staff: &Staff, town: usize, month: String, day: NaiveDate, closed: bool) -> BatchId {
        let now = Moment::on(day);
        let id = BatchId::new(now);
        self.rows.push(Batch {
            county: COUNTY,
            id,
            township: Places.town(town),
            item_code: ITEM.to_owned(),
            month,
            state: if closed { "closed" } else { "submitted" },
            submitted_by: staff.towns[town][2],
            submitted_on: day,
            received_on: day,
            due_on: days_after(day, 15),
            due_provisional: false,
            closed_on: closed.then(|| days_after(day, 7)),
            version: 2,
            created_at: now.stamp(),
            updated_at: now.stamp(),
        });
        id
    }

    pub fn put(&mut self, conn: &mut Conn) -> diesel::QueryResult<()> {
        Batch::put(conn, &mut self.rows)
    }
}
