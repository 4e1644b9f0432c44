//! `select`: the whole job with a tiny model, and that it is `extract` and `rank` in one.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::called::{Called, call, golden, json_file, json_lines, write_lines};

const MODEL: &str = "tiny-llama-tied";

/// A pool of the goldens' documents, with a blank row, and examples of two kinds.
struct Job {
    folder: TempDir,
}

impl Job {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let docs = json_file(&golden(&format!("extract/{MODEL}.pub.b1.json")));
        let docs = docs["docs"].as_array().unwrap();
        let mut rows: Vec<Value> = docs
            .iter()
            .enumerate()
            .map(|(n, doc)| json!({ "docid": doc["docid"], "doc": doc["doc"], "token_num": 5 + n, "worth": n % 5 }))
            .collect();
        rows.insert(3, json!({ "docid": "empty", "doc": "", "token_num": 9, "worth": 1 }));
        let job = Self { folder };
        write_lines(&job.path("pool.jsonl"), &rows);
        let kinds = ["odd", "even"].iter().cycle();
        let examples: Vec<Value> = rows
            .iter()
            .filter(|row| row["docid"] != "empty")
            .zip(kinds)
            .take(8)
            .map(|(row, kind)| json!({ "docid": format!("t-{}", row["docid"]), "doc": row["doc"], "kind": kind }))
            .collect();
        write_lines(&job.path("target.jsonl"), &examples);
        job
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn select(&self, output: &str, more: &[&str]) -> Called {
        let (pool, target, output) = (self.text("pool.jsonl"), self.text("target.jsonl"), self.text(output));
        let model = golden(&format!("models/{MODEL}")).display().to_string();
        let mut arguments = vec!["select", "--json", "--device", "cpu", "--use-top-k", "5"];
        arguments.extend(["--model", &model, "--pool", &pool, "--target", &target, "--output", &output]);
        arguments.extend(more);
        call(self.folder.path(), arguments)
    }

    fn extract(&self, name: &str) -> String {
        let (input, output) = (self.text(&format!("{name}.jsonl")), self.text(&format!("{name}-features.jsonl")));
        let model = golden(&format!("models/{MODEL}")).display().to_string();
        let arguments = ["extract", "--model", &model, "--input", &input, "--output", &output, "--top-k", "5"];
        call(self.folder.path(), [&arguments[..], &["--device", "cpu"]].concat()).ended(0);
        output
    }
}

fn without_distance(rows: &[Value]) -> Vec<Value> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        row.as_object_mut().unwrap().shift_remove("nag_distance");
    }
    rows
}

