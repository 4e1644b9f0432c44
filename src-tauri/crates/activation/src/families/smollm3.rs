//! `SmolLM3`: Llama in which every fourth layer has no rope (`NoPE`).

use super::{Family, Spec};

pub const FAMILY: Family = Family {
    name: "smollm3",
    model_types: &["smollm3"],
    gguf_architectures: &["smollm3"],
    gguf_permutes: true,
    spec: |settings| {
        let mut spec = Spec::plain(settings)?;
        spec.tied = settings.flag_or("tie_word_embeddings", true)?;
        spec.ropes[0].theta = settings.rope_theta(2_000_000.0)?;
        let biased = settings.flag_or("attention_bias", false)?;
        spec.bias.qkv = biased;
        spec.bias.o = biased;
        spec.bias.mlp = settings.flag_or("mlp_bias", false)?;
        let interval = settings.count_or("no_rope_layer_interval", 4)?;
        // The list's name says the opposite of what its entries mean: 1 is "uses rope".
        let uses_rope = settings.flags_if("no_rope_layers", spec.layers)?;
        for (layer, block) in spec.blocks.iter_mut().enumerate() {
            let turned = uses_rope.as_ref().map_or(!(layer + 1).is_multiple_of(interval), |uses| uses[layer]);
            block.rope = turned.then_some(0);
        }
        if settings.flag_or("use_sliding_window", false)?
            && let Some(window) = settings.count_if("sliding_window")?
        {
            let turned: Vec<bool> = spec.blocks.iter().map(|block| block.rope.is_some()).collect();
            spec.windows(settings, window, |layer| turned[layer])?;
        }
        Ok(spec)
    },
};
