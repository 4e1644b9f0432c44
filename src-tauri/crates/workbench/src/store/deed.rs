//! Table `deed`: what a person deleted or changed, each with the rows as they stood before, from which it is taken back.
//!
//! Numbers are never given twice in a project, so what comes back has the number it had, and runs that name an example find it
//! again. The texts of what was deleted stay in the file for as long as the deed does: the newest [`MOST`] are kept.

mod before;
mod kinds;

use rusqlite::{Connection, OptionalExtension, Row};

pub use before::Before;

use super::error::StoreError;
use super::goal;
use super::schema::has_table;
use crate::operations::deed::{DeedKind, DeedView};

/// Deeds that can be taken back; older ones are let go.
pub const MOST: u32 = 200;

/// A deed that is about to be done.
#[derive(Debug)]
pub struct NewDeed {
    /// What.
    pub kind: DeedKind,
    /// To which goal.
    pub goal: Option<i64>,
    /// What it is called.
    pub name: String,
    /// How many.
    pub count: u64,
    /// The rows as they stand, those first that others refer to.
    pub before: Vec<Before>,
}

const SELECT: &str = "SELECT deed, made_ms, kind, goal, name, count, taken_back FROM deed";

fn read(row: &Row<'_>) -> Result<DeedView, StoreError> {
    Ok(DeedView {
        deed: row.get(0)?,
        made_ms: row.get::<_, i64>(1)? as u64,
        kind: serde_json::from_str(&row.get::<_, String>(2)?)?,
        goal: row.get(3)?,
        name: row.get(4)?,
        count: row.get::<_, i64>(5)? as u64,
        taken_back: row.get(6)?,
    })
}

/// Writes a deed down, in the transaction that does it.
pub fn insert(c: &Connection, new: &NewDeed, made_ms: u64) -> Result<DeedView, StoreError> {
    let (kind, before) = (serde_json::to_string(&new.kind)?, serde_json::to_string(&new.before)?);
    c.execute(
        "INSERT INTO deed (made_ms, kind, goal, name, count, before) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (made_ms as i64, kind, new.goal, &new.name, new.count as i64, before),
    )?;
    let deed = c.last_insert_rowid();
    c.execute("DELETE FROM deed WHERE deed NOT IN (SELECT deed FROM deed ORDER BY deed DESC LIMIT ?1)", [MOST])?;
    one(c, deed)
}

/// All that are known, newest first; none in a file without the table.
pub fn all(c: &Connection) -> Result<Vec<DeedView>, StoreError> {
    if !has_table(c, "deed")? {
        return Ok(Vec::new());
    }
    let mut ask = c.prepare_cached(&format!("{SELECT} ORDER BY deed DESC"))?;
    let found = ask.query_map([], |row| Ok(read(row)))?.collect::<Result<Vec<_>, _>>()?;
    found.into_iter().collect()
}

/// One of them.
pub fn one(c: &Connection, deed: i64) -> Result<DeedView, StoreError> {
    let mut ask = c.prepare_cached(&format!("{SELECT} WHERE deed = ?1"))?;
    let found = ask.query_row([deed], |row| Ok(read(row))).optional()?;
    found.ok_or(StoreError::NoSuch { what: "deed", id: deed })?
}

/// Makes it not done; one that was taken back already stays so.
pub fn take_back(c: &Connection, deed: i64) -> Result<DeedView, StoreError> {
    let found = one(c, deed)?;
    if found.taken_back {
        return Ok(found);
    }
    if let (Some(number), true) = (found.goal, found.kind != DeedKind::GoalDeleted) {
        goal::one(c, number)?;
    }
    let before: String = c.query_row("SELECT before FROM deed WHERE deed = ?1", [deed], |row| row.get(0))?;
    for rows in serde_json::from_str::<Vec<Before>>(&before)? {
        rows.put_back(c)?;
    }
    // What is back is in its own tables again.
    c.execute("UPDATE deed SET taken_back = 1, before = '[]' WHERE deed = ?1", [deed])?;
    one(c, deed)
}

#[cfg(test)]
mod tests;
