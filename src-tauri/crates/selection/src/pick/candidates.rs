//! The documents a set method chooses among: the nearest to the examples, in order.
//!
//! Set methods compare documents with documents, which is quadratic work; so they look at the best by relevance, and the
//! rest follow in the order of their relevance.

use crate::data::vectors::Vectors;
use crate::geometry::centring::Centring;
use crate::geometry::directions::Directions;
use crate::geometry::likeness::{Aggregate, likenesses};

/// Candidates that a set method looks at, at most.
pub const MOST: usize = 20_000;

/// A pool in the order of its relevance, the cosine with the nearest example, with the directions of the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidates {
    documents: Vec<usize>,
    relevance: Vec<f64>,
    directions: Directions,
}

impl Candidates {
    /// Puts the documents in order (equal relevance by place in the pool) and takes the first `most` as candidates.
    #[must_use]
    pub fn of(pool: &Vectors, goal: &Directions, centring: Option<&Centring>, most: usize) -> Self {
        let relevance = likenesses(pool, goal, centring, |cosines| Aggregate::Max.of(cosines));
        let mut documents: Vec<usize> = (0..pool.len()).filter(|&document| !relevance[document].is_nan()).collect();
        documents.sort_by(|&a, &b| relevance[b].total_cmp(&relevance[a]).then(a.cmp(&b)));
        let relevance = documents.iter().map(|&document| relevance[document]).collect();
        let directions = Directions::of(pool, &documents[..most.min(documents.len())], centring);
        Self { documents, relevance, directions }
    }

    /// Directions of the candidates, most relevant first.
    #[must_use]
    pub const fn directions(&self) -> &Directions {
        &self.directions
    }

    /// A candidate's relevance, -1 to 1.
    #[must_use]
    pub fn relevance(&self, candidate: usize) -> f64 {
        self.relevance[candidate]
    }

    /// How many candidates there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.directions.len()
    }

    /// True when no document could be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.directions.is_empty()
    }

    /// Documents of the whole pool: first the candidates picked, in their order, then all others by relevance.
    #[must_use]
    pub fn picked_first(&self, picks: &[usize]) -> Vec<usize> {
        let documents: Vec<usize> = picks.iter().map(|&candidate| self.documents[candidate]).collect();
        followed(documents, &self.documents)
    }
}

/// The documents picked, then all others of `order` as they stand there.
#[must_use]
pub fn followed(mut picked: Vec<usize>, order: &[usize]) -> Vec<usize> {
    let mut is_picked = vec![false; order.iter().max().map_or(0, |most| most + 1)];
    for &document in &picked {
        is_picked[document] = true;
    }
    picked.extend(order.iter().filter(|&&document| !is_picked[document]));
    picked
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_not_picked_follows_by_relevance_and_equals_by_place() {
        let nan = f32::NAN;
        let pool = Vectors::new(2, vec![0.0, 1.0, 1.0, 0.0, nan, nan, 1.0, 0.0, 1.0, 1.0]).unwrap();
        let goal = Directions::of(&Vectors::new(2, vec![2.0, 0.0]).unwrap(), &[0], None);
        let candidates = Candidates::of(&pool, &goal, None, 3);
        assert_eq!(candidates.len(), 3);
        assert_eq!(candidates.picked_first(&[]), [1, 3, 4, 0]);
        assert_eq!(candidates.picked_first(&[2, 0]), [4, 1, 3, 0]);
    }
}
