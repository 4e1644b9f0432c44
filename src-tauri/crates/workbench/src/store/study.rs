//! Tables `study` and `measurement`: what is studied, and what was measured for it part by part.

use rusqlite::Connection;

use super::error::StoreError;

/// A study that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyRow {
    /// Digest of what its outcome depends on.
    pub study: String,
    /// Its plan, as JSON.
    pub plan: String,
    /// When it was begun, milliseconds since 1970.
    pub begun_ms: u64,
}

/// Keeps a study; one that is there already stays as it is.
pub fn insert(connection: &Connection, row: &StudyRow) -> Result<(), StoreError> {
    connection.execute(
        "INSERT OR IGNORE INTO study (study, plan, begun_ms) VALUES (?1, ?2, ?3)",
        (&row.study, &row.plan, row.begun_ms as i64),
    )?;
    Ok(())
}

/// All studies, newest first.
pub fn all(connection: &Connection) -> Result<Vec<StudyRow>, StoreError> {
    select(connection, "ORDER BY begun_ms DESC, study", [])
}

/// One study.
pub fn one(connection: &Connection, study: &str) -> Result<Option<StudyRow>, StoreError> {
    Ok(select(connection, "WHERE study = ?1", [study])?.pop())
}

fn select(connection: &Connection, which: &str, with: impl rusqlite::Params) -> Result<Vec<StudyRow>, StoreError> {
    let mut ask = connection.prepare_cached(&format!("SELECT study, plan, begun_ms FROM study {which}"))?;
    let found = ask.query_map(with, |row| {
        Ok(StudyRow { study: row.get(0)?, plan: row.get(1)?, begun_ms: row.get::<_, i64>(2)? as u64 })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Deletes a study with what was measured; whether it was there.
pub fn delete(connection: &Connection, study: &str) -> Result<bool, StoreError> {
    connection.execute("DELETE FROM measurement WHERE study = ?1", [study])?;
    Ok(connection.execute("DELETE FROM study WHERE study = ?1", [study])? > 0)
}

/// Keeps what was measured, as JSON; a part that is there already stays as it is.
pub fn insert_part(connection: &Connection, study: &str, part: u64, cells: &str) -> Result<(), StoreError> {
    connection.execute(
        "INSERT OR IGNORE INTO measurement (study, part, cells) VALUES (?1, ?2, ?3)",
        (study, part as i64, cells),
    )?;
    Ok(())
}

/// All parts that were measured, rising, each with what was measured.
pub fn parts(connection: &Connection, study: &str) -> Result<Vec<(u64, String)>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT part, cells FROM measurement WHERE study = ?1 ORDER BY part")?;
    let found = ask.query_map([study], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::empty;

    #[test]
    fn a_study_is_kept_with_its_parts_and_goes_with_them() {
        let connection = empty();
        let row = |study: &str, begun_ms| StudyRow { study: study.into(), plan: "{}".into(), begun_ms };
        for (study, begun_ms) in [("a", 5), ("b", 7), ("a", 9)] {
            insert(&connection, &row(study, begun_ms)).unwrap();
        }
        assert_eq!(all(&connection).unwrap(), [row("b", 7), row("a", 5)]);
        for (part, cells) in [(3, "x"), (0, "y"), (3, "z")] {
            insert_part(&connection, "a", part, cells).unwrap();
        }
        assert_eq!(parts(&connection, "a").unwrap(), [(0, "y".to_owned()), (3, "x".to_owned())]);
        assert!(delete(&connection, "a").unwrap() && !delete(&connection, "a").unwrap());
        assert!(parts(&connection, "a").unwrap().is_empty() && one(&connection, "a").unwrap().is_none());
    }
}
