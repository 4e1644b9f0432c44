//! `SAELens`'s folders: cfg.json beside `sae_weights.safetensors`.
//!
//! pre = (x - `b_dec`) · `W_enc` + `b_enc`, without the subtraction where `apply_b_dec_to_input` is false; with
//! `rescale_acts_by_decoder_norm`, each times the length of its latent's row of `W_dec`. Then `ReLU`, `JumpReLU` or the top k.
//! Weights lie the other way round than sparsify's: `W_enc` is `[width, latents]`.

use std::path::Path;

use super::error::AutoencoderError;
use super::open::{Layout, expect, finite};
use super::settings::Settings;
use super::{Encoder, EncoderParts, Hookpoint, Rule};
use crate::weights::safetensors::Checkpoint;

/// The file of the weights.
pub const WEIGHTS: &str = "sae_weights.safetensors";

/// What the settings say, held against the tensors' shapes.
pub(super) fn layout(settings: &Settings, checkpoint: &Checkpoint) -> Result<Layout, AutoencoderError> {
    for key in ["normalize_activations", "reshape_activations"] {
        match settings.text(key)? {
            None | Some("none") => {}
            Some(found) => return Err(AutoencoderError::Setting { key, found: found.to_owned(), wanted: "none" }),
        }
    }
    let (width, latents) = (settings.count("d_in")?, settings.count("d_sae")?);
    expect(checkpoint, "W_enc", [width, latents])?;
    expect(checkpoint, "b_enc", [1, latents])?;
    if centred(settings)? {
        expect(checkpoint, "b_dec", [1, width])?;
    }
    if rescaled(settings)? {
        expect(checkpoint, "W_dec", [latents, width])?;
    }
    let rule = rule(settings, checkpoint, latents)?;
    Ok(Layout { width, latents, rule, hookpoint: hookpoint(settings)? })
}

fn centred(settings: &Settings) -> Result<bool, AutoencoderError> {
    settings.flag("apply_b_dec_to_input", true)
}

fn rescaled(settings: &Settings) -> Result<bool, AutoencoderError> {
    settings.flag("rescale_acts_by_decoder_norm", false)
}

/// Newer files keep the hook's name under `metadata`.
fn hookpoint(settings: &Settings) -> Result<Option<Hookpoint>, AutoencoderError> {
    let named = settings.text("hook_name")?.or_else(|| settings.text_in("metadata", "hook_name"));
    named.map(Hookpoint::from_hook_name).transpose()
}

fn rule(settings: &Settings, checkpoint: &Checkpoint, latents: usize) -> Result<Rule, AutoencoderError> {
    let wrong = |key, found: &str, wanted| Err(AutoencoderError::Setting { key, found: found.to_owned(), wanted });
    let top_k = |k: usize| match k {
        k if k <= latents => Ok(Rule::TopK { k }),
        k => wrong("k", &k.to_string(), "at most as many as there are latents"),
    };
    match settings.text("architecture")?.unwrap_or("standard") {
        "standard" => match settings.text("activation_fn_str")?.or(settings.text("activation_fn")?) {
            None | Some("relu") => Ok(Rule::Relu),
            // Before 6.0 a top-k autoencoder was a standard one with another activation.
            Some("topk") => top_k(settings.count_in("activation_fn_kwargs", "k")?),
            Some(other) => wrong("activation_fn", other, "relu or topk"),
        },
        "topk" => top_k(settings.count("k")?),
        "jumprelu" => {
            expect(checkpoint, "threshold", [1, latents])?;
            let thresholds = finite(checkpoint, "threshold", [1, latents])?.into_values();
            Ok(Rule::JumpRelu { thresholds })
        }
        other if other.contains("transcoder") => Err(AutoencoderError::Transcoder { key: "architecture" }),
        other => wrong("architecture", other, "standard, topk or jumprelu"),
    }
}

/// Loads the encoder half.
pub(super) fn load(layout: Layout, settings: &Settings, checkpoint: &Checkpoint) -> Result<Encoder, AutoencoderError> {
    let (width, latents) = (layout.width, layout.latents);
    let weight = finite(checkpoint, "W_enc", [width, latents])?;
    let bias = finite(checkpoint, "b_enc", [1, latents])?.into_values();
    let vector = |name, length| finite(checkpoint, name, [1, length]).map(super::super::weights::Weight::into_values);
    let centre = if centred(settings)? { Some(vector("b_dec", width)?) } else { None };
    let scale = if rescaled(settings)? {
        let decoder = finite(checkpoint, "W_dec", [latents, width])?;
        Some(decoder.values().chunks_exact(width).map(length).collect())
    } else {
        None
    };
    let parts = EncoderParts { centre, bias, scale, rule: layout.rule };
    Ok(Encoder::new(width, parts, |run, rows| {
        for (column, values) in weight.values().chunks_exact(latents).enumerate() {
            for (row, value) in rows.chunks_exact_mut(width).zip(&values[run.clone()]) {
                row[column] = *value;
            }
        }
    }))
}

/// The Euclidean length, summed in f64.
fn length(row: &[f32]) -> f32 {
    row.iter().map(|&value| f64::from(value) * f64::from(value)).sum::<f64>().sqrt() as f32
}

/// Whether a folder is one of this format.
pub(super) fn is_here(folder: &Path) -> bool {
    folder.join(WEIGHTS).is_file()
}
