//! A share with its uncertainty: so many of so many, and what that leaves open.

use crate::telling::wilson;

/// So many of so many, with the 95 % Wilson interval of the share (Wilson 1927).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// How many had it.
    pub count: u32,
    /// How many there were.
    pub of: u32,
    /// `count / of`; 0 where there were none.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Share {
    /// The share and its interval; nothing seen leaves anything between 0 and 1 open.
    #[must_use]
    pub fn new(count: usize, of: usize) -> Self {
        let (count, of) = (count as u32, of as u32);
        let (low, high) = wilson(count, of);
        let value = if of == 0 { 0.0 } else { f64::from(count) / f64::from(of) };
        Self { count, of, value, low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_open_on_both_ends() {
        let nothing = Share::new(0, 0);
        assert!(nothing.value.abs() < 1e-12 && nothing.low.abs() < 1e-12 && (nothing.high - 1.0).abs() < 1e-12);
        let half = Share::new(10, 20);
        // statsmodels, proportion_confint(10, 20, method="wilson").
        assert!((half.low - 0.299_298).abs() < 1e-6 && (half.high - 0.700_702).abs() < 1e-6);
    }
}
