//! The rules of the house, held by walking the tree.

use std::fs;
use std::path::{Path, PathBuf};

use yangguang::SLICES;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub fn sources(folder: &str) -> Vec<(String, String)> {
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
pub fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[cfg(test)]")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}

/// Everything a person writes, from the root.
fn written() -> Vec<(String, String)> {
    const MADE: &[&str] = &["target", "node_modules", "dist", "data", "test-results"];
    const KINDS: &[&str] =
        &["rs", "ts", "tsx", "mjs", "js", "css", "html", "sql", "toml", "yml", "md", "json", ""];
    fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
            if path.is_dir() {
                if !name.starts_with('.') && !MADE.contains(&name.as_str()) {
                    walk(&path, found);
                }
            } else if KINDS.contains(&kind)
                && !name.starts_with('.')
                && let Ok(text) = fs::read_to_string(&path)
            {
                let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
                found.push((name, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(), &mut found);
    assert!(found.len() > 200, "{}", found.len());
    found
}

#[test]
fn no_file_is_longer_than_the_eye_can_hold() {
    // Made by programs, or taken over word by word: lock files, the API document and its
    // client, the table definitions, the licence.
    const MADE: &[&str] = &["package-lock.json", "openapi.json", "schema.gen.ts", "db/schema.rs", "LICENSE"];
    for (name, text) in written() {
        if !MADE.iter().any(|made| name.ends_with(made)) {
            assert!(text.lines().count() <= 400, "{name} has {} lines", text.lines().count());
        }
    }
}

#[test]
fn the_top_level_is_the_one_that_was_agreed() {
    const AGREED: &[&str] = &[
        "Cargo.toml",
        "Cargo.lock",
        "api",
        "frontend",
        "openapi",
        "migrations",
        "docker-compose.yml",
        "tests",
        "README.md",
        "README.zh-CN.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "BENCHMARKS.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "LICENSE",
        "Makefile",
        "Dockerfile",
        "clippy.toml",
        "rustfmt.toml",
        "deploy",
        "docs",
        "findings",
        // Made here, and kept out of the repository.
        "target",
        "test-results",
        "data",
    ];
    for entry in fs::read_dir(root()).expect("the root") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || AGREED.contains(&name.as_str()), "{name} stands at the top level");
    }
}

#[test]
fn no_module_is_a_drawer_for_odds_and_ends() {
    for (name, _) in written() {
        let stem = Path::new(&name).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let folders = name.split('/').rev().skip(1);
        for word in folders.chain([stem]) {
            assert!(
                !["util", "utils", "helper", "helpers", "common", "misc", "manager", "part2"].contains(&word),
                "{name}"
            );
        }
    }
}

/// HTTP is a thin skin: what a handler does is done elsewhere.
#[test]
fn a_handler_is_at_most_fifteen_lines() {
    let mut handlers = 0;
    for (name, text) in sources("api/src").into_iter().filter(|(name, _)| name.contains("/routes")) {
        let lines: Vec<&str> = code(&text).collect();
        for (start, line) in lines.iter().enumerate() {
            if !line.starts_with("pub async fn ") && !line.starts_with("async fn ") {
                continue;
            }
            handlers += 1;
            let length = lines[start..].iter().take_while(|line| **line != "}").count() + 1;
            let signature = lines[start..].iter().take_while(|line| !line.ends_with('{')).count() + 1;
            assert!(length - signature <= 15, "{name}: {line} has {} lines", length - signature);
        }
    }
    assert!(handlers > 50, "{handlers}");
}

/// One door a slice: the parts behind it are private.
#[test]
fn the_parts_of_a_slice_are_private() {
    for slice in SLICES {
        let door = root().join(format!("api/src/{}/mod.rs", slice.name));
        let text = fs::read_to_string(door).expect("a door");
        for line in code(&text) {
            for part in ["store", "model", "routes", "ops"] {
                assert!(!line.starts_with(&format!("pub mod {part}")), "{}: {line}", slice.name);
            }
        }
    }
}

#[test]
fn the_law_is_pure() {
    // All of them compute and nothing else; the two of ICU are Unicode's own tables, by which
    // what was typed is told apart.
    let allowed = [
        "cel",
        "chrono",
        "icu_normalizer",
        "icu_properties",
        "serde",
        "serde_json",
        "serde_path_to_error",
        "thiserror",
        "utoipa",
        "uuid",
    ];
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
                assert!(
                    !line.contains("crate::{"),
                    "{name}: one `use` a module, so that this walk sees it: {line}"
                );
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
