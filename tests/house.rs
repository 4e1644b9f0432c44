//! The house: what no crate may know, checked on the sources.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Files under a folder with one of these endings, fixtures and builds left out.
fn sources(place: &str, endings: &[&str]) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let is_foreign =
                ["node_modules", "dist", "target", "fixtures", "bindings", "gen", ".git"].iter().any(|n| name == *n);
            if path.is_dir() && !is_foreign {
                walk(&path, found);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    let place = root().join(place);
    if place.is_dir() {
        walk(&place, &mut found);
    }
    found.retain(|path| path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)));
    assert!(!found.is_empty(), "{} has no sources to check", place.display());
    found
}

/// Files that say any of these words.
fn that_say(files: &[PathBuf], words: &[&str]) -> Vec<String> {
    let says = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        words.iter().find(|word| text.contains(**word)).map(|word| format!("{} says {word}", path.display()))
    };
    files.iter().filter_map(says).collect()
}

fn assert_nobody_says(place: &str, endings: &[&str], words: &[&str]) {
    let found = that_say(&sources(place, endings), words);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn selection_is_pure() {
    let effects = [
        "std::fs",
        "std::net",
        "std::process",
        "std::time::Instant",
        "SystemTime",
        "std::env",
        "thread::spawn",
        "rusqlite",
        "candle",
    ];
    // A module's own tests may read the goldens.
    let mut files = sources("src-tauri/crates/selection/src", &["rs"]);
    files.retain(|path| path.components().all(|part| part.as_os_str() != "tests"));
    let found = that_say(&files, &effects);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_folders_of_selection_stand_on_each_other_one_way() {
    let from_the_ground = [
        "numbers",
        "data",
        "geometry",
        "duplicates",
        "rank",
        "neurons",
        "pick",
        "compare",
        "map",
        "evidence",
        "method",
    ];
    for (floor, folder) in from_the_ground.iter().enumerate() {
        let above: Vec<String> = from_the_ground[floor + 1..].iter().map(|name| format!("use crate::{name}")).collect();
        let above: Vec<&str> = above.iter().map(String::as_str).collect();
        assert_nobody_says(&format!("src-tauri/crates/selection/src/{folder}"), &["rs"], &above);
    }
}

#[test]
fn only_activation_knows_candle_and_tokenizers() {
    for place in ["src-tauri/crates/selection", "src-tauri/crates/workbench", "src-tauri/crates/cli", "src-tauri/src"] {
        assert_nobody_says(place, &["rs", "toml"], &["candle_", "candle-", "tokenizers::"]);
    }
}

#[test]
fn only_the_workbench_knows_sql() {
    for place in ["src-tauri/crates/selection", "src-tauri/crates/activation", "src-tauri/crates/cli", "src-tauri/src"]
    {
        assert_nobody_says(place, &["rs"], &["rusqlite", "SELECT ", "INSERT INTO"]);
    }
}

#[test]
fn sql_is_in_the_store_alone() {
    let outside: Vec<PathBuf> = sources("src-tauri/crates/workbench/src", &["rs"])
        .into_iter()
        .filter(|path| !path.components().any(|c| c.as_os_str() == "store"))
        .collect();
    let found = that_say(&outside, &["rusqlite", "INSERT INTO", "SELECT "]);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn only_the_shell_knows_tauri() {
    for place in ["src-tauri/crates", "tests"] {
        let files: Vec<PathBuf> =
            sources(place, &["rs", "toml"]).into_iter().filter(|path| !path.ends_with("tests/house.rs")).collect();
        let found = that_say(&files, &["tauri::", "tauri ="]);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn only_the_transport_of_the_user_interface_knows_tauri() {
    let files: Vec<PathBuf> =
        sources("ui/src", &["ts", "tsx"]).into_iter().filter(|path| !path.ends_with("api/transport.ts")).collect();
    let found = that_say(&files, &["from \"@tauri-apps", "from '@tauri-apps", "__TAURI"]);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_file_is_called_utils() {
    let vague = ["utils", "util", "helpers", "helper", "misc", "common"];
    let everything = ["src-tauri", "ui/src", "tests"].map(|place| sources(place, &["rs", "ts", "tsx"])).concat();
    let found: Vec<_> =
        everything.iter().filter(|path| vague.iter().any(|v| path.file_stem().is_some_and(|s| s == *v))).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn colours_are_in_the_tokens_alone() {
    let files: Vec<PathBuf> = sources("ui/src", &["css", "ts", "tsx"]);
    let is_colour = |word: &str| {
        let digits = word.chars().skip(1).take_while(char::is_ascii_hexdigit).count();
        word.starts_with('#')
            && matches!(digits, 3 | 4 | 6 | 8)
            && !word.chars().nth(digits + 1).is_some_and(char::is_alphanumeric)
    };
    let found: Vec<String> = files
        .iter()
        .filter(|path| !path.ends_with("src/tokens.css"))
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let lines: Vec<String> = text
                .lines()
                .filter(|line| {
                    line.match_indices('#').any(|(at, _)| is_colour(&line[at..]))
                        || line.contains("rgb(")
                        || line.contains("hsl(")
                })
                .map(|line| format!("{}: {}", path.display(), line.trim()))
                .collect();
            lines
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn text_from_data_never_becomes_markup() {
    assert_nobody_says(
        "ui/src",
        &["ts", "tsx"],
        &["dangerouslySetInnerHTML", "innerHTML", "insertAdjacentHTML", "document.write"],
    );
}
