//! Requests about rankings: the pool and the goal are taken from the project, the answer is kept in memory.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use selection::method::by_id;
use selection::telling::PoolCounts;
use selection::{ABSENT, Features};

use super::{GoalExamples, Kept, RankPool, figure, make};
use crate::folders::shortened;
use crate::goals::requests::rows_with_texts;
use crate::operations::figure::SaveFigure;
use crate::operations::project::Saved;
use crate::operations::ranking::RankQuery;
use crate::operations::{Failure, FailureCode};
use crate::pool::frame::{Frame, UNKNOWN};
use crate::pool::texts::excerpt;
use crate::pool::tokens;
use crate::reading::loaded::{current_reading, examples_read, reading_by, shape_of};
use crate::session::Session;
use crate::store::reading::Reading;
use crate::store::{example, goal};
use crate::texts::Catalogue;

/// Neurons of each layer that are compared where the question does not say: the published default.
const TOP_K: usize = 20;
/// The setting by which a question says it.
const TOP_K_SETTING: &str = "top_k";
/// Characters of an example that are shown beside its share.
const EXCERPT: usize = 160;

/// The pool as the last ranking saw it, until documents or features come or go.
#[derive(Debug, Default)]
pub struct PoolKeeper {
    kept: Mutex<Option<KeptPool>>,
}

#[derive(Debug)]
struct KeptPool {
    frame: Arc<Frame>,
    reading: Option<i64>,
    top_k: usize,
    with_features: bool,
    pool: Arc<RankPool>,
}

