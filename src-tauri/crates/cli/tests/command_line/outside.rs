//! Vectors of one's own beside the rows: which row each belongs to, and what methods make of them.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::called::{Called, call, column, json_lines, npy, rows, write_lines};

/// Rows whose vectors lie on a circle, one every 60 degrees, the third of them without a text; two examples near the
/// fourth.
fn files(folder: &Path, pool: usize, target: usize) {
    let texts =
        (0..6).map(|n| if n == 2 { json!({ "id": "r2" }) } else { json!({ "id": format!("r{n}"), "text": "a" }) });
    write_lines(&folder.join("pool.jsonl"), &texts.collect::<Vec<_>>());
    write_lines(&folder.join("target.jsonl"), &[json!({ "text": "b" }), json!({ "text": "c" })]);
    let circle = |degrees: f32| [degrees.to_radians().cos(), degrees.to_radians().sin()];
    let of_pool: Vec<f32> = (0..pool).flat_map(|n| circle(60.0 * n as f32)).collect();
    let of_target: Vec<f32> = (0..target).flat_map(|n| circle(175.0 + 20.0 * n as f32)).collect();
    fs::write(folder.join("pool.npy"), npy(&rows(pool, 2), &of_pool)).unwrap();
    fs::write(folder.join("target.npy"), npy(&rows(target, 2), &of_target)).unwrap();
}

fn select(folder: &Path, method: &str, more: &[&str]) -> Called {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let named = [
        ("--pool", "pool.jsonl"),
        ("--target", "target.jsonl"),
        ("--pool-vectors", "pool.npy"),
        ("--target-vectors", "target.npy"),
        ("--output", "out.jsonl"),
    ];
    let named = named.iter().flat_map(|(flag, name)| [(*flag).to_owned(), path(name)]);
    let arguments = ["select", "--method", method, "--overwrite"].into_iter().chain(more.iter().copied());
    call(folder, arguments.map(str::to_owned).chain(named))
}

fn chosen(folder: &Path) -> Vec<String> {
    column(&json_lines(&folder.join("out.jsonl")), "id").iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_vector_for_every_row_of_the_file_belongs_to_its_row_though_one_was_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    files(folder.path(), 6, 2);
    // Degrees 0, 60, (120 set aside), 180, 240, 300 against 175 and 195.
    select(folder.path(), "vectors", &["--documents", "3"]).ended(3).said("pool.jsonl, line 3");
    assert_eq!(chosen(folder.path()), ["r3", "r4", "r5"]);
}

#[test]
fn a_vector_for_every_row_that_could_be_read_is_taken_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    files(folder.path(), 5, 2);
    // Now the rows after the third stand at 120, 180 and 240 degrees.
    select(folder.path(), "vectors", &["--documents", "3"]).ended(3);
    assert_eq!(chosen(folder.path()), ["r4", "r5", "r3"]);
}

#[test]
fn methods_that_compare_by_vectors_compare_by_these_without_being_told_and_others_refuse_them() {
    let folder = tempfile::tempdir().unwrap();
    files(folder.path(), 6, 2);
    for method in ["tsds", "round_robin", "betr", "facility", "k_center"] {
        select(folder.path(), method, &["--documents", "1"]).ended(3);
        assert_eq!(chosen(folder.path()), ["r3"], "{method}");
    }
    select(folder.path(), "bm25", &["--documents", "1"]).ended(2).said("bm25 does not compare by vectors of your own");
}

#[test]
fn vectors_that_belong_to_other_rows_or_come_from_another_model_are_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = ["--documents", "1"];
    files(folder.path(), 4, 2);
    select(folder.path(), "vectors", &wanted).ended(1).said("4 vectors for 5 rows and 1 more that are not used");
    files(folder.path(), 6, 3);
    select(folder.path(), "vectors", &wanted).ended(1).said("3 vectors for 2 rows; give one for each row");
    files(folder.path(), 6, 2);
    fs::write(folder.path().join("target.npy"), npy(&rows(2, 3), &[0.5; 6])).unwrap();
    select(folder.path(), "vectors", &wanted).ended(1).said("its vectors have 3 numbers and those of the pool 2");
    assert!(!folder.path().join("out.jsonl").exists());
}

#[test]
fn a_passport_is_followed_with_the_same_vectors_and_not_with_others() {
    let folder = tempfile::tempdir().unwrap();
    files(folder.path(), 6, 2);
    select(folder.path(), "vectors", &["--documents", "2"]).ended(3);
    let passport = folder.path().join("first.json");
    fs::rename(folder.path().join("out.jsonl.passport.json"), &passport).unwrap();
    let first = chosen(folder.path());
    let again = ["--passport", passport.to_str().unwrap()];
    select(folder.path(), "vectors", &again).ended(3);
    assert_eq!(chosen(folder.path()), first);
    fs::write(folder.path().join("pool.npy"), npy(&rows(6, 2), &[0.25; 12])).unwrap();
    select(folder.path(), "vectors", &again).said("the vectors from outside");
}
