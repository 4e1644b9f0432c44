//! What one pass gives, kept as several readings: a projection's neurons or a representation's vectors each, so that any
//! of them read alone or with others is the same reading.

use std::collections::HashSet;
use std::sync::Arc;

use activation::{Chunk, NumericProfile, Representation};
use selection::{FeatureShape, Projection, SparseVectors, Vectors};

use super::Stop;
use crate::clock::now_ms;
use crate::jobs::plan::ReadingPlan;
use crate::operations::{Failure, FailureCode};
use crate::reading::seam::Opened;
use crate::session::Session;
use crate::store::chunk::{self, ChunkRow};
use crate::store::example_features::{self, ExampleFeatures};
use crate::store::example_vectors::{self, ExampleVector};
use crate::store::numbers::Numbers;
use crate::store::reading::{self, Reading, ReadingFacts, What};
use crate::store::vectors::{self, VectorChunk};
use crate::store::{Connection, StoreError, Transaction};

/// One thing that the pass gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The strongest neurons of a projection.
    Neurons(Projection),
    /// Vectors, under the name that methods have for them.
    Vectors(selection::method::Representation, Representation),
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Neurons(projection) => projection.name(),
            Self::Vectors(wanted, _) => wanted.name(),
        }
    }
}

/// What the model is asked for, so that all parts come of one pass.
pub fn settings(plan: &ReadingPlan, parts: impl Iterator<Item = Part>) -> activation::Reading {
    let mut representations = vec![Representation::TokenCounts];
    let mut projections = Vec::new();
    for part in parts {
        match part {
            Part::Neurons(projection) => projections.push(projection),
            Part::Vectors(_, representation) => representations.push(representation),
        }
    }
    if !projections.is_empty() {
        representations.insert(0, Representation::NeuronFeatures);
    }
    activation::Reading { representations, projections, neurons: plan.neurons, max_tokens: plan.max_tokens }
}

/// A numeric profile as readings are told apart by it.
pub const fn profile_name(profile: NumericProfile) -> &'static str {
    match profile {
        NumericProfile::F32 => "f32",
        NumericProfile::Bf16Fast => "bf16",
    }
}

/// One part's reading in the project.
pub struct Target {
    part: Part,
    facts: ReadingFacts,
    /// Its number and what it holds, once a first chunk has told the widths.
    known: Option<(i64, What)>,
    /// Rows that are read.
    read: HashSet<i64>,
    /// The model's decoder blocks.
    layers: u32,
}

/// Documents of one unit that a reading lacked, ready to be written.
pub enum Unit {
    /// Neurons, with their shape.
    Neurons(i64, FeatureShape, ChunkRow),
    /// Vectors.
    Vectors(i64, VectorChunk),
}

impl Unit {
    /// Writes them.
    pub fn write(&self, connection: &Connection) -> Result<(), StoreError> {
        match self {
            Self::Neurons(reading, shape, unit) => {
                chunk::insert(connection, *reading, unit, *shape, false)?;
                chunk::compact(connection, *reading, *shape, false)
            }
            Self::Vectors(reading, unit) => vectors::insert(connection, *reading, unit),
        }
    }
}

/// Examples as one reading has them, ready to be written.
pub enum ReadExamples {
    /// Their neurons.
    Neurons(i64, Vec<ExampleFeatures>),
    /// Their vectors.
    Vectors(i64, Vec<ExampleVector>),
}

impl ReadExamples {
    /// Writes them.
    pub fn write(&self, connection: &Connection) -> Result<(), StoreError> {
        match self {
            Self::Neurons(reading, all) => {
                all.iter().try_for_each(|one| example_features::insert(connection, *reading, one))
            }
            Self::Vectors(reading, all) => {
                all.iter().try_for_each(|one| example_vectors::insert(connection, *reading, one))
            }
        }
    }
}

impl Target {
    /// A target for every part that the plan wants of this model; what no pass of it gives is left out.
    pub fn all(plan: &ReadingPlan, opened: &Opened) -> Vec<Self> {
        let neurons = plan.projections.iter().map(|&projection| Part::Neurons(projection));
        let vectors = plan.vectors.iter().filter_map(|name| {
            let wanted = selection::method::Representation::ALL.into_iter().find(|one| one.name() == name)?;
            Some(Part::Vectors(wanted, opened.usual(wanted)?))
        });
        neurons.chain(vectors).map(|part| Self::new(plan, opened, part)).collect()
    }

