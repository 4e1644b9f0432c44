//! A card's table while it is put together.

use selection::evidence::resample::Estimate;
use selection::share::Share;

use crate::operations::compare::Interval;
use crate::operations::evidence::{Better, EvidenceColumn, EvidenceNeed, EvidenceRow, EvidenceUnit};

/// Columns and rows, or what is missing.
#[derive(Debug, Default)]
pub struct Table {
    /// What is missing; rows that can do without it are there all the same.
    pub missing: Option<EvidenceNeed>,
    /// What each column stands for.
    pub columns: Vec<EvidenceColumn>,
    /// The measures.
    pub rows: Vec<EvidenceRow>,
}

impl Table {
    /// Nothing but what is missing.
    pub fn missing(need: EvidenceNeed) -> Self {
        Self { missing: Some(need), ..Self::default() }
    }

    /// A column for each ranking, then these.
    pub fn of(rankings: usize, more: &[EvidenceColumn]) -> Self {
        let places = (0..rankings as u32).map(|place| EvidenceColumn::Ranking { place });
        Self { columns: places.chain(more.iter().cloned()).collect(), ..Self::default() }
    }

    /// Adds a measure; columns it says nothing of stay empty.
    pub fn row(&mut self, measure: &str, better: Better, unit: EvidenceUnit, mut values: Vec<Option<Interval>>) {
        values.resize(self.columns.len(), None);
        if unit == EvidenceUnit::Share {
            // The range of picks is symmetric, a share is not.
            for value in values.iter_mut().flatten() {
                (value.low, value.high) = (value.low.map(|low| low.max(0.0)), value.high.map(|high| high.min(1.0)));
            }
        }
        self.rows.push(EvidenceRow { measure: measure.to_owned(), better, unit, values });
    }
}

/// A number without an interval.
pub fn plain(value: f64) -> Interval {
    Interval { value, low: None, high: None }
}

/// A share with its interval; none where it is of nothing.
pub fn share(share: Share) -> Option<Interval> {
    (share.of > 0).then(|| crate::compare::slices::interval(share))
}

/// A figure with its interval.
pub fn estimate(found: Estimate) -> Interval {
    Interval { value: found.value, low: Some(found.low), high: Some(found.high) }
}

/// The mean of some picks, and the range in which 95 % of such picks lie: 1.96 standard deviations to each side.
pub fn spread(values: &[f64]) -> Option<Interval> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    match values.len() {
        0 => None,
        1 => Some(plain(mean)),
        _ => {
            let deviation = (values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0)).sqrt();
            Some(Interval { value: mean, low: Some(mean - 1.96 * deviation), high: Some(mean + 1.96 * deviation) })
        }
    }
}

/// The mean of some figures with the least and the most of them.
pub fn range(values: impl Iterator<Item = f64>) -> Option<Interval> {
    let values: Vec<f64> = values.collect();
    let least = values.iter().copied().reduce(f64::min)?;
    let most = values.iter().copied().fold(least, f64::max);
    Some(Interval { value: values.iter().sum::<f64>() / values.len() as f64, low: Some(least), high: Some(most) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn picks_spread_by_their_standard_deviation_and_one_pick_has_no_range() {
        let found = spread(&[1.0, 2.0, 3.0]).unwrap();
        assert!((found.value - 2.0).abs() < 1e-12 && (found.high.unwrap() - 3.96).abs() < 1e-12);
        assert_eq!((spread(&[5.0]).unwrap().low, spread(&[])), (None, None));
        assert_eq!(range([2.0, 4.0].into_iter()), Some(Interval { value: 3.0, low: Some(2.0), high: Some(4.0) }));
    }
}
