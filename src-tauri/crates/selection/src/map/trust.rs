//! How far a picture can be trusted: whether what lies near in it is near in truth (Venna and Kaski 2001).

use rayon::prelude::*;

use super::{Point, Space};

/// The trustworthiness of a picture over its `k` nearest: 1 where each document's nearest in the picture are its nearest
/// in truth, less for each that is not, the more the farther it is. The `asked` documents stand for all, each measured
/// against every document; naming all of them gives the published number. About 0.5 is what a picture at random has.
///
/// Documents of one distance share no rank: the earlier one comes first, as in scikit-learn's `trustworthiness` for
/// distances that all differ.
///
/// # Panics
/// When there are not more than `2k` documents (the number is not defined then), no document is asked for, or a document
/// is out of range.
#[must_use]
pub fn trustworthiness(space: &(impl Space + ?Sized), points: &[Point], asked: &[usize], k: usize) -> f64 {
    let n = space.len();
    assert!(k > 0 && n > 2 * k && points.len() == n && !asked.is_empty(), "{k} neighbours of {n} documents");
    let strangers: u64 = asked.par_iter().map(|&document| penalty(space, points, document, k)).sum();
    let worst = (asked.len() * k) as f64 * (2 * n - 3 * k - 1) as f64 / 2.0;
    1.0 - strangers as f64 / worst
}

/// How many ranks beyond the `k`th a document's nearest in the picture stand in truth, added up.
fn penalty(space: &(impl Space + ?Sized), points: &[Point], document: usize, k: usize) -> u64 {
    let others = || (0..points.len() as u32).filter(|&other| other as usize != document);
    let mut truly: Vec<(f32, u32)> = others().map(|other| (space.distance(document, other as usize), other)).collect();
    truly.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut rank = vec![0u32; points.len()];
    for (place, near) in truly.iter().enumerate() {
        rank[near.1 as usize] = place as u32 + 1;
    }
    let mut drawn: Vec<(f64, u32)> =
        others().map(|other| (squared(points[document], points[other as usize]), other)).collect();
    drawn.select_nth_unstable_by(k - 1, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    drawn[..k].iter().map(|near| u64::from(rank[near.1 as usize].saturating_sub(k as u32))).sum()
}

fn squared(a: Point, b: Point) -> f64 {
    let [x, y] = [0, 1].map(|axis| f64::from(a[axis]) - f64::from(b[axis]));
    x * x + y * y
}
