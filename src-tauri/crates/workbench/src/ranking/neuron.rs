//! One neuron of a kept ranking: how often it fires, where it stands highest, and which rows fire it.

use std::sync::Arc;

use selection::Neuron;
use selection::fired_by::{FiredBy, place, strongest};
use selection::telling::lift;

use super::ignored::{column, no_such};
use super::kept::{GoalSeen, Kept};
use super::pool::Read;
use crate::operations::neuron::{FiringExample, FiringRow, NeuronFacts, NeuronRef};
use crate::operations::{Failure, FailureCode};
use crate::pool::texts::excerpt;
use crate::session::Session;
use crate::store::reading::ReadingFacts;

/// Rows that are shown.
const ROWS: usize = 5;
/// Characters of a row that are shown.
const EXCERPT: usize = 160;

/// What is known of a neuron. `name` is what a person calls it; where several goals share the ranking, `row` says which
/// goal's examples it is held against.
///
/// # Errors
/// [`FailureCode::NothingRead`] when the ranking uses no neurons, [`FailureCode::NoSuchThing`] when there is none such in
/// its layers, and what the store says.
pub fn neuron(
    session: &Session,
    kept: &Kept,
    of: NeuronRef,
    row: Option<i64>,
    name: Option<String>,
) -> Result<NeuronFacts, Failure> {
    let position = row.and_then(|row| kept.pool.frame.position(row));
    let part = kept.composed.as_ref().zip(position).map_or(kept, |(composed, position)| composed.part_of(position));
    let (goal, read) = seen(part)?;
    let at = place_of(goal, of)?;
    let firing = Firing::of(read, of)?;
    let ranked: Vec<u32> = firing.rows().iter().copied().filter(|&d| kept.ranks[d as usize] > 0).collect();
    let shown = strongest(&read.features, firing.of, &ranked, ROWS, |d| kept.ranks[d as usize]);
    let numbers: Vec<i64> = shown.iter().map(|&(d, _)| kept.pool.frame.rows[d as usize]).collect();
    let texts = session.texts(&numbers)?;
    let (count, examples) = (goal.profile.count(at.layer, at.neuron), goal.profile.examples() as u32);
    let (pool_count, documents) = (read.counts().count(firing.of.layer, at.neuron), read.counts().documents());
    Ok(NeuronFacts {
        neuron: of,
        name,
        examples: u64::from(examples),
        firing_examples: firing_examples(goal, at),
        goal_share: f64::from(count) / f64::from(examples.max(1)),
        pool_share: read.counts().share(firing.of.layer, at.neuron),
        lift: lift(count, examples, pool_count, documents),
        common: read.counts().is_common(firing.of.layer, at.neuron),
        ignored: goal.ignored.binary_search(&at).is_ok(),
        rows: ranked.len() as u64,
        strongest: shown
            .iter()
            .zip(texts)
            .map(|(&(d, place), text)| FiringRow {
                row: kept.pool.frame.rows[d as usize],
                rank: u64::from(kept.ranks[d as usize]),
                place: place as u32 + 1,
                excerpt: excerpt(&text, EXCERPT),
            })
            .collect(),
    })
}

fn firing_examples(goal: &GoalSeen, at: Neuron) -> Vec<FiringExample> {
    let all: Vec<u32> = (0..goal.features.len() as u32).collect();
    let firing = strongest(&goal.features, at, &all, all.len(), |example| example);
    let shown = |&(example, place): &(u32, usize)| FiringExample {
        example: goal.examples[example as usize],
        place: place as u32 + 1,
        excerpt: goal.excerpts[example as usize].clone(),
    };
    firing.iter().map(shown).collect()
}

/// Leaves of a ranking's rows those that fire all of some neurons, in their order.
///
/// # Errors
/// As [`neuron`].
pub fn firing_all(kept: &Kept, rows: Vec<u32>, neurons: &[NeuronRef]) -> Result<Vec<u32>, Failure> {
    let mut rows = rows;
    for &of in neurons {
        let (_, read) = seen(kept)?;
        let of = stored(read, of)?;
        rows.retain(|&document| place(&read.features, document as usize, of).is_some());
    }
    Ok(rows)
}

/// The model and the projection whose neurons a ranking reads.
///
/// # Errors
/// [`FailureCode::NothingRead`] when it uses no neurons.
pub fn reading(kept: &Kept) -> Result<&ReadingFacts, Failure> {
    seen(kept).map(|(_, read)| &read.source.reading.facts)
}

/// The goal as a ranking saw it, and what was read of the pool.
pub(super) fn seen(kept: &Kept) -> Result<(&GoalSeen, &Read), Failure> {
    kept.goal.as_deref().zip(kept.pool.read.as_ref()).ok_or_else(|| Failure::new(FailureCode::NothingRead))
}

