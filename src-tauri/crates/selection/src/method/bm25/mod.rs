//! Word match: documents that share the examples' rare words (BM25, with the defaults of the bm25s package).
//!
//! The index is kept the other way round than in search: of the examples, not of the pool, because only their words can
//! add to a score. So memory holds one short list per document, and every document is scored by itself.

mod formula;
mod index;

use self::formula::{Formula, VARIANTS};
use self::index::Index;
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Setting, Settings, Standing};
use crate::neurons::profile::NoScoredExamples;
use crate::rank::scores::Scores;

const AGGREGATE: Setting =
    Setting::choice("aggregate", "Over the examples: their mean, or the one that fits a text best.", &["mean", "max"]);
const VARIANT: Setting = Setting::choice("variant", "Which published formula counts.", VARIANTS);
const K1: Setting = Setting::number("k1", "How much a word counts that comes again in a text.", 1.5, (0.0, 10.0, 0.1));
const B: Setting = Setting::number("b", "How much long texts are held back.", 0.75, (0.0, 1.0, 0.05));
const STOP_WORDS: Setting = Setting::choice("stop_words", "Which words count for nothing.", &["english", "none"]);

static DESCRIPTION: Description = Description {
    id: "bm25",
    technical: "BM25",
    plain: "Word match",
    sentence: "Keeps texts that share your examples' words, rare words counting most.",
    good_when: "You want an answer in seconds, without a model, or the goal has words of its own.",
    careful_when: "Shallow look-alikes: the same words can mean something else.",
    source: "Robertson and Zaragoza 2009; variants as in arXiv 2407.03618, §2 and its package bm25s",
    standing: Standing::Baseline,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[AGGREGATE, VARIANT, K1, B, STOP_WORDS],
};

/// BM25 with each example as a query; a word that an example repeats counts as often.
///
/// Documents without a counted word are unscored (the package gives them the score of a text that shares nothing); they
/// count in the number of documents and the mean length, as there. Scores are f64 where the package rounds to f32.
#[derive(Debug, Clone, Copy)]
pub struct Bm25;

impl Method for Bm25 {
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
        let index = Index::of(examples, pool, settings.choice(&STOP_WORDS) == "english");
        if index.examples() == 0 {
            return Err(NoScoredExamples { examples: examples.len() }.into());
        }
        let (k1, b) = (settings.value(&K1), settings.value(&B));
        let formula = Formula::of(settings.choice(&VARIANT), k1, b);
        let scores = match settings.choice(&AGGREGATE) {
            "max" => index.best(&formula),
            _ => index.mean(&formula),
        };
        scores
            .map(Scores::plain)
            .ok_or(MethodError::Flat { method: DESCRIPTION.id, why: "no text of the pool has a word of the examples" })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::material::Material;
    use crate::data::texts::Texts;

    const POOL: [&str; 8] = [
        "The cat sat on the mat, and the cat purred.",
        "A dog chased the cat across the yard",
        "Prime numbers: 2, 3, 5, 7, 11 and 13 are prime",
        "An even number is divisible by two; a prime is not, usually.",
        "",
        "the of and with",
        "Dogs and cats: a dog and a cat may be friends. The dog barks, the cat does not bark at the dog.",
        "ÉTUDE in C minor, étude naïve_x",
    ];
    const EXAMPLES: [&str; 3] =
        ["Which cat chased the dog? The dog!", "prime numbers are numbers", "étude unknownword"];

    fn scores(pool: &[&str], examples: &[&str], given: &[(&str, f64)]) -> Result<Scores, MethodError> {
        let (pool, examples): (Texts, Texts) = (pool.iter().collect(), examples.iter().collect());
        let material = |texts| Material { texts: Some(texts), ..Material::default() };
        let evidence = Evidence { pool: material(&pool), examples: material(&examples), ..Evidence::default() };
        let given = given.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
        Bm25.score(&evidence, &Settings::checked(&DESCRIPTION, given).unwrap())
    }

