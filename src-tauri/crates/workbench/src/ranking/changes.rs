//! What a change to a question did to the order: ranks before and after, and where a row would stand without an example.
//!
//! A change is another question, so nothing here is approximate: both rankings are made, and kept for the next look.

use selection::compare::changes::changed;
use selection::compare::shifts::{Shift, shifts};

use super::cut;
use super::kept::{Kept, Rankings};
use super::requests::tried;
use crate::operations::ranking::RankQuery;
use crate::operations::whatif::{RankChanges, RankChangesQuery, RankMove, WithoutExample, WithoutExampleQuery};
use crate::operations::{Failure, FailureCode};
use crate::session::Session;

/// Rows named that rose or fell most.
const NAMED: usize = 3;

/// What a change did.
///
/// # Errors
/// [`FailureCode::RankingGone`] when one of the rankings is no longer kept, or rows came or went between them.
pub fn changes(rankings: &Rankings, query: &RankChangesQuery) -> Result<RankChanges, Failure> {
    let (now, before) = (rankings.by_id(query.ranking)?, rankings.by_id(query.before)?);
    if !std::sync::Arc::ptr_eq(&now.pool.frame, &before.pool.frame) {
        return Err(Failure::new(FailureCode::RankingGone));
    }
    let kept_of = |kept: &Kept| cut(kept, query.budget).map(|cut| cut.documents as usize);
    let found = changed((&before.ranks, kept_of(&before)?), (&now.ranks, kept_of(&now)?));
    let moves = shifts(before.ranking.order(), now.ranking.order(), now.ranks.len(), 0, NAMED);
    let named = |moved: &[Shift]| moved.iter().filter_map(|shift| row_moved(&now, shift)).collect();
    Ok(RankChanges {
        in_both: found.in_both,
        moved: found.moved,
        came_in: found.came_in,
        went_out: found.went_out,
        risen: named(&moves.risen),
        fallen: named(&moves.fallen),
    })
}

fn row_moved(kept: &Kept, shift: &Shift) -> Option<RankMove> {
    let row = kept.pool.frame.rows[shift.document as usize];
    Some(RankMove { row, from: u64::from(shift.from?), to: u64::from(shift.to?) })
}

/// Where a row would stand without one of the examples that count.
///
/// # Errors
/// [`FailureCode::NoSuchThing`] for a row that is not in the pool or an example that does not count; what the method says
/// of the examples that are left.
pub fn without_example(
    session: &Session,
    rankings: &Rankings,
    query: &WithoutExampleQuery,
) -> Result<WithoutExample, Failure> {
    let kept = rankings.by_id(query.ranking)?;
    let absent =
        |what: &str, id: i64| Failure::new(FailureCode::NoSuchThing).text("what", what).number("id", id as f64);
    let (mut examples, unwanted) = kept.examples_counted();
    let place = examples.iter().position(|&one| one == query.example);
    examples.remove(place.ok_or_else(|| absent("example", query.example))?);
    let position = kept.pool.frame.position(query.row).ok_or_else(|| absent("row", query.row))?;
    let nowhere = WithoutExample { row: query.row, example: query.example, rank: None };
    if examples.is_empty() {
        return Ok(nowhere);
    }
    examples.extend(unwanted);
    let asked = RankQuery { examples: Some(examples), ..kept.view.query.clone() };
    let without = tried(session, rankings, &asked)?;
    // Rows may have come or gone since the ranking was made.
    let rank = without.ranks.get(position).copied().filter(|&rank| rank > 0);
    Ok(WithoutExample { rank: rank.map(u64::from), ..nowhere })
}
