//! Rows divided into those to train on and those to check with: seeded, and each part of a column by its share.
//!
//! Which rows are drawn depends on the seed and on the rows alone, not on their order. The counts of the parts are
//! rounded so that together they are the share of all rows (largest remainders, ties to the part that came first).

use crate::operations::export::ExportSplit;
use crate::operations::{Failure, FailureCode};

/// Which of the rows are to check with, by place.
///
/// `rows` are row numbers, `parts` the part of each, or nothing where they are one part.
///
/// # Errors
/// [`FailureCode::BadSplit`] for a share that is not above 0 and at most a half.
pub fn divided(rows: &[i64], parts: &[u32], split: &ExportSplit) -> Result<Vec<bool>, Failure> {
    if !(split.validation > 0.0 && split.validation <= 0.5) {
        return Err(Failure::new(FailureCode::BadSplit).number("found", split.validation));
    }
    let count = parts.iter().max().map_or(1, |most| *most as usize + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for place in 0..rows.len() {
        members[parts.get(place).map_or(0, |part| *part as usize)].push(place);
    }
    let sizes: Vec<usize> = members.iter().map(Vec::len).collect();
    let mut drawn = vec![false; rows.len()];
    for (part, wanted) in members.iter_mut().zip(shares(&sizes, split.validation)) {
        part.sort_by(|&a, &b| {
            let key = |place: usize| selection::random::mixed(split.seed, rows[place] as u64);
            key(a).cmp(&key(b)).then(rows[a].cmp(&rows[b]))
        });
        for &place in &part[..wanted] {
            drawn[place] = true;
        }
    }
    Ok(drawn)
}

/// How many of each part.
fn shares(sizes: &[usize], share: f64) -> Vec<usize> {
    let wanted = (sizes.iter().sum::<usize>() as f64 * share).round() as usize;
    let exact: Vec<f64> = sizes.iter().map(|&size| size as f64 * share).collect();
    let mut counts: Vec<usize> = exact.iter().map(|part| part.floor() as usize).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    let remainder = |at: usize| exact[at] - exact[at].floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    let missing = wanted.saturating_sub(counts.iter().sum());
    // A floor that is the whole part leaves no remainder, and such parts come last: no part gives more than it has.
    for at in order.into_iter().take(missing) {
        counts[at] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(validation: f64, seed: u64) -> ExportSplit {
        ExportSplit { validation, seed, column: None }
    }

    #[test]
    fn each_part_gives_its_share_and_all_together_the_share_of_all() {
        // 10 % of 57, 30 and 13 rows: 5.7, 3.0 and 1.3; ten rows in all, so the largest remainder is rounded up.
        assert_eq!(shares(&[57, 30, 13], 0.1), [6, 3, 1]);
        assert_eq!(shares(&[1, 1, 1, 1], 0.25), [1, 0, 0, 0]);
        assert_eq!(shares(&[], 0.1), Vec::<usize>::new());
    }

    #[test]
    fn the_same_seed_draws_the_same_rows_whatever_their_order_and_another_seed_others() {
        let rows: Vec<i64> = (1..=200).collect();
        let backwards: Vec<i64> = rows.iter().rev().copied().collect();
        let drawn = |rows: &[i64], seed| {
            let flags = divided(rows, &[], &split(0.1, seed)).unwrap();
            let mut drawn: Vec<i64> = rows.iter().zip(flags).filter(|(_, flag)| *flag).map(|(row, _)| *row).collect();
            drawn.sort_unstable();
            drawn
        };
        assert_eq!(drawn(&rows, 7).len(), 20);
        assert_eq!(drawn(&rows, 7), drawn(&backwards, 7));
        assert_ne!(drawn(&rows, 7), drawn(&rows, 8));
    }

    #[test]
    fn a_share_beyond_a_half_or_none_is_refused() {
        for share in [0.0, -0.1, 0.51, f64::NAN] {
            assert_eq!(divided(&[1, 2], &[], &split(share, 1)).unwrap_err().code, FailureCode::BadSplit);
        }
    }
}
