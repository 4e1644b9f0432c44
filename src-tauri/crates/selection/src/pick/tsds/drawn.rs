//! Drawing documents by their probabilities, seeded.

use crate::numbers::random::unit;

/// How documents are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draw {
    /// Each at most once, by chance.
    Unique,
    /// The most probable ones, equal ones by row.
    Top,
    /// As the published code: by chance, any number of times each.
    Repeated,
}

/// The rows drawn, in the order in which they were; fewer than `count` where a draw without repeats has no more rows with
/// any probability.
#[must_use]
pub fn drawn(probabilities: &[f64], count: usize, seed: u64, draw: Draw) -> Vec<u32> {
    match draw {
        Draw::Unique => first(probabilities, count, &race(probabilities, seed)),
        Draw::Top => first(probabilities, count, &probabilities.iter().map(|p| -p).collect::<Vec<_>>()),
        Draw::Repeated => repeated(probabilities, count, seed),
    }
}

/// The key by which each document is drawn without repeats, the smallest first: `-(ln p + g)` with `g` drawn from Gumbel's
/// distribution, which gives the order of successive draws (Efraimidis and Spirakis 2006). Infinite where `p` is 0. A
/// document's number is its own, so that other documents do not change it.
#[must_use]
pub fn race(probabilities: &[f64], seed: u64) -> Vec<f64> {
    let key = |(row, p): (usize, &f64)| {
        // Neither 0 nor 1, of which no such logarithm is there.
        let even = (unit(seed, row as u64) + f64::EPSILON / 4.0).min(1.0 - f64::EPSILON);
        (-even.ln()).ln() - p.ln()
    };
    probabilities.iter().enumerate().map(key).collect()
}

fn first(probabilities: &[f64], count: usize, keys: &[f64]) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..keys.len() as u32).filter(|&row| probabilities[row as usize] > 0.0).collect();
    rows.sort_unstable_by(|&a, &b| keys[a as usize].total_cmp(&keys[b as usize]).then(a.cmp(&b)));
    rows.truncate(count);
    rows
}

fn repeated(probabilities: &[f64], count: usize, seed: u64) -> Vec<u32> {
    let rows: Vec<u32> = (0..probabilities.len() as u32).filter(|&row| probabilities[row as usize] > 0.0).collect();
    let mut sum = 0.0;
    let upto: Vec<f64> = rows
        .iter()
        .map(|&row| {
            sum += probabilities[row as usize];
            sum
        })
        .collect();
    let one = |draw: u64| {
        let at = unit(seed, draw) * sum;
        rows.get(upto.partition_point(|&upto| upto <= at)).or(rows.last()).copied()
    };
    (0..count as u64).filter_map(one).collect()
}
