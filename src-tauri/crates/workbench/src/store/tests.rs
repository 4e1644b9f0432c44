//! The project file as a whole: opening, closing, copying, and whatever else may lie at a path.
#![allow(clippy::unwrap_used)]

use super::*;

/// An empty project in memory, for the tests of tables.
pub fn empty() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    connection.pragma_update(None, "foreign_keys", true).unwrap();
    schema::migrate(&mut connection, Path::new("memory"), schema::MIGRATIONS).unwrap();
    connection
}

fn name_of(store: &Store) -> String {
    store.read(|c| meta::value(c, meta::NAME)).unwrap().unwrap()
}

#[test]
fn a_closed_project_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.neurosieve");
    let store = Store::create(&path, "Ä").unwrap();
    store.write(|c| goal::insert(c, "g")).unwrap();
    store.close();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["a.neurosieve"]);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.access(), Access::Write);
    assert_eq!(name_of(&store), "Ä");
}

#[test]
fn a_second_opening_reads_what_the_first_wrote_and_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.neurosieve");
    let first = Store::create(&path, "a").unwrap();
    let second = Store::open(&path).unwrap();
    assert_eq!(second.access(), Access::Busy);
    first.write(|c| meta::set(c, meta::NAME, "b")).unwrap();
    assert_eq!(name_of(&second), "b");
    assert!(matches!(second.write(|c| goal::insert(c, "g")), Err(StoreError::ReadOnly)));
    drop(first);
    drop(second);
    assert_eq!(Store::open(&path).unwrap().access(), Access::Write, "once the first is gone, another can write");
}

#[test]
fn what_was_acknowledged_is_there_after_the_process_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.neurosieve");
    let store = Store::create(&path, "a").unwrap();
    store.write(|c| goal::insert(c, "kept")).unwrap();
    // What a killed process leaves: the file and its WAL, as they are at this moment.
    let (copy, wal) = (folder.path().join("b.neurosieve"), folder.path().join("b.neurosieve-wal"));
    fs::copy(&path, &copy).unwrap();
    fs::copy(beside(&path, "wal"), &wal).unwrap();
    let again = Store::open(&copy).unwrap();
    assert_eq!(again.access(), Access::Write);
    assert_eq!(again.read(goal::all).unwrap()[0].name, "kept");
}

#[test]
fn a_copy_without_its_wal_is_recognised_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.neurosieve");
    let store = Store::create(&path, "a").unwrap();
    store.write(|c| goal::insert(c, "in the wal")).unwrap();
    let copy = folder.path().join("b.neurosieve");
    fs::copy(&path, &copy).unwrap();
    let torn = Store::open(&copy).unwrap();
    assert_eq!(torn.access(), Access::TornCopy);
    assert_eq!(name_of(&torn), "a");
    drop(torn);
    assert_eq!(Store::open(&copy).unwrap().access(), Access::TornCopy, "looking at it does not heal it");
}

#[test]
fn a_wal_that_outlived_its_project_never_enters_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.neurosieve");
    let store = Store::create(&path, "old").unwrap();
    store.write(|c| goal::insert(c, "of the old one")).unwrap();
    let wal = fs::read(beside(&path, "wal")).unwrap();
    drop(store);
    fs::remove_file(&path).unwrap();
    fs::write(beside(&path, "wal"), &wal).unwrap();
    let store = Store::create(&path, "new").unwrap();
    assert_eq!(name_of(&store), "new");
    assert!(store.read(goal::all).unwrap().is_empty());
    assert!(fs::read(folder.path().join("a.neurosieve-wal-left-behind")).unwrap() == wal, "it is kept for rescue");
}

#[test]
fn a_saved_copy_is_a_project_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("a.neurosieve"), "a").unwrap();
    let copy = folder.path().join("b.neurosieve");
    store.copy_to(&copy, &StopSign::default()).unwrap();
    assert_eq!(Store::open(&copy).unwrap().access(), Access::Write);
}

#[test]
fn a_project_of_a_newer_version_opens_for_reading_and_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.neurosieve");
    Store::create(&path, "a").unwrap().close();
    let newer = Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 999).unwrap();
    drop(newer);
    let before = fs::read(&path).unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.access(), Access::Newer);
    assert_eq!(name_of(&store), "a");
    drop(store);
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn what_is_no_project_is_refused_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.neurosieve");
    assert!(matches!(Store::open(&path), Err(StoreError::NotFound(_))));
    for bytes in [&b""[..], b"{\"text\": 1}", b"SQLite format 3\0 and then not"] {
        fs::write(&path, bytes).unwrap();
        assert!(matches!(Store::open(&path), Err(StoreError::NotAProject(_))));
        assert!(matches!(Store::create(&path, "a"), Err(StoreError::AlreadyThere(_))));
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE a (x)").unwrap();
    assert!(matches!(Store::open(&other), Err(StoreError::NotAProject(_))));
}

#[test]
fn a_damaged_project_is_said_to_be_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.neurosieve");
    Store::create(&path, "a").unwrap().close();
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.len();
    bytes[100..end].fill(0xA5);
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Damaged { .. })));
    assert!(fs::read(&path).unwrap() == bytes, "it is left for rescue");
}

#[test]
fn deleting_gives_space_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("a.neurosieve"), "a").unwrap();
    store
        .write(|c| {
            for row in 0..100 {
                original::insert(c, row, &vec![7; 50_000])?;
            }
            Ok(())
        })
        .unwrap();
    store.write(|c| (0..100).try_for_each(|row| original::delete(c, row))).unwrap();
    assert!(store.give_space_back().unwrap() > 4_000_000);
}
