//! Giving the examples' masses away, once it is known how much a document may take.

use super::reach::Reach;

/// Weights are sums of quotients: a gap of this share of `s` is rounding.
const ROUNDING: f64 = 1e-12;

/// Masses given away.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filled {
    /// `Σ_i γ_ij` of every row of the pool.
    pub(super) probabilities: Vec<f64>,
    /// Neighbours that took mass, of each example.
    pub(super) taken: Vec<usize>,
    /// `Σ γ_ij d_ij`.
    pub(super) transport: f64,
}

impl Filled {
    pub(super) fn nothing(reach: &Reach) -> Self {
        Self { probabilities: vec![0.0; reach.rows()], taken: vec![0; reach.examples()], transport: 0.0 }
    }

    pub(super) fn give(&mut self, example: usize, row: u32, distance: f64, mass: f64) {
        self.probabilities[row as usize] += mass;
        self.transport += mass * distance;
        self.taken[example] += 1;
    }
}

/// Fills each example's neighbours with `min(1/(ρ_j M s), what is left)`; none where an example's neighbours run out
/// before its mass does.
pub(super) fn fill(reach: &Reach, s: f64) -> Option<Filled> {
    let mut filled = Filled::nothing(reach);
    for example in 0..reach.examples() {
        if !fill_one(reach, s, example, |row, distance, mass| filled.give(example, row, distance, mass)) {
            return None;
        }
    }
    Some(filled)
}

/// Tells what one example gives to each of its neighbours (row, distance, mass), nearest first; false where they run out
/// before its mass does.
pub(super) fn fill_one(reach: &Reach, s: f64, example: usize, mut give: impl FnMut(u32, f64, f64)) -> bool {
    let whole = 1.0 / reach.examples() as f64;
    let (rows, distances) = reach.example(example);
    // Counted in weights up to `s`, so that the last bit of a mass never makes a neighbour of its own.
    let mut given = 0.0;
    for (&row, &distance) in rows.iter().zip(distances) {
        let weight = reach.weight(row);
        let left = s - given;
        let is_last = weight >= left - ROUNDING * s;
        give(row, distance, whole * if is_last { left } else { weight } / s);
        given = if is_last { s } else { given + weight };
        if is_last {
            break;
        }
    }
    // At the end of the whole pool rounding alone can be left.
    given >= s || (reach.is_whole() && s - given <= 1e-9 * s)
}

/// Gives every document its even share `(1/ρ_j) / Σ 1/ρ`; every document must be within reach.
pub(super) fn even(reach: &Reach) -> Filled {
    let mut filled = Filled::nothing(reach);
    let total = reach.total_weight() * reach.examples() as f64;
    for example in 0..reach.examples() {
        let (rows, distances) = reach.example(example);
        for (&row, &distance) in rows.iter().zip(distances) {
            filled.give(example, row, distance, reach.weight(row) / total);
        }
    }
    filled
}
