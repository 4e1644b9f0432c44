//! How much of what a goal keeps hangs on which examples were given.

use selection::evidence::stability::kept_again;

use crate::operations::Failure;
use crate::operations::goal::{GoalStability, GoalStabilityQuery};
use crate::ranking::again::Again;
use crate::ranking::{Rankings, cut};
use crate::session::Session;

/// Draws of the examples: enough to tell nine tenths from a half, and a moment's work on a small pool.
const DRAWS: u64 = 20;
/// The same draws for the same goal.
const SEED: u64 = 1;

/// Draws the examples again and counts what is kept of the best rows. It measures the method's own ranking, as the cards
/// of evidence do: what is done to its order afterwards is left out.
///
/// # Errors
/// [`crate::operations::FailureCode::RankingGone`] when the ranking is no longer kept; what the method says of the draws.
pub fn stability(session: &Session, rankings: &Rankings, query: &GoalStabilityQuery) -> Result<GoalStability, Failure> {
    let kept = rankings.by_id(query.ranking)?;
    let documents = cut(&kept, query.budget)?.documents;
    let again = Again::of(session, rankings, &kept)?;
    let examples = if again.reads_examples() { again.ticked() } else { 0 };
    let shares = kept_again(examples, DRAWS, SEED, documents as usize, |drawn| again.score(drawn))?;
    let mean = shares.iter().sum::<f64>() / shares.len().max(1) as f64;
    Ok(GoalStability {
        kept: documents,
        draws: shares.len() as u64,
        stays: (!shares.is_empty()).then_some(mean),
        least: shares.iter().copied().fold(1.0, f64::min),
        most: shares.iter().copied().fold(0.0, f64::max),
    })
}
