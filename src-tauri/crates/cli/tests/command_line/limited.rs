//! A model's process that may take too little memory: the call ends in words and goes on once it may take more.
//!
//! Only on Linux does the system hold a process to such a limit.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use crate::called::{command, golden, json_lines, write_lines};

/// Settings of the home that a call uses: so many bytes for the reading process, or the usual amount.
fn settings(folder: &Path, memory_limit: Option<u64>) {
    let config = folder.join("home/config");
    fs::create_dir_all(&config).unwrap();
    // Written as a file, since less than a model's usual need is refused when it is asked for.
    fs::write(config.join("settings.json"), json!({ "memory_limit": memory_limit }).to_string()).unwrap();
}

/// Reads documents in a process of its own.
fn extract(folder: &Path, model: &Path, threads: &str, output: &Path) -> Command {
    let mut called = command(folder);
    called.env("NEUROSIEVE_WORKER", env!("CARGO_BIN_EXE_neurosieve"));
    called.args(["extract", "--device", "cpu", "--threads", threads, "--model"]).arg(model);
    called.arg("--input").arg(folder.join("pool.jsonl")).arg("--output").arg(output);
    called
}

fn pool(folder: &Path) {
    let rows: Vec<_> = (0..40).map(|n| json!({ "id": format!("d{n}"), "text": format!("row {n} of law") })).collect();
    write_lines(&folder.join("pool.jsonl"), &rows);
}

/// Ends for want of memory, in words and with numbers, and goes on when there is more.
fn ends_and_goes_on(model: &Path, threads: &str, limit: u64) {
    let folder = tempfile::tempdir().unwrap();
    pool(folder.path());
    let output = folder.path().join("features.jsonl");
    settings(folder.path(), Some(limit));
    let ended = extract(folder.path(), model, threads, &output).output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{limit}: {said}");
    assert!(said.contains("Reading may use") && said.contains("of memory, and needed"), "{limit}: {said}");
    assert!(said.contains("Choose a smaller model"), "{said}");
    assert!(!output.exists(), "nothing half-made is left");
    settings(folder.path(), None);
    let done = extract(folder.path(), model, threads, &output).output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8(done.stderr).unwrap());
    assert_eq!(json_lines(&output).len(), 40);
}

#[test]
fn a_model_that_gets_too_little_memory_ends_its_call_in_words_and_goes_on_with_more() {
    let model = golden("models/tiny-llama-tied");
    // For its own start, on the way to the model, and for the first rows, wherever that falls.
    for limit in (0..=4).map(|mib| mib << 20) {
        ends_and_goes_on(&model, "1", limit);
    }
}

#[test]
fn threads_whose_stacks_do_not_fit_are_want_of_memory_too() {
    ends_and_goes_on(&golden("models/tiny-llama-tied"), "512", 128 << 20);
}

#[test]
fn the_starter_model_s_weights_do_not_fit_a_quarter_of_what_they_need() {
    let Some(model) = std::env::var_os("NEUROSIEVE_STARTER_MODEL").map(PathBuf::from) else {
        println!("skipped: NEUROSIEVE_STARTER_MODEL does not name the starter model's file");
        return;
    };
    ends_and_goes_on(&model, "2", 128 << 20);
}
