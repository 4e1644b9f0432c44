//! `neurosieve evaluate`: rankings compared and held against evidence, from files and from a project.

use std::path::Path;

use serde_json::{Value, json};

use crate::called::{call, write_lines};

const PLANTS: [&str; 6] = ["leaf", "root", "light", "stem", "seed", "flower"];
const COURTS: [&str; 6] = ["judge", "court", "law", "verdict", "appeal", "witness"];

/// A sentence of one topic that no other row has.
fn sentence(words: &[&str], number: usize) -> String {
    let word = |step: usize| words[(number / words.len().pow(step as u32 % 3) + step) % words.len()];
    format!("The {} and the {} of case {number} met a {} there", word(0), word(1), word(2))
}

/// 12 rows on plants among 48 on courts, examples of plants, and others that are held out.
fn files(folder: &Path) {
    let rows: Vec<Value> = (0..60)
        .map(|n| {
            let (words, topic) = if n % 5 == 0 { (PLANTS, "plants") } else { (COURTS, "courts") };
            json!({ "id": format!("r{n}"), "text": sentence(&words, n), "topic": topic })
        })
        .collect();
    write_lines(&folder.join("pool.jsonl"), &rows);
    let examples = |from: usize, to: usize| -> Vec<Value> {
        (from..to).map(|n| json!({ "text": format!("{} grows", sentence(&PLANTS, n)) })).collect()
    };
    write_lines(&folder.join("target.jsonl"), &examples(100, 108));
    write_lines(&folder.join("heldout.jsonl"), &examples(200, 205));
}

fn evaluated(folder: &Path, more: &[&str]) -> Value {
    files(folder);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (pool, target, held) = (path("pool.jsonl"), path("target.jsonl"), path("heldout.jsonl"));
    let asked = ["--json", "evaluate", "--pool", &pool, "--target", &target, "--heldout", &held, "--documents", "12"];
    call(folder, [&asked, more].concat()).ended(0).json()
}

/// A measure of a card: its values by column.
fn measure<'a>(report: &'a Value, card: &str, measure: &str) -> &'a Vec<Value> {
    let cards = report["cards"].as_array().unwrap();
    let card = cards.iter().find(|found| found["kind"] == card).unwrap();
    let rows = card["rows"].as_array().unwrap();
    rows.iter().find(|row| row["measure"] == measure).unwrap()["values"].as_array().unwrap()
}

#[test]
fn a_method_that_finds_the_planted_rows_is_told_from_chance() {
    let folder = tempfile::tempdir().unwrap();
    let known = ["--methods", "bm25,random", "--category-column", "topic", "--category", "plants"];
    let report = evaluated(folder.path(), &known);
    assert_eq!(report["methods"], json!(["bm25", "random"]));
    let precision = measure(&report, "known_composition", "precision");
    assert_eq!(precision[0]["value"], 1.0, "every kept row shares words with the examples");
    assert!(precision[1]["value"].as_f64().unwrap() < 0.6, "{precision:?}");
    let recall = measure(&report, "held_back", "recall");
    assert_eq!(recall[0]["value"], 1.0, "the held-out examples stand above all rows on courts");
    let nearer = measure(&report, "distance", "kl_reduction");
    assert!(nearer[0]["value"].as_f64().unwrap() > nearer[2]["value"].as_f64().unwrap(), "{nearer:?}");
    let pair = &report["comparison"]["pairs"][0];
    let (both, jaccard) = (pair["both"].as_f64().unwrap(), pair["jaccard"].as_f64().unwrap());
    assert!((jaccard - both / (24.0 - both)).abs() < 1e-12);
}

/// 20 examples are planted in each of five turns: 100 draws have a mean of a half with a standard error of 0.029, and
/// stay within 0.1 of it; 20 draws that come five times have 0.065.
#[test]
fn random_pick_finds_hidden_examples_as_chance_does() {
    let folder = tempfile::tempdir().unwrap();
    files(folder.path());
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let examples: Vec<Value> = (100..200).map(|n| json!({ "text": sentence(&PLANTS, n) })).collect();
    write_lines(&folder.path().join("target.jsonl"), &examples);
    let (pool, target) = (path("pool.jsonl"), path("target.jsonl"));
    let asked = ["--json", "evaluate", "--pool", &pool, "--target", &target, "--documents", "12"];
    let report = call(folder.path(), [&asked[..], &["--methods", "random,bm25"]].concat()).ended(0).json();
    let area = measure(&report, "held_back", "roc_auc")[0]["value"].as_f64().unwrap();
    assert!((area - 0.5).abs() < 0.1, "{area}");
}

#[test]
fn what_a_card_lacks_is_said_and_the_others_are_filled() {
    let folder = tempfile::tempdir().unwrap();
    let report = evaluated(folder.path(), &["--methods", "random"]);
    let cards = report["cards"].as_array().unwrap();
    assert_eq!(cards.len(), 10);
    let missing = |kind: &str| cards.iter().find(|card| card["kind"] == kind).unwrap()["missing"].clone();
    assert_eq!((missing("known_composition"), missing("proxy_training")), (json!("answer"), json!("reading")));
    assert_eq!((missing("distance"), missing("length_and_format")), (json!("other_representation"), Value::Null));
    assert!(report["comparison"].is_null());
}

#[test]
fn a_method_that_cannot_rank_is_named_and_the_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let report = evaluated(folder.path(), &["--methods", "nag,random", "--cards", "leak"]);
    assert_eq!((&report["methods"], &report["refused"][0]["method"]), (&json!(["random"]), &json!("nag")));
    assert_eq!(report["cards"].as_array().unwrap().len(), 1);
}

#[test]
fn the_same_call_gives_the_same_figures() {
    let folder = tempfile::tempdir().unwrap();
    let figures = || {
        let mut report = evaluated(folder.path(), &["--methods", "bm25,random"]);
        for card in report["cards"].as_array_mut().unwrap() {
            card["elapsed_ms"] = Value::Null;
        }
        report
    };
    assert_eq!(figures(), figures());
}

#[test]
fn a_project_is_evaluated_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    files(folder.path());
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (project, pool, target) = (path("p.neurosieve"), path("pool.jsonl"), path("target.jsonl"));
    call(folder.path(), ["project", "new", &project]).ended(0);
    call(folder.path(), ["import", "--project", &project, &pool]).ended(0);
    call(folder.path(), ["goal", "add", "--project", &project, "--name", "Plants", &target]).ended(0);
    let asked = ["evaluate", "--project", &project, "--goal", "Plants", "--methods", "bm25", "--ratio", "0.2"];
    let said = call(folder.path(), asked).ended(0).stdout;
    assert!(said.contains("length_and_format") && said.contains("words_p50"), "{said}");
    call(folder.path(), [&asked[..4], &["Courts", "--methods", "bm25", "--ratio", "0.2"]].concat()).ended(1);
}

#[test]
fn what_cannot_be_asked_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    call(folder.path(), ["evaluate", "--documents", "3"]).ended(2).said("--pool and --target");
    let unknown = ["evaluate", "--pool", "a", "--target", "b", "--documents", "3", "--methods", "magic"];
    call(folder.path(), unknown).ended(1);
    call(folder.path(), ["evaluate", "--cards", "luck", "--documents", "3"]).ended(2).said("known_composition");
}
