//! The container image, as far as it can be held without an engine: what it is built
//! from reaches its build.

use std::fs;

use crate::tree::root;

fn lines(name: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(name)).expect("a file");
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned).collect()
}

/// Whether `.dockerignore` keeps a path out of the build: the last line that says
/// something of it, or of a folder it is in, counts.
fn kept_out(path: &str) -> bool {
    let covers = |pattern: &str| {
        pattern == "*"
            || path == pattern
            || path.strip_prefix(pattern).is_some_and(|rest| rest.starts_with('/'))
    };
    let mut out = false;
    for line in lines(".dockerignore") {
        match line.strip_prefix('!') {
            Some(pattern) if covers(pattern) => out = false,
            None if covers(&line) => out = true,
            _ => {}
        }
    }
    out
}

#[test]
fn every_member_of_the_workspace_goes_into_the_build_of_the_image() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let members = manifest.lines().find_map(|line| line.strip_prefix("members = [")).expect("members");
    let members: Vec<&str> =
        members.trim_end_matches(']').split(", ").map(|name| name.trim_matches('"')).collect();
    assert!(members.contains(&"api"), "{members:?}");
    for member in members {
        for part in ["Cargo.toml", "src"] {
            let path = format!("{member}/{part}");
            assert!(root().join(&path).exists() && !kept_out(&path), "{path} is kept out of the build");
        }
    }
}

/// The settings SQLite and the allocator are compiled with are in no manifest.
#[test]
fn the_image_is_compiled_with_the_settings_of_any_other_build() {
    for path in [".cargo/config.toml", "Cargo.toml", "Cargo.lock", "migrations", "openapi/openapi.json"] {
        assert!(root().join(path).exists() && !kept_out(path), "{path} is kept out of the build");
    }
}

#[test]
fn what_the_dockerfile_copies_is_there_to_be_copied() {
    let mut copied = 0;
    for line in lines("Dockerfile") {
        let Some(rest) = line.strip_prefix("COPY ").filter(|rest| !rest.starts_with("--from=")) else {
            continue;
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        for path in &words[..words.len() - 1] {
            copied += 1;
            let there = root().join(path).exists() && (*path == "." || !kept_out(path));
            assert!(there, "{path} is kept out of the build");
        }
    }
    assert!(copied > 5, "{copied}");
}

#[test]
fn keys_and_records_of_a_developer_stay_out_of_the_image() {
    for path in
        ["data", "data/yangguang.db", "target", ".git", "secrets/postgres_password", "frontend/node_modules"]
    {
        assert!(kept_out(path), "{path} goes into the build");
    }
}
