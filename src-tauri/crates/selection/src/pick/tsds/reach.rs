//! What examples may give their mass to: their neighbours, and how little each of these needs to take.

use super::density::{Densities, densities};
use crate::data::vectors::Vectors;
use crate::geometry::neighbours::Neighbours;

/// The neighbours of the examples that could be read, and the weight `1/ρ` of each.
#[derive(Debug, Clone)]
pub struct Reach {
    neighbours: Neighbours,
    examples: Vec<usize>,
    /// Of every row of the pool; 0 where no example reaches.
    weights: Vec<f64>,
    documents: usize,
    near_duplicates: f64,
}

impl Reach {
    /// Looks at the `k` nearest rows of each example; densities are counted among all that were found (`radius` and
    /// `most` as in [`densities`]).
    #[must_use]
    pub fn of(pool: &Vectors, examples: &Vectors, k: usize, (radius, most): (f64, usize)) -> Self {
        let neighbours = Neighbours::of(examples, pool, k);
        let fetched = fetched(&neighbours, pool.len());
        let Densities { values, near_duplicates } = densities(pool, &fetched, radius, most);
        let mut all = vec![f64::INFINITY; pool.len()];
        fetched.iter().zip(values).for_each(|(&row, value)| all[row as usize] = value);
        let documents = (0..pool.len()).filter(|&row| pool.row(row).is_some()).count();
        Self { near_duplicates, ..Self::new(neighbours, &all, documents) }
    }

    /// Takes neighbours and the density of every row of the pool (infinite where no example reaches); `documents` is how
    /// many of them could be read.
    #[must_use]
    pub fn new(neighbours: Neighbours, densities: &[f64], documents: usize) -> Self {
        let examples = (0..neighbours.len()).filter(|&example| neighbours.row(example).is_some()).collect();
        let weights = densities.iter().map(|density| 1.0 / density).collect();
        Self { neighbours, examples, weights, documents, near_duplicates: 0.0 }
    }

    /// How many examples could be read.
    #[must_use]
    pub fn examples(&self) -> usize {
        self.examples.len()
    }

    /// The neighbours' rows and distances of one of them.
    pub(super) fn example(&self, example: usize) -> (&[u32], &[f64]) {
        self.neighbours.row(self.examples[example]).expect("only examples that were read are counted")
    }

    /// Its place among all examples, those that could not be read included.
    pub(super) fn place(&self, example: usize) -> usize {
        self.examples[example]
    }

    /// Neighbours looked at for each example.
    #[must_use]
    pub const fn k(&self) -> usize {
        self.neighbours.k()
    }

    /// Whether every document is every example's neighbour.
    pub(super) const fn is_whole(&self) -> bool {
        self.neighbours.k() == self.documents
    }

    /// `1/ρ` of a row.
    pub(super) fn weight(&self, row: u32) -> f64 {
        self.weights[row as usize]
    }

    /// Rows of the pool, reached or not.
    pub(super) fn rows(&self) -> usize {
        self.weights.len()
    }

    /// `Σ 1/ρ` over what examples reach.
    pub(super) fn total_weight(&self) -> f64 {
        self.weights.iter().sum()
    }

    /// Near-duplicates of a reached row on average, itself left out.
    pub(super) const fn near_duplicates(&self) -> f64 {
        self.near_duplicates
    }

    /// Mean density of what examples reach.
    pub(super) fn mean_density(&self) -> f64 {
        let reached = self.weights.iter().filter(|weight| **weight > 0.0);
        let (count, sum) = reached.fold((0.0, 0.0), |(count, sum), weight| (count + 1.0, sum + 1.0 / weight));
        if count > 0.0 { sum / count } else { f64::NAN }
    }
}

/// Rows that are somebody's neighbour, rising.
fn fetched(neighbours: &Neighbours, rows: usize) -> Vec<u32> {
    let mut is_fetched = vec![false; rows];
    for (found, _) in (0..neighbours.len()).filter_map(|example| neighbours.row(example)) {
        for &row in found {
            is_fetched[row as usize] = true;
        }
    }
    (0..rows as u32).filter(|&row| is_fetched[row as usize]).collect()
}
