//! Drawing: rounds of pulling together what an edge joins and pushing apart what chance names (UMAP, arXiv 1802.03426,
//! section 3.2; negative samples as in its program).
//!
//! One thread, edge after edge: threads that write into the same places would draw another picture each time. What is
//! drawn by chance depends on seed, round and edge alone, so a round needs nothing but the places before it.

use super::Point;
use super::edges::Edge;
use crate::numbers::random::mixed;

/// Documents that each end of an edge is pushed away from, for each pull.
const PUSHES: u64 = 5;
/// The curve 1 / (1 + A d²) nearest to UMAP's own for a least distance of 0.1 and a spread of 1.
const A: f32 = 1.558;
/// Keeps the push of documents in one place finite.
const LEAST: f32 = 1e-3;
/// No single pull or push is longer, before the rate.
const LONGEST: f32 = 4.0;

/// Draws one round of `of`. Each edge is pulled as often as its weight says, the heaviest in every round.
pub(super) fn draw(points: &mut [Point], edges: &[Edge], epoch: usize, of: usize, seed: u64) {
    let heaviest = edges.iter().map(|edge| edge.weight).fold(0.0, f32::max);
    let rate = 1.0 - epoch as f32 / of as f32;
    let turns = |weight: f32, epochs: usize| (f64::from(weight / heaviest) * epochs as f64) as u64;
    let seed = mixed(seed, epoch as u64);
    for (place, edge) in edges.iter().enumerate() {
        if turns(edge.weight, epoch + 1) == turns(edge.weight, epoch) {
            continue;
        }
        let (a, b) = (edge.a as usize, edge.b as usize);
        // Both ends take their turn as the one that pulls and pushes.
        for _ in 0..2 {
            pull(points, a, b, rate);
        }
        for push in 0..2 * PUSHES {
            let drawn = mixed(seed, place as u64 * 2 * PUSHES + push);
            // The high half of a product: evenly drawn without a division.
            let other = ((u128::from(drawn) * points.len() as u128) >> 64) as usize;
            let one = if push < PUSHES { a } else { b };
            if other != one {
                push_away(points, one, other, rate);
            }
        }
    }
}

fn pull(points: &mut [Point], a: usize, b: usize, rate: f32) {
    let (apart, squared) = between(points[a], points[b]);
    let strength = -2.0 * A / (1.0 + A * squared);
    for axis in 0..2 {
        let step = (strength * apart[axis]).clamp(-LONGEST, LONGEST) * rate;
        points[a][axis] += step;
        points[b][axis] -= step;
    }
}

fn push_away(points: &mut [Point], one: usize, other: usize, rate: f32) {
    let (apart, squared) = between(points[one], points[other]);
    let strength = 2.0 / ((LEAST + squared) * (1.0 + A * squared));
    for axis in 0..2 {
        points[one][axis] += (strength * apart[axis]).clamp(-LONGEST, LONGEST) * rate;
    }
}

fn between(a: Point, b: Point) -> (Point, f32) {
    let apart = [a[0] - b[0], a[1] - b[1]];
    (apart, apart[0] * apart[0] + apart[1] * apart[1])
}
