//! Diesel's manners on two databases. `read` and `write` hide which one it is:
//! SQLite has connections per thread and one writer with group commit, PostgreSQL
//! a pool and serializable transactions that are run again when they collide.

pub mod conn;
pub mod errors;
mod folding;
pub mod kept;
pub mod migrate;
mod one_of;
pub mod schema;
pub mod sealed;
pub mod stamps;
pub mod types;
mod writer;

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use diesel::Connection;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::query_dsl::RunQueryDsl;
use diesel::r2d2::{ManageConnection, Pool};
use diesel::result::Error;
use tokio::sync::Semaphore;

use self::conn::{Conn, Url};
use self::errors::Trouble;
pub use self::one_of::one_of;
use self::writer::Writer;
use crate::failure::{Failure, Outcome};
use crate::on_each;

/// Blocking threads that work on PostgreSQL at once; as many connections.
const CONNECTIONS: usize = 16;
/// More waiting than this and a client is told to come back.
const WAITING: usize = 512;
/// On small tables PostgreSQL takes rows read for whole pages, so that strangers collide.
/// Who has collided goes on in a lane, one after the other, and meets newcomers only: a
/// third attempt is rare. Whoever needs more than this is told to come back.
const ATTEMPTS: u32 = 20;
/// The advisory lock that is the lane.
const LANE: i64 = 0x79_61_6e_67;

pub struct Db {
    url: Url,
    kind: Kind,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
}

enum Kind {
    Sqlite(Writer),
    Postgres(Pool<Manager>),
}

impl Db {
    /// # Errors
    /// The database can not be reached or opened.
    pub fn open(url: Url) -> Result<Db, String> {
        let kind = match &url {
            Url::Sqlite(_) => Kind::Sqlite(Writer::start(&url)?),
            Url::Postgres(_) => Kind::Postgres(
                Pool::builder()
                    .max_size(CONNECTIONS as u32)
                    .min_idle(Some(1))
                    .connection_timeout(Duration::from_secs(3))
                    .error_handler(Box::new(QuietPool))
                    .build_unchecked(Manager(url.clone())),
            ),
        };
        let readers = match kind {
            // Reading SQLite is computing: more at once than cores only wait for each other.
            Kind::Sqlite(_) => thread::available_parallelism().map_or(4, |cores| cores.get() * 2),
            Kind::Postgres(_) => CONNECTIONS,
        };
        Ok(Db { url, kind, permits: Arc::new(Semaphore::new(readers)), waiting: AtomicUsize::new(0) })
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.kind, Kind::Sqlite(_))
    }

    pub fn url(&self) -> &Url {
        &self.url
    }

    /// A short read, a row or two by key. On SQLite it runs where it is called,
    /// without leaving the worker.
    pub async fn point<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Conn) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        match self.kind {
            Kind::Sqlite(_) => with_reader(&self.url, ask),
            Kind::Postgres(_) => self.read(ask).await,
        }
    }

    /// One statement, always where it is called: who asks must be known before anything
    /// else of the request is looked at.
    pub fn here<T>(&self, ask: impl FnOnce(&mut Conn) -> Outcome<T>) -> Outcome<T> {
        match &self.kind {
            Kind::Sqlite(_) => on_reader(&self.url, ask),
            Kind::Postgres(pool) => ask(&mut *checkout(pool)?),
        }
    }

    /// A read of any length, on a blocking thread.
    pub async fn read<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Conn) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        match &self.kind {
            Kind::Sqlite(_) => {
                let url = self.url.clone();
                self.blocking(move || with_reader(&url, ask)).await
            }
            Kind::Postgres(pool) => {
                let pool = pool.clone();
                self.blocking(move || of_one_state(&mut *checkout(&pool)?, ask)).await
            }
        }
    }

    /// A transaction: all of it is durable when this returns, or none of it happened.
    /// `act` may be run more than once and must have no effect but on the connection.
    pub async fn transact<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Conn) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        match &self.kind {
            Kind::Sqlite(writer) => writer.write(act).await,
            Kind::Postgres(pool) => {
                let pool = pool.clone();
                self.blocking(move || serializable(&pool, act)).await
            }
        }
    }

    /// A long read beside everything else: where it is called, on a connection of its own,
    /// of the one state the database has when it begins.
    pub fn alone<T>(&self, ask: impl FnOnce(&mut Conn) -> Outcome<T>) -> Outcome<T> {
        let mut conn = self.url.connect().map_err(|_| Failure::no("database_unavailable"))?;
        let sqlite = self.is_sqlite();
        if sqlite {
            // Read past the file's place in memory: a whole register mapped into it would
            // count as the server's own.
            conn.execute_script("PRAGMA query_only = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -16000")?;
        }
        conn.transaction(|conn| {
            if !sqlite {
                // So many rows at a time are looked up in the index: taken for more than they
                // are, each time the whole table would be read.
                conn.execute_script(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; \
                     SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; \
                     SET LOCAL enable_mergejoin = off",
                )?;
            }
            ask(conn)
        })
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Failure::no("overloaded"));
        }
        let permit = self.permits.clone().acquire_owned().await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        let permit = permit.map_err(Failure::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(permit);
            outcome
        });
        done.await.map_err(Failure::internal)?
    }
}

thread_local! {
    /// This thread's own SQLite connection: no pool, no lock.
    static READER: RefCell<Option<(Url, Conn)>> = const { RefCell::new(None) };
}

