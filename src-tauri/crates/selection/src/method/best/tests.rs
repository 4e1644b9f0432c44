//! Best of all beside numbers worked out with numpy (`fixture/make.py`), and with little to go on.
//!
//! Tolerance 1e-5: cosines are sums of products of f32 directions, and a standard score divides them by a spread of about
//! a tenth.

#![allow(clippy::unwrap_used, clippy::cast_sign_loss)]

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;
use crate::data::features::{ABSENT, FeatureShape, Features};
use crate::data::material::Material;
use crate::data::vectors::Vectors;

const VECTORS: [(Representation, &str); 4] = [
    (Representation::GatedActivations, "gates"),
    (Representation::LastHidden, "last"),
    (Representation::MiddleHidden, "middle"),
    (Representation::Sentence, "sentence"),
];

struct Side {
    features: Features,
    vectors: Vec<(Representation, Vectors)>,
    tokens: Vec<u64>,
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}

fn expected() -> Value {
    serde_json::from_str(include_str!("fixture/expected.json")).unwrap()
}

fn side(of: &Value, name: &str) -> Side {
    let side = &of[name];
    let number = |key: &str| of[key].as_u64().unwrap() as usize;
    let shape = FeatureShape { layers: number("layers"), top_k: number("top_k") };
    let vectors = |key: &str| {
        let values = numbers(&side[key]).into_iter().map(|value| value as f32).collect();
        Vectors::new(side[key][0].as_array().unwrap().len(), values).unwrap()
    };
    Side {
        features: Features::new(shape, numbers(&side["neurons"]).into_iter().map(|n| n as u16).collect()).unwrap(),
        vectors: VECTORS.map(|(representation, key)| (representation, vectors(key))).to_vec(),
        tokens: numbers(&side["tokens"]).into_iter().map(|n| n as u64).collect(),
    }
}

fn lent<'a>(side: &'a Side, kinds: &[Representation]) -> Vec<(Representation, &'a Vectors)> {
    side.vectors.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(kind, vectors)| (*kind, vectors)).collect()
}

fn material<'a>(side: &'a Side, vectors: &'a [(Representation, &'a Vectors)]) -> Material<'a> {
    Material {
        documents: side.features.len(),
        features: Some(&side.features),
        vectors,
        tokens: Some(&side.tokens),
        ..Material::default()
    }
}

fn score(pool: &Side, examples: &Side, kinds: &[Representation], feedback: f64) -> Result<Scores, MethodError> {
    let (of_pool, of_examples) = (lent(pool, kinds), lent(examples, kinds));
    let (pool, examples) = (material(pool, &of_pool), material(examples, &of_examples));
    let settings = Settings::checked(&DESCRIPTION, BTreeMap::from([("feedback".to_owned(), feedback)]))?;
    Best.score(&Evidence { pool, examples, ..Evidence::default() }, &settings)
}

#[test]
fn the_scores_are_those_worked_out_apart_with_all_votes_with_one_round_and_with_neurons_alone() {
    let expected = expected();
    let (pool, examples) = (side(&expected, "pool"), side(&expected, "examples"));
    let all = VECTORS.map(|(kind, _)| kind);
    let cases: [(&str, &[Representation], f64); 3] =
        [("two_rounds", &all, 100.0), ("one_round", &all, 0.0), ("neurons_alone", &[], 100.0)];
    for (name, kinds, feedback) in cases {
        let found = score(&pool, &examples, kinds, feedback).unwrap();
        for (document, wanted) in numbers(&expected[name]).into_iter().enumerate() {
            let value = found.value(document).unwrap();
            assert!((value - wanted).abs() < 1e-5, "{name} {document}: {value} is not {wanted}");
            let parts: f64 = found.parts().iter().map(|part| part.values[document]).sum();
            assert!((value - parts).abs() < 1e-12, "{name} {document}: the parts add up to {parts}, not {value}");
        }
    }
}

#[test]
fn what_is_known_of_a_pool_changes_no_score_of_this_goal_of_fewer_examples_or_of_another_goal() {
    let expected = expected();
    let (pool, examples) = (side(&expected, "pool"), side(&expected, "examples"));
    let all = VECTORS.map(|(kind, _)| kind);
    let some = |rows: &[usize]| Side {
        features: examples.features.some(rows),
        vectors: examples.vectors.iter().map(|(kind, vectors)| (*kind, vectors.some(rows))).collect(),
        tokens: rows.iter().map(|&row| examples.tokens[row]).collect(),
    };
    let of_pool = lent(&pool, &all);
    let known = Known::default();
    // Goals that grow, shrink and change: each is asked twice, so that what was kept is used.
    for goal in [&[0, 1, 2, 3, 4, 5][..], &[0, 2, 3, 5], &[0, 2, 3, 5, 7], &[8, 9, 10], &[8], &[0, 1, 2, 3, 4, 5]] {
        let side = some(goal);
        let of_goal = lent(&side, &all);
        let evidence =
            Evidence { pool: material(&pool, &of_pool), examples: material(&side, &of_goal), ..Evidence::default() };
        let alone = Best.score(&evidence, &Settings::default()).unwrap();
        for _ in 0..2 {
            let found = Best.score(&Evidence { known: Some(&known), ..evidence }, &Settings::default()).unwrap();
            assert_eq!(found, alone, "{goal:?}");
        }
    }
}

