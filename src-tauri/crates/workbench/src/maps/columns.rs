//! A map's columns as bytes for the window: its points once, then one bit a document for what changes.

use std::sync::Arc;

use crate::operations::Failure;
use crate::operations::map::{Columns, MapCut};
use crate::pool::filter;
use crate::ranking::{self, cut};
use crate::session::Session;
use crate::store::map::Map;

/// The bytes of some columns.
///
/// # Errors
/// [`crate::operations::FailureCode::NoSuchThing`] for a map that is gone, [`crate::operations::FailureCode::RankingGone`],
/// and what a filter says.
pub fn columns(session: &Session, wanted: &Columns) -> Result<Vec<u8>, Failure> {
    match wanted {
        Columns::MapPoints { map } => Ok(points(&*session.map(*map)?)),
        Columns::MapKept(with) => Ok(bits(&kept(session, &*session.map(with.map)?, with)?)),
        Columns::MapMatching { map, filter, fires } => {
            let ranked = fires.as_ref().map(|fires| session.rankings.by_id(fires.ranking)).transpose()?;
            let frame = ranked.as_ref().map_or_else(|| session.frame(), |ranked| Ok(Arc::clone(&ranked.pool.frame)))?;
            let map = session.map(*map)?;
            let mut matching = filter::matching(session, &frame, filter)?.to_vec();
            if let Some((ranked, fires)) = ranked.as_ref().zip(fires.as_ref()) {
                matching = ranking::firing_all(ranked, matching, &fires.neurons)?;
            }
            let mut is_through = vec![false; frame.len()];
            for position in matching {
                is_through[position as usize] = true;
            }
            let is_through = |&row: &i64| frame.position(row).is_some_and(|position| is_through[position]);
            Ok(bits(&map.rows.iter().map(is_through).collect::<Vec<bool>>()))
        }
    }
}

/// Which documents of a map a ranking's cut keeps.
pub fn kept(session: &Session, map: &Map, with: &MapCut) -> Result<Vec<bool>, Failure> {
    let rows = kept_rows(session, with)?;
    Ok(map.rows.iter().map(|row| rows.binary_search(row).is_ok()).collect())
}

/// The rows that a ranking's cut keeps, rising.
pub fn kept_rows(session: &Session, with: &MapCut) -> Result<Vec<i64>, Failure> {
    let ranked = session.rankings.by_id(with.ranking)?;
    let count = cut(&ranked, with.budget)?.documents as usize;
    let kept = &ranked.ranking.order()[..count];
    let mut rows: Vec<i64> = kept.iter().map(|&position| ranked.pool.frame.rows[position as usize]).collect();
    rows.sort_unstable();
    Ok(rows)
}

fn points(map: &Map) -> Vec<u8> {
    // Row numbers are far below 2^53, where an f64 is exact.
    let rows = map.rows.iter().flat_map(|&row| (row as f64).to_le_bytes());
    let axis = |axis: usize| map.points.iter().flat_map(move |point| point[axis].to_le_bytes());
    rows.chain(axis(0)).chain(axis(1)).chain(map.groups.iter().flat_map(|group| group.to_le_bytes())).collect()
}

fn bits(values: &[bool]) -> Vec<u8> {
    let byte = |eight: &[bool]| eight.iter().enumerate().map(|(bit, &value)| u8::from(value) << bit).sum();
    values.chunks(8).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_document_is_the_lowest_bit_of_the_first_byte() {
        let values: Vec<bool> = (0..11).map(|at| [0, 1, 7, 8, 10].contains(&at)).collect();
        assert_eq!(bits(&values), [0b1000_0011, 0b101]);
        assert!(bits(&[]).is_empty());
    }
}
