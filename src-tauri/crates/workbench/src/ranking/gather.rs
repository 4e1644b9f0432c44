//! Gathering what a ranking is made of from the open project: what the method needs, and what else it can use.

use std::collections::HashMap;
use std::sync::Arc;

use selection::method::{Known, Method, Representation, Settings, TOP_K, by_id};
use selection::{Features, Texts};

use super::kept::Rankings;
use super::made::GoalExamples;
use super::pool::{RankPool, Read, budget_tokens};
use crate::goals::requests::rows_with_texts;
use crate::operations::ranking::RankQuery;
use crate::operations::{Failure, FailureCode};
use crate::pool::texts::excerpt;
use crate::pool::tokens;
use crate::reading::loaded::{ExampleRead, examples_read, reading_by, shape_of};
use crate::reading::vectors::{example_vectors, reading_for};
use crate::session::Session;
use crate::store::example::Example;
use crate::store::reading::Reading;
use crate::store::{StoreError, example, goal, meta};

/// Characters of an example that are shown.
const EXCERPT: usize = 160;

/// Everything [`super::make`] needs.
#[derive(Debug)]
pub struct Gathered {
    /// The pool.
    pub pool: Arc<RankPool>,
    /// The goal.
    pub goal: GoalExamples,
    /// The model's name, where the method needs one.
    pub model_name: Option<String>,
}

/// What is taken from the project for a method.
struct Wanted {
    /// The reading of neurons, and how many of each layer.
    neurons: Option<(Reading, usize)>,
    /// The readings of vectors.
    vectors: Vec<Reading>,
    /// The method reads texts.
    texts: bool,
}

/// Gathers pool and goal for a question; the pool of an earlier question is taken again where it is still the same.
///
/// # Errors
/// What is missing: goal, model, readings.
pub fn gather(session: &Session, rankings: &Rankings, query: &RankQuery) -> Result<Gathered, Failure> {
    let method = by_id(&query.method)
        .map_err(|_| Failure::new(FailureCode::NoSuchThing).text("what", "method").text("id", query.method.clone()))?;
    let model = match &query.model {
        Some(model) => Some(model.clone()),
        None => session.read(|c| meta::value(c, meta::CURRENT_MODEL))?,
    };
    let wanted = wanted(session, method, query, model.as_deref())?;
    let pool = rank_pool(session, rankings, &wanted, model.as_deref())?;
    let mut goal = goal_examples(session, query, &wanted, Part::Counting)?;
    let unwanted = goal_examples(session, query, &wanted, Part::Unwanted)?;
    if !unwanted.examples.is_empty() {
        // Rows that are said to be unlike the goal are no candidates for it either.
        goal.rows.extend(&unwanted.rows);
        goal.rows.sort_unstable();
        goal.unwanted = Some(Box::new(unwanted));
    }
    let model_name = wanted.neurons.map(|(reading, _)| reading.facts.model_name);
    let model_name = model_name.or_else(|| wanted.vectors.into_iter().next().map(|reading| reading.facts.model_name));
    Ok(Gathered { pool, goal, model_name })
}

/// The goal's examples that do not count, as far as the question would read them: held back from its ranking.
///
/// # Errors
/// As [`gather`].
pub fn held_back(session: &Session, query: &RankQuery) -> Result<GoalExamples, Failure> {
    let method = by_id(&query.method)
        .map_err(|_| Failure::new(FailureCode::NoSuchThing).text("what", "method").text("id", query.method.clone()))?;
    let model = match &query.model {
        Some(model) => Some(model.clone()),
        None => session.read(|c| meta::value(c, meta::CURRENT_MODEL))?,
    };
    let wanted = wanted(session, method, query, model.as_deref())?;
    goal_examples(session, query, &wanted, Part::HeldBack)
}

/// Finds a reading for everything the method needs, and for what else it welcomes where there is one.
fn wanted(session: &Session, method: &dyn Method, query: &RankQuery, model: Option<&str>) -> Result<Wanted, Failure> {
    // What is wrong with settings is said when the ranking is made.
    let settings = Settings::checked(method.description(), query.settings.clone()).unwrap_or_default();
    let needs = method.needs(&settings);
    let welcomes = method.welcomes(&settings);
    let wants = |one: Representation| needs.contains(&one) || welcomes.contains(&one);
    // Without a chosen model, what was read most of: the sample's, before any model is here.
    let reads = needs.iter().chain(&welcomes).any(|one| one.needs_backbone());
    let neurons = if reads { reading_by(session, model)? } else { None };
    let model = model.or(neurons.as_ref().map(|reading| reading.facts.model.as_str()));
    let (mut vectors, mut missing) = (Vec::new(), Vec::new());
    for one in Representation::ALL.into_iter().filter(|&one| wants(one)) {
        let found = match one {
            Representation::Text | Representation::Length => continue,
            Representation::NeuronFeatures => neurons.is_some(),
            one => match reading_for(session, one, model)? {
                Some(reading) => {
                    vectors.push(reading);
                    true
                }
                None => false,
            },
        };
        if !found && needs.contains(&one) {
            missing.push(one);
        }
    }
    if !missing.is_empty() {
        return Err(not_read(&missing, method, model));
    }
    let top_k = top_k(method, &settings, query, neurons.as_ref())?;
    Ok(Wanted { neurons: neurons.map(|reading| (reading, top_k)), vectors, texts: wants(Representation::Text) })
}

fn not_read(missing: &[Representation], method: &dyn Method, model: Option<&str>) -> Failure {
    if missing.iter().any(|one| one.needs_backbone()) && model.is_none() {
        return Failure::new(FailureCode::NoModel);
    }
    if missing.contains(&Representation::NeuronFeatures) {
        return Failure::new(FailureCode::NothingRead);
    }
    let names: Vec<&str> = missing.iter().map(|one| one.name()).collect();
    Failure::new(FailureCode::NeedsReading).text("method", method.description().id).text("needs", names.join(", "))
}

