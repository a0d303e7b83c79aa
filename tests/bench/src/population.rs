//! A register of 400,000 households and 1,000,000 persons, written straight into the file of
//! a server that is not running: what lies in the columns that are read is as the service
//! writes it, what is sealed is noise of the same length.

use std::io;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

/// Four households are one, two, three and four persons.
pub const HOUSEHOLDS: u64 = 400_000;
pub const PERSONS: u64 = HOUSEHOLDS / 4 * 10;

/// An id as it is made one after the other, the rest of it scattered.
fn id(kind: &str, number: &str) -> String {
    format!("unhex(printf('{kind}%08x70008000%012x', {number}, (({number}) * 2654435761) % 281474976710656))")
}

/// The household of person `j`, of the ten of its four.
const HOME: &str =
    "((j / 10) * 4 + CASE WHEN j % 10 < 1 THEN 0 WHEN j % 10 < 3 THEN 1 WHEN j % 10 < 6 THEN 2 ELSE 3 END)";
const PLACE: &str =
    "(j % 10 - CASE WHEN j % 10 < 1 THEN 0 WHEN j % 10 < 3 THEN 1 WHEN j % 10 < 6 THEN 3 ELSE 6 END)";

fn told(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

/// # Errors
/// The file is not that of an installation with divisions and accounts.
pub fn seed(data: &Path) -> io::Result<()> {
    let path = data.join("yangguang.db");
    let mut conn = SqliteConnection::establish(&path.to_string_lossy()).map_err(told)?;
    conn.batch_execute("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA temp_store = MEMORY;")
        .map_err(told)?;
    let numbers = |last: u64, name: &str| {
        format!(
            "WITH RECURSIVE n({name}) AS (SELECT 0 UNION ALL SELECT {name} + 1 FROM n WHERE {name} < {})",
            last - 1
        )
    };
    let stamp = "'2026-01-01T00:00:00.000000Z'";
    let by = "(SELECT id FROM users ORDER BY id LIMIT 1)";
    // People of one time live all over the county.
    let village = |home: &str| {
        format!(
            "(SELECT code FROM villages WHERE rowid = 1 + (({home}) * 7919) % (SELECT count(*) FROM villages))"
        )
    };
    let script = [
        "BEGIN; CREATE TEMP TABLE villages AS SELECT code FROM divisions WHERE level = 5 ORDER BY code;"
            .to_owned(),
        format!(
            "{} INSERT INTO households (county, id, division, category, staff_kin, demo, version, created_by, \
             created_at, updated_at, income_fen) SELECT '360704', {}, {}, \
             CASE i % 10 WHEN 0 THEN 'urban_subsistence' WHEN 1 THEN 'near_poor' WHEN 2 THEN 'destitute' \
             WHEN 3 THEN 'other' ELSE 'rural_subsistence' END, 0, 0, 1, {by}, {stamp}, {stamp}, \
             CASE WHEN i % 50 = 7 THEN NULL ELSE ((i * 104729) % 160000) * (1 + i % 4) END FROM n;",
            numbers(HOUSEHOLDS, "i"),
            id("0190", "i"),
            village("i"),
        ),
        format!(
            "{} INSERT INTO persons (county, id, division, citizen_id_enc, citizen_id_hash, citizen_id_mask, name, \
             sex, birth_on, address_enc, phone_enc, phone_hash, phone_mask, demo, version, created_by, created_at, \
             updated_at) SELECT '360704', {}, {}, randomblob(47), printf('%064x', j), '369999********0121', \
             substr('赵钱孙李周吴郑王冯陈', 1 + j % 10, 1) || '某某', CASE j % 2 WHEN 0 THEN 'male' ELSE 'female' END, \
             date('1935-01-01', '+' || ((j * 7919) % 32000) || ' days'), randomblob(90), randomblob(40), \
             printf('%064x', j + 7), '138****0000', 0, 1, {by}, {stamp}, {stamp} FROM n;",
            numbers(PERSONS, "j"),
            id("0191", "j"),
            village(HOME),
        ),
        format!(
            "{} INSERT INTO household_members (county, id, household_id, person_id, relation, position, since_on, \
             created_at, conditions) SELECT '360704', {}, {}, {}, \
             CASE {PLACE} WHEN 0 THEN 'head' ELSE 'child' END, {PLACE}, '2026-01-01', {stamp}, \
             CASE WHEN j % 29 = 0 THEN 'severely_ill' WHEN j % 41 = 0 THEN 'severely_disabled' END FROM n;",
            numbers(PERSONS, "j"),
            id("0192", "j"),
            id("0190", HOME),
            id("0191", "j"),
        ),
        "COMMIT; DROP TABLE villages; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE;".to_owned(),
    ];
    for sql in script {
        conn.batch_execute(&sql).map_err(told)?;
    }
    let count = diesel::dsl::sql::<BigInt>("(SELECT count(*) FROM household_members WHERE until_on IS NULL)");
    let members: i64 = diesel::select(count).get_result(&mut conn).map_err(told)?;
    println!("{HOUSEHOLDS} households, {members} of their members in the register");
    Ok(())
}
