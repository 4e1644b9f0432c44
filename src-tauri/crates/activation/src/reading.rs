//! What to read from documents: the settings of an extraction, and nothing about how it is done.
//!
//! Each [`Representation`] is one collector attached to hook sites; a new one is a variant here and a collector in
//! `extract`.

use std::hash::{Hash, Hasher};

use selection::Projection;
use selection::method::Representation as Wanted;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::card::BackboneCard;
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
    /// Activations inside one layer's feed-forward block, each token's largest kept, mean over tokens: never negative
    /// (arXiv 2503.15573, App. B.3). `[intermediate]` for the gate; sources with a sign count their negative halves as
    /// columns of their own and are twice as wide as what they come from.
    GatedActivations {
        /// Decoder block, from 0.
        layer: u16,
        /// Columns kept of each token; the width or more keeps all.
        top_k: u16,
        /// Which activations.
        source: GatedSource,
    },
    /// The last hidden state after the model's final norm, mean over tokens, the t-th of n tokens with weight
    /// t / (1 + … + n): `[hidden]` (arXiv 2503.01807).
    LastHidden,
    /// What leaves a block, mean over tokens: `[hidden]`. Hugging Face's `hidden_states[layer + 1]`; of the last block
    /// too without the final norm.
    MiddleHidden {
        /// Decoder block, from 0.
        layer: u16,
    },
    /// What leaves each block at the last token less what leaves it at the first: `[layers * hidden]`, layer after
    /// layer (arXiv 2603.13201). Which activation is meant there is not certain: the residual stream is our reading.
    Shifts,
    /// Mean negative log-likelihood of the tokens after the first, and mean entropy of the predictions of them, nats
    /// per token: `[2]`; absent for a document of one token. Needs the output head.
    Likelihood,
    /// Mean negative log-likelihood of the answer's tokens after the question, and of the same tokens without the
    /// question, nats per token: `[2]`. Their quotient is the instruction-following difficulty (arXiv 2402.00530).
    /// Absent where a document has no answer, or fewer than two tokens of it are read. Needs the output head.
    AnswerLikelihood,
    /// The latents of a sparse autoencoder on what leaves its layer, mean over tokens: sparse (arXiv 2503.15573 v2). Needs
    /// that autoencoder: [`crate::Backbone::with_autoencoder`].
    Latents {
        /// Decoder block, from 0.
        layer: u16,
        /// The first bytes of the autoencoder's digest: another one gives other latents.
        autoencoder: [u8; 8],
    },
    /// A sentence encoder's vector of the text: `[width]`. No language model gives it: [`crate::sentence`] does.
    Sentence,
}

/// What [`Representation::GatedActivations`] looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GatedSource {
    /// `activation(gate)`: what the published description says; negative values count as none.
    #[default]
    Gate,
    /// The outputs of the up projection.
    Up,
    /// `activation(gate) · up`.
    GateTimesUp,
    /// What leaves the block.
    Hidden,
}

impl Representation {
    /// What a method's representation is with this model, at its usual settings; nothing for one that no pass of a
    /// language model gives.
    ///
    /// Gated activations: the layer before the last, the largest 192 columns or an eighth of them. The middle hidden
    /// state: the block nearest to two thirds up.
    #[must_use]
    pub fn usual(wanted: Wanted, card: &BackboneCard) -> Option<Self> {
        let layer = |layer: usize| layer.min(card.layers.saturating_sub(1)) as u16;
        Some(match wanted {
            Wanted::NeuronFeatures => Self::NeuronFeatures,
            Wanted::GatedActivations => Self::GatedActivations {
                layer: layer(card.layers.saturating_sub(2)),
                top_k: (card.intermediate / 8).clamp(1, 192) as u16,
                source: GatedSource::Gate,
            },
            Wanted::LastHidden => Self::LastHidden,
            Wanted::MiddleHidden => Self::MiddleHidden { layer: layer((4 * card.layers + 3) / 6) },
            Wanted::Shifts => Self::Shifts,
            Wanted::Likelihood => Self::Likelihood,
            Wanted::AnswerLikelihood => Self::AnswerLikelihood,
            Wanted::Length => Self::TokenCounts,
            Wanted::Latents | Wanted::Sentence | Wanted::Outside | Wanted::Text => return None,
        })
    }

    /// Whether it is counted from the outputs of [`Reading::projections`].
    #[must_use]
    pub const fn is_of_neurons(self) -> bool {
        matches!(self, Self::NeuronFeatures | Self::NeuronImpacts)
    }

