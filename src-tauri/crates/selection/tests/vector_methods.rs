//! The vector and neuron methods beside numbers worked out apart from them with numpy (`vector_methods/make.py`), and what
//! holds of all of them: the order of the pool and the number of threads change nothing.
//!
//! Tolerance 2e-6: cosines are sums of products of f32 directions; sums of ranks, counts and Jaccard likenesses are f64.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;

use selection::method::{ALL, Evidence, Representation, Settings, by_id};
use selection::why::parts_by_example;
use selection::{FeatureShape, Features, Material, Scores, SparseVectors, Vectors};
use serde_json::Value;

const DENSE: [Representation; 6] = [
    Representation::LastHidden,
    Representation::MiddleHidden,
    Representation::GatedActivations,
    Representation::Sentence,
    Representation::Outside,
    Representation::Shifts,
];

/// One side, read in every form.
struct Side {
    vectors: Vectors,
    latents: SparseVectors,
    features: Features,
}

impl Side {
    /// The rows named, in that order; a row beyond the last is one that could not be read.
    fn of(expected: &Value, side: &str, features: &str, rows: &[usize]) -> Self {
        let width = number(&expected["width"]);
        let shape = FeatureShape { layers: number(&expected["layers"]), top_k: number(&expected["top_k"]) };
        let values: Vec<f32> = floats(&expected[side]).into_iter().map(|value| value as f32).collect();
        let neurons: Vec<u16> = floats(&expected[features]).into_iter().map(|neuron| neuron as u16).collect();
        let row_of = |row: usize| values.get(row * width..(row + 1) * width);
        let picked = rows.iter().flat_map(|&row| row_of(row).map_or(vec![f32::NAN; width], <[f32]>::to_vec));
        let slots = rows.iter().flat_map(|&row| {
            neurons
                .get(row * shape.slots()..(row + 1) * shape.slots())
                .map_or(vec![u16::MAX; shape.slots()], <[u16]>::to_vec)
        });
        let mut latents = SparseVectors::new(width);
        for &row in rows {
            let entries = row_of(row).map(|row| (0u32..).zip(row.iter().copied()).collect::<Vec<_>>());
            latents.push(entries.as_deref()).unwrap();
        }
        Self {
            vectors: Vectors::new(width, picked.collect()).unwrap().in_parts(shape.layers).unwrap(),
            latents,
            features: Features::new(shape, slots.collect()).unwrap(),
        }
    }

    fn vectors(&self) -> Vec<(Representation, &Vectors)> {
        DENSE.iter().map(|&representation| (representation, &self.vectors)).collect()
    }

    fn material<'a>(&'a self, vectors: &'a [(Representation, &'a Vectors)]) -> Material<'a> {
        let documents = self.vectors.len();
        Material {
            documents,
            vectors,
            latents: Some(&self.latents),
            features: Some(&self.features),
            ..Material::default()
        }
    }
}

