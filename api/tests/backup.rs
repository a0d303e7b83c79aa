//! Copies of an installation, made and put back by the real binary.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use diesel::{QueryableByName, RunQueryDsl, sql_query};
use tempfile::TempDir;
use yangguang::db::conn::{Conn, Url};
use yangguang::vault::{Vault, sha256_hex};

const BILL: &[u8] = b"%PDF-1.7 a hospital bill";

/// A data directory and what lies beside it.
struct Installation {
    folder: TempDir,
}

impl Installation {
    fn empty() -> Installation {
        Installation { folder: TempDir::new().expect("a folder") }
    }

    /// One person, one case, one attachment.
    fn with_records() -> Installation {
        let made = Installation::empty();
        made.good(&["migrate"]);
        let vault = Vault::open_or_create(&made.data("keys.json")).expect("keys");
        let sealed = yangguang::vault::hex(&vault.seal("citizen_id", "11010519491231002X").expect("sealed"));
        let hash = sha256_hex(BILL);
        let place = made.attachment();
        fs::create_dir_all(place.parent().expect("a parent")).expect("made");
        fs::write(place, BILL).expect("written");
        made.execute(&format!(
            "INSERT INTO divisions VALUES ('360704101201', NULL, 5, '一村', '一村', '2020-01-01', NULL, '2026-01-01');
             INSERT INTO users VALUES (x'01', '360704', 'clerk', '张三', 'clerk', '360704101201', NULL, '', '[]', 0, 0, NULL, 0, NULL, 1, '2026-01-01', '2026-01-01');
             INSERT INTO persons VALUES ('360704', x'02', '360704101201', x'{sealed}', 'h', '****', '李四', 'male', '1949-12-31', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 1, x'01', '2026-01-01', '2026-01-01');
             INSERT INTO cases (county, id, case_no, division, township, item_code, item_version, flow_code, flow_version, policy_code, scheme, applicant_person_id, household_id, staff_kin, source, stage, outcome, round, open_key, facts, papers, determination, category, amount_fen, received_on, accepted_on, closed_on, due_on, due_provisional, on_time, working_days, first_contact_user_id, batch_id, version, created_at, updated_at) VALUES ('360704', x'03', 'N1', '360704101201', '360704101201', 'medical-assistance', 1, 'f', 1, 'p', 'medical', x'02', NULL, 0, 'window', 'received', NULL, 1, 'k', '{{}}', '[]', NULL, NULL, NULL, '2026-01-01', NULL, NULL, NULL, 0, NULL, NULL, x'01', NULL, 1, '2026-01-01', '2026-01-01');
             INSERT INTO attachments VALUES ('360704', x'04', x'03', 'bills', 'a.pdf', 'application/pdf', 24, '{hash}', x'01', NULL, '2026-01-01');"
        ));
        made
    }

    fn data(&self, name: &str) -> PathBuf {
        self.folder.path().join("data").join(name)
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn attachment(&self) -> PathBuf {
        let hash = sha256_hex(BILL);
        self.data(&format!("files/{}/{}/{hash}", &hash[..2], &hash[2..4]))
    }

    fn connect(&self) -> Conn {
        Url::Sqlite(self.data("yangguang.db").to_string_lossy().into_owned()).connect().expect("connected")
    }

    fn execute(&self, sql: &str) {
        self.connect().execute_script(sql).expect("executed");
    }

    fn count(&self, table: &str) -> i64 {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let counted: Count = sql_query(format!("SELECT COUNT(*) AS n FROM {table}"))
            .get_result(&mut self.connect())
            .expect("counted");
        counted.n
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yangguang"));
        command.args(arguments).env("DATA_DIR", self.folder.path().join("data")).env_remove("DATABASE_URL");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the binary runs")
    }

    /// What it says when it does what it was told.
    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output));
        text(&output)
    }

    /// What it says when it refuses.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?}: {}", text(&output));
        text(&output)
    }

    fn backup(&self, name: &str) -> PathBuf {
        let to = self.beside(name);
        self.good(&["backup", "--to", path(&to)]);
        to
    }

    fn serve(&self) -> Server {
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        let child = self
            .command(&["serve", "--port", &port.to_string()])
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let url = format!("http://127.0.0.1:{port}/readyz");
        let patience = Instant::now() + Duration::from_secs(30);
        while !self.run(&["health", "--url", &url]).status.success() {
            assert!(Instant::now() < patience, "the server is not ready");
            thread::sleep(Duration::from_millis(50));
        }
        Server(child)
    }
}

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path of letters")
}

