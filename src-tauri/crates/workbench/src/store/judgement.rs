//! Table `judgement`: what holds now of what people decided. Written by [`super::decision`] alone, in the transaction of
//! the journal's entry, so that the two cannot differ.

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;

/// Stands for everybody: what all annotators of a project share.
pub const SHARED: &str = "";

/// What is decided about a row. Texts, so that a journal reads back whatever is added to it later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// Keep, drop or unsure; a person's own.
    Verdict,
    /// A digit; a person's own.
    Label,
    /// Words; a person's own.
    Note,
    /// Names, sorted, a line each; shared.
    Tags,
    /// Always or never; shared.
    Pin,
}

impl Aspect {
    /// As it stands in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Label => "label",
            Self::Note => "note",
            Self::Tags => "tags",
            Self::Pin => "pin",
        }
    }

    /// Whose it is when an annotator decides it.
    pub const fn whose(self, annotator: &str) -> &str {
        match self {
            Self::Verdict | Self::Label | Self::Note => annotator,
            Self::Tags | Self::Pin => SHARED,
        }
    }
}

/// Whether the file has the table: one made by an older version that may not be written to has none, and no decisions.
pub fn is_there(connection: &Connection) -> Result<bool, StoreError> {
    let mut ask = connection.prepare_cached("SELECT count(*) FROM sqlite_schema WHERE name = 'judgement'")?;
    Ok(ask.query_row([], |found| found.get::<_, i64>(0))? > 0)
}

/// What holds of a row; none if nothing was decided.
pub fn value(connection: &Connection, whose: &str, aspect: &str, row: i64) -> Result<Option<String>, StoreError> {
    let mut ask =
        connection.prepare_cached("SELECT value FROM judgement WHERE whose = ?1 AND aspect = ?2 AND row = ?3")?;
    Ok(ask.query_row((whose, aspect, row), |found| found.get(0)).optional()?)
}

/// All rows of which something holds, rising, each with what.
pub fn all(connection: &Connection, whose: &str, aspect: Aspect) -> Result<Vec<(i64, String)>, StoreError> {
    let mut ask =
        connection.prepare_cached("SELECT row, value FROM judgement WHERE whose = ?1 AND aspect = ?2 ORDER BY row")?;
    let found = ask.query_map((whose, aspect.name()), |found| Ok((found.get(0)?, found.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Makes what an entry changed hold.
pub fn follow(connection: &Connection, decision: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "DELETE FROM judgement WHERE (whose, aspect, row) IN \
             (SELECT whose, aspect, row FROM decision_change WHERE decision = ?1 AND after IS NULL)",
        )?
        .execute([decision])?;
    connection
        .prepare_cached(
            "INSERT INTO judgement (whose, aspect, row, value) \
             SELECT whose, aspect, row, after FROM decision_change WHERE decision = ?1 AND after IS NOT NULL \
             ON CONFLICT (whose, aspect, row) DO UPDATE SET value = excluded.value",
        )?
        .execute([decision])?;
    Ok(())
}
