//! Vectors that were read, in memory: the pool's beside its frame, and those of examples.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use selection::method::Representation;
use selection::{Texts, VectorsError};

use crate::goals::requests::rows_with_texts;
use crate::operations::Failure;
use crate::pool::frame::Frame;
use crate::reading::chosen_latents::ChosenLatents;
use crate::session::Session;
use crate::store::example::Example;
use crate::store::numbers::{Layout, Numbers, joined, numbers};
use crate::store::reading::{self, Reading, What};
use crate::store::vectors::{self, VectorChunk};
use crate::store::{StoreError, example_vectors};

/// Sets of vectors that are kept in memory.
const KEPT: usize = 6;
/// Texts that are read from the project at once.
const TEXTS_AT_ONCE: usize = 1024;

/// One representation of every document of a frame.
#[derive(Debug)]
pub struct PoolVectors {
    /// The reading it comes from.
    pub reading: i64,
    /// The frame whose documents these are.
    frame: Arc<Frame>,
    /// What it is.
    pub representation: Representation,
    /// A vector for each document; absent for those not read.
    pub numbers: Numbers,
    /// Which documents were read, with or without a vector coming of it.
    pub is_read: Vec<bool>,
}

/// Keeps vectors and texts until more are read or documents go.
#[derive(Debug, Default)]
pub struct VectorKeeper {
    kept: Mutex<Vec<Arc<PoolVectors>>>,
    texts: Mutex<Option<(Arc<Frame>, Arc<Texts>)>>,
}

impl VectorKeeper {
    /// What was read changed.
    pub fn forget(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The reading of a representation that covers most of the pool: by this model where it takes the backbone, else by
/// whichever made it. Of several autoencoders the one last read with comes first.
pub fn reading_for(
    session: &Session,
    representation: Representation,
    model: Option<&str>,
) -> Result<Option<Reading>, Failure> {
    let model = model.filter(|_| representation.needs_backbone());
    session.read(|c| {
        let mut best: Option<((bool, u64), Reading)> = None;
        let chosen = ChosenLatents::of(c)?.filter(|_| representation == Representation::Latents);
        for found in reading::all(c)? {
            let is_it = matches!(found.what(), What::Vectors(kind, _) if kind == representation);
            if !is_it || model.is_some_and(|model| model != found.facts.model) {
                continue;
            }
            let rank = (chosen.as_ref().is_some_and(|chosen| chosen.is_of(&found)), session.documents_read(c, &found)?);
            if best.as_ref().is_none_or(|(most, _)| rank >= *most) {
                best = Some((rank, found));
            }
        }
        Ok(best.map(|(_, found)| found))
    })
}

impl Session {
    /// The vectors of a reading beside the documents of a frame, kept in memory.
    ///
    /// # Errors
    /// What the store says.
    pub fn pool_vectors(&self, frame: &Arc<Frame>, reading: &Reading) -> Result<Option<Arc<PoolVectors>>, Failure> {
        let What::Vectors(representation, layout) = reading.what() else { return Ok(None) };
        let is_it = |kept: &&Arc<PoolVectors>| kept.reading == reading.reading && Arc::ptr_eq(&kept.frame, frame);
        if let Some(kept) = self.vectors.kept.lock().unwrap_or_else(PoisonError::into_inner).iter().find(is_it) {
            return Ok(Some(Arc::clone(kept)));
        }
        let parts = reading.facts.layers as usize;
        let (numbers, is_read) = self.read(|c| {
            let mut chunks = Vec::new();
            for chunk in vectors::of_reading(c, reading.reading)? {
                chunks.push(vectors::one(c, chunk, layout)?);
            }
            beside(frame, &chunks, layout).map_err(|error| StoreError::Value(error.to_string()))
        })?;
        let numbers = in_layers(numbers, representation, parts)?;
        let found = Arc::new(PoolVectors {
            reading: reading.reading,
            frame: Arc::clone(frame),
            representation,
            numbers,
            is_read,
        });
        let mut kept = self.vectors.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(0, Arc::clone(&found));
        kept.truncate(KEPT);
        Ok(Some(found))
    }

    /// The texts of a frame's documents, kept in memory: one copy of the pool's text.
    ///
    /// # Errors
    /// What the store says.
    pub fn pool_texts(&self, frame: &Arc<Frame>) -> Result<Arc<Texts>, Failure> {
        let mut kept = self.vectors.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, texts)) = kept.as_ref()
            && Arc::ptr_eq(of, frame)
        {
            return Ok(Arc::clone(texts));
        }
        let mut texts = Texts::new();
        for rows in frame.rows.chunks(TEXTS_AT_ONCE) {
            self.texts(rows)?.iter().for_each(|text| texts.push(text));
        }
        let texts = Arc::new(texts);
        *kept = Some((Arc::clone(frame), Arc::clone(&texts)));
        Ok(texts)
    }
}

