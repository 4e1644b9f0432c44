//! Table `file`: how the rows of each imported file are to be read again from their bytes.

use rusqlite::Connection;

use super::error::StoreError;

/// Adds a file of an import; `head` is its row format as JSON.
pub fn insert(connection: &Connection, import: i64, head: &str) -> Result<i64, StoreError> {
    connection.execute("INSERT INTO file (import, head) VALUES (?1, ?2)", (import, head))?;
    Ok(connection.last_insert_rowid())
}

/// All files with their imports' mappings: `(file, head, mapping)`.
pub fn all(connection: &Connection) -> Result<Vec<(i64, String, String)>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT file, head, mapping FROM file JOIN import USING (import)")?;
    let found = ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The files of one import: `(file, head)`.
pub fn of_import(connection: &Connection, import: i64) -> Result<Vec<(i64, String)>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT file, head FROM file WHERE import = ?1 ORDER BY file")?;
    Ok(ask.query_map([import], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}
