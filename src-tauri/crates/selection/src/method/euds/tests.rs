#![allow(clippy::unwrap_used)]

use super::*;
use crate::data::material::Material;
use crate::data::texts::Texts;
use crate::data::vectors::Vectors;
use crate::rank::notes::Note;
use crate::rank::ranking::Ranking;

struct Pool {
    texts: Texts,
    likelihoods: Vectors,
}

impl Pool {
    /// Documents with these entropies of the model; the words of document `d` are `d + 1` different ones.
    fn of(entropies: &[f32]) -> Self {
        let texts = (0..entropies.len())
            .map(|d| ["one", "two", "three", "four", "five", "six", "seven", "eight"][..=d].join(" "))
            .collect();
        let likelihoods = entropies.iter().flat_map(|&e| [e * 2.0, e]).collect();
        Self { texts, likelihoods: Vectors::new(2, likelihoods).unwrap() }
    }

    fn with<T>(&self, read: impl FnOnce(&Evidence) -> T) -> T {
        let vectors = [(Representation::Likelihood, &self.likelihoods)];
        let documents = self.texts.len();
        let pool = Material { documents, texts: Some(&self.texts), vectors: &vectors, ..Material::default() };
        read(&Evidence { pool, ..Evidence::default() })
    }
}

fn set(given: &[(&str, f64)]) -> Settings {
    let given = given.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
    Settings::checked(&DESCRIPTION, given).unwrap()
}

// Eight documents: information percentiles 1/16, 3/16, ... in order, generative ones by the entropies' ranks.
const ENTROPIES_OF_EIGHT: [f32; 8] = [4.0, 1.0, 8.0, 5.0, 3.0, 7.0, 2.0, 6.0];

#[test]
fn the_score_is_minus_the_farthest_percentile_from_the_middle() {
    let scores = Pool::of(&ENTROPIES_OF_EIGHT).with(|e| Euds.score(e, &Settings::default()).unwrap());
    let sixteenths: Vec<f64> = (0..8).map(|d| scores.value(d).unwrap() * 16.0).collect();
    // By hand: information percentiles are 1 3 5 7 9 11 13 15 sixteenths, generative 7 1 15 9 5 13 3 11; from 8.
    assert_eq!(sixteenths, [-7.0, -7.0, -7.0, -1.0, -3.0, -5.0, -5.0, -7.0]);
}

#[test]
fn an_interval_keeps_what_lies_within_it_for_every_entropy() {
    Pool::of(&ENTROPIES_OF_EIGHT).with(|evidence| {
        let surprise = Surprise::of(evidence, &Settings::default()).unwrap();
        assert_eq!(surprise.kept(&set(&[])), 2);
        assert_eq!(surprise.kept(&set(&[("generative_low", 0.0), ("generative_high", 1.0)])), 4);
        let strict = surprise.scores(&set(&[("outside", 1.0)]));
        let kept: Vec<usize> = (0..8).filter(|&d| strict.value(d).is_some()).collect();
        assert_eq!(kept, [3, 4]);
        assert_eq!(surprise.kept(&set(&[("information_low", 0.75), ("information_high", 0.25)])), 2);
    });
}

#[test]
fn within_moved_handles_the_scores_end_where_the_interval_ends() {
    Pool::of(&ENTROPIES_OF_EIGHT).with(|evidence| {
        let settings = set(&[("entropies", 1.0), ("information_low", 0.5), ("information_high", 1.0)]);
        let surprise = Surprise::of(evidence, &settings).unwrap();
        let scores = surprise.scores(&settings);
        let inside: Vec<usize> = (0..8).filter(|&d| scores.value(d).unwrap() >= -0.25).collect();
        assert_eq!((inside, surprise.kept(&settings)), (vec![4, 5, 6, 7], 4));
        let order = Ranking::of(&scores, &|a: usize, b: usize| a.cmp(&b)).order().to_vec();
        assert_eq!(order, [5, 6, 4, 7, 3, 2, 1, 0]);
    });
}

#[test]
fn an_entropy_that_most_documents_share_is_dropped_and_said_to_be() {
    Pool::of(&[1.0, 1.0, 1.0, 1.0, 2.0]).with(|evidence| {
        let scores = Euds.score(evidence, &Settings::default()).unwrap();
        assert_eq!(scores.notes(), [Note::LeftOut { measure: "generative", share: 0.8 }]);
        assert_eq!(scores.notes()[0].to_string(), "generative was left out: 80 % of the texts share one value");
        let alone = Euds.score(evidence, &set(&[("entropies", 2.0)]));
        assert!(matches!(alone, Err(MethodError::Flat { method: "euds", .. })));
    });
}

#[test]
fn one_document_equal_ones_and_empty_ones_are_refused_or_unscored() {
    let one = Pool::of(&[1.0]).with(|e| Euds.score(e, &Settings::default()));
    assert!(matches!(one, Err(MethodError::Flat { .. })), "one document is all of them");
    let mut pool = Pool::of(&[1.0, 2.0, f32::NAN]);
    pool.likelihoods = Vectors::new(2, vec![1.0, 1.0, 2.0, 2.0, f32::NAN, f32::NAN, 3.0, 3.0]).unwrap();
    pool.texts = ["a b", "a", "c d e", ""].into_iter().collect();
    let scores = pool.with(|e| Euds.score(e, &Settings::default()).unwrap());
    let scored: Vec<bool> = (0..4).map(|d| scores.value(d).is_some()).collect();
    assert_eq!(scored, [true, true, false, false]);
}

#[test]
fn histograms_count_every_document_and_show_the_handles() {
    Pool::of(&ENTROPIES_OF_EIGHT).with(|evidence| {
        let surprise = Surprise::of(evidence, &Settings::default()).unwrap();
        let histograms = surprise.histograms(7, &Settings::default());
        let generative = &histograms[1];
        assert_eq!((generative.entropy, generative.range), ("generative", [1.0, 8.0]));
        assert_eq!(generative.counts, [1, 1, 1, 1, 1, 1, 2]);
        assert_eq!(generative.interval.map(|value| value as u8), [3, 7]);
        assert_eq!(histograms[0].counts.iter().sum::<usize>(), 8);
    });
}
