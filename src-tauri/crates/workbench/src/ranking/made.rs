//! Making a ranking: from a question, the pool and the goal's examples to an order that is kept.

use std::sync::Arc;
use std::time::Instant;

use selection::method::{Evidence, MethodError, Representation, Settings, by_id};
use selection::why::median_by_layer;
use selection::{Material, Profile, Ranking, ScoreKind, Scores, ShapeError, summary};

pub use super::goal_examples::{ExampleSeen, GoalExamples};
pub(super) use super::goal_examples::{dense, sparse};
use super::ignored::ignored;
use super::kept::{GoalSeen, Kept, Made};
use super::notes;
use super::pool::RankPool;
use crate::operations::ranking::{Histogram, RankQuery, RankingScore, RankingView};
use crate::operations::{Failure, FailureCode};

/// Points of a curve that is drawn.
const CURVE: usize = 256;
/// Bins of a histogram that is drawn.
const BINS: usize = 48;
/// Documents looked at for a typical row's match in each layer.
const TYPICAL: usize = 2_000;

/// Ranks a pool for a goal.
///
/// # Errors
/// What the method lacks, as a failure: no examples, nothing read, a setting out of range, layers that are not there.
pub fn make(
    query: &RankQuery,
    pool: Arc<RankPool>,
    goal: GoalExamples,
    model_name: Option<String>,
) -> Result<Kept, Failure> {
    let begun = Instant::now();
    let method = by_id(&query.method).map_err(|error| said(&error, &goal))?;
    let description = method.description();
    if description.needs_examples && goal.examples.is_empty() {
        return Err(Failure::new(FailureCode::NoExamples).text("goal", goal.name));
    }
    let settings = Settings::checked(description, query.settings.clone()).map_err(|error| said(&error, &goal))?;
    let needs = method.needs(&settings);
    let reads = needs.iter().chain(&method.welcomes(&settings)).any(|one| one.needs_backbone());
    let is_read = pool.read.is_some() && goal.features.is_some();
    let mut seen = match (reads && is_read).then(|| goal_seen(query, &pool, &goal)) {
        // The neurons of a goal only explain here: a method that does without them ranks without them.
        Some(Err(_)) if !needs.contains(&Representation::NeuronFeatures) => None,
        found => found.transpose()?,
    };
    let (pool_vectors, goal_vectors) =
        (dense(pool.vectors.iter().map(|v| (v.representation, &v.numbers))), goal.dense());
    let unwanted_features = match &seen {
        Some(seen) => goal.unwanted_features(&seen.layers)?,
        None => None,
    };
    let unwanted_vectors = goal.unwanted.as_ref().map_or_else(Vec::new, |unwanted| unwanted.dense());
    let fired = seen.as_ref().filter(|_| method.counts_neurons()).and_then(|seen| pool.fired(&seen.layers));
    let evidence = Evidence {
        pool: Material {
            documents: pool.frame.len(),
            features: seen.as_ref().map(|seen| &*seen.pool_features),
            vectors: &pool_vectors,
            latents: sparse(pool.vectors.iter().map(|v| &v.numbers)),
            texts: pool.texts.as_deref(),
            tokens: Some(&pool.tokens),
        },
        examples: goal.material(seen.as_ref().map(|seen| &seen.features), &goal_vectors),
        unwanted: match &goal.unwanted {
            Some(unwanted) => unwanted.material(unwanted_features.as_ref(), &unwanted_vectors),
            None => Material::default(),
        },
        ignored: seen.as_ref().map_or(&[], |seen| &*seen.ignored),
        known: Some(&pool.known),
        fired: fired.as_ref(),
    };
    let mut scores = method.score(&evidence, &settings).map_err(|error| said(&error, &goal))?;
    let explains = match &seen {
        Some(_) => method.profile(&evidence, &settings).map_err(|error| said(&error, &goal))?,
        None => None,
    };
    if let (Some(seen), Some(profile)) = (&mut seen, explains) {
        seen.explained_by(profile);
    }
    let mut left_out = 0;
    if !query.keep_examples {
        for position in goal.rows.iter().filter_map(|&row| pool.frame.position(row)) {
            scores.forget(position);
            left_out += 1;
        }
    }
    let ranking = Ranking::of(&scores, &|a: usize, b: usize| pool.frame.ids.at(a).cmp(pool.frame.ids.at(b)));
    let mut view = viewed(query, &pool, &scores, &ranking, model_name);
    view.left_out = left_out;
    let best_first: Vec<f64> = ranking.order().iter().filter_map(|&d| scores.value(d as usize)).collect();
    view.notes.extend(notes::of_input(description.needs_examples, goal.examples.len(), &best_first));
    let used = needs.iter().copied().chain(pool_vectors.iter().map(|(representation, _)| *representation));
    view.notes.extend(notes::of_question(query, &goal, &used.collect::<Vec<_>>()));
    view.notes.extend(notes::of_unwanted(&goal, method.contrasts()));
    view.unread = (0..pool.frame.len()).filter(|&position| !pool.is_read(position, &needs)).count() as u64;
    view.unscored = (pool.frame.len() as u64).saturating_sub(view.ranked + view.unread + left_out);
    view.tokens = ranking.order().iter().map(|&d| pool.tokens[d as usize]).sum();
    view.elapsed_ms = begun.elapsed().as_secs_f64() * 1000.0;
    let examples_seen = goal.fingerprint();
    let (goal_seen, example_rows) = (seen.map(Arc::new), goal.rows);
    let composed = None;
    Ok(Kept::new(Made { view, pool, scores, ranking, goal: goal_seen, example_rows, examples_seen, needs, composed }))
}

