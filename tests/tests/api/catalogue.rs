//! What the code believes about the tables, held against the real catalogue.

use std::collections::BTreeMap;
use std::path::Path;

use yangguang::db::migrate::APPEND_ONLY;
use yangguang_tests::database::{Database, on_postgres};

/// Column → `TYPE` or `TYPE?` where it may be NULL.
type Columns = BTreeMap<String, String>;

fn believed() -> BTreeMap<String, Columns> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src/db/schema.rs");
    let text = std::fs::read_to_string(file).expect("the schema");
    let mut tables = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|(_, rest)| rest.ends_with(") {")) {
            name.clone_into(&mut current);
            tables.insert(current.clone(), Columns::new());
        } else if let Some((column, kind)) = line.strip_suffix(',').and_then(|line| line.split_once(" -> ")) {
            let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
            let plain = in_sql(inner.unwrap_or(kind));
            let told = if inner.is_some() { format!("{plain}?") } else { plain.to_owned() };
            tables.get_mut(&current).expect("a table").insert(column.to_owned(), told);
        }
    }
    assert!(tables.len() > 20, "{}", tables.len());
    tables
}

fn in_sql(kind: &str) -> &'static str {
    match kind {
        "Text" => "TEXT",
        "BigInt" => "BIGINT",
        "Integer" => "INTEGER",
        "SmallInt" => "SMALLINT",
        "Bool" => "BOOLEAN",
        "Date" => "DATE",
        "Binary" => "BYTEA",
        "IdSql" => "UUID",
        "DocSql" => "JSONB",
        "AtSql" => "TIMESTAMPTZ",
        _ => panic!("a column type of no rule: {kind}"),
    }
}

fn real(database: &Database) -> BTreeMap<String, Columns> {
    let sql = if on_postgres() {
        "SELECT table_name || '|' || column_name || '|' || \
         CASE data_type WHEN 'timestamp with time zone' THEN 'TIMESTAMPTZ' ELSE upper(data_type) END || \
         CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END AS t \
         FROM information_schema.columns WHERE table_schema = 'public'"
    } else {
        "SELECT m.name || '|' || c.name || '|' || upper(c.type) || iif(c.\"notnull\", '', '?') AS t \
         FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
    };
    let mut tables: BTreeMap<String, Columns> = BTreeMap::new();
    for row in database.texts(sql) {
        let parts: Vec<&str> = row.splitn(3, '|').collect();
        let [table, column, kind] = parts.as_slice() else { panic!("{row}") };
        tables.entry((*table).to_owned()).or_default().insert((*column).to_owned(), (*kind).to_owned());
    }
    tables.remove("__diesel_schema_migrations");
    tables
}

#[test]
fn the_tables_the_code_knows_are_those_the_migrations_make() {
    let (believed, real) = (believed(), real(&Database::seeded()));
    let names = |tables: &BTreeMap<String, Columns>| tables.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&believed), names(&real));
    for (table, columns) in &real {
        assert_eq!(&believed[table], columns, "{table}");
    }
}

#[test]
fn every_reference_to_a_record_is_a_foreign_key() {
    // What they name is told beside them, or is of the outside.
    const FREE: &[&str] = &["subject_id", "request_id"];
    let database = Database::seeded();
    for (table, columns) in real(&database) {
        let sql = if on_postgres() {
            format!(
                "SELECT a.attname::text AS t FROM pg_constraint c JOIN pg_attribute a \
                 ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) \
                 WHERE c.conrelid = '{table}'::regclass AND c.contype = 'f'"
            )
        } else {
            format!("SELECT \"from\" AS t FROM pragma_foreign_key_list('{table}')")
        };
        let keys = database.texts(&sql);
        for column in columns.keys().filter(|name| name.ends_with("_id") && !FREE.contains(&name.as_str())) {
            assert!(keys.contains(column), "{table}.{column} leads nowhere");
        }
    }
}

/// Nothing that only one kind of database has, or that thinks for itself.
#[test]
fn the_database_keeps_records_and_decides_nothing() {
    let database = Database::seeded();
    if on_postgres() {
        for (what, sql) in [
            ("sequences", "SELECT count(*) FROM pg_sequences WHERE schemaname = 'public'"),
            (
                "enumerations and domains",
                "SELECT count(*) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace \
                 WHERE n.nspname = 'public' AND t.typtype IN ('e', 'd')",
            ),
            (
                "defaults",
                "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' \
                 AND table_name <> '__diesel_schema_migrations' AND column_default IS NOT NULL",
            ),
        ] {
            assert_eq!(database.number(sql), 0, "{what}");
        }
    } else {
        let defaults = "SELECT count(*) FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' \
                        AND m.name <> '__diesel_schema_migrations' AND c.dflt_value IS NOT NULL";
        assert_eq!(database.number(defaults), 0);
        assert_eq!(database.number("SELECT count(*) FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"), 0);
    }
    let triggers = if on_postgres() {
        "SELECT DISTINCT tgrelid::regclass::text AS t FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
    } else {
        "SELECT DISTINCT tbl_name AS t FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
    };
    let mut guarded = APPEND_ONLY.to_vec();
    guarded.sort_unstable();
    assert_eq!(database.texts(triggers), guarded, "only what is append-only has a trigger");
}

/// Two servers may start together.
#[test]
fn migrating_twice_and_together_changes_nothing() {
    let database = Database::seeded();
    let before = real(&database);
    let migrate = || {
        let mut command = std::process::Command::new(yangguang_tests::database::binary());
        command.arg("migrate").env("DATA_DIR", database.folder.path());
        command.env("DATABASE_URL", database.url_text()).spawn().expect("the binary runs")
    };
    for mut one in [migrate(), migrate(), migrate()] {
        assert!(one.wait().expect("it ends").success());
    }
    assert_eq!(real(&database), before);
}