    // What the package bm25s (0.3.16, dtype float64) gives for these texts, mean over the examples.
    #[test]
    fn every_variant_gives_the_package_s_numbers() {
        let published = [
            ("lucene", MEAN_LUCENE),
            ("robertson", MEAN_ROBERTSON),
            ("atire", MEAN_ATIRE),
            ("bm25+", MEAN_PLUS),
            ("bm25l", MEAN_L),
        ];
        for (place, (variant, expected)) in published.into_iter().enumerate() {
            assert_eq!(VARIANTS[place], variant);
            let found = scores(&POOL, &EXAMPLES, &[("variant", place as f64)]).unwrap();
            for (document, &expected) in [0, 1, 2, 3, 6, 7].iter().zip(&expected) {
                // Nine digits are what was printed.
                let value = found.value(*document).unwrap();
                assert!((value - expected).abs() < 1e-8, "{variant} {document}: {value}, not {expected}");
            }
            assert_eq!((found.value(4), found.value(5)), (None, None));
        }
    }

    #[test]
    fn the_best_example_counts_alone_where_that_is_asked_for() {
        for (variant, expected) in [(0.0, MAX_LUCENE), (4.0, MAX_L)] {
            let found = scores(&POOL, &EXAMPLES, &[("aggregate", 1.0), ("variant", variant)]).unwrap();
            for (document, &expected) in [0, 1, 2, 3, 6, 7].iter().zip(&expected) {
                assert!((found.value(*document).unwrap() - expected).abs() < 1e-8, "{document}");
            }
        }
    }

    #[test]
    fn the_result_does_not_depend_on_threads() {
        let many: Vec<String> = (0..3000).map(|i| format!("{} word{} cat", POOL[i % 8], i % 17)).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| scores(&many, &EXAMPLES, &[]).unwrap())
        };
        assert_eq!(with(1), with(4));
    }

    #[test]
    fn goals_without_words_or_without_any_in_common_are_told_apart() {
        let empty = scores(&POOL, &["", "the"], &[]);
        assert_eq!(empty, Err(NoScoredExamples { examples: 2 }.into()));
        let strange = scores(&POOL, &["zebra"], &[]);
        assert!(matches!(strange, Err(MethodError::Flat { method: "bm25", .. })));
        let without = scores(&["the cat"], &["the"], &[("stop_words", 1.0)]).unwrap();
        assert!(without.value(0).unwrap() > 0.0);
    }

    #[test]
    fn one_document_and_many_equal_ones_get_equal_finite_scores() {
        let one = scores(&["a cat"], &EXAMPLES, &[]).unwrap();
        assert!(one.value(0).unwrap() > 0.0);
        let same = scores(&["a cat"; 5], &EXAMPLES, &[]).unwrap();
        assert_eq!(same.value(0), same.value(4));
    }

    const MEAN_LUCENE: [f64; 6] =
        [0.175_328_088, 0.681_544_666, 0.698_773_045, 0.150_638_227, 0.525_975_227, 0.356_784_933];
    const MAX_LUCENE: [f64; 6] =
        [0.525_984_264, 2.044_633_997, 2.096_319_134, 0.451_914_682, 1.577_925_68, 1.070_354_799];
    const MEAN_ROBERTSON: [f64; 6] =
        [0.083_905_674, 0.511_014_339, 0.591_454_65, 0.112_368_45, 0.360_548_828, 0.320_480_069];
    const MEAN_ATIRE: [f64; 6] =
        [0.455_198_274, 1.875_843_565, 1.980_866_644, 0.407_571_644, 1.410_087_819, 1.035_174_397];
    const MEAN_PLUS: [f64; 6] =
        [2.909_817_962, 4.427_316_466, 4.511_244_216, 2.842_157_081, 3.940_695_104, 3.493_765_532];
    const MEAN_L: [f64; 6] = [2.776_914_458, 3.551_243_906, 3.596_438_757, 2.722_805_616, 3.325_012_429, 3.080_293_44];
    const MAX_L: [f64; 6] = [4.170_610_715, 6.493_599_059, 6.358_161_124, 3.737_261_7, 5.814_904_63, 3.311_305_481];
}
