//! Putting a ranking together: a method's own rankings, one for each goal, with quality, duplicates and shares.
//!
//! In this order: rows that are never kept leave; quality into each goal's ranking; of duplicates the best; shares of a
//! column's values; then the goals take turns; rows that are always kept go first. The methods' rankings are kept, so that
//! turning a setting runs no method again. A budget cuts as ever: one with fewer rows than are always kept keeps the best
//! of those.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use selection::blend::weighted;
use selection::duplicates::Groups;
use selection::goals::{Taken, shared};
use selection::strata::{Shares, stratified};
use selection::{Ranking, Scores};

use super::composed::Composed;
use super::kept::{Kept, Made};
use super::made::viewed;
use crate::operations::composition::{Composition, GoalWeight, QualityBlend, SharesOf, Spread, SpreadShares};
use crate::operations::ranking::RankQuery;
use crate::operations::{Failure, FailureCode};
use crate::pool::columns::Values;
use crate::pool::frame::Frame;
use crate::review::pins::Pins;

/// Goals that can share a budget.
const MOST_GOALS: usize = 64;

/// The goals of a question with their weights.
///
/// # Errors
/// [`FailureCode::BadGoalShares`] where a weight is not above 0, a goal is named twice, or the question's own is missing.
pub fn goals(query: &RankQuery) -> Result<Vec<GoalWeight>, Failure> {
    let named = &query.composition.goals;
    if named.len() < 2 {
        return Ok(vec![GoalWeight { goal: query.goal, weight: 1.0 }]);
    }
    let is_twice = |(at, one): (usize, &GoalWeight)| named[..at].iter().any(|other| other.goal == one.goal);
    let is_wrong = named.iter().any(|one| !(one.weight > 0.0 && one.weight.is_finite()))
        || named.iter().enumerate().any(is_twice)
        || named.iter().all(|one| one.goal != query.goal);
    if is_wrong || named.len() > MOST_GOALS {
        return Err(Failure::new(FailureCode::BadGoalShares).number("most", MOST_GOALS as f64));
    }
    Ok(named.clone())
}

/// A goal's ranking with quality, as scores and as an order.
struct Ordered<'a> {
    scores: Cow<'a, Scores>,
    order: Vec<u32>,
    /// Documents with a score and no quality.
    without_quality: u64,
}

/// Puts a ranking together from each goal's own; `parts` stand in the order of [`goals`], all over one pool.
///
/// # Errors
/// [`FailureCode::NoSuchColumn`] and [`FailureCode::WrongColumn`] for a column that is not there or holds something else;
/// [`FailureCode::BadSetting`] for a weight out of range.
pub fn compose(
    query: &RankQuery,
    weights: &[GoalWeight],
    parts: Vec<Arc<Kept>>,
    groups: Option<&Groups>,
    pins: Pins,
) -> Result<Kept, Failure> {
    let begun = std::time::Instant::now();
    let (composition, pool) = (&query.composition, Arc::clone(&parts[0].pool));
    let frame = &pool.frame;
    let alone = Groups::none(frame.len());
    let groups = groups.unwrap_or(&alone);
    let example_rows = examples_of(&parts);
    let left_out: Vec<usize> = if query.keep_examples {
        Vec::new()
    } else {
        example_rows.iter().filter_map(|&row| frame.position(row)).collect()
    };
    let barred: Vec<usize> = pins.never.iter().filter_map(|&row| frame.position(row)).collect();
    let costs = match composition.shares_of {
        SharesOf::Rows => vec![1; frame.len()],
        SharesOf::Tokens => pool.tokens.clone(),
    };
    let is_ranked = |&p: &&usize| !left_out.contains(p) && parts.iter().any(|part| part.scores.value(*p).is_some());
    let barred_count = barred.iter().filter(is_ranked).count() as u64;
    let out = [left_out.as_slice(), &barred].concat();
    let of_goal = |part| ordered(part, composition, &out, groups, &costs);
    let ordered: Vec<Ordered> = parts.iter().map(|part| of_goal(part)).collect::<Result<_, _>>()?;
    let without_quality = ordered.iter().map(|one| one.without_quality).max().unwrap_or(0);
    let (taken, pinned) = pinned_first(taken(&ordered, weights, &costs, groups), &pins, frame, &ordered);
    let order: Vec<u32> = taken.iter().map(|taken| taken.document).collect();
    let mut taken_by = vec![0; frame.len()];
    for taken in &taken {
        taken_by[taken.document as usize] = taken.goal as u16;
    }
    let followers = followers(&order, groups, &ordered);
    let scores = scores_of(&taken, &ordered).arranged(&order);
    // The keys are places: nothing ties.
    let ranking = Ranking::of(&scores, &|a: usize, b: usize| a.cmp(&b));

    let mut view = viewed(query, &pool, &scores, &ranking, parts[0].view.model_name.clone());
    view.notes.clone_from(&parts[0].view.notes);
    (view.left_out, view.collapsed, view.without_quality) =
        (left_out.len() as u64, followers.len() as u64, without_quality);
    (view.pinned, view.barred) = (pinned as u64, barred_count);
    view.unread = parts[0].view.unread;
    let placed = view.ranked + view.unread + view.left_out + view.collapsed + view.without_quality + view.barred;
    view.unscored = (frame.len() as u64).saturating_sub(placed);
    view.tokens = ranking.order().iter().map(|&d| pool.tokens[d as usize]).sum();
    view.elapsed_ms = begun.elapsed().as_secs_f64() * 1000.0;
    let (goal, needs) = (parts[0].goal.clone(), parts[0].needs.clone());
    let examples_seen = parts.iter().flat_map(|part| part.examples_seen.iter().copied()).collect();
    let composed = Some(Composed::new(parts, taken_by, &followers, pins));
    Ok(Kept::new(Made { view, pool, scores, ranking, goal, example_rows, examples_seen, needs, composed }))
}

