//! Table `meta`: single facts about the project.

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;

/// The project's name.
pub const NAME: &str = "name";
/// There while the project is open for writing.
pub const OPEN: &str = "open";
/// There when it is the sample that ships with the app.
pub const SAMPLE: &str = "sample";
/// The goal last looked at.
pub const CURRENT_GOAL: &str = "current_goal";
/// The model last chosen.
pub const CURRENT_MODEL: &str = "current_model";
/// The sparse autoencoder last read with, as JSON.
pub const CURRENT_LATENTS: &str = "current_latents";

/// What a script asked for whose state this project is, as JSON.
pub const SCRIPT: &str = "script";

/// One fact; none if it was never set.
pub fn value(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(ask.query_row([key], |row| row.get(0)).optional()?)
}

/// Sets a fact.
pub fn set(connection: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", [key, value])?;
    Ok(())
}

/// Forgets a fact.
pub fn remove(connection: &Connection, key: &str) -> Result<(), StoreError> {
    connection.execute("DELETE FROM meta WHERE key = ?1", [key])?;
    Ok(())
}