impl GoalSeen {
    /// The method's own profile says exactly what each example and layer gives to a score.
    fn explained_by(&mut self, profile: Profile) {
        self.median_by_layer = median_by_layer(&self.pool_features, &profile, TYPICAL);
        self.profile = profile;
        self.exact = true;
    }
}

/// The goal and the pool with the layers the question asks for.
fn goal_seen(query: &RankQuery, pool: &RankPool, goal: &GoalExamples) -> Result<GoalSeen, Failure> {
    let nothing_read = || Failure::new(FailureCode::NothingRead);
    let whole_pool = &pool.read.as_ref().ok_or_else(nothing_read)?.features;
    let examples = goal.features.as_ref().ok_or_else(nothing_read)?;
    let shape = whole_pool.shape();
    if shape != examples.shape() {
        return Err(mixed(&ShapeError { found: examples.shape().slots(), shape }));
    }
    let layers = chosen_layers(query, shape.layers)?;
    let is_all = layers.len() == shape.layers;
    let features = examples.with_layers(&layers).map_err(|error| mixed(&error))?;
    let pool_features = if is_all {
        Arc::clone(whole_pool)
    } else {
        Arc::new(whole_pool.with_layers(&layers).map_err(|error| mixed(&error))?)
    };
    let ignored = ignored(query, &layers, shape.layers)?;
    let profile = Profile::of(&features, 1.0)
        .map_err(|_| Failure::new(FailureCode::NoScoredExamples).text("goal", goal.name.clone()))?
        .without(&ignored);
    let median_by_layer = median_by_layer(&pool_features, &profile, TYPICAL);
    let (examples, excerpts) = (goal.examples.clone(), goal.excerpts.clone());
    let exact = false;
    Ok(GoalSeen { examples, excerpts, features, profile, exact, pool_features, layers, median_by_layer, ignored })
}

pub(super) fn chosen_layers(query: &RankQuery, layers: usize) -> Result<Vec<usize>, Failure> {
    let Some((first, last)) = query.layers else {
        return Ok((0..layers).collect());
    };
    let (first, last) = (first as usize, last as usize);
    if first > last || last >= layers {
        let most = layers.saturating_sub(1) as f64;
        return Err(Failure::new(FailureCode::BadSetting)
            .text("name", "layers")
            .number("least", 0.0)
            .number("most", most));
    }
    Ok((first..=last).collect())
}

