//! How much of a fault is tried, and the line that says what came of it.

/// All of it, rather than a sample.
pub fn is_full() -> bool {
    std::env::var("NEUROSIEVE_FAULTS").is_ok_and(|wanted| wanted == "full")
}

/// As many, by profile.
pub fn many(sample: usize, full: usize) -> usize {
    if is_full() { full } else { sample }
}

/// Prints a row of the table: the goal's number, what was done, what came of it.
pub fn row(goal: &str, what: &str, came: &str) {
    println!("FAULT | {goal} | {what} | {came} |");
}

/// Numbers that look drawn by chance and are the same in every run.
pub struct Draws(u64);

impl Draws {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `below`.
    pub const fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}
