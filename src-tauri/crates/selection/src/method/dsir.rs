//! Word statistics: documents whose words and pairs of words are more frequent in the examples than in the pool (DSIR).
//!
//! Left out of the published tool: its sample of the pool for fitting (from 10^9 tokens on) and its selection by several
//! targets apart, which goals with budget shares do for every method.

use rayon::prelude::*;

use super::{Description, Evidence, Kind, Method, MethodError, Representation, Setting, Settings, Standing};
use crate::data::ngrams::{HashedNgrams, shares};
use crate::neurons::profile::NoScoredExamples;
use crate::numbers::random::unit;
use crate::rank::scores::Scores;

/// Keeps logarithms finite where a bucket is empty (the published code's constant).
const FLOOR: f64 = 1e-8;

const PICK: Setting =
    Setting::choice("pick", "Draw by weight, as published, or take the largest weights.", &["drawn", "largest"]);
const SMOOTHING: Setting = Setting::number(
    "smoothing",
    "Added to every count of the examples; 0 as published, more for few examples.",
    1.0,
    (0.0, 10.0, 0.01),
);
const MIN_TOKENS: Setting = Setting::number(
    "min_tokens",
    "Shorter texts are left out; the published value of 100 drops most instruction data.",
    0.0,
    (0.0, 10_000.0, 10.0),
);
const SEED: Setting = Setting::seed();

static DESCRIPTION: Description = Description {
    id: "dsir",
    technical: "DSIR",
    plain: "Word statistics",
    sentence: "Keeps texts whose words and word pairs are more usual in your examples than in the data.",
    good_when: "You have many examples, or long ones, and want an answer without a model.",
    careful_when: "Long texts weigh more; few examples say little about rare words.",
    source: "arXiv 2302.03169, §4, with the published code's constants",
    standing: Standing::Published,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[PICK, SMOOTHING, MIN_TOKENS, SEED],
};

/// Importance resampling on hashed n-grams: a document's log weight is the sum over its n-grams of
/// `ln(p_target + 1e-8) - ln(p_pool + 1e-8)`; taken are the largest of weight + Gumbel(0, 1) noise, which draws without
/// replacement in proportion to the weights, or simply the largest.
///
/// Smoothing is 1 (Laplace) where the published default is 0: with few examples an n-gram that they happen not to have
/// costs a document up to `ln 1e-8` and decides alone. On a pool of 2,000 with 12 goals of 50 examples each, the share of
/// right documents was .12 with 0, .27 with 0.1, .38 with 1 and .23 with 3. Documents without a token, or with too few, are unscored.
#[derive(Debug, Clone, Copy)]
pub struct Dsir;

impl Method for Dsir {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::Text]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let (Some(pool), Some(examples)) = (evidence.pool.texts, evidence.examples.texts) else {
            return Err(MethodError::NothingRead { method: DESCRIPTION.id, needs: Representation::Text });
        };
        let target = HashedNgrams::of(examples);
        let wanted = target.counts(0..target.len());
        if wanted.iter().all(|&count| count == 0) {
            return Err(NoScoredExamples { examples: target.len() }.into());
        }
        let pool = HashedNgrams::of(pool);
        let there = pool.counts(0..pool.len());
        let worth = worth(&shares(&wanted, settings.value(&SMOOTHING)), &shares(&there, 0.0));
        let least = (settings.value(&MIN_TOKENS) as usize).max(1);
        let weights = log_weights(&pool, &worth, least);
        if settings.choice(&PICK) == "largest" {
            return Ok(Scores::plain(weights));
        }
        let seed = settings.value(&SEED) as u64;
        let keys = weights.iter().enumerate().map(|(d, weight)| -(weight + gumbel(seed, d as u64))).collect();
        Ok(Scores::keyed(weights, keys))
    }
}

/// What one occurrence of each bucket adds to a log weight.
fn worth(target: &[f64], pool: &[f64]) -> Vec<f64> {
    target.iter().zip(pool).map(|(t, p)| (t + FLOOR).ln() - (p + FLOOR).ln()).collect()
}

fn log_weights(pool: &HashedNgrams, worth: &[f64], least: usize) -> Vec<f64> {
    let weight = |document: usize| {
        let sum = pool.document(document).iter().map(|&bucket| worth[usize::from(bucket)]).sum();
        if pool.tokens(document) < least { f64::NAN } else { sum }
    };
    (0..pool.len()).into_par_iter().map(weight).collect()
}

