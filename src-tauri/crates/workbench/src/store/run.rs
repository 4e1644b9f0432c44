//! Table `run`: questions that are kept.

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::StoreError;
use crate::operations::run::{KeepRun, Run};

const SELECT: &str = "SELECT run, name, query, budget, kept_ms FROM run";

fn read(row: &Row<'_>) -> Result<Run, StoreError> {
    Ok(Run {
        run: row.get(0)?,
        name: row.get(1)?,
        query: serde_json::from_str(&row.get::<_, String>(2)?)?,
        budget: serde_json::from_str(&row.get::<_, String>(3)?)?,
        kept_ms: row.get::<_, i64>(4)? as u64,
    })
}

/// Keeps a question; gives its number.
pub fn insert(connection: &Connection, new: &KeepRun, kept_ms: u64) -> Result<i64, StoreError> {
    let (query, budget) = (serde_json::to_string(&new.query)?, serde_json::to_string(&new.budget)?);
    connection.execute(
        "INSERT INTO run (goal, name, query, budget, kept_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
        (new.query.goal, &new.name, query, budget, kept_ms as i64),
    )?;
    Ok(connection.last_insert_rowid())
}

/// All that are kept, newest first.
pub fn all(connection: &Connection) -> Result<Vec<Run>, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} ORDER BY run DESC"))?;
    let runs = ask.query_map([], |row| Ok(read(row)))?.collect::<Result<Vec<_>, _>>()?;
    runs.into_iter().collect()
}

/// One of them.
pub fn one(connection: &Connection, run: i64) -> Result<Run, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} WHERE run = ?1"))?;
    let found = ask.query_row([run], |row| Ok(read(row))).optional()?;
    found.ok_or(StoreError::NoSuch { what: "run", id: run })?
}

/// Changes a name.
pub fn rename(connection: &Connection, run: i64, name: &str) -> Result<(), StoreError> {
    let changed = connection.execute("UPDATE run SET name = ?2 WHERE run = ?1", (run, name))?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NoSuch { what: "run", id: run }) }
}

/// Lets one go.
pub fn delete(connection: &Connection, run: i64) -> Result<(), StoreError> {
    let deleted = connection.execute("DELETE FROM run WHERE run = ?1", [run])?;
    if deleted == 1 { Ok(()) } else { Err(StoreError::NoSuch { what: "run", id: run }) }
}
