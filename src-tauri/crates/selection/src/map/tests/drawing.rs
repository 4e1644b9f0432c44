//! Whole maps: what is alike lies together, and the work can be stopped anywhere.

use super::{firings, meanings};
use crate::map::{Making, MapSettings, Point, Space, Stage, Unreadable, trustworthiness};
use crate::numbers::random::mixed;

fn settings(exact_up_to: usize) -> MapSettings {
    MapSettings { neighbours: 10, epochs: 60, exact_up_to, seed: 7 }
}

fn made(space: &impl Space, settings: MapSettings) -> Making {
    let mut making = Making::begin(space.len(), settings);
    while making.stage() != Stage::Done {
        making.step(space);
    }
    making
}

/// The share of documents whose nearest in the picture is of their kind.
fn purity(making: &Making, groups: usize) -> f64 {
    let points = making.points();
    let apart = |a: usize, b: usize| (points[a][0] - points[b][0]).powi(2) + (points[a][1] - points[b][1]).powi(2);
    let nearest = |one: usize| {
        let others = (0..points.len()).filter(|&other| other != one);
        others.min_by(|&a, &b| apart(one, a).total_cmp(&apart(one, b))).unwrap()
    };
    (0..points.len()).filter(|&one| nearest(one) % groups == one % groups).count() as f64 / points.len() as f64
}

#[test]
fn documents_of_a_kind_lie_together_by_meaning_and_by_neurons() {
    let (by_meaning, by_neurons) = (meanings(600, 6, 24), firings(600, 6));
    assert!(purity(&made(&by_meaning, settings(9999)), 6) > 0.99);
    assert!(purity(&made(&by_neurons, settings(9999)), 6) > 0.99);
}

#[test]
fn a_picture_by_neighbours_is_trusted_more_than_chance() {
    let space = meanings(400, 5, 24);
    let all: Vec<usize> = (0..400).collect();
    let making = made(&space, settings(9999));
    let drawn = trustworthiness(&space, making.points(), &all, 10);
    let mut order = all.clone();
    order.sort_unstable_by_key(|&at| mixed(9, at as u64));
    let shuffled: Vec<Point> = order.iter().map(|&at| making.points()[at]).collect();
    let by_chance = trustworthiness(&space, &shuffled, &all, 10);
    assert!(drawn > 0.85 && by_chance < 0.6, "{drawn} {by_chance}");
}

#[test]
fn a_map_stopped_between_any_two_steps_ends_with_the_same_bytes() {
    for exact_up_to in [9999, 0] {
        let space = firings(1100, 6);
        let settings = MapSettings { epochs: 8, ..settings(exact_up_to) };
        let whole = made(&space, settings).written();
        let mut making = Making::begin(1100, settings);
        while making.stage() != Stage::Done {
            making = Making::resume(&making.written(), 1100, settings).unwrap();
            making.step(&space);
        }
        assert!(making.written() == whole, "exact up to {exact_up_to}");
    }
}

#[test]
fn threads_do_not_change_a_map() {
    let space = meanings(900, 6, 16);
    let settings = MapSettings { epochs: 5, ..settings(0) };
    let with = |threads| {
        let lent = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        lent.install(|| made(&space, settings).written())
    };
    assert!(with(1) == with(5));
}

#[test]
fn a_map_of_other_documents_settings_or_half_the_bytes_is_refused() {
    let (space, settings) = (meanings(60, 3, 8), settings(9999));
    let written = made(&space, settings).written();
    assert!(Making::resume(&written, 60, settings).is_ok());
    assert_eq!(Making::resume(&written, 61, settings), Err(Unreadable));
    assert_eq!(Making::resume(&written, 60, MapSettings { seed: 8, ..settings }), Err(Unreadable));
    for cut in [0, 7, 40, 100, written.len() - 1] {
        assert_eq!(Making::resume(&written[..cut], 60, settings), Err(Unreadable), "{cut}");
    }
}

#[test]
fn pools_of_none_one_and_two_documents_have_maps() {
    for documents in [0, 1, 2, 3] {
        let making = made(&meanings(documents, 2, 4), settings(9999));
        assert_eq!(making.points().len(), documents);
        assert!(making.points().iter().flatten().all(|value| value.is_finite()));
    }
}

#[test]
fn a_pile_of_duplicates_is_drawn_as_one_cloud_of_separate_points() {
    let space = meanings(100, 1, 4);
    let same = crate::map::Meanings::of(
        &crate::data::vectors::Vectors::new(2, [0.5, 1.0].repeat(100)).unwrap(),
        &(0..100).collect::<Vec<_>>(),
        None,
    );
    assert_eq!(same.len(), space.len());
    let making = made(&same, settings(9999));
    let mut places: Vec<[u32; 2]> = making.points().iter().map(|point| point.map(f32::to_bits)).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 100);
}
