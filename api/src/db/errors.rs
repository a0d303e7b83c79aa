//! What a database error means to us. The two databases tell the same thing in
//! different words; one function reads both, tested with real errors of each.

use diesel::result::{DatabaseErrorKind, Error};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A unique index said no; its name where it is one of [`UNIQUE`].
    Unique(Option<&'static str>),
    /// Another transaction was in the way: run this one again.
    Retry,
    /// The connection is gone; the database may be restarting.
    Lost,
    /// No room left on the disk.
    Full,
    /// A foreign key, a CHECK, an append-only guard: a fault of ours.
    Other,
}

/// The unique indexes whose violation a user can cause, with the columns by which
/// SQLite names them.
const UNIQUE: &[(&str, &str)] = &[
    ("users_username_key", "users.username"),
    ("persons_citizen_id", "persons.county, persons.citizen_id_hash"),
    ("household_members_one_household", "household_members.county, household_members.person_id"),
    ("cases_case_no", "cases.county, cases.case_no"),
    ("cases_one_open", "cases.county, cases.open_key"),
    ("case_acts_seq", "case_acts.county, case_acts.case_id, case_acts.seq"),
    ("case_acts_once", "case_acts.county, case_acts.case_id, case_acts.once_key"),
    ("case_bills_once", "case_bills.county, case_bills.live_key"),
    (
        "approval_batches_once_a_month",
        "approval_batches.county, approval_batches.township, approval_batches.item_code, approval_batches.month",
    ),
    ("payments_once", "payments.county, payments.case_id, payments.kind"),
    ("notices_once", "notices.county, notices.division, notices.item_code, notices.quarter, notices.part"),
    ("notice_entries_once", "notice_entries.county, notice_entries.case_id"),
    (
        "idempotency_keys_pkey",
        "idempotency_keys.county, idempotency_keys.principal, idempotency_keys.route, idempotency_keys.idempotency_key",
    ),
];

pub fn classify(error: &Error) -> Trouble {
    let Error::DatabaseError(kind, info) = error else {
        return match error {
            Error::BrokenTransactionManager => Trouble::Lost,
            Error::RollbackErrorOnCommit { commit_error, .. } => classify(commit_error),
            _ => Trouble::Other,
        };
    };
    match kind {
        DatabaseErrorKind::UniqueViolation => {
            let constraint = info.constraint_name().unwrap_or_default();
            let columns = info.message().split_once("failed: ").map_or("", |(_, columns)| columns);
            let known = UNIQUE.iter().find(|(name, theirs)| *name == constraint || *theirs == columns);
            Trouble::Unique(known.map(|(name, _)| *name))
        }
        DatabaseErrorKind::SerializationFailure => Trouble::Retry,
        DatabaseErrorKind::ClosedConnection => Trouble::Lost,
        _ => by_text(info.message()),
    }
}

/// Deadlocks, busy files, full disks and lost servers have no kind of their own.
fn by_text(message: &str) -> Trouble {
    const WORDS: &[(&str, Trouble)] = &[
        ("deadlock detected", Trouble::Retry),
        ("could not serialize", Trouble::Retry),
        ("database is locked", Trouble::Retry),
        ("database table is locked", Trouble::Retry),
        ("server closed the connection", Trouble::Lost),
        ("terminating connection", Trouble::Lost),
        ("connection to server", Trouble::Lost),
        ("no connection to the server", Trouble::Lost),
        ("could not receive data", Trouble::Lost),
        ("could not send data", Trouble::Lost),
        ("the database system is", Trouble::Lost),
        ("SSL connection has been closed", Trouble::Lost),
        ("database or disk is full", Trouble::Full),
        ("disk I/O error", Trouble::Full),
        ("No space left on device", Trouble::Full),
        ("could not extend file", Trouble::Full),
        // What SQLite says next when it has given up a whole transaction for want of room.
        ("no such savepoint", Trouble::Full),
        ("no transaction is active", Trouble::Full),
    ];
    WORDS.iter().find(|(words, _)| message.contains(words)).map_or(Trouble::Other, |(_, trouble)| *trouble)
}

/// Whether `error` is the violation of that unique index.
pub fn violates(error: &Error, index: &str) -> bool {
    classify(error) == Trouble::Unique(UNIQUE.iter().map(|(name, _)| *name).find(|name| *name == index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, SqliteConnection};

    #[test]
    fn a_real_unique_violation_of_sqlite_is_named_by_its_index() {
        let Ok(mut conn) = SqliteConnection::establish(":memory:") else { panic!("sqlite") };
        let made =
            conn.batch_execute("CREATE TABLE users (username TEXT UNIQUE); INSERT INTO users VALUES ('a');");
        assert!(made.is_ok());
        let Err(error) = conn.batch_execute("INSERT INTO users VALUES ('a')") else {
            panic!("took it twice")
        };
        // batch_execute gives no kind, so ask again through a prepared statement.
        let asked =
            diesel::RunQueryDsl::execute(diesel::sql_query("INSERT INTO users VALUES ('a')"), &mut conn);
        let Err(prepared) = asked else { panic!("took it twice") };
        assert!(violates(&prepared, "users_username_key"), "{error} / {prepared}");
        assert!(!violates(&prepared, "cases_one_open"));
    }
}
