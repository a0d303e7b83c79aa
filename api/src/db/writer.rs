//! SQLite has one writer at a time, so there is one writer thread: it runs the acts that
//! are waiting in one transaction and answers them after the commit. One fsync then serves
//! many clients.
//!
//! An act that fails has mostly written nothing yet. If it has, the group is taken back and
//! all of it is run again, each act in a savepoint of its own: a savepoint keeps a copy of
//! every page that is written in it, which would cost all of them a tenth of their time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::result::{ConnectionError, ConnectionResult, DatabaseErrorKind, Error};
use diesel::sql_types::BigInt;
use tokio::sync::oneshot;

use super::conn::{Conn, Url};
use super::folding::Folding;
use crate::failure::{Failure, Outcome};
use crate::on_each;

type Manager = <Conn as diesel::Connection>::TransactionManager;

/// More waiting than this and a client is told to come back.
const QUEUE: usize = 2048;
/// One transaction takes at most this many, so that the first of them need not wait long.
const GROUP: usize = 256;

/// An act and the client who waits for it.
trait Job: Send {
    fn run(&mut self, conn: &mut Conn) -> Ran;
    /// The database's error, if it failed for one.
    fn cause(&self) -> Option<&Error>;
    /// Tells the client, once it is known whether the group was committed.
    fn tell(self: Box<Self>, committed: Result<(), Failure>);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ran {
    Done,
    Refused,
    /// Within a savepoint of its own, perhaps, that is open still.
    Panicked,
}

/// Why a group was not committed.
enum Trouble {
    /// One of it wrote and failed; the others can be run again.
    Spoilt,
    /// The database failed, or gave up the whole group, as SQLite does on a full disk.
    Lost(Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble::Lost(error)
    }
}

struct Waiting<T, A> {
    act: A,
    outcome: Option<Outcome<T>>,
    client: oneshot::Sender<Outcome<T>>,
}

impl<T: Send, A: Fn(&mut Conn) -> Outcome<T> + Send> Job for Waiting<T, A> {
    fn run(&mut self, conn: &mut Conn) -> Ran {
        let (ran, outcome) = match catch_unwind(AssertUnwindSafe(|| (self.act)(conn))) {
            Ok(Ok(value)) => (Ran::Done, Ok(value)),
            Ok(Err(failure)) => (Ran::Refused, Err(failure)),
            Err(_) => (Ran::Panicked, Err(Failure::internal("a transaction panicked"))),
        };
        self.outcome = Some(outcome);
        ran
    }

    fn cause(&self) -> Option<&Error> {
        match &self.outcome {
            Some(Err(Failure::Database(cause))) => Some(cause),
            _ => None,
        }
    }

    fn tell(self: Box<Self>, committed: Result<(), Failure>) {
        let outcome = self.outcome.unwrap_or_else(|| Err(Failure::no("database_unavailable")));
        // A client that hung up does not need its answer.
        let _ = self.client.send(outcome.and_then(|value| committed.map(|()| value)));
    }
}

pub struct Writer {
    queue: SyncSender<Box<dyn Job>>,
}

impl Writer {
    /// # Errors
    /// The file can not be opened, or a thread can not be started.
    pub fn start(url: &Url) -> Result<Writer, String> {
        let conn = open(url).map_err(|error| error.to_string())?;
        let folding = Folding::beside(url)?;
        let (queue, jobs) = sync_channel(QUEUE);
        let url = url.clone();
        thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || run(&url, conn, folding, &jobs))
            .map_err(|error| error.to_string())?;
        Ok(Writer { queue })
    }

    /// Queues a transaction and waits until it is durable. `act` may be run more than once.
    pub async fn write<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Conn) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let (client, told) = oneshot::channel();
        let job = Box::new(Waiting { act, outcome: None, client });
        self.queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => Failure::no("overloaded"),
            TrySendError::Disconnected(_) => Failure::internal("the writer has ended"),
        })?;
        told.await.unwrap_or_else(|_| Err(Failure::internal("the writer dropped a transaction")))
    }
}

