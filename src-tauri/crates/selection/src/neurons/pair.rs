//! Two sides' neurons against each other: a text or a group of texts above, another below, the same neurons in the same
//! places.
//!
//! A text has the neurons that it fires. A group has those that it fires surely more often than others do: a large group
//! fires nearly every neuron at some time, so that "fired by one of them" would tell nothing of it.

use crate::neurons::telling::PoolCounts;
use crate::numbers::share::{difference, wilson, wilson_at};

/// Standard errors that a group's share must lie above the others' share, both bounds being so many away: of the tens of
/// thousands of neurons that are looked at, about one in 30 000 passes by chance.
const SURELY: f64 = 4.0;

/// One side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// One text, counted: it has what it fires.
    Text(PoolCounts),
    /// Several, counted, and the others that they are held against.
    Group {
        /// The group.
        fired: PoolCounts,
        /// The others.
        others: PoolCounts,
    },
}

impl Side {
    const fn fired(&self) -> &PoolCounts {
        match self {
            Self::Text(fired) | Self::Group { fired, .. } => fired,
        }
    }

    /// Texts of this side that have neurons.
    #[must_use]
    pub const fn documents(&self) -> u32 {
        self.fired().documents()
    }

    fn has(&self, layer: usize, neuron: u16) -> bool {
        match self {
            Self::Text(fired) => fired.count(layer, neuron) > 0,
            Self::Group { fired, others } => {
                let count = fired.count(layer, neuron);
                let low = || wilson_at(count, fired.documents(), SURELY).0;
                count > 0 && low() > wilson_at(others.count(layer, neuron), others.documents(), SURELY).1
            }
        }
    }

    /// At least so many times as often as the others, or as the pool where there are none ([`super::telling::lift`]).
    fn lift(&self, layer: usize, neuron: u16, pool: &PoolCounts) -> f64 {
        let others = match self {
            Self::Text(_) => pool,
            Self::Group { others, .. } => others,
        };
        let own = wilson(self.fired().count(layer, neuron), self.documents()).0;
        own / wilson(others.count(layer, neuron), others.documents()).1
    }
}

/// Who has a neuron.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Both sides.
    Both,
    /// The upper side alone.
    Upper,
    /// The lower side alone.
    Lower,
}

/// A neuron that at least one side has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slot {
    /// Output column, from 0.
    pub neuron: u16,
    /// Share of the upper side's texts that fire it.
    pub upper: f64,
    /// Share of the lower side's.
    pub lower: f64,
    /// Share of the pool.
    pub pool: f64,
    /// The larger of the two sides' lifts: how telling it is.
    pub lift: f64,
    /// The 95 % interval of `upper - lower`.
    pub difference: (f64, f64),
    /// Who has it.
    pub held: Held,
}

/// One layer of both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Neurons that at least one side has, most telling first; those that fire on nearly everything left out.
    pub slots: Vec<Slot>,
    /// Neurons of either side that fire on nearly everything.
    pub common: usize,
    /// Of all that both sides fire in this layer, the share that they do not fire alike, 0 to 1: half the summed
    /// differences of shares, over what a text fires (the Bray-Curtis dissimilarity of the shares, Bray and Curtis 1957).
    pub apart: f64,
}

/// Lays two sides beside each other, layer by layer.
///
/// `pool` says how often all documents fire each neuron; all three have the same layers.
#[must_use]
pub fn pair(upper: &Side, lower: &Side, pool: &PoolCounts) -> Vec<Layer> {
    (0..pool.layers()).map(|layer| layer_of(layer, upper, lower, pool)).collect()
}

fn layer_of(layer: usize, upper: &Side, lower: &Side, pool: &PoolCounts) -> Layer {
    let width = upper.fired().width(layer).max(lower.fired().width(layer));
    let mut made = Layer { slots: Vec::new(), common: 0, apart: 0.0 };
    let (mut unlike, mut all) = (0.0, 0.0);
    for neuron in (0..width).map(|neuron| neuron as u16) {
        let shares = [upper, lower].map(|side| side.fired().share(layer, neuron));
        unlike += (shares[0] - shares[1]).abs();
        all += shares[0] + shares[1];
        if shares.iter().all(|share| *share <= 0.0) {
            continue;
        }
        if pool.is_common(layer, neuron) {
            made.common += 1;
            continue;
        }
        made.slots.extend(slot(layer, neuron, upper, lower, pool));
    }
    made.apart = if all > 0.0 { unlike / all } else { 0.0 };
    made.slots.sort_by(|a, b| b.lift.total_cmp(&a.lift).then(a.neuron.cmp(&b.neuron)));
    made
}

