//! Two sides of a kept ranking's neurons: rows, goals, and what rankings keep or drop, each counted over the features
//! that the ranking uses.

use selection::pair::{Held, Layer, Side, Slot, pair};
use selection::telling::PoolCounts;
use selection::{ABSENT, Features};

use super::gather::gather;
use super::kept::{GoalSeen, Kept, Rankings};
use super::{cut, neuron};
use crate::operations::composition::Composition;
use crate::operations::neuron_pair::{NeuronPair, NeuronPairQuery, NeuronSide, PairHeld, PairLayer, PairSlot};
use crate::operations::ranking::{Budget, RankQuery, RankingId};
use crate::operations::{Failure, FailureCode};
use crate::session::Session;

/// Slots drawn in a layer.
const DRAWN: usize = 40;
/// A stretch of layers is not worth naming when it is this share of all.
const NEARLY_ALL: f64 = 0.75;

/// Lays two sides beside each other.
///
/// # Errors
/// [`FailureCode::RankingGone`]; [`FailureCode::NothingRead`] when the ranking uses no neurons or a side has no text with
/// neurons; [`FailureCode::NoSuchThing`] for a row or goal that is not there; [`FailureCode::BadBudget`].
pub fn neuron_pair(session: &Session, query: &NeuronPairQuery) -> Result<NeuronPair, Failure> {
    found(session, query).map(|found| said(&found))
}

/// Two sides beside each other, with every neuron that either has.
pub(super) struct Found {
    /// Texts of the upper and of the lower side.
    documents: [u32; 2],
    /// The decoder block of each layer, and the layer.
    pub layers: Vec<(usize, Layer)>,
}

/// # Errors
/// As [`neuron_pair`].
pub(super) fn found(session: &Session, query: &NeuronPairQuery) -> Result<Found, Failure> {
    let kept = session.rankings.by_id(query.ranking)?;
    let (goal, read) = neuron::seen(&kept)?;
    let ground = Ground { kept: &kept, goal, counts: read.counts().with_layers(&goal.layers) };
    let upper = ground.side(session, query.upper)?;
    let lower = ground.side(session, query.lower)?;
    let layers = goal.layers.iter().copied().zip(pair(&upper, &lower, &ground.counts)).collect();
    Ok(Found { documents: [upper.documents(), lower.documents()], layers })
}

/// What sides are counted on.
struct Ground<'a> {
    kept: &'a Kept,
    goal: &'a GoalSeen,
    /// Of the whole pool.
    counts: PoolCounts,
}

impl Ground<'_> {
    fn side(&self, session: &Session, side: NeuronSide) -> Result<Side, Failure> {
        let side = match side {
            NeuronSide::Row { row } => self.row(row)?,
            NeuronSide::Goal { goal } => self.examples(session, goal)?,
            NeuronSide::Kept { ranking, budget } => {
                let (kept, dropped) = self.divided(&session.rankings, ranking, budget)?;
                Side::Group { fired: kept, others: dropped }
            }
            NeuronSide::Dropped { ranking, budget } => {
                let (kept, dropped) = self.divided(&session.rankings, ranking, budget)?;
                Side::Group { fired: dropped, others: kept }
            }
        };
        if side.documents() == 0 {
            return Err(Failure::new(FailureCode::NothingRead));
        }
        Ok(side)
    }

    fn row(&self, row: i64) -> Result<Side, Failure> {
        let absent = || Failure::new(FailureCode::NoSuchThing).text("what", "row").number("id", row as f64);
        let position = self.kept.pool.frame.position(row).ok_or_else(absent)?;
        Ok(Side::Text(PoolCounts::of_some(&self.goal.pool_features, &[position as u32])))
    }

    /// The ticked examples of a goal: of the ranking's own as they were ranked for, of another as they are now.
    fn examples(&self, session: &Session, goal: i64) -> Result<Side, Failure> {
        let query = &self.kept.view.query;
        let fired = if goal == query.goal {
            PoolCounts::of(&self.goal.features)
        } else {
            let query = RankQuery { goal, composition: Composition::default(), ..query.clone() };
            let found = gather(session, &session.rankings, &query)?.goal;
            let features = found.features.as_ref().filter(|features| any_scored(features));
            let features = features.ok_or_else(|| no_examples(&found.name, found.examples.is_empty()))?;
            let chosen = features.with_layers(&self.goal.layers);
            let chosen = chosen.map_err(|error| super::made::mixed(&error))?;
            PoolCounts::of(&chosen)
        };
        Ok(Side::Group { fired, others: self.counts.clone() })
    }

    /// What a ranking keeps, and all other rows that were read.
    fn divided(
        &self,
        rankings: &Rankings,
        ranking: RankingId,
        budget: Budget,
    ) -> Result<(PoolCounts, PoolCounts), Failure> {
        let of = rankings.by_id(ranking)?;
        let selected = &of.ranking.order()[..cut(&of, budget)?.documents as usize];
        let here = self.positions(&of, selected);
        let kept = PoolCounts::of_some(&self.goal.pool_features, &here);
        let dropped = self.counts.less(&kept);
        Ok((kept, dropped))
    }

    /// Another ranking's documents as this ranking's pool numbers them; those that it does not have are left out.
    fn positions(&self, of: &Kept, selected: &[u32]) -> Vec<u32> {
        let (frame, own) = (&of.pool.frame, &self.kept.pool.frame);
        if std::sync::Arc::ptr_eq(frame, own) {
            return selected.to_vec();
        }
        let here = |&document: &u32| own.position(frame.rows[document as usize]).map(|position| position as u32);
        selected.iter().filter_map(here).collect()
    }
}

