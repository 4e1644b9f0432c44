//! `tsds`: vectors in, probabilities and drawn rows out, held against the published code's own arrays.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::called::{Called, call, golden, json_file, json_lines, npy, rows};

const CASES: [&str; 3] = ["toy", "toy-sigma0", "dups16"];

fn case(name: &str) -> PathBuf {
    golden("tsds").join(name)
}

fn tsds(folder: &Path, pool: &Path, target: &Path, more: &[&str]) -> Called {
    let out = folder.join("p.npy");
    let files = [("--pool-vectors", pool), ("--target-vectors", target), ("--probabilities", &out)];
    let files = files.iter().flat_map(|(name, path)| [(*name).to_owned(), path.to_str().unwrap().to_owned()]);
    let arguments = ["tsds", "--json"].into_iter().map(str::to_owned).chain(files);
    call(folder, arguments.chain(more.iter().map(|&word| word.to_owned())))
}

/// An array of version 1 with numbers of 8 bytes.
fn doubles(path: &Path) -> Vec<f64> {
    let bytes = fs::read(path).unwrap();
    let end = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    assert!(bytes[..end].starts_with(b"\x93NUMPY\x01\x00") && end.is_multiple_of(64));
    bytes[end..].as_chunks().0.iter().map(|&number| f64::from_le_bytes(number)).collect()
}

#[test]
fn with_upstream_the_published_probabilities_come_out() {
    for name in CASES {
        let folder = tempfile::tempdir().unwrap();
        let expected = json_file(&case(name).join("expected.json"));
        let setting = |key: &str| expected["config"][key].to_string();
        let given =
            [("--alpha", "alpha"), ("--c", "C"), ("--sigma", "sigma"), ("--max-k", "max_K"), ("--kde-k", "kde_K")];
        let given: Vec<String> = given.iter().flat_map(|(flag, key)| [(*flag).to_owned(), setting(key)]).collect();
        let mut more: Vec<&str> = given.iter().map(String::as_str).collect();
        more.push("--upstream");
        let (pool, target) = (case(name).join("candidates.npy"), case(name).join("query.npy"));
        let report = tsds(folder.path(), &pool, &target, &more).ended(0).json();
        let truth = doubles(&case(name).join("exact_truth.global_probs.npy"));
        let found = doubles(&folder.path().join("p.npy"));
        assert_eq!(found.len(), truth.len());
        let apart: f64 = found.iter().zip(&truth).map(|(a, b)| (a - b).abs()).sum();
        // The goldens allow 1e-4; both sides compute in double precision.
        assert!(apart < 1e-9, "{name}: {apart}");
        assert_eq!(report["support"], expected["results"]["exact_truth"]["nonzero"]);
        assert_eq!(report["rule"], "published");
    }
}

#[test]
fn rows_are_drawn_once_each_and_the_same_seed_draws_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (pool, target) = (case("toy").join("candidates.npy"), case("toy").join("query.npy"));
    let draw = |seed: &str, more: &[&str]| -> Vec<u64> {
        let output = folder.path().join("rows.jsonl");
        let asked = ["--sample", "50", "--seed", seed, "--overwrite", "--output", output.to_str().unwrap()];
        let report = tsds(folder.path(), &pool, &target, &[&asked[..], more].concat()).ended(0).json();
        assert_eq!(report["drawn"], 50);
        json_lines(&output).iter().map(|row| row.as_u64().unwrap()).collect()
    };
    let (first, again, other) = (draw("3", &[]), draw("3", &[]), draw("4", &[]));
    assert_eq!(first, again);
    assert_ne!(first, other);
    let distinct: std::collections::BTreeSet<_> = first.iter().collect();
    assert_eq!(distinct.len(), 50);
    let probabilities = doubles(&folder.path().join("p.npy"));
    assert!(first.iter().all(|&row| probabilities[row as usize] > 0.0));
    let top = draw("3", &["--draw", "top"]);
    assert!(top.iter().map(|&row| probabilities[row as usize]).is_sorted_by(|a, b| a >= b));
}

#[test]
fn a_support_is_reached_and_a_draw_beyond_it_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (pool, target) = (case("toy").join("candidates.npy"), case("toy").join("query.npy"));
    let output = folder.path().join("rows.jsonl");
    let more = ["--support", "30", "--sample", "100", "--output", output.to_str().unwrap()];
    let report = tsds(folder.path(), &pool, &target, &more).ended(0).json();
    assert_eq!((&report["support"], &report["drawn"]), (&Value::from(30), &Value::from(30)));
}

#[test]
fn a_draw_beyond_the_pool_says_that_there_are_no_more_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("pool.npy"), npy(&rows(3, 2), &[1.0, 0.0, 0.0, 1.0, 0.5, 0.5])).unwrap();
    fs::write(path("one.npy"), npy(&rows(1, 2), &[1.0, 0.5])).unwrap();
    let (pool, one, masses, drawn) = (path("pool.npy"), path("one.npy"), path("p.npy"), path("rows.jsonl"));
    let files = ["tsds", "--pool-vectors", &pool, "--target-vectors", &one, "--probabilities", &masses];
    let draw = ["--support", "3", "--sample", "9", "--output", &drawn];
    call(folder.path(), [&files[..], &draw].concat())
        .ended(0)
        .said("9 were asked for: there are no more rows to draw from");
}

#[test]
fn vectors_that_do_not_fit_are_refused_in_a_sentence_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (pool, target) = (case("toy").join("candidates.npy"), case("toy").join("query.npy"));
    let file = folder.path().join("bad.npy");
    let refused = |bytes: &[u8], words: &str| {
        fs::write(&file, bytes).unwrap();
        tsds(folder.path(), &pool, &file, &[]).ended(1).said(words);
    };
    refused(&npy(&rows(1, 3), &[1.0, 2.0, 3.0]), "vectors have 16 numbers each, the examples' 3");
    refused(&npy(&rows(2, 2), &[1.0, 2.0, f32::NAN, 4.0]), "row 1 (counted from 0) holds a number that is not finite");
    refused(&npy(&rows(9, 9), &[1.0]), "324 bytes of numbers, and there are 4");
    refused(&npy(&rows(1, 1).replace("False", "True"), &[1.0]), "Fortran order");
    refused(&npy(&rows(1, 1).replace("<f4", "<i8"), &[1.0, 1.0]), "type <i8");
    refused(b"{\"a\": 1}", "it looks like JSON; known are .npy and Parquet");
    refused(b"\x80\x04pickle", "Python pickle");
    refused(b"PAR1 and no more", "Parquet");
    refused(b"", "it is empty");
    assert!(!folder.path().join("p.npy").exists());
    tsds(folder.path(), &pool, &target, &["--alpha", "2"]).ended(1).said("alpha must be between 0 and 1, not 2");
    tsds(folder.path(), &pool, &target, &["--sample", "3"]).ended(2);
    fs::write(folder.path().join("p.npy"), "mine").unwrap();
    tsds(folder.path(), &pool, &target, &[]).ended(1).said("--overwrite");
    assert_eq!(fs::read_to_string(folder.path().join("p.npy")).unwrap(), "mine");
}
