//! sparsify's folders: cfg.json beside sae.safetensors, one folder a hook point (`EleutherAI`, from July 2024 on).
//!
//! x' = x - `b_dec`; a = max(0, x' · `encoder.weight`ᵀ + `encoder.bias`); then the top k, or the largest of each of k groups;
//! `signed` takes the top k by |a| without the `ReLU`. Inputs are not normalised, deliberately so in the published code.
//! Another library subtracts `b_dec` from such files only where `normalize_decoder` is false; the published code always does.

use std::path::Path;

use super::error::AutoencoderError;
use super::open::Layout;
use super::settings::Settings;
use super::{Encoder, EncoderParts, Rule};
use crate::weights::safetensors::Checkpoint;

/// The file of the weights.
pub const WEIGHTS: &str = "sae.safetensors";

/// What the settings say, held against the tensors' shapes.
pub(super) fn layout(settings: &Settings, checkpoint: &Checkpoint) -> Result<Layout, AutoencoderError> {
    for key in ["transcode", "skip_connection"] {
        if settings.flag(key, false)? {
            return Err(AutoencoderError::Transcoder { key });
        }
    }
    if checkpoint.shape_of("W_skip").is_some() {
        return Err(AutoencoderError::Transcoder { key: "W_skip" });
    }
    let width = settings.count("d_in")?;
    let latents = match settings.count_if("num_latents")? {
        Some(latents) => latents,
        None => width * settings.count_if("expansion_factor")?.unwrap_or(32),
    };
    let rule = rule(settings, latents)?;
    let layout = Layout { width, latents, rule, hookpoint: None };
    for (name, shape) in tensors(&layout) {
        super::open::expect(checkpoint, name, shape)?;
    }
    Ok(layout)
}

fn rule(settings: &Settings, latents: usize) -> Result<Rule, AutoencoderError> {
    let k = settings.count("k")?;
    let wrong = |key, found: String, wanted| Err(AutoencoderError::Setting { key, found, wanted });
    if k > latents {
        return wrong("k", k.to_string(), "at most as many as there are latents");
    }
    let signed = settings.flag("signed", false)?;
    match settings.text("activation")?.unwrap_or("topk") {
        "topk" if signed => Ok(Rule::SignedTopK { k }),
        "topk" => Ok(Rule::TopK { k }),
        "groupmax" if signed => wrong("signed", "true".into(), "false for groupmax"),
        "groupmax" if !latents.is_multiple_of(k) => wrong("k", k.to_string(), "a divisor of the number of latents"),
        "groupmax" => Ok(Rule::GroupMax { k }),
        other => wrong("activation", other.to_owned(), "topk or groupmax"),
    }
}

/// The tensors of the encoder half.
fn tensors(layout: &Layout) -> [(&'static str, [usize; 2]); 3] {
    let (width, latents) = (layout.width, layout.latents);
    [("encoder.weight", [latents, width]), ("encoder.bias", [1, latents]), ("b_dec", [1, width])]
}

/// Loads the encoder half.
pub(super) fn load(layout: Layout, checkpoint: &Checkpoint) -> Result<Encoder, AutoencoderError> {
    let [weight, bias, centre] = tensors(&layout);
    let weight = super::open::finite(checkpoint, weight.0, weight.1)?;
    let bias = super::open::finite(checkpoint, bias.0, bias.1)?.into_values();
    let centre = super::open::finite(checkpoint, centre.0, centre.1)?.into_values();
    let parts = EncoderParts { centre: Some(centre), bias, scale: None, rule: layout.rule };
    let width = layout.width;
    Ok(Encoder::new(width, parts, |run, rows| {
        rows.copy_from_slice(&weight.values()[run.start * width..run.end * width]);
    }))
}

/// Whether a folder is one of this format.
pub(super) fn is_here(folder: &Path) -> bool {
    folder.join(WEIGHTS).is_file()
}