fn slot(layer: usize, neuron: u16, upper: &Side, lower: &Side, pool: &PoolCounts) -> Option<Slot> {
    let held = match (upper.has(layer, neuron), lower.has(layer, neuron)) {
        (true, true) => Held::Both,
        (true, false) => Held::Upper,
        (false, true) => Held::Lower,
        (false, false) => return None,
    };
    let counted = |side: &Side| (side.fired().count(layer, neuron), side.documents());
    Some(Slot {
        neuron,
        upper: upper.fired().share(layer, neuron),
        lower: lower.fired().share(layer, neuron),
        pool: pool.share(layer, neuron),
        lift: upper.lift(layer, neuron, pool).max(lower.lift(layer, neuron, pool)),
        difference: difference(counted(upper), counted(lower)),
        held,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::features::{FeatureShape, Features};
    use crate::numbers::random::unit;

    const SHAPE: FeatureShape = FeatureShape { layers: 1, top_k: 3 };

    /// 300 documents: neuron 0 fires on all of them, the first 60 fire neuron 1, those after them neuron 2, and each has
    /// one of 40 others by chance.
    fn pool() -> Features {
        let other = |document: u64| 3 + (unit(5, document) * 40.0) as u16;
        let document = |d: u64| [0, if d < 60 { 1 } else { 2 }, other(d)];
        Features::new(SHAPE, (0..300).flat_map(document).collect()).unwrap()
    }

    fn text(pool: &Features, document: u32) -> Side {
        Side::Text(PoolCounts::of_some(pool, &[document]))
    }

    fn group(pool: &Features, documents: &[u32]) -> Side {
        let fired = PoolCounts::of_some(pool, documents);
        Side::Group { others: PoolCounts::of(pool).less(&fired), fired }
    }

    #[test]
    fn two_texts_have_what_they_fire_and_what_everything_fires_is_left_out() {
        let texts = Features::new(SHAPE, [[0, 1, 5], [0, 1, 7], [0, 9, 8], [0, 6, 4]].concat()).unwrap();
        let layers = pair(&text(&texts, 0), &text(&texts, 1), &PoolCounts::of(&texts));
        let found: Vec<_> = layers[0].slots.iter().map(|slot| (slot.neuron, slot.held)).collect();
        // Neuron 1 fires on half of the pool: common, as 0 is.
        assert_eq!(found, [(5, Held::Upper), (7, Held::Lower)]);
        assert_eq!(layers[0].common, 2);
        // Two of three neurons alike: a third of what both fire is not.
        assert!((layers[0].apart - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn groups_have_the_neurons_that_were_planted_in_them_and_none_of_those_that_fire_by_chance() {
        let pool = pool();
        let kept: Vec<u32> = (0..60).collect();
        let dropped: Vec<u32> = (60..300).collect();
        let layers = pair(&group(&pool, &kept), &group(&pool, &dropped), &PoolCounts::of(&pool));
        let found: Vec<_> = layers[0].slots.iter().map(|slot| (slot.neuron, slot.held)).collect();
        // Neuron 2 separates them as well, and fires on more than half of the pool: common.
        assert_eq!(found, [(1, Held::Upper)]);
        let slot = &layers[0].slots[0];
        assert!((slot.upper - 1.0).abs() < 1e-12 && slot.lower.abs() < 1e-12 && (slot.pool - 0.2).abs() < 1e-12);
        // Worked out by hand from the Wilson intervals of 60 of 60 and 0 of 240.
        assert!((slot.difference.0 - 0.937_8).abs() < 1e-3 && (slot.difference.1 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn of_many_neurons_that_fire_by_chance_hardly_one_is_said_to_tell_two_halves_apart() {
        let shape = FeatureShape { layers: 20, top_k: 10 };
        let drawn = (0..1_000 * 20 * 10_u64).map(|place| (unit(9, place) * 900.0) as u16);
        let pool = Features::new(shape, drawn.collect()).unwrap();
        let half: Vec<u32> = (0..500).collect();
        let other: Vec<u32> = (500..1_000).collect();
        let layers = pair(&group(&pool, &half), &group(&pool, &other), &PoolCounts::of(&pool));
        let told = layers.iter().map(|layer| layer.slots.len()).sum::<usize>();
        assert!(told <= 1, "{told} of 18 000");
    }

    #[test]
    fn rows_left_over_are_counted_as_if_they_were_counted_by_themselves() {
        let pool = pool();
        let (some, rest): (Vec<u32>, Vec<u32>) = (0..300).partition(|document| document % 7 == 0);
        let left = PoolCounts::of(&pool).less(&PoolCounts::of_some(&pool, &some));
        assert_eq!(left, PoolCounts::of_some(&pool, &rest));
    }
}
