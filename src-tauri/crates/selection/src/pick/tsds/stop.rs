//! How far masses spread: where another step would cost more distance than it gains evenness (arXiv 2410.11303).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::reach::Reach;

/// An example waits until `s` is so large that its next neighbour must take mass too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Waiting {
    /// Weights of its neighbours so far.
    pub(super) s: f64,
    /// How many these are.
    pub(super) taken: usize,
    /// Which example.
    pub(super) example: usize,
}

impl Eq for Waiting {}

impl Ord for Waiting {
    /// The heap gives the largest: the smallest `s` first, then the smaller numbers.
    fn cmp(&self, other: &Self) -> Ordering {
        let by_s = other.s.total_cmp(&self.s);
        by_s.then(other.taken.cmp(&self.taken)).then(other.example.cmp(&self.example))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What is known of the examples while `s` grows.
pub(super) struct Growth<'a> {
    reach: &'a Reach,
    pub(super) heap: BinaryHeap<Waiting>,
    /// `Σ d/ρ` over the neighbours so far, of each example.
    weighted: Vec<f64>,
    /// What another step would cost, of each example and of all.
    costs: Vec<f64>,
    pub(super) cost: f64,
}

impl<'a> Growth<'a> {
    /// Every example with its nearest neighbour.
    pub(super) fn new(reach: &'a Reach) -> Self {
        let first = |example: usize| {
            let (rows, distances) = reach.example(example);
            (reach.weight(rows[0]), distances[0])
        };
        let all = 0..reach.examples();
        let heap = all.clone().map(|example| Waiting { s: first(example).0, taken: 1, example }).collect();
        let weighted = all.map(|example| first(example).0 * first(example).1).collect();
        Self { reach, heap, weighted, costs: vec![0.0; reach.examples()], cost: 0.0 }
    }

    /// Counts what it costs an example to go on to its next neighbour; none where it has no more.
    pub(super) fn count(&mut self, waiting: Waiting) -> Option<f64> {
        let (_, distances) = self.reach.example(waiting.example);
        let next = distances.get(waiting.taken)?;
        let cost = next * waiting.s - self.weighted[waiting.example];
        self.cost += cost - self.costs[waiting.example];
        self.costs[waiting.example] = cost;
        Some(self.cost)
    }

    /// Lets an example go on.
    pub(super) fn go_on(&mut self, Waiting { s, taken, example }: Waiting) {
        let (rows, distances) = self.reach.example(example);
        let weight = self.reach.weight(rows[taken]);
        self.weighted[example] += weight * distances[taken];
        self.heap.push(Waiting { s: s + weight, taken: taken + 1, example });
    }
}

/// The `s` at which masses stop spreading for `alpha` and `c`; none where an example has no more neighbours before that.
pub(super) fn stop(reach: &Reach, alpha: f64, c: f64) -> Option<f64> {
    let enough = (1.0 - alpha) * reach.examples() as f64;
    let mut growth = Growth::new(reach);
    while let Some(waiting) = growth.heap.pop() {
        if alpha / c * growth.count(waiting)? >= enough {
            return Some(waiting.s);
        }
        growth.go_on(waiting);
    }
    None
}

/// What another step would cost all examples at `s`: the left side of the rule that stops.
pub(super) fn cost_at(reach: &Reach, s: f64) -> f64 {
    let mut growth = Growth::new(reach);
    while let Some(waiting) = growth.heap.pop().filter(|waiting| waiting.s <= s) {
        if growth.count(waiting).is_none() {
            return f64::INFINITY;
        }
        growth.go_on(waiting);
    }
    growth.cost
}