/// A group may change more pages than a reader's cache holds. Written to the log before the
/// commit, they would be written again with it, so they stay in memory until then; and what
/// was changed last is often read next. A log that [`Folding`] does not keep short is folded
/// by the writer itself.
fn open(url: &Url) -> ConnectionResult<Conn> {
    let mut conn = url.connect()?;
    let ours = "PRAGMA cache_spill = OFF; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 40000";
    conn.execute_script(ours).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

fn open_again(url: &Url) -> Option<Conn> {
    open(url).inspect_err(|error| tracing::error!(%error, "the writer can not open the file")).ok()
}

fn run(url: &Url, conn: Conn, mut folding: Folding, jobs: &Receiver<Box<dyn Job>>) {
    let mut conn = Some(conn);
    while let Ok(first) = jobs.recv() {
        let Some(mut ready) = conn.take().or_else(|| open_again(url)) else {
            first.tell(Ok(()));
            continue;
        };
        let mut group = Vec::new();
        let mut ended = together(&mut ready, &mut group, first, jobs);
        // Closing a connection takes back what is left of the group, whatever state it is in.
        conn = match ended {
            Ok(()) => Some(ready),
            Err(Trouble::Lost(_)) => None,
            Err(Trouble::Spoilt) => {
                drop(ready);
                open_again(url).and_then(|mut fresh| {
                    ended = one_by_one(&mut fresh, &mut group);
                    ended.is_ok().then_some(fresh)
                })
            }
        };
        let transactions = group.len();
        for job in group {
            job.tell(match &ended {
                Ok(()) => Ok(()),
                Err(Trouble::Lost(cause)) => Err(Failure::Database(again(cause))),
                Err(Trouble::Spoilt) => Err(Failure::no("database_unavailable")),
            });
        }
        if let Some(ready) = conn.as_mut() {
            folding.written(ready, transactions);
        }
    }
}

/// Runs what is waiting in one transaction, and puts into `group` whom to tell.
fn together(
    conn: &mut Conn,
    group: &mut Vec<Box<dyn Job>>,
    first: Box<dyn Job>,
    jobs: &Receiver<Box<dyn Job>>,
) -> Result<(), Trouble> {
    group.push(first);
    begin(conn)?;
    let mut written = changes(conn)?;
    let mut place = 0;
    while let Some(job) = group.get_mut(place) {
        let ran = job.run(conn);
        if ran != Ran::Panicked && !still_open(conn) {
            return Err(Trouble::Lost(job.cause().map_or(Error::BrokenTransactionManager, again)));
        }
        match ran {
            Ran::Done => written = changes(conn)?,
            Ran::Refused if changes(conn)? == written => {}
            Ran::Refused => return Err(Trouble::Spoilt),
            Ran::Panicked => {
                group.remove(place).tell(Ok(()));
                return Err(Trouble::Spoilt);
            }
        }
        place += 1;
        if place < GROUP {
            group.extend(jobs.try_recv());
        }
    }
    Ok(commit(conn)?)
}

/// Runs a group that was taken back once more, so that what fails now leaves nothing.
fn one_by_one(conn: &mut Conn, group: &mut [Box<dyn Job>]) -> Result<(), Trouble> {
    begin(conn)?;
    for job in group {
        Manager::begin_transaction(conn)?;
        match job.run(conn) {
            Ran::Done => Manager::commit_transaction(conn)?,
            Ran::Refused => Manager::rollback_transaction(conn)?,
            Ran::Panicked => return Err(Trouble::Spoilt),
        }
    }
    Ok(commit(conn)?)
}

/// The rows written over this connection so far, those taken back included.
fn changes(conn: &mut Conn) -> QueryResult<i64> {
    let count = diesel::select(sql::<BigInt>("total_changes()"));
    on_each!(conn, each => count.get_result(each))
}

/// Whether SQLite has not given up the transaction, after which what follows would stand
/// alone: within one none can be begun.
fn still_open(conn: &mut Conn) -> bool {
    conn.execute_script("BEGIN").is_err()
}

/// The same error for one more client; diesel's can not be cloned.
fn again(error: &Error) -> Error {
    match error {
        Error::DatabaseError(_, info) => {
            Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(info.message().to_owned()))
        }
        Error::RollbackErrorOnCommit { commit_error, .. } => again(commit_error),
        Error::NotInTransaction => Error::NotInTransaction,
        _ => Error::BrokenTransactionManager,
    }
}

fn begin(conn: &mut Conn) -> Result<(), Error> {
    let done = match conn {
        Conn::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
        Conn::Pg(pg) => AnsiTransactionManager::begin_transaction(pg),
    };
    done.inspect_err(|error| tracing::error!(%error, "the writer can not begin a transaction"))
}

