//! Table `example_features`: what was read of goals' examples. Few and often changed, so one row each.

use rusqlite::Connection;

use super::chunk::{u16_bytes, u16_numbers};
use super::error::StoreError;

/// An example's features in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFeatures {
    /// The example.
    pub example: i64,
    /// Tokens of its whole text.
    pub tokens: u32,
    /// Tokens read of it; none = it cannot be scored.
    pub read_tokens: u32,
    /// `[layers][top_k]`.
    pub neurons: Vec<u16>,
}

/// Keeps an example's features.
pub fn insert(connection: &Connection, reading: i64, features: &ExampleFeatures) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO example_features (reading, example, tokens, read_tokens, neurons) \
             SELECT ?1, example, ?3, ?4, ?5 FROM example WHERE example = ?2",
        )?
        .execute((reading, features.example, features.tokens, features.read_tokens, u16_bytes(&features.neurons)))?;
    Ok(())
}

/// What was read of the examples of all goals, by example.
pub fn of_reading(connection: &Connection, reading: i64) -> Result<Vec<ExampleFeatures>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT example, tokens, read_tokens, neurons FROM example_features WHERE reading = ?1 ORDER BY example",
    )?;
    let found = ask.query_map([reading], |row| {
        Ok(ExampleFeatures {
            example: row.get(0)?,
            tokens: row.get(1)?,
            read_tokens: row.get(2)?,
            neurons: u16_numbers(&row.get::<_, Vec<u8>>(3)?),
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
