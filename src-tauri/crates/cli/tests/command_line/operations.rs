//! Every operation of the workbench can be reached: by a verb of its own, or as the window asks for it.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::called::{call, command, write_lines};

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

#[test]
fn a_ranking_made_by_one_request_is_named_by_the_next_ones() {
    let folder = tempfile::tempdir().unwrap();
    call(folder.path(), ["project", "open-sample"]).ended(0);
    let ask = |op: &str, with: Value| json!({ "op": op, "with": with });
    let mut session = command(folder.path())
        .args(["call", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut requests = session.stdin.take().unwrap();
    let mut answers = BufReader::new(session.stdout.take().unwrap()).lines();
    // Each answer is there before the next request is made, since that one needs it.
    let mut asked = |request: Value| -> Value {
        writeln!(requests, "{request}").unwrap();
        serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap()
    };
    let sample = asked(ask("open_sample", json!({})));
    let goal = &sample["value"]["project"]["goals"][0]["goal"];
    let query =
        json!({ "goal": goal, "method": "nag", "model": null, "settings": {}, "layers": null, "keep_examples": false });
    let ranking = asked(ask("rank", query))["value"]["ranking"].clone();
    assert!(ranking.is_number(), "{ranking}");
    let filter = json!({ "search": null, "conditions": [] });
    let page = json!({ "ranking": ranking, "filter": filter, "offset": 0, "limit": 3 });
    let page = asked(ask("ranking_page", page));
    let first = &page["value"]["rows"][0]["row"];
    assert!(first.is_number(), "{page}");
    let why = asked(ask("why", json!({ "ranking": ranking, "row": first })));
    assert_eq!(why["op"], "why", "{why}");
    let wrong = asked(ask("no such operation", json!({})));
    assert!(wrong["error"].as_str().unwrap().contains("expected one of"), "{wrong}");
    let strip = asked(ask("neuron_strip", json!({ "ranking": ranking, "row": first })));
    assert_eq!(strip["op"], "neuron_strip", "{strip}");
    drop(requests);
    assert_eq!(session.wait().unwrap().code(), Some(2), "the request that was none");
}

#[test]
fn requests_that_are_arguments_are_answered_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let requests = [r#"{"op": "open_sample", "with": {}}"#, r#"{"op": "overview", "with": {}}"#];
    let said = call(folder.path(), ["call", requests[0], requests[1]]).ended(0).stdout;
    let answers: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.iter().map(|answer| &answer["op"]).collect::<Vec<_>>(), ["open_sample", "overview"]);
    assert_eq!(answers[1]["value"]["project"]["goals"].as_array().unwrap().len(), 3);
}

#[test]
fn examples_are_given_as_texts_and_as_rows_of_the_pool() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<Value> = (0..5).map(|n| json!({ "id": format!("d{n}"), "text": format!("document {n}") })).collect();
    write_lines(&folder.path().join("pool.jsonl"), &rows);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (project, pool) = (path("p.neurosieve"), path("pool.jsonl"));
    let ask = |arguments: &[&str]| call(folder.path(), [arguments, &["--json"]].concat());
    ask(&["project", "new", &project]).ended(0);
    ask(&["import", "--project", &project, &pool]).ended(0);
    let add = ["goal", "add", "--project", &project, "--name", "Few"];
    let given = ["--text", "first", "--text", "second\n\nstill second", "--row", "2", "--row", "3"];
    let added = ask(&[&add[..], &given].concat()).ended(0).json();
    assert_eq!(added["added"].as_array().unwrap().len(), 4, "{added}");
    assert_eq!(added["info"]["examples"], 4);
    let goal = added["info"]["goal"].to_string();
    let shown = ask(&["goal", "show", &goal, "--project", &project]).ended(0).json();
    let texts: Vec<&str> =
        shown["examples"].as_array().unwrap().iter().map(|example| example["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["first", "second\n\nstill second", "document 1", "document 2"]);
    ask(&add).ended(2);
}

#[test]
fn an_import_names_the_special_strings_of_models_in_its_texts() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    write_lines(&folder.path().join("pool.jsonl"), &[json!({ "text": "<s>[INST] Hi" }), json!({ "text": "a <s>" })]);
    let project = path("p.neurosieve");
    call(folder.path(), ["project", "new", &project]).ended(0);
    let said = call(folder.path(), ["import", "--project", &project, &path("pool.jsonl")]).ended(0).stdout;
    assert!(said.contains("<s> stands in 2 rows"), "{said}");
    assert!(said.contains("[INST] stands in 1 row;"), "{said}");
}