/// The neurons of each layer that the question wants.
fn top_k(
    method: &dyn Method,
    settings: &Settings,
    query: &RankQuery,
    reading: Option<&Reading>,
) -> Result<usize, Failure> {
    let asked = settings.named(method.description(), TOP_K.name).unwrap_or(TOP_K.default) as usize;
    let kept = reading.map_or(asked, |reading| reading.facts.top_k as usize);
    if asked > kept && query.settings.contains_key(TOP_K.name) {
        return Err(Failure::new(FailureCode::BadSetting)
            .text("name", TOP_K.name)
            .number("least", 1.0)
            .number("most", kept as f64));
    }
    Ok(asked.min(kept))
}

fn rank_pool(
    session: &Session,
    rankings: &Rankings,
    wanted: &Wanted,
    model: Option<&str>,
) -> Result<Arc<RankPool>, Failure> {
    let frame = session.frame()?;
    let source = match &wanted.neurons {
        Some((reading, top_k)) => Some(session.pool_features(reading.reading, *top_k)?),
        None => None,
    };
    let mut vectors = Vec::new();
    for reading in &wanted.vectors {
        vectors.extend(session.pool_vectors(&frame, reading)?);
    }
    let texts = if wanted.texts { Some(session.pool_texts(&frame)?) } else { None };
    let model = model.or(wanted.neurons.as_ref().map(|(reading, _)| reading.facts.model.as_str()));
    rankings.pool(
        |kept| {
            Arc::ptr_eq(&kept.frame, &frame)
                && same(kept.read.as_ref().map(|read| &read.source), source.as_ref())
                && same(kept.texts.as_ref(), texts.as_ref())
                && kept.vectors.len() == vectors.len()
                && kept.vectors.iter().zip(&vectors).all(|(a, b)| Arc::ptr_eq(a, b))
        },
        || {
            let read = source.clone().map(|source| Read::beside(&frame, source));
            let known = tokens::column(session, &frame, model)?;
            let (tokens, tokens_counted) = budget_tokens(&frame, &known, read.as_ref());
            let (frame, vectors, texts) = (Arc::clone(&frame), vectors.clone(), texts.clone());
            Ok(RankPool { frame, tokens, tokens_counted, read, vectors, texts, known: Known::default() })
        },
    )
}

fn same<T>(kept: Option<&Arc<T>>, found: Option<&Arc<T>>) -> bool {
    match (kept, found) {
        (Some(kept), Some(found)) => Arc::ptr_eq(kept, found),
        (None, None) => true,
        _ => false,
    }
}

/// Which of a goal's examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Those of what is wanted that count for a question.
    Counting,
    /// Those of what is not wanted that count.
    Unwanted,
    /// Those of what is wanted that do not count.
    HeldBack,
}

impl Part {
    fn has(self, query: &RankQuery, one: &Example) -> bool {
        let counts = query.counts(one.example, one.ticked);
        match self {
            Self::Counting => counts && !one.unwanted,
            Self::Unwanted => counts && one.unwanted,
            Self::HeldBack => !counts && !one.unwanted,
        }
    }
}

/// Examples of a goal with what was read of them.
fn goal_examples(session: &Session, query: &RankQuery, wanted: &Wanted, part: Part) -> Result<GoalExamples, Failure> {
    let (name, all) = session.read(|c| {
        let goal = goal::one(c, query.goal)?;
        Ok::<_, StoreError>((goal.name, example::of_goal(c, query.goal)?))
    })?;
    let ticked: Vec<_> = all.into_iter().filter(|one| part.has(query, one)).collect();
    let rows = rows_with_texts(session, ticked.iter().map(|one| (one.text_hash, one.text.as_str())))?;
    let mut rows: Vec<i64> = rows.into_values().flatten().collect();
    rows.sort_unstable();
    let (features, tokens) = match &wanted.neurons {
        Some((reading, top_k)) => {
            let read = examples_read(session, reading, &ticked)?;
            let tokens = |one: &Example| read.get(&one.example).map_or(0, |read| u64::from(read.tokens));
            (example_features(reading, *top_k, &ticked, &read), ticked.iter().map(tokens).collect())
        }
        None => (None, vec![0; ticked.len()]),
    };
    let mut vectors = Vec::new();
    for reading in &wanted.vectors {
        if let crate::store::reading::What::Vectors(representation, _) = reading.what() {
            vectors.push((representation, example_vectors(session, reading, &ticked)?));
        }
    }
    Ok(GoalExamples {
        name,
        examples: ticked.iter().map(|one| one.example).collect(),
        excerpts: ticked.iter().map(|one| excerpt(&one.text, EXCERPT)).collect(),
        features,
        vectors,
        texts: ticked.iter().map(|one| one.text.as_str()).collect::<Texts>(),
        tokens,
        rows,
        unwanted: None,
    })
}

/// The examples' neurons with the shape the question wants; those not read yet are absent.
pub fn example_features(
    reading: &Reading,
    top_k: usize,
    ticked: &[Example],
    read: &HashMap<i64, ExampleRead>,
) -> Option<Features> {
    let shape = shape_of(reading, usize::MAX);
    let wanted = shape_of(reading, top_k);
    let indices = ticked
        .iter()
        .flat_map(|one| {
            read.get(&one.example)
                .filter(|read| read.read_tokens > 0)
                .map_or_else(|| vec![selection::ABSENT; wanted.slots()], |read| read.first(shape, wanted.top_k))
        })
        .collect();
    Features::new(wanted, indices).ok()
}
