//! Folds the log of SQLite into the file beside the writer, which would otherwise stand
//! still for it: a seventh of its time, and a tenth of a second for all who wait.
//!
//! The log begins anew only once all of it is folded, and the writer goes on meanwhile.
//! So the thread here does the bulk, then what came in between, and the little that is
//! left the writer folds itself between two groups.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::conn::{Conn, Url};

/// So many transactions are folded at once; one writes ten to twenty pages, and those that many
/// of them wrote are folded once.
const EVERY: usize = 1000;
const FOLD: &str = "PRAGMA wal_checkpoint(PASSIVE)";

pub struct Folding {
    start: SyncSender<()>,
    bulk_is_done: Arc<AtomicBool>,
    since: usize,
}

impl Folding {
    /// # Errors
    /// The file can not be opened, or the thread can not be started.
    pub fn beside(url: &Url) -> Result<Folding, String> {
        let conn = url.connect().map_err(|error| error.to_string())?;
        let (start, started) = sync_channel(1);
        let bulk_is_done = Arc::new(AtomicBool::new(false));
        let done = Arc::clone(&bulk_is_done);
        thread::Builder::new()
            .name("folding".to_owned())
            .spawn(move || run(conn, &started, &done))
            .map_err(|error| error.to_string())?;
        Ok(Folding { start, bulk_is_done, since: 0 })
    }

    /// Told by the writer after each group of so many transactions.
    pub fn written(&mut self, writer: &mut Conn, transactions: usize) {
        if self.bulk_is_done.swap(false, Ordering::Relaxed) {
            fold(writer);
        }
        self.since += transactions;
        if self.since >= EVERY && self.start.try_send(()).is_ok() {
            self.since = 0;
        }
    }
}

fn run(mut conn: Conn, started: &Receiver<()>, bulk_is_done: &AtomicBool) {
    while started.recv().is_ok() {
        fold(&mut conn);
        fold(&mut conn);
        bulk_is_done.store(true, Ordering::Relaxed);
    }
}

/// What can not be folded now stays in the log until the next time.
fn fold(conn: &mut Conn) {
    if let Err(error) = conn.execute_script(FOLD) {
        tracing::warn!(%error, "the log was not folded into the file");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::writer::Writer;

    #[tokio::test]
    async fn the_log_begins_anew_while_many_write_on() {
        const ROUNDS: usize = 100;
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("w.db");
        let url = Url::Sqlite(file.to_string_lossy().into_owned());
        url.connect().unwrap().execute_script("CREATE TABLE t (x BLOB)").unwrap();
        let writer = Writer::start(&url).unwrap();
        for _ in 0..ROUNDS {
            let insert = |conn: &mut Conn| Ok(conn.execute_script("INSERT INTO t VALUES (zeroblob(4000))")?);
            let many: Vec<_> = (0..EVERY / 10).map(|_| writer.write(insert)).collect();
            for written in futures_util::future::join_all(many).await {
                written.unwrap();
            }
        }
        let written = ROUNDS * EVERY / 10 * 4000;
        let log = std::fs::metadata(file.with_extension("db-wal")).unwrap().len();
        assert!(log < written as u64 / 2, "{log} bytes of log after {written} were written");
    }
}