/// Lays chunks beside the frame, and says which documents were read.
fn beside(frame: &Frame, chunks: &[VectorChunk], layout: Layout) -> Result<(Numbers, Vec<bool>), VectorsError> {
    let mut place: Vec<Option<(usize, usize)>> = vec![None; frame.len()];
    for (number, chunk) in chunks.iter().enumerate() {
        for (document, &row) in chunk.rows.iter().enumerate() {
            if let Some(position) = frame.position(row) {
                place[position] = Some((number, document));
            }
        }
    }
    let is_read = place.iter().map(Option::is_some).collect();
    let numbers =
        joined(place.iter().map(|at| at.map(|(chunk, document)| (&chunks[chunk].numbers, document))), layout)?;
    Ok((numbers, is_read))
}

/// Vectors that are several layers' behind each other say so.
fn in_layers(numbers: Numbers, representation: Representation, layers: usize) -> Result<Numbers, Failure> {
    match numbers {
        Numbers::Dense(vectors) if representation == Representation::Shifts => {
            let vectors = vectors.in_parts(layers).map_err(|error| StoreError::Value(error.to_string()))?;
            Ok(Numbers::Dense(vectors))
        }
        other => Ok(other),
    }
}

/// What a reading knows of some examples, in their order: read as such, or known because the pool has the same text.
///
/// # Errors
/// What the store says.
pub fn example_vectors(session: &Session, reading: &Reading, examples: &[Example]) -> Result<Numbers, Failure> {
    let What::Vectors(representation, layout) = reading.what() else {
        return Err(Failure::new(crate::operations::FailureCode::Internal).text("detail", "a reading of neurons"));
    };
    let stored = session.read(|c| example_vectors::of_reading(c, reading.reading))?;
    let mut known: HashMap<i64, Numbers> = HashMap::new();
    for found in stored {
        known.insert(found.example, numbers(&found.numbers, layout)?);
    }
    let missing: Vec<&Example> = examples.iter().filter(|one| !known.contains_key(&one.example)).collect();
    if !missing.is_empty() {
        let rows = rows_with_texts(session, missing.iter().map(|one| (one.text_hash, one.text.as_str())))?;
        let wanted: HashSet<i64> = rows.values().flatten().copied().collect();
        let found = documents(session, reading.reading, layout, &wanted)?;
        for one in missing {
            let mut same = rows.get(one.text.as_str()).into_iter().flatten();
            if let Some(numbers) = same.find_map(|row| found.get(row)) {
                known.insert(one.example, numbers.clone());
            }
        }
    }
    let in_order = examples.iter().map(|one| known.get(&one.example).map(|numbers| (numbers, 0)));
    let numbers = joined(in_order, layout).map_err(|error| StoreError::Value(error.to_string()))?;
    in_layers(numbers, representation, reading.facts.layers as usize)
}

fn documents(
    session: &Session,
    reading: i64,
    layout: Layout,
    wanted: &HashSet<i64>,
) -> Result<HashMap<i64, Numbers>, Failure> {
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    session.read(|c| {
        for number in vectors::of_reading(c, reading)? {
            let chunk = vectors::one(c, number, layout)?;
            for (at, row) in chunk.rows.iter().enumerate().filter(|(_, row)| wanted.contains(row)) {
                found.insert(*row, numbers(&chunk.numbers.bytes_of(at), layout)?);
            }
        }
        Ok(())
    })?;
    Ok(found)
}
