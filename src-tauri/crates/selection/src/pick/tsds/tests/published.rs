//! The published rule gives what the published code gave.

use super::super::published::give;
use super::golden::{CASES, Golden};
use super::*;

/// The goldens state the tolerance: L1 below 1e-4 from `exact_truth`, which was made in double precision as this is. What
/// is left is the order of sums.
const TOLERANCE: f64 = 1e-4;

fn wanted(golden: &Golden) -> Wanted {
    Wanted {
        spread: Spread::Weighed { alpha: golden.config("alpha"), c: golden.config("C") },
        radius: golden.config("sigma"),
        max_k: golden.config("max_K") as usize,
        kde_k: golden.config("kde_K") as usize,
    }
}

#[test]
fn from_vectors_to_probabilities_within_the_stated_tolerance() {
    for case in CASES {
        let golden = Golden::of(case);
        let (pool, examples) = (golden.vectors("candidates"), golden.vectors("query"));
        let found = published(&pool, &examples, &wanted(&golden)).unwrap();
        let truth = &golden.expected["results"]["exact_truth"];
        assert!(apart(&found.probabilities, &golden.numbers("exact_truth.global_probs")) < 1e-9, "{case}");
        assert!((found.s - truth["s"].as_f64().unwrap()).abs() < 1e-9, "{case}: s {}", found.s);
        assert_eq!(found.support() as u64, truth["nonzero"].as_u64().unwrap(), "{case}");
        assert!((found.cost - truth["total_cost"].as_f64().unwrap()).abs() < 1e-8, "{case}: {}", found.cost);
        let last: Vec<u64> = found.taken.iter().map(|&taken| taken as u64 - 1).collect();
        let expected: Vec<u64> = truth["lastK"].as_array().unwrap().iter().map(|k| k.as_u64().unwrap()).collect();
        assert_eq!(last, expected, "{case}");
        for other in ["exact_np1", "exact_f64"] {
            let there = golden.numbers(&format!("{other}.global_probs"));
            assert!(apart(&found.probabilities, &there) < TOLERANCE, "{case} {other}");
        }
    }
}

#[test]
fn neighbours_are_those_of_the_truth() {
    for case in CASES {
        let golden = Golden::of(case);
        let (truth, _) = golden.found("exact_truth");
        let found = crate::geometry::neighbours::Neighbours::of(
            &golden.vectors("query"),
            &golden.vectors("candidates"),
            truth.k(),
        );
        for example in 0..truth.len() {
            let ((rows, distances), (truth, exact)) = (found.row(example).unwrap(), truth.row(example).unwrap());
            assert_eq!(rows, truth, "{case}, example {example}");
            assert!(apart(distances, exact) < 1e-12);
        }
    }
}

#[test]
fn given_the_same_neighbours_all_nine_cases_agree_to_rounding() {
    for case in CASES {
        let golden = Golden::of(case);
        for variant in ["exact_truth", "exact_np1", "ivf_default_np1"] {
            let (neighbours, densities) = golden.found(variant);
            let reach = Reach::new(neighbours, &densities, densities.len());
            let found = give(&reach, wanted(&golden).spread).unwrap();
            let expected = golden.numbers(&format!("{variant}.global_probs"));
            assert!(apart(&found.probabilities, &expected) < 1e-14, "{case} {variant}");
        }
    }
}

#[test]
fn the_corrected_rule_agrees_where_the_published_caps_do_not_bind() {
    // Without near-duplicates the caps change nothing of these cases but what is looked at.
    let golden = Golden::of("toy-sigma0");
    let (pool, examples) = (golden.vectors("candidates"), golden.vectors("query"));
    let found = balanced(&pool, &examples, &wanted(&golden)).unwrap();
    let truth = golden.numbers("exact_truth.global_probs");
    assert!(apart(&found.probabilities, &truth) < 1e-12, "{}", apart(&found.probabilities, &truth));
}

#[test]
fn a_pool_too_small_for_the_published_caps_is_refused() {
    let error = published(&made_up(19, 3, 1), &made_up(2, 3, 2), &weighed(0.5, 1.0, 0.0)).unwrap_err();
    assert!(matches!(error, TsdsError::TooFew { found: 19, least: 20, .. }));
}

#[test]
fn where_the_published_code_stops_on_its_own_check_so_does_the_published_rule_and_the_corrected_one_does_not() {
    // The first example's nearest neighbour is one of five copies and weighs a fifth; alpha 1 stops at that weight, which
    // the second example's lone neighbour passes five times over.
    let mut numbers = vec![0.0f32; 5];
    numbers.extend((0..95).map(|i| 10.0 + i as f32));
    let (pool, examples) = (Vectors::new(1, numbers).unwrap(), Vectors::new(1, vec![0.1, 11.2]).unwrap());
    let wanted = weighed(1.0, 1.0, 0.5);
    assert_eq!(published(&pool, &examples, &wanted), Err(TsdsError::Overfilled { example: 1 }));
    let found = balanced(&pool, &examples, &wanted).unwrap();
    assert!((found.probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!((found.probabilities[6] - 0.5).abs() < 1e-12);
}
