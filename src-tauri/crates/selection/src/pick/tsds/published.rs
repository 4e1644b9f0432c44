//! The rule as the published code has it, its caps and its last step included, to compare with it.

use super::balanced::{Balanced, Spread, Wanted, fit};
use super::error::TsdsError;
use super::fill::Filled;
use super::reach::Reach;
use super::stop::{Growth, Waiting};
use crate::data::vectors::Vectors;

/// A tenth of the pool, as which the published code caps what it looks at.
const CAP: usize = 10;

/// Gives masses as the published code does, on exact neighbours: it looks at a tenth of the pool at most, lets an example
/// go no farther than the neighbour before the last, and gives what is left to the next one, however much that is.
///
/// # Errors
/// [`TsdsError`]; [`TsdsError::Overfilled`] where the published code stops on its own check.
///
/// # Panics
/// When a support is asked for, which the published code knows nothing of.
pub fn published(pool: &Vectors, examples: &Vectors, wanted: &Wanted) -> Result<Balanced, TsdsError> {
    wanted.check()?;
    let (documents, _) = fit(pool, examples)?;
    let (k, kde_k) = (wanted.max_k.min(documents / CAP), wanted.kde_k.min(documents / CAP));
    if k < 2 {
        let hint = ", ask for two neighbours or more, or use the corrected rule";
        return Err(TsdsError::TooFew { found: documents, least: 2 * CAP, hint });
    }
    give(&Reach::of(pool, examples, k, (wanted.radius, kde_k)), wanted.spread)
}

/// The same for neighbours at hand.
pub(super) fn give(reach: &Reach, spread: Spread) -> Result<Balanced, TsdsError> {
    let Spread::Weighed { alpha, c } = spread else { unreachable!("the published rule has no support to aim at") };
    let enough = (1.0 - alpha) * reach.examples() as f64;
    let mut growth = Growth::new(reach);
    // Neighbours of each example that are filled to the brim.
    let mut taken = vec![1; reach.examples()];
    let mut s = 0.0;
    while let Some(waiting) = growth.heap.pop() {
        s = waiting.s;
        let Some(cost) = growth.count(waiting) else { break };
        if alpha / c * cost >= enough {
            break;
        }
        let Waiting { taken: so_far, example, .. } = waiting;
        taken[example] = so_far;
        if so_far < reach.k() - 1 {
            growth.go_on(waiting);
        }
    }
    let cost = growth.cost;
    Ok(Balanced { cost, ..Balanced::of(reach, filled(reach, s, taken)?, s, cost) })
}

fn filled(reach: &Reach, s: f64, taken: Vec<usize>) -> Result<Filled, TsdsError> {
    let mut filled = Filled::nothing(reach);
    let whole = 1.0 / reach.examples() as f64;
    for (example, &to_the_brim) in taken.iter().enumerate() {
        let (rows, distances) = reach.example(example);
        let mut left = whole;
        for (&row, &distance) in rows.iter().zip(distances).take(to_the_brim) {
            let mass = whole / s * reach.weight(row);
            filled.give(example, row, distance, mass);
            left -= mass;
        }
        if left < -1e-9 {
            return Err(TsdsError::Overfilled { example });
        }
        filled.give(example, rows[to_the_brim], distances[to_the_brim], left.max(0.0));
    }
    Ok(Filled { taken, ..filled })
}
