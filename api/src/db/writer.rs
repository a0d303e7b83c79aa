//! SQLite has one writer at a time, so there is one writer thread: it runs the
//! closures that are waiting, each in a savepoint of its own, in one transaction,
//! and answers them after the commit. One fsync then serves many clients.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;

use diesel::Connection;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::result::Error;
use tokio::sync::oneshot;

use super::conn::{Conn, Url};
use crate::failure::{Failure, Outcome};

/// More waiting than this and a client is told to come back.
const QUEUE: usize = 2048;
/// One transaction takes at most this many, so that the first of them need not wait long.
const GROUP: usize = 256;

/// Tells the client, once it is known whether the group was committed.
type Finish = Box<dyn FnOnce(Result<(), Failure>) + Send>;
type Job = Box<dyn FnOnce(&mut Conn) -> Finish + Send>;

pub struct Writer {
    queue: SyncSender<Job>,
}

impl Writer {
    /// # Errors
    /// The file can not be opened, or the thread can not be started.
    pub fn start(url: &Url) -> Result<Writer, String> {
        let mut conn = url.connect().map_err(|error| error.to_string())?;
        let (queue, jobs) = sync_channel(QUEUE);
        thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || run(&mut conn, &jobs))
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
            let outcome = in_savepoint(conn, act);
            Box::new(move |committed| {
                // A client that hung up does not need its answer.
                let _ = tell.send(committed.and(outcome));
            })
        });
        self.queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => Failure::no("overloaded"),
            TrySendError::Disconnected(_) => Failure::internal("the writer has ended"),
        })?;
        told.await.unwrap_or_else(|_| Err(Failure::internal("the writer dropped a transaction")))
    }
}

fn in_savepoint<T>(conn: &mut Conn, act: impl FnOnce(&mut Conn) -> Outcome<T>) -> Outcome<T> {
    conn.transaction(|conn| {
        catch_unwind(AssertUnwindSafe(|| act(conn)))
            .unwrap_or_else(|_| Err(Failure::internal("a transaction panicked")))
    })
}

fn run(conn: &mut Conn, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let mut finished = Vec::new();
        let committed = match begin(conn) {
            Err(error) => {
                // Nothing was run: each is told, none is lost.
                let group = std::iter::once(first).chain(jobs.try_iter().take(GROUP - 1));
                group.for_each(drop);
                tracing::error!(%error, "the writer can not begin a transaction");
                continue;
            }
            Ok(()) => {
                finished.push(first(conn));
                while finished.len() < GROUP {
                    match jobs.try_recv() {
                        Ok(job) => finished.push(job(conn)),
                        Err(_) => break,
                    }
                }
                commit(conn)
            }
        };
        let mut error = committed.err();
        for finish in finished {
            finish(match error.take() {
                None => Ok(()),
                Some(cause) => {
                    let told = Err(again(&cause));
                    error = Some(cause);
                    told
                }
            });
        }
    }
}

fn again(error: &Error) -> Failure {
    match error {
        Error::DatabaseError(_, info) => Failure::Database(Error::DatabaseError(
            diesel::result::DatabaseErrorKind::Unknown,
            Box::new(info.message().to_owned()),
        )),
        other => Failure::internal(other),
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
