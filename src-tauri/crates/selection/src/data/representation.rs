//! The forms in which a document can be read. A reading is one of them; methods name those they need.

/// What methods read of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Representation {
    /// The strongest neurons of each layer (arXiv 2604.15706, §2).
    NeuronFeatures,
    /// One layer's gated activations, each token's largest kept, mean over tokens: never negative, `[width]` (arXiv
    /// 2503.15573, App. B.3).
    GatedActivations,
    /// One layer's latents of a sparse autoencoder, mean over tokens, sparse (arXiv 2503.15573, §2.3).
    Latents,
    /// The last hidden state after the final norm, mean over tokens weighted by their place, `[hidden]` (arXiv 2503.01807).
    LastHidden,
    /// The hidden state two thirds up the layers, mean over tokens, `[hidden]`.
    MiddleHidden,
    /// In every layer the hidden state of the last token less that of the first, `[layers * hidden]` (arXiv 2603.13201).
    Shifts,
    /// A sentence encoder's vector, `[width]`.
    Sentence,
    /// Vectors that the caller brought along.
    Outside,
    /// Mean negative log-likelihood and mean next-token entropy, nats per token, `[2]`.
    Likelihood,
    /// Mean negative log-likelihood of the answer after its question, and of the answer alone, nats per token, `[2]`; absent
    /// where a document has no question and answer.
    AnswerLikelihood,
    /// The text itself.
    Text,
    /// Tokens of the whole text.
    Length,
}

impl Representation {
    /// Every representation.
    pub const ALL: [Self; 12] = [
        Self::NeuronFeatures,
        Self::GatedActivations,
        Self::Latents,
        Self::LastHidden,
        Self::MiddleHidden,
        Self::Shifts,
        Self::Sentence,
        Self::Outside,
        Self::Likelihood,
        Self::AnswerLikelihood,
        Self::Text,
        Self::Length,
    ];

    /// Its name in settings and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NeuronFeatures => "neuron_features",
            Self::GatedActivations => "gated_activations",
            Self::Latents => "latents",
            Self::LastHidden => "last_hidden",
            Self::MiddleHidden => "middle_hidden",
            Self::Shifts => "shifts",
            Self::Sentence => "sentence",
            Self::Outside => "outside",
            Self::Likelihood => "likelihood",
            Self::AnswerLikelihood => "answer_likelihood",
            Self::Text => "text",
            Self::Length => "length",
        }
    }

    /// Whether the chosen language model has to read the documents for it.
    #[must_use]
    pub const fn needs_backbone(self) -> bool {
        !matches!(self, Self::Sentence | Self::Outside | Self::Text | Self::Length)
    }
}
