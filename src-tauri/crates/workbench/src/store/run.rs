//! Table `run`: questions that are kept.

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::StoreError;
use crate::operations::ranking::{Budget, RankQuery};
use crate::operations::run::{Run, RunOrigin};

/// A run that has no number yet.
#[derive(Debug, Clone)]
pub struct NewRun {
    /// How it came to be kept.
    pub origin: RunOrigin,
    /// Its name; empty for a moved cut.
    pub name: String,
    /// The question.
    pub query: RankQuery,
    /// How much is kept.
    pub budget: Budget,
    /// Documents above the cut, where that is known.
    pub documents: Option<u64>,
    /// The run that it goes on from.
    pub after: Option<i64>,
    /// When, milliseconds since 1970.
    pub kept_ms: u64,
}

const SELECT: &str = "SELECT run, origin, name, query, budget, documents, after, kept_ms FROM run";

fn read(row: &Row<'_>) -> Result<Run, StoreError> {
    Ok(Run {
        run: row.get(0)?,
        origin: serde_json::from_str(&row.get::<_, String>(1)?)?,
        name: row.get(2)?,
        query: serde_json::from_str(&row.get::<_, String>(3)?)?,
        budget: serde_json::from_str(&row.get::<_, String>(4)?)?,
        documents: row.get::<_, Option<i64>>(5)?.map(|documents| documents as u64),
        after: row.get(6)?,
        kept_ms: row.get::<_, i64>(7)? as u64,
    })
}

/// Keeps a question; gives its number.
pub fn insert(connection: &Connection, new: &NewRun) -> Result<i64, StoreError> {
    connection.execute(
        "INSERT INTO run (goal, origin, name, query, budget, documents, after, kept_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT run FROM run WHERE run = ?7), ?8)",
        (
            new.query.goal,
            serde_json::to_string(&new.origin)?,
            &new.name,
            serde_json::to_string(&new.query)?,
            serde_json::to_string(&new.budget)?,
            new.documents.map(|documents| documents as i64),
            new.after,
            new.kept_ms as i64,
        ),
    )?;
    Ok(connection.last_insert_rowid())
}

/// Takes the cut of a question that is in the history to where it stands now; none if the question is not there.
pub fn move_cut(connection: &Connection, new: &NewRun) -> Result<Option<i64>, StoreError> {
    let query = serde_json::to_string(&new.query)?;
    let cut = serde_json::to_string(&RunOrigin::Cut)?;
    let mut ask = connection.prepare_cached("SELECT run FROM run WHERE origin = ?1 AND query = ?2")?;
    let Some(run) = ask.query_row((cut, query), |row| row.get::<_, i64>(0)).optional()? else { return Ok(None) };
    connection.execute(
        "UPDATE run SET budget = ?2, documents = ?3, kept_ms = ?4 WHERE run = ?1",
        (run, serde_json::to_string(&new.budget)?, new.documents.map(|documents| documents as i64), new.kept_ms as i64),
    )?;
    Ok(Some(run))
}

/// Lets the oldest moved cuts go beyond the newest `most`; named and exported runs stay.
pub fn thin_out(connection: &Connection, most: u32) -> Result<(), StoreError> {
    let cut = serde_json::to_string(&RunOrigin::Cut)?;
    connection.execute(
        "DELETE FROM run WHERE origin = ?1 AND run NOT IN
         (SELECT run FROM run WHERE origin = ?1 ORDER BY kept_ms DESC, run DESC LIMIT ?2)",
        (cut, most),
    )?;
    Ok(())
}

/// All that are kept, newest first.
pub fn all(connection: &Connection) -> Result<Vec<Run>, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} ORDER BY kept_ms DESC, run DESC"))?;
    let runs = ask.query_map([], |row| Ok(read(row)))?.collect::<Result<Vec<_>, _>>()?;
    runs.into_iter().collect()
}

/// One of them.
pub fn one(connection: &Connection, run: i64) -> Result<Run, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} WHERE run = ?1"))?;
    let found = ask.query_row([run], |row| Ok(read(row))).optional()?;
    found.ok_or(StoreError::NoSuch { what: "run", id: run })?
}

/// Gives a run a name; one that came by itself is then kept like any that a person named.
pub fn rename(connection: &Connection, run: i64, name: &str) -> Result<(), StoreError> {
    let (kept, cut) = (serde_json::to_string(&RunOrigin::Kept)?, serde_json::to_string(&RunOrigin::Cut)?);
    let changed = connection.execute(
        "UPDATE run SET name = ?2, origin = CASE origin WHEN ?4 THEN ?3 ELSE origin END WHERE run = ?1",
        (run, name, kept, cut),
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NoSuch { what: "run", id: run }) }
}

/// Lets one go.
pub fn delete(connection: &Connection, run: i64) -> Result<(), StoreError> {
    let deleted = connection.execute("DELETE FROM run WHERE run = ?1", [run])?;
    if deleted == 1 { Ok(()) } else { Err(StoreError::NoSuch { what: "run", id: run }) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::{goal, tests::empty};

    fn cut(goal: i64, method: &str, documents: u64) -> NewRun {
        NewRun {
            origin: RunOrigin::Cut,
            name: String::new(),
            query: RankQuery::new(goal, method),
            budget: Budget::Documents { documents },
            documents: Some(documents),
            after: None,
            kept_ms: documents,
        }
    }

    #[test]
    fn of_moved_cuts_the_newest_stay_and_what_was_named_or_exported_stays_too() {
        let c = empty();
        let goal = goal::insert(&c, "g").unwrap();
        for at in 1..=5 {
            insert(&c, &cut(goal, "nag", at)).unwrap();
        }
        insert(&c, &NewRun { origin: RunOrigin::Exported, kept_ms: 0, ..cut(goal, "nag", 9) }).unwrap();
        rename(&c, 1, "The first").unwrap();
        thin_out(&c, 2).unwrap();
        let left: Vec<(i64, RunOrigin)> = all(&c).unwrap().into_iter().map(|one| (one.run, one.origin)).collect();
        assert_eq!(left, [(5, RunOrigin::Cut), (4, RunOrigin::Cut), (1, RunOrigin::Kept), (6, RunOrigin::Exported)]);
    }

    #[test]
    fn a_run_outlives_the_one_it_went_on_from() {
        let c = empty();
        let goal = goal::insert(&c, "g").unwrap();
        let first = insert(&c, &cut(goal, "nag", 1)).unwrap();
        let second = insert(&c, &NewRun { after: Some(first), ..cut(goal, "bm25", 2) }).unwrap();
        let unknown = insert(&c, &NewRun { after: Some(99), ..cut(goal, "best", 3) }).unwrap();
        assert_eq!(one(&c, second).unwrap().after, Some(first));
        assert_eq!(one(&c, unknown).unwrap().after, None);
        delete(&c, first).unwrap();
        assert_eq!(one(&c, second).unwrap().after, None);
    }
}
