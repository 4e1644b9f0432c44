//! Table `blind_round`: pairs to judge and what was judged.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use crate::operations::compare::BlindVerdict;

/// Two documents side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Row number of the left one.
    pub left: i64,
    /// Row number of the right one.
    pub right: i64,
    /// Whether the left one is the first ranking's.
    pub first_is_left: bool,
    /// What was judged; none yet.
    pub verdict: Option<BlindVerdict>,
}

/// A round to be kept.
#[derive(Debug, Clone)]
pub struct NewRound {
    /// The goal that is judged for.
    pub goal: i64,
    /// When, milliseconds since 1970.
    pub begun_ms: u64,
    /// The first ranking's question, as JSON.
    pub a: String,
    /// The second's.
    pub b: String,
    /// The pairs.
    pub pairs: Vec<Pair>,
}

/// A round as it stands.
#[derive(Debug, Clone)]
pub struct Round {
    /// Its number.
    pub round: i64,
    /// The goal's name.
    pub goal: String,
    /// When it was begun, milliseconds since 1970.
    pub begun_ms: u64,
    /// The first ranking's question, as JSON.
    pub a: String,
    /// The second's.
    pub b: String,
    /// The pairs.
    pub pairs: Vec<Pair>,
}

const SELECT: &str = "SELECT round, goal.name, begun_ms, a, b, pairs FROM blind_round JOIN goal USING (goal)";

fn read(row: &Row<'_>) -> Result<Round, StoreError> {
    Ok(Round {
        round: row.get(0)?,
        goal: row.get(1)?,
        begun_ms: row.get::<_, i64>(2)? as u64,
        a: row.get(3)?,
        b: row.get(4)?,
        pairs: serde_json::from_str(&row.get::<_, String>(5)?)?,
    })
}

/// Keeps a round; gives its number.
pub fn insert(connection: &Connection, new: &NewRound) -> Result<i64, StoreError> {
    let pairs = serde_json::to_string(&new.pairs)?;
    connection.execute(
        "INSERT INTO blind_round (goal, begun_ms, a, b, pairs) VALUES (?1, ?2, ?3, ?4, ?5)",
        (new.goal, new.begun_ms as i64, &new.a, &new.b, pairs),
    )?;
    Ok(connection.last_insert_rowid())
}

/// One round.
pub fn one(connection: &Connection, round: i64) -> Result<Round, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} WHERE round = ?1"))?;
    let found = ask.query_row([round], |row| Ok(read(row))).optional()?;
    found.ok_or(StoreError::NoSuch { what: "round", id: round })?
}

/// All rounds, newest first.
pub fn all(connection: &Connection) -> Result<Vec<Round>, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} ORDER BY round DESC"))?;
    let rounds = ask.query_map([], |row| Ok(read(row)))?.collect::<Result<Vec<_>, _>>()?;
    rounds.into_iter().collect()
}

/// Keeps the verdict of one pair.
pub fn judge(connection: &Connection, round: i64, pair: usize, verdict: BlindVerdict) -> Result<Round, StoreError> {
    let mut found = one(connection, round)?;
    let judged = found.pairs.get_mut(pair).ok_or(StoreError::NoSuch { what: "pair", id: pair as i64 })?;
    judged.verdict = Some(verdict);
    let pairs = serde_json::to_string(&found.pairs)?;
    connection.execute("UPDATE blind_round SET pairs = ?2 WHERE round = ?1", (round, pairs))?;
    Ok(found)
}