    /// Whether the model's output head has to be there.
    #[must_use]
    pub const fn needs_head(self) -> bool {
        matches!(self, Self::Likelihood | Self::AnswerLikelihood)
    }

    /// The block it is read at, where that is a setting.
    const fn layer(self) -> Option<u16> {
        match self {
            Self::GatedActivations { layer, .. } | Self::MiddleHidden { layer } | Self::Latents { layer, .. } => {
                Some(layer)
            }
            _ => None,
        }
    }
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
        self.representations.iter().any(|&wanted| wanted != Representation::TokenCounts)
    }

    /// Whether neurons are counted.
    #[must_use]
    pub fn needs_neurons(&self) -> bool {
        self.representations.iter().any(|wanted| wanted.is_of_neurons())
    }

    /// Whether the model's output head is needed.
    #[must_use]
    pub fn needs_head(&self) -> bool {
        self.representations.iter().any(|wanted| wanted.needs_head())
    }

    /// SHA-256, in hexadecimal, of these settings: lists in a fixed order and without repeats, projections and neurons
    /// only where neurons are counted, so that the same work asked for in other words has the same digest.
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
        let counted = self.needs_neurons() || !self.needs_pass();
        if counted {
            hash.update(format!("{representations:?} {projections:?} {:?} {}", self.neurons.key(), self.max_tokens));
        } else {
            hash.update(format!("{representations:?} {}", self.max_tokens));
        }
        hex::encode(hash.finalize())
    }

    /// Refuses settings that no document can be read with by a model of so many tokens of context and so many layers.
    ///
    /// # Errors
    /// [`ReadError::Settings`] saying which one and why.
    pub fn check(&self, context_tokens: usize, layers: usize) -> Result<(), ReadError> {
        let refuse = |setting, found: String, wanted: String| Err(ReadError::Settings { setting, found, wanted });
        if self.representations.is_empty() {
            return refuse("representations", "none".into(), "at least one".into());
        }
        if self.wants(Representation::Sentence) {
            return refuse("representation", "sentence".into(), "one that a language model gives".into());
        }
        if self.max_tokens == 0 || self.max_tokens as usize > context_tokens {
            return refuse("max tokens", self.max_tokens.to_string(), format!("1 to {context_tokens}"));
        }
        if let Some(layer) = self.representations.iter().filter_map(|r| r.layer()).find(|&l| usize::from(l) >= layers) {
            return refuse("layer", layer.to_string(), format!("0 to {}", layers.saturating_sub(1)));
        }
        if self.representations.iter().any(|r| matches!(r, Representation::GatedActivations { top_k: 0, .. })) {
            return refuse("gated activations kept of each token", "0".into(), "1 or more".into());
        }
        if !self.needs_neurons() {
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

    /// Projects find what they have read by these; worked out with another program from the text that is hashed.
    #[test]
    fn digests_are_what_they_were_and_leave_out_what_vectors_do_not_depend_on() {
        assert_eq!(Reading::default().digest(), "8561af81171a12124ee04b35d903b5bafa598a82e45429e7bd067e7042cd5577");
        let gated = Representation::GatedActivations { layer: 28, top_k: 192, source: GatedSource::Gate };
        let alone = Reading { representations: vec![gated], ..Reading::default() };
        assert_eq!(alone.digest(), "4bc347b3ab258cdbe13abda01c57cdd25c1132f29e9c8037db7c21942c6ccfb8");
        let other = Reading { projections: vec![Projection::Q], neurons: Neurons::TopK(7), ..alone.clone() };
        assert_eq!(alone.digest(), other.digest());
    }

    #[test]
    fn a_layer_that_the_model_does_not_have_is_refused() {
        let representations = vec![Representation::MiddleHidden { layer: 4 }];
        let said = Reading { representations, ..Reading::default() }.check(512, 4).unwrap_err().to_string();
        assert_eq!(said, "layer is 4, but must be 0 to 3 for this model");
    }

    #[test]
    fn settings_that_read_nothing_are_refused_by_name() {
        let none = Reading { neurons: Neurons::TopK(0), ..Reading::default() };
        assert!(none.check(512, 4).unwrap_err().to_string().contains("top-k"));
        let long = Reading { max_tokens: 513, ..Reading::default() };
        assert!(long.check(512, 4).unwrap_err().to_string().contains("1 to 512"));
    }
}
