//! The demonstration: a real county, 赣县区, with invented people, alive in every screen.
//! All of it goes through the operations of the API, each act by its account at its past
//! moment, in one transaction: it is there whole or not at all.

mod accounts;
mod days;
mod deeds;
mod dice;
mod facts;
mod names;
mod notices;
mod papers;
mod people;
mod places;
mod plots;
mod schedule;
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
use self::places::{COUNTY, COUNTY_DIVISION};
use crate::actor::Actor;
use crate::app::{Shared, Tx};
use crate::audit::{Entry, Traced};
use crate::divisions::import::{Area, Files, Plan};
use crate::failure::{Failure, Outcome};
use crate::{accounts as account, divisions, sessions};

/// The same people and cases wherever it is made.
const CHANCE: u64 = 360_704;
/// The accounts were opened so many days ago, before the first household.
const OPENED: i64 = 430;
const REQUEST: &str = "demo-00000";

/// What became of the wish for a demonstration.
#[derive(Debug)]
pub enum Seeded {
    Fresh(Told),
    /// It is there already; nothing was changed.
    Before,
}

/// Makes the demonstration as of `today`, once; without `people` only the county and its
/// accounts, which tests begin with.
///
/// # Errors
/// A sentence for whoever tries it: the divisions can not be read, or the database holds
/// accounts of its own.
pub async fn demo(app: &Shared, folder: &Path, today: NaiveDate, people: bool) -> Result<Seeded, String> {
    let told = |failure: Failure| format!("the demonstration was not made: {failure:?}");
    match app.db.read(|conn| Ok(account::by_username(conn, "clerk2")?)).await.map_err(told)? {
        Some(clerk) if clerk.county == COUNTY => return Ok(Seeded::Before),
        Some(_) => return Err("this database has accounts of its own".to_owned()),
        None => {}
    }
    let files = Files::of_folder(folder).map_err(|broken| broken.to_string())?;
    let area = Area::county(COUNTY)?;
    let plan = Plan::read(&files, &area).map_err(|broken| broken.to_string())?;
    let hash = sessions::hash_password(PASSWORD).map_err(told)?;
    let papers = papers::keep(app).await.map_err(told)?;
    let shared = Arc::clone(app);
    let done = app.db.transact(move |conn| {
        let app = shared.as_ref();
        let calendar = app.rules.calendar(conn)?;
        let days = Days { calendar: &calendar, today };
        let begun = at(days.on_or_before(today - chrono::Duration::days(OPENED)), 9 * 60);
        let system = Actor::system(COUNTY);
        let mut tx = Tx { conn, app, actor: &system, now: begun, request_id: REQUEST };
        import(&mut tx, &plan)?.recorded(&mut tx)?;
        let staff = accounts::open(&mut tx, &hash)?.recorded(&mut tx)?;
        if !people {
            return Ok(Told::default());
        }
        let mut dice = Dice::new(CHANCE);
        let families = people::plan(&mut dice, today);
        story::tell(conn, app, &staff, &papers, &families, &days, dice)
    });
    done.await.map(Seeded::Fresh).map_err(told)
}

fn import(tx: &mut Tx, plan: &Plan) -> Outcome<Traced<()>> {
    let done = divisions::import(tx, plan, |_| {})?;
    let entry = Entry::new("division.imported", "division", COUNTY_DIVISION)
        .at(COUNTY_DIVISION)
        .with(json!({ "added": done.added, "changed": done.changed }));
    Ok(Traced::new((), entry))
}
