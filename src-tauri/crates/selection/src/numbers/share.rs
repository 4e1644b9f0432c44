//! A share with its uncertainty: so many of so many, and what that leaves open.

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

/// The 95 % Wilson interval of a share: `count` of `of` (Wilson 1927). Nothing seen = anything between 0 and 1.
#[must_use]
pub fn wilson(count: u32, of: u32) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    if of == 0 {
        return (0.0, 1.0);
    }
    let n = f64::from(of);
    let p = f64::from(count) / n;
    let z2 = Z * Z;
    let middle = p + z2 / (2.0 * n);
    let reach = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    (((middle - reach) / scale).max(0.0), ((middle + reach) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wilson_bound_is_the_textbook_one() {
        // 7 of 10: (0.3968, 0.8922) at 95 %.
        let (low, high) = wilson(7, 10);
        assert!((low - 0.396_8).abs() < 1e-4 && (high - 0.892_2).abs() < 1e-4);
        assert!(wilson(0, 10).0.abs() < 1e-12);
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }

    #[test]
    fn a_share_of_nothing_is_open_on_both_ends() {
        let nothing = Share::new(0, 0);
        assert!(nothing.value.abs() < 1e-12 && nothing.low.abs() < 1e-12 && (nothing.high - 1.0).abs() < 1e-12);
        let half = Share::new(10, 20);
        // statsmodels, proportion_confint(10, 20, method="wilson").
        assert!((half.low - 0.299_298).abs() < 1e-6 && (half.high - 0.700_702).abs() < 1e-6);
    }
}
