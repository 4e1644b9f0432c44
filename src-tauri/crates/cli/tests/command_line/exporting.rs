//! `neurosieve export --for` and `neurosieve prove`.

use std::fs;

use serde_json::{Value, json};

use crate::called::{call, write_lines};

/// A folder with a project of 40 instructions and one goal.
fn project() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let row = |n: u32| json!({ "id": format!("d{n}"), "instruction": format!("Double {n}."), "input": "", "output": format!("{}", n + n), "kind": if n.is_multiple_of(4) { "a" } else { "b" } });
    write_lines(&folder.path().join("pool.jsonl"), &(0..40).map(row).collect::<Vec<Value>>());
    write_lines(&folder.path().join("goal.jsonl"), &[json!({ "text": "An example." })]);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let project = path("p.neurosieve");
    call(folder.path(), ["project", "new", &project]).ended(0);
    call(folder.path(), ["import", "--project", &project, &path("pool.jsonl")]).ended(0);
    let added =
        call(folder.path(), ["goal", "add", "--project", &project, "--name", "All", &path("goal.jsonl"), "--json"]);
    let goal = added.ended(0).json()["info"]["goal"].to_string();
    (folder, goal)
}

#[test]
fn a_folder_for_llama_factory_is_written_and_proved_and_a_changed_row_is_named() {
    let (folder, goal) = project();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (project, output) = (path("p.neurosieve"), path("sums"));
    let export = ["export", "--project", &project, "--goal", &goal, "--method", "random", "--documents", "20"];
    let tool = ["--for", "llama-factory", "--validation", "0.2", "--stratify", "kind", "--output", &output];
    let said = call(folder.path(), [&export[..], &tool].concat()).ended(0).stdout;
    assert!(said.contains("20 documents written") && said.contains("dataset: sums"), "{said}");
    let lines = |name: &str| fs::read_to_string(folder.path().join("sums").join(name)).unwrap().lines().count();
    assert_eq!((lines("sums.jsonl"), lines("sums-validation.jsonl")), (16, 4));

    let passport = path("sums/sums.passport.json");
    let prove = ["prove", &passport, "--project", &project];
    let proof = call(folder.path(), [&prove[..], &["--json"]].concat()).ended(0).json();
    assert_eq!((&proof["identical"], &proof["compared"], &proof["differences"]), (&json!(true), &json!(2), &json!([])));
    let file = folder.path().join("sums/sums.jsonl");
    let mut rows: Vec<String> = fs::read_to_string(&file).unwrap().lines().map(str::to_owned).collect();
    rows[6] = rows[6].replace("Double", "Halve");
    fs::write(&file, rows.join("\n") + "\n").unwrap();
    let said = call(folder.path(), prove).ended(1).stdout;
    assert!(said.contains("not identical") && said.contains("first in sums.jsonl, row 7"), "{said}");
    assert!(said.contains("The file was changed after it was written"), "{said}");
}

#[test]
fn what_cannot_be_is_refused_in_a_sentence() {
    let (folder, goal) = project();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let project = path("p.neurosieve");
    let export = ["export", "--project", &project, "--goal", &goal, "--method", "random", "--documents", "20"];
    let output = path("out");
    let half = ["--validation", "0.7", "--output", &output];
    call(folder.path(), [&export[..], &half].concat()).ended(1).said("Choose one above 0 and at most 0.5");
    let name = path("out.xyz");
    call(folder.path(), [&export[..], &["--output", &name]].concat()).ended(2);
    call(folder.path(), ["prove", &path("pool.jsonl"), "--project", &project]).ended(1).said("is no passport");
}
