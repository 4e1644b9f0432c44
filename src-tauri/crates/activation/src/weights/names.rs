//! What each weight is called, in checkpoints and in GGUF files.

use crate::families::Spec;

/// A weight or bias of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Name {
    /// The token embedding table.
    Table,
    /// The norm before the output head.
    FinalNorm,
    /// The output head, where it is not the table.
    Head,
    /// A part of a decoder block.
    Block(usize, Role, Kind),
}

/// A part of a decoder block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Before attention.
    AttentionNorm,
    /// Queries.
    Q,
    /// Keys.
    K,
    /// Values.
    V,
    /// Of each query head.
    QNorm,
    /// Of each key head.
    KNorm,
    /// Attention's output.
    O,
    /// After attention (Gemma).
    AfterAttention,
    /// Before the feed-forward block.
    MlpNorm,
    /// Feed-forward gate.
    Gate,
    /// Feed-forward up.
    Up,
    /// Feed-forward down.
    Down,
    /// After the feed-forward block (Gemma).
    AfterMlp,
}

/// Weight or bias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What is multiplied by.
    Weight,
    /// What is added.
    Bias,
}

impl Kind {
    const fn suffix(self) -> &'static str {
        match self {
            Self::Weight => "weight",
            Self::Bias => "bias",
        }
    }
}

impl Name {
    /// As Hugging Face checkpoints say it. `post_attention_layernorm` stands before the feed-forward block in most
    /// families and after attention in those with norms on both sides.
    #[must_use]
    pub fn checkpoint(self, spec: &Spec) -> String {
        match self {
            Self::Table => "model.embed_tokens.weight".to_owned(),
            Self::FinalNorm => "model.norm.weight".to_owned(),
            Self::Head => "lm_head.weight".to_owned(),
            Self::Block(layer, role, kind) => {
                format!("model.layers.{layer}.{}.{}", role.checkpoint(spec.norms_after), kind.suffix())
            }
        }
    }

    /// As GGUF files say it.
    #[must_use]
    pub fn gguf(self) -> String {
        match self {
            Self::Table => "token_embd.weight".to_owned(),
            Self::FinalNorm => "output_norm.weight".to_owned(),
            Self::Head => "output.weight".to_owned(),
            Self::Block(layer, role, kind) => {
                format!("blk.{layer}.{}.{}", role.gguf(), kind.suffix())
            }
        }
    }
}

impl Role {
    const fn checkpoint(self, norms_after: bool) -> &'static str {
        match self {
            Self::AttentionNorm => "input_layernorm",
            Self::Q => "self_attn.q_proj",
            Self::K => "self_attn.k_proj",
            Self::V => "self_attn.v_proj",
            Self::QNorm => "self_attn.q_norm",
            Self::KNorm => "self_attn.k_norm",
            Self::O => "self_attn.o_proj",
            Self::MlpNorm if norms_after => "pre_feedforward_layernorm",
            Self::MlpNorm | Self::AfterAttention => "post_attention_layernorm",
            Self::Gate => "mlp.gate_proj",
            Self::Up => "mlp.up_proj",
            Self::Down => "mlp.down_proj",
            Self::AfterMlp => "post_feedforward_layernorm",
        }
    }

    const fn gguf(self) -> &'static str {
        match self {
            Self::AttentionNorm => "attn_norm",
            Self::Q => "attn_q",
            Self::K => "attn_k",
            Self::V => "attn_v",
            Self::QNorm => "attn_q_norm",
            Self::KNorm => "attn_k_norm",
            Self::O => "attn_output",
            Self::AfterAttention => "post_attention_norm",
            Self::MlpNorm => "ffn_norm",
            Self::Gate => "ffn_gate",
            Self::Up => "ffn_up",
            Self::Down => "ffn_down",
            Self::AfterMlp => "post_ffw_norm",
        }
    }
}
