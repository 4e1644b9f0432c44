//! Table `example_vectors`: vectors of goals' examples. Few and often changed, so one row each.

use rusqlite::Connection;

use super::error::StoreError;

/// An example's vector in one reading, as [`super::numbers`] lays it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleVector {
    /// The example.
    pub example: i64,
    /// Tokens of its whole text.
    pub tokens: u32,
    /// Tokens read of it.
    pub read_tokens: u32,
    /// One document's bytes.
    pub numbers: Vec<u8>,
}

/// Keeps an example's vector.
pub fn insert(connection: &Connection, reading: i64, vector: &ExampleVector) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO example_vectors (reading, example, tokens, read_tokens, numbers) \
             SELECT ?1, example, ?3, ?4, ?5 FROM example WHERE example = ?2",
        )?
        .execute((reading, vector.example, vector.tokens, vector.read_tokens, &vector.numbers))?;
    Ok(())
}

/// The vectors of the examples of all goals, by example.
pub fn of_reading(connection: &Connection, reading: i64) -> Result<Vec<ExampleVector>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT example, tokens, read_tokens, numbers FROM example_vectors WHERE reading = ?1 ORDER BY example",
    )?;
    let found = ask.query_map([reading], |row| {
        Ok(ExampleVector { example: row.get(0)?, tokens: row.get(1)?, read_tokens: row.get(2)?, numbers: row.get(3)? })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
