//! What a map is made of: the documents that were read, and how far two of them are apart.

use std::ops::Range;

use selection::centring::Centring;
use selection::map::{Firings, MapSettings, Meanings, Space};
use selection::method::Representation;
use sha2::{Digest, Sha256};

use crate::operations::map::MapKind;
use crate::operations::{Failure, FailureCode};
use crate::ranking::gather::example_features;
use crate::reading::loaded::{examples_read, reading_by};
use crate::reading::vectors::{example_vectors, reading_for};
use crate::session::Session;
use crate::store::example::Example;
use crate::store::map::Map;
use crate::store::meta;
use crate::store::numbers::Numbers;
use crate::store::reading::{self, Reading, What};

/// Neurons of each layer that count on the map: NAG's own number (arXiv 2604.15706), so that a map of 200,000 documents
/// stays within memory whatever was read.
const TOP_K: usize = 20;
/// A map of fewer documents says nothing.
pub const FEWEST: usize = 10;

/// What a map would be made of, by name; nothing is read into memory for it.
#[derive(Debug, Clone)]
pub struct Source {
    /// Which map.
    pub kind: MapKind,
    /// The reading.
    pub reading: Reading,
    /// Documents that were read, those with nothing to read in them included.
    pub documents: u64,
}

impl Source {
    /// The representation's name, as methods have it.
    pub fn representation(&self) -> &'static str {
        match self.reading.what() {
            What::Neurons(_) => Representation::NeuronFeatures.name(),
            What::Vectors(representation, _) => representation.name(),
        }
    }
}

/// The reading for a kind of map; none where nothing fitting was read of enough documents.
pub fn source(session: &Session, kind: MapKind) -> Result<Option<Source>, Failure> {
    let model = session.read(|c| meta::value(c, meta::CURRENT_MODEL))?;
    let model = model.as_deref();
    let found = match kind {
        MapKind::Neurons => or_any(model, |model| reading_by(session, model))?,
        MapKind::Meaning => match reading_for(session, Representation::Sentence, None)? {
            Some(found) => Some(found),
            None => or_any(model, |model| reading_for(session, Representation::MiddleHidden, model))?,
        },
    };
    let Some(reading) = found else { return Ok(None) };
    let documents = session.read(|c| session.documents_read(c, &reading))?;
    Ok((documents >= FEWEST as u64).then_some(Source { kind, reading, documents }))
}

/// What a finished map was made of, as it stands now; none where that reading is gone.
pub fn source_of(session: &Session, map: &Map) -> Result<Option<Source>, Failure> {
    let found = session.read(reading::all)?.into_iter().find(|found| found.reading == map.facts.reading);
    let Some(reading) = found else { return Ok(None) };
    let documents = session.read(|c| session.documents_read(c, &reading))?;
    Ok(Some(Source { kind: map.kind, reading, documents }))
}

/// By the chosen model, else by whichever read most.
fn or_any<T>(
    model: Option<&str>,
    ask: impl Fn(Option<&str>) -> Result<Option<T>, Failure>,
) -> Result<Option<T>, Failure> {
    match ask(model)? {
        None if model.is_some() => ask(None),
        found => Ok(found),
    }
}

/// What a map is made of.
pub struct Material {
    /// Row numbers, rising; `[documents]`.
    pub rows: Vec<i64>,
    /// Where they stand in the pool's frame; `[documents]`.
    pub positions: Vec<usize>,
    /// How far two of them are apart.
    pub apart: Apart,
    /// What it is made with.
    pub settings: MapSettings,
    /// Names all of this.
    pub digest: String,
    source: Source,
}

/// The documents of a map with their distances.
pub enum Apart {
    /// By what they say, and how hidden states are centred.
    Meaning(Meanings, Option<Centring>),
    /// By which neurons they fire.
    Neurons(Firings),
}