/// A goal's ranking without the examples of all goals, with quality, duplicates and shares.
fn ordered<'a>(
    part: &'a Kept,
    composition: &Composition,
    left_out: &[usize],
    groups: &Groups,
    costs: &[u64],
) -> Result<Ordered<'a>, Failure> {
    let frame = &part.pool.frame;
    let mut scores = Cow::Borrowed(&part.scores);
    for &position in left_out.iter().filter(|&&position| part.scores.value(position).is_some()) {
        scores.to_mut().forget(position);
    }
    let mut without_quality = 0;
    if let Some(quality) = &composition.quality {
        let blended = with_quality(&scores, frame, quality)?;
        let is_lost = |&p: &usize| scores.value(p).is_some() && blended.value(p).is_none();
        without_quality = (0..frame.len()).filter(is_lost).count() as u64;
        scores = Cow::Owned(blended);
    }
    let order = arranged(&scores, composition, frame, groups, costs)?;
    Ok(Ordered { scores, order, without_quality })
}

fn examples_of(parts: &[Arc<Kept>]) -> Vec<i64> {
    let mut rows: Vec<i64> = parts.iter().flat_map(|part| part.example_rows.iter().copied()).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// A goal's ranking: of duplicates the best, and shares of a column's values.
fn arranged(
    scores: &Scores,
    composition: &Composition,
    frame: &Frame,
    groups: &Groups,
    costs: &[u64],
) -> Result<Vec<u32>, Failure> {
    let ranking = Ranking::of(scores, &|a: usize, b: usize| frame.ids.at(a).cmp(frame.ids.at(b)));
    let order =
        if composition.alike.is_some() { groups.collapse(ranking.order()).order } else { ranking.order().to_vec() };
    let Some(Spread { column, shares }) = &composition.spread else { return Ok(order) };
    let shares = match shares {
        SpreadShares::AsPool => Shares::Proportional,
        SpreadShares::Equal => Shares::Equal,
    };
    Ok(stratified(&order, &categories(frame, column)?, costs, shares))
}

/// One goal takes all in its order; several take turns.
fn taken(ordered: &[Ordered], weights: &[GoalWeight], costs: &[u64], groups: &Groups) -> Vec<Taken> {
    if let [one] = ordered {
        return one.order.iter().map(|&document| Taken { goal: 0, document }).collect();
    }
    let rankings: Vec<&[u32]> = ordered.iter().map(|one| one.order.as_slice()).collect();
    let weights: Vec<f64> = weights.iter().map(|one| one.weight).collect();
    shared(&rankings, &weights, costs, groups)
}

/// Puts the documents that are always kept before all others, in the order in which they were taken; then those that were
/// left out for one like them. Gives how many they are; those without a score are not among them.
fn pinned_first(taken: Vec<Taken>, pins: &Pins, frame: &Frame, ordered: &[Ordered]) -> (Vec<Taken>, usize) {
    let is_pinned = |document: u32| pins.always.binary_search(&frame.rows[document as usize]).is_ok();
    let (mut first, rest): (Vec<Taken>, Vec<Taken>) = taken.into_iter().partition(|one| is_pinned(one.document));
    let here: HashSet<u32> = first.iter().map(|one| one.document).collect();
    let others = pins.always.iter().filter_map(|&row| frame.position(row)).filter(|&p| !here.contains(&(p as u32)));
    first.extend(others.filter_map(|position| {
        let goal = ordered.iter().position(|one| one.scores.value(position).is_some())?;
        Some(Taken { goal, document: position as u32 })
    }));
    let pinned = first.len();
    first.extend(rest);
    (first, pinned)
}

/// Documents that were scored and not taken because one of their group was, each with that one.
fn followers(order: &[u32], groups: &Groups, ordered: &[Ordered]) -> Vec<(u32, u32)> {
    let mut stayed = vec![None; groups.documents()];
    for &document in order {
        stayed[groups.head(document as usize) as usize] = Some(document);
    }
    let is_scored = |document: usize| ordered.iter().any(|one| one.scores.value(document).is_some());
    let there: HashSet<u32> = order.iter().copied().collect();
    (0..groups.documents())
        .filter_map(|document| Some((document as u32, stayed[groups.head(document) as usize]?)))
        .filter(|&(document, kept)| document != kept && !there.contains(&document) && is_scored(document as usize))
        .collect()
}

/// Each document's score by the goal that took it.
fn scores_of(taken: &[Taken], ordered: &[Ordered]) -> Scores {
    if let [one] = ordered {
        return one.scores.clone().into_owned();
    }
    let mut values = vec![f64::NAN; ordered[0].scores.len()];
    for taken in taken {
        let document = taken.document as usize;
        values[document] = ordered[taken.goal].scores.value(document).unwrap_or(f64::NAN);
    }
    Scores::plain(values).of_kind(ordered[0].scores.kind())
}

/// Distance and quality in one score from 0 to 1; rows without quality are unscored.
fn with_quality(scores: &Scores, frame: &Frame, quality: &QualityBlend) -> Result<Scores, Failure> {
    if !(quality.weight > 0.0 && quality.weight <= 1.0) {
        let failure = Failure::new(FailureCode::BadSetting).text("name", "quality weight");
        return Err(failure.number("least", 0.05).number("most", 1.0));
    }
    let column = column(frame, &quality.column)?;
    let numbers: Vec<Option<f64>> = match column {
        Values::Numbers(numbers) => numbers.iter().map(|&number| Some(number).filter(|n| n.is_finite())).collect(),
        // Few distinct numbers are kept as categories of their texts.
        Values::Categories { codes, texts } => {
            let parsed: Vec<Option<f64>> = texts.iter().map(|text| text.parse().ok()).collect();
            if parsed.iter().any(Option::is_none) {
                return Err(wrong_column(&quality.column, "numbers"));
            }
            codes.iter().map(|&code| parsed.get(usize::from(code).checked_sub(1)?).copied().flatten()).collect()
        }
    };
    let distances: Vec<f64> = (0..scores.len()).map(|document| scores.key(document).unwrap_or(f64::NAN)).collect();
    let blended = weighted(&distances, &numbers, quality.higher_is_better, quality.weight);
    let keys: Vec<f64> = blended.iter().map(|found| found.unwrap_or(f64::NAN)).collect();
    Ok(Scores::keyed(keys.iter().map(|key| 1.0 - key).collect(), keys))
}

fn categories(frame: &Frame, name: &str) -> Result<Vec<u32>, Failure> {
    match column(frame, name)? {
        Values::Categories { codes, .. } => Ok(codes.iter().map(|&code| u32::from(code)).collect()),
        Values::Numbers(_) => Err(wrong_column(name, "categories")),
    }
}

fn column<'a>(frame: &'a Frame, name: &str) -> Result<&'a Values, Failure> {
    let found = frame.columns.iter().find(|column| column.name == name);
    found.map(|column| &column.values).ok_or_else(|| Failure::new(FailureCode::NoSuchColumn).text("column", name))
}

fn wrong_column(name: &str, wanted: &str) -> Failure {
    Failure::new(FailureCode::WrongColumn).text("column", name).text("wanted", wanted)
}