#[test]
fn examples_that_are_left_out_say_as_much_for_a_second_round_as_worked_out_apart() {
    let expected = expected();
    let (pool, examples) = (side(&expected, "pool"), side(&expected, "examples"));
    let (of_pool, of_examples) = (lent(&pool, &VECTORS.map(|v| v.0)), lent(&examples, &VECTORS.map(|v| v.0)));
    let evidence = Evidence {
        pool: material(&pool, &of_pool),
        examples: material(&examples, &of_examples),
        ..Evidence::default()
    };
    let found = left_out::say_of_second_round(&evidence).unwrap();
    assert!((found - expected["say"].as_f64().unwrap()).abs() < 1e-12, "{found}");
    let neurons = Evidence { pool: material(&pool, &[]), examples: material(&examples, &[]), ..Evidence::default() };
    let found = left_out::say_of_second_round(&neurons).unwrap();
    assert!((found - expected["say_neurons"].as_f64().unwrap()).abs() < 1e-12, "{found}");
}

#[test]
fn an_edited_copy_of_one_example_stands_before_rows_that_are_somewhat_like_all() {
    let row = |angle: f32| vec![angle.cos(), angle.sin(), 0.0];
    let mut rows: Vec<f32> = (0..40).flat_map(|at| row(2.0 + 0.08 * at as f32)).collect();
    rows.extend(row(0.02));
    rows.extend(row(0.75));
    let count = rows.len() / 3;
    let pool = Side {
        features: Features::new(FeatureShape { layers: 1, top_k: 1 }, (0..count).map(|d| (d % 7) as u16).collect())
            .unwrap(),
        vectors: vec![(Representation::LastHidden, Vectors::new(3, rows).unwrap())],
        tokens: vec![3; count],
    };
    let examples = Side {
        features: Features::new(FeatureShape { layers: 1, top_k: 1 }, vec![8, 9]).unwrap(),
        vectors: vec![(Representation::LastHidden, Vectors::new(3, [row(0.0), row(1.5)].concat()).unwrap())],
        tokens: vec![3; 2],
    };
    let found = score(&pool, &examples, &[Representation::LastHidden], 0.0).unwrap();
    assert!(found.value(40) > found.value(41), "{:?} {:?}", found.value(40), found.value(41));
}

#[test]
fn one_example_and_a_pool_of_three_rows_are_enough() {
    let of = |slots: &[u16]| Side {
        features: Features::new(FeatureShape { layers: 1, top_k: 2 }, slots.to_vec()).unwrap(),
        vectors: Vec::new(),
        tokens: vec![3; slots.len() / 2],
    };
    let found = score(&of(&[1, 2, 3, 4, 1, 4]), &of(&[1, 2]), &[], 100.0).unwrap();
    assert!(found.value(0) > found.value(2) && found.value(2) > found.value(1));
}

#[test]
fn a_row_that_only_some_votes_could_read_is_scored_by_those() {
    let expected = expected();
    let (mut pool, examples) = (side(&expected, "pool"), side(&expected, "examples"));
    let shape = pool.features.shape();
    let mut slots = pool.features.indices().to_vec();
    slots[..shape.slots()].fill(ABSENT);
    pool.features = Features::new(shape, slots).unwrap();
    let with = |kinds: &[Representation]| score(&pool, &examples, kinds, 0.0).unwrap();
    assert_eq!(with(&[]).value(0), None);
    assert!(with(&[Representation::LastHidden]).value(0).is_some());
}

#[test]
fn a_pool_of_one_text_over_and_over_is_said_to_be_flat() {
    let of = |documents: usize| Side {
        features: Features::new(FeatureShape { layers: 1, top_k: 2 }, [1, 2].repeat(documents)).unwrap(),
        vectors: vec![(Representation::LastHidden, Vectors::new(2, [0.5, 0.25].repeat(documents)).unwrap())],
        tokens: vec![3; documents],
    };
    let refused = score(&of(5), &of(1), &[Representation::LastHidden], 100.0);
    assert!(matches!(refused, Err(MethodError::Flat { method: "best", .. })));
}