/// A neuron in the layers that the ranking uses.
fn place_of(goal: &GoalSeen, of: NeuronRef) -> Result<Neuron, Failure> {
    let layer = goal.layers.binary_search(&(of.layer as usize)).map_err(|_| no_such("layer", of.layer))?;
    Ok(Neuron { layer, neuron: column(of)? })
}

/// A neuron in all layers that were read.
fn stored(read: &Read, of: NeuronRef) -> Result<Neuron, Failure> {
    let layer = of.layer as usize;
    if layer >= read.features.shape().layers {
        return Err(no_such("layer", of.layer));
    }
    Ok(Neuron { layer, neuron: column(of)? })
}

/// The pool's documents that fire a neuron.
struct Firing {
    of: Neuron,
    index: Arc<FiredBy>,
}

impl Firing {
    fn of(read: &Read, of: NeuronRef) -> Result<Self, Failure> {
        let of = stored(read, of)?;
        Ok(Self { of, index: read.fired_by(of.layer) })
    }

    fn rows(&self) -> &[u32] {
        self.index.documents(self.of.neuron)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::made::tests::{goal, pool, question};
    use super::super::{explain, make};
    use super::*;
    use crate::operations::ranking::RankQuery;

    const SHARED: NeuronRef = NeuronRef { layer: 0, neuron: 1 };

    fn kept(method: &str, ignored: &[NeuronRef], layers: Option<(u32, u32)>) -> Result<Kept, Failure> {
        // Fewer than half of the rows fire a neuron of the goal: none is common.
        let pool = pool(&[[1, 2, 3, 4], [9, 1, 3, 8], [5, 6, 7, 8], [2, 12, 13, 14], [20, 21, 22, 23]]);
        let query = RankQuery { ignored: ignored.to_vec(), layers, ..question(method) };
        make(&query, pool, goal(&[[1, 2, 3, 4], [1, 9, 5, 6]], &[]), None)
    }

    #[test]
    fn rows_that_fire_a_neuron_keep_their_order_and_all_neurons_must_fire() {
        let kept = kept("nag", &[], None).unwrap();
        let rows = kept.ranking.order().to_vec();
        assert_eq!(firing_all(&kept, rows.clone(), &[SHARED]).unwrap(), [0, 1]);
        let both = [SHARED, NeuronRef { layer: 1, neuron: 8 }];
        assert_eq!(firing_all(&kept, rows.clone(), &both).unwrap(), [1]);
        assert_eq!(firing_all(&kept, rows.clone(), &[]).unwrap(), rows);
    }

    #[test]
    fn an_ignored_neuron_gives_nothing_to_any_row_and_the_shares_still_add_up() {
        for method in ["nag", "rarity"] {
            let (with, without) = (kept(method, &[], None).unwrap(), kept(method, &[SHARED], None).unwrap());
            assert_ne!(with.scores.value(1), without.scores.value(1), "{method}");
            let strip = explain::neuron_strip(&without, 1).unwrap();
            let slots: Vec<_> = strip.layers.iter().flat_map(|layer| &layer.slots).collect();
            assert_eq!(slots.iter().filter(|slot| slot.ignored).count(), 1);
            assert_eq!((strip.ignored, strip.shared + strip.missing + 1), (1, slots.len() as u64));
            for row in 1..=4 {
                let why = explain::why(&without, row).unwrap();
                let mean = why.by_layer.iter().map(|l| l.share).sum::<f64>() / why.by_layer.len() as f64;
                assert!((mean - why.score.unwrap()).abs() < 1e-12 && why.exact, "{method} row {row}");
                let by_example = why.by_example.iter().map(|e| e.share).sum::<f64>() / why.by_example.len() as f64;
                assert!((by_example - why.score.unwrap()).abs() < 1e-12, "{method} row {row}");
                assert!(why.telling.iter().all(|t| (t.layer, t.neuron) != (0, 1)));
            }
        }
    }

    #[test]
    fn neuron_match_loses_exactly_what_the_ignored_neuron_gave() {
        let (with, without) = (kept("nag", &[], None).unwrap(), kept("nag", &[SHARED], None).unwrap());
        // Neuron 1 has 2 of the 4 firings of layer 0, and layer 0 is half of the score.
        for (row, lost) in [(0, 0.25), (1, 0.25), (2, 0.0), (3, 0.0)] {
            let found = with.scores.value(row).unwrap() - without.scores.value(row).unwrap();
            assert!((found - lost).abs() < 1e-12, "row {row}: {found}");
        }
    }

    #[test]
    fn neurons_of_layers_left_aside_are_ignored_without_effect_and_unknown_layers_refused() {
        let second = kept("nag", &[SHARED], Some((1, 1))).unwrap();
        assert_eq!(second.scores.value(0), kept("nag", &[], Some((1, 1))).unwrap().scores.value(0));
        let beyond = kept("nag", &[NeuronRef { layer: 7, neuron: 1 }], None);
        assert_eq!(beyond.unwrap_err().code, FailureCode::NoSuchThing);
    }
}