fn commit(conn: &mut Conn) -> Result<(), Error> {
    let done = match conn {
        Conn::Sqlite(sqlite) => AnsiTransactionManager::commit_transaction(sqlite),
        Conn::Pg(pg) => AnsiTransactionManager::commit_transaction(pg),
    };
    done.inspect_err(|error| tracing::error!(%error, "a commit failed; all of its group are told"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::errors::{Trouble, classify};

    fn trouble<T: std::fmt::Debug>(outcome: Outcome<T>) -> Trouble {
        match outcome {
            Err(Failure::Database(error)) => classify(&error),
            other => panic!("{other:?}"),
        }
    }

    fn writer() -> (tempfile::TempDir, Url, Writer) {
        let folder = tempfile::TempDir::new().unwrap();
        let url = Url::Sqlite(folder.path().join("w.db").to_string_lossy().into_owned());
        url.connect().unwrap().execute_script("CREATE TABLE t (x TEXT)").unwrap();
        let writer = Writer::start(&url).unwrap();
        (folder, url, writer)
    }

    fn insert(conn: &mut Conn, bytes: usize) -> Outcome<()> {
        Ok(conn.execute_script(&format!("INSERT INTO t VALUES (zeroblob({bytes}))"))?)
    }

    fn count(url: &Url) -> i64 {
        use diesel::prelude::*;
        let counted =
            diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>("(SELECT COUNT(*) FROM t)"));
        counted.get_result(&mut url.connect().unwrap()).unwrap()
    }

    #[tokio::test]
    async fn a_statement_that_finds_the_disk_full_is_told_so_and_the_writer_goes_on() {
        let (_folder, url, writer) = writer();
        let full = writer.write(|conn| {
            conn.execute_script("PRAGMA max_page_count = 8")?;
            insert(conn, 100_000)
        });
        assert_eq!(trouble(full.await), Trouble::Full);
        assert!(writer.write(|conn| insert(conn, 100)).await.is_ok());
        assert_eq!(count(&url), 1);
    }

    #[tokio::test]
    async fn nothing_of_a_group_is_kept_when_the_disk_was_full_in_its_middle() {
        let (_folder, url, writer) = writer();
        // Holds the writer, so that the three behind it make one group.
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let first = writer.write(move |_| {
            wait.recv().unwrap();
            Ok(())
        });
        let before = writer.write(|conn| insert(conn, 10));
        let swallowed = writer.write(|conn| {
            conn.execute_script("PRAGMA max_page_count = 8")?;
            // The error is overlooked, and the next statement would stand alone.
            let _ = insert(conn, 100_000);
            Ok(())
        });
        let behind = writer.write(|conn| insert(conn, 10));
        let release = async { go.send(()).unwrap() };
        let (first, before, swallowed, behind, ()) = tokio::join!(first, before, swallowed, behind, release);
        let good = [first, before, swallowed, behind].map(|outcome| outcome.is_ok());
        let kept = good.iter().skip(1).filter(|good| **good).count() as i64;
        assert!(!good[2], "{good:?}");
        assert_eq!(count(&url), kept, "{good:?}");
        assert!(writer.write(|conn| insert(conn, 10)).await.is_ok());
    }

    /// Runs `odd` between two acts that insert a row each, all three in one group.
    async fn in_the_middle(
        writer: &Writer,
        odd: impl Fn(&mut Conn) -> Outcome<()> + Send + 'static,
    ) -> Outcome<()> {
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let held = writer.write(move |_| {
            let _ = wait.recv();
            Ok(())
        });
        let before = writer.write(|conn| insert(conn, 10));
        let odd = writer.write(odd);
        let behind = writer.write(|conn| insert(conn, 10));
        let release = async { drop(go) };
        let (held, before, odd, behind, ()) = tokio::join!(held, before, odd, behind, release);
        assert!(held.is_ok() && before.is_ok() && behind.is_ok());
        odd
    }

    #[tokio::test]
    async fn an_act_that_fails_after_it_wrote_leaves_nothing_and_the_others_of_its_group_stay() {
        let (_folder, url, writer) = writer();
        let failed = in_the_middle(&writer, |conn| {
            insert(conn, 10)?;
            Err(Failure::no("stale_version"))
        });
        assert!(matches!(failed.await, Err(Failure::Refused(_))));
        assert_eq!(count(&url), 2);
    }

    #[tokio::test]
    async fn a_panic_costs_only_its_own_transaction_however_deep_it_was() {
        let (_folder, url, writer) = writer();
        let panicked = in_the_middle(&writer, |conn| {
            conn.transaction(|conn| {
                insert(conn, 10)?;
                panic!("a fault")
            })
        });
        assert!(matches!(panicked.await, Err(Failure::Internal(_))));
        assert_eq!(count(&url), 2);
        assert!(writer.write(|conn| insert(conn, 10)).await.is_ok());
        assert_eq!(count(&url), 3);
    }
}