pub(super) fn viewed(
    query: &RankQuery,
    pool: &RankPool,
    scores: &Scores,
    ranking: &Ranking,
    model_name: Option<String>,
) -> RankingView {
    let best_first: Vec<f64> = ranking.order().iter().filter_map(|&d| scores.value(d as usize)).collect();
    let (least, most, bins) = summary::histogram(best_first.iter().copied(), BINS);
    RankingView {
        ranking: 0,
        query: query.clone(),
        model_name,
        score_kind: match scores.kind() {
            ScoreKind::Share => RankingScore::Share,
            ScoreKind::Likeness => RankingScore::Likeness,
            ScoreKind::Spreads => RankingScore::Spreads,
            ScoreKind::Score => RankingScore::Score,
            ScoreKind::Probability => RankingScore::Probability,
            ScoreKind::PickOrder => RankingScore::PickOrder,
        },
        notes: scores.notes().iter().map(notes::of_method).collect(),
        ranked: best_first.len() as u64,
        unscored: 0,
        unread: 0,
        left_out: 0,
        collapsed: 0,
        pinned: 0,
        barred: 0,
        without_quality: 0,
        median_score: median(&best_first),
        best_score: best_first.iter().copied().reduce(f64::max).unwrap_or(0.0),
        tokens: 0,
        tokens_counted: pool.tokens_counted,
        curve: summary::thinned(&best_first, CURVE),
        histogram: Histogram { least, most, bins },
        elapsed_ms: 0.0,
    }
}

/// The lower of the two in the middle. Scores need not fall by rank: an order may follow more than them.
fn median(scores: &[f64]) -> f64 {
    let mut scores = scores.to_vec();
    let middle = scores.len() / 2;
    if scores.is_empty() { 0.0 } else { *scores.select_nth_unstable_by(middle, |a, b| b.total_cmp(a)).1 }
}

pub(super) fn mixed(error: &ShapeError) -> Failure {
    Failure::new(FailureCode::MixedFeatures).text("detail", error.to_string())
}

