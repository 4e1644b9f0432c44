//! What was read, in memory: the pool's features for rankings, and those of examples.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use selection::{FeatureShape, Features};

use crate::goals::requests::rows_with_texts;
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::store::chunk::{self, ChunkRow};
use crate::store::example::Example;
use crate::store::reading::{self, Reading};
use crate::store::{StoreError, example_features, meta};

/// Sets of features that are kept in memory.
const KEPT: usize = 2;
/// Chunks that are read side by side.
const AT_ONCE: usize = 16;

/// The features of every document of the pool that a reading has.
#[derive(Debug)]
pub struct PoolFeatures {
    /// The reading.
    pub reading: Reading,
    /// Row numbers, rising; `[documents]`.
    pub rows: Vec<i64>,
    /// Tokens of each whole text by the model's tokenizer; `[documents]`.
    pub tokens: Vec<u32>,
    /// Tokens read of each; none = unscored; `[documents]`.
    pub read_tokens: Vec<u32>,
    /// `[documents][layers][top_k]`, in the order of `rows`.
    pub features: Arc<Features>,
}

/// What was read of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleRead {
    /// Tokens of its whole text.
    pub tokens: u32,
    /// Tokens read; none = it cannot be scored.
    pub read_tokens: u32,
    /// `[layers][top_k]` of the reading.
    pub neurons: Vec<u16>,
}

impl ExampleRead {
    /// The first `top_k` neurons of each layer, `[layers][top_k]`.
    pub fn first(&self, shape: FeatureShape, top_k: usize) -> Vec<u16> {
        self.neurons.chunks_exact(shape.top_k).flat_map(|layer| &layer[..top_k]).copied().collect()
    }
}

/// Keeps features until more are read or documents go.
#[derive(Debug, Default)]
pub struct FeatureKeeper {
    kept: Mutex<Vec<(i64, usize, Arc<PoolFeatures>)>>,
}

