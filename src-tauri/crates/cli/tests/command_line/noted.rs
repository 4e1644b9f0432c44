//! What a reading process says of its device reaches the job and stays with what was read. The process is the real one; a
//! card whose memory runs out is spoken for by a script in front of it.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::called::{call, command, golden, write_lines};

/// The kind of frame that carries notes: 25.
const NOTED: u8 = 25;

/// A reading process that first says these notes, and then is the real one.
fn noting(folder: &Path, notes: &Value) -> PathBuf {
    let content = notes.to_string();
    let mut frame = (content.len() as u32).to_le_bytes().to_vec();
    frame.push(NOTED);
    frame.extend(content.bytes());
    let spelled = frame.iter().map(|byte| format!("\\{byte:03o}")).collect::<Vec<_>>().concat();
    let script = format!("#!/bin/sh\nprintf '{spelled}'\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_neurosieve"));
    let path = folder.join("noting");
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// What a call of operations answers, line by line.
fn asked(folder: &Path, project: &Path, worker: &Path, requests: &[Value]) -> Vec<Value> {
    let mut called = command(folder);
    called.env("NEUROSIEVE_WORKER", worker).arg("call").arg("--project").arg(project);
    called.arg("--grant").arg(golden("models/tiny-llama-tied")).args(requests.iter().map(Value::to_string));
    let output = called.output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{lines}{}", String::from_utf8(output.stderr).unwrap());
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_a_device_s_memory_made_necessary_is_said_by_the_job_and_kept_with_the_reading() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<Value> = (0..40).map(|n| json!({ "id": format!("d{n}"), "text": format!("document {n}") })).collect();
    write_lines(&folder.path().join("pool.jsonl"), &rows);
    let project = folder.path().join("p.neurosieve");
    call(folder.path(), ["project".as_ref(), "new".as_ref(), project.as_os_str()]).ended(0);
    let pool = folder.path().join("pool.jsonl");
    call(folder.path(), ["import".as_ref(), "--project".as_ref(), project.as_os_str(), pool.as_os_str()]).ended(0);

    let notes = json!([{ "kind": "smaller_batches", "device": "CUDA graphics card", "tokens": 2048, "usual": 8192 }]);
    let worker = noting(folder.path(), &notes);
    let added = asked(folder.path(), &project, &worker, &[json!({ "op": "add_model", "with": { "ticket": 1 } })]);
    let model = added[0]["value"]["model"].clone();
    let read = json!({ "op": "start_reading", "with": { "model": model, "scope": { "kind": "rest" } } });
    let answers = asked(folder.path(), &project, &worker, &[read, json!({ "op": "overview", "with": {} })]);
    let job = answers[0].to_string();
    assert!(job.contains("\"documents\":40") && job.contains(&notes.to_string()), "{job}");
    let readings = answers[1]["value"]["project"]["readings"].as_array().unwrap();
    assert!(!readings.is_empty() && readings.iter().all(|reading| reading["notes"] == notes), "{readings:?}");
}
