//! How much a second round has to say, told by examples that are left out.
//!
//! A goal's examples come from where rows of the pool come from, or from elsewhere: the same subject, worded otherwise.
//! Left out of the goal one after another, examples of the first kind stand among the rows that are like them; those of
//! the second kind stand before nearly every row, since they are like each other first. Asking again with the pool's own
//! first rows helps the second kind, and does harm to the first: it adds nothing to what the examples say, and lets in
//! what merely looks like them. On the project's pools the share of left-out examples that stand before all but a
//! hundredth of the rows parts the two (docs/quality.md).

use super::super::{Evidence, MethodError};
use super::voices::{VECTORS, Voice, voices};
use super::{Poll, Representation};
use crate::data::features::Features;
use crate::data::material::Material;
use crate::data::vectors::Vectors;

/// Rows that stand for the pool, at most: they show a hundredth well enough.
const MOST_ROWS: usize = 4000;

/// Examples that are left out in turn, at most.
const MOST_EXAMPLES: usize = 200;

/// Parts into which the examples are divided; each is left out once.
const FOLDS: usize = 5;

/// An example stands ahead when fewer than one row in so many stands before it.
const ONE_IN: usize = 100;

/// Examples that count as standing ahead before any was looked at: few examples need the second round whatever they say.
const TAKEN_ON_TRUST: f64 = 5.0;

/// Up to this share ahead a second round says nothing; from the other on it says all it has.
const SHARES: (f64, f64) = (1.0 / 3.0, 2.0 / 3.0);

/// How much the second round counts beside the first, 0 to 1; 1 where no example can be left out.
///
/// # Errors
/// As [`voices`].
pub fn say_of_second_round(evidence: &Evidence) -> Result<f64, MethodError> {
    let examples = evenly(evidence.examples.features.map_or(0, Features::len), MOST_EXAMPLES);
    let rows = evenly(evidence.pool.features.map_or(0, Features::len), MOST_ROWS);
    let sample = Sample::of(evidence, &rows, &examples)?;
    let vectors = sample.vectors();
    let voices = voices(&Evidence { pool: sample.material(&vectors), known: None, fired: None, ..*evidence })?;
    let (mut ahead, mut asked) = (TAKEN_ON_TRUST, TAKEN_ON_TRUST);
    for fold in 0..FOLDS {
        let (out, kept): (Vec<usize>, Vec<usize>) = (0..examples.len()).partition(|example| example % FOLDS == fold);
        if out.is_empty() || kept.is_empty() {
            continue;
        }
        let scores = scores(&voices, rows.len(), &kept, rows.len() + examples.len());
        for score in out.iter().map(|example| scores[rows.len() + example]).filter(|score| !score.is_nan()) {
            let before = scores[..rows.len()].iter().filter(|row| **row > score).count();
            asked += 1.0;
            ahead += f64::from(u8::from(before * ONE_IN < rows.len()));
        }
    }
    let (none, all) = SHARES;
    Ok(((ahead / asked - none) / (all - none)).clamp(0.0, 1.0))
}

/// The votes of some examples, named by their place behind the `rows` of the sample, on all of it.
fn scores(voices: &[Voice], rows: usize, kept: &[usize], documents: usize) -> Vec<f64> {
    let kept: Vec<usize> = kept.iter().map(|example| rows + example).collect();
    let mut poll = Poll::new(documents, voices);
    for (at, voice) in voices.iter().enumerate() {
        poll.add(at, voice, voice.by_rows(&kept), 1.0);
    }
    poll.means()
}

/// At most `most` places of `count`, as far apart as can be.
fn evenly(count: usize, most: usize) -> Vec<usize> {
    let taken = count.min(most);
    (0..taken).map(|place| place * count / taken).collect()
}

/// Rows of the pool with examples behind them, as one small pool.
struct Sample {
    documents: usize,
    features: Features,
    vectors: Vec<(Representation, Vectors)>,
    tokens: Option<Vec<u64>>,
}

impl Sample {
    fn of(evidence: &Evidence, rows: &[usize], examples: &[usize]) -> Result<Self, MethodError> {
        let (pool, goal) = (evidence.pool, evidence.examples);
        let (of_pool, of_goal) = super::rarity::features(evidence, super::DESCRIPTION.id)?;
        let mut indices = of_pool.some(rows).indices().to_vec();
        indices.extend_from_slice(of_goal.some(examples).indices());
        let joined = |representation: Representation| -> Option<Result<(Representation, Vectors), MethodError>> {
            let (of_pool, of_goal) = pool.vectors(representation).zip(goal.vectors(representation))?;
            if of_pool.width() != of_goal.width() {
                return Some(Err(MethodError::Width { pool: of_pool.width(), examples: of_goal.width() }));
            }
            let mut values = of_pool.some(rows).values().to_vec();
            values.extend_from_slice(of_goal.some(examples).values());
            Some(
                Vectors::new(of_pool.width(), values)
                    .map(|vectors| (representation, vectors))
                    .map_err(MethodError::from),
            )
        };
        let vectors = VECTORS.into_iter().filter_map(|(representation, _)| joined(representation));
        let tokens = pool.tokens.zip(goal.tokens).map(|(pool, goal)| {
            rows.iter().map(|&row| pool[row]).chain(examples.iter().map(|&example| goal[example])).collect()
        });
        Ok(Self {
            documents: rows.len() + examples.len(),
            features: Features::new(of_pool.shape(), indices)?,
            vectors: vectors.collect::<Result<_, _>>()?,
            tokens,
        })
    }

    fn vectors(&self) -> Vec<(Representation, &Vectors)> {
        self.vectors.iter().map(|(representation, vectors)| (*representation, vectors)).collect()
    }

    fn material<'a>(&'a self, vectors: &'a [(Representation, &'a Vectors)]) -> Material<'a> {
        Material {
            documents: self.documents,
            features: Some(&self.features),
            vectors,
            tokens: self.tokens.as_deref(),
            ..Material::default()
        }
    }
}
