//! Table `example`: the texts of goals.

use rusqlite::Connection;

use super::error::StoreError;

/// An example as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its number.
    pub example: i64,
    /// Its goal.
    pub goal: i64,
    /// Its text.
    pub text: String,
    /// Hash of its text, as documents have it.
    pub text_hash: i64,
    /// It counts.
    pub ticked: bool,
    /// Where it came from, as JSON.
    pub origin: String,
    /// It is of what is not wanted.
    pub unwanted: bool,
}

/// An example to be added.
#[derive(Debug, Clone)]
pub struct NewExample {
    /// Its text.
    pub text: String,
    /// Hash of its text.
    pub text_hash: i64,
    /// Where it came from, as JSON.
    pub origin: String,
    /// It is of what is not wanted.
    pub unwanted: bool,
}

/// Adds an example, ticked; gives its number.
pub fn insert(connection: &Connection, goal: i64, new: &NewExample) -> Result<i64, StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO example (goal, text, text_hash, ticked, origin, unwanted) VALUES (?1, ?2, ?3, 1, ?4, ?5)",
        )?
        .execute((goal, &new.text, new.text_hash, &new.origin, new.unwanted))?;
    Ok(connection.last_insert_rowid())
}

/// Whether the goal has this text already.
pub fn has_text(connection: &Connection, goal: i64, hash: i64, text: &str) -> Result<bool, StoreError> {
    let mut ask = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM example WHERE goal = ?1 AND text_hash = ?2 AND text = ?3)")?;
    Ok(ask.query_row((goal, hash, text), |row| row.get(0))?)
}

/// A goal's examples, in the order they were added.
pub fn of_goal(connection: &Connection, goal: i64) -> Result<Vec<Example>, StoreError> {
    select(connection, "WHERE goal = ?1 ORDER BY example", [goal])
}

/// The examples of all goals, in the order they were added.
pub fn all(connection: &Connection) -> Result<Vec<Example>, StoreError> {
    select(connection, "ORDER BY example", [])
}

fn select(connection: &Connection, which: &str, parameters: impl rusqlite::Params) -> Result<Vec<Example>, StoreError> {
    let sql = format!("SELECT example, goal, text, text_hash, ticked, origin, unwanted FROM example {which}");
    let mut ask = connection.prepare_cached(&sql)?;
    let found = ask.query_map(parameters, |row| {
        Ok(Example {
            example: row.get(0)?,
            goal: row.get(1)?,
            text: row.get(2)?,
            text_hash: row.get(3)?,
            ticked: row.get(4)?,
            origin: row.get(5)?,
            unwanted: row.get(6)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Ticks or unticks examples of a goal.
pub fn tick(connection: &Connection, goal: i64, examples: &[i64], ticked: bool) -> Result<(), StoreError> {
    let mut set = connection.prepare_cached("UPDATE example SET ticked = ?3 WHERE goal = ?1 AND example = ?2")?;
    for &example in examples {
        if set.execute((goal, example, ticked))? == 0 {
            return Err(StoreError::NoSuch { what: "example", id: example });
        }
    }
    Ok(())
}

/// Says of examples of a goal whether they are of what is not wanted.
pub fn mark(connection: &Connection, goal: i64, examples: &[i64], unwanted: bool) -> Result<(), StoreError> {
    let mut set = connection.prepare_cached("UPDATE example SET unwanted = ?3 WHERE goal = ?1 AND example = ?2")?;
    for &example in examples {
        if set.execute((goal, example, unwanted))? == 0 {
            return Err(StoreError::NoSuch { what: "example", id: example });
        }
    }
    Ok(())
}

/// Moves examples from one goal to another, with what was read of them.
pub fn move_to(connection: &Connection, from: i64, to: i64, examples: &[i64]) -> Result<(), StoreError> {
    let mut set = connection.prepare_cached("UPDATE example SET goal = ?3 WHERE goal = ?1 AND example = ?2")?;
    for &example in examples {
        if set.execute((from, example, to))? == 0 {
            return Err(StoreError::NoSuch { what: "example", id: example });
        }
    }
    Ok(())
}

/// Removes examples of a goal with what was read of them.
pub fn remove(connection: &Connection, goal: i64, examples: &[i64]) -> Result<(), StoreError> {
    let mut delete = connection.prepare_cached("DELETE FROM example WHERE goal = ?1 AND example = ?2")?;
    for &example in examples {
        if delete.execute((goal, example))? == 0 {
            return Err(StoreError::NoSuch { what: "example", id: example });
        }
    }
    Ok(())
}