/// One state of the database for the whole answer, and one lock instead of one a
/// statement.
fn with_reader<T>(url: &Url, ask: impl FnOnce(&mut Conn) -> Outcome<T>) -> Outcome<T> {
    on_reader(url, |conn| {
        on_each!(conn, each => kept::Begin.execute(each))?;
        let outcome = ask(conn);
        // What failed is told as it failed; its connection is not used again.
        if !matches!(outcome, Err(Failure::Database(_))) {
            on_each!(conn, each => kept::Commit.execute(each))?;
        }
        outcome
    })
}

fn on_reader<T>(url: &Url, ask: impl FnOnce(&mut Conn) -> Outcome<T>) -> Outcome<T> {
    READER.with_borrow_mut(|slot| {
        let mine = slot.take().filter(|(theirs, _)| theirs == url);
        let (url, mut conn) = match mine {
            Some(mine) => mine,
            None => {
                let mut conn = url.connect().map_err(|_| Failure::no("database_unavailable"))?;
                conn.execute_script("PRAGMA query_only = ON")?;
                (url.clone(), conn)
            }
        };
        // Put back after it is done, and well: what a panic or a failure leaves within a
        // transaction is not used again.
        let outcome = ask(&mut conn);
        if !matches!(outcome, Err(Failure::Database(_))) {
            *slot = Some((url, conn));
        }
        outcome
    })
}

/// As `with_reader`, on PostgreSQL: one state of the database for the whole answer.
fn of_one_state<T>(conn: &mut Conn, ask: impl FnOnce(&mut Conn) -> Outcome<T>) -> Outcome<T> {
    conn.transaction(|conn| {
        conn.execute_script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")?;
        ask(conn)
    })
}

type Pooled = diesel::r2d2::PooledConnection<Manager>;

fn checkout(pool: &Pool<Manager>) -> Outcome<Pooled> {
    pool.get().map_err(|_| Failure::no("database_unavailable"))
}

fn serializable<T>(pool: &Pool<Manager>, act: impl Fn(&mut Conn) -> Outcome<T>) -> Outcome<T> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        let mut conn = checkout(pool)?;
        let mut ran = false;
        let again = attempt > 1;
        if again {
            // Before BEGIN: the transaction must see what the one before it wrote.
            conn.execute_script(&format!("SELECT pg_advisory_lock({LANE})"))?;
        }
        let outcome = conn.transaction(|conn| {
            // A whole table that was read is in everyone's way, an index's page in that of few.
            conn.execute_script(
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SET LOCAL enable_seqscan = off",
            )?;
            let outcome = act(conn);
            ran = outcome.is_ok();
            outcome
        });
        if again {
            // A connection that is gone has let go of it.
            let left = conn.execute_script(&format!("SELECT pg_advisory_unlock({LANE})"));
            if let Err(error) = left {
                tracing::debug!(%error, "the lane was left by losing the connection");
            }
        }
        match outcome {
            Err(Failure::Database(error)) if attempt < ATTEMPTS => match errors::classify(&error) {
                Trouble::Retry => tracing::debug!(attempt, "a transaction is run again"),
                // Two of the same at once: run again, the second finds what the first wrote
                // and answers by it.
                Trouble::Unique(Some(_)) => {}
                // Before COMMIT nothing happened; after it nobody knows, and the client asks again.
                Trouble::Lost if !ran => {}
                _ => return Err(Failure::Database(error)),
            },
            Err(Failure::Database(error)) if errors::classify(&error) == Trouble::Retry => {
                tracing::warn!(attempt, "a transaction never got through");
                return Err(Failure::no("overloaded"));
            }
            other => return other,
        }
        drop(conn);
        let jitter: u64 = rand::random_range(1..=1 << attempt.min(7));
        std::thread::sleep(Duration::from_millis(jitter));
    }
}

/// Hands out connections that were asked whether they still live, so that a restart
/// of the database heals by itself.
struct Manager(Url);

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, diesel::r2d2::Error> {
        self.0.connect().map_err(diesel::r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), diesel::r2d2::Error> {
        conn.execute_script("SELECT 1").map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking()
            || match conn {
                Conn::Pg(pg) => AnsiTransactionManager::is_broken_transaction_manager(pg),
                Conn::Sqlite(sqlite) => AnsiTransactionManager::is_broken_transaction_manager(sqlite),
            }
    }
}

#[derive(Debug)]
struct QuietPool;

impl diesel::r2d2::HandleError<diesel::r2d2::Error> for QuietPool {
    fn handle_error(&self, error: diesel::r2d2::Error) {
        tracing::warn!(%error, "a database connection could not be made");
    }
}

/// Whether the database answers.
///
/// # Errors
/// It does not.
pub fn ping(conn: &mut Conn) -> Outcome<()> {
    conn.execute_script("SELECT 1").map_err(|error: Error| Failure::Database(error))
}

/// Binds a closure to both connections: what diesel can not spell on the two at once, and
/// what is asked so often that the statement should be known by its type, not by a text
/// that is put together each time.
#[macro_export]
macro_rules! on_each {
    ($conn:expr, $inner:ident => $body:expr) => {
        match $conn {
            $crate::db::conn::Conn::Pg($inner) => $body,
            $crate::db::conn::Conn::Sqlite($inner) => $body,
        }
    };
}
