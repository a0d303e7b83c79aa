//! Tables that a person who writes no programs can review, in `tests/golden`.
//! `UPDATE_GOLDEN=1` writes them anew; the difference is then reviewed like any change.

use std::path::Path;

/// Holds `text` against the reviewed file.
#[track_caller]
pub fn hold(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    if std::env::var("UPDATE_GOLDEN").is_ok_and(|wish| wish == "1") {
        std::fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        return;
    }
    let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
    let differing: Vec<String> = difference(&reviewed, text);
    assert!(
        differing.is_empty(),
        "tests/golden/{name} differs; if that is meant, run the tests with UPDATE_GOLDEN=1 and have it reviewed\n{}",
        differing.join("\n")
    );
}

/// Lines that are in one of the two only.
fn difference(reviewed: &str, text: &str) -> Vec<String> {
    let gone = reviewed.lines().filter(|line| !text.lines().any(|other| other == *line));
    let new = text.lines().filter(|line| !reviewed.lines().any(|other| other == *line));
    gone.map(|line| format!("- {line}")).chain(new.map(|line| format!("+ {line}"))).collect()
}
