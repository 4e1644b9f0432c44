//! Random pick: the yardstick that a method must beat.

use super::{Description, Evidence, Kind, Method, MethodError, Representation, Setting, Settings, Standing};
use crate::numbers::random::unit;
use crate::rank::scores::Scores;

const SEED: Setting = Setting::seed();

static DESCRIPTION: Description = Description {
    id: "random",
    technical: "Random",
    plain: "Random pick",
    sentence: "The yardstick: a method must beat this.",
    good_when: "You want to know whether a method does anything at all.",
    careful_when: "One draw is one draw: look at several seeds.",
    source: "seeded shuffle",
    standing: Standing::Baseline,
    kind: Kind::Pointwise,
    needs_examples: false,
    settings: &[SEED],
};

/// A seeded shuffle: each document's score is a random number of its own, so that adding rows moves no other.
#[derive(Debug, Clone, Copy)]
pub struct RandomPick;

impl Method for RandomPick {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        Vec::new()
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let seed = settings.value(&SEED) as u64;
        Ok(Scores::plain((0..evidence.pool.documents as u64).map(|document| unit(seed, document)).collect()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::material::Material;

    #[test]
    fn the_same_seed_gives_the_same_order_and_another_seed_another() {
        let evidence = Evidence { pool: Material { documents: 50, ..Material::default() }, ..Evidence::default() };
        let with = |seed: f64| {
            let settings = Settings::checked(&DESCRIPTION, [("seed".to_owned(), seed)].into()).unwrap();
            RandomPick.score(&evidence, &settings).unwrap()
        };
        assert_eq!(with(1.0), with(1.0));
        assert_ne!(with(1.0), with(2.0));
    }
}
