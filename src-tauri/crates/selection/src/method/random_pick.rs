//! Random pick: the yardstick that a method must beat.

use super::{Description, Evidence, Method, MethodError, Setting, Settings};
use crate::random::unit;
use crate::scores::Scores;

const SEED: Setting = Setting { name: "seed", default: 1.0, least: 0.0, most: 1_000_000.0, step: 1.0 };

static DESCRIPTION: Description = Description {
    id: "random",
    technical: "Random",
    plain: ("Random pick", "The yardstick: a method must beat this."),
    needs_examples: false,
    needs: None,
    source: "seeded shuffle",
    settings: &[SEED],
};

/// A seeded shuffle: each document's score is a random number of its own, so that adding rows moves no other.
#[derive(Debug, Clone, Copy)]
pub struct RandomPick;

impl Method for RandomPick {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let seed = settings.value(&SEED) as u64;
        Ok(Scores::plain((0..evidence.documents as u64).map(|document| unit(seed, document)).collect()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_order_and_another_seed_another() {
        let evidence = Evidence { documents: 50, pool: None, examples: None };
        let with = |seed: f64| {
            let settings = Settings::checked(&DESCRIPTION, [("seed".to_owned(), seed)].into()).unwrap();
            RandomPick.score(&evidence, &settings).unwrap()
        };
        assert_eq!(with(1.0), with(1.0));
        assert_ne!(with(1.0), with(2.0));
    }
}