fn any_scored(features: &Features) -> bool {
    features.indices().iter().any(|&neuron| neuron != ABSENT)
}

fn no_examples(goal: &str, none: bool) -> Failure {
    let code = if none { FailureCode::NoExamples } else { FailureCode::NoScoredExamples };
    Failure::new(code).text("goal", goal.to_owned())
}

pub(super) fn said(found: &Found) -> NeuronPair {
    let layers = &found.layers;
    let count = |held: Held| {
        let slots = layers.iter().flat_map(|(_, layer)| &layer.slots);
        slots.filter(|slot| slot.held == held).count() as u64
    };
    NeuronPair {
        upper: u64::from(found.documents[0]),
        lower: u64::from(found.documents[1]),
        both: count(Held::Both),
        only_upper: count(Held::Upper),
        only_lower: count(Held::Lower),
        common: layers.iter().map(|(_, layer)| layer.common as u64).sum(),
        busiest: busiest(layers).map(|(first, last)| (layers[first].0 as u32, layers[last].0 as u32)),
        layers: layers.iter().map(|(number, layer)| drawn(*number, layer)).collect(),
    }
}

fn drawn(number: usize, layer: &Layer) -> PairLayer {
    PairLayer {
        layer: number as u32,
        slots: layer.slots.iter().take(DRAWN).map(slot).collect(),
        left_out: layer.slots.len().saturating_sub(DRAWN) as u64,
        common: layer.common as u64,
        apart: layer.apart,
    }
}

fn slot(slot: &Slot) -> PairSlot {
    PairSlot {
        neuron: u32::from(slot.neuron),
        upper: slot.upper,
        lower: slot.lower,
        pool: slot.pool,
        lift: slot.lift,
        difference: slot.difference,
        held: held(slot.held),
    }
}

pub(super) const fn held(held: Held) -> PairHeld {
    match held {
        Held::Both => PairHeld::Both,
        Held::Upper => PairHeld::Upper,
        Held::Lower => PairHeld::Lower,
    }
}

/// The shortest stretch of layers with two thirds of the neurons that one side has alone.
fn busiest(layers: &[(usize, Layer)]) -> Option<(usize, usize)> {
    let alone = |(_, layer): &(usize, Layer)| layer.slots.iter().filter(|slot| slot.held != Held::Both).count();
    let counts: Vec<usize> = layers.iter().map(alone).collect();
    let wanted = (counts.iter().sum::<usize>() * 2).div_ceil(3);
    let stretches = (0..counts.len()).filter_map(|first| {
        let mut held = 0;
        let last = (first..counts.len()).find(|&last| {
            held += counts[last];
            held >= wanted
        });
        last.map(|last| (first, last))
    });
    let shortest = stretches.min_by_key(|&(first, last)| last - first).filter(|_| wanted > 0)?;
    let share = (shortest.1 - shortest.0 + 1) as f64 / layers.len() as f64;
    (share <= NEARLY_ALL).then_some(shortest)
}
