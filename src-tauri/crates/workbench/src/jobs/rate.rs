//! How fast a job goes, over the last seconds rather than since its beginning.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Looked back over.
const WINDOW: Duration = Duration::from_secs(15);
/// Shorter stretches say nothing.
const LEAST: Duration = Duration::from_millis(700);

/// Measures a growing count.
#[derive(Debug, Default)]
pub struct Rate {
    samples: VecDeque<(Instant, u64)>,
}

impl Rate {
    /// The count stands at `done` now.
    pub fn note(&mut self, now: Instant, done: u64) {
        if self.samples.back().is_some_and(|&(_, last)| done < last) {
            self.samples.clear();
        }
        self.samples.push_back((now, done));
        while self.samples.len() > 2 && now.duration_since(self.samples[1].0) > WINDOW {
            self.samples.pop_front();
        }
    }

    /// Counts a second lately; nothing before it can be said.
    pub fn per_second(&self) -> Option<f64> {
        let (&(from, first), &(to, last)) = (self.samples.front()?, self.samples.back()?);
        let elapsed = to.duration_since(from);
        (elapsed >= LEAST && last > first).then(|| (last - first) as f64 / elapsed.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_slows_down_is_soon_said_to_be_slow() {
        let start = Instant::now();
        let mut rate = Rate::default();
        assert_eq!(rate.per_second(), None);
        for second in 0..=20 {
            rate.note(start + Duration::from_secs(second), second * 100);
        }
        assert!((rate.per_second().unwrap_or(0.0) - 100.0).abs() < 1e-9);
        for second in 21..=60 {
            rate.note(start + Duration::from_secs(second), 2000 + second - 20);
        }
        assert!((rate.per_second().unwrap_or(0.0) - 1.0).abs() < 1e-9);
    }
}
