//! `merge`: rows unchanged, one file after the other.

use std::fs;

use crate::called::call;

#[test]
fn rows_keep_their_bytes_and_the_first_of_an_id_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (first, second) =
        ("{\"docid\":\"001\",  \"x\": 1.50}\n", "{\"docid\": \"2\"}\n{\"docid\": \"001\", \"x\": 2}\n");
    fs::write(path("a.jsonl"), first).unwrap();
    fs::write(path("b.jsonl"), second).unwrap();
    let merge = |output: &str, more: &[&str]| {
        let (a, b, output) = (path("a.jsonl"), path("b.jsonl"), path(output));
        let mut arguments = vec!["merge", "--json", &a, &b, "--output", &output];
        arguments.extend(more);
        call(folder.path(), arguments).ended(0).json()
    };
    merge("all.jsonl", &[]);
    assert_eq!(fs::read_to_string(path("all.jsonl")).unwrap(), format!("{first}{second}"));
    let report = merge("once.jsonl", &["--deduplicate"]);
    assert_eq!(fs::read_to_string(path("once.jsonl")).unwrap(), format!("{first}{{\"docid\": \"2\"}}\n"));
    assert_eq!(report["duplicates"], 1);
}

#[test]
fn a_row_that_cannot_be_read_is_named_with_its_line_and_the_exit_code_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.jsonl"), "{\"docid\": \"1\"}\n{broken\n{\"docid\": \"3\"}\n").unwrap();
    call(folder.path(), ["merge", &path("a.jsonl"), "--output", &path("out.jsonl")])
        .ended(3)
        .said("a.jsonl, line 2: not JSON");
    assert_eq!(fs::read_to_string(path("out.jsonl")).unwrap().lines().count(), 2);
}
