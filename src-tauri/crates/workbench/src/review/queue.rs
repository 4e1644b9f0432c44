//! Queues: in which order a person meets rows. Each follows from the ranking, its cut and what was decided.

use std::sync::Arc;

use selection::evidence::audit::drawn;

use super::decided::reviews;
use super::words;
use crate::compare::Compared;
use crate::compare::rows::split;
use crate::operations::compare::CompareQuery;
use crate::operations::review::{Queue, QueuePage, QueueQuery, QueueRow, RowReview, Verdict};
use crate::operations::{Failure, FailureCode};
use crate::pool::columns::Values;
use crate::pool::filter;
use crate::pool::frame::Frame;
use crate::pool::table::{EXCERPT, kind_of};
use crate::pool::texts::excerpt;
use crate::ranking::{Kept, cut};
use crate::session::Session;
use crate::store::decision::{last_held, last_undone};
use crate::store::judgement::{self, Aspect};

/// Rows of a page, of each side of the cut, and of a draw, at most.
const MOST_ROWS: u64 = 200;
const MOST_SIDE: u64 = 500;
const MOST_DRAWN: u64 = 2000;

/// A queue's rows in their order.
pub struct Queued {
    /// The ranking.
    pub kept: Arc<Kept>,
    /// Rows above the cut.
    pub cut: usize,
    /// Positions in the pool.
    pub documents: Vec<u32>,
    /// The group of each, from 1, where rows stand in groups.
    groups: Vec<u64>,
    /// The other rankings.
    others: Vec<Arc<Kept>>,
}

/// A stretch of a queue.
///
/// # Errors
/// As [`queued`]; what the store says.
pub fn page(session: &Session, query: &QueueQuery) -> Result<QueuePage, Failure> {
    let found = queued(session, query)?;
    let annotator = words::annotator(&query.annotator)?;
    let verdicts = verdicts(session, &annotator)?;
    let frame = &found.kept.pool.frame;
    let has_none = |&position: &u32| verdict_of(&verdicts, frame.rows[position as usize]).is_none();
    let from = (query.offset as usize).min(found.documents.len());
    let to = from.saturating_add(query.limit.min(MOST_ROWS) as usize).min(found.documents.len());
    let rows: Vec<i64> = found.documents[from..to].iter().map(|&position| frame.rows[position as usize]).collect();
    let (reviews, can_undo, can_redo) = session.read(|c| {
        Ok((reviews(c, &annotator, &rows)?, last_held(c, &annotator)?.is_some(), last_undone(c, &annotator)?.is_some()))
    })?;
    let texts = session.texts(&rows)?;
    let places = (from..to).zip(texts).zip(reviews);
    Ok(QueuePage {
        total: found.documents.len() as u64,
        first_left: found.documents.iter().position(has_none).map(|place| place as u64),
        rows: places.map(|((place, text), review)| row(&found, place, &text, review)).collect(),
        can_undo,
        can_redo,
    })
}

fn row(found: &Queued, place: usize, text: &str, review: RowReview) -> QueueRow {
    let position = found.documents[place] as usize;
    let frame = &found.kept.pool.frame;
    let rank_in = |kept: &Kept| Some(u64::from(kept.ranks[position])).filter(|&rank| rank > 0);
    let rank = rank_in(&found.kept);
    QueueRow {
        id: frame.ids.at(position).to_owned(),
        excerpt: excerpt(text, EXCERPT),
        kind: kind_of(frame.kinds[position]),
        rank,
        kept: rank.is_some_and(|rank| rank <= found.cut as u64),
        other_ranks: found.others.iter().map(|kept| rank_in(kept)).collect(),
        group: found.groups.get(place).copied(),
        review,
    }
}

/// An annotator's verdicts by row, rising.
pub fn verdicts(session: &Session, annotator: &str) -> Result<Vec<(i64, Verdict)>, Failure> {
    let all = session.read(|c| judgement::all(c, annotator, Aspect::Verdict))?;
    Ok(all.into_iter().filter_map(|(row, word)| Some((row, words::verdict(&word)?))).collect())
}

/// The verdict on a row among those of [`verdicts`].
pub fn verdict_of(verdicts: &[(i64, Verdict)], row: i64) -> Option<Verdict> {
    verdicts.binary_search_by_key(&row, |(known, _)| *known).ok().map(|place| verdicts[place].1)
}

