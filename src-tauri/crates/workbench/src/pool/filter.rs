//! Which documents a filter lets through.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::columns::Values;
use super::frame::Frame;
use crate::maps::region;
use crate::operations::data::{Condition, Filter};
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::store::search;

/// Answers that are kept: scrolling asks the same question again and again.
const KEPT: usize = 6;
/// So many rows of a search are found without looking for the others.
const FIRST: usize = 1000;

/// The last answers, each for one state of the pool.
#[derive(Debug, Default)]
pub struct FilterKeeper {
    kept: Mutex<Vec<Kept>>,
}

#[derive(Debug)]
struct Kept {
    frame: Weak<Frame>,
    filter: Filter,
    matching: Arc<Vec<u32>>,
}

/// Positions in the frame that a filter lets through, rising.
pub fn matching(session: &Session, frame: &Arc<Frame>, filter: &Filter) -> Result<Arc<Vec<u32>>, Failure> {
    if let Some(found) = kept(session, frame, filter) {
        return Ok(found);
    }
    let matching = Arc::new(find(session, frame, filter)?);
    keep_answer(session, frame, filter, &matching);
    Ok(matching)
}

/// A stretch of them, and how many there are in all.
///
/// The first rows of a search alone come without the rest being named: counting a word that stands in a million rows
/// takes a tenth of the time that naming them takes.
pub fn stretch(
    session: &Session,
    frame: &Arc<Frame>,
    filter: &Filter,
    offset: usize,
    limit: usize,
) -> Result<(u64, Vec<u32>), Failure> {
    if let (Some(words), true) = (words(filter), filter.conditions.is_empty() && offset + limit <= FIRST)
        && kept(session, frame, filter).is_none()
    {
        return first(session, frame, words, offset, limit);
    }
    let matching = matching(session, frame, filter)?;
    let from = offset.min(matching.len());
    let to = from.saturating_add(limit).min(matching.len());
    Ok((matching.len() as u64, matching[from..to].to_vec()))
}

fn first(
    session: &Session,
    frame: &Frame,
    words: &str,
    offset: usize,
    limit: usize,
) -> Result<(u64, Vec<u32>), Failure> {
    // Rows of a running import that the frame does not know yet come after its last one.
    let last = frame.rows.last().copied().unwrap_or(0);
    let (total, rows) =
        session.read(|c| Ok((search::count(c, words, last)?, search::first(c, words, last, offset + limit)?)))?;
    let rows = rows.get(offset..).unwrap_or_default();
    Ok((total, rows.iter().filter_map(|&row| frame.position(row)).map(|position| position as u32).collect()))
}

fn kept(session: &Session, frame: &Arc<Frame>, filter: &Filter) -> Option<Arc<Vec<u32>>> {
    let mut kept = session.filters.kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|one| one.frame.strong_count() > 0);
    let same = |one: &&Kept| std::ptr::eq(one.frame.as_ptr(), Arc::as_ptr(frame)) && one.filter == *filter;
    kept.iter().find(same).map(|found| Arc::clone(&found.matching))
}

fn keep_answer(session: &Session, frame: &Arc<Frame>, filter: &Filter, matching: &Arc<Vec<u32>>) {
    let mut kept = session.filters.kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.insert(0, Kept { frame: Arc::downgrade(frame), filter: filter.clone(), matching: Arc::clone(matching) });
    kept.truncate(KEPT);
}

/// What is searched for, if anything is.
fn words(filter: &Filter) -> Option<&str> {
    filter.search.as_deref().map(str::trim).filter(|words| !words.is_empty())
}

fn find(session: &Session, frame: &Frame, filter: &Filter) -> Result<Vec<u32>, Failure> {
    let mut positions: Vec<u32> = match words(filter) {
        Some(words) => {
            let last = frame.rows.last().copied().unwrap_or(0);
            let (everywhere, rows) = session.read(|c| {
                // A word in every row names none.
                let everywhere = search::count(c, words, last)? == frame.len() as u64;
                Ok((everywhere, if everywhere { Vec::new() } else { search::rows(c, words)? }))
            })?;
            if everywhere { (0..frame.len() as u32).collect() } else { positions_of(frame, &rows) }
        }
        None => (0..frame.len() as u32).collect(),
    };
    for condition in &filter.conditions {
        if let Condition::OnMap { map, region } = condition {
            region::keep(frame, &*session.map(*map)?, region, &mut positions)?;
        } else {
            keep(frame, condition, &mut positions)?;
        }
    }
    Ok(positions)
}

/// Where rising row numbers stand in the frame, by walking along both.
fn positions_of(frame: &Frame, rows: &[i64]) -> Vec<u32> {
    let mut positions = Vec::with_capacity(rows.len());
    let mut from = 0;
    for &row in rows {
        while frame.rows.get(from).is_some_and(|&known| known < row) {
            from += 1;
        }
        if frame.rows.get(from) == Some(&row) {
            positions.push(from as u32);
        }
    }
    positions
}

fn keep(frame: &Frame, condition: &Condition, positions: &mut Vec<u32>) -> Result<(), Failure> {
    let (Condition::OneOf { column: name, .. } | Condition::Between { column: name, .. }) = condition else {
        return Ok(());
    };
    let column = frame.columns.iter().find(|column| column.name == *name);
    let column = column.ok_or_else(|| Failure::new(FailureCode::NoSuchColumn).text("column", name))?;
    match (condition, &column.values) {
        (Condition::OneOf { values, .. }, Values::Categories { codes, texts }) => {
            let mut wanted = vec![values.iter().any(String::is_empty)];
            wanted.extend(texts.iter().map(|text| values.contains(text)));
            positions.retain(|&position| wanted[usize::from(codes[position as usize])]);
        }
        (Condition::OneOf { values, .. }, Values::Numbers(numbers)) => {
            let wanted: Vec<f64> = values.iter().filter_map(|value| value.parse().ok()).collect();
            let missing = values.iter().any(String::is_empty);
            positions.retain(|&position| {
                let number = numbers[position as usize];
                if number.is_nan() { missing } else { wanted.contains(&number) }
            });
        }
        (Condition::Between { least, most, .. }, Values::Numbers(numbers)) => {
            positions.retain(|&position| (*least..=*most).contains(&numbers[position as usize]));
        }
        (Condition::Between { least, most, .. }, Values::Categories { codes, texts }) => {
            let inside = |text: &String| text.parse().is_ok_and(|number: f64| (*least..=*most).contains(&number));
            let wanted: Vec<bool> = std::iter::once(false).chain(texts.iter().map(inside)).collect();
            positions.retain(|&position| wanted[usize::from(codes[position as usize])]);
        }
        (Condition::OnMap { .. }, _) => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_placed_by_walking_and_unknown_ones_passed_over() {
        let frame = Frame { rows: vec![2, 3, 7, 8, 20], ..Frame::default() };
        assert_eq!(positions_of(&frame, &[1, 3, 8, 9, 20, 21]), [1, 3, 4]);
        assert_eq!(positions_of(&frame, &[]), Vec::<u32>::new());
    }
}
