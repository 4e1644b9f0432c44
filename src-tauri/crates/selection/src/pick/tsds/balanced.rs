//! The corrected rule: no caps, more neighbours when they run out, and no mass lost.

use super::error::TsdsError;
use super::fill::{Filled, even, fill};
use super::reach::Reach;
use super::stop::{cost_at, stop};
use super::support::s_for;
use super::uniform::uniform;
use crate::data::vectors::Vectors;

/// Pairs of example and neighbour that are held in memory at most: 4 GB.
const PAIRS: usize = 200_000_000;

/// How widely masses spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    /// As the paper's objective weighs distance against evenness.
    Weighed {
        /// 0 is evenness alone, 1 distance alone.
        alpha: f64,
        /// A length, of the size of the vectors' distances.
        c: f64,
    },
    /// Over so many documents.
    Support(usize),
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// How widely masses spread.
    pub spread: Spread,
    /// Documents nearer than this to each other are near-duplicates; 0 for none (KNN-Uniform).
    pub radius: f64,
    /// Neighbours looked at for each example; more where they run out.
    pub max_k: usize,
    /// Near-duplicates of a document that count at most.
    pub kde_k: usize,
}

/// Masses given to the documents of a pool.
#[derive(Debug, Clone, PartialEq)]
pub struct Balanced {
    /// The share of each document; they add up to 1. 0 for documents that could not be read.
    pub probabilities: Vec<f64>,
    /// One over the largest `M ρ_j γ_ij`: how widely masses spread, in documents for each example.
    pub s: f64,
    /// Neighbours that took mass, of each example that could be read.
    pub taken: Vec<usize>,
    /// Mean distance that masses went.
    pub transport: f64,
    /// What another step would cost (the left side of the rule that stops, without its factor); infinite where nothing
    /// is left to step to.
    pub cost: f64,
    /// Neighbours looked at for each example.
    pub looked_at: usize,
    /// Near-duplicates of a document within reach on average, itself left out.
    pub near_duplicates: f64,
    /// Mean density of the documents within reach: 1 where there are no near-duplicates.
    pub mean_density: f64,
}

impl Balanced {
    pub(super) fn of(reach: &Reach, filled: Filled, s: f64, cost: f64) -> Self {
        Self {
            probabilities: filled.probabilities,
            s,
            taken: filled.taken,
            transport: filled.transport,
            cost,
            looked_at: reach.k(),
            near_duplicates: reach.near_duplicates(),
            mean_density: reach.mean_density(),
        }
    }

    /// How many documents have any mass.
    #[must_use]
    pub fn support(&self) -> usize {
        self.probabilities.iter().filter(|p| **p > 0.0).count()
    }

    /// As how many documents of equal mass these count: `1 / Σ p²`.
    #[must_use]
    pub fn effective_size(&self) -> f64 {
        1.0 / self.probabilities.iter().map(|p| p * p).sum::<f64>()
    }

    /// The alpha that, with this `c`, spreads masses just as widely.
    #[must_use]
    pub fn alpha(&self, c: f64) -> f64 {
        let enough = self.taken.len() as f64 * c;
        enough / (self.cost + enough)
    }
}

/// Gives the masses of the examples to the documents near them. Runs on the caller's rayon pool.
///
/// # Errors
/// [`TsdsError`].
pub fn balanced(pool: &Vectors, examples: &Vectors, wanted: &Wanted) -> Result<Balanced, TsdsError> {
    solved(pool, examples, wanted).map(|found| found.1)
}

/// The same with what examples reach, from which what each gives to each document can be told.
pub(super) fn solved(pool: &Vectors, examples: &Vectors, wanted: &Wanted) -> Result<(Reach, Balanced), TsdsError> {
    wanted.check()?;
    let (documents, count) = fit(pool, examples)?;
    if documents == 0 {
        return Err(TsdsError::TooFew { found: 0, least: 1, hint: "" });
    }
    let mut k = wanted.max_k.min(documents);
    loop {
        if k.saturating_mul(count) > PAIRS {
            return Err(TsdsError::TooWide { examples: count, neighbours: k });
        }
        let reach = Reach::of(pool, examples, k, (wanted.radius, wanted.kde_k));
        if let Some(balanced) = spread(&reach, wanted.spread, wanted.radius <= 0.0) {
            return Ok((reach, balanced));
        }
        k = (2 * k).min(documents);
    }
}

/// Masses for the neighbours at hand; none where more neighbours are needed to know them.
pub(super) fn spread(reach: &Reach, spread: Spread, is_uniform: bool) -> Option<Balanced> {
    match spread {
        Spread::Support(support) => {
            let s = s_for(reach, support)?;
            Some(Balanced::of(reach, fill(reach, s)?, s, cost_at(reach, s)))
        }
        Spread::Weighed { alpha, c } => weighed(reach, alpha, c, is_uniform),
    }
}

fn weighed(reach: &Reach, alpha: f64, c: f64, is_uniform: bool) -> Option<Balanced> {
    let s = if is_uniform { uniform(reach, alpha, c).map(|k| k as f64) } else { stop(reach, alpha, c) };
    let total = reach.total_weight();
    match s {
        Some(s) if 2.0 * s <= total => Some(Balanced::of(reach, fill(reach, s)?, s, cost_at(reach, s))),
        _ if reach.is_whole() => {
            // Beyond half of the pool the documents without mass bind: the optimum is one half, or all evenly.
            let (half, all) = (fill(reach, total / 2.0)?, even(reach));
            let gain = alpha / c * (all.transport - half.transport);
            Some(if gain > (1.0 - alpha) / total {
                Balanced::of(reach, half, total / 2.0, cost_at(reach, total / 2.0))
            } else {
                Balanced::of(reach, all, total, f64::INFINITY)
            })
        }
        _ => None,
    }
}

impl Wanted {
    pub(super) fn check(&self) -> Result<(), TsdsError> {
        let require = |holds: bool, name, value, range| {
            if holds { Ok(()) } else { Err(TsdsError::OutOfRange { name, value, range }) }
        };
        if let Spread::Weighed { alpha, c } = self.spread {
            require((0.0..=1.0).contains(&alpha), "alpha", alpha, "between 0 and 1")?;
            require(c > 0.0 && c.is_finite(), "C", c, "above 0")?;
        }
        require(self.radius >= 0.0 && self.radius.is_finite(), "sigma", self.radius, "0 or more")?;
        require(self.max_k > 0, "max_k", self.max_k as f64, "at least 1")?;
        require(self.kde_k > 0, "kde_k", self.kde_k as f64, "at least 1")
    }
}

/// Documents and examples that could be read.
pub(super) fn fit(pool: &Vectors, examples: &Vectors) -> Result<(usize, usize), TsdsError> {
    if pool.width() != examples.width() {
        return Err(TsdsError::Width { pool: pool.width(), examples: examples.width() });
    }
    let read = |vectors: &Vectors| (0..vectors.len()).filter(|&row| vectors.row(row).is_some()).count();
    match read(examples) {
        0 => Err(TsdsError::NoExamples { examples: examples.len() }),
        count => Ok((read(pool), count)),
    }
}
