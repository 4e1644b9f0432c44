//! Llama 1 to 3 and what is built like them (`SmolLM`, `SmolLM2`, `TinyLlama`): the plain case of the decoder.

use super::{Family, Spec};

pub const FAMILY: Family = Family {
    name: "llama",
    model_types: &["llama"],
    gguf_architectures: &["llama"],
    gguf_permutes: true,
    spec: |settings| {
        let mut spec = Spec::plain(settings)?;
        let biased = settings.flag_or("attention_bias", false)?;
        spec.bias.qkv = biased;
        spec.bias.o = biased;
        spec.bias.mlp = settings.flag_or("mlp_bias", false)?;
        Ok(spec)
    },
};
