//! A person says over how many documents masses shall spread.

use super::*;

#[test]
fn as_many_documents_take_mass_as_are_asked_for() {
    let (pool, examples) = (made_up(600, 5, 1), made_up(7, 5, 2));
    for radius in [0.0, 0.3] {
        for support in [7, 8, 50, 200, 599, 600] {
            // More neighbours are fetched on the way: two are looked at first.
            let wanted = Wanted { spread: Spread::Support(support), radius, max_k: 2, kde_k: 1_000 };
            let found = balanced(&pool, &examples, &wanted).unwrap();
            assert!((found.probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            // Without a radius many documents enter at once: whole numbers of neighbours.
            let allowed = if radius > 0.0 { support..=support + 1 } else { support..=support + 7 };
            assert!(allowed.contains(&found.support()), "{} for {support}", found.support());
        }
    }
}

#[test]
fn a_larger_support_keeps_every_document_of_a_smaller_one() {
    let (pool, examples) = (made_up(300, 4, 1), made_up(3, 4, 2));
    let of = |support| {
        let wanted = Wanted { spread: Spread::Support(support), ..weighed(0.5, 1.0, 0.2) };
        balanced(&pool, &examples, &wanted).unwrap()
    };
    let (small, large) = (of(20), of(60));
    assert!(small.probabilities.iter().zip(&large.probabilities).all(|(s, l)| *s == 0.0 || *l > 0.0));
    assert!(small.s < large.s && small.alpha(1.0) > large.alpha(1.0));
}

#[test]
fn fewer_documents_than_examples_have_nearest_ones_cannot_be_asked_for() {
    let (pool, examples) =
        (Vectors::new(1, vec![0.0, 1.0, 2.0, 3.0]).unwrap(), Vectors::new(1, vec![0.1, 2.1]).unwrap());
    let wanted = Wanted { spread: Spread::Support(1), ..weighed(0.5, 1.0, 0.0) };
    assert_eq!(balanced(&pool, &examples, &wanted).unwrap().probabilities, [0.5, 0.0, 0.5, 0.0]);
}
