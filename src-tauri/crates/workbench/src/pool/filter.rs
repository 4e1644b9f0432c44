//! Which documents a filter lets through.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::columns::Values;
use super::frame::Frame;
use crate::operations::data::{Condition, Filter};
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::store::search;

/// Answers that are kept: scrolling asks the same question again and again.
const KEPT: usize = 6;

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
    let keeper = &session.filters.kept;
    {
        let mut kept = keeper.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| one.frame.strong_count() > 0);
        let same = |one: &&Kept| std::ptr::eq(one.frame.as_ptr(), Arc::as_ptr(frame)) && one.filter == *filter;
        if let Some(found) = kept.iter().find(same) {
            return Ok(Arc::clone(&found.matching));
        }
    }
    let matching = Arc::new(find(session, frame, filter)?);
    let mut kept = keeper.lock().unwrap_or_else(PoisonError::into_inner);
    kept.insert(0, Kept { frame: Arc::downgrade(frame), filter: filter.clone(), matching: Arc::clone(&matching) });
    kept.truncate(KEPT);
    Ok(matching)
}

fn find(session: &Session, frame: &Frame, filter: &Filter) -> Result<Vec<u32>, Failure> {
    let mut positions: Vec<u32> = match filter.search.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        Some(words) => {
            let rows = session.read(|c| search::rows(c, words))?;
            rows.iter().filter_map(|&row| frame.position(row)).map(|position| position as u32).collect()
        }
        None => (0..frame.len() as u32).collect(),
    };
    for condition in &filter.conditions {
        keep(frame, condition, &mut positions)?;
    }
    Ok(positions)
}

fn keep(frame: &Frame, condition: &Condition, positions: &mut Vec<u32>) -> Result<(), Failure> {
    let (Condition::OneOf { column: name, .. } | Condition::Between { column: name, .. }) = condition;
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
    }
    Ok(())
}
