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
    wilson_at(count, of, 1.959_963_984_540_054)
}

/// The Wilson interval of a share, so many standard errors wide to each side.
#[must_use]
pub fn wilson_at(count: u32, of: u32, errors: f64) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let n = f64::from(of);
    let p = f64::from(count) / n;
    let z2 = errors * errors;
    let middle = p + z2 / (2.0 * n);
    let reach = errors * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    (((middle - reach) / scale).max(0.0), ((middle + reach) / scale).min(1.0))
}

/// The 95 % interval of the difference of two independent shares, the first less the second (Newcombe 1998, method 10).
#[must_use]
pub fn difference(first: (u32, u32), second: (u32, u32)) -> (f64, f64) {
    let value = |(count, of): (u32, u32)| if of == 0 { 0.0 } else { f64::from(count) / f64::from(of) };
    let ((low, high), (other_low, other_high)) = (wilson(first.0, first.1), wilson(second.0, second.1));
    let (p, q) = (value(first), value(second));
    (p - q - (p - low).hypot(other_high - q), p - q + (high - p).hypot(q - other_low))
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
    fn the_interval_of_a_difference_is_the_published_one() {
        // Newcombe 1998, table II: 56/70 less 48/80 is 0.0524 to 0.3339; 9/10 less 3/10 is 0.1705 to 0.8090.
        for (first, second, low, high) in [((56, 70), (48, 80), 0.052_4, 0.333_9), ((9, 10), (3, 10), 0.170_5, 0.809_0)]
        {
            let found = difference(first, second);
            assert!((found.0 - low).abs() < 1e-4 && (found.1 - high).abs() < 1e-4, "{found:?}");
        }
    }

    #[test]
    fn more_standard_errors_leave_more_open() {
        let (narrow, wide) = (wilson(7, 10), wilson_at(7, 10, 4.0));
        assert!(wide.0 < narrow.0 && wide.1 > narrow.1);
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
