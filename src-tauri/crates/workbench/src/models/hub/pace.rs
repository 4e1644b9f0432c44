//! A limit on how fast bytes come in, shared by all requests of a fetch.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bytes read at once where there is no limit.
const USUAL: usize = 256 * 1024;

/// Lets bytes pass at no more than a given pace.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    bytes_per_s: Option<u64>,
    /// When the bytes that passed so far are paid for.
    paid: Mutex<Option<Instant>>,
}

impl Pace {
    /// At most so many bytes a second; as fast as they come if none.
    pub fn new(bytes_per_s: Option<u64>) -> Self {
        Self { bytes_per_s: bytes_per_s.filter(|&limit| limit > 0), paid: Mutex::default() }
    }

    /// How many bytes to read at once: under a limit no more than a quarter of a second's, so that a slow transfer never
    /// looks like one that stands still.
    pub fn piece(&self) -> usize {
        self.bytes_per_s.map_or(USUAL, |limit| USUAL.min((limit / 4).max(1) as usize))
    }

    /// Waits until these bytes may have come.
    pub fn pass(&self, bytes: usize) {
        let pause = self.pause_for(bytes, Instant::now());
        if !pause.is_zero() {
            std::thread::sleep(pause);
        }
    }

    fn pause_for(&self, bytes: usize, now: Instant) -> Duration {
        let Some(limit) = self.bytes_per_s else { return Duration::ZERO };
        let mut paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        // Time in which nothing came is not saved up.
        let from = paid.filter(|paid| *paid > now).unwrap_or(now);
        let until = from + Duration::from_secs_f64(bytes as f64 / limit as f64);
        *paid = Some(until);
        until - now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_side_by_side_share_one_limit_and_idle_time_is_not_saved_up() {
        let pace = Pace::new(Some(1000));
        let start = Instant::now();
        assert_eq!(pace.pause_for(500, start), Duration::from_millis(500));
        assert_eq!(pace.pause_for(500, start), Duration::from_secs(1));
        let later = start + Duration::from_mins(1);
        assert_eq!(pace.pause_for(250, later), Duration::from_millis(250));
        assert_eq!(pace.piece(), 250);
    }

    #[test]
    fn without_a_limit_nothing_waits() {
        let pace = Pace::new(Some(0));
        assert_eq!(pace.pause_for(1 << 30, Instant::now()), Duration::ZERO);
        assert_eq!(pace.piece(), USUAL);
    }
}
