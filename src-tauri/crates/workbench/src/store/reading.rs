//! Table `reading`: with which model, settings and numeric profile documents were read.

use rusqlite::{Connection, OptionalExtension, Row};
use selection::FeatureShape;
use selection::method::Representation;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::numbers::Layout;
use super::{chunk, vectors};

/// A reading as it stands; what has another backbone, settings, profile or projection is another reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its number.
    pub reading: i64,
    /// What it is.
    pub facts: ReadingFacts,
    /// When its first document was read, milliseconds since 1970.
    pub created_ms: u64,
}

/// What tells readings apart, and what is shown of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingFacts {
    /// The model's id in the list of models; its files may be gone.
    pub model: String,
    /// The model's name.
    pub model_name: String,
    /// Digest of weights, settings and tokenizer.
    pub backbone: String,
    /// How documents are read, as JSON.
    pub settings: String,
    /// Digest of that.
    pub settings_digest: String,
    /// "f32" or "bf16".
    pub profile: String,
    /// "up", "q", … for neurons; the representation's name for vectors.
    pub projection: String,
    /// Tokens read of each document at most.
    pub max_tokens: u32,
    /// Decoder blocks.
    pub layers: u32,
    /// Neurons kept in each; 0 for vectors.
    pub top_k: u32,
    /// Neurons there are in each, or numbers of a vector.
    pub width: u32,
    /// Computed in advance and shipped with the sample.
    pub shipped: bool,
}

/// What a reading holds of each document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The strongest neurons of each layer.
    Neurons(FeatureShape),
    /// A vector.
    Vectors(Representation, Layout),
}

impl Reading {
    /// What this reading holds of each document.
    pub fn what(&self) -> What {
        let (facts, width) = (&self.facts, self.facts.width as usize);
        match Representation::ALL.into_iter().find(|one| one.name() == facts.projection) {
            Some(Representation::Latents) => What::Vectors(Representation::Latents, Layout::Sparse { width }),
            Some(other) => What::Vectors(other, Layout::Dense { width }),
            None => What::Neurons(FeatureShape { layers: facts.layers as usize, top_k: facts.top_k as usize }),
        }
    }

    /// Whether it holds neurons.
    pub fn is_neurons(&self) -> bool {
        matches!(self.what(), What::Neurons(_))
    }

    /// Documents read, and bytes they take.
    pub fn totals(&self, connection: &Connection) -> Result<(u64, u64), StoreError> {
        match self.what() {
            What::Neurons(_) => chunk::totals(connection, self.reading),
            What::Vectors(..) => vectors::totals(connection, self.reading),
        }
    }

    /// How many pieces it lies in, and the newest one's number: no other pieces ever have both.
    pub fn pieces(&self, connection: &Connection) -> Result<(u64, i64), StoreError> {
        match self.what() {
            What::Neurons(_) => chunk::pieces(connection, self.reading),
            What::Vectors(..) => vectors::pieces(connection, self.reading),
        }
    }

    /// Row numbers and tokens (whole, read) of every document read, in no particular order.
    pub fn rows_and_tokens(&self, connection: &Connection) -> Result<Vec<(i64, [u32; 2])>, StoreError> {
        match self.what() {
            What::Neurons(_) => chunk::rows_and_tokens(connection, self.reading),
            What::Vectors(..) => vectors::rows_and_tokens(connection, self.reading),
        }
    }

    /// Takes documents out of it.
    pub fn remove_documents(&self, connection: &Connection, gone: impl Fn(i64) -> bool) -> Result<(), StoreError> {
        match self.what() {
            What::Neurons(shape) => chunk::remove_documents(connection, self.reading, shape, gone),
            What::Vectors(_, layout) => vectors::remove_documents(connection, self.reading, layout, gone),
        }
    }
}

const COLUMNS: &str = "reading, model, model_name, backbone, settings, settings_digest, profile, projection, max_tokens, \
     layers, top_k, width, shipped, created_ms";

fn read(row: &Row<'_>) -> rusqlite::Result<Reading> {
    Ok(Reading {
        reading: row.get(0)?,
        facts: ReadingFacts {
            model: row.get(1)?,
            model_name: row.get(2)?,
            backbone: row.get(3)?,
            settings: row.get(4)?,
            settings_digest: row.get(5)?,
            profile: row.get(6)?,
            projection: row.get(7)?,
            max_tokens: row.get(8)?,
            layers: row.get(9)?,
            top_k: row.get(10)?,
            width: row.get(11)?,
            shipped: row.get(12)?,
        },
        created_ms: row.get::<_, i64>(13)? as u64,
    })
}

/// The reading of these facts, made if it is not there. A model that moved is the same reading by its digest.
pub fn find_or_insert(connection: &Connection, facts: &ReadingFacts, now_ms: u64) -> Result<i64, StoreError> {
    let found = connection
        .query_row(
            "UPDATE reading SET model = ?1, model_name = ?2 \
             WHERE backbone = ?3 AND settings_digest = ?4 AND profile = ?5 AND projection = ?6 RETURNING reading",
            (
                &facts.model,
                &facts.model_name,
                &facts.backbone,
                &facts.settings_digest,
                &facts.profile,
                &facts.projection,
            ),
            |row| row.get(0),
        )
        .optional()?;
    if let Some(reading) = found {
        return Ok(reading);
    }
    connection.execute(
        "INSERT INTO reading (model, model_name, backbone, settings, settings_digest, profile, projection, max_tokens, \
         layers, top_k, width, shipped, created_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        (
            &facts.model,
            &facts.model_name,
            &facts.backbone,
            &facts.settings,
            &facts.settings_digest,
            &facts.profile,
            &facts.projection,
            facts.max_tokens,
            facts.layers,
            facts.top_k,
            facts.width,
            facts.shipped,
            now_ms as i64,
        ),
    )?;
    Ok(connection.last_insert_rowid())
}

/// All readings, oldest first.
pub fn all(connection: &Connection) -> Result<Vec<Reading>, StoreError> {
    let mut ask = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM reading ORDER BY reading"))?;
    Ok(ask.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// One reading.
pub fn one(connection: &Connection, reading: i64) -> Result<Reading, StoreError> {
    let mut ask = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM reading WHERE reading = ?1"))?;
    ask.query_row([reading], read).optional()?.ok_or(StoreError::NoSuch { what: "reading", id: reading })
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::store::tests::empty;

    /// Facts to try things with.
    pub fn some(layers: u32, top_k: u32) -> ReadingFacts {
        ReadingFacts {
            model: "m".to_owned(),
            model_name: "Model".to_owned(),
            backbone: "b".to_owned(),
            settings: "{}".to_owned(),
            settings_digest: "s".to_owned(),
            profile: "f32".to_owned(),
            projection: "up".to_owned(),
            max_tokens: 120,
            layers,
            top_k,
            width: 64,
            shipped: false,
        }
    }

    #[test]
    fn another_profile_is_another_reading_and_a_moved_model_is_not() {
        let connection = empty();
        let first = find_or_insert(&connection, &some(2, 3), 1).unwrap();
        let moved = ReadingFacts { model: "elsewhere".to_owned(), ..some(2, 3) };
        assert_eq!(find_or_insert(&connection, &moved, 2).unwrap(), first);
        assert_eq!(one(&connection, first).unwrap().facts.model, "elsewhere");
        let fast = ReadingFacts { profile: "bf16".to_owned(), ..some(2, 3) };
        assert_ne!(find_or_insert(&connection, &fast, 3).unwrap(), first);
    }
}
