//! Measurements of rankings and clusters by some of the neurons: fewer layers, fewer neurons, other linear maps.

use std::collections::{BTreeMap, HashSet};

use activation::{Neurons, ProjectionFeatures, Reading, Representation};
use selection::evidence::composition::composition;
use selection::evidence::resample::shuffled;
use selection::evidence::rows::Rows;
use selection::evidence::separability::{Separability, k_means, separability};
use selection::random::mixed;
use selection::why::in_common;
use selection::{Features, Profile, Projection, Ranking};

use super::cells::Cell;
use super::plan::{Draw, MAX_TOKENS, Study, refused};
use super::silencing::example_texts;
use crate::operations::study::StudyKind;
use crate::operations::{Failure, FailureCode};
use crate::pool::frame::Frame;
use crate::reading::loaded::examples_read;
use crate::reading::seam::{Reader, SeamError, ToRead};
use crate::session::Session;
use crate::store::{example, reading};

/// Texts read together.
const AT_ONCE: usize = 32;
/// Rows that are clustered at most: each is held against every other.
const CLUSTERED: usize = 500;
/// Categories above which clusters say nothing.
const MOST_CATEGORIES: usize = 40;

/// Columns of a study of layers.
pub const SINGLE: usize = 0;
pub const FIRST: usize = 1;
/// Columns of a study of sparsity: precision, then those of separability.
pub const PRECISION: usize = 0;
/// Columns of a study of separability.
pub const CLUSTERS: [usize; 3] = [0, 1, 2];

/// Measures one step of a draw of what was read before.
pub fn measure(session: &Session, study: &Study, draw: usize, step: usize) -> Result<Vec<Cell>, Failure> {
    let drawn = &study.draws[draw];
    let seed = mixed(study.query.seed, 200 + draw as u64);
    let top_k = study.query.neurons as usize;
    let cell = |row, column, value| Cell { row, column, value };
    Ok(match study.query.kind {
        StudyKind::Layers => {
            let sides = Sides::of(session, study, drawn, top_k)?;
            let first: Vec<usize> = (0..=step).collect();
            vec![
                cell(step, SINGLE, sides.precision(session, study, &[step])?),
                cell(step, FIRST, sides.precision(session, study, &first)?),
            ]
        }
        StudyKind::Sparsity => {
            let top_k = study.counts()[step] as usize;
            let sides = Sides::of(session, study, drawn, top_k)?;
            let all: Vec<usize> = (0..study.layers as usize).collect();
            let found = clusters(session, study, drawn, top_k, seed)?;
            let own = CLUSTERS.iter().zip(found.own).map(|(column, value)| cell(step, column + 1, value));
            std::iter::once(cell(step, PRECISION, sides.precision(session, study, &all)?)).chain(own).collect()
        }
        StudyKind::Separability => {
            let found = clusters(session, study, drawn, top_k, seed)?;
            let of = |row, values: [f64; 3]| CLUSTERS.into_iter().zip(values).map(move |(c, v)| cell(row, c, v));
            of(0, found.own).chain(of(1, found.by_chance)).collect()
        }
        StudyKind::SwitchOff | StudyKind::ImpactAndLoss | StudyKind::Projections => Vec::new(),
    })
}

/// Pool and examples as a ranking sees them.
struct Sides {
    /// Row numbers of the pool.
    rows: Vec<i64>,
    pool: Features,
    examples: Features,
}

impl Sides {
    /// What was read, with so many neurons a layer.
    fn of(session: &Session, study: &Study, draw: &Draw, top_k: usize) -> Result<Self, Failure> {
        let number = study.reading.ok_or_else(|| Failure::new(FailureCode::NothingRead))?;
        let read = session.read(|c| reading::one(c, number))?;
        let pool = session.pool_features(number, top_k)?;
        let shape = pool.features.shape();
        let mut examples = session.read(example::all)?;
        examples.retain(|one| draw.shown.contains(&one.example));
        let found = examples_read(session, &read, &examples)?;
        let with_text = examples.iter().filter_map(|one| found.get(&one.example)).filter(|one| one.read_tokens > 0);
        let whole = crate::reading::loaded::shape_of(&read, usize::MAX);
        let indices: Vec<u16> = with_text.flat_map(|one| one.first(whole, shape.top_k)).collect();
        let examples = Features::new(shape, indices).map_err(|error| internal(&error))?;
        Ok(Self { rows: pool.rows.clone(), pool: (*pool.features).clone(), examples })
    }

    /// Precision at as many rows as are right (P@R), ranking by these layers.
    fn precision(&self, session: &Session, study: &Study, layers: &[usize]) -> Result<f64, Failure> {
        let with = |features: &Features| features.with_layers(layers).map_err(|error| internal(&error));
        precision(session, study, &self.rows, &with(&self.pool)?, &with(&self.examples)?)
    }
}

/// P@R of neuron match among some rows, the goal's own examples left out.
fn precision(
    session: &Session,
    study: &Study,
    rows: &[i64],
    pool: &Features,
    examples: &Features,
) -> Result<f64, Failure> {
    let frame = session.frame()?;
    let profile = Profile::of(examples, 1.0).map_err(|_| {
        Failure::new(FailureCode::NoScoredExamples).number("goal", study.query.goal.unwrap_or(0) as f64)
    })?;
    let scores = profile.similarities(pool).map_err(|error| internal(&error))?;
    let place = |document: usize| frame.position(rows[document]).unwrap_or_default();
    let ranking = Ranking::of(&scores, &|a, b| frame.ids.at(place(a)).cmp(frame.ids.at(place(b))));
    let own: HashSet<i64> = match study.query.goal {
        Some(goal) => session.read(|c| example::of_goal(c, goal))?.iter().map(|one| one.text_hash).collect(),
        None => HashSet::new(),
    };
    let is_own = |document: u32| own.contains(&frame.hashes[place(document as usize)]);
    let order: Vec<u32> = ranking.order().iter().copied().filter(|&document| !is_own(document)).collect();
    let is_right = right(&frame, study)?;
    let relevant: Vec<bool> =
        (0..rows.len()).map(|document| is_right[place(document)] && !is_own(document as u32)).collect();
    let found = composition(&order, &relevant, order.len(), None, study.query.seed).precision_at_relevant;
    if found.of == 0 {
        return Err(refused("no row that was read has the value that is right: choose another value"));
    }
    Ok(found.value)
}

