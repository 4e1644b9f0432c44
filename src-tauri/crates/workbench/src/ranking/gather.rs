//! Gathering what a ranking is made of from the open project.

use std::sync::Arc;

use selection::Features;
use selection::method::{Representation, Settings, TOP_K, by_id};

use super::kept::Rankings;
use super::made::GoalExamples;
use super::pool::{RankPool, Read, budget_tokens};
use crate::goals::requests::rows_with_texts;
use crate::operations::ranking::RankQuery;
use crate::operations::{Failure, FailureCode};
use crate::pool::texts::excerpt;
use crate::pool::tokens;
use crate::reading::loaded::{examples_read, reading_by, shape_of};
use crate::session::Session;
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

/// Gathers pool and goal for a question; the pool of the last question is taken again where it is still the same.
///
/// # Errors
/// What is missing: goal, model, readings.
pub fn gather(session: &Session, rankings: &Rankings, query: &RankQuery) -> Result<Gathered, Failure> {
    let method = by_id(&query.method)
        .map_err(|_| Failure::new(FailureCode::NoSuchThing).text("what", "method").text("id", query.method.clone()))?;
    let settings = Settings::checked(method.description(), query.settings.clone()).unwrap_or_default();
    let needs_model = method.needs(&settings).into_iter().any(Representation::needs_backbone);
    let model = match &query.model {
        Some(model) => Some(model.clone()),
        None => session.read(|c| meta::value(c, meta::CURRENT_MODEL))?,
    };
    let reading = match &model {
        Some(model) => reading_by(session, Some(model))?,
        // Without a chosen model, what was read most of: the sample's, before any model is here.
        None => reading_by(session, None)?,
    };
    if needs_model && reading.is_none() {
        let code = if model.is_none() { FailureCode::NoModel } else { FailureCode::NothingRead };
        return Err(Failure::new(code));
    }
    let top_k = top_k(query, reading.as_ref())?;
    let pool = rank_pool(session, rankings, reading.as_ref(), needs_model.then_some(top_k))?;
    let goal = goal_examples(session, query.goal, reading.as_ref(), top_k)?;
    let model_name = reading.filter(|_| needs_model).map(|reading| reading.facts.model_name);
    Ok(Gathered { pool, goal, model_name })
}

/// The neurons of each layer that the question wants.
fn top_k(query: &RankQuery, reading: Option<&Reading>) -> Result<usize, Failure> {
    let method = by_id(&query.method).map_err(|_| Failure::new(FailureCode::NoSuchThing))?;
    let Ok(settings) = Settings::checked(method.description(), query.settings.clone()) else {
        // The method itself says what is wrong with its settings.
        return Ok(TOP_K.default as usize);
    };
    let asked = settings.value(&TOP_K) as usize;
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
    reading: Option<&Reading>,
    top_k: Option<usize>,
) -> Result<Arc<RankPool>, Failure> {
    let frame = session.frame()?;
    let source = match (reading, top_k) {
        (Some(reading), Some(top_k)) => Some(session.pool_features(reading.reading, top_k)?),
        _ => None,
    };
    let model = reading.map(|reading| reading.facts.model.as_str());
    rankings.pool(
        |kept| {
            Arc::ptr_eq(&kept.frame, &frame)
                && match (&kept.read, &source) {
                    (Some(read), Some(source)) => Arc::ptr_eq(&read.source, source),
                    (None, None) => true,
                    _ => false,
                }
        },
        || {
            let read = source.clone().map(|source| Read::beside(&frame, source));
            let known = tokens::column(session, &frame, model)?;
            let (tokens, tokens_counted) = budget_tokens(&frame, &known, read.as_ref());
            Ok(RankPool { frame: Arc::clone(&frame), tokens, tokens_counted, read })
        },
    )
}

fn goal_examples(
    session: &Session,
    number: i64,
    reading: Option<&Reading>,
    top_k: usize,
) -> Result<GoalExamples, Failure> {
    let (name, all) = session.read(|c| {
        let goal = goal::one(c, number)?;
        Ok::<_, StoreError>((goal.name, example::of_goal(c, number)?))
    })?;
    let ticked: Vec<_> = all.into_iter().filter(|one| one.ticked).collect();
    let rows = rows_with_texts(session, ticked.iter().map(|one| (one.text_hash, one.text.as_str())))?;
    let mut rows: Vec<i64> = rows.into_values().flatten().collect();
    rows.sort_unstable();
    let features = match reading {
        Some(reading) => {
            let shape = shape_of(reading, usize::MAX);
            let wanted = shape_of(reading, top_k);
            let read = examples_read(session, reading, &ticked)?;
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
        None => None,
    };
    Ok(GoalExamples {
        name,
        examples: ticked.iter().map(|one| one.example).collect(),
        excerpts: ticked.iter().map(|one| excerpt(&one.text, EXCERPT)).collect(),
        features,
        rows,
    })
}
