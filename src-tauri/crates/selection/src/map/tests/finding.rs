//! Distances and neighbours.

use super::{features, firings, meanings};
use crate::data::vectors::Vectors;
use crate::map::{Making, MapSettings, Meanings, Space, Stage};

/// What comparing all with all by the space's own distance gives.
fn plain(space: &impl Space, document: usize, k: usize) -> Vec<(u32, f32)> {
    let others = (0..space.len()).filter(|&other| other != document);
    let mut all: Vec<(u32, f32)> = others.map(|other| (other as u32, space.distance(document, other))).collect();
    all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    all.truncate(k);
    all
}

#[test]
fn sets_of_neurons_are_apart_by_the_share_that_they_do_not_share() {
    let (sets, all) = (firings(40, 3), features(40, 3));
    for (a, b) in [(0, 3), (0, 1), (7, 7)] {
        // Counted with sets of the standard library.
        let common: usize = (0..6)
            .map(|layer| all.layer(a, layer).iter().filter(|neuron| all.layer(b, layer).contains(neuron)).count())
            .sum();
        // One division and one difference in both.
        assert!((sets.distance(a, b) - (1.0 - common as f32 / 48.0)).abs() < f32::EPSILON);
    }
    assert!(sets.distance(0, 3) < sets.distance(0, 1));
}

#[test]
fn the_index_of_neurons_misses_no_neighbour() {
    let sets = firings(300, 5);
    let found = sets.nearest(20..24, 6);
    for (place, near) in found.chunks_exact(6).enumerate() {
        assert_eq!(near, plain(&sets, 20 + place, 6));
    }
}

#[test]
fn neighbours_by_meaning_are_those_of_all_pairs() {
    let space = meanings(400, 6, 24);
    let found = space.nearest(100..110, 5);
    for (place, near) in found.chunks_exact(5).enumerate() {
        let expected: Vec<u32> = plain(&space, 100 + place, 5).iter().map(|near| near.0).collect();
        assert_eq!(near.iter().map(|near| near.0).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_pile_of_duplicates_has_neighbours_that_are_not_itself() {
    let space = Meanings::of(&Vectors::new(2, [1.0, 2.0].repeat(9)).unwrap(), &(0..9).collect::<Vec<_>>(), None);
    for (document, near) in space.nearest(0..9, 3).chunks_exact(3).enumerate() {
        assert!(
            near.iter().all(|near| near.0 as usize != document && near.1.abs() < f32::EPSILON),
            "{document}: {near:?}"
        );
    }
}

#[test]
fn a_text_beside_the_pool_finds_its_kind() {
    let (sets, texts) = (firings(200, 4), features(204, 4));
    for (text, near) in [200, 201].iter().zip(sets.near_to(&texts, &[200, 201], 10)) {
        assert!(near.iter().all(|near| near.0 as usize % 4 == text % 4), "{near:?}");
    }
}

/// Of the true nearest ten, the share that descent finds.
fn recall(space: &impl Space) -> f64 {
    let settings = MapSettings { neighbours: 10, epochs: 1, exact_up_to: 0, seed: 3 };
    let mut making = Making::begin(space.len(), settings);
    while making.stage() == Stage::Neighbours {
        making.step(space);
    }
    let asked: Vec<usize> = (0..space.len()).step_by(37).collect();
    let hits: usize = asked
        .iter()
        .map(|&document| {
            let farthest = plain(space, document, 10)[9].1;
            // Any document as near as the tenth is a right one: sets of neurons have many of one distance.
            making.graph().of(document).iter().filter(|near| near.1 <= farthest).count()
        })
        .sum();
    hits as f64 / (asked.len() * 10) as f64
}

#[test]
fn descent_finds_nearly_all_neighbours_of_both_kinds() {
    // Exact search finds 1. What is asked for here is what the descent's authors report for data of such dimensions.
    let by_meaning = recall(&meanings(6000, 25, 32));
    let by_neurons = recall(&firings(6000, 25));
    assert!(by_meaning > 0.95 && by_neurons > 0.9, "{by_meaning} {by_neurons}");
}
