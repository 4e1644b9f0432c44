//! Killed in the midst and called again, `extract` and `select` end with the same bytes.

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::called::{command, golden, write_lines};

const DOCUMENTS: usize = 400;

fn pool(folder: &Path) -> PathBuf {
    let path = folder.join("pool.jsonl");
    let words = ["sum", "river", "import", "fever", "bread", "letter", "atom", "goal"];
    let text = |n: usize| (0..150).map(|w| words[(n * 7 + w * (n % 5 + 1)) % 8]).collect::<Vec<_>>().join(" ");
    let rows: Vec<_> = (0..DOCUMENTS).map(|n| json!({ "id": format!("d{n}"), "text": text(n) })).collect();
    write_lines(&path, &rows);
    write_lines(&folder.join("target.jsonl"), &rows[..5]);
    path
}

fn extract(folder: &Path, output: &Path) -> Command {
    let mut called = command(folder);
    called.args(["extract", "--device", "cpu", "--threads", "1", "--top-k", "5", "--projection", "up,q"]);
    called.arg("--model").arg(golden("models/tiny-llama-tied")).arg("--input").arg(folder.join("pool.jsonl"));
    called.arg("--output").arg(output);
    called
}

fn select(folder: &Path, output: &Path) -> Command {
    let mut called = command(folder);
    called.args(["select", "--device", "cpu", "--threads", "1", "--use-top-k", "5", "--documents", "50"]);
    called.arg("--model").arg(golden("models/tiny-llama-tied")).arg("--pool").arg(folder.join("pool.jsonl"));
    called.arg("--target").arg(folder.join("target.jsonl")).arg("--output").arg(output);
    called.arg("--scores").arg(output.with_extension("scores.jsonl"));
    called
}

fn started(mut command: Command) -> Child {
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Kills a call after a while; says whether it had ended before.
fn killed(mut child: Child, after: Duration) -> bool {
    std::thread::sleep(after);
    let ended = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    ended
}

/// Runs a call to its end, killing it again and again on the way.
fn killed_until_done(call: &dyn Fn(&Path) -> Command, output: &Path, whole: Duration) -> u32 {
    let mut kills = 0;
    while kills < 5 && !killed(started(call(output)), whole * (kills + 2) / 8) {
        kills += 1;
        assert!(!output.exists() || kills > 0);
    }
    assert!(call(output).output().unwrap().status.success());
    kills
}

fn same_after_kills(call: &dyn Fn(&Path) -> Command, folder: &Path, others: &[&str]) {
    let (undisturbed, disturbed) = (folder.join("undisturbed.jsonl"), folder.join("disturbed.jsonl"));
    let begun = Instant::now();
    assert!(call(&undisturbed).output().unwrap().status.success());
    let kills = killed_until_done(call, &disturbed, begun.elapsed());
    assert!(kills > 0, "the call was too quick to be killed");
    assert_eq!(fs::read(&undisturbed).unwrap(), fs::read(&disturbed).unwrap());
    for other in others {
        let read = |path: &Path| fs::read(path.with_extension(other)).unwrap();
        assert_eq!(read(&undisturbed), read(&disturbed));
    }
    let left: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("partial"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn what_a_kill_at_the_very_beginning_left_is_cleared() {
    let folder = tempfile::tempdir().unwrap();
    pool(folder.path());
    let output = folder.path().join("features.jsonl");
    for ending in ["new", "new-wal", "new-shm"] {
        fs::write(folder.path().join(format!("features.jsonl.partial.neurosieve.{ending}")), "half").unwrap();
    }
    assert!(extract(folder.path(), &output).output().unwrap().status.success());
    let left = fs::read_dir(folder.path()).unwrap().flatten();
    assert_eq!(left.filter(|entry| entry.file_name().to_string_lossy().contains("partial")).count(), 0);
}

#[test]
fn features_are_byte_equal_after_kills() {
    let folder = tempfile::tempdir().unwrap();
    pool(folder.path());
    same_after_kills(&|output| extract(folder.path(), output), folder.path(), &[]);
}

#[test]
fn a_selection_is_byte_equal_after_kills() {
    let folder = tempfile::tempdir().unwrap();
    pool(folder.path());
    same_after_kills(&|output| select(folder.path(), output), folder.path(), &["scores.jsonl"]);
}

#[test]
fn ctrl_c_stops_at_a_commit_says_how_to_go_on_and_the_next_call_does() {
    let folder = tempfile::tempdir().unwrap();
    pool(folder.path());
    let output = folder.path().join("features.jsonl");
    let state = folder.path().join("features.jsonl.partial.neurosieve");
    let mut call = extract(folder.path(), &output);
    let child = call.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    while !state.exists() {
        std::thread::sleep(Duration::from_millis(2));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(130), "{said}");
    assert!(said.contains("the same call again goes on"), "{said}");
    assert!(state.exists() && !output.exists());
    assert!(extract(folder.path(), &output).output().unwrap().status.success());
    assert_eq!(fs::read_to_string(&output).unwrap().lines().count(), DOCUMENTS);
}
