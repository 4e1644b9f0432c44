//! Tables `decision` and `decision_change`: the journal of what people decided. It only grows.
//!
//! Taking a decision back appends an entry, and making it again another. So undo and redo reach back over restarts, every
//! entry says who and when, and what holds now ([`super::judgement`]) follows from the entries alone: of each row, the last
//! decision that was not taken back. Entries are ordered by their moment and their mark, which are the same in every copy
//! of the project; so copies are joined ([`merging`]) in any order and as often as one likes. Deliberately absent: deleting
//! entries when rows are deleted. Their numbers are never used again, and a copy of the project may still have the rows.

pub mod merging;
mod turn;

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::StoreError;
use super::judgement::{self, Aspect, ON};
pub use turn::{last_held, last_undone, redo, undo};

/// What an entry does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Decides.
    Decided,
    /// Takes a decision back.
    TakenBack,
    /// Makes it again.
    MadeAgain,
}

/// A decision about rows, to be kept.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// Who decides.
    pub annotator: String,
    /// When, milliseconds since 1970.
    pub made_ms: u64,
    /// What it is about.
    pub aspect: Aspect,
    /// What is to hold; nothing, if none. Of tags: one, to be put on; taken off with `off`.
    pub value: Option<String>,
    /// Takes the tag off.
    pub off: bool,
    /// Row numbers, each with the hash of its text.
    pub rows: Vec<(i64, i64)>,
}

/// An entry that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered {
    /// Its number.
    pub decision: i64,
    /// Rows that it changed.
    pub changed: u64,
}

/// An entry as it stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub decision: i64,
    /// Who.
    pub annotator: String,
    /// When, milliseconds since 1970.
    pub made_ms: u64,
    /// What it does.
    pub act: Act,
    /// The aspect's name.
    pub aspect: String,
    /// What was decided.
    pub value: Option<String>,
    /// It takes the tag off.
    pub off: bool,
    /// Rows that it changed.
    pub changed: u64,
    /// It is a decision and does not hold: it was taken back.
    pub is_undone: bool,
}

/// Decides. None if every row already is as it is to be: nothing is entered then.
pub fn decide(connection: &Connection, new: &NewDecision) -> Result<Option<Entered>, StoreError> {
    let whose = new.aspect.whose(&new.annotator);
    let (aspect, after) = (new.aspect.key(new.value.as_deref()), new.after());
    let mut entry = None;
    let mut changed = 0;
    for &(row, text_hash) in &new.rows {
        let before = judgement::value(connection, whose, &aspect, row)?;
        if before.as_deref() == after {
            continue;
        }
        let decision = match entry {
            Some(decision) => decision,
            None => append(connection, &new.annotator, new.made_ms, (Act::Decided, None), new.said())?,
        };
        entry = Some(decision);
        connection
            .prepare_cached("INSERT INTO decision_change VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute((decision, row, text_hash, whose, &aspect, before, after))?;
        changed += 1;
    }
    let Some(decision) = entry else { return Ok(None) };
    judgement::follow(connection, decision)?;
    counted(connection, decision, changed).map(Some)
}

/// Rows that a decision would change.
pub fn changes(connection: &Connection, new: &NewDecision) -> Result<u64, StoreError> {
    let (whose, aspect) = (new.aspect.whose(&new.annotator), new.aspect.key(new.value.as_deref()));
    let mut changes = 0;
    for &(row, _) in &new.rows {
        changes += u64::from(judgement::value(connection, whose, &aspect, row)?.as_deref() != new.after());
    }
    Ok(changes)
}

/// What an entry says: the aspect's name, the value, and whether a tag is taken off.
type Said<'a> = (&'a str, Option<&'a str>, bool);

impl NewDecision {
    fn said(&self) -> Said<'_> {
        (self.aspect.name(), self.value.as_deref(), self.off)
    }

    fn after(&self) -> Option<&str> {
        after(self.aspect, self.value.as_deref(), self.off)
    }
}

/// What a decision leaves of its aspect.
fn after(aspect: Aspect, value: Option<&str>, off: bool) -> Option<&str> {
    if aspect == Aspect::Tags { (!off).then_some(ON) } else { value }
}

fn append(
    connection: &Connection,
    annotator: &str,
    made_ms: u64,
    (act, about): (Act, Option<i64>),
    (aspect, value, off): Said<'_>,
) -> Result<i64, StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO decision (mark, annotator, made_ms, act, aspect, value, off, about, moment, holds) \
             VALUES (randomblob(16), ?1, ?2, ?3, ?4, ?5, ?6, ?7, \
             max(?2, (SELECT coalesce(max(moment), 0) + 1 FROM decision)), ?3 = 0)",
        )?
        .execute((annotator, made_ms as i64, act as i64, aspect, value, off, about))?;
    Ok(connection.last_insert_rowid())
}

