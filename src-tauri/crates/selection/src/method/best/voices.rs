//! The votes: one for each representation, from the examples or from rows of the pool.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::explanation::{Exactness, Explanation, along, neurons};
use super::super::known::Vote;
use super::super::vector_settings::Sides;
use super::super::{Evidence, Known, MethodError, Representation, Settings, rarity};
use super::DESCRIPTION;
use crate::data::features::Features;
use crate::data::vectors::Vectors;
use crate::geometry::directions::Directions;
use crate::geometry::likeness::{Aggregate, roughly_nearest};
use crate::geometry::look::Look;
use crate::neurons::fired_by::Neuron;
use crate::neurons::telling::PoolCounts;
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
    Neurons {
        pool: &'a Features,
        counts: Cow<'a, PoolCounts>,
        examples: &'a Features,
        ignored: &'a [Neuron],
        unwanted: Option<&'a Features>,
    },
    /// The mean cosine with the examples, both as they are looked at; a direction for each example that could be read.
    Vectors {
        of: Representation,
        pool: &'a Vectors,
        /// Of the pool's documents, where what follows their length is taken away.
        tokens: Option<&'a [u64]>,
        look: Arc<Look>,
        known: Option<&'a Known>,
        examples: Directions,
        unwanted: Option<Directions>,
        weight: f64,
    },
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
    let mut voices = vec![Voice::Neurons { pool, counts: evidence.fired_in(pool), examples, ignored, unwanted }];
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
    let has_sink = representation == Representation::MiddleHidden;
    let lengths = evidence.pool.tokens.zip(evidence.examples.tokens).filter(|_| has_sink);
    if has_sink && lengths.is_none() {
        return Ok(None);
    }
    let (tokens, of_examples) = lengths.unzip();
    let look = || Look::of(sides.pool, tokens);
    let look = evidence.known.map_or_else(|| Arc::new(look()), |known| known.look(representation, look));
    let examples = look.directions(sides.examples, of_examples, &sides.read)?;
    let unwanted = match evidence.unwanted.vectors(representation) {
        Some(_) if has_sink && evidence.unwanted.tokens.is_none() => None,
        Some(vectors) => {
            let read: Vec<usize> = (0..vectors.len()).filter(|&row| vectors.row(row).is_some()).collect();
            let directions = look.directions(vectors, evidence.unwanted.tokens, &read)?;
            (!directions.is_empty()).then(|| directions.mean())
        }
        None => None,
    };
    let (pool, known) = (sides.pool, evidence.known);
    Ok(Some(Voice::Vectors { of: representation, pool, tokens, look, known, examples, unwanted, weight }))
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
    pub fn by_examples(&self) -> Vote {
        match self {
            Self::Neurons { examples, .. } => self.by_neurons_of(examples),
            Self::Vectors { examples, .. } => self.near(&examples.mean()),
        }
    }

    /// What the vote by the examples comes of. Approximate: it is brought to spreads of the pool, the rows of the second
    /// round have a say of their own, and near copies are moved up.
    pub fn explained(&self, document: usize) -> Option<Explanation> {
        let exactness = Exactness::Approximate;
        match self {
            Self::Neurons { pool, counts, examples, ignored, unwanted } => {
                let profile = rarity::weighed(counts, examples, ignored, *unwanted, &Settings::default()).ok()?;
                let found = pool.is_scored(document).then(|| neurons::explained(pool.document(document), &profile));
                found.map(|found| Explanation { exactness, ..found })
            }
            // A sentence encoder reads texts whole.
            Self::Vectors { of: Representation::Sentence, .. } => None,
            Self::Vectors { of, pool, tokens, look, examples, .. } => {
                let row = pool.row(document)?;
                let left = look.left_of(pool, *tokens, &[document]).ok()?;
                along::explained(*of, (row, left.row(0)?), examples.mean().row(0), Some(look.centring()), exactness)
            }
        }
    }

    /// The same by some rows of the pool in place of the examples.
    pub fn by_rows(&self, rows: &[usize]) -> Vote {
        match self {
            Self::Neurons { pool, .. } => self.by_neurons_of(&pool.some(rows)),
            Self::Vectors { pool, tokens, look, .. } => {
                let read: Vec<usize> = rows.iter().copied().filter(|&row| pool.row(row).is_some()).collect();
                if read.is_empty() { None } else { self.near(&look.directions(pool, *tokens, &read).ok()?.mean()) }
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
        let Self::Vectors { pool, look, examples, .. } = self else { return None };
        Some(roughly_nearest(pool, examples, Some(look.centring())))
    }

    /// The cosine of one row with its nearest example, the same on every computer.
    pub fn nearest(&self, row: usize) -> Option<f64> {
        let Self::Vectors { pool, look, examples, .. } = self else { return None };
        pool.row(row)?;
        let row = Directions::of(pool, &[row], Some(look.centring()));
        let cosines: Vec<f32> = (0..examples.len()).map(|example| dot(row.row(0), examples.row(example))).collect();
        Some(Aggregate::Max.of(&cosines))
    }

    /// The directions of the examples; nothing of neurons.
    pub const fn examples(&self) -> Option<&Directions> {
        if let Self::Vectors { examples, .. } = self { Some(examples) } else { None }
    }

    fn near(&self, goal: &Directions) -> Vote {
        let Self::Vectors { of, pool, tokens, look, known, unwanted, .. } = self else { return None };
        let contrast = unwanted.as_ref().map(|unwanted| goal.clone().less(unwanted, UNWANTED));
        let goal = contrast.as_ref().unwrap_or(goal);
        let vote = || standardised(look.cosines(pool, *tokens, goal)).map(Arc::new);
        known.map_or_else(vote, |known| known.vote(*of, goal, vote))
    }

    /// Nothing where no neuron of the examples is rare, or none of them could be read: another voice may still tell.
    fn by_neurons_of(&self, examples: &Features) -> Vote {
        let Self::Neurons { pool, counts, ignored, unwanted, .. } = self else { return None };
        let profile = rarity::weighed(counts, examples, ignored, *unwanted, &Settings::default()).ok()?;
        standardised(profile.sums(pool).ok()?).map(Arc::new)
    }
}
