//! How a goal's examples agree: the share of strongest neurons they have in common.

use std::collections::HashMap;

use selection::Features;

use super::requests::SameTexts;
use crate::operations::Failure;
use crate::operations::goal::GoalHealth;
use crate::reading::loaded::{self, ExampleRead};
use crate::session::Session;
use crate::store::example::Example;

/// Examples whose agreement is measured pair by pair, and random rows they are compared with, at most.
const MOST_COMPARED: usize = 64;
/// Neurons of each layer that are compared: the published default.
const TOP_K: usize = 20;

/// What the chosen model has read of some examples.
pub struct Reading {
    reading: i64,
    read: HashMap<i64, ExampleRead>,
    agreement: HashMap<i64, f64>,
}

impl Reading {
    /// By the project's chosen model; nothing where none is chosen or it has read nothing.
    pub fn of_current_model(session: &Session, examples: &[Example]) -> Result<Option<Self>, Failure> {
        let Some(reading) = loaded::current_reading(session)? else { return Ok(None) };
        let read = loaded::examples_read(session, &reading, examples)?;
        let shape = loaded::shape_of(&reading, TOP_K);
        let ticked: Vec<(i64, Vec<u16>)> = examples
            .iter()
            .filter(|one| one.ticked)
            .filter_map(|one| Some((one.example, read.get(&one.example)?)))
            .filter(|(_, read)| read.read_tokens > 0)
            .map(|(example, read)| (example, read.first(loaded::shape_of(&reading, usize::MAX), shape.top_k)))
            .take(MOST_COMPARED)
            .collect();
        let lists: Vec<&[u16]> = ticked.iter().map(|(_, neurons)| neurons.as_slice()).collect();
        let means = mean_agreements(&lists, shape.top_k);
        let agreement = ticked.iter().map(|(example, _)| *example).zip(means.into_iter().flatten()).collect();
        Ok(Some(Self { reading: reading.reading, read, agreement }))
    }

    /// What was read of an example.
    pub fn of(&self, example: i64) -> Option<&ExampleRead> {
        self.read.get(&example)
    }

    /// Mean share of neurons it has in common with the other ticked examples.
    pub fn agreement(&self, example: i64) -> Option<f64> {
        self.agreement.get(&example).copied()
    }
}

/// What can be said of a goal's ticked examples.
pub fn health(
    session: &Session,
    examples: &[Example],
    same: &SameTexts,
    reading: Option<&Reading>,
) -> Result<GoalHealth, Failure> {
    let ticked: Vec<&Example> = examples.iter().filter(|one| one.ticked).collect();
    let count = |holds: &dyn Fn(&Example) -> bool| ticked.iter().filter(|one| holds(one)).count() as u64;
    let known = |one: &Example| reading.and_then(|reading| reading.of(one.example));
    let compared = reading.map_or(0, |reading| reading.agreement.len());
    let agreement = reading.filter(|_| compared > 1).map(|reading| mean(reading.agreement.values().copied()));
    let random_agreement = match reading {
        Some(reading) if compared > 1 => random_agreement(session, reading.reading, compared)?,
        _ => None,
    };
    Ok(GoalHealth {
        ticked: ticked.len() as u64,
        copies: count(&|one| same.example.contains_key(&one.example)),
        in_pool: count(&|one| same.row.contains_key(&one.example)),
        agreement,
        random_agreement,
        unscored: count(&|one| known(one).is_some_and(|read| read.read_tokens == 0)),
        unread: count(&|one| known(one).is_none()),
    })
}

/// Agreement among as many rows of the pool, evenly spread over those read.
fn random_agreement(session: &Session, reading: i64, rows: usize) -> Result<Option<f64>, Failure> {
    let loaded = session.pool_features(reading, TOP_K)?;
    let features: &Features = &loaded.features;
    let scored: Vec<usize> = (0..features.len()).filter(|&document| features.is_scored(document)).collect();
    if scored.len() < 2 {
        return Ok(None);
    }
    let rows = rows.min(scored.len());
    let lists: Vec<&[u16]> = (0..rows).map(|nth| features.document(scored[nth * scored.len() / rows])).collect();
    Ok(Some(mean(mean_agreements(&lists, features.shape().top_k).into_iter().flatten())))
}

/// Each list's mean share of neurons in common with the others; none for a single one.
fn mean_agreements(lists: &[&[u16]], top_k: usize) -> Vec<Option<f64>> {
    let mut sums = vec![0.0; lists.len()];
    for (index, one) in lists.iter().enumerate() {
        for (other_index, other) in lists.iter().enumerate().skip(index + 1) {
            let share = shared(one, other, top_k);
            sums[index] += share;
            sums[other_index] += share;
        }
    }
    let others = lists.len().saturating_sub(1) as f64;
    sums.into_iter().map(|sum| (others > 0.0).then(|| sum / others)).collect()
}

/// Share of neurons that two documents have in common, layer by layer.
fn shared(one: &[u16], other: &[u16], top_k: usize) -> f64 {
    let common: usize = one
        .chunks_exact(top_k)
        .zip(other.chunks_exact(top_k))
        .map(|(a, b)| a.iter().filter(|neuron| b.contains(neuron)).count())
        .sum();
    common as f64 / one.len().max(1) as f64
}

fn mean(numbers: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = numbers.fold((0.0, 0_u32), |(sum, count), number| (sum + number, count + 1));
    sum / f64::from(count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_the_mean_share_of_neurons_in_common_layer_by_layer() {
        // Two layers, two neurons each: the same numbers in another layer are other neurons.
        let (a, b, c) = ([1, 2, 3, 4], [2, 1, 5, 6], [3, 4, 1, 2]);
        let found = mean_agreements(&[&a, &b, &c], 2);
        assert_eq!(found, [Some(0.25), Some(0.25), Some(0.0)]);
        assert_eq!(mean_agreements(&[&a], 2), [None]);
    }
}
