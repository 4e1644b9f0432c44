//! Table `job`: the journal. A job is in it before it begins, and its state before anyone is told.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use crate::operations::Failure;
use crate::operations::job::{JobKind, JobOutcome, JobState, JobStep};

/// A job as the journal has it.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its number.
    pub job: i64,
    /// What it does.
    pub kind: JobKind,
    /// A file's, model's or goal's name.
    pub subject: String,
    /// Where it is.
    pub state: JobState,
    /// What it did last.
    pub step: JobStep,
    /// Done so far.
    pub done: u64,
    /// To do in all.
    pub total: Option<u64>,
    /// When it was queued, milliseconds since 1970.
    pub queued_ms: u64,
    /// Milliseconds of work so far.
    pub worked_ms: u64,
    /// What it is to do, as JSON.
    pub plan: String,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// What came of it.
    pub outcome: Option<JobOutcome>,
}

const COLUMNS: &str = "job, kind, subject, state, step, done, total, queued_ms, worked_ms, plan, failure, outcome";

/// Words that operations use for states and kinds, as the table keeps them.
fn word<T: Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(StoreError::Value(other.to_string())),
    }
}

fn value<T: DeserializeOwned>(word: String) -> rusqlite::Result<T> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(unreadable)
}

fn json<T: DeserializeOwned>(text: Option<String>) -> rusqlite::Result<Option<T>> {
    text.map(|text| serde_json::from_str(&text).map_err(unreadable)).transpose()
}

fn unreadable(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Job> {
    Ok(Job {
        job: row.get(0)?,
        kind: value(row.get(1)?)?,
        subject: row.get(2)?,
        state: value(row.get(3)?)?,
        step: value(row.get(4)?)?,
        done: row.get::<_, i64>(5)? as u64,
        total: row.get::<_, Option<i64>>(6)?.map(|total| total as u64),
        queued_ms: row.get::<_, i64>(7)? as u64,
        worked_ms: row.get::<_, i64>(8)? as u64,
        plan: row.get(9)?,
        failure: json(row.get(10)?)?,
        outcome: json(row.get(11)?)?,
    })
}

/// Puts a new job into the journal; gives its number.
pub fn insert(
    connection: &Connection,
    kind: JobKind,
    subject: &str,
    plan: &str,
    now_ms: u64,
) -> Result<i64, StoreError> {
    connection.execute(
        "INSERT INTO job (kind, subject, state, step, queued_ms, plan) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (word(&kind)?, subject, word(&JobState::Queued)?, word(&JobStep::Waiting)?, now_ms as i64, plan),
    )?;
    Ok(connection.last_insert_rowid())
}

/// Writes down how a job stands; its plan with it, since plans carry what a later attempt goes on from.
pub fn update(connection: &Connection, job: &Job) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE job SET subject = ?2, state = ?3, step = ?4, done = ?5, total = ?6, worked_ms = ?7, plan = ?8, \
             failure = ?9, outcome = ?10 WHERE job = ?1",
        )?
        .execute((
            job.job,
            &job.subject,
            word(&job.state)?,
            word(&job.step)?,
            job.done as i64,
            job.total.map(|total| total as i64),
            job.worked_ms as i64,
            &job.plan,
            job.failure.as_ref().map(serde_json::to_string).transpose()?,
            job.outcome.as_ref().map(serde_json::to_string).transpose()?,
        ))?;
    Ok(())
}

/// All jobs that were not taken off the list, newest first.
pub fn all(connection: &Connection) -> Result<Vec<Job>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM job WHERE dismissed = 0 ORDER BY job DESC");
    let mut ask = connection.prepare_cached(&sql)?;
    Ok(ask.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// One job.
pub fn one(connection: &Connection, job: i64) -> Result<Job, StoreError> {
    let mut ask = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM job WHERE job = ?1"))?;
    ask.query_row([job], read).optional()?.ok_or(StoreError::NoSuch { what: "job", id: job })
}

/// Changes a job's plan.
pub fn set_plan(connection: &Connection, job: i64, plan: &str) -> Result<(), StoreError> {
    connection.prepare_cached("UPDATE job SET plan = ?2 WHERE job = ?1")?.execute((job, plan))?;
    Ok(())
}

/// Takes a job off the list.
pub fn dismiss(connection: &Connection, job: i64) -> Result<(), StoreError> {
    connection.execute("UPDATE job SET dismissed = 1 WHERE job = ?1", [job])?;
    Ok(())
}

/// Jobs that were at work when the project was last left are paused: they can go on.
pub fn pause_interrupted(connection: &Connection) -> Result<(), StoreError> {
    let sql = "UPDATE job SET state = ?1 WHERE state IN (?2, ?3)";
    connection.execute(sql, (word(&JobState::Paused)?, word(&JobState::Running)?, word(&JobState::Queued)?))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::empty;

    #[test]
    fn a_job_that_was_cut_off_waits_to_go_on() {
        let connection = empty();
        let job = insert(&connection, JobKind::Reading, "model", "{}", 5).unwrap();
        let mut found = one(&connection, job).unwrap();
        found.state = JobState::Running;
        found.done = 64;
        update(&connection, &found).unwrap();
        pause_interrupted(&connection).unwrap();
        let again = one(&connection, job).unwrap();
        assert_eq!((again.state, again.done), (JobState::Paused, 64));
        dismiss(&connection, job).unwrap();
        assert!(all(&connection).unwrap().is_empty());
    }
}
