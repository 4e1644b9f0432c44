//! Whether a model fits this computer: what it needs against what is free, in one verdict.

use crate::operations::model::{Fit, FitVerdict};

/// The share of free memory up to which a model fits with ease; above it, other programs will feel it.
const EASE: f64 = 0.8;

/// Judges `needs_bytes` against `free_bytes` of memory.
#[must_use]
pub fn judge(needs_bytes: u64, free_bytes: u64) -> Fit {
    let verdict = if needs_bytes as f64 <= free_bytes as f64 * EASE {
        FitVerdict::Fits
    } else if needs_bytes <= free_bytes {
        FitVerdict::Tight
    } else {
        FitVerdict::WontFit
    };
    Fit { verdict, needs_bytes, free_bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_follows_from_need_and_room() {
        let cases = [(8, FitVerdict::Fits), (9, FitVerdict::Tight), (10, FitVerdict::Tight), (11, FitVerdict::WontFit)];
        for (needs, verdict) in cases {
            assert_eq!(judge(needs, 10).verdict, verdict, "{needs} of 10");
        }
        assert_eq!(judge(1, 0).verdict, FitVerdict::WontFit);
    }
}
