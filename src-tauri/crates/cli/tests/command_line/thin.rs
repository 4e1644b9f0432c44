//! Input that is hardly enough: one example, fewer rows than are wanted, rows that are all the same.

use std::path::Path;

use serde_json::json;

use crate::called::{Called, call, golden, json_lines, write_lines};

const TEXTS: [&str; 3] = ["the cat sat on the mat", "a dog ran over the road", "three plus four is seven"];

/// Selects from a few texts by a few examples, with a tiny model.
fn select(folder: &Path, pool: &[&str], target: &[&str], more: &[&str]) -> Called {
    let rows = |texts: &[&str]| -> Vec<_> {
        texts.iter().enumerate().map(|(n, text)| json!({ "id": format!("r{n}"), "text": text })).collect()
    };
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    write_lines(&folder.join("pool.jsonl"), &rows(pool));
    write_lines(&folder.join("target.jsonl"), &rows(target));
    let model = golden("models/tiny-llama-tied").display().to_string();
    let (pool, target, output) = (path("pool.jsonl"), path("target.jsonl"), path("out.jsonl"));
    let mut arguments = vec!["select", "--device", "cpu", "--model", &model, "--pool", &pool, "--target", &target];
    arguments.extend(["--output", &output, "--overwrite"]);
    arguments.extend(more);
    call(folder, arguments)
}

#[test]
fn one_example_ranks_and_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    for method in ["nag", "rarity", "nas", "tsds", "k_center", "bm25", "dsir"] {
        let more = ["--documents", "1", "--method", method];
        select(folder.path(), &TEXTS, &[TEXTS[2]], &more).ended(0).said("by 1 example");
        assert_eq!(
            json_lines(&folder.path().join("out.jsonl"))[0]["id"],
            "r2",
            "{method} finds the example's own text"
        );
    }
}

#[test]
fn a_pool_smaller_than_what_is_wanted_is_kept_whole_and_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    for method in ["nag", "facility", "tsds", "round_robin", "bm25", "random"] {
        let more = ["--documents", "50", "--method", method];
        let said = "there are only 3 documents to choose from: all of them are kept";
        select(folder.path(), &TEXTS, &TEXTS[..2], &more).ended(0).said(said);
        assert_eq!(json_lines(&folder.path().join("out.jsonl")).len(), 3, "{method}");
    }
}

#[test]
fn of_rows_that_are_all_the_same_as_many_are_kept_as_wanted_or_it_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let same = [TEXTS[0]; 5];
    for method in ["nag", "rarity", "nas", "k_center", "bm25", "dsir"] {
        select(folder.path(), &same, &TEXTS, &["--documents", "2", "--method", method]).ended(0);
        assert_eq!(json_lines(&folder.path().join("out.jsonl")).len(), 2, "{method}");
    }
    let flat = "cannot tell these documents apart";
    for method in ["best", "tsds", "euds"] {
        select(folder.path(), &same, &TEXTS, &["--documents", "2", "--method", method]).ended(1).said(flat);
    }
}

#[test]
fn a_method_of_answers_says_that_no_row_has_one() {
    let folder = tempfile::tempdir().unwrap();
    let more = ["--documents", "1", "--method", "ifd"];
    select(folder.path(), &TEXTS, &TEXTS[..2], &more).ended(1).said("no document has an answer that could be scored");
}
