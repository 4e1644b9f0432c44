//! Every operation of the workbench can be reached: by a verb of its own, or as the window asks for it.

use std::fs;

use serde_json::{Value, json};

use crate::called::{call, write_lines};

/// The names of all requests, as the program itself lists them when it is asked for one that is none.
fn names(folder: &std::path::Path) -> Vec<String> {
    let said = call(folder, ["call", r#"{"op": "no such operation"}"#]).ended(2).stderr;
    let list = said.split("expected one of").nth(1).unwrap();
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_request_is_understood_and_answered_or_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let names = names(folder.path());
    assert!(names.len() > 45, "{names:?}");
    let mut answered = 0;
    for name in names {
        let called = call(folder.path(), ["call", &json!({ "op": name, "with": {} }).to_string()]);
        match called.code {
            Some(0) => {
                let answer: Value = serde_json::from_str(&called.stdout).unwrap();
                assert_eq!(answer["op"], name.as_str());
                answered += 1;
            }
            // Something in it is missing, or no project is open.
            Some(2) => assert!(called.stderr.contains("missing field"), "{name}: {}", called.stderr),
            Some(1) => assert!(called.stderr.contains("No project is open"), "{name}: {}", called.stderr),
            _ => panic!("{name}: {}", called.stderr),
        }
    }
    assert!(answered >= 6);
}

#[test]
fn a_project_is_made_filled_looked_at_and_written_by_verbs() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let rows: Vec<Value> = (0..20).map(|n| json!({ "id": format!("d{n}"), "text": format!("document {n}") })).collect();
    write_lines(&folder.path().join("pool.jsonl"), &rows);
    let (project, pool) = (path("p.neurosieve"), path("pool.jsonl"));
    let ask = |arguments: &[&str]| call(folder.path(), [arguments, &["--json"]].concat());
    ask(&["project", "new", &project]).ended(0);
    ask(&["import", "--project", &project, &pool]).ended(0);
    let added = ask(&["goal", "add", "--project", &project, "--name", "All", &pool]).ended(0).json();
    assert_eq!(added["added"].as_array().unwrap().len(), 20);
    let goals = ask(&["goal", "list", "--project", &project]).ended(0).json();
    let goal = goals[0]["goal"].to_string();
    let output = path("random.csv");
    let export = ["export", "--project", &project, "--goal", &goal, "--method", "random", "--documents", "3"];
    ask(&[&export[..], &["--output", &output, "--keep-examples", "--with-scores"]].concat()).ended(0);
    assert_eq!(fs::read_to_string(&output).unwrap().lines().count(), 4);
    assert!(folder.path().join("random.csv.passport.json").exists());
    let copy = path("copy.neurosieve");
    ask(&["project", "copy", &project, &copy]).ended(0);
    let info = ask(&["project", "info", &copy]).ended(0).json();
    assert_eq!(info["project"]["documents"], 20);
    let jobs = ask(&["jobs", "list", "--project", &project]).ended(0).json();
    assert_eq!(jobs.as_array().unwrap().len(), 2);
    ask(&["goal", "rm", &goal, "--project", &project]).ended(0);
    assert_eq!(ask(&["goal", "list", "--project", &project]).ended(0).json(), json!([]));
}

#[test]
fn the_sample_opens_and_ranks_without_a_model() {
    let folder = tempfile::tempdir().unwrap();
    let sample = call(folder.path(), ["project", "open-sample", "--json"]).ended(0).json();
    assert_eq!(sample["project"]["goals"].as_array().unwrap().len(), 3);
    assert!(sample["project"]["documents"].as_u64().unwrap() >= 240);
}

#[test]
fn a_failure_says_what_is_wrong_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    fs::write(&text, "no project").unwrap();
    call(folder.path(), ["project", "info", text.to_str().unwrap()])
        .ended(1)
        .said("is not a Neurosieve project. Choose a file that ends in .neurosieve");
    call(folder.path(), ["models", "add", "/nowhere/model.gguf"]).ended(1).said("/nowhere/model.gguf");
}
