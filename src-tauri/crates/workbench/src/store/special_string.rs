//! Table `special_string`: how many rows of an import hold which special string.

use rusqlite::Connection;

use super::error::StoreError;

/// Adds rows of an import that hold a string.
pub fn add(connection: &Connection, import: i64, text: &str, rows: u64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO special_string (import, text, rows) VALUES (?1, ?2, ?3) \
             ON CONFLICT (import, text) DO UPDATE SET rows = rows + excluded.rows",
        )?
        .execute((import, text, rows as i64))?;
    Ok(())
}

/// The strings of an import with the rows that hold them, most frequent first.
pub fn of_import(connection: &Connection, import: i64) -> Result<Vec<(String, u64)>, StoreError> {
    // A project of an earlier version that may only be read stays without the table.
    if !connection.table_exists(None, "special_string")? {
        return Ok(Vec::new());
    }
    let mut ask = connection
        .prepare_cached("SELECT text, rows FROM special_string WHERE import = ?1 ORDER BY rows DESC, text")?;
    let found = ask.query_map([import], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
    Ok(found.collect::<Result<_, _>>()?)
}
