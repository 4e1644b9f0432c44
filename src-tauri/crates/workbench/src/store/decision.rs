//! Tables `decision` and `decision_change`: the journal of what people decided. It only grows.
//!
//! Taking a decision back appends an entry with its changes turned round, and making it again turns that one round. So
//! undo and redo reach back over restarts, every entry says who and when, and what holds now ([`super::judgement`]) is
//! the fold of the journal. What somebody else changed since stays as it is. Deliberately absent: deleting entries when
//! rows are deleted. Their numbers are never used again, and a copy of the project may still have the rows.

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::StoreError;
use super::judgement::{self, Aspect};

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
    let aspect = new.aspect.name();
    let mut entry = None;
    let mut changed = 0;
    for &(row, text_hash) in &new.rows {
        let before = judgement::value(connection, whose, aspect, row)?;
        let after = new.after(before.as_deref());
        if before == after {
            continue;
        }
        let decision = match entry {
            Some(decision) => decision,
            None => append(connection, &new.annotator, new.made_ms, (Act::Decided, None), new.said())?,
        };
        entry = Some(decision);
        connection
            .prepare_cached("INSERT INTO decision_change VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute((decision, row, text_hash, whose, aspect, before, after))?;
        changed += 1;
    }
    entry.map(|decision| entered(connection, decision, changed)).transpose()
}

/// Rows that a decision would change.
pub fn changes(connection: &Connection, new: &NewDecision) -> Result<u64, StoreError> {
    let whose = new.aspect.whose(&new.annotator);
    let mut changes = 0;
    for &(row, _) in &new.rows {
        let before = judgement::value(connection, whose, new.aspect.name(), row)?;
        changes += u64::from(new.after(before.as_deref()) != before);
    }
    Ok(changes)
}

/// What an entry says: the aspect's name, the value, and whether a tag is taken off.
type Said<'a> = (&'a str, Option<&'a str>, bool);

impl NewDecision {
    fn said(&self) -> Said<'_> {
        (self.aspect.name(), self.value.as_deref(), self.off)
    }

    fn after(&self, before: Option<&str>) -> Option<String> {
        let (Aspect::Tags, Some(tag)) = (self.aspect, &self.value) else { return self.value.clone() };
        let mut tags: Vec<&str> = before.unwrap_or_default().lines().filter(|known| known != tag).collect();
        if !self.off {
            tags.push(tag);
        }
        tags.sort_unstable();
        Some(tags.join("\n")).filter(|tags| !tags.is_empty())
    }
}

/// Takes an annotator's last decision that holds back. None if there is none.
pub fn undo(connection: &Connection, annotator: &str, made_ms: u64) -> Result<Option<Entered>, StoreError> {
    let found = last_held(connection, annotator)?;
    found.map(|found| turn_round(connection, annotator, made_ms, Act::TakenBack, found)).transpose()
}

/// Makes the decision again that an annotator took back last, unless something was decided since. None if there is none.
pub fn redo(connection: &Connection, annotator: &str, made_ms: u64) -> Result<Option<Entered>, StoreError> {
    let found = last_undone(connection, annotator)?;
    found.map(|found| turn_round(connection, annotator, made_ms, Act::MadeAgain, found)).transpose()
}

/// The decision that [`undo`] would take back, and the entry that made it hold: itself, or the last that made it again.
pub fn last_held(connection: &Connection, annotator: &str) -> Result<Option<(i64, i64)>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT d.decision, coalesce(r.decision, d.decision) FROM decision d \
         LEFT JOIN decision r ON r.decision = (SELECT max(decision) FROM decision WHERE about = d.decision) \
         WHERE d.annotator = ?1 AND d.act = 0 AND (r.act IS NULL OR r.act = 2) ORDER BY d.decision DESC LIMIT 1",
    )?;
    Ok(ask.query_row([annotator], |found| Ok((found.get(0)?, found.get(1)?))).optional()?)
}

