//! Qwen 2 and 2.5: Llama with biases on q, k and v, and a sliding window in the upper layers where it is switched on.

use super::{Family, Settings, Spec};
use crate::error::BackboneError;

pub const FAMILY: Family = Family {
    name: "qwen2",
    model_types: &["qwen2"],
    gguf_architectures: &["qwen2"],
    gguf_permutes: false,
    spec: |settings| {
        let mut spec = Spec::plain(settings)?;
        spec.bias.qkv = true;
        upper_windows(&mut spec, settings)?;
        Ok(spec)
    },
};

/// Qwen's rule: `layer_types` if it is there, else every layer from `max_window_layers` on, and none of it unless
/// `use_sliding_window`.
pub(super) fn upper_windows(spec: &mut Spec, settings: &Settings) -> Result<(), BackboneError> {
    if !settings.flag_or("use_sliding_window", false)? {
        return Ok(());
    }
    let Some(window) = settings.count_if("sliding_window")? else {
        return Ok(());
    };
    let full_below = settings.layer_or("max_window_layers", spec.layers)?;
    spec.windows(settings, window, |layer| layer >= full_below)
}
