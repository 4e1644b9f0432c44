//! The requests about rankings, each over a kept ranking of the open project.

use std::sync::Arc;

use super::compose::{compose, goals};
use super::gather::{Gathered, gather};
use super::kept::{Kept, Rankings};
use super::{cut, figure, flow, make, neuron, neuron_strip, why};
use crate::operations::composition::{AlikeQuery, AlikeRow};
use crate::operations::figure::{Figure, FigureQuery};
use crate::operations::neuron::{NameNeuron, NamedNeuron, NeuronFacts, NeuronNamesQuery, NeuronQuery};
use crate::operations::neuron_flow::NeuronFlow;
use crate::operations::ranking::{
    Cut, CutQuery, NeuronStrip, RankQuery, RankedRow, RankingPage, RankingPageQuery, RankingView, Why, WhyQuery,
};
use crate::operations::{Changed, Failure, FailureCode};
use crate::pool::table::{EXCERPT, MOST_ROWS, kind_of};
use crate::pool::texts::excerpt;
use crate::pool::{duplicates, filter};
use crate::review::pins::Pins;
use crate::session::Session;

/// Ranks, or gives the kept ranking where nothing has changed since.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or what it is made of is not there.
pub fn rank(session: &Session, rankings: &Rankings, query: &RankQuery) -> Result<RankingView, Failure> {
    Ok(ranked(session, rankings, query)?.view.clone())
}

/// The same with everything that was kept of it.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or what it is made of is not there.
pub fn ranked(session: &Session, rankings: &Rankings, query: &RankQuery) -> Result<Arc<Kept>, Failure> {
    let pins = session.pins()?;
    if !query.composition.is_plain() || !pins.is_empty() {
        return put_together(session, rankings, query, pins);
    }
    let gathered = gather(session, rankings, query)?;
    let is_same = |kept: &Kept| is_own(kept, &gathered);
    if let Some(kept) = rankings.answering(query, is_same) {
        return Ok(kept);
    }
    Ok(rankings.keep(make(query, gathered.pool, gathered.goal, gathered.model_name)?))
}

/// The ranking of a question that nobody has asked for by itself: kept as a part, so that the newest rankings stay.
///
/// # Errors
/// As [`ranked`].
pub(super) fn tried(session: &Session, rankings: &Rankings, query: &RankQuery) -> Result<Arc<Kept>, Failure> {
    if query.composition.is_plain() && session.pins()?.is_empty() {
        part(session, rankings, query, query.goal)
    } else {
        ranked(session, rankings, query)
    }
}

/// A ranking put together from the method's own, which are kept too.
fn put_together(session: &Session, rankings: &Rankings, query: &RankQuery, pins: Pins) -> Result<Arc<Kept>, Failure> {
    let weights = goals(query)?;
    let parts: Vec<Arc<Kept>> =
        weights.iter().map(|one| part(session, rankings, query, one.goal)).collect::<Result<_, _>>()?;
    if parts.iter().any(|part| !Arc::ptr_eq(&part.pool.frame, &parts[0].pool.frame)) {
        // Rows came or went in between.
        return Err(Failure::new(FailureCode::RankingGone));
    }
    if let Some(kept) = rankings.answering(query, |kept| kept.composed.as_ref().is_some_and(|c| c.is_of(&parts, &pins)))
    {
        return Ok(kept);
    }
    let alike = query.composition.alike.map(|likeness| session.alike(&parts[0].pool.frame, likeness)).transpose()?;
    Ok(rankings.keep(compose(query, &weights, parts, alike.as_deref(), pins)?))
}

/// The method's own ranking for one of the goals.
fn part(session: &Session, rankings: &Rankings, query: &RankQuery, goal: i64) -> Result<Arc<Kept>, Failure> {
    let plain = query.for_goal(goal);
    let gathered = gather(session, rankings, &plain)?;
    let is_same = |kept: &Kept| is_own(kept, &gathered);
    if let Some(kept) = rankings.part(&plain, is_same) {
        return Ok(kept);
    }
    Ok(rankings.keep_part(make(&plain, gathered.pool, gathered.goal, gathered.model_name)?))
}

/// Whether a ranking is the method's own over what was gathered: nothing was put together with it.
fn is_own(kept: &Kept, gathered: &Gathered) -> bool {
    kept.composed.is_none()
        && Arc::ptr_eq(&kept.pool, &gathered.pool)
        && kept.examples_seen == gathered.goal.fingerprint()
}

/// A stretch of a ranking. Documents that could not be scored follow the ranked ones, in import order.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or what it is made of is not there.
pub fn page(session: &Session, rankings: &Rankings, query: &RankingPageQuery) -> Result<RankingPage, Failure> {
    let kept = rankings.by_id(query.ranking)?;
    let order = kept.rows_shown();
    let is_whole =
        query.filter.search.as_deref().is_none_or(|s| s.trim().is_empty()) && query.filter.conditions.is_empty();
    let shown: Vec<u32> = if is_whole && query.fires.is_empty() {
        order.to_vec()
    } else if is_whole {
        neuron::firing_all(&kept, order.to_vec(), &query.fires)?
    } else {
        let matching = filter::matching(session, &kept.pool.frame, &query.filter)?;
        let mut passes = vec![false; kept.pool.frame.len()];
        matching.iter().for_each(|&position| passes[position as usize] = true);
        let passing = order.iter().copied().filter(|&position| passes[position as usize]).collect();
        neuron::firing_all(&kept, passing, &query.fires)?
    };
    let from = (query.offset as usize).min(shown.len());
    let to = from.saturating_add(query.limit.min(MOST_ROWS) as usize).min(shown.len());
    let before = query.before.map(|before| rankings.by_id(before)).transpose()?;
    Ok(RankingPage { total: shown.len() as u64, rows: rows(session, &kept, before.as_deref(), &shown[from..to])? })
}

