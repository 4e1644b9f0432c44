//! Parts of a map: what an outline encloses, and whole groups.

use selection::map::Outline;

use crate::operations::map::MapRegion;
use crate::operations::{Failure, FailureCode};
use crate::pool::frame::Frame;
use crate::store::map::Map;

/// Corners of an outline at most: a hand draws some hundreds.
const MOST_CORNERS: usize = 2000;

/// Whether each document of a map lies in a region.
///
/// # Errors
/// [`FailureCode::BadRequest`] for an outline without three corners, with too many, or with one that is no place;
/// [`FailureCode::NoSuchThing`] for a group that the map does not have.
pub fn inside(map: &Map, region: &MapRegion) -> Result<Vec<bool>, Failure> {
    match region {
        MapRegion::Outline { corners } => {
            let detail = format!("an outline has 3 to {MOST_CORNERS} corners, this one {}", corners.len());
            let refused = || Failure::new(FailureCode::BadRequest).text("detail", detail);
            let given = (corners.len() <= MOST_CORNERS).then(|| corners.iter().map(|&(x, y)| [x, y]).collect());
            let outline = given.and_then(Outline::of).ok_or_else(refused)?;
            Ok(map.points.iter().map(|&point| outline.holds(point)).collect())
        }
        MapRegion::Groups { groups } => {
            let mut wanted = vec![false; map.facts.groups.len()];
            for &group in groups {
                let unknown =
                    || Failure::new(FailureCode::NoSuchThing).text("what", "group").number("id", f64::from(group));
                *wanted.get_mut(group as usize).ok_or_else(unknown)? = true;
            }
            Ok(map.groups.iter().map(|&group| wanted.get(usize::from(group)).copied().unwrap_or(false)).collect())
        }
    }
}

/// Lets only those positions of the frame stay that lie in a region of a map; both lists rise.
///
/// # Errors
/// As [`inside`].
pub fn keep(frame: &Frame, map: &Map, region: &MapRegion, positions: &mut Vec<u32>) -> Result<(), Failure> {
    let inside = inside(map, region)?;
    let mut at = 0;
    positions.retain(|&position| {
        let row = frame.rows[position as usize];
        while map.rows.get(at).is_some_and(|&known| known < row) {
            at += 1;
        }
        map.rows.get(at) == Some(&row) && inside[at]
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::map::{MapGroup, MapKind};
    use crate::store::map::MapFacts;

    fn map() -> Map {
        let group = |group| MapGroup { group, x: 0.0, y: 0.0, documents: 2, words: Vec::new() };
        let facts = MapFacts {
            reading: 1,
            read: 4,
            representation: String::new(),
            model_name: String::new(),
            exact: true,
            trust: None,
            groups: vec![group(0), group(1)],
        };
        let points = vec![[0.5, 0.5], [5.0, 5.0], [0.9, 0.1], [9.0, 9.0]];
        let groups = vec![0, 1, 0, u16::MAX];
        Map {
            map: 1,
            kind: MapKind::Meaning,
            digest: String::new(),
            made_ms: 0,
            facts,
            rows: vec![2, 3, 7, 9],
            points,
            groups,
        }
    }

    #[test]
    fn rows_that_the_map_does_not_have_lie_in_no_region() {
        let frame = Frame { rows: vec![1, 2, 3, 7, 8, 9], ..Frame::default() };
        let square = MapRegion::Outline { corners: vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)] };
        let mut positions: Vec<u32> = (0..6).collect();
        keep(&frame, &map(), &square, &mut positions).unwrap();
        assert_eq!(positions, [1, 3]);
        let mut positions: Vec<u32> = (0..6).collect();
        keep(&frame, &map(), &MapRegion::Groups { groups: vec![1, 0] }, &mut positions).unwrap();
        assert_eq!(positions, [1, 2, 3]);
    }

    #[test]
    fn outlines_of_two_corners_of_no_place_and_unknown_groups_are_refused() {
        let outline = |corners| inside(&map(), &MapRegion::Outline { corners }).unwrap_err().code;
        assert_eq!(outline(vec![(0.0, 0.0), (1.0, 1.0)]), FailureCode::BadRequest);
        assert_eq!(outline(vec![(0.0, 0.0), (f32::NAN, 1.0), (1.0, 0.0)]), FailureCode::BadRequest);
        assert_eq!(outline(vec![(0.0, 0.0); MOST_CORNERS + 1]), FailureCode::BadRequest);
        assert_eq!(inside(&map(), &MapRegion::Groups { groups: vec![2] }).unwrap_err().code, FailureCode::NoSuchThing);
    }
}
