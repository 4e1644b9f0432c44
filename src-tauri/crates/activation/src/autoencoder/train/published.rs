//! The autoencoder in sparsify's folder, so that published tools read it too.
//!
//! Rows were scaled by s for training; activations and centre grow by 1/s when that is folded back, and the order of
//! activations stays: `encoder.weight` and `W_dec` as they are, `encoder.bias` and `b_dec` over s.

use std::path::{Path, PathBuf};

use safetensors::tensor::{Dtype, TensorView};
use serde_json::json;

use super::error::TrainError;
use super::trainer::Trainer;
use crate::autoencoder::{Hookpoint, sparsify};

impl Trainer {
    /// Writes `layers.N` with cfg.json and sae.safetensors into a folder, and gives its path. An older one of that name is
    /// replaced.
    ///
    /// # Errors
    /// [`TrainError::Io`] when the system refuses.
    pub fn publish(&self, folder: &Path, hookpoint: Hookpoint) -> Result<PathBuf, TrainError> {
        let folder = folder.join(hookpoint.folder());
        std::fs::create_dir_all(&folder).map_err(|source| TrainError::Io { path: folder.clone(), source })?;
        let (width, latents) = (self.settings.width, self.settings.latents());
        let folded = |values: &[f32]| bytes(values.iter().map(|x| x / self.start.scale));
        let parameters = &self.parameters;
        let tensors = [
            ("encoder.weight", vec![latents, width], bytes(parameters.encoder.weights.iter().copied())),
            ("encoder.bias", vec![latents], folded(&parameters.bias.weights)),
            ("W_dec", vec![latents, width], bytes(parameters.decoder.weights.iter().copied())),
            ("b_dec", vec![width], folded(&parameters.centre.weights)),
        ];
        let tensors = tensors.map(|(name, shape, bytes)| (name.to_owned(), Dtype::F32, shape, bytes));
        write_tensors(&folder.join(sparsify::WEIGHTS), &tensors)?;
        let settings = json!({
            "activation": "topk",
            "expansion_factor": self.settings.expansion,
            "normalize_decoder": true,
            "num_latents": latents,
            "k": self.settings.k,
            "multi_topk": false,
            "skip_connection": false,
            "transcode": false,
            "d_in": width,
        });
        write(&folder.join("cfg.json"), settings.to_string().as_bytes())?;
        Ok(folder)
    }
}

/// Little-endian bytes.
pub(super) fn bytes(values: impl Iterator<Item = f32>) -> Vec<u8> {
    values.flat_map(f32::to_le_bytes).collect()
}

/// A safetensors file, there whole or not at all.
pub(super) fn write_tensors(path: &Path, tensors: &[(String, Dtype, Vec<usize>, Vec<u8>)]) -> Result<(), TrainError> {
    let mut views: Vec<(&str, TensorView<'_>)> = Vec::with_capacity(tensors.len());
    for (name, dtype, shape, bytes) in tensors {
        let view = TensorView::new(*dtype, shape.clone(), bytes);
        views.push((name, view.expect("a tensor's bytes fill its shape")));
    }
    let bytes = safetensors::serialize(views, None).expect("headers of a few tensors can be written");
    write(path, &bytes)
}

/// Writes beside the file, then renames: a reader finds the old bytes or the new ones.
fn write(path: &Path, bytes: &[u8]) -> Result<(), TrainError> {
    let io = |source| TrainError::Io { path: path.to_owned(), source };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    let partial = path.with_file_name(name);
    std::fs::write(&partial, bytes).map_err(io)?;
    std::fs::File::open(&partial).and_then(|file| file.sync_all()).map_err(io)?;
    std::fs::rename(&partial, path).map_err(io)
}