fn rows(session: &Session, kept: &Kept, before: Option<&Kept>, shown: &[u32]) -> Result<Vec<RankedRow>, Failure> {
    let frame = &kept.pool.frame;
    let numbers: Vec<i64> = shown.iter().map(|&position| frame.rows[position as usize]).collect();
    let texts = session.texts(&numbers)?;
    let source = frame.columns.iter().find(|column| column.is_categories());
    Ok(shown
        .iter()
        .zip(texts)
        .map(|(&position, text)| {
            let position = position as usize;
            let row = frame.rows[position];
            let rank = kept.rank(row);
            RankedRow {
                rank,
                row,
                id: frame.ids.at(position).to_owned(),
                excerpt: excerpt(&text, EXCERPT),
                kind: kind_of(frame.kinds[position]),
                score: rank.and(kept.scores.value(position)),
                percentile: rank.map(|rank| 100.0 * (kept.view.ranked - rank) as f64 / kept.view.ranked as f64),
                tokens: kept.pool.tokens[position],
                source: source.map_or_else(String::new, |column| column.text(position)),
                is_example: kept.example_rows.binary_search(&row).is_ok(),
                goal: rank.and_then(|_| kept.composed.as_ref()?.goal_of(position)),
                pin: kept.composed.as_ref().and_then(|composed| composed.pins().of(row)),
                was: before.and_then(|before| before.rank(row)),
                alike: kept.composed.as_ref().map_or(0, |composed| composed.behind(position).len() as u64),
            }
        })
        .collect())
}

/// The rows that were left out for one that is kept, best first.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or the row is not there.
pub fn alike(session: &Session, rankings: &Rankings, query: &AlikeQuery) -> Result<Vec<AlikeRow>, Failure> {
    let kept = rankings.by_id(query.ranking)?;
    let absent = || Failure::new(FailureCode::NoSuchThing).text("what", "row").number("id", query.row as f64);
    let position = kept.pool.frame.position(query.row).ok_or_else(absent)?;
    let Some(composed) = &kept.composed else { return Ok(Vec::new()) };
    let scores = &composed.part_of(position).scores;
    let mut behind = composed.behind(position).to_vec();
    let key = |document: u32| scores.key(document as usize).unwrap_or(f64::INFINITY);
    behind.sort_by(|&a, &b| key(a).total_cmp(&key(b)).then(a.cmp(&b)));
    duplicates::rows(session, &kept.pool.frame, &behind, |document| scores.value(document))
}

/// Where a budget cuts.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or what it is made of is not there.
pub fn cut_at(rankings: &Rankings, query: &CutQuery) -> Result<Cut, Failure> {
    cut(&*rankings.by_id(query.ranking)?, query.budget)
}

/// Why a row stands where it stands.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or what it is made of is not there.
pub fn why_row(rankings: &Rankings, query: &WhyQuery) -> Result<Why, Failure> {
    why(&*rankings.by_id(query.ranking)?, query.row)
}

/// A row's neurons beside the goal's.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or what it is made of is not there.
pub fn strip_of(rankings: &Rankings, query: &WhyQuery) -> Result<NeuronStrip, Failure> {
    neuron_strip(&*rankings.by_id(query.ranking)?, query.row)
}

/// Pairs of neurons that the goal's examples fire together.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or what it is made of is not there.
pub fn flow_of(rankings: &Rankings, query: &WhyQuery) -> Result<NeuronFlow, Failure> {
    flow::neuron_flow(&*rankings.by_id(query.ranking)?, query.row)
}

/// The same as data to paint.
///
/// # Errors
/// As [`flow_of`].
pub fn flow_figure_of(rankings: &Rankings, query: &WhyQuery) -> Result<Figure, Failure> {
    flow::flow_figure(&*rankings.by_id(query.ranking)?, query.row)
}

/// What is known of one neuron.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or what it is made of is not there.
pub fn neuron_facts(session: &Session, query: &NeuronQuery) -> Result<NeuronFacts, Failure> {
    let kept = session.rankings.by_id(query.ranking)?;
    let names = crate::neuron_names::of(&session.folders, neuron::reading(&kept)?)?;
    let name = names.into_iter().find(|named| named.neuron == query.neuron).map(|named| named.name);
    neuron::neuron(session, &kept, query.neuron, query.row, name)
}

/// What this person calls the neurons of a ranking's model.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept or uses no neurons.
pub fn neuron_names(session: &Session, query: &NeuronNamesQuery) -> Result<Vec<NamedNeuron>, Failure> {
    let kept = session.rankings.by_id(query.ranking)?;
    crate::neuron_names::of(&session.folders, neuron::reading(&kept)?)
}

/// Names a neuron of a ranking's model.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept or uses no neurons, or the name cannot be one.
pub fn name_neuron(session: &Session, with: &NameNeuron) -> Result<Vec<NamedNeuron>, Failure> {
    let kept = session.rankings.by_id(with.ranking)?;
    let facts = neuron::reading(&kept)?;
    let named = crate::neuron_names::name(&session.folders, facts, with.neuron, with.name.as_deref())?;
    session.events.changed(&[Changed::Names]);
    Ok(named)
}

/// A figure of a ranking.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or what it is made of is not there.
pub fn figure_of(rankings: &Rankings, query: &FigureQuery) -> Result<Figure, Failure> {
    figure(&*rankings.by_id(query.ranking)?, query)
}
