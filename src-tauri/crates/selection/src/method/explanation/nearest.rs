//! Masses that examples pass on to a document (TSDS, arXiv 2410.11303).

use super::{Exactness, Explanation, NearPart, Parts};
use crate::data::representation::Representation;
use crate::data::vectors::Vectors;
use crate::geometry::neighbours::squared_distance;
use crate::pick::tsds::Passed;

/// Every example with its distance to a document and what it passes on, the largest parts first and then the nearest.
#[must_use]
pub fn explained(of: Representation, document: &[f32], examples: &Vectors, passed: &[Passed]) -> Explanation {
    let part = |example: usize| {
        let distance = squared_distance(document, examples.row(example)?).sqrt();
        let mass = passed.iter().find(|one| one.example == example).map_or(0.0, |one| one.mass);
        Some(NearPart { example, distance, part: mass })
    };
    let mut parts: Vec<NearPart> = (0..examples.len()).filter_map(part).collect();
    let order = |a: &NearPart, b: &NearPart| {
        b.part.total_cmp(&a.part).then(a.distance.total_cmp(&b.distance)).then(a.example.cmp(&b.example))
    };
    parts.sort_by(order);
    Explanation { of, parts: Parts::Nearest(parts), exactness: Exactness::Exact }
}
