//! The schema's versions: immutable SQL, one transaction each, a verified backup before the first.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::copying::{StopSign, copy_whole, put};
use super::error::StoreError;
use super::lock::{BACKUPS, beside};
use crate::clock::{now_ms, stamp};

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
    include_str!("schema/011.sql"),
    include_str!("schema/012.sql"),
];

/// The version a file says it has.
pub fn version(connection: &Connection) -> Result<usize, StoreError> {
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(version as usize)
}

/// Whether a file has a table: one of an older version that may only be read lacks those that came later, and is as empty
/// there as a new one.
pub fn has_table(connection: &Connection, name: &str) -> Result<bool, StoreError> {
    let mut ask = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?1)")?;
    Ok(ask.query_row([name], |row| row.get(0))?)
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

/// A copy of the file as it was under an older schema, among its backups.
fn backed_up(connection: &Connection, path: &Path, version: usize) -> Result<PathBuf, StoreError> {
    let folder = beside(path, BACKUPS);
    let copy = folder.join(format!("{} version-{version}.neurosieve", stamp(now_ms())));
    fs::create_dir_all(&folder).map_err(|source| StoreError::Io { path: folder.clone(), source })?;
    put(&copy, |part| copy_whole(connection, part, &StopSign::default()))?;
    Ok(copy)
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
