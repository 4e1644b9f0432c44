//! A goal's examples as a ranking takes them: what was read of each, and how it is lent to a method.

use selection::method::Representation;
use selection::{Features, Material, SparseVectors, Texts, Vectors};

use super::made::mixed;
use crate::operations::Failure;
use crate::store::numbers::Numbers;

/// A goal's examples as the store gives them.
#[derive(Debug)]
pub struct GoalExamples {
    /// The goal's name.
    pub name: String,
    /// Their numbers in the project.
    pub examples: Vec<i64>,
    /// Their texts' beginnings.
    pub excerpts: Vec<String>,
    /// Their features with the same shape as the pool's; those not read yet are absent.
    pub features: Option<Features>,
    /// Their vectors; those not read yet are absent.
    pub vectors: Vec<(Representation, Numbers)>,
    /// Their texts.
    pub texts: Texts,
    /// Tokens of each whole text; 0 where it was not read.
    pub tokens: Vec<u64>,
    /// Rows of the pool that are examples, wanted or not, rising.
    pub rows: Vec<i64>,
    /// The examples of what is not wanted; none where there is none.
    pub unwanted: Option<Box<GoalExamples>>,
}

/// An example as a ranking saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExampleSeen {
    /// Its number in the project.
    pub example: i64,
    /// Everything the method reads of it was read.
    pub is_read: bool,
    /// It is of what is not wanted.
    pub unwanted: bool,
}

impl GoalExamples {
    /// What tells one state of the goal from another: its ticked examples, and which of them were read.
    #[must_use]
    pub fn fingerprint(&self) -> Vec<ExampleSeen> {
        let is_read = |place: usize| {
            self.features.as_ref().is_none_or(|features| features.is_scored(place))
                && self.vectors.iter().all(|(_, numbers)| numbers.has(place))
        };
        let own = self.examples.iter().enumerate();
        let mut seen: Vec<ExampleSeen> =
            own.map(|(place, &example)| ExampleSeen { example, is_read: is_read(place), unwanted: false }).collect();
        let unwanted = self.unwanted.iter().flat_map(|unwanted| unwanted.fingerprint());
        seen.extend(unwanted.map(|one| ExampleSeen { unwanted: true, ..one }));
        seen
    }

    pub(super) fn dense(&self) -> Vec<(Representation, &Vectors)> {
        dense(self.vectors.iter().map(|(representation, numbers)| (*representation, numbers)))
    }

    /// Lends them to a method; `vectors` are [`Self::dense`], `features` have the layers that the question wants.
    pub(super) fn material<'a>(
        &'a self,
        features: Option<&'a Features>,
        vectors: &'a [(Representation, &'a Vectors)],
    ) -> Material<'a> {
        Material {
            documents: self.examples.len(),
            features,
            vectors,
            latents: sparse(self.vectors.iter().map(|(_, numbers)| numbers)),
            texts: Some(&self.texts),
            tokens: Some(&self.tokens),
        }
    }

    /// The neurons of unwanted examples with some layers; none where there are none, or they were not read.
    pub(super) fn unwanted_features(&self, layers: &[usize]) -> Result<Option<Features>, Failure> {
        let features = self.unwanted.as_ref().and_then(|unwanted| unwanted.features.as_ref());
        features.map(|features| features.with_layers(layers).map_err(|error| mixed(&error))).transpose()
    }
}

pub(super) fn dense<'a>(
    all: impl Iterator<Item = (Representation, &'a Numbers)>,
) -> Vec<(Representation, &'a Vectors)> {
    all.filter_map(|(representation, numbers)| match numbers {
        Numbers::Dense(vectors) => Some((representation, vectors)),
        Numbers::Sparse(_) => None,
    })
    .collect()
}

pub(super) fn sparse<'a>(mut all: impl Iterator<Item = &'a Numbers>) -> Option<&'a SparseVectors> {
    all.find_map(|numbers| match numbers {
        Numbers::Sparse(vectors) => Some(vectors),
        Numbers::Dense(_) => None,
    })
}
