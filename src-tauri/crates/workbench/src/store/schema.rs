//! The schema's versions: immutable SQL, one transaction each, a verified backup before the first.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::error::StoreError;
use super::lock::beside;

/// Version n is made by the first n of these. Never changed once released.
pub const MIGRATIONS: &[&str] = &[
    include_str!("schema/001.sql"),
    include_str!("schema/002.sql"),
    include_str!("schema/003.sql"),
    include_str!("schema/004.sql"),
    include_str!("schema/005.sql"),
    include_str!("schema/006.sql"),
    include_str!("schema/007.sql"),
    include_str!("schema/008.sql"),
    include_str!("schema/009.sql"),
    include_str!("schema/010.sql"),
];

/// The version a file says it has.
pub fn version(connection: &Connection) -> Result<usize, StoreError> {
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(version as usize)
}

/// Brings a file up to the newest version.
///
/// Before an older file is touched, it is copied beside itself and the copy is checked; its path is given back.
pub fn migrate(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<Option<PathBuf>, StoreError> {
    let found = version(connection)?;
    if found >= steps.len() {
        return Ok(None);
    }
    let backup = if found == 0 { None } else { Some(backed_up(connection, path, found)?) };
    advance(connection, found, steps)?;
    Ok(backup)
}

/// Takes the steps behind the first `found`, each whole or not at all.
pub fn advance(connection: &mut Connection, found: usize, steps: &[&str]) -> Result<(), StoreError> {
    for (index, step) in steps.iter().enumerate().skip(found) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", index as u32 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}

fn backed_up(connection: &Connection, path: &Path, version: usize) -> Result<PathBuf, StoreError> {
    let copy = beside(path, &format!("version-{version}-backup"));
    copy_whole(connection, &copy)?;
    Ok(copy)
}

/// Writes a whole copy by the backup API and checks it page by page.
pub fn copy_whole(from: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut copy = Connection::open(to)?;
    Backup::new(from, &mut copy)?.run_to_completion(256, Duration::ZERO, None)?;
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(StoreError::Damaged { path: to.to_owned(), detail: verdict });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_file_is_copied_and_checked_before_it_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.neurosieve");
        let mut connection = Connection::open(&path).unwrap();
        let steps = ["CREATE TABLE a (x); INSERT INTO a VALUES (1);", "ALTER TABLE a ADD COLUMN y;"];
        assert_eq!(migrate(&mut connection, &path, &steps[..1]).unwrap(), None);
        let backup = migrate(&mut connection, &path, &steps).unwrap().unwrap();
        assert_eq!(version(&connection).unwrap(), 2);
        let old = Connection::open(backup).unwrap();
        assert_eq!(version(&old).unwrap(), 1);
        assert_eq!(old.query_row("SELECT x FROM a", [], |row| row.get::<_, i64>(0)).unwrap(), 1);
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.neurosieve");
        let mut connection = Connection::open(&path).unwrap();
        let steps = ["CREATE TABLE a (x);", "CREATE TABLE b (x); CREATE TABLE a (x);"];
        assert!(migrate(&mut connection, &path, &steps).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 1);
    }
}
