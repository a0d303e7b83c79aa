use std::process::{Command, Output};

use serde_json::{Value, json};
use yangguang_tests::database::binary;

use crate::policies::coal;

fn run(arguments: &[&str]) -> Output {
    let folder = tempfile::TempDir::new().expect("a folder");
    Command::new(binary())
        .args(arguments)
        .env("DATA_DIR", folder.path())
        .env_remove("DATABASE_URL")
        .output()
        .expect("the binary runs")
}

fn evaluate(facts: Value, on: &str) -> Value {
    evaluate_by("medical-assistance-1", facts, on)
}

fn evaluate_by(policy: &str, facts: Value, on: &str) -> Value {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), facts.to_string()).expect("facts");
    let path = file.path().to_string_lossy().into_owned();
    let done = run(&["policy", "evaluate", policy, "--facts", &path, "--on", on]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("JSON")
}

#[test]
fn a_deadline_counts_the_working_days_of_the_state_councils_notice() {
    for (from, add, due) in [
        ("2026-02-10", "20", "2026-03-16"),
        ("2026-02-13", "1", "2026-02-14"),
        ("2025-12-31", "1", "2026-01-04"),
        ("2026-04-30", "5", "2026-05-11"),
        ("2026-09-18", "20", "2026-10-22"),
        ("2024-09-27", "20", "2024-10-30"),
        // A Saturday that the notice for the year after made a working day.
        ("2005-12-30", "1", "2005-12-31"),
    ] {
        let done = run(&["deadline", "--from", from, "--add", add, "--unit", "working-day"]);
        assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), due, "{from} + {add}");
    }
}

#[test]
fn a_deadline_beyond_the_known_calendar_says_it_is_provisional() {
    let done = run(&["deadline", "--from", "2026-12-20", "--add", "20", "--unit", "working-day"]);
    assert!(done.status.success());
    assert!(String::from_utf8_lossy(&done.stderr).contains("provisional"));
}

#[test]
fn a_provisional_deadline_never_falls_on_a_festival_of_the_law_and_names_it() {
    for (from, add, due, name) in [
        ("2027-02-01", "5", "2027-02-10", "2027-02-05 to 2027-02-08 春节"),
        ("2027-04-02", "1", "2027-04-06", "2027-04-05 to 2027-04-05 清明节"),
        ("2027-06-08", "1", "2027-06-10", "2027-06-09 to 2027-06-09 端午节"),
        ("2027-09-14", "1", "2027-09-16", "2027-09-15 to 2027-09-15 中秋节"),
    ] {
        let done = run(&["deadline", "--from", from, "--add", add, "--unit", "working-day"]);
        assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), due, "{from} + {add}");
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(told.contains("provisional") && told.contains(name), "{told}");
    }
}

#[test]
fn an_import_names_the_divisions_whose_names_paper_may_show_wrong_and_goes_on() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let from = folder.path().join("dist");
    std::fs::create_dir(&from).expect("a folder");
    for (file, text) in [
        ("provinces.csv", "code,name\n36,江西省\n"),
        ("cities.csv", "code,name,provinceCode\n3607,赣州市,36\n"),
        ("areas.csv", "code,name,cityCode\n360704,赣县区,3607\n"),
        ("streets.csv", "code,name,areaCode\n360704100,梅林镇,360704\n"),
        (
            "villages.csv",
            "code,name,streetCode\n360704100001,\u{E1C5}背村,360704100\n\
             360704100002,Ｔ型社区,360704100\n360704100003,章贡村,360704100\n",
        ),
    ] {
        std::fs::write(from.join(file), text).expect("a file");
    }
    let done = Command::new(binary())
        .args(["divisions", "import", "--county", "360704", "--from"])
        .arg(&from)
        .env("DATA_DIR", folder.path().join("data"))
        .env_remove("DATABASE_URL")
        .output()
        .expect("the binary runs");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{told}");
    assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), "7 added, 0 changed");
    let warnings: Vec<&str> = told.lines().filter(|line| line.starts_with("warning: ")).collect();
    assert_eq!(warnings.len(), 2, "{told}");
    assert!(warnings[0].contains("villages.csv: line 2: 360704100001") && warnings[0].contains("U+E1C5"));
    assert!(warnings[1].contains("360704100002 Ｔ型社区 holds U+FF34"), "{told}");
}

#[test]
fn aid_is_a_quarter_of_the_personal_part_once_it_is_above_a_thousand_yuan() {
    let aid = |cost: i64, insurer: i64, paid: i64| {
        let facts = json!({
            "category": "subsistence_ill", "cost_fen": cost, "insurer_paid_fen": insurer,
            "paid_this_year_fen": paid,
        });
        let answer = evaluate(facts, "2026-11-22");
        (answer["eligible"].as_bool().expect("eligible"), answer["amount_fen"].as_i64().expect("amount"))
    };
    assert_eq!(aid(900_000, 300_000, 0), (true, 150_000));
    assert_eq!(aid(150_000, 50_000, 0), (false, 0), "exactly a thousand is not above it");
    assert_eq!(aid(150_001, 50_000, 0), (true, 25_000), "a quarter of 1000.01 is 250.0025");
    assert_eq!(aid(150_002, 50_000, 0), (true, 25_001), "half a fen is rounded up");
    assert_eq!(aid(4_000_000, 0, 420_000), (true, 80_000), "up to the year's cap");
    assert_eq!(aid(4_000_000, 0, 500_000), (false, 0), "the cap is reached");
    assert_eq!(aid(900_000, 300_000, 150_000), (false, 0), "paid for already");
    assert_eq!(aid(1_200_000, 300_000, 150_000), (true, 75_000), "the difference on the year's total");
}

