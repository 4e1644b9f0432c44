//! The votes: one for each representation, from the examples or from rows of the pool.

use super::super::vector_settings::Sides;
use super::super::{Evidence, MethodError, Representation, Settings, rarity};
use super::DESCRIPTION;
use crate::data::features::Features;
use crate::data::vectors::Vectors;
use crate::geometry::centring::Centring;
use crate::geometry::directions::Directions;
use crate::geometry::likeness::{Aggregate, likenesses};
use crate::geometry::residual::LengthEffect;
use crate::numbers::standard::standardised;

/// The vectors that vote where they were read, and by how much more than the neurons.
const VECTORS: [(Representation, f64); 3] =
    [(Representation::GatedActivations, 2.0), (Representation::LastHidden, 1.0), (Representation::MiddleHidden, 1.0)];

/// How much of the unwanted examples' mean direction is taken off the goal's (Rocchio 1971 takes less off than he adds).
const UNWANTED: f32 = 0.5;

/// One way of looking at pool and examples.
pub enum Voice<'a> {
    /// The rare neurons in common ([`super::super::Rarity`]).
    Neurons { pool: &'a Features, examples: &'a Features, unwanted: Option<&'a Features> },
    /// The mean cosine with the examples, both centred and scaled by the pool.
    Vectors {
        of: Representation,
        pool: Rows<'a>,
        centring: Centring,
        examples: Directions,
        unwanted: Option<Directions>,
        weight: f64,
    },
}

/// Rows that are the caller's, or that were made from them.
pub enum Rows<'a> {
    /// As they were read.
    Read(&'a Vectors),
    /// Without what follows the length of the text.
    Residual(Vectors),
}

impl Rows<'_> {
    const fn vectors(&self) -> &Vectors {
        match self {
            Self::Read(vectors) => vectors,
            Self::Residual(vectors) => vectors,
        }
    }
}

/// Every voice that pool and examples have something to say for.
///
/// # Errors
/// [`MethodError`] when neurons were not read, no example could be, or the sides do not fit.
pub fn voices<'a>(evidence: &Evidence<'a>) -> Result<Vec<Voice<'a>>, MethodError> {
    let (pool, examples) = rarity::features(evidence, DESCRIPTION.id)?;
    if !(0..examples.len()).any(|example| examples.is_scored(example)) {
        return Err(crate::neurons::profile::NoScoredExamples { examples: examples.len() }.into());
    }
    let mut voices = vec![Voice::Neurons { pool, examples, unwanted: evidence.unwanted.features }];
    for (representation, weight) in VECTORS {
        let is_read = evidence.pool.has(representation) && evidence.examples.has(representation);
        if !is_read {
            continue;
        }
        match Sides::of(evidence, DESCRIPTION.id, representation) {
            Ok(sides) => voices.extend(of_vectors(evidence, &sides, representation, weight)?),
            Err(MethodError::NoScoredExamples(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(voices)
}

/// The voice of one kind of vectors; none for the middle hidden state where lengths are not known, since without them it
/// tells little but length.
fn of_vectors<'a>(
    evidence: &Evidence<'a>,
    sides: &Sides<'a>,
    representation: Representation,
    weight: f64,
) -> Result<Option<Voice<'a>>, MethodError> {
    if representation != Representation::MiddleHidden {
        let centring = Centring::of(sides.pool);
        let examples = Directions::of(sides.examples, &sides.read, Some(&centring)).mean();
        let unwanted = evidence.unwanted.vectors(representation).and_then(|vectors| mean_of(vectors, &centring));
        return Ok(Some(Voice::Vectors {
            of: representation,
            pool: Rows::Read(sides.pool),
            centring,
            examples,
            unwanted,
            weight,
        }));
    }
    let Some((tokens, of_examples)) = evidence.pool.tokens.zip(evidence.examples.tokens) else { return Ok(None) };
    let effect = LengthEffect::of(sides.pool, tokens);
    let (pool, rows) = (effect.taken_from(sides.pool, tokens)?, effect.taken_from(sides.examples, of_examples)?);
    let centring = Centring::of(&pool);
    let examples = Directions::of(&rows, &sides.read, Some(&centring)).mean();
    let lengths = evidence.unwanted.vectors(representation).zip(evidence.unwanted.tokens);
    let unwanted = lengths.map(|(vectors, tokens)| effect.taken_from(vectors, tokens)).transpose()?;
    let unwanted = unwanted.and_then(|vectors| mean_of(&vectors, &centring));
    let pool = Rows::Residual(pool);
    Ok(Some(Voice::Vectors { of: representation, pool, centring, examples, unwanted, weight }))
}

/// The mean direction of those that were read; none where none was.
fn mean_of(vectors: &Vectors, centring: &Centring) -> Option<Directions> {
    let read: Vec<usize> = (0..vectors.len()).filter(|&row| vectors.row(row).is_some()).collect();
    (!read.is_empty()).then(|| Directions::of(vectors, &read, Some(centring)).mean())
}

impl Voice<'_> {
    /// What it looks at.
    pub const fn representation(&self) -> Representation {
        match self {
            Self::Neurons { .. } => Representation::NeuronFeatures,
            Self::Vectors { of, .. } => *of,
        }
    }

    /// How much it counts; the neurons count 1.
    pub const fn weight(&self) -> f64 {
        match self {
            Self::Neurons { .. } => 1.0,
            Self::Vectors { weight, .. } => *weight,
        }
    }

    /// Standard scores of the pool by the examples; nothing where it tells no row from another.
    pub fn by_examples(&self) -> Option<Vec<f64>> {
        match self {
            Self::Neurons { pool, examples, unwanted } => of_neurons(pool, examples, *unwanted),
            Self::Vectors { examples, .. } => self.near(examples),
        }
    }

    /// The same by some rows of the pool in place of the examples.
    pub fn by_rows(&self, rows: &[usize]) -> Option<Vec<f64>> {
        match self {
            Self::Neurons { pool, unwanted, .. } => of_neurons(pool, &pool.some(rows), *unwanted),
            Self::Vectors { pool, centring, .. } => {
                let vectors = pool.vectors();
                let read: Vec<usize> = rows.iter().copied().filter(|&row| vectors.row(row).is_some()).collect();
                if read.is_empty() { None } else { self.near(&Directions::of(vectors, &read, Some(centring)).mean()) }
            }
        }
    }

    fn near(&self, goal: &Directions) -> Option<Vec<f64>> {
        let Self::Vectors { pool, centring, unwanted, .. } = self else { return None };
        let contrast = unwanted.as_ref().map(|unwanted| goal.clone().less(unwanted, UNWANTED));
        let goal = contrast.as_ref().unwrap_or(goal);
        standardised(likenesses(pool.vectors(), goal, Some(centring), |cosines| Aggregate::Mean.of(cosines)))
    }
}

/// Nothing where no neuron of the examples is rare, or none of them could be read: another voice may still tell.
fn of_neurons(pool: &Features, examples: &Features, unwanted: Option<&Features>) -> Option<Vec<f64>> {
    let profile = rarity::weighed(pool, examples, unwanted, &Settings::default()).ok()?;
    standardised(profile.sums(pool).ok()?)
}
