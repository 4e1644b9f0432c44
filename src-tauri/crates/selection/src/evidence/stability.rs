//! Stability: does the ranking stay when the examples are drawn again? (arXiv 2604.15706, App. H)

use std::collections::HashSet;

use crate::compare::correlation::{paired, spearman};
use crate::evidence::resample::with_replacement;
use crate::numbers::random::mixed;
use crate::rank::scores::Scores;

/// The part of the pool whose top is compared.
pub const TOP_SHARE: f64 = 0.2;

/// How alike rankings by resampled examples are.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    /// Spearman's rho of each resample's scores with those of all examples; none where it is not defined.
    pub rho_with_all: Vec<Option<f64>>,
    /// Jaccard of each resample's best fifth with that of all examples.
    pub jaccard_with_all: Vec<f64>,
    /// Spearman's rho of each pair of resamples.
    pub rho_between: Vec<Option<f64>>,
    /// Jaccard of the best fifths of each pair of resamples.
    pub jaccard_between: Vec<f64>,
}

/// Draws as many of the `examples` as there are, with replacement, `resamples` times, and scores the pool by each draw.
///
/// `score` is told which examples to use (numbers from 0, some twice) and must have one score for every document of the
/// pool. Nothing is compared with fewer than two examples, and the lists are empty.
///
/// # Errors
/// What `score` fails with.
pub fn stability<E>(
    examples: usize,
    resamples: u64,
    seed: u64,
    mut score: impl FnMut(&[usize]) -> Result<Scores, E>,
) -> Result<Stability, E> {
    let mut found = Stability {
        rho_with_all: Vec::new(),
        jaccard_with_all: Vec::new(),
        rho_between: Vec::new(),
        jaccard_between: Vec::new(),
    };
    if examples < 2 {
        return Ok(found);
    }
    let all = Scored::of(score(&(0..examples).collect::<Vec<_>>())?);
    let mut drawn: Vec<Scored> = Vec::new();
    for resample in 0..resamples {
        let scored = Scored::of(score(&with_replacement(examples, examples, mixed(seed, resample)))?);
        found.rho_with_all.push(scored.rho(&all));
        found.jaccard_with_all.push(scored.jaccard(&all));
        found.rho_between.extend(drawn.iter().map(|other| scored.rho(other)));
        found.jaccard_between.extend(drawn.iter().map(|other| scored.jaccard(other)));
        drawn.push(scored);
    }
    Ok(found)
}

/// How much of the `kept` best documents is kept again by each of `resamples` draws of the examples, 0 to 1.
///
/// Draws are as in [`stability`]; with fewer than two examples, or nothing kept, the list is empty.
///
/// # Errors
/// What `score` fails with.
pub fn kept_again<E>(
    examples: usize,
    resamples: u64,
    seed: u64,
    kept: usize,
    mut score: impl FnMut(&[usize]) -> Result<Scores, E>,
) -> Result<Vec<f64>, E> {
    if examples < 2 || kept == 0 {
        return Ok(Vec::new());
    }
    let all = best(&score(&(0..examples).collect::<Vec<_>>())?, kept);
    let draw = |resample| {
        let again = best(&score(&with_replacement(examples, examples, mixed(seed, resample)))?, kept);
        Ok(all.intersection(&again).count() as f64 / all.len().max(1) as f64)
    };
    (0..resamples).map(draw).collect()
}

/// The best documents: equal keys by document number, so that the same ones win every time.
fn best(scores: &Scores, wanted: usize) -> HashSet<u32> {
    let mut keyed: Vec<(f64, u32)> =
        (0..scores.len()).filter_map(|document| Some((scores.key(document)?, document as u32))).collect();
    keyed.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    keyed.into_iter().take(wanted).map(|(_, document)| document).collect()
}

struct Scored {
    scores: Scores,
    top: HashSet<u32>,
}

impl Scored {
    /// The best fifth.
    fn of(scores: Scores) -> Self {
        let scored = (0..scores.len()).filter(|&document| scores.key(document).is_some()).count();
        let top = best(&scores, (scored as f64 * TOP_SHARE).ceil() as usize);
        Self { scores, top }
    }

    fn rho(&self, other: &Self) -> Option<f64> {
        let (a, b) = paired(&self.scores, &other.scores);
        spearman(&a, &b)
    }

    fn jaccard(&self, other: &Self) -> f64 {
        let both = self.top.intersection(&other.top).count();
        let either = self.top.len() + other.top.len() - both;
        if either == 0 { 1.0 } else { both as f64 / either as f64 }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::convert::Infallible;

    #[test]
    fn scores_that_do_not_hang_on_the_examples_are_wholly_stable() {
        let score = |_: &[usize]| Ok::<_, Infallible>(Scores::plain((0..50).map(f64::from).collect()));
        let found = stability(8, 5, 1, score).unwrap();
        assert_eq!((found.rho_with_all.len(), found.rho_between.len()), (5, 10));
        assert!(found.rho_with_all.iter().all(|rho| (rho.unwrap() - 1.0).abs() < 1e-12));
        assert!(found.jaccard_between.iter().all(|jaccard| (jaccard - 1.0).abs() < 1e-12));
    }

    #[test]
    fn scores_by_the_first_drawn_example_alone_are_not() {
        let score = |drawn: &[usize]| {
            let like = |document: usize| crate::numbers::random::unit(drawn[0] as u64, document as u64);
            Ok::<_, Infallible>(Scores::plain((0..400).map(like).collect()))
        };
        let found = stability(20, 6, 3, score).unwrap();
        let mean = found.jaccard_with_all.iter().sum::<f64>() / 6.0;
        assert!(mean < 0.5, "{found:?}");
    }

    #[test]
    fn every_draw_is_as_large_as_the_examples_and_one_example_says_nothing() {
        let mut draws = Vec::new();
        let score = |drawn: &[usize]| {
            draws.push(drawn.to_vec());
            Ok::<_, Infallible>(Scores::plain(vec![0.0; 3]))
        };
        let found = stability(4, 5, 9, score).unwrap();
        assert!(found.rho_with_all.iter().all(Option::is_none), "equal scores have no order");
        assert_eq!((draws.len(), &draws[0]), (6, &vec![0, 1, 2, 3]));
        assert!(draws.iter().all(|draw| draw.len() == 4 && draw.iter().all(|&i| i < 4)));
        let nothing = stability(1, 5, 9, |_| Err::<Scores, _>("never asked")).unwrap();
        assert!(nothing.jaccard_with_all.is_empty());
    }

    #[test]
    fn what_is_kept_again_is_counted_among_what_is_kept() {
        // Documents 0 to 9 whatever is drawn; of the next ten those that follow the first example drawn.
        let score = |drawn: &[usize]| {
            let value = |document: usize| match document {
                0..10 => 2.0,
                _ => f64::from(u8::from(document % 2 == drawn[0] % 2)),
            };
            Ok::<_, Infallible>(Scores::plain((0..30).map(value).collect()))
        };
        let found = kept_again(6, 40, 5, 20, score).unwrap();
        assert!(found.iter().all(|share| [0.5, 1.0].contains(share)) && found.contains(&0.5) && found.contains(&1.0));
        assert!(kept_again(1, 40, 5, 20, score).unwrap().is_empty());
        assert!(kept_again(6, 40, 5, 0, score).unwrap().is_empty());
    }

    #[test]
    fn what_scoring_fails_with_is_handed_on() {
        assert_eq!(stability(3, 5, 1, |_| Err::<Scores, _>("no model")), Err("no model"));
    }
}
