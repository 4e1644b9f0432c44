//! Table `set_aside`: rows that could not become documents, each with its place, bytes and reason.

use rusqlite::Connection;

use super::error::StoreError;

/// A row set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAsideRow {
    /// The file's name.
    pub file: String,
    /// Line in it, from 1.
    pub line: u64,
    /// Groups equal reasons.
    pub code: String,
    /// Why, in plain words.
    pub reason: String,
    /// Its bytes.
    pub raw: Vec<u8>,
}

/// Keeps a row aside.
pub fn insert(connection: &Connection, import: i64, row: &SetAsideRow) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO set_aside (import, file, line, code, reason, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((import, &row.file, row.line as i64, &row.code, &row.reason, &row.raw))?;
    Ok(())
}

/// Lines of all rows that were set aside, rising.
pub fn lines(connection: &Connection) -> Result<Vec<u64>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT line FROM set_aside ORDER BY line")?;
    Ok(ask.query_map([], |row| Ok(row.get::<_, i64>(0)? as u64))?.collect::<Result<_, _>>()?)
}

/// How many there are, of one import or of all.
pub fn count(connection: &Connection, import: Option<i64>) -> Result<u64, StoreError> {
    let mut ask = connection.prepare_cached("SELECT count(*) FROM set_aside WHERE ?1 IS NULL OR import = ?1")?;
    Ok(ask.query_row([import], |row| row.get::<_, i64>(0))? as u64)
}

/// Reasons of an import with counts, most frequent first; each reason stands for its code.
pub fn reasons(connection: &Connection, import: i64) -> Result<Vec<(String, u64)>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT min(reason), count(*) AS rows FROM set_aside WHERE import = ?1 GROUP BY code ORDER BY rows DESC, code",
    )?;
    let found = ask.query_map([import], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// A stretch of them, in the order they were met.
pub fn page(
    connection: &Connection,
    import: Option<i64>,
    offset: u64,
    limit: u64,
) -> Result<Vec<SetAsideRow>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT file, line, code, reason, raw FROM set_aside WHERE ?1 IS NULL OR import = ?1 \
         ORDER BY set_aside LIMIT ?3 OFFSET ?2",
    )?;
    let found = ask.query_map((import, offset as i64, limit as i64), |row| {
        Ok(SetAsideRow {
            file: row.get(0)?,
            line: row.get::<_, i64>(1)? as u64,
            code: row.get(2)?,
            reason: row.get(3)?,
            raw: row.get(4)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
