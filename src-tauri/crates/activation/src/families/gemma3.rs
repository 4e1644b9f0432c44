//! Gemma 3, text: scaled embeddings, norms that multiply by `1 + w` and stand on both sides of each half, q and k
//! normed, five layers with a window and a rope of their own for every one that sees all.
//!
//! GGUF files of it carry a `SentencePiece` tokenizer, which is not read: use the Hugging Face folder.

use super::{Family, Spec, rope::Rope};
use crate::ops::Activation;

pub const FAMILY: Family = Family {
    name: "gemma3",
    model_types: &["gemma3_text"],
    gguf_architectures: &[],
    gguf_permutes: false,
    spec: |settings| {
        let mut spec = Spec::plain(settings)?;
        settings.must_be_absent("attn_logit_softcapping")?;
        settings.must_be_absent("final_logit_softcapping")?;
        spec.tied = settings.flag_or("tie_word_embeddings", true)?;
        if settings.count_if("head_dim")?.is_none() {
            spec.set_head_width(256);
        }
        spec.activation = settings.activation("hidden_activation", Activation::GeluTanh)?;
        spec.embedding_scale = (spec.hidden as f32).sqrt();
        spec.attention_scale = (settings.number_or("query_pre_attn_scalar", 256.0)? as f32).powf(-0.5);
        spec.norm_adds_one = true;
        spec.norms_after = true;
        spec.qk_norm = true;
        let biased = settings.flag_or("attention_bias", false)?;
        spec.bias.qkv = biased;
        spec.bias.o = biased;
        spec.ropes[0].theta = settings.rope_theta(1_000_000.0)?;
        spec.ropes.push(Rope::plain(settings.local_rope_theta(10_000.0)?));
        let every = settings.count_or("sliding_window_pattern", 6)?;
        let window = settings.count_or("sliding_window", 4096)?;
        spec.windows(settings, window, |layer| !(layer + 1).is_multiple_of(every))?;
        for block in spec.blocks.iter_mut().filter(|block| block.window.is_some()) {
            block.rope = Some(1);
        }
        Ok(spec)
    },
};
