//! Spread pick: each row taken is the one least like those taken before.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::vector_settings::{CANDIDATES, CENTRED_UNLESS_SAID, PICKS, REPRESENTATION, Sides, chosen};
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Settings, Standing};
use crate::geometry::directions::Directions;
use crate::numbers::dot::products;
use crate::rank::scores::Scores;

static DESCRIPTION: Description = Description {
    id: "k_center",
    technical: "k-center, farthest first",
    plain: "Spread pick",
    sentence: "Among rows near your examples, picks each as unlike the earlier picks as possible.",
    good_when: "You want the widest variety among the rows that fit.",
    careful_when: "It seeks odd ones out. It chooses among the fifth of the rows nearest to your examples, 20,000 at most.",
    source: "farthest-first traversal (Gonzalez 1985)",
    standing: Standing::Extension,
    kind: Kind::Set,
    needs_examples: true,
    settings: &[PICKS, CANDIDATES, REPRESENTATION, CENTRED_UNLESS_SAID],
};

/// Farthest-first traversal (Gonzalez 1985) by cosine, begun at the most relevant candidate.
#[derive(Debug, Clone, Copy)]
pub struct KCenter;

impl Method for KCenter {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, settings: &Settings) -> Vec<Representation> {
        vec![chosen(settings)]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, chosen(settings))?;
        let candidates = sides.candidates(settings, &CENTRED_UNLESS_SAID);
        let picks = farthest_first(candidates.directions(), settings.value(&PICKS) as usize);
        Ok(Scores::picked(sides.pool.len(), &candidates.picked_first(&picks)))
    }
}

/// Places in the order picked, from the first; equally far ones by place.
///
/// A candidate's nearest pick only comes nearer, so what it was is a bound: only the candidate that seems farthest is
/// looked at again, until it is one that has seen every pick. That leaves out most work and changes no pick.
fn farthest_first(directions: &Directions, wanted: usize) -> Vec<usize> {
    let mut farthest: BinaryHeap<Reverse<Seen>> =
        (0..directions.len()).map(|place| Reverse(Seen::nothing(place))).collect();
    let (mut picks, mut picked, mut cosines) = (Vec::new(), Vec::new(), Vec::new());
    while picks.len() < wanted
        && let Some(Reverse(seen)) = farthest.pop()
    {
        let row = directions.row(seen.place);
        if seen.picks == picks.len() {
            picks.push(seen.place);
            picked.extend_from_slice(row);
        } else {
            cosines.resize(picks.len() - seen.picks, 0.0);
            products(&picked[seen.picks * directions.width()..], row, directions.width(), &mut cosines);
            let nearest = cosines.iter().copied().fold(seen.nearest, f32::max);
            farthest.push(Reverse(Seen { nearest, picks: picks.len(), ..seen }));
        }
    }
    picks
}

/// A candidate's cosine with the nearest of so many picks; less is farther, then earlier.
#[derive(Debug, Clone, Copy)]
struct Seen {
    nearest: f32,
    place: usize,
    picks: usize,
}

impl Seen {
    const fn nothing(place: usize) -> Self {
        Self { nearest: f32::NEG_INFINITY, place, picks: 0 }
    }
}

impl Ord for Seen {
    fn cmp(&self, other: &Self) -> Ordering {
        self.nearest.total_cmp(&other.nearest).then(self.place.cmp(&other.place))
    }
}

impl PartialOrd for Seen {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Seen {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::vectors::Vectors;
    use crate::numbers::dot::dot;
    use crate::numbers::random::unit;

    /// Every candidate looked at after every pick.
    fn plainly(directions: &Directions, wanted: usize) -> Vec<usize> {
        let mut picks: Vec<usize> = vec![0];
        while picks.len() < wanted.min(directions.len()) {
            let nearest = |place: usize| {
                let cosines = picks.iter().map(|&pick| dot(directions.row(pick), directions.row(place)));
                cosines.fold(f32::NEG_INFINITY, f32::max)
            };
            let free = (0..directions.len()).filter(|place| !picks.contains(place));
            let next = free.map(|place| (nearest(place), place));
            picks.push(next.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).unwrap().1);
        }
        picks
    }

    #[test]
    fn each_pick_is_the_farthest_from_those_before_it_and_equals_go_by_place() {
        // Copies among them, so that many are equally far.
        let value = |row: u64, place: u64| unit(3, (row - u64::from(row % 4 == 3)) * 5 + place) as f32 - 0.4;
        let values = (0..200).flat_map(|row| (0..5).map(move |place| value(row, place))).collect();
        let directions = Directions::of(&Vectors::new(5, values).unwrap(), &(0..200).collect::<Vec<_>>(), None);
        for wanted in [1, 20, 200, 300] {
            assert_eq!(farthest_first(&directions, wanted), plainly(&directions, wanted));
        }
    }
}
