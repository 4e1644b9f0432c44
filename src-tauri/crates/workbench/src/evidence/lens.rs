//! The eyes a card looks with: one representation of pool and examples.

use std::collections::HashSet;
use std::sync::Arc;

use selection::evidence::rows::{Rows, dot};
use selection::method::Representation;
use selection::why::in_common;
use selection::{Features, Vectors};

use super::asked::Asked;
use crate::operations::Failure;
use crate::reading::vectors::{PoolVectors, example_vectors, reading_for};
use crate::store::numbers::Numbers;

/// Dense representations, those that say most of meaning first.
const ORDER: [Representation; 6] = [
    Representation::Sentence,
    Representation::Outside,
    Representation::MiddleHidden,
    Representation::LastHidden,
    Representation::GatedActivations,
    Representation::Shifts,
];

/// A representation of the pool and of the ticked examples.
pub enum Lens {
    /// Vectors.
    Vectors(Arc<PoolVectors>, Numbers),
    /// The strongest neurons of each layer.
    Features(Arc<Features>, Features),
}

impl Lens {
    /// The best vectors that are there; neurons where there are none; nothing where nothing was read.
    pub fn any(asked: &Asked) -> Result<Option<Self>, Failure> {
        Self::but(asked, &HashSet::new())
    }

    /// Such as none of the compared methods used.
    pub fn unused(asked: &Asked) -> Result<Option<Self>, Failure> {
        let used = asked.compared.sides.iter().flat_map(|side| side.kept.needs.iter().copied()).collect();
        Self::but(asked, &used)
    }

    fn but(asked: &Asked, used: &HashSet<Representation>) -> Result<Option<Self>, Failure> {
        for kind in ORDER.into_iter().filter(|kind| !used.contains(kind)) {
            let Some(reading) = reading_for(asked.session, kind, None)? else { continue };
            let Some(vectors) = asked.session.pool_vectors(asked.compared.frame(), &reading)? else { continue };
            if matches!(vectors.numbers, Numbers::Dense(_)) {
                let examples = example_vectors(asked.session, &reading, &asked.ticked)?;
                return Ok(Some(Self::Vectors(vectors, examples)));
            }
        }
        if used.contains(&Representation::NeuronFeatures) {
            return Ok(None);
        }
        let seen = asked.compared.sides.iter().find_map(|side| side.kept.goal.as_ref());
        Ok(seen.map(|goal| Self::Features(Arc::clone(&goal.pool_features), goal.features.clone())))
    }

    /// Documents that were read for it.
    pub fn read(&self, documents: &[u32]) -> Vec<u32> {
        let is_read = |document: usize| match self {
            Self::Vectors(pool, _) => dense(&pool.numbers).is_some_and(|vectors| vectors.row(document).is_some()),
            Self::Features(pool, _) => pool.is_scored(document),
        };
        documents.iter().copied().filter(|&document| is_read(document as usize)).collect()
    }

    /// How alike two documents of the pool are: the cosine, or the share of strongest neurons in common.
    pub fn likeness(&self, documents: &[u32]) -> impl Fn(usize, usize) -> f64 + Sync {
        let (rows, features) = match self {
            Self::Vectors(..) => (self.rows(documents).map(|rows| rows.unit()), None),
            Self::Features(pool, _) => (None, Some(Arc::clone(pool))),
        };
        let documents = documents.to_vec();
        move |a: usize, b: usize| match (&rows, &features) {
            (Some(rows), _) if rows.len() == documents.len() => dot(rows.row(a), rows.row(b)),
            (_, Some(features)) => {
                let top_k = features.shape().top_k;
                in_common(features.document(documents[a] as usize), features.document(documents[b] as usize), top_k)
            }
            _ => f64::from(u8::from(a == b)),
        }
    }

    /// The vectors of some documents of the pool; none for neurons.
    pub fn rows(&self, documents: &[u32]) -> Option<Rows> {
        match self {
            Self::Vectors(pool, _) => dense(&pool.numbers).map(|vectors| Rows::of(vectors, documents)),
            Self::Features(..) => None,
        }
    }

    /// The vectors of the ticked examples; none for neurons.
    pub fn example_rows(&self) -> Option<Rows> {
        match self {
            Self::Vectors(_, examples) => {
                dense(examples).map(|vectors| Rows::of(vectors, &(0..vectors.len() as u32).collect::<Vec<_>>()))
            }
            Self::Features(..) => None,
        }
    }

    /// The pool's and the examples' neurons; none for vectors.
    pub fn features(&self) -> Option<(&Features, &Features)> {
        match self {
            Self::Features(pool, examples) => Some((pool, examples)),
            Self::Vectors(..) => None,
        }
    }
}

fn dense(numbers: &Numbers) -> Option<&Vectors> {
    match numbers {
        Numbers::Dense(vectors) => Some(vectors),
        Numbers::Sparse(_) => None,
    }
}
