//! Why a row stands where it stands, and its neurons against the goal's.

use selection::strip::strip;
use selection::telling::{PoolCounts, Telling};
use selection::why::{by_layer, by_neuron, parts_by_example, telling_neurons};
use selection::{Neuron, ScorePart};

use super::kept::{GoalSeen, Kept};
use crate::operations::ranking::{
    ExampleShare, LayerShare, NeuronStrip, ScorePartShare, StripLayer, StripSlot, TellingNeuron, Why,
};
use crate::operations::{Failure, FailureCode};

/// Telling neurons that are listed.
const LISTED: usize = 12;
/// Slots drawn in a layer.
const DRAWN: usize = 40;
/// The most telling neurons that the sentence counts.
const MOST_TELLING: usize = 20;

/// The exact shares of a row's score.
///
/// # Errors
/// [`FailureCode::NoSuchThing`] when the row is not in the ranking's pool.
pub fn why(kept: &Kept, row: i64) -> Result<Why, Failure> {
    let position = position(kept, row)?;
    if let Some(composed) = &kept.composed {
        // Reasons are those of the method for the goal that took the row; its place is the whole's.
        let rank = Some(u64::from(kept.ranks[position])).filter(|rank| *rank > 0);
        return Ok(Why { rank, ..why(composed.part_of(position), row)? });
    }
    let score = kept.scores.value(position);
    let mut why = Why {
        row,
        rank: Some(u64::from(kept.ranks[position])).filter(|rank| *rank > 0),
        score,
        median_score: kept.view.median_score,
        parts: parts(kept, position),
        by_example: Vec::new(),
        by_layer: Vec::new(),
        telling: Vec::new(),
        telling_adds: Vec::new(),
        other_neurons: 0.0,
        of_most_telling: 0,
        most_telling: 0,
        exact: false,
    };
    let Some(goal) = kept.goal.as_ref().filter(|goal| goal.pool_features.is_scored(position)) else {
        return Ok(why);
    };
    let slots = goal.pool_features.document(position);
    why.by_example = parts_by_example(slots, &goal.features, &goal.profile)
        .into_iter()
        .map(|(example, share)| ExampleShare {
            example: goal.examples[example],
            excerpt: goal.excerpts[example].clone(),
            share,
        })
        .collect();
    why.by_example.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.example.cmp(&b.example)));
    why.by_layer = by_layer(slots, &goal.profile)
        .into_iter()
        .enumerate()
        .map(|(i, share)| LayerShare { layer: goal.layers[i] as u32, share, median: goal.median_by_layer[i] })
        .collect();
    let counts = counts(kept, goal);
    let adds = by_neuron(slots, &goal.profile);
    let top_k = slots.len() / goal.layers.len();
    let adds_of = |layer: usize, neuron: u16| {
        let fired = &slots[layer * top_k..(layer + 1) * top_k];
        fired.iter().position(|&one| one == neuron).map_or(0.0, |place| adds[layer * top_k + place])
    };
    let mut telling = telling_neurons(slots, &goal.profile, &counts);
    telling.retain(|t| !goal.ignores(t));
    telling.truncate(LISTED);
    why.telling_adds = telling.iter().map(|t| adds_of(t.layer, t.neuron)).collect();
    why.telling = telling
        .into_iter()
        .map(|t| TellingNeuron {
            layer: goal.layers[t.layer] as u32,
            neuron: u32::from(t.neuron),
            goal_share: t.goal_share,
            pool_share: t.pool_share,
            lift: t.lift,
        })
        .collect();
    why.other_neurons = adds.iter().sum::<f64>() - why.telling_adds.iter().sum::<f64>();
    (why.of_most_telling, why.most_telling) = most_telling(goal, &strip(slots, &goal.profile, &counts));
    why.exact = goal.exact;
    Ok(why)
}

impl GoalSeen {
    /// The ranking gives this neuron no weight.
    fn ignores(&self, one: &Telling) -> bool {
        self.ignored.binary_search(&Neuron { layer: one.layer, neuron: one.neuron }).is_ok()
    }
}

/// What each representation adds to a document's score, where it has one.
fn parts(kept: &Kept, position: usize) -> Vec<ScorePartShare> {
    let share =
        |part: &ScorePart| ScorePartShare { representation: part.of.name().to_owned(), value: part.values[position] };
    kept.scores.value(position).map_or_else(Vec::new, |_| kept.scores.parts().iter().map(share).collect())
}

