//! The rules of the house, held by walking the tree.

use std::fs;
use std::path::{Path, PathBuf};

use yangguang::SLICES;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    assert!(!found.is_empty(), "{folder}");
    let name =
        |path: &Path| path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
    found.iter().map(|path| (name(path), fs::read_to_string(path).expect("a file"))).collect()
}

/// Lines of code, without comments and tests.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[cfg(test)]")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn no_file_is_longer_than_the_eye_can_hold() {
    for (name, text) in
        ["api/src", "api/domain/src", "tests/src", "tests/tests"].iter().flat_map(|f| sources(f))
    {
        // The table definitions are generated from the migrations.
        if !name.ends_with("db/schema.rs") {
            assert!(text.lines().count() <= 400, "{name} has {} lines", text.lines().count());
        }
    }
}

#[test]
fn the_law_is_pure() {
    let allowed = ["cel", "chrono", "serde", "serde_json", "thiserror", "utoipa", "uuid"];
    let manifest = fs::read_to_string(root().join("api/domain/Cargo.toml")).expect("the manifest");
    let section = manifest
        .split("[dependencies]")
        .nth(1)
        .and_then(|rest| rest.split('[').next())
        .expect("dependencies");
    for line in section.lines().filter(|line| !line.trim().is_empty()) {
        let name = line.split(['.', ' ', '=']).next().expect("a name");
        assert!(allowed.contains(&name), "the domain may not depend on {name}");
    }
    for (name, text) in sources("api/domain/src") {
        for line in code(&text) {
            for word in [
                "Utc::now",
                "Local::now",
                "SystemTime",
                "Instant::now",
                "std::fs",
                "std::env",
                "new_v4(",
                "now_v7(",
            ] {
                assert!(!line.contains(word), "{name}: {line}");
            }
        }
    }
}

#[test]
fn sql_knows_no_http_and_http_knows_no_sql() {
    for (name, text) in sources("api/src") {
        let forbidden: &[&str] = if name.ends_with("/store.rs") || name.contains("/store/") {
            &["actix", "Allowed<"]
        } else if name.ends_with("/routes.rs") || name.contains("/routes/") {
            &["diesel", "schema::"]
        } else {
            continue;
        };
        for line in code(&text) {
            assert!(forbidden.iter().all(|word| !line.contains(word)), "{name}: {line}");
        }
    }
}

#[test]
fn slices_use_each_other_through_their_doors_and_only_upwards() {
    let order: Vec<&str> = SLICES.iter().map(|slice| slice.name).collect();
    let mut seen = 0;
    for (place, slice) in order.iter().enumerate() {
        for (name, text) in sources(&format!("api/src/{slice}")) {
            for line in code(&text) {
                for (other_place, other) in order.iter().enumerate().filter(|(_, other)| *other != slice) {
                    let Some((_, rest)) = line.split_once(&format!("crate::{other}::")) else { continue };
                    seen += 1;
                    assert!(other_place < place, "{name} uses {other}, which comes later: {line}");
                    for inside in ["store::", "model::", "routes::", "ops::", "views::"] {
                        assert!(!rest.starts_with(inside), "{name} goes past the door of {other}: {line}");
                    }
                }
            }
        }
    }
    assert!(seen > 20, "the walk saw only {seen} uses");
}

#[test]
fn nothing_of_ours_gives_up_on_a_request() {
    let ours = sources("api/src").into_iter().filter(|(name, _)| !name.ends_with("tests.rs"));
    for (name, text) in ours {
        for line in code(&text) {
            for word in [".unwrap()", ".expect(\"", "todo!(", "unimplemented!(", "dbg!("] {
                assert!(!line.contains(word), "{name}: {line}");
            }
        }
    }
}