/// What the entry changes is known.
fn counted(connection: &Connection, decision: i64, changed: u64) -> Result<Entered, StoreError> {
    connection
        .prepare_cached("UPDATE decision SET changed = ?2 WHERE decision = ?1")?
        .execute((decision, changed as i64))?;
    Ok(Entered { decision, changed })
}

/// The first rows that an entry is about, rising: of one that takes back or makes again, those of its decision.
pub fn rows_of(connection: &Connection, decision: i64, most: usize) -> Result<Vec<i64>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT row FROM decision_change WHERE decision = \
         coalesce((SELECT about FROM decision WHERE decision = ?1), ?1) ORDER BY row LIMIT ?2",
    )?;
    Ok(ask.query_map((decision, most as i64), |found| found.get(0))?.collect::<Result<_, _>>()?)
}

/// How many entries there are.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT count(*) FROM decision", [], |found| found.get(0))?;
    Ok(count as u64)
}

/// Who made decisions, by name.
pub fn annotators(connection: &Connection) -> Result<Vec<String>, StoreError> {
    // From name to name by the index: journals are long and their names few.
    let mut ask = connection.prepare_cached(
        "WITH RECURSIVE known (name) AS (SELECT min(annotator) FROM decision UNION ALL \
         SELECT (SELECT min(annotator) FROM decision WHERE annotator > name) FROM known WHERE name IS NOT NULL) \
         SELECT name FROM known WHERE name IS NOT NULL",
    )?;
    Ok(ask.query_map([], |found| found.get(0))?.collect::<Result<_, _>>()?)
}

/// Who decided what holds of a shared aspect of a row, by its key, and when (milliseconds since 1970); none if nothing holds.
pub fn decider(connection: &Connection, aspect: &str, row: i64) -> Result<Option<(String, u64)>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT d.annotator, d.made_ms, c.after FROM decision_change c JOIN decision d ON d.decision = c.decision \
         WHERE c.row = ?1 AND c.aspect = ?2 AND c.whose = '' AND d.holds = 1 ORDER BY d.moment DESC, d.mark DESC LIMIT 1",
    )?;
    let read =
        |found: &Row<'_>| Ok((found.get(0)?, found.get::<_, i64>(1)? as u64, found.get::<_, Option<String>>(2)?));
    let found = ask.query_row((row, aspect), read).optional()?;
    Ok(found.and_then(|(annotator, made_ms, after)| after.map(|_| (annotator, made_ms))))
}

const SELECT: &str = "SELECT d.decision, d.annotator, d.made_ms, d.act, d.aspect, d.value, d.off, d.changed, \
     d.act = 0 AND d.holds = 0 FROM decision d";

/// One entry; none if it is not there.
pub fn one(connection: &Connection, decision: i64) -> Result<Option<Entry>, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} WHERE d.decision = ?1"))?;
    Ok(ask.query_row([decision], read).optional()?)
}

/// A stretch of the journal, newest first.
pub fn page(connection: &Connection, offset: u64, limit: u64) -> Result<Vec<Entry>, StoreError> {
    let mut ask =
        connection.prepare_cached(&format!("{SELECT} ORDER BY d.moment DESC, d.mark DESC LIMIT ?2 OFFSET ?1"))?;
    Ok(ask.query_map((offset as i64, limit as i64), read)?.collect::<Result<_, _>>()?)
}

fn read(found: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        decision: found.get(0)?,
        annotator: found.get(1)?,
        made_ms: found.get::<_, i64>(2)? as u64,
        act: match found.get::<_, i64>(3)? {
            1 => Act::TakenBack,
            2 => Act::MadeAgain,
            _ => Act::Decided,
        },
        aspect: found.get(4)?,
        value: found.get(5)?,
        off: found.get(6)?,
        changed: found.get::<_, i64>(7)? as u64,
        is_undone: found.get(8)?,
    })
}

/// When an annotator last decided about single rows, newest first, milliseconds since 1970.
pub fn last_times(c: &Connection, annotator: &str, aspect: Aspect, most: usize) -> Result<Vec<u64>, StoreError> {
    let mut ask = c.prepare_cached(
        "SELECT made_ms FROM decision WHERE annotator = ?1 AND act = 0 AND aspect = ?3 AND changed = 1 \
         ORDER BY moment DESC, mark DESC LIMIT ?2",
    )?;
    let found = ask.query_map((annotator, most as i64, aspect.name()), |found| found.get::<_, i64>(0))?;
    Ok(found.map(|ms| ms.map(|ms| ms as u64)).collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests;