/// The decision that [`redo`] would make again, and the entry that took it back.
pub fn last_undone(connection: &Connection, annotator: &str) -> Result<Option<(i64, i64)>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT r.about, r.decision FROM decision r WHERE r.annotator = ?1 AND r.act = 1 \
         AND r.decision > (SELECT coalesce(max(decision), 0) FROM decision WHERE annotator = ?1 AND act = 0) \
         AND r.decision = (SELECT max(decision) FROM decision WHERE about = r.about) ORDER BY r.about LIMIT 1",
    )?;
    Ok(ask.query_row([annotator], |found| Ok((found.get(0)?, found.get(1)?))).optional()?)
}

fn turn_round(
    connection: &Connection,
    annotator: &str,
    made_ms: u64,
    act: Act,
    (about, turned): (i64, i64),
) -> Result<Entered, StoreError> {
    let absent = StoreError::NoSuch { what: "decision", id: about };
    let first = one(connection, about)?.ok_or(absent)?;
    let said = (first.aspect.as_str(), first.value.as_deref(), first.off);
    let decision = append(connection, annotator, made_ms, (act, Some(about)), said)?;
    let changed = connection
        .prepare_cached(
            "INSERT INTO decision_change SELECT ?1, c.row, c.text_hash, c.whose, c.aspect, c.after, c.before \
             FROM decision_change c LEFT JOIN judgement j \
             ON j.whose = c.whose AND j.aspect = c.aspect AND j.row = c.row \
             WHERE c.decision = ?2 AND j.value IS c.after",
        )?
        .execute((decision, turned))?;
    entered(connection, decision, changed as u64)
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
            "INSERT INTO decision (mark, annotator, made_ms, act, aspect, value, off, about) \
             VALUES (randomblob(16), ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((annotator, made_ms as i64, act as i64, aspect, value, off, about))?;
    Ok(connection.last_insert_rowid())
}

/// The entry's changes are all there: they are counted, and hold from now on.
fn entered(connection: &Connection, decision: i64, changed: u64) -> Result<Entered, StoreError> {
    connection
        .prepare_cached("UPDATE decision SET changed = ?2 WHERE decision = ?1")?
        .execute((decision, changed as i64))?;
    judgement::follow(connection, decision)?;
    Ok(Entered { decision, changed })
}

/// The first rows that an entry changed, rising.
pub fn rows_of(connection: &Connection, decision: i64, most: usize) -> Result<Vec<i64>, StoreError> {
    let mut ask =
        connection.prepare_cached("SELECT row FROM decision_change WHERE decision = ?1 ORDER BY row LIMIT ?2")?;
    Ok(ask.query_map((decision, most as i64), |found| found.get(0))?.collect::<Result<_, _>>()?)
}

/// How many entries there are.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT count(*) FROM decision", [], |found| found.get(0))?;
    Ok(count as u64)
}

const SELECT: &str = "SELECT d.decision, d.annotator, d.made_ms, d.act, d.aspect, d.value, d.off, d.changed, \
     d.act = 0 AND coalesce((SELECT r.act FROM decision r WHERE r.about = d.decision \
     ORDER BY r.decision DESC LIMIT 1) = 1, 0) FROM decision d";

/// One entry; none if it is not there.
pub fn one(connection: &Connection, decision: i64) -> Result<Option<Entry>, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} WHERE d.decision = ?1"))?;
    Ok(ask.query_row([decision], read).optional()?)
}

/// A stretch of the journal, newest first.
pub fn page(connection: &Connection, offset: u64, limit: u64) -> Result<Vec<Entry>, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} ORDER BY d.decision DESC LIMIT ?2 OFFSET ?1"))?;
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

/// When an annotator's last verdicts on single rows were made, newest first, milliseconds since 1970.
pub fn last_verdicts(connection: &Connection, annotator: &str, most: usize) -> Result<Vec<u64>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT made_ms FROM decision WHERE annotator = ?1 AND act = 0 AND aspect = 'verdict' AND changed = 1 \
         ORDER BY decision DESC LIMIT ?2",
    )?;
    let found = ask.query_map((annotator, most as i64), |found| found.get::<_, i64>(0))?;
    Ok(found.map(|ms| ms.map(|ms| ms as u64)).collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests;