fn expected() -> Value {
    serde_json::from_str(include_str!("vector_methods/expected.json")).unwrap()
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

fn floats(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

fn scored(method: &str, settings: &[(&str, f64)], pool: &Side, examples: &Side) -> Scores {
    let (of_pool, of_examples) = (pool.vectors(), examples.vectors());
    let evidence =
        Evidence { pool: pool.material(&of_pool), examples: examples.material(&of_examples), ..Evidence::default() };
    let given: BTreeMap<String, f64> = settings.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
    let method = by_id(method).unwrap();
    method.score(&evidence, &Settings::checked(method.description(), given).unwrap()).unwrap()
}

fn sides(expected: &Value, rows: &[usize]) -> (Side, Side) {
    let examples: Vec<usize> = (0..6).collect();
    (
        Side::of(expected, "pool", "pool_features", rows),
        // The sixth could not be read.
        Side::of(expected, "examples", "example_features", &examples),
    )
}

/// A method, its settings, and the name of its figures.
type Case = (&'static str, &'static [(&'static str, f64)], &'static str);

#[test]
fn scores_are_those_worked_out_apart() {
    let expected = expected();
    let (pool, examples) = sides(&expected, &(0..40).collect::<Vec<_>>());
    let cases: [Case; 20] = [
        ("rds", &[], "max"),
        ("rds", &[("aggregate", 1.0)], "mean"),
        ("rds", &[("aggregate", 2.0)], "prototype"),
        ("rds", &[("centred", 1.0)], "max_centred"),
        ("middle", &[], "prototype_centred"),
        ("middle", &[("centred", 0.0), ("aggregate", 0.0)], "max"),
        ("meaning", &[], "prototype"),
        ("meaning", &[("centred", 1.0)], "prototype_centred"),
        ("vectors", &[], "prototype"),
        ("vectors", &[("aggregate", 0.0), ("centred", 1.0)], "max_centred"),
        ("nas", &[], "jaccard"),
        ("nas", &[("metric", 2.0)], "euclid"),
        ("mona", &[], "jaccard"),
        ("mona", &[("metric", 1.0)], "prototype"),
        ("nait", &[("direction", 1.0), ("centred", 0.0)], "nait"),
        ("nait", &[], "nait_centred"),
        ("betr", &[], "best_rank"),
        ("betr", &[("value", 1.0)], "mean_log_rank"),
        ("rarity", &[], "rarity"),
        ("rarity", &[("weights", 1.0)], "contrast"),
    ];
    for (method, settings, name) in cases {
        let scores = scored(method, settings, &pool, &examples);
        for (document, number) in floats(&expected["scores"][name]).into_iter().enumerate() {
            let found = scores.value(document).unwrap();
            assert!((found - number).abs() < 2e-6, "{method} {name} {document}: {found} is not {number}");
        }
    }
}

#[test]
fn set_methods_pick_in_the_order_worked_out_apart() {
    let expected = expected();
    let (pool, examples) = sides(&expected, &(0..40).collect::<Vec<_>>());
    for method in ["round_robin", "k_center", "facility"] {
        let all: &[(&str, f64)] = if method == "round_robin" { &[] } else { &[("candidates", 100.0)] };
        let given = [&[("picks", 13.0), ("centred", 0.0)], all].concat();
        let scores = scored(method, &given, &pool, &examples);
        let order: Vec<usize> = floats(&expected["orders"][method]).into_iter().map(|d| d as usize).collect();
        for (place, &document) in order.iter().enumerate() {
            assert!((scores.value(document).unwrap() - (1.0 - place as f64 / 40.0)).abs() < 1e-12, "{method} {place}");
        }
    }
}

#[test]
fn the_order_of_the_pool_and_the_threads_change_nothing_and_an_unread_row_stays_unscored() {
    let expected = expected();
    // Row 99 is not there: it could not be read.
    let rows: Vec<usize> = (0..40).chain([99]).collect();
    let mixed: Vec<usize> = (0..41).map(|place| (place * 17 + 5) % 41).collect();
    let (pool, examples) = sides(&expected, &rows);
    let (other, _) = sides(&expected, &mixed.iter().map(|&place| rows[place]).collect::<Vec<_>>());
    let threads = |count| rayon::ThreadPoolBuilder::new().num_threads(count).build().unwrap();
    for method in ALL.iter().map(|method| method.description()) {
        let needs = by_id(method.id).unwrap().needs(&Settings::default());
        let is_here = |need: &Representation| {
            *need == Representation::NeuronFeatures || *need == Representation::Latents || DENSE.contains(need)
        };
        if needs.is_empty() || !needs.iter().all(is_here) {
            continue;
        }
        let one = threads(1).install(|| scored(method.id, &[], &pool, &examples));
        let four = threads(4).install(|| scored(method.id, &[], &pool, &examples));
        let moved = scored(method.id, &[], &other, &examples);
        for (place, &document) in mixed.iter().enumerate() {
            assert_eq!(one.value(document), four.value(document), "{}", method.id);
            let (here, there) = (one.value(document), moved.value(place));
            assert_eq!(here.is_none(), document == 40, "{}", method.id);
            // Sums over the pool (its mean, its spread) are added in another order.
            let difference = here.zip(there).map_or(0.0, |(here, there)| (here - there).abs());
            assert!(here.is_some() == there.is_some() && difference < 1e-6, "{} {document}", method.id);
        }
    }
}

#[test]
fn shares_by_example_of_rare_neurons_add_up_to_the_score_for_every_setting() {
    let expected = expected();
    let (pool, examples) = sides(&expected, &(0..40).collect::<Vec<_>>());
    let (of_pool, of_examples) = (pool.vectors(), examples.vectors());
    let evidence =
        Evidence { pool: pool.material(&of_pool), examples: examples.material(&of_examples), ..Evidence::default() };
    for (weights, power) in [(0.0, 1.0), (0.0, 2.5), (1.0, 1.0), (1.0, 0.0)] {
        let given = BTreeMap::from([("weights".to_owned(), weights), ("power".to_owned(), power)]);
        let rarity = by_id("rarity").unwrap();
        let settings = Settings::checked(rarity.description(), given).unwrap();
        let scores = rarity.score(&evidence, &settings).unwrap();
        let profile = rarity.profile(&evidence, &settings).unwrap().unwrap();
        for document in 0..40 {
            let parts = parts_by_example(pool.features.document(document), &examples.features, &profile);
            let mean = parts.iter().map(|(_, part)| part).sum::<f64>() / parts.len() as f64;
            let score = scores.value(document).unwrap();
            assert!((mean - score).abs() < 1e-12 && score <= 1.0 + 1e-12, "{document}");
        }
    }
}

#[test]
fn a_consensus_is_the_sum_of_reciprocal_ranks_of_the_methods_that_have_a_say() {
    let expected = expected();
    let (pool, examples) = sides(&expected, &(0..40).collect::<Vec<_>>());
    let members: [(&str, &[(&str, f64)]); 4] =
        [("rarity", &[]), ("nas", &[]), ("rds", &[("centred", 1.0), ("aggregate", 2.0)]), ("middle", &[])];
    let mut sums = [0.0; 40];
    for (method, settings) in members {
        let scores = scored(method, settings, &pool, &examples);
        let key = |document: &usize| (scores.key(*document).unwrap(), *document);
        let mut order: Vec<usize> = (0..40).collect();
        order.sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap());
        order.into_iter().enumerate().for_each(|(place, document)| sums[document] += 1.0 / (61.0 + place as f64));
    }
    let scores = scored("consensus", &[], &pool, &examples);
    for (document, sum) in sums.into_iter().enumerate() {
        assert!((scores.value(document).unwrap() - sum).abs() < 1e-15, "{document}");
        let parts: f64 = scores.parts().iter().map(|part| part.values[document]).sum();
        assert!((parts - sum).abs() < 1e-15);
    }
    let off: Vec<(&str, f64)> = ["rare_neurons", "fingerprint", "last_hidden"].map(|name| (name, 1.0)).to_vec();
    let alone = scored("consensus", &off, &pool, &examples);
    assert_eq!(alone.parts().len(), 1, "the middle layer alone is left");
}
