//! The smallest and flattest pools, and vectors that do not fit.

use super::*;

#[test]
fn one_example_gives_its_mass_to_its_nearest_documents_alone() {
    let pool = Vectors::new(1, (0..50).map(|i| i as f32).collect()).unwrap();
    let one = Vectors::new(1, vec![10.2]).unwrap();
    let wanted = Wanted { spread: Spread::Support(3), ..weighed(0.5, 1.0, 0.0) };
    let found = balanced(&pool, &one, &wanted).unwrap();
    let chosen: Vec<usize> = (0..50).filter(|&row| found.probabilities[row] > 0.0).collect();
    assert_eq!(chosen, [9, 10, 11]);
    assert_eq!((found.s, found.effective_size().round(), found.taken), (3.0, 3.0, vec![3]));
}

#[test]
fn a_pool_smaller_than_the_neighbours_asked_for_is_used_whole() {
    let found = balanced(&made_up(4, 3, 1), &made_up(2, 3, 2), &weighed(0.5, 1.0, 0.0)).unwrap();
    assert_eq!(found.looked_at, 4);
    assert!((found.probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn a_pool_of_one_document_gives_it_everything() {
    for radius in [0.0, 1.0] {
        let found = balanced(&made_up(1, 3, 1), &made_up(2, 3, 2), &weighed(0.5, 1.0, radius)).unwrap();
        assert_eq!(found.probabilities, [1.0]);
    }
}

#[test]
fn documents_that_are_all_the_same_share_evenly() {
    let same = Vectors::new(2, [0.5, 0.25].repeat(40)).unwrap();
    for radius in [0.0, 0.3] {
        let found = balanced(&same, &made_up(3, 2, 2), &weighed(0.6, 1.0, radius)).unwrap();
        assert!(found.probabilities.iter().all(|p| (p - 1.0 / 40.0).abs() < 1e-12), "{:?}", found.probabilities);
        assert!((found.near_duplicates - if radius > 0.0 { 39.0 } else { 0.0 }).abs() < 1e-12);
    }
}

#[test]
fn what_could_not_be_read_takes_nothing_and_gives_nothing() {
    let nan = f32::NAN;
    let pool = Vectors::new(1, vec![0.0, nan, 1.0, 5.0]).unwrap();
    let examples = Vectors::new(1, vec![nan, 0.2]).unwrap();
    let wanted = Wanted { spread: Spread::Support(2), ..weighed(0.5, 1.0, 0.0) };
    let found = balanced(&pool, &examples, &wanted).unwrap();
    assert_eq!((found.probabilities, found.taken), (vec![0.5, 0.0, 0.5, 0.0], vec![2]));
}

#[test]
fn what_does_not_fit_is_said_in_numbers() {
    let (pool, wanted) = (made_up(30, 3, 1), weighed(0.5, 1.0, 0.0));
    let width = balanced(&pool, &made_up(2, 4, 2), &wanted).unwrap_err();
    assert_eq!(width, TsdsError::Width { pool: 3, examples: 4 });
    let nobody = Vectors::new(3, vec![f32::NAN; 6]).unwrap();
    assert_eq!(balanced(&pool, &nobody, &wanted), Err(TsdsError::NoExamples { examples: 2 }));
    assert!(matches!(balanced(&nobody, &pool, &wanted), Err(TsdsError::TooFew { found: 0, .. })));
    for beyond in [weighed(1.5, 1.0, 0.0), weighed(0.5, 0.0, 0.0), weighed(0.5, 1.0, f64::NAN)] {
        assert!(matches!(balanced(&pool, &pool, &beyond), Err(TsdsError::OutOfRange { .. })));
    }
}

#[test]
fn draws_are_seeded_and_follow_the_probabilities() {
    let p = [0.0, 0.7, 0.2, 0.1];
    assert_eq!(drawn(&p, 9, 1, Draw::Top), [1, 2, 3]);
    assert_eq!(drawn(&p, 2, 5, Draw::Unique), drawn(&p, 2, 5, Draw::Unique));
    assert_eq!(drawn(&p, 9, 5, Draw::Unique).len(), 3);
    let times = drawn(&p, 20_000, 3, Draw::Repeated);
    let first = |seed| drawn(&p, 1, seed, Draw::Unique)[0];
    for row in 1..4 {
        // Four standard deviations of 20,000 draws are below 0.013.
        let repeated = times.iter().filter(|drawn| **drawn == row).count() as f64 / 20_000.0;
        assert!((repeated - p[row as usize]).abs() < 0.013, "{repeated}");
        let unique = (0..20_000).filter(|&seed| first(seed) == row).count() as f64 / 20_000.0;
        assert!((unique - p[row as usize]).abs() < 0.013, "{unique}");
    }
}
