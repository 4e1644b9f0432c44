//! An audit: how precise a selection is, by rows drawn from it by chance and judged one after the other.
//!
//! Each document has a number of its own from the seed, and the smallest are drawn. So moving the cut by a few rows keeps
//! most of the draw, and what was judged of it. Only the head of the draw that is judged without a gap counts: a person
//! who passes over hard rows, or judged some of them for another reason, cannot bend the share.

use crate::numbers::random::mixed;
use crate::numbers::share::Share;

/// Rows of a draw after which a first interval is told.
pub const FIRST: usize = 10;

/// How a drawn row was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// It belongs to the selection.
    Right,
    /// It does not.
    Wrong,
    /// The person cannot say.
    Unsure,
}

/// At most `wanted` of some documents in an order by chance; `number` names a document for good, whatever is selected.
#[must_use]
pub fn drawn(documents: &[u32], wanted: usize, seed: u64, number: impl Fn(u32) -> u64) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32)> = documents.iter().map(|&one| (mixed(seed, number(one)), one)).collect();
    keyed.sort_unstable();
    keyed.truncate(wanted);
    keyed.into_iter().map(|(_, one)| one).collect()
}

/// What the judged head of a draw says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Audit {
    /// Right ones of those that could be decided.
    pub precision: Share,
    /// Rows that could not be decided; they are in no share.
    pub unsure: usize,
    /// The share after the first [`FIRST`] decided rows; none before there are more.
    pub after_first: Option<Share>,
}

/// Counts a draw in its order up to the first row that is not judged. None where that is the first, or nothing was decided.
#[must_use]
pub fn audit(draw: impl IntoIterator<Item = Option<Judged>>) -> Option<Audit> {
    let (mut right, mut decided, mut unsure, mut after_first) = (0, 0, 0, None);
    for judged in draw.into_iter().map_while(|judged| judged) {
        match judged {
            Judged::Unsure => unsure += 1,
            Judged::Right | Judged::Wrong => {
                if decided == FIRST {
                    after_first = Some(Share::new(right, decided));
                }
                decided += 1;
                right += usize::from(judged == Judged::Right);
            }
        }
    }
    (decided > 0).then(|| Audit { precision: Share::new(right, decided), unsure, after_first })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use Judged::{Right, Unsure, Wrong};

    #[test]
    fn a_draw_is_by_chance_and_hardly_changes_with_the_selection() {
        let all: Vec<u32> = (0..1000).collect();
        let draw = |documents: &[u32]| drawn(documents, 100, 3, u64::from);
        let found = draw(&all);
        assert_eq!(found.len(), 100);
        assert_ne!(found, drawn(&all, 100, 4, u64::from));
        let fewer = draw(&all[..990]);
        let gone = found.iter().filter(|one| !fewer.contains(one)).count();
        assert!(gone <= 10 && found.iter().filter(|one| **one < 990).all(|one| fewer.contains(one)), "{gone}");
        // The mean of 100 of the numbers 0 to 999: 499.5, with a standard error of 27.4. Four of them are allowed.
        let mean = found.iter().map(|&one| f64::from(one)).sum::<f64>() / 100.0;
        assert!((mean - 499.5).abs() < 110.0, "{mean}");
    }

    #[test]
    fn only_the_head_without_a_gap_counts_and_what_is_unsure_is_in_no_share() {
        let found = audit([Some(Right), Some(Unsure), Some(Wrong), Some(Right), None, Some(Wrong)]).unwrap();
        assert_eq!((found.precision.count, found.precision.of, found.unsure), (2, 3, 1));
        assert_eq!(audit([None, Some(Right)]), None);
        assert_eq!(audit([Some(Unsure)]), None);
    }

    #[test]
    fn more_rows_leave_less_open() {
        let found = audit((0..50).map(|n| Some(if n % 5 == 0 { Wrong } else { Right }))).unwrap();
        let first = found.after_first.unwrap();
        assert_eq!((first.count, first.of, found.precision.count, found.precision.of), (8, 10, 40, 50));
        // Wilson 1927, worked out beside this code: 0.669629 to 0.887562.
        assert!((found.precision.low - 0.669_629).abs() < 1e-5 && (found.precision.high - 0.887_562).abs() < 1e-5);
        assert!(found.precision.high - found.precision.low < first.high - first.low);
    }
}