/// A row's neurons beside the goal's.
///
/// # Errors
/// [`FailureCode::NoSuchThing`] when the row is not there; [`FailureCode::NothingRead`] when the ranking uses no neurons
/// or the row could not be scored.
pub fn neuron_strip(kept: &Kept, row: i64) -> Result<NeuronStrip, Failure> {
    let position = position(kept, row)?;
    if let Some(composed) = &kept.composed {
        return neuron_strip(composed.part_of(position), row);
    }
    let goal = kept
        .goal
        .as_ref()
        .filter(|goal| goal.pool_features.is_scored(position))
        .ok_or_else(|| Failure::new(FailureCode::NothingRead))?;
    let layers = strip(goal.pool_features.document(position), &goal.profile, &counts(kept, goal));
    let is_counted = |t: &Telling| !goal.ignores(t);
    let slots = || layers.iter().flat_map(|layer| &layer.slots).filter(|(t, _)| is_counted(t));
    let (of_most_telling, most) = most_telling(goal, &layers);
    Ok(NeuronStrip {
        row,
        shared: slots().filter(|(_, fired)| *fired).count() as u64,
        missing: slots().filter(|(_, fired)| !fired).count() as u64,
        only_here: layers.iter().map(|layer| layer.only_here.len() as u64).sum(),
        common: layers.iter().map(|layer| layer.common.len() as u64).sum(),
        of_most_telling,
        most_telling: most,
        ignored: layers.iter().flat_map(|layer| &layer.slots).filter(|(t, _)| goal.ignores(t)).count() as u64,
        layers: layers.iter().enumerate().map(|(i, layer)| drawn(goal, i, layer)).collect(),
    })
}

/// Of the goal's most telling neurons that are not ignored how many fire, and how many those are.
fn most_telling(goal: &GoalSeen, layers: &[selection::strip::StripLayer]) -> (u64, u64) {
    let slots = layers.iter().flat_map(|layer| &layer.slots).filter(|(t, _)| !goal.ignores(t));
    let mut by_lift: Vec<(f64, bool)> = slots.map(|(t, fired)| (t.lift, *fired)).collect();
    by_lift.sort_by(|a, b| b.0.total_cmp(&a.0));
    by_lift.truncate(MOST_TELLING);
    (by_lift.iter().filter(|(_, fired)| *fired).count() as u64, by_lift.len() as u64)
}

/// How often the pool fires each neuron, in the layers of the ranking.
fn counts(kept: &Kept, goal: &GoalSeen) -> PoolCounts {
    let read = kept.pool.read.as_ref().expect("a goal is only seen where documents were read");
    read.counts().with_layers(&goal.layers)
}

fn drawn(goal: &GoalSeen, index: usize, layer: &selection::strip::StripLayer) -> StripLayer {
    StripLayer {
        layer: goal.layers[index] as u32,
        slots: layer
            .slots
            .iter()
            .take(DRAWN)
            .map(|(t, fired)| StripSlot {
                neuron: u32::from(t.neuron),
                goal_share: t.goal_share,
                pool_share: t.pool_share,
                lift: t.lift,
                fired: *fired,
                ignored: goal.ignores(t),
            })
            .collect(),
        left_out: layer.slots.len().saturating_sub(DRAWN) as u32,
        only_here: layer.only_here.iter().map(|&n| u32::from(n)).collect(),
        common: layer.common.iter().map(|&n| u32::from(n)).collect(),
        share: layer.similarity,
        median: goal.median_by_layer[index],
    }
}

pub(super) fn position(kept: &Kept, row: i64) -> Result<usize, Failure> {
    let absent = || Failure::new(FailureCode::NoSuchThing).text("what", "row").number("id", row as f64);
    kept.pool.frame.position(row).ok_or_else(absent)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::made::tests::{goal, pool, question};
    use super::*;

    fn kept() -> Kept {
        let pool = pool(&[[1, 2, 3, 4], [1, 9, 3, 8], [5, 6, 7, 8], [11, 12, 13, 14]]);
        super::super::make(&question("nag"), pool, goal(&[[1, 2, 3, 4], [1, 9, 5, 6]], &[]), None).unwrap()
    }

    #[test]
    fn the_shares_of_a_row_add_up_to_its_score() {
        let kept = kept();
        for row in 1..=4 {
            let why = why(&kept, row).unwrap();
            let score = why.score.unwrap();
            let examples = why.by_example.iter().map(|e| e.share).sum::<f64>() / why.by_example.len() as f64;
            let layers = why.by_layer.iter().map(|l| l.share).sum::<f64>() / why.by_layer.len() as f64;
            assert!((examples - score).abs() < 1e-12 && (layers - score).abs() < 1e-12);
            let neurons = why.telling_adds.iter().sum::<f64>() + why.other_neurons;
            assert!((neurons - score).abs() < 1e-12);
            assert!(why.exact);
        }
    }

    #[test]
    fn a_random_pick_has_no_why_and_says_so() {
        let kept = super::super::make(&question("random"), pool(&[[1, 2, 3, 4]]), goal(&[], &[]), None).unwrap();
        assert!(!why(&kept, 1).unwrap().exact);
        assert_eq!(neuron_strip(&kept, 1).unwrap_err().code, FailureCode::NothingRead);
    }

    #[test]
    fn the_strip_counts_what_the_row_shares_and_what_it_lacks() {
        let strip = neuron_strip(&kept(), 1).unwrap();
        assert_eq!(strip.layers.len(), 2);
        let slots: usize = strip.layers.iter().map(|l| l.slots.len()).sum();
        assert_eq!(strip.shared + strip.missing, slots as u64);
        assert_eq!(strip.most_telling, slots.min(20) as u64);
    }

    #[test]
    fn a_row_that_is_not_there_is_named() {
        assert_eq!(why(&kept(), 99).unwrap_err().code, FailureCode::NoSuchThing);
    }
}
