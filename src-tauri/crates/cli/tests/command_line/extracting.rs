//! `extract` against the published code's features, and what happens to rows that give none.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::called::{Called, call, golden, json_file, json_lines, write_lines};

/// The names by which goldens and command line call the projections whose outputs have no exact ties.
const WITHOUT_TIES: [(&str, &str); 4] = [("fwd_up", "up"), ("fwd_down", "down"), ("att_q", "q"), ("att_o", "o")];

fn documents(model: &str) -> (Value, Vec<Value>) {
    let expected = json_file(&golden(&format!("extract/{model}.pub.b1.json")));
    let docs = expected["docs"].as_array().unwrap();
    let rows = docs.iter().map(|doc| json!({ "docid": doc["docid"], "doc": doc["doc"] })).collect();
    (expected, rows)
}

pub fn extract(home: &Path, model: &str, input: &Path, output: &Path, more: &[&str]) -> Called {
    let model = golden(&format!("models/{model}"));
    let paths: Vec<String> = [&model, input, output].iter().map(|path| path.display().to_string()).collect();
    let mut arguments = vec!["extract", "--json", "--model", &paths[0], "--input", &paths[1], "--output", &paths[2]];
    arguments.extend(["--device", "cpu"]);
    arguments.extend(more);
    call(home, arguments)
}

/// A folder with the documents of a golden case.
fn prepared(model: &str) -> (tempfile::TempDir, PathBuf, Value) {
    let folder = tempfile::tempdir().unwrap();
    let (expected, rows) = documents(model);
    let input = folder.path().join("documents.jsonl");
    write_lines(&input, &rows);
    (folder, input, expected)
}

fn indices(record: &Value, key: &str) -> Vec<u64> {
    let list = record[format!("{key}_feature")]["layer_topk_value_index"].as_array().unwrap();
    list.iter().map(|index| index.as_u64().unwrap()).collect()
}

fn published(document: &Value, key: &str) -> Vec<u64> {
    let layers = document["features"][key].as_array().unwrap();
    layers.iter().flat_map(|layer| layer.as_array().unwrap()).map(|index| index.as_u64().unwrap()).collect()
}

#[test]
fn features_are_the_published_ones_for_every_projection_in_the_input_s_order() {
    for model in ["tiny-llama-tied", "tiny-llama3-untied", "tiny-qwen3-untied", "tiny-smollm3-tied"] {
        let (folder, input, expected) = prepared(model);
        let output = folder.path().join("features.jsonl");
        let top_k = expected["top_k"].to_string();
        let more = ["--projection", "up,down,q,k,v,o", "--top-k", &top_k];
        extract(folder.path(), model, &input, &output, &more).ended(0);
        let records = json_lines(&output);
        let docs = expected["docs"].as_array().unwrap();
        assert_eq!(records.len(), docs.len());
        for (record, document) in records.iter().zip(docs) {
            assert_eq!(record["docid"], document["docid"]);
            for (key, _) in WITHOUT_TIES {
                assert_eq!(indices(record, key), published(document, key), "{model} {key} {}", record["docid"]);
            }
            // Keys and values are repeated for every query head, so their order among exact ties is nobody's: the
            // crate that computes them compares them by score.
            for key in ["att_k", "att_v"] {
                assert_eq!(indices(record, key).len(), published(document, key).len());
            }
        }
    }
}

#[test]
fn parquet_holds_the_same_features_and_rank_reads_both_without_being_told_their_shape() {
    let (folder, input, _) = prepared("tiny-llama-tied");
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let mut rows = json_lines(&input);
    for row in &mut rows {
        row["token_num"] = json!(10);
    }
    write_lines(&input, &rows);
    let mut ranked = Vec::new();
    for name in ["features.jsonl", "features.parquet"] {
        extract(folder.path(), "tiny-llama-tied", &input, Path::new(&path(name)), &["--top-k", "5"]).ended(0);
        let (features, pool, output) = (path(name), path("documents.jsonl"), path(&format!("{name}.ranked.jsonl")));
        let files = ["--target-features", &features, "--pool-features", &features, "--pool", &pool];
        let arguments = [&["rank"], &files[..], &["--output", &output, "--ratio", "0.5"]].concat();
        call(folder.path(), arguments).ended(0);
        ranked.push(fs::read_to_string(output).unwrap());
    }
    assert!(ranked[0].lines().count() >= 10);
    assert_eq!(ranked[0], ranked[1]);
}

#[test]
fn blank_rows_are_written_with_an_empty_list_and_rows_that_cannot_be_read_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("documents.jsonl");
    let lines = "{\"docid\": \"full\", \"doc\": \"some words\"}\n{\"docid\": \"empty\", \"doc\": \"\"}\n{oops\n\
                 {\"docid\": \"blank\", \"doc\": \" \"}\n";
    fs::write(&input, lines).unwrap();
    let output = folder.path().join("features.jsonl");
    let called = extract(folder.path(), "tiny-llama-tied", &input, &output, &["--top-k", "5"]).ended(3);
    let report = called.json();
    called.said("documents.jsonl, line 3: not JSON");
    assert_eq!((&report["documents"], &report["unscored"]), (&json!(3), &json!(1)));
    let records = json_lines(&output);
    let lengths: Vec<usize> = records.iter().map(|record| indices(record, "fwd_up").len()).collect();
    // One space is a token: what counts is whether the text tokenises to nothing.
    assert_eq!(lengths, [lengths[0], 0, lengths[0]]);
    assert!(lengths[0] > 0);
}

#[test]
fn a_finished_extraction_is_left_alone_and_another_one_does_not_replace_it() {
    let (folder, input, _) = prepared("tiny-llama-tied");
    let output = folder.path().join("features.jsonl");
    let extract = |more: &[&str]| extract(folder.path(), "tiny-llama-tied", &input, &output, more);
    extract(&["--top-k", "5"]).ended(0);
    let first = (fs::read(&output).unwrap(), fs::metadata(&output).unwrap().modified().unwrap());
    let again = extract(&["--top-k", "5", "--threads", "1"]).ended(0).json();
    assert_eq!(again["was_finished"], true);
    assert_eq!(first, (fs::read(&output).unwrap(), fs::metadata(&output).unwrap().modified().unwrap()));
    extract(&["--top-k", "4"]).ended(1).said("made of other input, by another model or with other settings");
    assert_eq!(first.0, fs::read(&output).unwrap());
    extract(&["--top-k", "4", "--overwrite"]).ended(0);
    assert_ne!(first.0, fs::read(&output).unwrap());
    assert!(!folder.path().join("features.jsonl.partial.neurosieve").exists());
}
