//! The one thread of a server that computes what is waiting. How far it is, and whether it
//! is still wanted, stands in the simulation's row, so that any copy of the server can tell
//! and cancel; one whose row has not been written for long has been interrupted.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};
use yangguang_domain::policy::Policy;
use yangguang_domain::simulation::Tally;

use super::model::{Request, SimulationState, Stored};
use super::rows::Changed;
use super::sides::Sides;
use super::store::population::Population;
use super::store::{self, End, NewRows, Row};
use crate::app::{Call, Shared};
use crate::audit::{Entry, Traced};
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::stamps;
use crate::db::types::{At, Doc};
use crate::divisions::township_of;
use crate::failure::{Failure, Outcome};
use crate::ids::SimulationId;

/// How often it is looked whether something waits.
const LOOK: Duration = Duration::from_millis(250);
/// How often the row is written meanwhile.
const BEAT: Duration = Duration::from_millis(400);
/// Whoever was silent for so long does not compute any more.
const LOST_SECONDS: i64 = 60;
/// Stored rows written in one transaction: other writers wait for it.
const ROWS_AT_ONCE: usize = 8;

/// # Errors
/// The thread can not be started.
pub fn start(app: &Shared) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let app = Arc::clone(app);
    let work = move || {
        if let Err(failure) = again(&app, &runtime) {
            tracing::error!(?failure, "interrupted simulations were not begun again");
        }
        loop {
            // A fault of ours costs the one simulation, which goes silent, and not the thread.
            let looked = catch_unwind(AssertUnwindSafe(|| look(&app, &runtime)))
                .unwrap_or_else(|_| Err(Failure::internal("a simulation panicked")));
            let again = match looked {
                Ok(again) => again,
                Err(failure) => {
                    tracing::warn!(?failure, "no simulation could be looked for");
                    thread::sleep(LOOK * 8);
                    false
                }
            };
            if !again {
                thread::sleep(LOOK);
            }
        }
    };
    thread::Builder::new().name("simulations".to_owned()).spawn(work).map(|_| ())
}

/// Nobody but this server computes on its file: what was running when it ended has been
/// interrupted, and waits again. Of several servers on one database each knows only of itself.
fn again(app: &Shared, runtime: &Runtime) -> Outcome<()> {
    if app.db.is_sqlite() {
        let now = app.clock.now();
        runtime.block_on(app.db.transact(move |conn| Ok(store::requeue(conn, now)?)))?;
    }
    Ok(())
}

