//! Taking decisions back and making them again: an entry more, and another one that holds or does not.

use rusqlite::{Connection, OptionalExtension};

use super::{Act, Entered, append, counted, one};
use crate::store::error::StoreError;
use crate::store::judgement;

/// Takes an annotator's last decision that holds back. None if there is none.
pub fn undo(connection: &Connection, annotator: &str, made_ms: u64) -> Result<Option<Entered>, StoreError> {
    let found = last_held(connection, annotator)?;
    found.map(|about| turn(connection, annotator, made_ms, Act::TakenBack, about)).transpose()
}

/// Makes the decision again that an annotator took back last, unless something was decided since. None if there is none.
pub fn redo(connection: &Connection, annotator: &str, made_ms: u64) -> Result<Option<Entered>, StoreError> {
    let found = last_undone(connection, annotator)?;
    found.map(|about| turn(connection, annotator, made_ms, Act::MadeAgain, about)).transpose()
}

/// The decision that [`undo`] would take back.
pub fn last_held(connection: &Connection, annotator: &str) -> Result<Option<i64>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT decision FROM decision WHERE annotator = ?1 AND act = 0 AND holds = 1 \
         ORDER BY moment DESC, mark DESC LIMIT 1",
    )?;
    Ok(ask.query_row([annotator], |found| found.get(0)).optional()?)
}

/// The decision that [`redo`] would make again: the first of those taken back since the annotator last decided something.
pub fn last_undone(connection: &Connection, annotator: &str) -> Result<Option<i64>, StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT d.decision FROM decision r JOIN decision d ON d.decision = r.about \
         WHERE r.annotator = ?1 AND r.act = 1 AND d.holds = 0 AND (r.moment, r.mark) > \
         (SELECT moment, mark FROM decision WHERE annotator = ?1 AND act = 0 ORDER BY moment DESC, mark DESC LIMIT 1) \
         ORDER BY d.moment, d.mark LIMIT 1",
    )?;
    Ok(ask.query_row([annotator], |found| found.get(0)).optional()?)
}

fn turn(connection: &Connection, annotator: &str, made_ms: u64, act: Act, about: i64) -> Result<Entered, StoreError> {
    let first = one(connection, about)?.ok_or(StoreError::NoSuch { what: "decision", id: about })?;
    let said = (first.aspect.as_str(), first.value.as_deref(), first.off);
    let decision = append(connection, annotator, made_ms, (act, Some(about)), said)?;
    connection
        .prepare_cached("UPDATE decision SET holds = ?2 WHERE decision = ?1")?
        .execute((about, act == Act::MadeAgain))?;
    let changed = judgement::settle(connection, about)?;
    counted(connection, decision, changed)
}