    fn new(plan: &ReadingPlan, opened: &Opened, part: Part) -> Self {
        let alone = settings(plan, std::iter::once(part));
        let facts = ReadingFacts {
            model: plan.model.clone(),
            model_name: plan.model_name.clone(),
            backbone: opened.digest.clone(),
            settings: serde_json::to_string(&alone).unwrap_or_default(),
            settings_digest: alone.digest(),
            profile: profile_name(plan.profile).to_owned(),
            projection: part.name().to_owned(),
            max_tokens: plan.max_tokens,
            layers: 0,
            top_k: 0,
            width: 0,
            shipped: false,
        };
        Self { part, facts, known: None, read: HashSet::new(), layers: opened.layers() as u32 }
    }

    /// What it is.
    pub const fn part(&self) -> Part {
        self.part
    }

    /// Its number, once the project has it.
    pub fn number(&self) -> Option<i64> {
        self.known.as_ref().map(|(number, _)| *number)
    }

    /// Documents read.
    pub fn documents(&self) -> u64 {
        self.read.len() as u64
    }

    /// Whether a row is read.
    pub fn has(&self, row: i64) -> bool {
        self.read.contains(&row)
    }

    /// Finds its reading where the project has it.
    pub fn find(&mut self, session: &Session, known: &[Reading]) -> Result<(), Stop> {
        let ours = &self.facts;
        let found = known.iter().find(|known| {
            let facts = &known.facts;
            (&facts.backbone, &facts.settings_digest) == (&ours.backbone, &ours.settings_digest)
                && (&facts.profile, &facts.projection) == (&ours.profile, &ours.projection)
        });
        let Some(found) = found else { return Ok(()) };
        self.known = Some((found.reading, found.what()));
        // Under the name and id that the model has now.
        let facts = self.facts.clone();
        session.write(move |c| reading::find_or_insert(c, &facts, now_ms()))?;
        self.read = session.read(|c| found.rows_and_tokens(c))?.into_iter().map(|(row, _)| row).collect();
        Ok(())
    }

    /// Examples that it has.
    pub fn examples_read(&self, connection: &Connection) -> Result<HashSet<i64>, StoreError> {
        Ok(match self.known {
            None => HashSet::new(),
            Some((number, What::Neurons(_))) => {
                example_features::of_reading(connection, number)?.into_iter().map(|found| found.example).collect()
            }
            Some((number, What::Vectors(..))) => {
                example_vectors::of_reading(connection, number)?.into_iter().map(|found| found.example).collect()
            }
        })
    }

    /// Whether a chunk of so many documents has all of its part.
    pub fn is_whole_in(&self, chunk: &Chunk, documents: usize) -> bool {
        match self.part {
            Part::Neurons(projection) => chunk
                .features
                .iter()
                .any(|f| f.projection == projection && f.indices.len() == documents * f.shape().slots()),
            Part::Vectors(_, representation) => numbers_of(chunk, representation)
                .is_some_and(|numbers| numbers.is_ok_and(|numbers| numbers.len() == documents)),
        }
    }

    /// The documents of a unit that it lacks.
    pub fn unit(&mut self, session: &Arc<Session>, rows: &[i64], chunk: &Chunk) -> Result<Option<Unit>, Stop> {
        let lacking: Vec<usize> = (0..rows.len()).filter(|&place| !self.read.contains(&rows[place])).collect();
        if lacking.is_empty() {
            return Ok(None);
        }
        let number = self.reading(session, chunk)?;
        let tokens = lacking.iter().map(|&p| [chunk.token_counts[p], chunk.read_tokens[p]]).collect();
        let numbers: Vec<i64> = lacking.iter().map(|&place| rows[place]).collect();
        self.read.extend(&numbers);
        Ok(Some(match self.part {
            Part::Neurons(projection) => {
                let (shape, indices) = neurons_of(chunk, projection)?;
                let slots = shape.slots();
                let kept: Vec<u16> = lacking.iter().flat_map(|&p| &indices[p * slots..][..slots]).copied().collect();
                Unit::Neurons(number, shape, ChunkRow::from_documents(numbers, tokens, &kept, shape))
            }
            Part::Vectors(_, representation) => {
                let all = vectors_of(chunk, representation)?;
                let kept = all.chosen(&lacking).map_err(|error| refused(&error))?;
                Unit::Vectors(number, VectorChunk { rows: numbers, tokens, numbers: kept })
            }
        }))
    }

