//! What to read from documents: the settings of an extraction, and nothing about how it is done.
//!
//! Each [`Representation`] is one collector attached to hook sites; a new one is a variant here and a collector in
//! `extract`.

use std::hash::{Hash, Hasher};

use selection::Projection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::ReadError;

/// One thing that methods read of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Representation {
    /// The strongest neurons of every layer (arXiv 2604.15706, §2).
    NeuronFeatures,
    /// Every neuron's impact itself, `[layers][width]` f32: large, for attribution and for tests.
    NeuronImpacts,
    /// Tokens of the whole text; costs no forward pass.
    TokenCounts,
}

/// How many neurons are kept in each layer.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Neurons {
    /// This many; a narrower projection keeps all it has.
    TopK(u16),
    /// This share of each projection's width, rounded half up, at least one.
    WidthRatio(f64),
}

impl Neurons {
    /// Neurons kept of a layer of this width.
    #[must_use]
    pub fn count(self, width: usize) -> usize {
        match self {
            Self::TopK(k) => usize::from(k).min(width),
            Self::WidthRatio(ratio) => ((ratio * width as f64 + 0.5).floor() as usize).clamp(1, width.max(1)),
        }
    }

    /// What equality and hashes look at: a ratio counts by its bits.
    const fn key(self) -> (u8, u64) {
        match self {
            Self::TopK(k) => (0, k as u64),
            Self::WidthRatio(ratio) => (1, ratio.to_bits()),
        }
    }
}

impl PartialEq for Neurons {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Neurons {}

impl Hash for Neurons {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// The settings of an extraction: with a backbone's digest and numeric profile they say everything a [`crate::Chunk`]
/// depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// What is wanted.
    pub representations: Vec<Representation>,
    /// The linear maps whose outputs count as neurons.
    pub projections: Vec<Projection>,
    /// How many neurons are kept in each layer.
    pub neurons: Neurons,
    /// Tokens read of each document, from its beginning (the published default is 120).
    pub max_tokens: u32,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            representations: vec![Representation::NeuronFeatures, Representation::TokenCounts],
            projections: vec![Projection::Up],
            neurons: Neurons::TopK(20),
            max_tokens: 120,
        }
    }
}

impl Reading {
    /// Whether this representation is wanted.
    #[must_use]
    pub fn wants(&self, representation: Representation) -> bool {
        self.representations.contains(&representation)
    }

    /// Whether a forward pass is needed at all.
    #[must_use]
    pub fn needs_pass(&self) -> bool {
        self.wants(Representation::NeuronFeatures) || self.wants(Representation::NeuronImpacts)
    }

    /// SHA-256, in hexadecimal, of these settings: lists in a fixed order and without repeats, so that the same work
    /// asked for in other words has the same digest.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"reading 1\n");
        let mut representations = self.representations.clone();
        representations.sort_unstable();
        representations.dedup();
        let mut projections = self.projections.clone();
        projections.sort_unstable();
        projections.dedup();
        hash.update(format!("{representations:?} {projections:?} {:?} {}", self.neurons.key(), self.max_tokens));
        crate::card::hexadecimal(&hash.finalize())
    }

    /// Refuses settings that no document can be read with.
    ///
    /// # Errors
    /// [`ReadError::Settings`] saying which one and why.
    pub fn check(&self, context_tokens: usize) -> Result<(), ReadError> {
        let refuse = |setting, found: String, wanted: String| Err(ReadError::Settings { setting, found, wanted });
        if self.representations.is_empty() {
            return refuse("representations", "none".into(), "at least one".into());
        }
        if self.max_tokens == 0 || self.max_tokens as usize > context_tokens {
            return refuse("max tokens", self.max_tokens.to_string(), format!("1 to {context_tokens}"));
        }
        if !self.needs_pass() {
            return Ok(());
        }
        if self.projections.is_empty() {
            return refuse("projections", "none".into(), "at least one of up, down, q, k, v, o".into());
        }
        match self.neurons {
            Neurons::TopK(0) => refuse("top-k", "0".into(), "1 or more".into()),
            Neurons::WidthRatio(r) if !(r > 0.0 && r <= 1.0) => {
                refuse("width ratio", r.to_string(), "more than 0, at most 1".into())
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;

    #[test]
    fn a_width_ratio_rounds_half_up_and_keeps_at_least_one_neuron() {
        assert_eq!(Neurons::WidthRatio(0.003).count(6144), 18);
        assert_eq!(Neurons::WidthRatio(0.003).count(1536), 5);
        assert_eq!(Neurons::WidthRatio(0.25).count(10), 3);
        assert_eq!(Neurons::WidthRatio(0.0001).count(100), 1);
    }

    #[test]
    fn top_k_never_asks_for_more_neurons_than_a_layer_has() {
        assert_eq!(Neurons::TopK(70).count(64), 64);
    }

    #[test]
    fn the_digest_sees_the_work_not_the_order_it_was_asked_in() {
        let one = Reading { projections: vec![Projection::Q, Projection::Up], ..Reading::default() };
        let other = Reading { projections: vec![Projection::Up, Projection::Q, Projection::Q], ..Reading::default() };
        assert_eq!(one.digest(), other.digest());
        assert_ne!(one.digest(), Reading { max_tokens: 121, ..one.clone() }.digest());
    }

    #[test]
    fn settings_that_read_nothing_are_refused_by_name() {
        let none = Reading { neurons: Neurons::TopK(0), ..Reading::default() };
        assert!(none.check(512).unwrap_err().to_string().contains("top-k"));
        let long = Reading { max_tokens: 513, ..Reading::default() };
        assert!(long.check(512).unwrap_err().to_string().contains("1 to 512"));
    }
}