pub(super) fn said(error: &MethodError, goal: &GoalExamples) -> Failure {
    match error {
        MethodError::UnknownMethod(id) => {
            Failure::new(FailureCode::NoSuchThing).text("what", "method").text("id", id.clone())
        }
        MethodError::UnknownSetting { name, .. } => {
            Failure::new(FailureCode::NoSuchThing).text("what", "setting").text("id", name.clone())
        }
        MethodError::OutOfRange { setting, .. } => Failure::new(FailureCode::BadSetting)
            .text("name", setting.name)
            .number("least", setting.least)
            .number("most", setting.most),
        MethodError::NothingRead { .. } => Failure::new(FailureCode::NothingRead),
        MethodError::NoScoredExamples(_) => Failure::new(FailureCode::NoScoredExamples).text("goal", goal.name.clone()),
        MethodError::Shape(error) => mixed(error),
        other => Failure::new(FailureCode::MethodRefused).text("detail", other.to_string()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    use selection::method::Known;

    use crate::pool::frame::Frame;
    use crate::ranking::pool::Read;
    use crate::reading::loaded::PoolFeatures;
    use crate::store::reading::Reading;
    use crate::store::reading::tests::some;
    use selection::Features;
    use selection::{ABSENT, FeatureShape};

    pub fn pool(documents: &[[u16; 4]]) -> Arc<RankPool> {
        pool_read(documents, documents.len())
    }

    /// A pool of which the first so many documents were read.
    pub fn pool_read(documents: &[[u16; 4]], read: usize) -> Arc<RankPool> {
        let mut frame = Frame::default();
        for row in 1..=documents.len() {
            frame.rows.push(row as i64);
            frame.ids.push(&format!("row-{row}"));
            frame.characters.push(40);
        }
        let features = Features::new(FeatureShape { layers: 2, top_k: 2 }, documents[..read].concat()).unwrap();
        let source = PoolFeatures {
            reading: Reading { reading: 1, facts: some(2, 2), created_ms: 0 },
            rows: (1..=read as i64).collect(),
            tokens: vec![10; read],
            read_tokens: (0..read).map(|d| u32::from(features.is_scored(d)) * 10).collect(),
            features: Arc::new(features),
        };
        let read = Read::beside(&frame, Arc::new(source));
        let tokens = vec![10; documents.len()];
        let (vectors, texts) = (Vec::new(), None);
        Arc::new(RankPool {
            frame: Arc::new(frame),
            tokens,
            tokens_counted: true,
            read: Some(read),
            vectors,
            texts,
            known: Known::default(),
        })
    }

    pub fn goal(documents: &[[u16; 4]], rows: &[i64]) -> GoalExamples {
        GoalExamples {
            name: "Maths".to_owned(),
            examples: (1..=documents.len() as i64).collect(),
            excerpts: vec![String::new(); documents.len()],
            features: Some(Features::new(FeatureShape { layers: 2, top_k: 2 }, documents.concat()).unwrap()),
            vectors: Vec::new(),
            texts: documents.iter().map(|_| "an example").collect(),
            tokens: vec![2; documents.len()],
            rows: rows.to_vec(),
            unwanted: None,
        }
    }

    pub fn question(method: &str) -> RankQuery {
        RankQuery::new(1, method)
    }

    #[test]
    fn rows_that_are_examples_are_left_out_unless_they_are_wanted() {
        let pool = pool(&[[1, 2, 3, 4], [1, 9, 3, 8], [7, 8, 7, 8]]);
        let without = make(&question("nag"), Arc::clone(&pool), goal(&[[1, 2, 3, 4]], &[1]), None).unwrap();
        assert_eq!(without.ranking.order(), [1, 2]);
        assert_eq!((without.view.left_out, without.view.unscored), (1, 0));
        let with = RankQuery { keep_examples: true, ..question("nag") };
        assert_eq!(make(&with, pool, goal(&[[1, 2, 3, 4]], &[1]), None).unwrap().ranking.order(), [0, 1, 2]);
    }

    #[test]
    fn what_cannot_be_scored_and_what_is_unread_are_told_apart() {
        let pool = pool_read(&[[1, 2, 3, 4], [ABSENT; 4], [ABSENT; 4]], 2);
        let made = make(&question("nag"), pool, goal(&[[1, 2, 3, 4]], &[]), None).unwrap();
        assert_eq!(made.rows_shown(), [0, 1]);
        assert_eq!((made.view.ranked, made.view.unscored, made.view.unread), (1, 1, 1));
    }

    #[test]
    fn a_goal_without_examples_and_layers_that_are_not_there_are_refused() {
        let empty = make(&question("nag"), pool(&[[1, 2, 3, 4]]), goal(&[], &[]), None);
        assert_eq!(empty.unwrap_err().code, FailureCode::NoExamples);
        let beyond = RankQuery { layers: Some((1, 2)), ..question("nag") };
        let refused = make(&beyond, pool(&[[1, 2, 3, 4]]), goal(&[[1, 2, 3, 4]], &[]), None);
        assert_eq!(refused.unwrap_err().code, FailureCode::BadSetting);
    }

    #[test]
    fn a_random_pick_needs_neither_model_nor_examples() {
        let mut pool = Arc::try_unwrap(pool(&[[1, 2, 3, 4], [1, 2, 3, 4]])).unwrap();
        pool.read = None;
        let made = make(&question("random"), Arc::new(pool), goal(&[], &[]), None).unwrap();
        assert_eq!((made.view.ranked, made.view.unread), (2, 0));
    }
}
