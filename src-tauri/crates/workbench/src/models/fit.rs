//! Whether a model fits this computer: what it needs against what is free, in one verdict.

use crate::operations::model::{Fit, FitVerdict};

/// The share of free memory up to which a model fits with ease; above it, other programs will feel it.
const EASE: f64 = 0.8;
/// Disk that a fetch leaves to others.
const DISK_LEFT: u64 = 64 << 20;

/// Memory and disk, needed or free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amounts {
    /// Bytes of memory.
    pub memory_bytes: u64,
    /// Bytes of disk.
    pub disk_bytes: u64,
}

/// Judges what a model needs against what is free. Memory is judged first: a model that cannot run need not be fetched.
#[must_use]
pub fn judge(needs: Amounts, free: Amounts) -> Fit {
    let lacks_disk = needs.disk_bytes > 0 && needs.disk_bytes.saturating_add(DISK_LEFT) > free.disk_bytes;
    let verdict = if needs.memory_bytes > free.memory_bytes {
        FitVerdict::WontFit
    } else if lacks_disk {
        FitVerdict::NoDisk
    } else if needs.memory_bytes as f64 <= free.memory_bytes as f64 * EASE {
        FitVerdict::Fits
    } else {
        FitVerdict::Tight
    };
    Fit {
        verdict,
        needs_bytes: needs.memory_bytes,
        free_bytes: free.memory_bytes,
        disk_needs_bytes: needs.disk_bytes,
        disk_free_bytes: free.disk_bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GB: u64 = 1 << 30;

    fn verdict(memory: (u64, u64), disk: (u64, u64)) -> FitVerdict {
        let amounts = |memory_bytes, disk_bytes| Amounts { memory_bytes, disk_bytes };
        judge(amounts(memory.0, disk.0), amounts(memory.1, disk.1)).verdict
    }

    #[test]
    fn the_verdict_follows_from_need_and_room() {
        let cases = [(8, FitVerdict::Fits), (9, FitVerdict::Tight), (10, FitVerdict::Tight), (11, FitVerdict::WontFit)];
        for (needs, expected) in cases {
            assert_eq!(verdict((needs, 10), (0, 0)), expected, "{needs} of 10");
        }
        assert_eq!(verdict((1, 0), (0, 0)), FitVerdict::WontFit);
    }

    #[test]
    fn a_model_that_would_fill_the_disk_is_told_from_one_that_needs_too_much_memory() {
        assert_eq!(verdict((1, 10), (GB, GB + (64 << 20))), FitVerdict::Fits);
        assert_eq!(verdict((1, 10), (GB, GB)), FitVerdict::NoDisk);
        assert_eq!(verdict((11, 10), (GB, GB)), FitVerdict::WontFit);
        assert_eq!(verdict((1, 10), (0, 0)), FitVerdict::Fits);
    }
}
