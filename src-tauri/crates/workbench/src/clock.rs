//! The time of day, in the one unit that is stored.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970; 0 on a computer whose clock stands before that.
pub fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}
