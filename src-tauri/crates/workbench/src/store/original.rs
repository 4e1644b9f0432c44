//! Table `original`: the source's own bytes of each document, kept whole for export and for its text.

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;

/// Keeps a document's bytes.
pub fn insert(connection: &Connection, row: i64, raw: &[u8]) -> Result<(), StoreError> {
    connection.prepare_cached("INSERT INTO original (row, raw) VALUES (?1, ?2)")?.execute((row, raw))?;
    Ok(())
}

/// A document's bytes with its file: `(file, line, raw)`; none if it is gone.
pub fn of(connection: &Connection, row: i64) -> Result<Option<(i64, u64, Vec<u8>)>, StoreError> {
    let mut ask = connection
        .prepare_cached("SELECT file, line, raw FROM document JOIN original USING (row) WHERE document.row = ?1")?;
    let found = ask.query_row([row], |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64, r.get(2)?)));
    Ok(found.optional()?)
}

/// Bytes of some documents together.
pub fn total_bytes(connection: &Connection, rows: &[i64]) -> Result<u64, StoreError> {
    let mut ask = connection.prepare_cached("SELECT length(raw) FROM original WHERE row = ?1")?;
    let mut total = 0;
    for row in rows {
        total += ask.query_row([row], |found| found.get::<_, i64>(0)).optional()?.unwrap_or(0) as u64;
    }
    Ok(total)
}

/// Forgets a document's bytes.
pub fn delete(connection: &Connection, row: i64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM original WHERE row = ?1")?.execute([row])?;
    Ok(())
}
