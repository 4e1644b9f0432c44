//! Queues: in which order a person meets rows. Each follows from the ranking, its cut and what was decided.

use std::sync::Arc;

use selection::evidence::audit::drawn;

use super::decided::decided;
use super::joined::{Told, everybody};
use super::words;
use crate::compare::Compared;
use crate::compare::rows::split;
use crate::operations::compare::CompareQuery;
use crate::operations::review::{Queue, QueuePage, QueueQuery, QueueRow, Said, Verdict};
use crate::operations::{Failure, FailureCode};
use crate::pool::columns::Values;
use crate::pool::filter;
use crate::pool::frame::Frame;
use crate::pool::table::{EXCERPT, kind_of};
use crate::pool::texts::excerpt;
use crate::ranking::{Kept, cut};
use crate::session::Session;
use crate::store::decision::{last_held, last_undone};
use crate::store::judgement::{self, Aspect, SHARED};
use crate::store::{Connection, StoreError};
use selection::random::mixed;

/// Rows of a page, of each side of the cut, and of a draw, at most.
const MOST_ROWS: u64 = 200;
const MOST_SIDE: u64 = 500;
const MOST_DRAWN: u64 = 2000;
/// Seed of the order in which rows are met blind.
const BLIND: u64 = 0x0062_6c69_6e64;

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
    let done = done(session, query)?;
    let frame = &found.kept.pool.frame;
    let has_none = |&position: &u32| verdict_of(&done, frame.rows[position as usize]).is_none();
    let from = (query.offset as usize).min(found.documents.len());
    let to = from.saturating_add(query.limit.min(MOST_ROWS) as usize).min(found.documents.len());
    let rows: Vec<i64> = found.documents[from..to].iter().map(|&position| frame.rows[position as usize]).collect();
    let texts = session.texts(&rows)?;
    session.read(|c| {
        let places = (from..to).zip(&texts);
        Ok(QueuePage {
            total: found.documents.len() as u64,
            first_left: found.documents.iter().position(has_none).map(|place| place as u64),
            rows: places.map(|(place, text)| row(c, query, &found, place, text)).collect::<Result<_, _>>()?,
            can_undo: last_held(c, &annotator)?.is_some(),
            can_redo: last_undone(c, &annotator)?.is_some(),
        })
    })
}

fn row(c: &Connection, query: &QueueQuery, found: &Queued, place: usize, text: &str) -> Result<QueueRow, StoreError> {
    let position = found.documents[place] as usize;
    let frame = &found.kept.pool.frame;
    let rank_in = |kept: &Kept| Some(u64::from(kept.ranks[position])).filter(|&rank| rank > 0);
    let rank = rank_in(&found.kept);
    let told = decided(c, query.annotator.trim(), frame.rows[position], query.blind)?;
    let rules = matches!(query.queue, Queue::Conflicts {});
    let said = match (rules, query.blind) {
        (true, blind) => everyone(told.said, query.annotator.trim(), told.review.verdict, blind),
        (false, true) => Vec::new(),
        (false, false) => told.said,
    };
    Ok(QueueRow {
        id: frame.ids.at(position).to_owned(),
        excerpt: excerpt(text, EXCERPT),
        kind: kind_of(frame.kinds[position]),
        rank: rank.filter(|_| !query.blind),
        kept: (!query.blind).then(|| rank.is_some_and(|rank| rank <= found.cut as u64)),
        other_ranks: found.others.iter().filter(|_| !query.blind).map(|kept| rank_in(kept)).collect(),
        group: found.groups.get(place).copied(),
        joined: told.joined.filter(|_| !query.blind),
        review: told.review,
        said,
    })
}

/// Who rules hears everybody, the own voice among them; blind, without names and in an order that tells none.
fn everyone(mut said: Vec<Said>, annotator: &str, own: Option<Verdict>, blind: bool) -> Vec<Said> {
    if let Some(verdict) = own {
        let said_first =
            Said { annotator: Some(annotator.to_owned()), verdict: Some(verdict), label: None, note: String::new() };
        said.insert(0, said_first);
    }
    said.retain(|one| one.verdict.is_some());
    if blind {
        for one in &mut said {
            *one = Said { annotator: None, note: String::new(), label: None, ..one.clone() };
        }
        said.sort_by_key(|one| one.verdict.map(|verdict| verdict as u8));
    }
    said
}

/// What counts as done in a queue, by row, rising: the annotator's verdicts or, where there are conflicts, rulings.
///
/// # Errors
/// [`FailureCode::BadName`]; what the store says.
pub fn done(session: &Session, query: &QueueQuery) -> Result<Vec<(i64, Verdict)>, Failure> {
    let annotator = words::annotator(&query.annotator)?;
    match query.queue {
        Queue::Conflicts {} => of_all(session, SHARED, Aspect::Ruling),
        _ => of_all(session, &annotator, Aspect::Verdict),
    }
}

fn of_all(session: &Session, whose: &str, aspect: Aspect) -> Result<Vec<(i64, Verdict)>, Failure> {
    let all = session.read(|c| judgement::all(c, whose, aspect))?;
    Ok(all.into_iter().filter_map(|(row, word)| Some((row, words::verdict(&word)?))).collect())
}

/// The verdict on a row among those of [`done`].
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
            let all = of_all(session, &words::annotator(&query.annotator)?, Aspect::Verdict)?;
            let rows = all.into_iter().filter(|(_, one)| one == verdict).map(|(row, _)| row);
            best_first(&kept, positions(&frame, rows))
        }
        Queue::Pinned {} => {
            let pins = session.pins()?;
            best_first(&kept, positions(&frame, pins.always.into_iter().chain(pins.never)))
        }
        Queue::Conflicts {} => told(session, &kept, |told| told.differs() || told.ruling.is_some())?,
        Queue::Joined { verdict } => told(session, &kept, |told| told.joined() == Some(*verdict))?,
    };
    let tells_nothing = matches!(query.queue, Queue::Audit { .. } | Queue::Duplicates { .. });
    let documents = if query.blind && !tells_nothing { mixed_up(&frame, documents) } else { documents };
    Ok(Queued { kept, cut, documents, groups, others })
}

/// Rows that are still in the pool: a decision outlives its row.
fn positions(frame: &Frame, rows: impl Iterator<Item = i64>) -> Vec<u32> {
    rows.filter_map(|row| frame.position(row)).map(|position| position as u32).collect()
}

/// Rows of which something was said, best first.
fn told(session: &Session, kept: &Kept, wanted: impl Fn(&Told) -> bool) -> Result<Vec<u32>, Failure> {
    let all = everybody(session)?;
    let rows = all.rows.iter().filter(|told| wanted(told)).map(|told| told.row);
    Ok(best_first(kept, positions(&kept.pool.frame, rows)))
}

/// The rows in an order of their own by chance, the same whatever the ranking: their order would tell their ranks.
fn mixed_up(frame: &Frame, mut documents: Vec<u32>) -> Vec<u32> {
    documents.sort_by_cached_key(|&position| mixed(BLIND, frame.rows[position as usize] as u64));
    documents
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