impl Material {
    /// Reads it all into memory.
    pub fn of(session: &Session, source: &Source) -> Result<Self, Failure> {
        let frame = session.frame()?;
        let (positions, apart) = match source.kind {
            MapKind::Meaning => {
                let found = session.pool_vectors(&frame, &source.reading)?;
                let dense = found.as_deref().and_then(|found| match &found.numbers {
                    Numbers::Dense(vectors) => Some(vectors),
                    Numbers::Sparse(_) => None,
                });
                let vectors = dense.ok_or_else(|| Failure::new(FailureCode::NothingRead))?;
                let read: Vec<usize> = (0..vectors.len()).filter(|&at| vectors.row(at).is_some()).collect();
                let centring = is_hidden(&source.reading).then(|| Centring::of(vectors));
                let meanings = Meanings::of(vectors, &read, centring.as_ref());
                (read, Apart::Meaning(meanings, centring))
            }
            MapKind::Neurons => {
                let found = session.pool_features(source.reading.reading, TOP_K)?;
                let known = |at: &usize| found.read_tokens[*at] > 0 && frame.position(found.rows[*at]).is_some();
                let read: Vec<usize> = (0..found.rows.len()).filter(known).collect();
                let positions = read.iter().filter_map(|&at| frame.position(found.rows[at])).collect();
                (positions, Apart::Neurons(Firings::of(&found.features, &read)))
            }
        };
        let rows: Vec<i64> = positions.iter().map(|&position| frame.rows[position]).collect();
        let settings = MapSettings::usual(rows.len());
        let digest = digest(source, &rows, &settings);
        Ok(Self { rows, positions, apart, settings, digest, source: source.clone() })
    }

    /// By what documents are alike.
    pub const fn kind(&self) -> MapKind {
        self.source.kind
    }

    /// The nearest `k` documents to each of some examples, nearest first; none for one that could not be read.
    pub fn near(&self, session: &Session, examples: &[Example], k: usize) -> Result<Vec<Vec<(u32, f32)>>, Failure> {
        let reading = &self.source.reading;
        let (named, found) = match &self.apart {
            Apart::Meaning(meanings, centring) => {
                let Numbers::Dense(texts) = example_vectors(session, reading, examples)? else {
                    return Ok(vec![Vec::new(); examples.len()]);
                };
                let named: Vec<usize> = (0..texts.len()).filter(|&at| texts.row(at).is_some()).collect();
                let found = meanings.near_to(&texts, &named, centring.as_ref(), k);
                (named, found)
            }
            Apart::Neurons(firings) => {
                let read = examples_read(session, reading, examples)?;
                let Some(texts) = example_features(reading, TOP_K, examples, &read) else {
                    return Ok(vec![Vec::new(); examples.len()]);
                };
                let named: Vec<usize> = (0..texts.len()).filter(|&at| texts.is_scored(at)).collect();
                let found = firings.near_to(&texts, &named, k);
                (named, found)
            }
        };
        let mut all = vec![Vec::new(); examples.len()];
        named.into_iter().zip(found).for_each(|(at, near)| all[at] = near);
        Ok(all)
    }
}

impl Space for Apart {
    fn len(&self) -> usize {
        match self {
            Self::Meaning(space, _) => space.len(),
            Self::Neurons(space) => space.len(),
        }
    }

    fn distance(&self, a: usize, b: usize) -> f32 {
        match self {
            Self::Meaning(space, _) => space.distance(a, b),
            Self::Neurons(space) => space.distance(a, b),
        }
    }

    fn nearest(&self, range: Range<usize>, k: usize) -> Vec<(u32, f32)> {
        match self {
            Self::Meaning(space, _) => space.nearest(range, k),
            Self::Neurons(space) => space.nearest(range, k),
        }
    }
}

fn is_hidden(reading: &Reading) -> bool {
    reading.facts.projection == Representation::MiddleHidden.name()
}

fn digest(source: &Source, rows: &[i64], settings: &MapSettings) -> String {
    let facts = &source.reading.facts;
    let said = format!(
        "map 1 {:?} {settings:?} {TOP_K} {} {} {} {}",
        source.kind, facts.backbone, facts.settings_digest, facts.profile, facts.projection
    );
    let mut whole = Sha256::new();
    whole.update((said.len() as u64).to_le_bytes());
    whole.update(said);
    for row in rows {
        whole.update(row.to_le_bytes());
    }
    hex::encode(whole.finalize())
}