/// Whether each row of the pool is right.
fn right(frame: &Frame, study: &Study) -> Result<Vec<bool>, Failure> {
    let answer = study.query.answer.as_ref();
    let (name, value) = answer.map_or(("", ""), |answer| (answer.column.as_str(), answer.value.as_str()));
    let column = frame.columns.iter().find(|column| column.name == name);
    let column = column.ok_or_else(|| Failure::new(FailureCode::NoSuchColumn).text("column", name))?;
    Ok((0..frame.len()).map(|position| column.text(position) == value).collect())
}

/// Purity, mutual information and adjusted Rand index of clusters, and of as large ones by chance.
struct Clustered {
    own: [f64; 3],
    by_chance: [f64; 3],
}

fn clusters(session: &Session, study: &Study, draw: &Draw, top_k: usize, seed: u64) -> Result<Clustered, Failure> {
    let number = study.reading.ok_or_else(|| Failure::new(FailureCode::NothingRead))?;
    let pool = session.pool_features(number, top_k)?;
    let frame = session.frame()?;
    let name = study.query.answer.as_ref().map_or("", |answer| answer.column.as_str());
    let column = frame.columns.iter().find(|column| column.name == name);
    let column = column.ok_or_else(|| Failure::new(FailureCode::NoSuchColumn).text("column", name))?;
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let (mut documents, mut categories) = (Vec::new(), Vec::new());
    for row in &draw.measured {
        let Ok(document) = pool.rows.binary_search(row) else { continue };
        let text = frame.position(*row).map(|position| column.text(position)).unwrap_or_default();
        if text.is_empty() || !pool.features.is_scored(document) || documents.len() == CLUSTERED {
            continue;
        }
        let next = numbers.len();
        categories.push(*numbers.entry(text).or_insert(next));
        documents.push(document);
    }
    if !(2..=MOST_CATEGORIES).contains(&numbers.len()) {
        let found = numbers.len();
        return Err(refused(&format!(
            "the column has {found} categories here, and 2 to {MOST_CATEGORIES} can be told apart"
        )));
    }
    let features = &pool.features;
    let kept = features.shape().top_k;
    let likeness =
        |a: usize, b: usize| in_common(features.document(documents[a]), features.document(documents[b]), kept);
    let found = k_means(&Rows::of_distances(documents.len(), likeness), numbers.len(), seed);
    let by_chance: Vec<usize> = shuffled(found.len(), seed).into_iter().map(|place| found[place]).collect();
    let of = |clusters: &[usize]| separability(clusters, &categories).map(figures).unwrap_or_default();
    Ok(Clustered { own: of(&found), by_chance: of(&by_chance) })
}

const fn figures(found: Separability) -> [f64; 3] {
    [found.purity, found.mutual_information, found.adjusted_rand]
}

/// P@R by each linear map, of a draw's rows read for it: a row of the table for each, in the order of
/// [`Projection::ALL`].
pub fn by_projection(
    session: &Session,
    study: &Study,
    draw: usize,
    reader: &mut dyn Reader,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Cell>, SeamError> {
    let draw = &study.draws[draw];
    let own = SeamError::Failed;
    let examples = read(&example_texts(session, &draw.shown).map_err(own)?, study, reader, stop)?;
    let pool = read(&session.texts(&draw.measured).map_err(own)?, study, reader, stop)?;
    let one = |(row, projection): (usize, Projection)| {
        let of = |all: &[ProjectionFeatures]| {
            let (mut shape, mut indices) = (None, Vec::new());
            for found in all.iter().filter(|found| found.projection == projection) {
                shape = Some(found.shape());
                indices.extend_from_slice(&found.indices);
            }
            let shape = shape.ok_or_else(|| Failure::new(FailureCode::NothingRead))?;
            Features::new(shape, indices).map_err(|error| internal(&error))
        };
        let value = precision(session, study, &draw.measured, &of(&pool)?, &of(&examples)?)?;
        Ok(Cell { row, column: PRECISION, value })
    };
    Projection::ALL.into_iter().enumerate().map(one).collect::<Result<_, Failure>>().map_err(own)
}

fn read(
    texts: &[String],
    study: &Study,
    reader: &mut dyn Reader,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<ProjectionFeatures>, SeamError> {
    let reading = Reading {
        representations: vec![Representation::NeuronFeatures],
        projections: study.projections(),
        neurons: Neurons::TopK(study.query.neurons as u16),
        max_tokens: MAX_TOKENS,
    };
    let mut all = Vec::new();
    for some in texts.chunks(AT_ONCE) {
        let to_read: Vec<ToRead> = some.iter().map(|text| ToRead { text: text.clone(), answer_from: None }).collect();
        all.extend(reader.read(&to_read, &reading, stop)?.features);
    }
    Ok(all)
}

fn internal(error: &impl std::fmt::Display) -> Failure {
    Failure::new(FailureCode::Internal).text("detail", error.to_string())
}