#[test]
fn of_a_deductible_only_what_exceeds_it_counts() {
    let aid = |category: &str, personal: i64| {
        let facts = json!({ "category": category, "personal_fen": personal });
        evaluate_by("medical-meilin-2020", facts, "2026-11-22")["amount_fen"].as_i64().expect("amount")
    };
    assert_eq!(aid("low_income", 1_200_000), 420_000);
    assert_eq!(aid("serious_illness", 3_500_000), 300_000);
    assert_eq!(aid("low_income", 500_000), 0);
    assert_eq!(aid("subsistence", 2_000_000), 1_000_000);
}

#[test]
fn near_poor_patients_first_bear_their_living_cost() {
    let facts = json!({
        "category": "near_poor_ill", "cost_fen": 3_000_000, "insurer_paid_fen": 1_800_000,
        "household_size": 3, "months": 2,
    });
    let answer = evaluate(facts, "2026-11-22");
    assert_eq!(answer["amount_fen"], 256_500);
    assert_eq!(answer["max_fen"], 500_000, "half of 10,260 is above the cap");
    assert!(answer["lines"].as_array().is_some_and(|lines| lines.len() > 2));
    for line in answer["lines"].as_array().expect("lines") {
        assert!(line["clause"]["zh"].as_str().is_some_and(|clause| !clause.is_empty()), "{line}");
    }
    assert_eq!(answer["policy_version"], "medical-assistance-1@1");
}

#[test]
fn wrong_facts_are_told_all_at_once() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let facts = json!({ "category": "friend", "cost_fen": -1, "favour": true });
    std::fs::write(file.path(), facts.to_string()).expect("facts");
    let path = file.path().to_string_lossy().into_owned();
    let done = run(&["policy", "evaluate", "medical-assistance-1", "--facts", &path]);
    assert!(!done.status.success());
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    for fact in ["category", "cost_fen", "favour"] {
        assert!(told.contains(fact), "{fact}: {told}");
    }
}

#[test]
fn every_shipped_policy_holds_its_own_examples() {
    let done = run(&["policy", "check"]);
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{told}");
    assert!(told.lines().count() >= 4 && !told.contains('✘'), "{told}");
}

#[test]
fn a_command_whose_reader_has_had_enough_ends_quietly() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let facts = json!({ "category": "subsistence_ill", "cost_fen": 900_000, "insurer_paid_fen": 300_000 });
    std::fs::write(file.path(), facts.to_string()).expect("facts");
    let path = file.path().to_string_lossy().into_owned();
    let deadline = ["deadline", "--from", "2026-02-10", "--add", "20", "--unit", "working-day"];
    let evaluation = ["policy", "evaluate", "medical-assistance-1", "--facts", path.as_str()];
    for arguments in [&evaluation[..], &["policy", "check"], &["policy", "schema"], &["openapi"], &deadline] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = Command::new(binary());
        let done = command.args(arguments).env_remove("DATABASE_URL").stdout(writer).output();
        let done = done.expect("the binary runs");
        assert!(done.status.success(), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&done.stderr), "", "{arguments:?}");
    }
}

#[test]
fn a_mistyped_database_url_is_refused_and_makes_no_file() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let done = Command::new(binary())
        .arg("migrate")
        .current_dir(folder.path())
        .env("DATABASE_URL", "postgress://localhost/x")
        .output()
        .expect("the binary runs");
    assert!(!done.status.success());
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0);
}

#[test]
fn a_document_of_ones_own_is_checked_and_evaluated_from_a_file() {
    let file = |value: &Value| {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), value.to_string()).expect("written");
        file
    };
    let path = |file: &tempfile::NamedTempFile| file.path().to_string_lossy().into_owned();
    let (document, facts) = (file(&coal(1, 10_000)), file(&json!({ "rooms": 2, "months": 1 })));
    let done = run(&["policy", "check", &path(&document)]);
    assert!(done.status.success() && String::from_utf8_lossy(&done.stdout).contains("✔ winter-coal"));
    let arguments = ["--document", &path(&document), "--facts", &path(&facts), "--on", "2026-02-01"];
    let done = run(&[&["policy", "evaluate"], arguments.as_slice()].concat());
    let answer: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(answer["amount_fen"], 20_000);
    let mut broken = coal(1, 10_000);
    broken["rules"][0]["formula"] = json!("price_fen * chambers");
    let done = run(&["policy", "check", &path(&file(&broken))]);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        !done.status.success() && told.contains("/rules/0/formula") && told.contains("chambers"),
        "{told}"
    );
    let done = run(&["policy", "schema"]);
    let schema: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert!(schema["$defs"]["PolicyDocument"].is_object());
}

#[test]
fn a_filing_of_the_site_that_is_none_is_told_before_anything_is_served() {
    for (name, value) in
        [("--site-icp", "12345"), ("--site-police", "备案号"), ("--site-sponsor", "<b>民政局</b>")]
    {
        let done = run(&["serve", name, value, "--port", "1"]);
        assert!(!done.status.success());
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(told.contains("SITE_"), "{told}");
    }
}
