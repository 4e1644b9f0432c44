//! How far people agree who judged the same rows: Cohen's kappa of two (Cohen 1960), Krippendorff's alpha of any number of
//! them with rows that some did not judge (Krippendorff 2011, nominal data), each with its percentile bootstrap interval.
//!
//! Both ask how much of the disagreement that chance would give is not there: 1 is full agreement, 0 what chance gives,
//! less than 0 worse than that. Where everybody always says the same one thing, chance would agree as well, and neither can
//! be told. Deliberately absent: words for the figures. Which share is good enough is a convention, and the face names whose.

use std::collections::BTreeMap;

use crate::numbers::random::{mixed, unit};
use crate::numbers::share::Share;

/// Resamples of an interval: many, and fewer where there are very many rows, whose interval is narrow anyway.
const MOST_RESAMPLES: usize = 1_000;
const LEAST_RESAMPLES: usize = 200;
const MOST_DRAWS: usize = 200_000_000;
/// A figure that cannot be told in more than one of ten resamples has no interval.
const LEAST_TOLD: f64 = 0.9;

/// How far two people agree about the rows that both judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OfTwo {
    /// Rows on which they said the same, of those that both judged, with its Wilson interval.
    pub same: Share,
    /// Cohen's kappa; none where it cannot be told.
    pub kappa: Option<Sure>,
}

/// How far all agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OfAll {
    /// Rows that two or more judged: the others say nothing about agreement.
    pub rows: usize,
    /// Krippendorff's alpha; none where it cannot be told.
    pub alpha: Option<Sure>,
}

/// A figure, with its 95 % interval where one can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sure {
    /// The figure.
    pub value: f64,
    /// The interval's ends.
    pub interval: Option<(f64, f64)>,
}

/// What two people said of the same rows: a category each.
#[must_use]
pub fn of_two(said: &[(u8, u8)], seed: u64) -> OfTwo {
    let (cells, units) = told_apart(said.iter().copied());
    let same = said.iter().filter(|(first, second)| first == second).count();
    OfTwo { same: Share::new(same, said.len()), kappa: sure(&units, seed, cells.len(), &|n| kappa(&cells, n)) }
}

/// What any number of people said of rows.
///
/// # Shapes
/// `said` is `[rows][people]`; none where a person did not judge a row.
///
/// # Panics
/// When `said` is not a whole number of rows.
#[must_use]
pub fn of_all(said: &[Option<u8>], people: usize, seed: u64) -> OfAll {
    assert_eq!(said.len() % people.max(1), 0, "a place for every person in every row");
    let rows = said.chunks_exact(people.max(1)).map(|row| {
        let mut found: Vec<u8> = row.iter().flatten().copied().collect();
        found.sort_unstable();
        found
    });
    let (patterns, units) = told_apart(rows.filter(|row| row.len() > 1));
    OfAll { rows: units.len(), alpha: sure(&units, seed, patterns.len(), &|n| alpha(&patterns, n)) }
}

/// The different things that were said of a row, and for each row which of them.
fn told_apart<T: Ord + Clone>(rows: impl Iterator<Item = T>) -> (Vec<T>, Vec<u32>) {
    let mut known = BTreeMap::new();
    let mut all = Vec::new();
    let units = rows.map(|row| {
        *known.entry(row.clone()).or_insert_with(|| {
            all.push(row);
            all.len() as u32 - 1
        })
    });
    let units = units.collect();
    (all, units)
}

/// Cohen's kappa of cells that occur so often.
fn kappa(cells: &[(u8, u8)], times: &[u32]) -> Option<f64> {
    let n: f64 = times.iter().map(|&count| f64::from(count)).sum();
    let mut sides: BTreeMap<u8, (f64, f64)> = BTreeMap::new();
    let mut same = 0.0;
    for (&(first, second), &count) in cells.iter().zip(times) {
        let count = f64::from(count);
        sides.entry(first).or_default().0 += count;
        sides.entry(second).or_default().1 += count;
        same += if first == second { count } else { 0.0 };
    }
    let by_chance: f64 = sides.values().map(|(first, second)| first * second).sum::<f64>() / (n * n);
    (by_chance < 1.0).then(|| (same / n - by_chance) / (1.0 - by_chance))
}

/// Krippendorff's alpha of rows' sorted answers that occur so often: one less the disagreement within rows over that among
/// all answers.
fn alpha(patterns: &[Vec<u8>], times: &[u32]) -> Option<f64> {
    let mut all: BTreeMap<u8, f64> = BTreeMap::new();
    let (mut n, mut within) = (0.0, 0.0);
    for (pattern, &count) in patterns.iter().zip(times) {
        let (count, of) = (f64::from(count), pattern.len() as f64);
        for same in pattern.chunk_by(|a, b| a == b) {
            let alike = same.len() as f64;
            *all.entry(same[0]).or_default() += count * alike;
            within += count * alike * (of - alike) / (of - 1.0);
        }
        n += count * of;
    }
    let among: f64 = all.values().map(|&alike| alike * (n - alike)).sum::<f64>() / (n - 1.0);
    (among > 0.0).then(|| 1.0 - within / among)
}

/// A figure of units by their kind, with the percentile interval of resampled units (Efron 1979).
fn sure(units: &[u32], seed: u64, kinds: usize, figure: &dyn Fn(&[u32]) -> Option<f64>) -> Option<Sure> {
    let mut times = vec![0; kinds];
    for &kind in units {
        times[kind as usize] += 1;
    }
    let value = figure(&times).filter(|value| value.is_finite())?;
    let resamples = (MOST_DRAWS / units.len()).clamp(LEAST_RESAMPLES, MOST_RESAMPLES);
    let mut found: Vec<f64> = (0..resamples as u64)
        .filter_map(|resample| {
            times.fill(0);
            let seed = mixed(seed, resample);
            for place in 0..units.len() as u64 {
                let drawn = (unit(seed, place) * units.len() as f64) as usize;
                times[units[drawn.min(units.len() - 1)] as usize] += 1;
            }
            figure(&times).filter(|value| value.is_finite())
        })
        .collect();
    found.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| found[((found.len() - 1) as f64 * share).round() as usize];
    let is_told = found.len() as f64 >= LEAST_TOLD * resamples as f64;
    Some(Sure { value, interval: is_told.then(|| (at(0.025), at(0.975))) })
}

#[cfg(test)]
mod tests;
