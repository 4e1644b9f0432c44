//! Table `judgement`: what holds now of what people decided. Written by [`super::decision`] alone, in the transaction of
//! the journal's entry, so that the two cannot differ.
//!
//! What holds of a row's aspect is what the last decision about it says that was not taken back, in the order of the
//! entries' moments and marks. That is a function of the set of entries, whatever way they came.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;
use super::schema::has_table;

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
    /// Names, each an aspect of its own that is on or not; shared.
    Tags,
    /// Always or never; shared.
    Pin,
    /// Keep, drop or unsure, said where annotators differ; shared.
    Ruling,
}

/// Every aspect.
pub const ALL: [Aspect; 6] = [Aspect::Verdict, Aspect::Label, Aspect::Note, Aspect::Tags, Aspect::Pin, Aspect::Ruling];

/// What stands before a tag's name where an aspect is named, and what holds of a tag that is put on.
pub const TAG: &str = "tag:";
pub const ON: &str = "on";

impl Aspect {
    /// As it stands in an entry of the journal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Label => "label",
            Self::Note => "note",
            Self::Tags => "tags",
            Self::Pin => "pin",
            Self::Ruling => "ruling",
        }
    }

    /// The aspect of that name.
    pub fn named(name: &str) -> Option<Self> {
        ALL.into_iter().find(|aspect| aspect.name() == name)
    }

    /// As it stands in the table: tags by their name.
    pub fn key(self, value: Option<&str>) -> Cow<'static, str> {
        match (self, value) {
            (Self::Tags, Some(tag)) => Cow::Owned(format!("{TAG}{tag}")),
            _ => Cow::Borrowed(self.name()),
        }
    }

    /// Whose it is when an annotator decides it.
    pub const fn whose(self, annotator: &str) -> &str {
        match self {
            Self::Verdict | Self::Label | Self::Note => annotator,
            Self::Tags | Self::Pin | Self::Ruling => SHARED,
        }
    }
}

/// Whether the file has the table: see [`has_table`].
pub fn is_there(connection: &Connection) -> Result<bool, StoreError> {
    has_table(connection, "judgement")
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

/// What holds of one row, as it stands: whose, the aspect and the value, sorted.
pub fn of_row(connection: &Connection, row: i64) -> Result<Vec<(String, String, String)>, StoreError> {
    let mut ask = connection
        .prepare_cached("SELECT whose, aspect, value FROM judgement WHERE row = ?1 ORDER BY whose, aspect")?;
    let found = ask.query_map([row], |found| Ok((found.get(0)?, found.get(1)?, found.get(2)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Shows all verdicts and rulings, row after row; those of [`SHARED`] are rulings.
pub fn said(connection: &Connection, mut see: impl FnMut(i64, &str, &str)) -> Result<(), StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT row, whose, value FROM judgement WHERE aspect IN ('verdict', 'ruling') ORDER BY row, whose",
    )?;
    let mut found = ask.query([])?;
    let text = |e: rusqlite::types::FromSqlError| StoreError::Value(e.to_string());
    while let Some(one) = found.next()? {
        see(one.get(0)?, one.get_ref(1)?.as_str().map_err(text)?, one.get_ref(2)?.as_str().map_err(text)?);
    }
    Ok(())
}

/// Makes what a new entry changed hold: no decision stands after it.
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

/// Each row of decision ?1 with what the last decision says that holds; nothing where there is none.
const LAST: &str = "SELECT c.whose, c.aspect, c.row, (SELECT l.after FROM decision_change l \
     JOIN decision d ON d.decision = l.decision \
     WHERE l.row = c.row AND l.aspect = c.aspect AND l.whose = c.whose AND d.holds = 1 \
     ORDER BY d.moment DESC, d.mark DESC LIMIT 1) AS value FROM decision_change c WHERE c.decision = ?1";

/// Makes hold what follows for the rows of a decision that holds no longer, or again, or stands before others. Gives how many
/// rows that changed.
pub fn settle(connection: &Connection, decision: i64) -> Result<u64, StoreError> {
    let gone = connection
        .prepare_cached(&format!(
            "DELETE FROM judgement WHERE (whose, aspect, row) IN \
             (SELECT whose, aspect, row FROM ({LAST}) WHERE value IS NULL)"
        ))?
        .execute([decision])?;
    let put = connection
        .prepare_cached(&format!(
            "INSERT INTO judgement (whose, aspect, row, value) \
             SELECT whose, aspect, row, value FROM ({LAST}) WHERE value IS NOT NULL \
             ON CONFLICT (whose, aspect, row) DO UPDATE SET value = excluded.value \
             WHERE judgement.value <> excluded.value"
        ))?
        .execute([decision])?;
    Ok((gone + put) as u64)
}
