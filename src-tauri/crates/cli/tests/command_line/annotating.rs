//! Two copies of a project become one by a verb.

use serde_json::{Value, json};

use crate::called::{Called, call, write_lines};

fn decides(folder: &std::path::Path, project: &str, annotator: &str, rows: &[i64], verdict: &str) -> Called {
    let on = json!({ "which": "rows", "rows": rows });
    let decision = json!({ "what": "verdict", "verdict": verdict });
    let request = json!({ "op": "decide", "with": { "annotator": annotator, "on": on, "decision": decision } });
    call(folder, ["call", "--project", project, &request.to_string()]).ended(0)
}

#[test]
fn copies_are_merged_with_every_decision_and_what_does_not_match_is_refused_with_its_count() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let rows = |from: i32| -> Vec<Value> {
        (from..from + 5).map(|n| json!({ "id": format!("d{n}"), "text": format!("document {n}") })).collect()
    };
    write_lines(&folder.path().join("pool.jsonl"), &rows(0));
    write_lines(&folder.path().join("more.jsonl"), &rows(50));
    let (project, copy) = (path("p.neurosieve"), path("copy.neurosieve"));
    let ask = |arguments: &[&str]| call(folder.path(), arguments);
    ask(&["project", "new", &project]).ended(0);
    ask(&["import", "--project", &project, &path("pool.jsonl")]).ended(0);
    ask(&["project", "copy", &project, &copy]).ended(0);
    decides(folder.path(), &project, "Ada", &[1, 2], "keep");
    decides(folder.path(), &copy, "Bo", &[2, 3], "drop");

    let said = ask(&["project", "merge", &project, &copy]).ended(0).stdout;
    assert!(said.contains("1 decision new, about 2 rows; 0 here already"), "{said}");
    assert!(said.contains("Bo: 1") && said.contains("1 row on which annotators differ"), "{said}");
    let again = ask(&["project", "merge", &project, &copy, "--json"]).ended(0).json();
    assert_eq!((&again["new"], &again["known"]), (&json!({}), &json!(1)));

    ask(&["import", "--project", &copy, &path("more.jsonl")]).ended(0);
    decides(folder.path(), &copy, "Bo", &[6, 7], "keep");
    decides(folder.path(), &copy, "Bo", &[1, 6], "unsure");
    ask(&["project", "merge", &project, &copy]).ended(1).said("2 rows of the copy are not the same here");
    let merged = ask(&["project", "merge", &project, &copy, "--leave-out", "--json"]).ended(0).json();
    assert_eq!((&merged["strays"], &merged["rows"], &merged["open"]), (&json!(2), &json!(1), &json!(2)));
    ask(&["project", "merge", &project, &project]).ended(1).said("is the project that is open");
}
