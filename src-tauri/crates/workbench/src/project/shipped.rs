//! Features that ship with the sample: what the starter model read of it, computed in advance.
//!
//! One small file: length of the head (u32, little endian), head (JSON), then for each document of the pool in order and
//! each example in order: tokens of the whole text and tokens read (u32 each), and `[layers][top_k]` u16.

use serde::{Deserialize, Serialize};

use crate::clock::now_ms;
use crate::operations::{Failure, FailureCode};
use crate::reading::loaded::{examples_read, reading_by, shape_of};
use crate::session::Session;
use crate::store::chunk::{self, ChunkRow, UNIT};
use crate::store::example_features::{self, ExampleFeatures};
use crate::store::reading::{self, ReadingFacts};
use crate::store::{StoreError, example};
use selection::FeatureShape;

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    facts: ReadingFacts,
    documents: usize,
    examples: usize,
}

/// One document's or example's part.
struct Part {
    tokens: [u32; 2],
    neurons: Vec<u16>,
}

/// Writes down what the project's one model has read of all documents and examples.
///
/// # Errors
/// [`FailureCode::NothingRead`] where something is unread.
pub fn to_bytes(session: &Session) -> Result<Vec<u8>, Failure> {
    let nothing = || Failure::new(FailureCode::NothingRead);
    let reading = reading_by(session, None)?.ok_or_else(nothing)?;
    let loaded = session.pool_features(reading.reading, usize::MAX)?;
    let examples = session.read(example::all)?;
    let read = examples_read(session, &reading, &examples)?;
    if loaded.rows.len() != session.frame()?.len() || read.len() != examples.len() {
        return Err(nothing());
    }
    let head = Head {
        facts: ReadingFacts { shipped: true, ..reading.facts },
        documents: loaded.rows.len(),
        examples: examples.len(),
    };
    let head = serde_json::to_vec(&head).map_err(StoreError::from)?;
    let mut bytes = (head.len() as u32).to_le_bytes().to_vec();
    bytes.extend(head);
    let mut put = |tokens: [u32; 2], neurons: &[u16]| {
        bytes.extend(tokens.iter().flat_map(|count| count.to_le_bytes()));
        bytes.extend(neurons.iter().flat_map(|neuron| neuron.to_le_bytes()));
    };
    for (document, neurons) in loaded.features.documents().enumerate() {
        put([loaded.tokens[document], loaded.read_tokens[document]], neurons);
    }
    for one in &examples {
        let known = &read[&one.example];
        put([known.tokens, known.read_tokens], &known.neurons);
    }
    Ok(bytes)
}

/// Puts shipped features into a fresh sample; gives the model's id.
///
/// # Errors
/// When the file does not fit the sample's documents and examples.
pub fn load(session: &Session, bytes: &[u8]) -> Result<String, Failure> {
    let (head, parts) = parse(bytes).ok_or_else(|| unfit("the file is damaged"))?;
    let rows = session.frame()?.rows.clone();
    let examples = session.read(example::all)?;
    if (rows.len(), examples.len()) != (head.documents, head.examples) {
        return Err(unfit("it was made of other documents or examples"));
    }
    let shape = shape_of_facts(&head.facts);
    let model = head.facts.model.clone();
    session.write(move |c| {
        let number = reading::find_or_insert(c, &head.facts, now_ms())?;
        let (documents, of_examples) = parts.split_at(rows.len());
        for (rows, parts) in rows.chunks(UNIT).zip(documents.chunks(UNIT)) {
            let tokens = parts.iter().map(|part| part.tokens).collect();
            let neurons: Vec<u16> = parts.iter().flat_map(|part| &part.neurons).copied().collect();
            chunk::insert(c, number, &ChunkRow::from_documents(rows.to_vec(), tokens, &neurons, shape), shape, false)?;
        }
        chunk::compact(c, number, shape, true)?;
        for (one, part) in examples.iter().zip(of_examples) {
            let features = ExampleFeatures {
                example: one.example,
                tokens: part.tokens[0],
                read_tokens: part.tokens[1],
                neurons: part.neurons.clone(),
            };
            example_features::insert(c, number, &features)?;
        }
        Ok(())
    })?;
    session.features.forget();
    Ok(model)
}

fn shape_of_facts(facts: &ReadingFacts) -> FeatureShape {
    let reading = reading::Reading { reading: 0, facts: facts.clone(), created_ms: 0 };
    shape_of(&reading, usize::MAX)
}

fn parse(bytes: &[u8]) -> Option<(Head, Vec<Part>)> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (head, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let head: Head = serde_json::from_slice(head).ok()?;
    let size = 8 + 2 * shape_of_facts(&head.facts).slots();
    if rest.len() != size * (head.documents + head.examples) {
        return None;
    }
    let number = |b: &[u8]| u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    let parts = rest.chunks_exact(size).map(|part| Part {
        tokens: [number(&part[..4]), number(&part[4..8])],
        neurons: chunk::u16_numbers(&part[8..]),
    });
    Some((head, parts.collect()))
}

fn unfit(detail: &str) -> Failure {
    Failure::new(FailureCode::Internal).text("detail", format!("the sample's features cannot be used: {detail}"))
}
