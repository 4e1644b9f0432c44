//! A file is there whole or not at all.

use std::io::Write;

use workbench::writing::{AtomicFile, AtomicFolder, WriteError, remove_stale};

use crate::outcome::folder;

#[test]
fn a_file_appears_only_when_it_is_whole() {
    let folder = folder();
    let target = folder.path().join("a.jsonl");
    let mut file = AtomicFile::create(&target).unwrap();
    file.write_all(b"whole").unwrap();
    file.flush().unwrap();
    assert!(!target.exists());
    assert_eq!(file.commit().unwrap(), 5);
    assert_eq!(std::fs::read(&target).unwrap(), b"whole");
    drop(AtomicFile::create(&target).unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_a_crash_left_behind_is_removed_and_living_writers_are_not_touched() {
    let folder = folder();
    let target = folder.path().join("a.jsonl");
    let living = AtomicFile::create(&target).unwrap();
    std::fs::write(folder.path().join(".a.jsonl.4711-0.neurosieve-partial"), "half").unwrap();
    std::fs::write(folder.path().join(".b.jsonl.4711-0.neurosieve-partial"), "another target's").unwrap();
    assert_eq!(remove_stale(&target).unwrap(), 1);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    living.commit().unwrap();
    assert!(target.exists());
}

#[test]
fn a_folder_that_is_not_there_is_said() {
    let folder = folder();
    let refused = AtomicFile::create(&folder.path().join("gone/a.jsonl")).unwrap_err();
    assert!(matches!(refused, WriteError::Io { .. }));
}

#[test]
fn a_folder_appears_whole_or_not_at_all_and_never_replaces_a_file() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("set");
    let names = |folder: &std::path::Path| -> Vec<String> {
        let mut names: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let begun = AtomicFolder::create(&target).unwrap();
    std::fs::write(begun.path().join("a.jsonl"), "half").unwrap();
    assert!(!target.exists());
    drop(begun);
    assert!(names(place.path()).is_empty(), "nothing is left behind");

    let whole = AtomicFolder::create(&target).unwrap();
    std::fs::write(whole.path().join("a.jsonl"), "first").unwrap();
    whole.commit(None).unwrap();
    assert_eq!(names(&target), ["a.jsonl"]);

    let again = AtomicFolder::create(&target).unwrap();
    std::fs::write(again.path().join("a.jsonl"), "second").unwrap();
    std::fs::write(again.path().join("b.jsonl"), "second").unwrap();
    assert!(matches!(again.commit(None), Err(WriteError::Taken { .. })));
    assert_eq!(std::fs::read_to_string(target.join("a.jsonl")).unwrap(), "first");
    assert_eq!((names(&target), names(place.path())), (vec!["a.jsonl".to_owned()], vec!["set".to_owned()]));
}

/// What a writer of `set` that was killed left: its folder in the making with these files in it, and its list.
fn left_by_a_killed_writer(place: &std::path::Path, files: &[&str], list: Option<&str>) -> std::path::PathBuf {
    let making = place.join(".set.Xy12.neurosieve-partial");
    std::fs::create_dir_all(making.join("whole")).unwrap();
    std::fs::write(making.join("lock"), "").unwrap();
    for name in files {
        std::fs::write(making.join("whole").join(name), *name).unwrap();
    }
    if let Some(list) = list {
        std::fs::write(making.join("moving.json"), list).unwrap();
    }
    making
}

#[test]
fn what_a_killed_writer_of_a_folder_left_goes_with_the_next_one_and_what_is_not_ours_stays() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("set");
    let living = AtomicFolder::create(&target).unwrap();
    let left = left_by_a_killed_writer(place.path(), &["a.jsonl"], None);
    // Named like ours, but no writer of ours ever held it.
    let theirs = place.path().join(".set.theirs.neurosieve-partial");
    std::fs::create_dir(&theirs).unwrap();
    std::fs::write(theirs.join("a.jsonl"), "theirs").unwrap();
    assert_eq!(remove_stale(&target).unwrap(), 1);
    assert!(!left.exists() && theirs.join("a.jsonl").exists() && living.path().exists());
    std::fs::write(living.path().join("a.jsonl"), "whole").unwrap();
    living.commit(None).unwrap();
    assert_eq!(std::fs::read_to_string(target.join("a.jsonl")).unwrap(), "whole");
}

#[test]
fn a_move_into_a_folder_that_was_cut_off_is_taken_back_and_files_changed_since_are_kept() {
    // SHA-256 of "a.jsonl" and of "b.jsonl", by `sha256sum`.
    let digests = [
        "8d6a6f2da8cffa60896c7bef4041abc38892be977ca31c3cb70f7548a8a5a81d",
        "19c2b9b99ccf8f39177d809777e1c9d74a685e2d826f90aa7a857746c13439a3",
    ];
    let list = format!(
        r#"{{"into":"set","names":[["a.jsonl","{}"],["b.jsonl","{}"],["c.jsonl","00"]],"last":"info.json"}}"#,
        digests[0], digests[1]
    );
    for (is_over, expected) in [(false, vec!["b.jsonl", "mine.txt"]), (true, vec!["a.jsonl", "b.jsonl", "mine.txt"])] {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("set");
        std::fs::create_dir(&target).unwrap();
        for (name, holds) in [("mine.txt", "mine"), ("a.jsonl", "a.jsonl"), ("b.jsonl", "written anew since")] {
            std::fs::write(target.join(name), holds).unwrap();
        }
        // The list's last file is still where it was made, or not: then all had been moved.
        let waiting: &[&str] = if is_over { &[] } else { &["c.jsonl", "info.json"] };
        let left = left_by_a_killed_writer(place.path(), waiting, Some(&list));
        drop(AtomicFolder::create(&target).unwrap());
        let mut found: Vec<String> =
            std::fs::read_dir(&target).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        assert_eq!((found, left.exists()), (expected.iter().map(|&name| name.to_owned()).collect(), false));
    }
}

#[test]
fn what_is_there_already_with_the_same_bytes_is_no_obstacle() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("set");
    for _ in 0..2 {
        let folder = AtomicFolder::create(&target).unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        std::fs::write(folder.path().join("data/a.jsonl"), "same").unwrap();
        folder.commit(None).unwrap();
    }
    let folder = AtomicFolder::create(&target).unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::write(folder.path().join("data/a.jsonl"), "other").unwrap();
    assert!(matches!(folder.commit(None), Err(WriteError::Taken { .. })));
    assert_eq!(std::fs::read_to_string(target.join("data/a.jsonl")).unwrap(), "same");
}
