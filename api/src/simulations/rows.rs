//! The households a simulation changes: gathered while it is computed, stored many to a
//! row, and read again a page at a time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use yangguang_domain::masking;
use yangguang_domain::simulation::{Change, Sum};

use super::model::{HouseholdLine, RowsFilter};
use super::store::population::Head;
use super::store::{self, NewRows, Wanted};
use crate::app::View;
use crate::clock::Moment;
use crate::db::types::Doc;
use crate::failure::{Failure, Outcome};
use crate::households::Category;
use crate::http::cursor::{self, Page};
use crate::ids::{HouseholdId, SimulationId, SimulationRowsId};

/// Households of one stored row.
const MOST: usize = 2_000;

/// A household, its village, and its sums of a month and a year before and after.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry(HouseholdId, String, [i64; 4]);

/// Those a simulation changes, by township, category, and what becomes of them.
#[derive(Debug, Default)]
pub struct Changed(BTreeMap<(String, String, Change), Vec<Kept>>);

/// An entry while all are held: a village is nine digits of its township and three more.
#[derive(Debug, Clone, Copy)]
struct Kept {
    id: HouseholdId,
    village: u16,
    before: Sum,
    after: Sum,
}

impl Changed {
    pub fn take(&mut self, head: &Head, township: String, change: Change, before: Sum, after: Sum) {
        let village = head.division.get(9..).and_then(|digits| digits.parse().ok()).unwrap_or_default();
        let kept = Kept { id: head.id, village, before, after };
        self.0.entry((township, head.category.clone(), change)).or_default().push(kept);
    }

    /// As they are stored.
    ///
    /// # Errors
    /// Never for our entries.
    pub fn stored(
        self,
        county: &str,
        simulation_id: SimulationId,
        now: Moment,
    ) -> impl Iterator<Item = Outcome<NewRows>> {
        let county = county.to_owned();
        let parts = self.0.into_iter().flat_map(|(of, kept)| {
            let some: Vec<Vec<Kept>> = kept.chunks(MOST).map(<[Kept]>::to_vec).collect();
            some.into_iter().map(move |some| (of.clone(), some))
        });
        parts.enumerate().map(move |(place, ((township, category, change), some))| {
            let entry = |kept: &Kept| {
                let village = format!("{}{:03}", township.get(..9).unwrap_or(&township), kept.village);
                let Kept { before, after, .. } = kept;
                let sums = [before.monthly_fen, before.yearly_fen, after.monthly_fen, after.yearly_fen];
                Entry(kept.id, village, sums)
            };
            let entries = Doc::of(&some.iter().map(entry).collect::<Vec<Entry>>())?;
            Ok(NewRows {
                county: county.clone(),
                id: SimulationRowsId::new(now),
                simulation_id,
                seq: i32::try_from(place).map_err(Failure::internal)?,
                households: i32::try_from(some.len()).map_err(Failure::internal)?,
                township,
                category,
                change: change.as_str(),
                created_at: now.stamp(),
                entries,
            })
        })
    }
}

pub fn wanted(filter: &RowsFilter) -> Wanted {
    Wanted {
        township: filter.township.clone(),
        category: filter.category.map(Category::as_str),
        change: filter.change,
    }
}

/// A household found, before it is shown.
struct Found {
    seq: i32,
    place: i32,
    entry: Entry,
    category: Category,
    change: Change,
}

/// A page of them; the cursor is the stored row and the place in it.
///
/// # Errors
/// `bad_query`, `bad_cursor`.
pub fn page(view: &mut View, id: SimulationId, filter: &RowsFilter) -> Outcome<Page<HouseholdLine>> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<(i32, i32)> = cursor::decode(filter.cursor.as_ref())?;
    let (from, skip) = after.map_or((0, 0), |(seq, place)| (seq, place.saturating_add(1)));
    let county = view.actor.county().to_owned();
    let sizes = store::sizes(view.conn, &county, id, &wanted(filter), from)?;
    // One more than is shown says whether there are more.
    let mut lacking = limit + 1;
    let mut needed = Vec::new();
    for (seq, households) in sizes {
        if lacking <= 0 {
            break;
        }
        let skipped = if seq == from { skip } else { 0 };
        lacking -= i64::from((households - skipped).max(0));
        needed.push(seq);
    }
    let most = usize::try_from(limit).map_err(Failure::internal)? + 1;
    let found = read(view, id, &needed)?;
    let behind = |found: &Found| (found.seq, found.place) >= (from, skip);
    let found: Vec<Found> = found.into_iter().filter(behind).take(most).collect();
    let page = Page::of(found, limit, |found| (found.seq, found.place), |found| found);
    Ok(Page { items: lines(view, page.items)?, next_cursor: page.next_cursor })
}

fn read(view: &mut View, id: SimulationId, seqs: &[i32]) -> Outcome<Vec<Found>> {
    let mut all = Vec::new();
    for (seq, category, change, entries) in store::stored(view.conn, view.actor.county(), id, seqs)? {
        let category = Category::of_column(&category)?;
        let change = Change::parse(&change).ok_or_else(|| Failure::internal("a stored change is unknown"))?;
        let entries: Vec<Entry> = entries.read()?;
        all.extend((0..).zip(entries).map(|(place, entry)| Found { seq, place, entry, category, change }));
    }
    Ok(all)
}

fn lines(view: &mut View, found: Vec<Found>) -> Outcome<Vec<HouseholdLine>> {
    let ids: Vec<HouseholdId> = found.iter().map(|found| found.entry.0).collect();
    let heads = store::heads(view.conn, view.actor.county(), &ids)?;
    let places = view.places(found.iter().map(|found| found.entry.1.as_str()))?;
    let line = |found: Found| {
        let Entry(household_id, village, [before_month, before_year, after_month, after_year]) = found.entry;
        let before = Sum { monthly_fen: before_month, yearly_fen: before_year };
        let after = Sum { monthly_fen: after_month, yearly_fen: after_year };
        let place = places.get(&village).cloned();
        Ok(HouseholdLine {
            household_id,
            head_name: heads.get(&household_id).map(|name| masking::name(name)).unwrap_or_default(),
            division: place.ok_or_else(|| Failure::internal("a household in no division"))?,
            category: found.category,
            change: found.change,
            before,
            after,
            difference: after.minus(before),
        })
    };
    found.into_iter().map(line).collect()
}

/// All of them in their order, given to `take` a stored row at a time, so that a county
/// need not be held at once.
///
/// # Errors
/// As the database answers, and as `take`.
pub fn each(
    view: &mut View,
    id: SimulationId,
    seqs: &[i32],
    mut take: impl FnMut(Vec<HouseholdLine>) -> Outcome<()>,
) -> Outcome<()> {
    for seq in seqs {
        let found = read(view, id, &[*seq])?;
        take(lines(view, found)?)?;
    }
    Ok(())
}