/// The rows of a queue.
///
/// # Errors
/// [`FailureCode::RankingGone`]; [`FailureCode::BadBudget`]; [`FailureCode::NoSuchColumn`] and
/// [`FailureCode::WrongColumn`]; [`FailureCode::BadSetting`] for a likeness out of range.
pub fn queued(session: &Session, query: &QueueQuery) -> Result<Queued, Failure> {
    let kept = session.rankings.by_id(query.ranking)?;
    let cut = cut(&kept, query.budget)?.documents as usize;
    let (order, frame) = (kept.ranking.order(), Arc::clone(&kept.pool.frame));
    let (mut groups, mut others) = (Vec::new(), Vec::new());
    let documents = match &query.queue {
        Queue::AroundCut { each_side } => around(order, cut, (*each_side).min(MOST_SIDE) as usize),
        Queue::Disagreements { others: named } => {
            let rankings = std::iter::once(query.ranking).chain(named.iter().copied()).collect();
            let compared = Compared::of(&session.rankings, &CompareQuery { rankings, budget: query.budget }, 2..=4)?;
            others = compared.sides[1..].iter().map(|side| Arc::clone(&side.kept)).collect();
            split(&compared)
        }
        Queue::Audit { rows, seed } => {
            let number = |position: u32| frame.rows[position as usize] as u64;
            drawn(&order[..cut], (*rows).min(MOST_DRAWN) as usize, *seed, number)
        }
        Queue::Duplicates { likeness } => {
            let mut found = session.alike(&frame, *likeness)?.groups();
            found.sort_by_key(|group| std::cmp::Reverse(group.len()));
            let numbered = (1..).zip(&found).flat_map(|(number, group)| vec![number; group.len()]);
            groups = numbered.collect();
            found.concat()
        }
        Queue::Quality { column, higher_is_better, rows } => {
            worst(&frame, &order[..cut], column, *higher_is_better, (*rows).min(MOST_DRAWN) as usize)?
        }
        Queue::Filter { filter } => best_first(&kept, filter::matching(session, &frame, filter)?.to_vec()),
        Queue::Judged { verdict } => {
            let all = verdicts(session, &words::annotator(&query.annotator)?)?;
            let rows = all.into_iter().filter(|(_, one)| one == verdict).map(|(row, _)| row);
            best_first(&kept, positions(&frame, rows))
        }
        Queue::Pinned {} => {
            let pins = session.pins()?;
            best_first(&kept, positions(&frame, pins.always.into_iter().chain(pins.never)))
        }
    };
    Ok(Queued { kept, cut, documents, groups, others })
}

/// Rows that are still in the pool: a decision outlives its row.
fn positions(frame: &Frame, rows: impl Iterator<Item = i64>) -> Vec<u32> {
    rows.filter_map(|row| frame.position(row)).map(|position| position as u32).collect()
}

/// The last row above a cut, the first below, and so on outwards.
fn around(order: &[u32], cut: usize, each_side: usize) -> Vec<u32> {
    let above: Vec<u32> = order[..cut].iter().rev().take(each_side).copied().collect();
    let below: Vec<u32> = order[cut..].iter().take(each_side).copied().collect();
    let at = |side: &[u32], place: usize| side.get(place).copied();
    (0..above.len().max(below.len())).flat_map(|place| [at(&above, place), at(&below, place)]).flatten().collect()
}

fn best_first(kept: &Kept, mut documents: Vec<u32>) -> Vec<u32> {
    documents.sort_by_key(|&position| (kept.ranks[position as usize].wrapping_sub(1), position));
    documents
}

/// Documents with the worst numbers of a column, the worst first; those without a number are not among them.
fn worst(frame: &Frame, documents: &[u32], name: &str, higher: bool, most: usize) -> Result<Vec<u32>, Failure> {
    let column = frame.columns.iter().find(|column| column.name == name);
    let column = column.ok_or_else(|| Failure::new(FailureCode::NoSuchColumn).text("column", name))?;
    let number = |position: u32| match &column.values {
        Values::Numbers(numbers) => Some(numbers[position as usize]).filter(|number| number.is_finite()),
        // Few distinct numbers are kept as categories of their texts.
        Values::Categories { .. } => column.text(position as usize).parse().ok(),
    };
    let mut found: Vec<(f64, u32)> = documents.iter().filter_map(|&one| Some((number(one)?, one))).collect();
    if found.is_empty() && !documents.is_empty() {
        return Err(Failure::new(FailureCode::WrongColumn).text("column", name).text("wanted", "numbers"));
    }
    found.sort_by(|a, b| if higher { a.0.total_cmp(&b.0) } else { b.0.total_cmp(&a.0) }.then(a.1.cmp(&b.1)));
    Ok(found.into_iter().take(most).map(|(_, one)| one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_around_a_cut_come_from_both_sides_by_turns_until_one_side_ends() {
        let order = [10, 11, 12, 13, 14, 15];
        assert_eq!(around(&order, 2, 9), [11, 12, 10, 13, 14, 15]);
        assert_eq!(around(&order, 3, 1), [12, 13]);
        assert_eq!(around(&order, 0, 2), [10, 11]);
        assert_eq!(around(&order, 6, 2), [15, 14]);
    }
}