fn lines(path: &Path) -> Vec<String> {
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn a_selection_is_extract_and_rank_in_one_and_its_rows_are_unchanged() {
    let job = Job::new();
    let filter = ["--ratio", "0.3", "--target-filter", "kind=odd"];
    job.select("selected.jsonl", &filter).ended(0);
    let (target, pool) = (job.extract("target"), job.extract("pool"));
    let (rows, examples, output) = (job.text("pool.jsonl"), job.text("target.jsonl"), job.text("ranked.jsonl"));
    let files = ["--target-features", &target, "--pool-features", &pool, "--pool", &rows, "--target", &examples];
    let arguments = [&["rank"], &files[..], &["--output", &output, "--ratio", "0.3", "--target-filter", "kind=odd"]];
    call(job.folder.path(), arguments.concat()).ended(0);
    let selected = json_lines(&job.path("selected.jsonl"));
    assert!(selected.len() > 3);
    assert_eq!(selected, without_distance(&json_lines(&job.path("ranked.jsonl"))));
    let originals = lines(&job.path("pool.jsonl"));
    assert!(lines(&job.path("selected.jsonl")).iter().all(|line| originals.contains(line)));
}

#[test]
fn scores_tell_every_document_and_what_has_no_token_has_neither_rank_nor_score() {
    let job = Job::new();
    let (scores, figure) = (job.text("scores.jsonl"), job.text("ranking.svg"));
    let more = ["--documents", "4", "--scores", &scores, "--figure", &figure, "--show", "3"];
    let report = job.select("selected.jsonl", &more).ended(0).json();
    let scores = json_lines(&job.path("scores.jsonl"));
    assert_eq!(scores.len(), json_lines(&job.path("pool.jsonl")).len());
    assert_eq!(scores[3], json!({ "id": "empty", "rank": null, "score": null, "selected": false }));
    let selected: Vec<&Value> = scores.iter().filter(|row| row["selected"] == true).collect();
    assert_eq!(selected.len(), 4);
    assert!(selected.iter().all(|row| row["rank"].as_u64().unwrap() <= 4));
    assert_eq!(report["table"].as_array().unwrap().len(), 3);
    assert_eq!(report["table"][0]["id"], json_lines(&job.path("selected.jsonl"))[0]["docid"]);
    assert!(fs::read_to_string(job.path("ranking.svg")).unwrap().starts_with("<svg"));
}

#[test]
fn a_passport_makes_the_same_selection_again_and_refuses_other_documents() {
    let job = Job::new();
    job.select("first.jsonl", &["--tokens", "60", "--target-filter", "kind=even"]).ended(0);
    let passport = job.text("first.jsonl.passport.json");
    job.select("second.jsonl", &["--passport", &passport]).ended(0);
    let read = |name: &str| fs::read(job.path(name)).unwrap();
    assert_eq!(read("first.jsonl"), read("second.jsonl"));
    assert_eq!(
        json_file(&job.path("first.jsonl.passport.json"))["counts"]["selected_tokens"].as_u64().map(|t| t <= 60),
        Some(true)
    );
    let mut rows = json_lines(&job.path("pool.jsonl"));
    rows[0]["doc"] = json!("another text");
    write_lines(&job.path("pool.jsonl"), &rows);
    job.select("third.jsonl", &["--passport", &passport]).ended(1).said("the documents of the pool is not the same");
    assert!(!job.path("third.jsonl").exists());
}

#[test]
fn a_project_is_kept_and_serves_the_next_goal_without_reading_the_pool_again() {
    let job = Job::new();
    let project = job.text("kept.neurosieve");
    job.select("odd.jsonl", &["--documents", "4", "--project", &project, "--target-filter", "kind=odd"]).ended(0);
    job.select("even.jsonl", &["--documents", "4", "--project", &project, "--target-filter", "kind=even"]).ended(0);
    let info = call(job.folder.path(), ["project", "info", &project, "--json"]).ended(0).json();
    assert_eq!(info["project"]["goals"].as_array().unwrap().len(), 2);
    assert_eq!(info["project"]["readings"][0]["documents_read"], info["project"]["documents"]);
    let jobs = call(job.folder.path(), ["jobs", "list", "--project", &project, "--json"]).ended(0).json();
    let second = &jobs.as_array().unwrap()[0];
    assert_eq!((&second["kind"], &second["outcome"]["documents"]), (&json!("reading"), &json!(0)));
}

#[test]
fn a_target_filter_that_nothing_passes_and_a_method_that_is_not_there_are_said() {
    let job = Job::new();
    job.select("none.jsonl", &["--documents", "4", "--target-filter", "kind=other"])
        .ended(1)
        .said("no row gives an example with \"other\" in \"kind\"");
    job.select("none.jsonl", &["--documents", "4", "--method", "magic"]).ended(2).said("method");
    job.select("none.jsonl", &["--ratio", "0.2", "--documents", "4"]).ended(2);
    assert!(!job.path("none.jsonl").exists());
}

#[test]
fn duplicates_shares_and_a_second_goal_are_told_and_the_passport_makes_the_same_selection_again() {
    let job = Job::new();
    let examples = job.text("target.jsonl");
    let composed = [
        "--documents",
        "4",
        "--one-of-alike",
        "near=0.8",
        "--quality-column",
        "worth",
        "--quality-weight",
        "0.25",
        "--also-target",
    ];
    let second = format!("{examples}=2");
    job.select("one.jsonl", &[&composed[..], &[&second]].concat()).ended(0);
    let passport = json_file(&job.path("one.jsonl.passport.json"));
    let told = &passport["method"]["composition"];
    assert_eq!(told["alike"], json!({ "kind": "near", "share": 0.8 }));
    assert_eq!(told["quality"]["column"], "worth");
    assert_eq!(told["goals"][1]["weight"], json!(2.0));
    assert_eq!(passport["more_targets"].as_array().unwrap().len(), 1);

    let path = job.text("one.jsonl.passport.json");
    job.select("two.jsonl", &["--passport", &path, "--also-target", &examples]).ended(0);
    assert_eq!(lines(&job.path("two.jsonl")), lines(&job.path("one.jsonl")));
    let refused = job.select("three.jsonl", &["--passport", &path]);
    refused.ended(1);
    assert!(!job.path("three.jsonl").exists(), "another number of goals is another selection");
}

#[test]
fn a_weight_that_is_none_is_refused_in_words() {
    let job = Job::new();
    let examples = format!("{}=0", job.text("target.jsonl"));
    let called = job.select("one.jsonl", &["--documents", "4", "--also-target", &examples]);
    called.ended(2);
    assert!(!job.path("one.jsonl").exists());
}
