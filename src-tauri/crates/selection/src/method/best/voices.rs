//! The votes: one for each representation, from the examples or from rows of the pool.

use super::super::explanation::{Exactness, Explanation, along, neurons};
use super::super::vector_settings::Sides;
use super::super::{Evidence, MethodError, Representation, Settings, rarity};
use super::DESCRIPTION;
use crate::data::features::Features;
use crate::data::vectors::Vectors;
use crate::geometry::centring::Centring;
use crate::geometry::directions::Directions;
use crate::geometry::likeness::{Aggregate, likenesses, roughly_nearest};
use crate::geometry::residual::LengthEffect;
use crate::neurons::fired_by::Neuron;
use crate::numbers::dot::dot;
use crate::numbers::standard::standardised;

/// The vectors that vote where they were read, and by how much more than the neurons.
pub const VECTORS: [(Representation, f64); 4] = [
    (Representation::GatedActivations, 2.0),
    (Representation::LastHidden, 1.0),
    (Representation::MiddleHidden, 1.0),
    (Representation::Sentence, 1.0),
];

/// How much of the unwanted examples' mean direction is taken off the goal's (Rocchio 1971 takes less off than he adds).
const UNWANTED: f32 = 0.5;

/// One way of looking at pool and examples.
pub enum Voice<'a> {
    /// The rare neurons in common ([`super::super::Rarity`]).
    Neurons { pool: &'a Features, examples: &'a Features, ignored: &'a [Neuron], unwanted: Option<&'a Features> },
    /// The mean cosine with the examples, both centred and scaled by the pool; a direction for each example that could
    /// be read.
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
    let (ignored, unwanted) = (evidence.ignored, evidence.unwanted.features);
    let mut voices = vec![Voice::Neurons { pool, examples, ignored, unwanted }];
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
        let examples = Directions::of(sides.examples, &sides.read, Some(&centring));
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
    let examples = Directions::of(&rows, &sides.read, Some(&centring));
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
            Self::Neurons { pool, examples, ignored, unwanted } => of_neurons(pool, examples, ignored, *unwanted),
            Self::Vectors { examples, .. } => self.near(&examples.mean()),
        }
    }

    /// What the vote by the examples comes of. Approximate: it is brought to spreads of the pool, the rows of the second
    /// round have a say of their own, and near copies are moved up.
    pub fn explained(&self, evidence: &Evidence, document: usize) -> Option<Explanation> {
        let exactness = Exactness::Approximate;
        match self {
            Self::Neurons { pool, examples, ignored, unwanted } => {
                let profile = rarity::weighed(pool, examples, ignored, *unwanted, &Settings::default()).ok()?;
                let found = pool.is_scored(document).then(|| neurons::explained(pool.document(document), &profile));
                found.map(|found| Explanation { exactness, ..found })
            }
            // A sentence encoder reads texts whole.
            Self::Vectors { of: Representation::Sentence, .. } => None,
            Self::Vectors { of, pool, centring, examples, .. } => {
                let rows = (evidence.pool.vectors(*of)?.row(document)?, pool.vectors().row(document)?);
                along::explained(*of, rows, examples.mean().row(0), Some(centring), exactness)
            }
        }
    }

    /// The same by some rows of the pool in place of the examples.
    pub fn by_rows(&self, rows: &[usize]) -> Option<Vec<f64>> {
        match self {
            Self::Neurons { pool, ignored, unwanted, .. } => of_neurons(pool, &pool.some(rows), ignored, *unwanted),
            Self::Vectors { pool, centring, .. } => {
                let vectors = pool.vectors();
                let read: Vec<usize> = rows.iter().copied().filter(|&row| vectors.row(row).is_some()).collect();
                if read.is_empty() { None } else { self.near(&Directions::of(vectors, &read, Some(centring)).mean()) }
            }
        }
    }

    /// Whether copies of examples are looked for here: not among neurons, whose sets say little of single words, nor in
    /// the middle hidden state, in which short texts of one form are all alike.
    pub fn tells_copies(&self) -> bool {
        matches!(self, Self::Vectors { of, .. } if *of != Representation::MiddleHidden)
    }

    /// The cosine of each row with its nearest example, within [`crate::geometry::likeness::ROUGH`]; NaN for a row that
    /// could not be read; nothing of neurons.
    pub fn roughly_nearest(&self) -> Option<Vec<f64>> {
        let Self::Vectors { pool, centring, examples, .. } = self else { return None };
        Some(roughly_nearest(pool.vectors(), examples, Some(centring)))
    }

    /// The cosine of one row with its nearest example, the same on every computer.
    pub fn nearest(&self, row: usize) -> Option<f64> {
        let Self::Vectors { pool, centring, examples, .. } = self else { return None };
        pool.vectors().row(row)?;
        let row = Directions::of(pool.vectors(), &[row], Some(centring));
        let cosines: Vec<f32> = (0..examples.len()).map(|example| dot(row.row(0), examples.row(example))).collect();
        Some(Aggregate::Max.of(&cosines))
    }

    fn near(&self, goal: &Directions) -> Option<Vec<f64>> {
        let Self::Vectors { pool, centring, unwanted, .. } = self else { return None };
        let contrast = unwanted.as_ref().map(|unwanted| goal.clone().less(unwanted, UNWANTED));
        let goal = contrast.as_ref().unwrap_or(goal);
        standardised(likenesses(pool.vectors(), goal, Some(centring), |cosines| Aggregate::Mean.of(cosines)))
    }
}

/// Nothing where no neuron of the examples is rare, or none of them could be read: another voice may still tell.
fn of_neurons(
    pool: &Features,
    examples: &Features,
    ignored: &[Neuron],
    unwanted: Option<&Features>,
) -> Option<Vec<f64>> {
    let profile = rarity::weighed(pool, examples, ignored, unwanted, &Settings::default()).ok()?;
    standardised(profile.sums(pool).ok()?)
}
