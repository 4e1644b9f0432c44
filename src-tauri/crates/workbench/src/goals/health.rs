//! How a goal's examples agree: the share of rare neurons they have in common, which one is odd, whether they are
//! two groups.

use std::collections::HashMap;

use selection::Features;
use selection::pairs::{Groups, Odd, Pairs};
use selection::telling::PoolCounts;

use super::requests::SameTexts;
use crate::operations::Failure;
use crate::operations::goal::{ExampleGroups, GoalHealth, OddExample};
use crate::reading::loaded::{self, ExampleRead};
use crate::session::Session;
use crate::store::example::Example;

/// Examples whose agreement is measured pair by pair, and random rows they are compared with, at most.
const MOST_COMPARED: usize = 64;
/// Rows of the pool in which neurons are counted, at most: shares to a few thousandths.
const MOST_COUNTED: usize = 4096;
/// Neurons of each layer that are compared: the published default.
const TOP_K: usize = 20;

/// What the chosen model has read of some examples.
pub struct Reading {
    read: HashMap<i64, ExampleRead>,
    /// The examples that were compared, in the order of `pairs`.
    compared: Vec<i64>,
    pairs: Option<Pairs>,
    /// Mean share that random rows have in common.
    random: Option<f64>,
}

impl Reading {
    /// By the project's chosen model; nothing where none is chosen or it has read nothing.
    pub fn of_current_model(session: &Session, examples: &[Example]) -> Result<Option<Self>, Failure> {
        let Some(reading) = loaded::current_reading(session)? else { return Ok(None) };
        let read = loaded::examples_read(session, &reading, examples)?;
        let shape = loaded::shape_of(&reading, TOP_K);
        let ticked: Vec<(i64, Vec<u16>)> = examples
            .iter()
            .filter(|one| one.ticked && !one.unwanted)
            .filter_map(|one| Some((one.example, read.get(&one.example)?)))
            .filter(|(_, read)| read.read_tokens > 0)
            .map(|(example, read)| (example, read.first(loaded::shape_of(&reading, usize::MAX), shape.top_k)))
            .take(MOST_COMPARED)
            .collect();
        let (compared, lists): (Vec<i64>, Vec<Vec<u16>>) = ticked.into_iter().unzip();
        let pool = RandomRows::of(session, reading.reading)?;
        let features = Features::new(shape, lists.concat()).ok();
        let pairs = features.map(|features| Pairs::of(&features, &pool.counts));
        Ok(Some(Self { read, compared, pairs, random: pool.agreement }))
    }

    /// What was read of an example.
    pub fn of(&self, example: i64) -> Option<&ExampleRead> {
        self.read.get(&example)
    }

    /// Mean share of neurons each example has in common with the other ticked ones.
    pub fn agreements(&self) -> HashMap<i64, f64> {
        let means = self.pairs.as_ref().map_or_else(Vec::new, Pairs::agreements);
        self.compared.iter().copied().zip(means).filter_map(|(example, mean)| Some((example, mean?))).collect()
    }

    fn odd(&self, odd: Odd) -> OddExample {
        let Odd { example, with_others, among_others } = odd;
        OddExample { example: self.compared[example], with_others, among_others }
    }

    fn groups(&self, groups: &Groups) -> ExampleGroups {
        let examples = |places: &[usize]| places.iter().map(|&place| self.compared[place]).collect();
        let (within_first, within_second) = groups.within;
        let (first, second) = (examples(&groups.first), examples(&groups.second));
        ExampleGroups { first, second, within_first, within_second, between: groups.between }
    }
}

/// What can be said of a goal's ticked examples.
pub fn health(examples: &[Example], same: &SameTexts, reading: Option<&Reading>) -> GoalHealth {
    let ticked: Vec<&Example> = examples.iter().filter(|one| one.ticked && !one.unwanted).collect();
    let count = |holds: &dyn Fn(&Example) -> bool| ticked.iter().filter(|one| holds(one)).count() as u64;
    let known = |one: &Example| reading.and_then(|reading| reading.of(one.example));
    let pairs = reading.and_then(|reading| Some((reading, reading.pairs.as_ref()?)));
    let pairs = pairs.filter(|(_, pairs)| pairs.examples() > 1);
    let random = pairs.and_then(|(reading, _)| reading.random);
    // Without random rows to hold them against, nothing stands apart.
    let judged = pairs.zip(random);
    let groups = judged.and_then(|((_, pairs), random)| pairs.two_groups(random));
    let odd = judged.and_then(|((_, pairs), random)| match &groups {
        Some(groups) => pairs.odd_of(groups, random),
        None => pairs.odd_one(random),
    });
    GoalHealth {
        ticked: ticked.len() as u64,
        copies: count(&|one| same.example.contains_key(&one.example)),
        in_pool: count(&|one| same.row.contains_key(&one.example)),
        agreement: pairs.and_then(|(_, pairs)| pairs.mean()),
        random_agreement: random,
        unscored: count(&|one| known(one).is_some_and(|read| read.read_tokens == 0)),
        unread: count(&|one| known(one).is_none()),
        odd: reading.zip(odd).map(|(reading, odd)| reading.odd(odd)),
        groups: reading.zip(groups).map(|(reading, groups)| reading.groups(&groups)),
    }
}

/// Rows of the pool that examples are held against.
struct RandomRows {
    /// How many of them fire each neuron.
    counts: PoolCounts,
    /// Mean share that some of them have in common; none where fewer than two were read.
    agreement: Option<f64>,
}

impl RandomRows {
    /// Evenly spread over those read.
    fn of(session: &Session, reading: i64) -> Result<Self, Failure> {
        let loaded = session.pool_features(reading, TOP_K)?;
        let features: &Features = &loaded.features;
        let scored: Vec<usize> = (0..features.len()).filter(|&document| features.is_scored(document)).collect();
        let spread = |most: usize| -> Vec<usize> {
            let rows = most.min(scored.len());
            (0..rows).map(|nth| scored[nth * scored.len() / rows]).collect()
        };
        let counts = PoolCounts::of(&features.some(&spread(MOST_COUNTED)));
        let agreement = Pairs::of(&features.some(&spread(MOST_COMPARED)), &counts).mean();
        Ok(Self { counts, agreement })
    }
}