    /// Examples as this reading has them.
    pub fn examples(&mut self, session: &Arc<Session>, examples: &[i64], chunk: &Chunk) -> Result<ReadExamples, Stop> {
        let number = self.reading(session, chunk)?;
        let tokens = |place: usize| (chunk.token_counts[place], chunk.read_tokens[place]);
        let places = examples.iter().copied().enumerate();
        Ok(match self.part {
            Part::Neurons(projection) => {
                let (shape, indices) = neurons_of(chunk, projection)?;
                let made = places.map(|(place, example)| {
                    let neurons = indices[place * shape.slots()..][..shape.slots()].to_vec();
                    let (tokens, read_tokens) = tokens(place);
                    ExampleFeatures { example, tokens, read_tokens, neurons }
                });
                ReadExamples::Neurons(number, made.collect())
            }
            Part::Vectors(_, representation) => {
                let all = vectors_of(chunk, representation)?;
                let made = places.map(|(place, example)| {
                    let (tokens, read_tokens) = tokens(place);
                    ExampleVector { example, tokens, read_tokens, numbers: all.bytes_of(place) }
                });
                ReadExamples::Vectors(number, made.collect())
            }
        })
    }

    /// Puts single units together, where this reading's are.
    pub fn compacting(&self, all: bool) -> Option<impl FnOnce(&Transaction<'_>) -> Result<(), StoreError> + use<>> {
        match self.known {
            Some((number, What::Neurons(shape))) => {
                Some(move |c: &Transaction<'_>| chunk::compact(c, number, shape, all))
            }
            _ => None,
        }
    }

    /// Its number; the reading is made with the first chunk, which tells the shape.
    fn reading(&mut self, session: &Arc<Session>, chunk: &Chunk) -> Result<i64, Stop> {
        if let Some((number, _)) = self.known {
            return Ok(number);
        }
        match self.part {
            Part::Neurons(projection) => {
                let found = chunk.features.iter().find(|f| f.projection == projection).ok_or_else(lost)?;
                self.facts.layers = found.layers as u32;
                self.facts.top_k = found.top_k as u32;
                self.facts.width = found.width as u32;
            }
            Part::Vectors(_, representation) => {
                self.facts.width = vectors_of(chunk, representation)?.width() as u32;
                self.facts.layers = self.layers;
            }
        }
        let facts = self.facts.clone();
        let number = session.write(move |c| reading::find_or_insert(c, &facts, now_ms()))?;
        let made = session.read(|c| reading::one(c, number))?;
        self.known = Some((number, made.what()));
        Ok(number)
    }
}

fn neurons_of(chunk: &Chunk, projection: Projection) -> Result<(FeatureShape, &[u16]), Failure> {
    let found = chunk.features.iter().find(|f| f.projection == projection).ok_or_else(lost)?;
    Ok((found.shape(), &found.indices))
}

fn vectors_of(chunk: &Chunk, representation: Representation) -> Result<Numbers, Failure> {
    numbers_of(chunk, representation).ok_or_else(lost)?.map_err(|error| refused(&error))
}

fn numbers_of(chunk: &Chunk, representation: Representation) -> Option<Result<Numbers, selection::VectorsError>> {
    if let Some(found) = chunk.vectors_of(representation) {
        return Some(Vectors::new(found.width, found.values.clone()).map(Numbers::Dense));
    }
    let found = chunk.sparse.iter().find(|sparse| sparse.representation == representation)?;
    let mut rows = SparseVectors::new(found.width);
    for row in found.rows() {
        let entries: Option<Vec<(u32, f32)>> =
            row.map(|(places, values)| places.iter().copied().zip(values.iter().copied()).collect());
        if let Err(error) = rows.push(entries.as_deref()) {
            return Some(Err(error));
        }
    }
    Some(Ok(Numbers::Sparse(rows)))
}

fn lost() -> Failure {
    Failure::new(FailureCode::WorkerEnded).text("detail", "a part of what was asked for did not come back")
}

fn refused(error: &selection::VectorsError) -> Failure {
    Failure::new(FailureCode::WorkerEnded).text("detail", error.to_string())
}
