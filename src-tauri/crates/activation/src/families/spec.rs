//! Everything the decoder must know of a model, and nothing of where it was written.

use super::rope::Rope;
use super::settings::Settings;
use crate::error::BackboneError;
use crate::ops::{Activation, Heads};
use selection::Projection;

/// Beyond any model; each layer costs memory before its weights are looked for.
const MOST_LAYERS: usize = 4096;

/// Which linear maps have a bias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Biases {
    /// q, k and v.
    pub qkv: bool,
    /// The attention block's output.
    pub o: bool,
    /// Gate, up and down.
    pub mlp: bool,
}

/// What one decoder block has of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockSpec {
    /// Index into [`Spec::ropes`]; none where positions are not told.
    pub rope: Option<usize>,
    /// How far back attention sees, itself included.
    pub window: Option<usize>,
}

/// A decoder-only transformer with root-mean-square norms and a gated feed-forward block.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of a family, read by name in one place")]
pub struct Spec {
    /// Decoder blocks.
    pub layers: usize,
    /// Width of the residual stream.
    pub hidden: usize,
    /// Width of the feed-forward block.
    pub intermediate: usize,
    /// Token ids.
    pub vocabulary: usize,
    /// Tokens the model was made to read at once.
    pub context_tokens: usize,
    /// Query heads.
    pub heads: usize,
    /// Key and value heads.
    pub key_heads: usize,
    /// Width of a head.
    pub head_width: usize,
    /// Added to the mean square in every norm.
    pub norm_epsilon: f32,
    /// Norms multiply by `1 + weight`.
    pub norm_adds_one: bool,
    /// Norms also stand after attention and after the feed-forward block.
    pub norms_after: bool,
    /// q and k are normed head by head before rope.
    pub qk_norm: bool,
    /// Biases.
    pub bias: Biases,
    /// Of the gate.
    pub activation: Activation,
    /// The output head is the embedding table.
    pub tied: bool,
    /// Embeddings are multiplied by this.
    pub embedding_scale: f32,
    /// Query-key products are multiplied by this.
    pub attention_scale: f32,
    /// Kinds of rope.
    pub ropes: Vec<Rope>,
    /// One entry a layer.
    pub blocks: Vec<BlockSpec>,
}

impl Spec {
    /// What all families share, read under the names of config.json: Llama without biases.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when a setting is missing, of another kind or beyond reason.
    pub fn plain(settings: &Settings) -> Result<Self, BackboneError> {
        settings.must_be_absent("quantization_config")?;
        if (settings.number_or("partial_rotary_factor", 1.0)? - 1.0).abs() > f64::EPSILON {
            return Err(settings.wrong("partial_rotary_factor", "1: rope turns whole heads"));
        }
        let (layers, hidden) = (settings.count("num_hidden_layers")?, settings.count("hidden_size")?);
        if layers > MOST_LAYERS {
            return Err(settings.wrong("num_hidden_layers", "at most 4096"));
        }
        let heads = settings.count("num_attention_heads")?;
        let key_heads = settings.count_or("num_key_value_heads", heads)?;
        let head_width = settings.count_or("head_dim", (hidden / heads).max(1))?;
        settings.divides("num_key_value_heads", key_heads, heads)?;
        settings.divides("head_dim", 2, head_width)?;
        Ok(Self {
            layers,
            hidden,
            intermediate: settings.count("intermediate_size")?,
            vocabulary: settings.count("vocab_size")?,
            context_tokens: settings.count_or("max_position_embeddings", 2048)?,
            heads,
            key_heads,
            head_width,
            norm_epsilon: settings.number_or("rms_norm_eps", 1e-6)? as f32,
            norm_adds_one: false,
            norms_after: false,
            qk_norm: false,
            bias: Biases::default(),
            activation: settings.activation("hidden_act", Activation::Silu)?,
            tied: settings.flag_or("tie_word_embeddings", false)?,
            embedding_scale: 1.0,
            attention_scale: (head_width as f32).powf(-0.5),
            ropes: vec![Rope::read(settings)?],
            blocks: vec![BlockSpec { rope: Some(0), window: None }; layers],
        })
    }

    /// Changes the head width and what follows from it.
    pub fn set_head_width(&mut self, width: usize) {
        self.head_width = width;
        self.attention_scale = (width as f32).powf(-0.5);
    }

    /// Gives a window to the layers that `layer_types` names, or to those of a rule where it is absent.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when `layer_types` has another length or an unknown entry.
    pub fn windows(
        &mut self,
        settings: &Settings,
        window: usize,
        rule: impl Fn(usize) -> bool,
    ) -> Result<(), BackboneError> {
        let types = settings.sliding_layers(self.layers)?;
        for (layer, block) in self.blocks.iter_mut().enumerate() {
            let slides = types.as_ref().map_or_else(|| rule(layer), |types| types[layer]);
            block.window = slides.then_some(window);
        }
        Ok(())
    }

    /// Columns of a projection's weight: keys and values once for each key head.
    #[must_use]
    pub const fn outputs_of(&self, projection: Projection) -> usize {
        match projection {
            Projection::Up => self.intermediate,
            Projection::Down | Projection::O => self.hidden,
            Projection::Q => self.heads * self.head_width,
            Projection::K | Projection::V => self.key_heads * self.head_width,
        }
    }

    /// How attention divides its rows in one layer.
    #[must_use]
    pub fn heads_of(&self, layer: usize) -> Heads {
        Heads {
            queries: self.heads,
            keys: self.key_heads,
            width: self.head_width,
            scale: self.attention_scale,
            window: self.blocks[layer].window,
        }
    }

    /// Numbers in the weights that reading neurons needs: everything but an output head of its own.
    #[must_use]
    pub const fn read_parameters(&self) -> u64 {
        let attention = 2 * self.hidden * self.head_width * (self.heads + self.key_heads);
        let block = attention + 3 * self.hidden * self.intermediate + 2 * self.hidden;
        (self.vocabulary * self.hidden + self.layers * block) as u64
    }
}
