//! Copies of a document: what they do to its share (the table worked out with the published rule on the toy case).

use super::golden::Golden;
use super::*;

/// The toy case with copies of its heaviest document, and that document's share, copies included.
fn share(copies: usize, radius: f64, kde_k: usize) -> f64 {
    let golden = Golden::of("toy");
    let (pool, examples) = (golden.vectors("candidates"), golden.vectors("query"));
    let wanted = Wanted { kde_k, ..weighed(0.5, 5.0, radius) };
    let alone = published(&pool, &examples, &weighed(0.5, 5.0, radius)).unwrap().probabilities;
    // Equal ones to the rounding of sums: the first.
    let most = alone.iter().fold(0.0, |most: f64, p| most.max(*p));
    let heaviest = alone.iter().position(|p| *p > most * (1.0 - 1e-12)).unwrap();
    let mut numbers = pool.values().to_vec();
    (0..copies).for_each(|_| numbers.extend(pool.row(heaviest).unwrap()));
    let with = Vectors::new(pool.width(), numbers).unwrap();
    let found = published(&with, &examples, &wanted).unwrap().probabilities;
    found[heaviest] + found[pool.len()..].iter().sum::<f64>()
}

/// The table gives four digits.
fn assert_near(found: f64, table: f64) {
    assert!((found - table).abs() < 5e-5, "{found}, in the table {table}");
}

#[test]
fn without_a_radius_twenty_copies_weigh_twenty_times_as_much() {
    assert_near(share(0, 0.0, 1_000), 0.0054);
    assert_near(share(20, 0.0, 1_000), 0.1086);
}

#[test]
fn with_a_radius_they_weigh_as_much_as_one_unless_fewer_of_them_count() {
    assert_near(share(0, 0.75, 1_000), 0.0055);
    for kde_k in [21, 1_000] {
        assert!((share(20, 0.75, kde_k) - share(0, 0.75, 1_000)).abs() < 1e-12);
    }
    assert_near(share(20, 0.75, 10), 0.0114);
}

#[test]
fn the_corrected_rule_is_as_indifferent_to_copies() {
    let golden = Golden::of("toy");
    let (pool, examples) = (golden.vectors("candidates"), golden.vectors("query"));
    let copied = pool.values().chunks(pool.width()).flat_map(|row| row.repeat(3)).collect();
    let copied = Vectors::new(pool.width(), copied).unwrap();
    let of = |pool: &Vectors, max_k| {
        balanced(pool, &examples, &Wanted { max_k, ..weighed(0.5, 5.0, 0.75) }).unwrap().probabilities
    };
    // Three times the neighbours, so that the same texts are within reach.
    let thrice: Vec<f64> = of(&copied, 300).chunks(3).map(|copies| copies.iter().sum()).collect();
    assert!(apart(&thrice, &of(&pool, 100)) < 1e-9);
}
