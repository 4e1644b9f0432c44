//! `rank` against the published code's own output: the same rows in the same order, distances to 1e-12.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::called::{Called, call, column, golden, json_file, json_lines, texts, write_lines};

struct Case {
    folder: TempDir,
    features: PathBuf,
    expected: Value,
}

const CASES: [&str; 3] = ["basic", "ties", "first-too-big"];

impl Case {
    /// The rows of a golden case as files.
    fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let features = golden("rank").join(name);
        let payload = json_file(&features.join("payload.json"));
        for side in ["pool", "target"] {
            write_lines(&folder.path().join(format!("{side}.jsonl")), payload[side].as_array().unwrap());
        }
        let expected = json_file(&features.join("expected.json"));
        Self { folder, features, expected }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn rank(&self, output: &Path, ratio: &Value, more: &[&str]) -> Called {
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        let mut arguments = vec!["rank".to_owned(), "--json".to_owned()];
        for (name, value) in [
            ("--target-features", text(self.features.join("target.jsonl"))),
            ("--pool-features", text(self.features.join("pool.jsonl"))),
            ("--pool", text(self.path("pool.jsonl"))),
            ("--output", text(output.to_owned())),
            ("--num-layers", self.expected["num_layers"].to_string()),
            ("--top-k", self.expected["top_k"].to_string()),
            ("--ratio", ratio.to_string()),
        ] {
            arguments.extend([name.to_owned(), value]);
        }
        arguments.extend(more.iter().map(|&word| word.to_owned()));
        call(self.folder.path(), arguments)
    }

    /// Arguments that keep only the examples of one data set.
    fn filter(&self, dataset: &Value) -> Vec<String> {
        let Some(dataset) = dataset.as_str() else {
            return Vec::new();
        };
        let rows = self.path("target.jsonl").to_str().unwrap().to_owned();
        ["--target".to_owned(), rows, "--target-filter".to_owned(), format!("dataset={dataset}")].into()
    }

    fn ranked(&self, output: &str, ratio: &Value, more: &[&str]) -> Vec<Value> {
        let output = self.path(output);
        self.rank(&output, ratio, more).ended(0);
        json_lines(&output)
    }
}

fn assert_close(rows: &[Value], name: &str, expected: &Value) {
    let expected = expected.as_array().unwrap();
    assert_eq!(rows.len(), expected.len());
    for (row, expected) in rows.iter().zip(expected) {
        let (found, expected) = (row[name].as_f64().unwrap(), expected.as_f64().unwrap());
        assert!((found - expected).abs() <= 1e-12, "{found} is not {expected}");
    }
}

fn ids(rows: &[Value]) -> Vec<&str> {
    column(rows, "docid").into_iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn rows_order_and_distances_are_the_published_ones_for_every_ratio_and_target() {
    for name in CASES {
        let case = Case::new(name);
        for (number, rank) in case.expected["rank"].as_array().unwrap().iter().enumerate() {
            let filter = case.filter(&rank["target_filter"]);
            let more: Vec<&str> = filter.iter().map(String::as_str).collect();
            let rows = case.ranked(&format!("{number}.jsonl"), &rank["fraction"], &more);
            assert_eq!(ids(&rows), texts(rank["docids"].as_array().unwrap()), "{name} {rank}");
            assert_close(&rows, "nag_distance", &rank["nag_distance"]);
            let columns: Vec<&str> = rows[0].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(columns, texts(rank["columns"].as_array().unwrap()));
        }
    }
}

#[test]
fn blending_with_quality_keeps_the_published_rows() {
    for name in CASES {
        let case = Case::new(name);
        for (number, rank) in case.expected["rank_with_quality"].as_array().unwrap().iter().enumerate() {
            let mut more = vec!["--quality-column", "quality"];
            if rank["invert_quality"] == Value::Bool(true) {
                more.push("--higher-is-better");
            }
            let rows = case.ranked(&format!("{number}.jsonl"), &rank["fraction"], &more);
            assert_eq!(ids(&rows), texts(rank["docids"].as_array().unwrap()), "{name} {rank}");
            assert_close(&rows, "combined_score", &rank["combined_score"]);
            assert_close(&rows, "nag_distance", &rank["nag_distance"]);
        }
    }
}

#[test]
fn selections_for_several_targets_merge_as_published() {
    for name in CASES {
        let case = Case::new(name);
        let inputs = &case.expected["merge"]["inputs"];
        let mut files = Vec::new();
        for target in inputs["targets"].as_array().unwrap() {
            let filter = case.filter(target);
            let more: Vec<&str> = filter.iter().map(String::as_str).collect();
            let file = format!("{}.jsonl", target.as_str().unwrap());
            case.ranked(&file, &inputs["fraction"], &more);
            files.push(case.path(&file).to_str().unwrap().to_owned());
        }
        for (kind, more) in [("keep", None), ("dedup", Some("--deduplicate"))] {
            let output = case.path(&format!("{kind}.jsonl"));
            let mut arguments = vec!["merge".to_owned()];
            arguments.extend(files.iter().cloned());
            arguments.extend(["--output".to_owned(), output.to_str().unwrap().to_owned()]);
            arguments.extend(more.map(str::to_owned));
            call(case.folder.path(), arguments).ended(0);
            let (rows, expected) = (json_lines(&output), &case.expected["merge"][kind]);
            assert_eq!(ids(&rows), texts(expected["docids"].as_array().unwrap()), "{name} {kind}");
            assert_close(&rows, "nag_distance", &expected["nag_distance"]);
        }
    }
}

#[test]
fn what_has_no_counterpart_is_counted_and_left_out() {
    let case = Case::new("basic");
    let mut rows = json_lines(&case.path("pool.jsonl"));
    rows.truncate(40);
    rows.push(serde_json::json!({ "docid": "unread", "token_num": 5 }));
    rows.push(serde_json::json!({ "token_num": 5 }));
    write_lines(&case.path("pool.jsonl"), &rows);
    let report = case.rank(&case.path("out.jsonl"), &0.5.into(), &[]).ended(0).json();
    assert_eq!(report["rows_without_features"], 1);
    assert_eq!(report["features_without_row"], 20);
    assert_eq!(report["without_id"], 1);
    assert_eq!(report["ranked"], 40);
}

#[test]
fn the_selection_is_written_in_the_format_that_its_name_says() {
    let case = Case::new("basic");
    let lines = case.ranked("out.jsonl", &0.2.into(), &[]);
    case.rank(&case.path("out.csv"), &0.2.into(), &[]).ended(0);
    case.rank(&case.path("out.parquet"), &0.2.into(), &[]).ended(0);
    let csv = std::fs::read_to_string(case.path("out.csv")).unwrap();
    let mut csv = csv.lines();
    assert_eq!(csv.next(), Some("docid,token_num,quality,nag_distance"));
    let first_cells: Vec<&str> = csv.map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(first_cells, ids(&lines));
    let (parquet, again) = (case.path("out.parquet"), case.path("again.jsonl"));
    let paths = [&parquet, &again].map(|path| path.to_str().unwrap());
    call(case.folder.path(), ["merge", paths[0], "--output", paths[1]]).ended(0);
    assert_eq!(json_lines(&again), lines);
}