#[test]
fn a_copy_is_put_back_with_all_records_and_attachments_but_without_keys() {
    let ours = Installation::with_records();
    let archive = ours.beside("copy.zip");
    let said = ours.good(&["backup", "--to", path(&archive)]);
    assert!(said.contains("1 attachments") && said.contains("keys are NOT in it"), "{said}");
    // As in a container, whose folder for what is temporary may be too small for the records.
    let verified = ours.command(&["verify", "--from", path(&archive)]).env("TMPDIR", "/dev/null").output();
    let said = text(&verified.expect("the binary runs"));
    assert!(said.contains("they open the sealed fields"), "{said}");

    let other = Installation::empty();
    let said = other.good(&["restore", "--from", path(&archive)]);
    assert!(said.contains("put the keys"), "{said}");
    assert!(!other.data("keys.json").exists());
    assert_eq!(fs::read(other.attachment()).expect("there"), BILL);
    assert_eq!((other.count("persons"), other.count("attachments")), (1, 1));
    assert!(other.good(&["verify"]).contains("sealed fields were not tried"));

    // Without the keys no server starts and makes new ones; with them all is as before.
    assert!(other.refused(&["serve", "--port", "1"]).contains("put them back first"));
    fs::copy(ours.data("keys.json"), other.data("keys.json")).expect("copied");
    assert!(other.good(&["verify"]).contains("they open the sealed fields"));
}

#[test]
fn a_copy_made_while_the_server_runs_and_others_write_is_of_one_moment() {
    let ours = Installation::with_records();
    let server = ours.serve();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut conn = ours.connect();
            for year in 3000.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let sql = format!(
                    "BEGIN IMMEDIATE; INSERT INTO calendar_years VALUES ({year}, 't', 1, '', '');
                     INSERT INTO calendar_days VALUES ('{year}-01-01', {year}, 'off', 't', ''); COMMIT"
                );
                conn.execute_script(&sql).expect("written");
            }
        });
        for turn in 0..5 {
            let archive = ours.backup(&format!("{turn}.zip"));
            let other = Installation::empty();
            other.good(&["restore", "--from", path(&archive)]);
            let moment = "calendar_years WHERE year >= 3000";
            assert_eq!(other.count(moment), other.count("calendar_days WHERE year >= 3000"));
        }
        stop.store(true, Ordering::Relaxed);
    });
    drop(server);
    assert!(ours.count("calendar_years WHERE year >= 3000") > 0);
}

#[test]
fn records_are_replaced_only_when_told_and_when_no_server_uses_them() {
    let ours = Installation::with_records();
    let archive = ours.backup("copy.zip");
    ours.execute("UPDATE persons SET name = '王五'");
    let named = "persons WHERE name = '王五'";
    assert!(ours.refused(&["restore", "--from", path(&archive)]).contains("--force"));

    let server = ours.serve();
    let said = ours.refused(&["restore", "--from", path(&archive), "--force"]);
    assert!(said.contains("stop it first"), "{said}");
    drop(server);
    assert_eq!(ours.count(named), 1);

    let said = ours.good(&["restore", "--from", path(&archive), "--force"]);
    assert!(said.contains("the records that were there"), "{said}");
    assert_eq!(ours.count(named), 0);
    let kept = fs::read_dir(ours.data("")).expect("listed").flatten();
    assert!(kept.into_iter().any(|entry| entry.file_name().to_string_lossy().contains(".before-restore-")));
    ours.good(&["verify"]);
}

#[test]
fn a_log_left_by_a_killed_server_does_not_get_into_the_restored_records() {
    let ours = Installation::with_records();
    let archive = ours.backup("copy.zip");
    let server = ours.serve();
    ours.execute("UPDATE persons SET name = '王五'");
    drop(server);
    assert!(ours.data("yangguang.db-wal").exists());
    ours.good(&["restore", "--from", path(&archive), "--force"]);
    assert_eq!(ours.count("persons WHERE name = '王五'"), 0);
    ours.good(&["verify"]);
}

