//! SQLite has one writer at a time, so there is one writer thread: it runs the
//! closures that are waiting, each in a savepoint of its own, in one transaction,
//! and answers them after the commit. One fsync then serves many clients.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::result::{DatabaseErrorKind, Error};
use tokio::sync::oneshot;

use super::conn::{Conn, Url};
use crate::failure::{Failure, Outcome};

type Manager = <Conn as diesel::Connection>::TransactionManager;

/// More waiting than this and a client is told to come back.
const QUEUE: usize = 2048;
/// One transaction takes at most this many, so that the first of them need not wait long.
const GROUP: usize = 256;

/// Tells the client, once it is known whether the group was committed.
type Finish = Box<dyn FnOnce(Result<(), Failure>) + Send>;
/// Runs a transaction in the group, or without a connection only learns that there is none.
type Job = Box<dyn FnOnce(Option<&mut Conn>) -> Step + Send>;

struct Step {
    finish: Finish,
    /// SQLite gave up the whole group, as it does on a full disk.
    lost: Option<Error>,
}

pub struct Writer {
    queue: SyncSender<Job>,
}

impl Writer {
    /// # Errors
    /// The file can not be opened, or the thread can not be started.
    pub fn start(url: &Url) -> Result<Writer, String> {
        let conn = url.connect().map_err(|error| error.to_string())?;
        let (queue, jobs) = sync_channel(QUEUE);
        let url = url.clone();
        thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || run(&url, conn, &jobs))
            .map_err(|error| error.to_string())?;
        Ok(Writer { queue })
    }

    /// Queues a transaction and waits until it is durable.
    pub async fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Conn) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |conn| {
            let (outcome, lost) = match conn {
                Some(conn) => in_savepoint(conn, act),
                None => (Err(Failure::no("database_unavailable")), None),
            };
            let finish: Finish = Box::new(move |committed| {
                // A client that hung up does not need its answer.
                let _ = tell.send(committed.and(outcome));
            });
            Step { finish, lost }
        });
        self.queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => Failure::no("overloaded"),
            TrySendError::Disconnected(_) => Failure::internal("the writer has ended"),
        })?;
        told.await.unwrap_or_else(|_| Err(Failure::internal("the writer dropped a transaction")))
    }
}

/// Runs `act` in a savepoint. The error beside the outcome says that there is no
/// savepoint any more: nothing of the group is left, and nothing more may be run in it.
fn in_savepoint<T>(
    conn: &mut Conn,
    act: impl FnOnce(&mut Conn) -> Outcome<T>,
) -> (Outcome<T>, Option<Error>) {
    if let Err(error) = Manager::begin_transaction(conn) {
        let lost = again(&error);
        return (Err(Failure::Database(error)), Some(lost));
    }
    let outcome = catch_unwind(AssertUnwindSafe(|| act(conn)))
        .unwrap_or_else(|_| Err(Failure::internal("a transaction panicked")));
    let ended = match &outcome {
        Ok(_) => Manager::commit_transaction(conn),
        Err(_) => Manager::rollback_transaction(conn),
    };
    let lost = ended.err().map(|error| match &outcome {
        Err(Failure::Database(cause)) => again(cause),
        _ => error,
    });
    (outcome, lost)
}

fn run(url: &Url, conn: Conn, jobs: &Receiver<Job>) {
    let mut conn = Some(conn);
    while let Ok(first) = jobs.recv() {
        if conn.is_none() {
            conn = url
                .connect()
                .inspect_err(|error| tracing::error!(%error, "the writer can not open the file"))
                .ok();
        }
        let Some(open) = conn.as_mut() else {
            (first(None).finish)(Ok(()));
            continue;
        };
        let (finished, error) = group(open, first, jobs);
        if error.is_some() {
            // Closing it takes back what is left of the group, whatever state it is in.
            conn = None;
        }
        for finish in finished {
            finish(error.as_ref().map_or(Ok(()), |cause| Err(Failure::Database(again(cause)))));
        }
    }
}

/// Runs what is waiting in one transaction; the error that undid all of it, if one did.
fn group(conn: &mut Conn, first: Job, jobs: &Receiver<Job>) -> (Vec<Finish>, Option<Error>) {
    if let Err(error) = begin(conn) {
        tracing::error!(%error, "the writer can not begin a transaction");
        return (vec![first(None).finish], Some(error));
    }
    let mut finished = Vec::new();
    let mut next = Some(first);
    while let Some(job) = next.take() {
        let Step { finish, lost } = job(Some(conn));
        finished.push(finish);
        if lost.is_some() {
            return (finished, lost);
        }
        if finished.len() < GROUP {
            next = jobs.try_recv().ok();
        }
    }
    let error = commit(conn).err();
    (finished, error)
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
    match conn {
        Conn::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
        Conn::Pg(pg) => AnsiTransactionManager::begin_transaction(pg),
    }
}

fn commit(conn: &mut Conn) -> Result<(), Error> {
    let done = match conn {
        Conn::Sqlite(sqlite) => AnsiTransactionManager::commit_transaction(sqlite),
        Conn::Pg(pg) => AnsiTransactionManager::commit_transaction(pg),
    };
    if let Err(error) = &done {
        tracing::error!(%error, "a commit failed; all of its group are told");
    }
    done
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

    #[tokio::test]
    async fn a_panic_costs_only_its_own_transaction() {
        let (_folder, url, writer) = writer();
        let panicked: Outcome<()> = writer.write(|_| panic!("a fault")).await;
        assert!(matches!(panicked, Err(Failure::Internal(_))));
        assert!(writer.write(|conn| insert(conn, 10)).await.is_ok());
        assert_eq!(count(&url), 1);
    }
}
