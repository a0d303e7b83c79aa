//! The demonstration: a real county, 赣县区, with invented people, alive in every screen.
//! All of it goes through the operations of the API, each act by its account at its past
//! moment, in one transaction: it is there whole or not at all.

mod accounts;
pub mod bench;
mod benefits;
mod days;
mod deeds;
mod dice;
mod facts;
mod hearings;
mod kinds;
mod names;
mod notices;
mod papers;
mod people;
mod places;
mod plots;
mod schedule;
mod store;
mod story;
mod words;

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;

pub use accounts::{PASSWORD, Post, posts};
pub use story::Told;

use self::days::{Days, at};
use self::dice::Dice;
use self::places::COUNTY;
use crate::actor::Actor;
use crate::app::{Shared, Tx};
use crate::audit::{Entry, Traced};
use crate::divisions::import::{Area, Broken, Files, Plan};
use crate::failure::{Failure, Outcome};
use crate::{accounts as account, divisions, sessions};

/// The same people and cases wherever it is made.
const CHANCE: u64 = 360_704;
/// The accounts were opened so many days ago, before the first household.
const OPENED: i64 = 430;
/// An account that only the demonstration has.
const LAST: &str = "fieldworker6";
const REQUEST: &str = "demo-00000";

/// What became of the wish for a demonstration.
#[derive(Debug)]
pub enum Seeded {
    Fresh(Told),
    /// It is there already; nothing was changed.
    Before,
}

/// Why there is none.
#[derive(Debug)]
pub enum Hindrance {
    /// The files of the divisions, with the line to blame.
    Files(Broken),
    /// Real accounts and invented people must not meet.
    InUse,
    Failed(Failure),
}

impl From<Broken> for Hindrance {
    fn from(broken: Broken) -> Hindrance {
        Hindrance::Files(broken)
    }
}

impl From<Failure> for Hindrance {
    fn from(failure: Failure) -> Hindrance {
        Hindrance::Failed(failure)
    }
}

/// Makes the demonstration as of `today`, once; without `people` only the county and its
/// accounts, which tests begin with.
///
/// # Errors
/// The divisions can not be read, the database holds accounts of its own, or it fails;
/// nothing was written then.
pub async fn demo(app: &Shared, folder: &Path, today: NaiveDate, people: bool) -> Result<Seeded, Hindrance> {
    let (ours, in_use) =
        app.db.read(|conn| Ok((account::by_username(conn, LAST)?, store::in_use(conn)?))).await?;
    match ours.filter(|ours| ours.county == COUNTY) {
        Some(_) => return Ok(Seeded::Before),
        None if in_use => return Err(Hindrance::InUse),
        None => {}
    }
    let plan = Plan::read(&Files::of_folder(folder)?, &Area::County(COUNTY.to_owned()))?;
    let hash = sessions::hash_password(PASSWORD)?;
    let papers = papers::keep(app).await?;
    let shared = Arc::clone(app);
    let done = app.db.transact(move |conn| {
        let app = shared.as_ref();
        let stamps = crate::db::stamps::read(conn)?;
        let calendar = app.rules.calendar(conn, stamps)?;
        let days = Days { calendar: &calendar, today };
        let begun = at(days.on_or_before(today - chrono::Duration::days(OPENED)), 9 * 60);
        let system = Actor::system(COUNTY);
        let mut tx = Tx::new(conn, app, &system, begun, REQUEST)?;
        import(&mut tx, &plan)?.recorded(&mut tx)?;
        let staff = accounts::open(&mut tx, &hash)?.recorded(&mut tx)?;
        if !people {
            return Ok(Told::default());
        }
        let mut dice = Dice::new(CHANCE);
        let families = people::plan(&mut dice, today);
        story::tell(conn, app, &staff, &papers, &families, &days, dice)
    });
    Ok(Seeded::Fresh(done.await?))
}

fn import(tx: &mut Tx, plan: &Plan) -> Outcome<Traced<()>> {
    let done = divisions::import(tx, plan, |_| {})?;
    let entry = Entry::new("divisions.imported", "division", COUNTY)
        .with(json!({ "added": done.added, "changed": done.changed }));
    Ok(Traced::new((), entry))
}