/// Computes the first that waits, if one does.
fn look(app: &Shared, runtime: &Runtime) -> Outcome<bool> {
    let open = runtime.block_on(app.db.read(|conn| Ok(store::open(conn)?)))?;
    let now = app.clock.now();
    let lost = |at: At| now.at - at.0 > TimeDelta::seconds(LOST_SECONDS);
    for known in open.iter().filter(|known| known.heartbeat_at.is_some_and(lost)) {
        let job = Job { app, runtime, county: known.county.clone(), id: known.id };
        // One that can not even be ended must not keep the others waiting.
        if let Err(failure) = job.end(SimulationState::Failed, Some("interrupted"), None) {
            tracing::error!(simulation = %known.id, ?failure, "an interrupted simulation was not ended");
        }
    }
    let busy = |county: &str| open.iter().any(|known| known.state == "running" && known.county == county);
    for known in open.iter().filter(|known| known.state == "queued" && !busy(&known.county)) {
        let job = Job { app, runtime, county: known.county.clone(), id: known.id };
        if job.claim()? {
            job.run()?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// One simulation of this server.
struct Job<'a> {
    app: &'a Shared,
    runtime: &'a Runtime,
    county: String,
    id: SimulationId,
}

/// What came out; none where nobody wants it any more.
type Ended = Option<(Tally, Changed)>;

impl Job<'_> {
    /// A write of this job, in a transaction of its own.
    fn write<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Conn, &str, SimulationId, Moment) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let (county, id, now) = (self.county.clone(), self.id, self.app.clock.now());
        self.runtime.block_on(self.app.db.transact(move |conn| act(conn, &county, id, now)))
    }

    fn claim(&self) -> Outcome<bool> {
        self.write(|conn, county, id, now| Ok(store::claim(conn, county, id, now)?))
    }

    fn run(&self) -> Outcome<()> {
        let begun = Instant::now();
        let ended = self.compute().and_then(|ended| match ended {
            Some((tally, changed)) => {
                self.keep(changed)?;
                self.end(SimulationState::Done, None, Some(Doc::of(&Stored { tally })?))
            }
            None => self.forget(),
        });
        let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or_default();
        match ended {
            Ok(()) => {
                tracing::info!(simulation = %self.id, milliseconds, "a simulation ended");
                Ok(())
            }
            Err(failure) => {
                tracing::error!(simulation = %self.id, ?failure, "a simulation failed");
                self.end(SimulationState::Failed, Some("internal"), None)
            }
        }
    }

    /// Reads the register of one moment, so many households at a time, and computes both
    /// policies on it.
    fn compute(&self) -> Outcome<Ended> {
        let (app, county, id) = (Arc::clone(self.app), self.county.clone(), self.id);
        let (row, document) = self.runtime.block_on(self.app.db.read(move |conn| {
            // The version in force may have been activated by another copy of the server.
            let stamps = stamps::read(conn)?;
            app.rules.refresh(conn, stamps)?;
            Ok(store::job(conn, &county, id)?)
        }))?;
        let request: Request = row.request.read()?;
        let policies = self.app.rules.policies();
        let before = request.before_version.map(|version| policies.version(&row.policy_code, version));
        let before = before.transpose()?;
        let after = Policy::parse(document.text()).map_err(|problems| {
            Failure::internal(format!("a document that was sound is not: {problems:?}"))
        })?;
        let sides = Sides { before: before.as_ref().map(|dated| &dated.rule), after: &after, request };
        let population = population(&row, &sides.request);
        self.app.db.alone(|conn| {
            let (mut tally, mut changed) = (Tally::default(), Changed::default());
            let total = population.count(conn)?;
            let (mut done, mut after, mut told) = (0, None, Instant::now());
            if !self.beat(done, total)? {
                return Ok(None);
            }
            loop {
                let chunk = population.next(conn, after)?;
                let Some(last) = chunk.heads.last() else { break };
                after = Some(last.id);
                done += i64::try_from(chunk.heads.len()).map_err(Failure::internal)?;
                let sums = sides.sums(&chunk.heads, chunk.households, &policies)?;
                for (head, sums) in chunk.heads.iter().zip(sums) {
                    let township = township_of(&head.division);
                    let kind = tally.take(&township, &head.category, sums);
                    if let (Some(kind), Some((before, after))) = (kind, sums) {
                        changed.take(head, township, kind, before, after);
                    }
                }
                if told.elapsed() >= BEAT {
                    told = Instant::now();
                    if !self.beat(done, total)? {
                        return Ok(None);
                    }
                }
            }
            Ok(self.beat(done, total)?.then_some((tally, changed)))
        })
    }

    /// Tells how far it is; no where nobody wants it any more.
    fn beat(&self, done: i64, total: i64) -> Outcome<bool> {
        self.write(move |conn, county, id, now| Ok(store::beat(conn, county, id, (done, total), now)?))
    }

    fn keep(&self, changed: Changed) -> Outcome<()> {
        let mut stored = changed.stored(&self.county, self.id, self.app.clock.now());
        loop {
            let some: Vec<NewRows> = stored.by_ref().take(ROWS_AT_ONCE).collect::<Outcome<_>>()?;
            if some.is_empty() {
                return Ok(());
            }
            self.write(move |conn, _, _, _| Ok(store::insert_rows(conn, &some)?))?;
        }
    }

    fn forget(&self) -> Outcome<()> {
        self.write(|conn, county, id, _| Ok(store::delete_rows(conn, county, id)?)).map(|_| ())
    }

    /// Ends it as whoever started it; what was kept of one that is not done is removed.
    fn end(&self, state: SimulationState, failure: Option<&'static str>, result: Option<Doc>) -> Outcome<()> {
        let (county, id) = (self.county.clone(), self.id);
        let read = move |conn: &mut Conn| {
            let (row, _) = store::job(conn, &county, id)?;
            store::starter(conn, &row)
        };
        let actor = self.runtime.block_on(self.app.db.read(read))?;
        let call = Call { actor, now: self.app.clock.now(), request_id: self.id.to_string() };
        let (county, id) = (self.county.clone(), self.id);
        let ended = self.runtime.block_on(self.app.transact(call, move |tx| {
            let end = End { state: state.as_str(), failure, result: result.clone() };
            let (row, _) = store::job(tx.conn, &county, id)?;
            if !store::end(tx.conn, &county, id, &["running"], end, tx.now)? {
                // Cancelled meanwhile; that has its own entry, and this one is not written.
                return Err(Failure::no("simulation_ended"));
            }
            let done = state == SimulationState::Done;
            if !done {
                store::delete_rows(tx.conn, &county, id)?;
            }
            let action = if done { "simulation.done" } else { "simulation.failed" };
            let entry = Entry::new(action, "simulation", id).at(&row.division);
            Ok(Traced::new((), entry.with(json!({ "households": row.done, "failure": failure }))))
        }));
        match ended {
            Err(Failure::Refused(refusal)) if refusal.code == "simulation_ended" => self.forget(),
            other => other,
        }
    }
}

fn population(row: &Row, request: &Request) -> Population {
    let digits = match row.division.trim_end_matches('0').len() {
        0..=6 => 6,
        7..=9 => 9,
        _ => 12,
    };
    let prefix = row.division.get(..digits).unwrap_or(&row.division);
    let whole = digits == 6;
    Population {
        county: row.county.clone(),
        divisions: (!whole).then(|| (format!("{prefix:0<12}"), format!("{prefix:9<12}"))),
        categories: request.categories.iter().map(|category| category.as_str()).collect(),
    }
}