impl FeatureKeeper {
    /// What was read changed.
    pub fn forget(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A reading's shape with at most `top_k` neurons a layer.
pub fn shape_of(reading: &Reading, top_k: usize) -> FeatureShape {
    FeatureShape { layers: reading.facts.layers as usize, top_k: top_k.min(reading.facts.top_k as usize) }
}

/// The reading that the chosen model has; nothing where none is chosen or it has read nothing.
pub fn current_reading(session: &Session) -> Result<Option<Reading>, Failure> {
    let model = session.read(|c| meta::value(c, meta::CURRENT_MODEL))?;
    match model {
        Some(model) => reading_by(session, Some(&model)),
        None => Ok(None),
    }
}

/// The reading of a model (of any, if none is named) that covers most of the pool; of the up projection if there are
/// several.
pub fn reading_by(session: &Session, model: Option<&str>) -> Result<Option<Reading>, Failure> {
    session.read(|c| {
        let mut best: Option<((u64, bool), Reading)> = None;
        for found in reading::all(c)? {
            if !found.is_neurons() || model.is_some_and(|model| model != found.facts.model) {
                continue;
            }
            let rank = (session.documents_read(c, &found)?, found.facts.projection == "up");
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((rank, found));
            }
        }
        Ok(best.map(|(_, found)| found))
    })
}

/// The newest reading of a projection.
pub fn reading_of(session: &Session, projection: &str) -> Result<Option<Reading>, Failure> {
    let all = session.read(reading::all)?;
    Ok(all.into_iter().rfind(|found| found.facts.projection == projection))
}

/// Tokens (whole, read) that a model counted in a row of the pool.
pub fn tokens_of(session: &Session, model: &str, row: i64) -> Result<Option<[u32; 2]>, Failure> {
    session.read(|c| {
        for found in reading::all(c)?.iter().filter(|found| found.facts.model == model) {
            let counted = found.rows_and_tokens(c)?;
            if let Some((_, tokens)) = counted.into_iter().find(|(known, _)| *known == row) {
                return Ok(Some(tokens));
            }
        }
        Ok(None)
    })
}

/// What a reading knows of some examples: read as such, or known because the pool has the same text.
pub fn examples_read(
    session: &Session,
    reading: &Reading,
    examples: &[Example],
) -> Result<HashMap<i64, ExampleRead>, Failure> {
    let wanted: HashSet<i64> = examples.iter().map(|one| one.example).collect();
    let stored = session.read(|c| example_features::of_reading(c, reading.reading))?;
    let mut read: HashMap<i64, ExampleRead> = stored
        .into_iter()
        .filter(|found| wanted.contains(&found.example))
        .map(|found| {
            let (tokens, read_tokens) = (found.tokens, found.read_tokens);
            (found.example, ExampleRead { tokens, read_tokens, neurons: found.neurons })
        })
        .collect();
    let missing: Vec<&Example> = examples.iter().filter(|one| !read.contains_key(&one.example)).collect();
    if missing.is_empty() {
        return Ok(read);
    }
    let rows = rows_with_texts(session, missing.iter().map(|one| (one.text_hash, one.text.as_str())))?;
    let wanted: HashSet<i64> = rows.values().flatten().copied().collect();
    let found = session.read(|c| chunk::documents(c, reading.reading, shape_of(reading, usize::MAX), &wanted))?;
    for one in missing {
        let mut same = rows.get(one.text.as_str()).into_iter().flatten();
        if let Some((tokens, neurons)) = same.find_map(|row| found.get(row)) {
            let known = ExampleRead { tokens: tokens[0], read_tokens: tokens[1], neurons: neurons.clone() };
            read.insert(one.example, known);
        }
    }
    Ok(read)
}

impl Session {
    /// The pool's features with the first `top_k` neurons of each layer, kept in memory.
    ///
    /// # Errors
    /// [`FailureCode::NothingRead`] where the reading has no document yet.
    pub fn pool_features(&self, reading: i64, top_k: usize) -> Result<Arc<PoolFeatures>, Failure> {
        let found = self.read(|c| reading::one(c, reading))?;
        let top_k = shape_of(&found, top_k).top_k;
        {
            let kept = self.features.kept.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, _, features)) = kept.iter().find(|(r, k, _)| (*r, *k) == (reading, top_k)) {
                return Ok(Arc::clone(features));
            }
        }
        let features = Arc::new(self.load(&found, top_k)?);
        let mut kept = self.features.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(0, (reading, top_k, Arc::clone(&features)));
        kept.truncate(KEPT);
        Ok(features)
    }

    /// Reads chunks side by side. A job may put chunks together meanwhile; then it begins again.
    fn load(&self, reading: &Reading, top_k: usize) -> Result<PoolFeatures, Failure> {
        const TRIES: usize = 8;
        let mut last = None;
        for _ in 0..TRIES {
            match self.try_load(reading, top_k) {
                Err(StoreError::NoSuch { what: "chunk", id }) => {
                    last = Some(StoreError::NoSuch { what: "chunk", id });
                }
                other => return other?.ok_or_else(|| Failure::new(FailureCode::NothingRead)),
            }
        }
        Err(last.map_or_else(|| Failure::new(FailureCode::NothingRead), Failure::from))
    }

    fn try_load(&self, reading: &Reading, top_k: usize) -> Result<Option<PoolFeatures>, StoreError> {
        let shape = shape_of(reading, top_k);
        let (chunks, mut order) = self
            .store
            .read(|c| Ok((chunk::of_reading(c, reading.reading)?, chunk::rows_and_tokens(c, reading.reading)?)))?;
        if order.is_empty() {
            return Ok(None);
        }
        order.sort_unstable_by_key(|(row, _)| *row);
        let rows: Vec<i64> = order.iter().map(|(row, _)| *row).collect();
        let slots = shape.slots();
        let mut indices = vec![0; rows.len() * slots];
        for some in chunks.chunks(AT_ONCE) {
            let read: Vec<(ChunkRow, Vec<u16>)> = some
                .par_iter()
                .map(|&number| {
                    let chunk = self.store.read(|c| chunk::one(c, number, shape))?;
                    let documents = chunk.documents(shape);
                    Ok((chunk, documents))
                })
                .collect::<Result<_, StoreError>>()?;
            for (chunk, documents) in read {
                for (row, neurons) in chunk.rows.iter().zip(documents.chunks_exact(slots)) {
                    if let Ok(place) = rows.binary_search(row) {
                        indices[place * slots..(place + 1) * slots].copy_from_slice(neurons);
                    }
                }
            }
        }
        let features = Features::new(shape, indices).map_err(|error| StoreError::Value(error.to_string()))?;
        Ok(Some(PoolFeatures {
            reading: reading.clone(),
            tokens: order.iter().map(|(_, tokens)| tokens[0]).collect(),
            read_tokens: order.iter().map(|(_, tokens)| tokens[1]).collect(),
            rows,
            features: Arc::new(features),
        }))
    }
}