/// A number drawn from the standard Gumbel distribution.
fn gumbel(seed: u64, position: u64) -> f64 {
    // Half a step up, so that neither logarithm meets 0.
    let uniform = unit(seed, position) + 0.5 / (1u64 << 53) as f64;
    -(-uniform.ln()).ln()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::material::Material;
    use crate::data::texts::Texts;
    use crate::rank::ranking::Ranking;

    const POOL: [&str; 5] = [
        "The cat sat on the mat, and the cat purred.",
        "A dog chased the cat across the yard",
        "Prime numbers: 2, 3, 5, 7 are prime",
        "",
        "Étude in C minor",
    ];
    const EXAMPLES: [&str; 2] = ["the cat and the dog", "prime numbers"];

    fn scores(pool: &[&str], examples: &[&str], given: &[(&str, f64)]) -> Result<Scores, MethodError> {
        let (pool, examples): (Texts, Texts) = (pool.iter().collect(), examples.iter().collect());
        let material = |texts| Material { texts: Some(texts), ..Material::default() };
        let evidence = Evidence { pool: material(&pool), examples: material(&examples), ..Evidence::default() };
        let given = given.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
        Dsir.score(&evidence, &Settings::checked(&DESCRIPTION, given).unwrap())
    }

    // Worked out with Python's hashlib, re and numpy from the formulas above.
    #[test]
    fn log_weights_are_those_of_the_published_formula_with_and_without_smoothing() {
        let expected = [
            (0.0, [-191.734_639_54, -137.368_538_877, -268.429_073_91, -99.408_216_031]),
            (0.1, [-102.150_152_069, -67.173_747_292, -111.015_158_747, -35.018_625_059]),
            (1.0, [-117.969_281_697, -76.018_703_627, -117.587_234_522, -34.943_527_587]),
        ];
        for (smoothing, weights) in expected {
            let found = scores(&POOL, &EXAMPLES, &[("smoothing", smoothing)]).unwrap();
            for (document, weight) in [0, 1, 2, 4].into_iter().zip(weights) {
                // Nine digits are what was printed.
                assert!((found.value(document).unwrap() - weight).abs() < 1e-8, "{smoothing} {document}");
            }
            assert_eq!(found.value(3), None);
        }
    }

    #[test]
    fn the_largest_go_by_weight_and_a_draw_by_seed() {
        let order = |given: &[(&str, f64)]| {
            let found = scores(&POOL, &EXAMPLES, given).unwrap();
            Ranking::of(&found, &|a: usize, b: usize| a.cmp(&b)).order().to_vec()
        };
        assert_eq!(order(&[("pick", 1.0)]), [4, 1, 2, 0]);
        let flat = |seed: f64| {
            let same = scores(&["a b"; 30], &["a"], &[("seed", seed)]).unwrap();
            Ranking::of(&same, &|a: usize, b: usize| a.cmp(&b)).order().to_vec()
        };
        assert_eq!(flat(3.0), flat(3.0));
        assert_ne!(flat(3.0), flat(4.0));
    }

    // The first of a Gumbel draw is document i with probability exp(w_i) / sum exp(w). 40,000 draws: 5 standard errors.
    #[test]
    fn a_draw_takes_documents_in_proportion_to_their_weights() {
        let weights = [0.0, 1.0, 2.0];
        let total: f64 = weights.iter().map(|w: &f64| w.exp()).sum();
        let mut first = [0_u32; 3];
        for seed in 0..40_000 {
            let key = |d: usize| weights[d] + gumbel(seed, d as u64);
            first[(0..3).max_by(|&a, &b| key(a).total_cmp(&key(b))).unwrap()] += 1;
        }
        for (count, weight) in first.into_iter().zip(weights) {
            let share = weight.exp() / total;
            let error = (share * (1.0 - share) / 40_000.0).sqrt();
            assert!((f64::from(count) / 40_000.0 - share).abs() < 5.0 * error, "{count} of 40000, expected {share}");
        }
    }

    #[test]
    fn short_texts_are_left_out_only_where_that_is_asked_for() {
        let found = scores(&POOL, &EXAMPLES, &[("min_tokens", 8.0)]).unwrap();
        let scored: Vec<usize> = (0..5).filter(|&d| found.value(d).is_some()).collect();
        assert_eq!(scored, [0, 1, 2]);
    }

    #[test]
    fn examples_without_a_token_are_refused_and_one_document_is_enough() {
        assert_eq!(scores(&POOL, &["", " "], &[]), Err(NoScoredExamples { examples: 2 }.into()));
        assert!(scores(&["a"], &["b"], &[]).unwrap().value(0).unwrap().is_finite());
    }
}
