//! The months' tables of the benchmark's townships.

use super::*;

impl Office {
    /// The month's table of a town, decided long ago.
    pub(super) fn batch_of(&mut self, town: usize, day: NaiveDate) -> (BatchId, i32) {
        let key = (town, month(day));
        if !self.batches.contains_key(&key) {
            let id = self.table(town, key.1.clone(), day, Some(days_after(day, 7)));
            self.batches.insert(key.clone(), (id, 0));
        }
        let found = self.batches.entry(key).or_insert_with(|| (BatchId::new(Moment::on(day)), 0));
        found.1 += 1;
        *found
    }

    /// A table that waits for its decision: [`TABLE`] rows each, whichever town they are of.
    pub(super) fn waiting_batch(&mut self) -> (BatchId, i32) {
        if self.waiting.last().is_none_or(|(_, rows)| *rows as usize == TABLE) {
            let number = self.waiting.len();
            let ahead = number / self.places.towns();
            // Months to come: those of the past have tables already.
            let name = month(days_after(self.today, 31 * (ahead + 1)));
            let id = self.table(number % self.places.towns(), name, days_before(self.today, 3), None);
            self.waiting.push((id, 0));
        }
        match self.waiting.last_mut() {
            Some(last) => {
                last.1 += 1;
                *last
            }
            None => unreachable!("a table was just opened"),
        }
    }

    fn table(&mut self, town: usize, month: String, day: NaiveDate, closed_on: Option<NaiveDate>) -> BatchId {
        let now = Moment::on(day);
        let id = BatchId::new(now);
        self.tables.push(Batch {
            county: COUNTY,
            id,
            township: self.places.town(town),
            item_code: ITEM.to_owned(),
            month,
            state: if closed_on.is_some() { "closed" } else { "submitted" },
            submitted_by: self.staff.towns[town][2],
            submitted_on: day,
            received_on: day,
            due_on: days_after(day, 15),
            due_provisional: false,
            closed_on,
            version: 2,
            created_at: now.stamp(),
            updated_at: now.stamp(),
        });
        id
    }
}

pub(super) fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}
