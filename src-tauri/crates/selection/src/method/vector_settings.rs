//! Settings and preparations that the methods on vectors share: which vectors, centred or not, both sides checked.

use super::{Evidence, MethodError, Representation, Setting, Settings};
use crate::data::vectors::Vectors;
use crate::geometry::centring::Centring;
use crate::geometry::directions::Directions;
use crate::geometry::likeness::{Aggregate, likenesses};
use crate::neurons::profile::NoScoredExamples;
use crate::pick::candidates::{Candidates, MOST};
use crate::rank::scores::{ScoreKind, Scores};

/// Vectors centred and scaled by the pool; off by default.
pub const CENTRED: Setting = Setting::choice(
    "centred",
    "Takes away what all texts of the pool have in common, and lets every dimension count alike.",
    &["off", "on"],
);

/// The same, on by default.
pub const CENTRED_UNLESS_SAID: Setting = Setting { default: 1.0, ..CENTRED };

/// How several examples become one number.
pub const AGGREGATE: Setting = Setting::choice(
    "aggregate",
    "The nearest example counts, their mean, or the likeness to the examples' mean vector.",
    &["max", "mean", "prototype"],
);

/// The same, with the examples' mean vector by default.
pub const AGGREGATE_BY_PROTOTYPE: Setting = Setting { default: 2.0, ..AGGREGATE };

/// Which vectors.
pub const REPRESENTATION: Setting = Setting::choice(
    "representation",
    "The vectors that texts are compared by.",
    &["last_hidden", "middle_hidden", "gated_activations", "sentence", "outside"],
);

/// How many documents a set method picks before the rest follows by relevance.
pub const PICKS: Setting = Setting::number(
    "picks",
    "Rows picked one after another; the rest follows by relevance.",
    2000.0,
    (1.0, 20_000.0, 1.0),
);

/// What share of the pool a set method chooses among.
pub const CANDIDATES: Setting = Setting::number(
    "candidates",
    "The share of the pool, nearest to your examples, to choose among, in percent; 20,000 rows at most.",
    20.0,
    (0.1, 100.0, 0.1),
);

/// The representation chosen by [`REPRESENTATION`].
pub fn chosen(settings: &Settings) -> Representation {
    let name = settings.choice(&REPRESENTATION);
    let known = Representation::ALL.into_iter().find(|representation| representation.name() == name);
    known.expect("the choices are names of representations; a test checks it")
}

/// The vectors of pool and examples, which fit each other, and the examples that could be read.
#[derive(Debug)]
pub struct Sides<'a> {
    /// The pool's.
    pub pool: &'a Vectors,
    /// The examples'.
    pub examples: &'a Vectors,
    /// Examples that could be read, rising; at least one.
    pub read: Vec<usize>,
}

impl<'a> Sides<'a> {
    /// Takes one representation of both sides.
    ///
    /// # Errors
    /// [`MethodError::NothingRead`], [`MethodError::Width`] and [`MethodError::NoScoredExamples`].
    pub fn of(
        evidence: &Evidence<'a>,
        method: &'static str,
        representation: Representation,
    ) -> Result<Self, MethodError> {
        let both = evidence.pool.vectors(representation).zip(evidence.examples.vectors(representation));
        let (pool, examples) = both.ok_or(MethodError::NothingRead { method, needs: representation })?;
        if pool.width() != examples.width() {
            return Err(MethodError::Width { pool: pool.width(), examples: examples.width() });
        }
        let read: Vec<usize> = (0..examples.len()).filter(|&example| examples.row(example).is_some()).collect();
        if read.is_empty() {
            return Err(NoScoredExamples { examples: examples.len() }.into());
        }
        Ok(Self { pool, examples, read })
    }

    /// The pool's centring where `setting` says so.
    #[must_use]
    pub fn centring(&self, settings: &Settings, setting: &Setting) -> Option<Centring> {
        (settings.choice(setting) == "on").then(|| Centring::of(self.pool))
    }

    /// The directions of the examples that could be read.
    #[must_use]
    pub fn goal(&self, centring: Option<&Centring>) -> Directions {
        Directions::of(self.examples, &self.read, centring)
    }

    /// The documents a set method chooses among.
    #[must_use]
    pub fn candidates(&self, settings: &Settings, centred: &Setting) -> Candidates {
        let centring = self.centring(settings, centred);
        let share = (settings.value(&CANDIDATES) / 100.0 * self.pool.len() as f64).ceil() as usize;
        Candidates::of(self.pool, &self.goal(centring.as_ref()), centring.as_ref(), share.min(MOST))
    }

    /// The cosine of every document with the examples, brought to one number as `aggregate` says.
    #[must_use]
    pub fn cosines(&self, settings: &Settings, aggregate: &Setting, centred: &Setting) -> Scores {
        let centring = self.centring(settings, centred);
        let centring = centring.as_ref();
        let (goal, aggregate) = match settings.choice(aggregate) {
            "prototype" => (Directions::of_mean(self.examples, &self.read, centring), Aggregate::Max),
            "mean" => (self.goal(centring), Aggregate::Mean),
            _ => (self.goal(centring), Aggregate::Max),
        };
        Scores::plain(likenesses(self.pool, &goal, centring, |cosines| aggregate.of(cosines)))
            .of_kind(ScoreKind::Likeness)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::material::Material;

    #[test]
    fn every_choice_of_vectors_is_a_representation() {
        for &name in REPRESENTATION.choices {
            assert!(Representation::ALL.iter().any(|representation| representation.name() == name), "{name}");
        }
        assert_eq!(chosen(&Settings::default()), Representation::LastHidden);
    }

    #[test]
    fn sides_that_do_not_fit_are_refused_with_their_numbers() {
        let (two, three) = (Vectors::new(2, vec![1.0; 4]).unwrap(), Vectors::new(3, vec![1.0; 3]).unwrap());
        let unread = Vectors::new(2, vec![f32::NAN; 2]).unwrap();
        let sides = |pool: &Vectors, examples: &Vectors| {
            let (pool, examples) = ([(Representation::Outside, pool)], [(Representation::Outside, examples)]);
            let evidence = Evidence {
                pool: Material { vectors: &pool, ..Material::default() },
                examples: Material { vectors: &examples, ..Material::default() },
                ..Evidence::default()
            };
            Sides::of(&evidence, "vectors", Representation::Outside).map(|sides| sides.read)
        };
        assert_eq!(sides(&two, &three), Err(MethodError::Width { pool: 2, examples: 3 }));
        assert_eq!(sides(&two, &unread), Err(NoScoredExamples { examples: 1 }.into()));
        assert_eq!(sides(&two, &two), Ok(vec![0, 1]));
    }
}
