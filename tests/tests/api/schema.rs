//! Facts about the schema, read from the real catalogue, so that the same schema can be
//! spread over more than one machine.

use yangguang::db::migrate::APPEND_ONLY;
use yangguang_tests::Server;
use yangguang_tests::build::{self, Staff};
use yangguang_tests::database::{Database, on_postgres};

use crate::entitlements::{changed, granted, household};

/// Small tables that never point at growing ones.
const REFERENCE: &[&str] = &[
    "divisions",
    "calendar_years",
    "calendar_days",
    "policies",
    "laws",
    "flows",
    "service_items",
    "users",
    "stamps",
    // How far each renewal of an index is, over all counties.
    "token_renewals",
];

fn tables(database: &Database) -> Vec<String> {
    let sql = if on_postgres() {
        "SELECT table_name::text AS t FROM information_schema.tables WHERE table_schema = 'public'"
    } else {
        "SELECT name AS t FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    };
    let mut names = database.texts(sql);
    names.retain(|name| name != "__diesel_schema_migrations");
    assert!(names.len() > 20, "{names:?}");
    names
}

fn growing(database: &Database) -> Vec<String> {
    tables(database).into_iter().filter(|name| !REFERENCE.contains(&name.as_str())).collect()
}

/// `name|type` of each column, and `pk` columns in order.
fn columns(database: &Database, table: &str) -> Vec<(String, String)> {
    let sql = if on_postgres() {
        format!(
            "SELECT column_name || '|' || upper(data_type) AS t FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position"
        )
    } else {
        format!("SELECT name || '|' || upper(type) AS t FROM pragma_table_info('{table}') ORDER BY cid")
    };
    let split =
        |text: String| text.split_once('|').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("two parts");
    database.texts(&sql).into_iter().map(split).collect()
}

/// First columns of every unique index, the primary key among them.
fn first_of_unique(database: &Database, table: &str) -> Vec<String> {
    let sql = if on_postgres() {
        format!(
            "SELECT a.attname::text AS t FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid \
             AND a.attnum = i.indkey[0] WHERE i.indrelid = '{table}'::regclass AND i.indisunique"
        )
    } else {
        format!(
            "SELECT (SELECT name FROM pragma_index_info(l.name) WHERE seqno = 0) AS t \
             FROM pragma_index_list('{table}') l WHERE l.\"unique\" = 1"
        )
    };
    database.texts(&sql)
}

#[tokio::test]
async fn every_unique_index_of_a_growing_table_begins_with_its_county() {
    let database = Database::seeded();
    for table in growing(&database) {
        let firsts = first_of_unique(&database, &table);
        assert!(!firsts.is_empty() && firsts.iter().all(|column| column == "county"), "{table}: {firsts:?}");
    }
}

#[tokio::test]
async fn every_foreign_key_of_a_growing_table_begins_with_county_or_leads_to_a_reference_table() {
    let database = Database::seeded();
    for table in growing(&database) {
        let sql = if on_postgres() {
            format!(
                "SELECT a.attname || '|' || c.confrelid::regclass::text AS t FROM pg_constraint c \
                 JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
                 WHERE c.conrelid = '{table}'::regclass AND c.contype = 'f'"
            )
        } else {
            format!(
                "SELECT \"from\" || '|' || \"table\" AS t FROM pragma_foreign_key_list('{table}') WHERE seq = 0"
            )
        };
        for key in database.texts(&sql) {
            let (column, to) = key.split_once('|').expect("two parts");
            assert!(column == "county" || REFERENCE.contains(&to), "{table}: {key}");
        }
    }
}

#[tokio::test]
async fn money_is_a_whole_number_of_fen_and_every_row_knows_when_it_was_made() {
    let database = Database::seeded();
    for table in tables(&database) {
        let columns = columns(&database, &table);
        assert!(columns.iter().any(|(name, _)| name == "created_at"), "{table}");
        for (name, kind) in &columns {
            assert!(!name.ends_with("_fen") || kind == "BIGINT", "{table}.{name} is {kind}");
            assert!(name != "id" || ["UUID"].contains(&kind.as_str()), "{table}.{name} is {kind}");
        }
    }
}

#[tokio::test]
async fn the_audit_trail_and_the_acts_can_not_be_changed_even_by_hand() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "不改生").await;
    build::accept(&clerk, &case).await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "听取生", 40_000).await;
    let benefit = granted(&staff, &person).await;
    server.set_day("2026-07-20");
    let staff = Staff::of(&server).await;
    changed(&staff, &benefit, "end", "2026-08", serde_json::json!({})).await;
    for table in APPEND_ONLY {
        assert!(server.database.number(&format!("SELECT count(*) FROM {table}")) > 0, "{table}");
        for sql in [format!("UPDATE {table} SET created_at = created_at"), format!("DELETE FROM {table}")] {
            let told = server.database.attempt(&sql).expect_err(&sql);
            assert!(told.contains("append-only"), "{sql}: {told}");
        }
    }
}

#[tokio::test]
async fn who_prepares_a_notice_can_not_sign_it_even_by_hand() {
    let server = Server::start().await;
    let user = "(SELECT id FROM users WHERE username = 'discloser')";
    let sql = format!(
        "INSERT INTO notices (county, id, division, item_code, quarter, part, state, prepared_by, signed_by, version, created_at, updated_at) \
         SELECT '360704', {user}, division, 'x', '2026-Q1', 1, 'published', {user}, {user}, 1, created_at, created_at FROM users WHERE username = 'discloser'"
    );
    let told = server.database.attempt(&sql).expect_err("one person did both");
    assert!(told.to_lowercase().contains("check"), "{told}");
}
