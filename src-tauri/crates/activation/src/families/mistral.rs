//! Mistral: Llama with a sliding window in every layer (GGUF files of it call themselves "llama").

use super::{Family, Spec};

pub const FAMILY: Family = Family {
    name: "mistral",
    model_types: &["mistral"],
    gguf_architectures: &[],
    gguf_permutes: true,
    spec: |settings| {
        let mut spec = Spec::plain(settings)?;
        let window = if settings.has("sliding_window") { settings.count_if("sliding_window")? } else { Some(4096) };
        for block in &mut spec.blocks {
            block.window = window;
        }
        Ok(spec)
    },
};
