//! Table `export`: what was written, each with its passport.

use rusqlite::Connection;

use super::error::StoreError;

/// An export that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// When, milliseconds since 1970.
    pub written_ms: u64,
    /// Where.
    pub path: String,
    /// Rows.
    pub documents: u64,
    /// Tokens.
    pub tokens: u64,
    /// The passport, as JSON.
    pub passport: String,
}

/// Remembers an export.
pub fn insert(connection: &Connection, export: &Export) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO export (written_ms, path, documents, tokens, passport) VALUES (?1, ?2, ?3, ?4, ?5)",
        (export.written_ms as i64, &export.path, export.documents as i64, export.tokens as i64, &export.passport),
    )?;
    Ok(())
}

/// All of them with their numbers, newest first.
pub fn all(connection: &Connection) -> Result<Vec<(i64, Export)>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT export, written_ms, path, documents, tokens, passport FROM export ORDER BY export DESC",
    )?;
    let found = ask.query_map([], |row| {
        let export = Export {
            written_ms: row.get::<_, i64>(1)? as u64,
            path: row.get(2)?,
            documents: row.get::<_, i64>(3)? as u64,
            tokens: row.get::<_, i64>(4)? as u64,
            passport: row.get(5)?,
        };
        Ok((row.get(0)?, export))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// How many there were.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    Ok(connection.query_row("SELECT count(*) FROM export", [], |row| row.get::<_, i64>(0))? as u64)
}
