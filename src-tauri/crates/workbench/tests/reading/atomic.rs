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
