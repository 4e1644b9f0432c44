//! A sparse autoencoder trained on a project's documents: killed in the midst, it ends with the same bytes; then it ranks.

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::called::{call, command, golden, json_lines, write_lines};

/// A project of 400 documents, in a home of its own.
fn project(folder: &Path, home: &Path) -> PathBuf {
    let path = folder.join("pool.jsonl");
    let words = ["sum", "river", "import", "fever", "bread", "letter", "atom", "goal"];
    let text = |n: usize| (0..60).map(|w| words[(n * 7 + w * (n % 5 + 1)) % 8]).collect::<Vec<_>>().join(" ");
    let rows: Vec<_> = (0..400).map(|n| json!({ "id": format!("d{n}"), "text": text(n) })).collect();
    write_lines(&path, &rows);
    let project = home.join("p.neurosieve");
    fs::create_dir_all(home).unwrap();
    call(home, ["project".as_ref(), "new".as_ref(), project.as_os_str()]).ended(0);
    call(home, ["import".as_ref(), "--project".as_ref(), project.as_os_str(), path.as_os_str()]).ended(0);
    project
}

fn training(home: &Path, project: &Path, tokens: &str) -> Command {
    let mut called = command(home);
    called.args(["--json", "models", "train-autoencoder", "--device", "cpu", "--threads", "1", "--expansion", "4"]);
    called.args(["--k", "8", "--tokens", tokens, "--model"]).arg(golden("models/tiny-llama-tied"));
    called.arg("--project").arg(project);
    called
}

/// The folder of the one result.
fn result(home: &Path) -> PathBuf {
    let folder = home.join("home/autoencoders");
    let found: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].join("layers.2")
}

#[test]
fn a_training_killed_again_and_again_ends_with_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let homes = [folder.path().join("undisturbed"), folder.path().join("disturbed")];
    let [undisturbed, disturbed] = homes.each_ref().map(|home| project(folder.path(), home));
    let tokens = "600000";
    let begun = Instant::now();
    assert!(training(&homes[0], &undisturbed, tokens).output().unwrap().status.success());
    let whole = begun.elapsed();
    let (mut kills, mut is_done) = (0, false);
    while kills < 4 && !is_done {
        let mut child =
            training(&homes[1], &disturbed, tokens).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * (kills % 3 + 2) / 8 + Duration::from_millis(50));
        is_done = child.try_wait().unwrap().is_some();
        child.kill().unwrap();
        child.wait().unwrap();
        kills += u32::from(!is_done);
    }
    assert!(kills > 0, "it was too quick to be killed");
    // The same call after the end would train another one.
    assert!(is_done || training(&homes[1], &disturbed, tokens).output().unwrap().status.success());
    for file in ["sae.safetensors", "cfg.json", "neurosieve.json"] {
        let read = |home: &PathBuf| fs::read(result(home).join(file)).unwrap();
        let [a, b] = homes.each_ref().map(read);
        // The model's id is its place, the same in both.
        assert!(a == b, "{file} differs after {kills} kills");
    }
    assert_eq!(fs::read_dir(homes[1].join("home/cache/trainings")).unwrap().count(), 0);
}

#[test]
fn a_trained_autoencoder_is_listed_and_ranks() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("own");
    let project = project(folder.path(), &home);
    let ended = training(&home, &project, "200000").output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success(), "{said}");
    let outcome: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!((outcome["kind"].as_str(), outcome["latents"].as_u64()), (Some("learned"), Some(256)));
    let listed = call(&home, ["--json", "models", "autoencoders"]).ended(0).json();
    assert_eq!(listed[0]["autoencoder"], outcome["autoencoder"]);
    assert_eq!(listed[0]["origin"]["explained"], outcome["explained"]);

    let rows = json_lines(&folder.path().join("pool.jsonl"));
    let target = folder.path().join("target.jsonl");
    write_lines(&target, &[json!({ "text": rows[7]["text"] })]);
    let (pool, output) = (folder.path().join("pool.jsonl"), folder.path().join("chosen.jsonl"));
    let llama = golden("models/tiny-llama-tied");
    let mut select = command(&home);
    select.args(["select", "--method", "mona", "--device", "cpu", "--documents", "3", "--model"]).arg(llama);
    select.arg("--autoencoder").arg(result(&home)).arg("--pool").arg(pool).arg("--target").arg(target);
    let ended = select.arg("--output").arg(&output).output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let twins: Vec<_> = json_lines(&output).into_iter().filter(|row| row["text"] == rows[7]["text"]).collect();
    assert!(!twins.is_empty(), "a document is most like itself");
}

#[test]
fn a_pool_with_too_little_text_is_refused_in_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("p.neurosieve");
    call(folder.path(), ["project".as_ref(), "new".as_ref(), project.as_os_str()]).ended(0);
    let refused = training(folder.path(), &project, "200000").output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(said.contains("gave 0 tokens") && said.contains("2,048"), "{said}");
}
