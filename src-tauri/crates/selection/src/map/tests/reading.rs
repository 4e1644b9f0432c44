//! What is read off a finished picture.

use crate::data::texts::Texts;
use crate::data::vectors::Vectors;
use crate::map::{Groups, Meanings, NO_GROUP, Outline, Point, labels::labels, trustworthiness};
use crate::numbers::random::unit;

#[test]
fn trustworthiness_is_what_scikit_learn_measures() {
    let numbers = |seed: u64, count: u64| (0..count).map(move |at| (unit(seed, at) - 0.5) as f32).collect::<Vec<f32>>();
    let vectors = Vectors::new(5, numbers(3, 300)).unwrap();
    let all: Vec<usize> = (0..60).collect();
    let space = Meanings::of(&vectors, &all, None);
    let by_chance: Vec<Point> = numbers(4, 120).as_chunks::<2>().0.to_vec();
    let two: Vec<Point> = (0..60).map(|row| [vectors.values()[row * 5], vectors.values()[row * 5 + 1]]).collect();
    // sklearn 1.9.1, `trustworthiness(X, P, n_neighbors=7, metric="cosine")`. No two distances are the same, so that the
    // ranks are whole numbers in both and only the last sum is rounded.
    for (points, expected) in [(by_chance, 0.551_554_907_677_356_7), (two, 0.801_749_271_137_026_2)] {
        let found = trustworthiness(&space, &points, &all, 7);
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
}

/// Two round clouds, and a lone point far from both.
fn clouds() -> Vec<Point> {
    let bell = |at: u64| (0..6).map(|draw| unit(at, draw) - 0.5).sum::<f64>() as f32;
    let mut points: Vec<Point> = (0..300).map(|at| [bell(2 * at), bell(2 * at + 1)]).collect();
    points.extend((300..400).map(|at| [8.0 + bell(2 * at), 1.0 + bell(2 * at + 1)]));
    points.push([30.0, 30.0]);
    points
}

#[test]
fn clouds_are_groups_by_size_and_a_lone_point_is_in_none() {
    let groups = Groups::of(&clouds());
    assert_eq!(groups.sizes, [300, 100]);
    assert!(groups.of[..300].iter().all(|&group| group == 0) && groups.of[300..400].iter().all(|&group| group == 1));
    assert_eq!(groups.of[400], NO_GROUP);
    for (top, middle) in groups.tops.iter().zip([[0.0, 0.0], [8.0, 1.0]]) {
        assert!((top[0] - middle[0]).abs() < 0.7 && (top[1] - middle[1]).abs() < 0.7, "{top:?}");
    }
}

#[test]
fn points_in_one_place_and_no_points_have_no_groups() {
    assert_eq!(Groups::of(&[[1.0, 1.0]; 50]).sizes, [0u32; 0]);
    assert!(Groups::of(&[]).of.is_empty());
}

#[test]
fn a_group_is_named_by_what_its_texts_say_and_the_others_do_not() {
    let texts: Texts = (0..60)
        .map(|at| match at % 3 {
            0 => format!("The court heard the appeal {at}"),
            1 => format!("The cell divides in the tissue {at}"),
            _ => format!("The price of the bond {at}"),
        })
        .collect();
    let documents: Vec<usize> = (0..60).collect();
    let of: Vec<u16> = (0..60).map(|at| at % 3).collect();
    let found = labels(&texts, &documents, &of, 3, 3);
    assert_eq!(found, [["appeal", "court", "heard"], ["cell", "divides", "in"], ["bond", "of", "price"]]);
    // Another order of the documents, with one group left out.
    let some: Vec<usize> = (0..60).rev().collect();
    let of: Vec<u16> = some.iter().map(|at| if at % 3 == 2 { NO_GROUP } else { (at % 3) as u16 }).collect();
    assert_eq!(labels(&texts, &some, &of, 2, 1), [["appeal"], ["cell"]]);
}

#[test]
fn an_outline_holds_what_lies_inside_and_not_in_its_notch() {
    // A square with a notch cut in from the right.
    let corners = vec![[0.0, 0.0], [4.0, 0.0], [4.0, 1.0], [1.0, 2.0], [4.0, 3.0], [4.0, 4.0], [0.0, 4.0]];
    let outline = Outline::of(corners).unwrap();
    for (point, inside) in [
        ([0.5, 2.0], true),
        ([3.0, 2.0], false),
        ([3.5, 0.5], true),
        ([3.9, 3.5], true),
        ([5.0, 2.0], false),
        ([-1.0, 0.0], false),
    ] {
        assert_eq!(outline.holds(point), inside, "{point:?}");
    }
    assert_eq!(Outline::of(vec![[0.0, 0.0], [1.0, 1.0]]), None);
    assert_eq!(Outline::of(vec![[0.0, f32::NAN], [1.0, 1.0], [2.0, 0.0]]), None);
}