impl PoolKeeper {
    /// Documents or features came or went.
    pub fn forget(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Ranks the pool for a goal; the same question about the same pool and goal is answered from memory.
pub fn rank(session: &Session, query: &RankQuery) -> Result<Arc<Kept>, Failure> {
    let needs_model = by_id(&query.method).is_ok_and(|method| method.description().needs.is_some());
    let reading = match &query.model {
        Some(model) => reading_by(session, Some(model))?,
        None => match current_reading(session)? {
            Some(reading) => Some(reading),
            None => reading_by(session, None)?,
        },
    };
    if needs_model && reading.is_none() {
        return Err(Failure::new(FailureCode::NothingRead));
    }
    let mut asked = query.clone();
    let top_k = match asked.settings.remove(TOP_K_SETTING) {
        Some(wanted) => checked_top_k(wanted, reading.as_ref())?,
        None => TOP_K,
    };
    let pool = rank_pool(session, reading.as_ref(), top_k, needs_model)?;
    let goal = goal_examples(session, query.goal, reading.as_ref(), &pool)?;
    let is_still_true = |kept: &Kept| {
        let same_examples = kept.goal.as_ref().is_none_or(|seen| seen.examples == goal.examples);
        Arc::ptr_eq(&kept.pool, &pool) && same_examples && kept.example_rows == goal.rows
    };
    if let Some(kept) = session.rankings.answering(query, is_still_true) {
        return Ok(kept);
    }
    let name = reading.filter(|_| needs_model).map(|reading| reading.facts.model_name);
    let mut kept = make(&asked, pool, goal, name)?;
    kept.view.query = query.clone();
    Ok(session.rankings.keep(kept))
}

fn checked_top_k(wanted: f64, reading: Option<&Reading>) -> Result<usize, Failure> {
    let most = reading.map_or(TOP_K as u32, |reading| reading.facts.top_k);
    if !(wanted >= 1.0 && wanted <= f64::from(most)) {
        return Err(Failure::new(FailureCode::BadSetting)
            .text("name", TOP_K_SETTING)
            .number("least", 1.0)
            .number("most", f64::from(most)));
    }
    Ok(wanted as usize)
}

/// The pool with the features of one reading; made once and kept.
fn rank_pool(
    session: &Session,
    reading: Option<&Reading>,
    top_k: usize,
    with_features: bool,
) -> Result<Arc<RankPool>, Failure> {
    let frame = session.frame()?;
    let number = reading.map(|reading| reading.reading);
    {
        let kept = session.features.pools.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let same = kept.as_ref().filter(|kept| {
            Arc::ptr_eq(&kept.frame, &frame)
                && (kept.reading, kept.top_k, kept.with_features) == (number, top_k, with_features)
        });
        if let Some(kept) = same {
            return Ok(Arc::clone(&kept.pool));
        }
    }
    let pool = Arc::new(made_pool(session, &frame, reading, top_k, with_features)?);
    let kept = KeptPool { frame, reading: number, top_k, with_features, pool: Arc::clone(&pool) };
    *session.features.pools.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    Ok(pool)
}

fn made_pool(
    session: &Session,
    frame: &Frame,
    reading: Option<&Reading>,
    top_k: usize,
    with_features: bool,
) -> Result<RankPool, Failure> {
    let counted = tokens::column(session, frame, reading.map(|reading| reading.facts.model.as_str()))?;
    let from_file = frame.tokens.iter().any(|&count| count != UNKNOWN);
    let mut pool = RankPool {
        rows: frame.rows.clone(),
        ids: frame.ids.clone(),
        tokens: counted
            .iter()
            .zip(&frame.words)
            .map(|(&count, &words)| u64::from(if count == UNKNOWN { words } else { count }))
            .collect(),
        tokens_counted: !from_file && !counted.contains(&UNKNOWN),
        features: None,
        read: vec![false; frame.len()],
        counts: None,
    };
    let Some(reading) = reading.filter(|_| with_features) else { return Ok(pool) };
    let loaded = match session.pool_features(reading.reading, top_k) {
        Ok(loaded) => loaded,
        Err(failure) if failure.code == FailureCode::NothingRead => return Ok(pool),
        Err(failure) => return Err(failure),
    };
    let places: Vec<Option<usize>> = loaded.rows.iter().map(|&row| frame.position(row)).collect();
    for &place in places.iter().flatten() {
        pool.read[place] = true;
    }
    // Documents that were not read are not ranked, so their words do not count.
    pool.tokens_counted = !from_file;
    let features = if loaded.rows == frame.rows {
        Arc::clone(&loaded.features)
    } else {
        Arc::new(spread_out(&loaded.features, &places, frame.len())?)
    };
    pool.counts = Some(Arc::new(PoolCounts::of(&features)));
    pool.features = Some(features);
    Ok(pool)
}

/// Features at their documents' places; documents not read hold [`ABSENT`].
fn spread_out(features: &Features, places: &[Option<usize>], documents: usize) -> Result<Features, Failure> {
    let slots = features.shape().slots();
    let mut indices = vec![ABSENT; documents * slots];
    for (document, place) in features.documents().zip(places) {
        if let Some(place) = place {
            indices[place * slots..(place + 1) * slots].copy_from_slice(document);
        }
    }
    features_of(features.shape(), indices)
}

fn features_of(shape: selection::FeatureShape, indices: Vec<u16>) -> Result<Features, Failure> {
    Features::new(shape, indices)
        .map_err(|error| Failure::new(FailureCode::MixedFeatures).text("detail", error.to_string()))
}

/// A goal's ticked examples with their features in the pool's shape.
fn goal_examples(
    session: &Session,
    number: i64,
    reading: Option<&Reading>,
    pool: &RankPool,
) -> Result<GoalExamples, Failure> {
    let (found, mut examples) =
        session.read(|c| Ok((goal::one(c, number)?, example::of_goal(c, number)?)))?;
    examples.retain(|one| one.ticked);
    let same = rows_with_texts(session, examples.iter().map(|one| (one.text_hash, one.text.as_str())))?;
    let rows: HashSet<i64> = same.into_values().flatten().collect();
    let mut rows: Vec<i64> = rows.into_iter().collect();
    rows.sort_unstable();
    let features = match (reading, &pool.features) {
        (Some(reading), Some(features)) if !examples.is_empty() => {
            let (whole, shape) = (shape_of(reading, usize::MAX), features.shape());
            let read = examples_read(session, reading, &examples)?;
            let neurons = |one: &example::Example| match read.get(&one.example) {
                Some(read) => read.first(whole, shape.top_k),
                None => vec![ABSENT; shape.slots()],
            };
            Some(features_of(shape, examples.iter().flat_map(neurons).collect())?)
        }
        _ => None,
    };
    Ok(GoalExamples {
        name: found.name,
        excerpts: examples.iter().map(|one| excerpt(&one.text, EXCERPT)).collect(),
        examples: examples.into_iter().map(|one| one.example).collect(),
        features,
        rows,
    })
}

/// Writes a figure to a file.
pub fn save_figure(session: &Session, with: &SaveFigure, path: &Path) -> Result<Saved, Failure> {
    let kept = session.rankings.by_id(with.figure.ranking)?;
    let drawn = figure(&kept, &with.figure)?;
    let size_bytes = crate::figures::save(&drawn, &english()?, path)?;
    Ok(Saved { place: shortened(path), size_bytes })
}

/// The one catalogue that window, figures and reports share.
pub fn english() -> Result<Catalogue, Failure> {
    Catalogue::parse(include_str!("../../../../../ui/src/texts/en.json"))
        .map_err(|error| Failure::new(FailureCode::Internal).text("detail", error.to_string()))
}