#[test]
fn an_unreadable_database_can_be_replaced_and_is_kept() {
    let ours = Installation::with_records();
    let archive = ours.backup("copy.zip");
    fs::write(ours.data("yangguang.db"), "not a database at all").expect("written");
    ours.refused(&["verify"]);
    ours.good(&["restore", "--from", path(&archive), "--force"]);
    ours.good(&["verify"]);
}

#[test]
fn a_torn_or_altered_archive_changes_nothing() {
    let ours = Installation::with_records();
    let archive = ours.backup("copy.zip");
    ours.execute("UPDATE persons SET name = '王五'");
    let whole = fs::read(&archive).expect("read");
    let bad = ours.beside("bad.zip");
    let middle = whole.len() / 3;
    let mut altered = whole.clone();
    altered[middle] ^= 1;
    for (bytes, sentence) in [
        (&whole[..whole.len() / 2], "torn"),
        (&whole[..whole.len() - 1], "torn"),
        (b"".as_slice(), "torn"),
        (altered.as_slice(), "yangguang.db"),
    ] {
        fs::write(&bad, bytes).expect("written");
        assert!(ours.refused(&["verify", "--from", path(&bad)]).contains(sentence));
        assert!(ours.refused(&["restore", "--from", path(&bad), "--force"]).contains(sentence));
        assert_eq!(ours.count("persons WHERE name = '王五'"), 1);
    }
    // Nothing unfinished is left lying about.
    let left = fs::read_dir(ours.data("")).expect("listed").flatten();
    assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().starts_with('.')));
}

#[test]
fn verify_names_each_fault_of_an_installation() {
    let ours = Installation::with_records();
    ours.good(&["verify"]);
    fs::write(ours.attachment(), b"%PDF-1.7 another sum").expect("written");
    assert!(ours.refused(&["verify"]).contains("its content has another hash"));
    assert!(ours.refused(&["backup", "--to", path(&ours.beside("a.zip"))]).contains("damaged"));
    fs::remove_file(ours.attachment()).expect("removed");
    assert!(ours.refused(&["verify"]).contains("the file is missing"));
    assert!(ours.refused(&["backup", "--to", path(&ours.beside("a.zip"))]).contains("no copy was made"));
    assert!(!ours.beside("a.zip").exists());
    ours.execute("DROP TRIGGER audit_entries_no_DELETE");
    ours.execute("PRAGMA foreign_keys = OFF; UPDATE attachments SET case_id = x'99'");
    fs::remove_file(ours.data("keys.json")).expect("removed");
    Vault::open_or_create(&ours.data("keys.json")).expect("other keys");
    let said = ours.refused(&["verify"]);
    for fault in ["append-only guard", "point at nothing in cases", "do not open", "4 faults"] {
        assert!(said.contains(fault), "{fault}: {said}");
    }
}

#[test]
fn no_archive_is_overwritten_and_another_name_than_zip_is_refused() {
    let ours = Installation::with_records();
    let archive = ours.backup("copy.zip");
    assert!(ours.refused(&["backup", "--to", path(&archive)]).contains("nothing is overwritten"));
    assert!(ours.refused(&["backup", "--to", path(&ours.beside("copy.tar"))]).contains("zip"));
}

#[test]
fn on_postgresql_its_own_tools_are_named() {
    let ours = Installation::empty();
    let url = "postgres://nobody@127.0.0.1:1/none";
    let said = ours.refused(&["--database-url", url, "backup", "--to", "x.zip"]);
    assert!(said.contains("pg_dump") && said.contains("keys.json"), "{said}");
    assert!(ours.refused(&["--database-url", url, "restore", "--from", "x.zip"]).contains("pg_restore"));
    assert!(ours.refused(&["--database-url", url, "verify"]).contains("pg_amcheck"));
}

#[test]
fn records_of_a_later_program_are_refused() {
    let ours = Installation::with_records();
    ours.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('20991231')");
    let archive = ours.beside("later.zip");
    assert!(ours.refused(&["backup", "--to", path(&archive)]).contains("use a newer one"));
}
