//! Qwen 3: heads of their own width, q and k normed before rope.

use super::{Family, Spec, qwen2::upper_windows};

pub const FAMILY: Family = Family {
    name: "qwen3",
    model_types: &["qwen3"],
    gguf_architectures: &["qwen3"],
    gguf_permutes: false,
    spec: |settings| {
        let mut spec = Spec::plain(settings)?;
        if settings.count_if("head_dim")?.is_none() {
            spec.set_head_width(128);
        }
        spec.qk_norm = true;
        let biased = settings.flag_or("attention_bias", false)?;
        spec.bias.qkv = biased;
        spec.bias.o = biased;
        upper_windows(&mut spec, settings)?;
        Ok(spec)
    },
};
