//! From distances to edges with weights: each document's nearest count fully, the others fade at its own scale, and an
//! edge holds as much as either end thinks (UMAP, arXiv 1802.03426, sections 3.1 and 4; the sums are umap-learn's).

use rayon::prelude::*;

use super::graph::Graph;

/// Halvings in the search for a document's scale.
const ROUNDS: usize = 64;
/// How near the search comes.
const NEAR: f64 = 1e-5;
/// A scale is at least this share of the mean distance.
const LEAST: f64 = 1e-3;

/// Two documents that are to lie together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    /// The earlier document.
    pub(super) a: u32,
    /// The later one.
    pub(super) b: u32,
    /// How much, above 0 and at most 1.
    pub(super) weight: f32,
}

/// The edges of a graph, by their documents.
pub(super) fn edges(graph: &Graph) -> Vec<Edge> {
    let found = graph.near().iter().filter(|near| near.0 != u32::MAX).map(|near| f64::from(near.1));
    let (count, sum) = found.fold((0usize, 0.0), |(count, sum), distance| (count + 1, sum + distance));
    let mean = if count == 0 { 0.0 } else { sum / count as f64 };
    let mut halves: Vec<(u32, u32, f64)> = (0..graph.len())
        .into_par_iter()
        .flat_map_iter(|document| {
            let near = graph.of(document);
            let weights = memberships(near, mean);
            near.iter().zip(weights).filter(|half| half.0.0 != u32::MAX).map(move |(near, weight)| {
                let document = document as u32;
                (document.min(near.0), document.max(near.0), weight)
            })
        })
        .collect();
    halves.par_sort_unstable_by_key(|half| (half.0, half.1));
    let joined = halves.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)).map(|half| {
        // Of two ends at most: what one does not hold, the other may.
        let missing: f64 = half.iter().map(|half| 1.0 - half.2).product();
        Edge { a: half[0].0, b: half[0].1, weight: (1.0 - missing) as f32 }
    });
    joined.filter(|edge| edge.weight > 0.0).collect()
}

/// How strongly a document holds each of its nearest: 1 up to the nearest that is not the same, then fading so that all
/// together make the logarithm (to base 2) of their number.
fn memberships(near: &[(u32, f32)], mean_of_all: f64) -> Vec<f64> {
    let distances: Vec<f64> = near.iter().map(|near| f64::from(near.1)).filter(|d| d.is_finite()).collect();
    let nearest = distances.iter().copied().find(|&d| d > 0.0).unwrap_or(0.0);
    let wanted = (distances.len() as f64).log2();
    let held = |scale: f64| distances.iter().map(move |d| held_at(d - nearest, scale));
    let (mut low, mut high, mut scale) = (0.0, f64::INFINITY, 1.0);
    for _ in 0..ROUNDS {
        let sum: f64 = held(scale).sum();
        if (sum - wanted).abs() < NEAR {
            break;
        }
        if sum > wanted {
            high = scale;
            scale = f64::midpoint(low, high);
        } else {
            low = scale;
            scale = if high.is_finite() { f64::midpoint(low, high) } else { scale * 2.0 };
        }
    }
    let mean = distances.iter().sum::<f64>() / distances.len().max(1) as f64;
    let scale = scale.max(LEAST * if nearest > 0.0 { mean } else { mean_of_all });
    held(scale).collect()
}

fn held_at(beyond: f64, scale: f64) -> f64 {
    if beyond <= 0.0 || scale <= 0.0 { 1.0 } else { (-beyond / scale).exp() }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Expected: the formulas of umap-learn's `smooth_knn_dist` and `compute_membership_strengths`, worked out in Python.
    #[test]
    fn weights_are_those_of_the_published_sums() {
        let near = [(1, 0.1), (2, 0.2), (3, 0.4), (4, 0.8)];
        let found = memberships(&near, 0.4);
        // One full, three fading: sum 2 = log2(4).
        assert!((found.iter().sum::<f64>() - 2.0).abs() < 2e-5, "{found:?}");
        // The search stops within 1e-5 of the sum; distances of single precision add less.
        let expected = [1.0, 0.659_291, 0.286_570, 0.054_142];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-4, "{found} {expected}");
        }
    }

    #[test]
    fn documents_all_the_same_hold_each_other_fully() {
        assert_eq!(memberships(&[(1, 0.0), (2, 0.0)], 0.0), [1.0, 1.0]);
    }
}
