//! What is refused is said in a sentence, and what stood there before stands there still.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::called::{Called, call, write_lines};

/// Ranks two rows by one example, the pool's rows as given.
fn rank(folder: &Path, pool: &[serde_json::Value], more: &[&str]) -> Called {
    let features = |id: &str| json!({ "docid": id, "fwd_up_feature": { "layer_topk_value_index": [1, 2] } });
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    write_lines(&folder.join("target-features.jsonl"), &[features("t")]);
    write_lines(&folder.join("pool-features.jsonl"), &[features("a"), features("b")]);
    write_lines(&folder.join("pool.jsonl"), pool);
    let (target, features) = (path("target-features.jsonl"), path("pool-features.jsonl"));
    let (pool, output) = (path("pool.jsonl"), path("out.jsonl"));
    let mut arguments = vec!["rank", "--target-features", &target, "--pool-features", &features];
    arguments.extend(["--pool", &pool, "--output", &output]);
    arguments.extend(more);
    call(folder, arguments)
}

const SHAPE: [&str; 4] = ["--num-layers", "1", "--top-k", "2"];

#[test]
fn ids_that_stand_on_several_rows_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let row = json!({ "docid": "a", "token_num": 3 });
    rank(folder.path(), &[row.clone(), row], &SHAPE).ended(1).said("1 ids stand on more than one row").said("(a)");
    assert!(!folder.path().join("out.jsonl").exists());
}

#[test]
fn a_file_that_is_there_is_only_replaced_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [json!({ "docid": "a", "token_num": 3 })];
    fs::write(folder.path().join("out.jsonl"), "mine\n").unwrap();
    rank(folder.path(), &rows, &SHAPE).ended(1).said("--overwrite");
    assert_eq!(fs::read_to_string(folder.path().join("out.jsonl")).unwrap(), "mine\n");
    rank(folder.path(), &rows, &[&SHAPE[..], &["--overwrite"]].concat()).ended(0);
    assert!(fs::read_to_string(folder.path().join("out.jsonl")).unwrap().contains("nag_distance"));
}

#[test]
fn a_shape_that_nobody_gives_and_a_column_that_is_not_there_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [json!({ "docid": "a", "tokens": 3 })];
    rank(folder.path(), &rows, &[]).ended(1).said("give the number of layers and the top-k");
    rank(folder.path(), &rows, &SHAPE)
        .ended(1)
        .said("no row has a value in \"token_num\"; its columns are docid, tokens");
    rank(folder.path(), &rows, &[&SHAPE[..], &["--layers", "3"]].concat()).ended(1).said("layer 3 is not there");
    rank(folder.path(), &rows, &[&SHAPE[..], &["--layers", "x"]].concat()).ended(2);
}

#[test]
fn features_of_another_pool_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [json!({ "docid": "z", "token_num": 3 })];
    rank(folder.path(), &rows, &SHAPE).ended(1).said("are both of the same pool?");
}
