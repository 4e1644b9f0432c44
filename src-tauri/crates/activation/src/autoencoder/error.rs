//! What can go wrong with a sparse autoencoder, said in numbers.

use std::path::PathBuf;

use super::train::TrainError;
use crate::error::BackboneError;

/// An autoencoder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AutoencoderError {
    /// A file that is missing, damaged, or holds other tensors than its settings say.
    #[error(transparent)]
    File(#[from] BackboneError),
    /// Nothing that is an autoencoder.
    #[error("{path} holds no sparse autoencoder: choose a folder with cfg.json and sae.safetensors (sparsify), or with \
             cfg.json and sae_weights.safetensors (SAELens), or the folder above several of them", path = path.display())]
    None {
        /// What was asked for.
        path: PathBuf,
    },
    /// A format that is known and not read.
    #[error("{path} is {format}, which is not read: {instead}", path = path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What it is.
        format: &'static str,
        /// What to do.
        instead: &'static str,
    },
    /// A setting that makes no sense or is not supported.
    #[error("the autoencoder's setting {key} is {found}, expected {wanted}: it cannot be computed faithfully")]
    Setting {
        /// As the file names it.
        key: &'static str,
        /// What stands there.
        found: String,
        /// What could be computed.
        wanted: &'static str,
    },
    /// Another kind of sparse coder.
    #[error(
        "this is a transcoder ({key} is true): it predicts what a module does and does not describe the model's own \
             state. Choose a sparse autoencoder of the residual stream"
    )]
    Transcoder {
        /// The setting that says so.
        key: &'static str,
    },
    /// A place in the model whose values are not read.
    #[error("the hook point \"{found}\" is not read: choose an autoencoder of a block's output, layers.N")]
    Hookpoint {
        /// As the folder or its settings say.
        found: String,
    },
    /// A folder whose name does not say the layer.
    #[error("{path} does not say which layer it was made for: say the layer, counted from 0", path = path.display())]
    NoLayer {
        /// The folder.
        path: PathBuf,
    },
    /// Several layers to choose from, or none at the one chosen.
    #[error("{path} holds autoencoders of layers {found:?}: choose one of them", path = path.display())]
    WhichLayer {
        /// The folder.
        path: PathBuf,
        /// Layers that are there, from 0.
        found: Vec<usize>,
    },
    /// Made for a model of another width.
    #[error(
        "this autoencoder reads vectors of {reads} numbers, the model gives {given}: choose one that was made for this \
             model"
    )]
    Width {
        /// The autoencoder's.
        reads: Written,
        /// The model's.
        given: Written,
    },
    /// Made for a deeper model.
    #[error(
        "this autoencoder reads layer {layer}, counted from 0; the model has {layers} layers: choose one that was made \
             for this model"
    )]
    Depth {
        /// The autoencoder's.
        layer: usize,
        /// The model's.
        layers: usize,
    },
    /// A weight that is infinite or no number.
    #[error("{tensor} holds a number that is not finite: the file is damaged. Fetch it again")]
    WeightNotFinite {
        /// Its name in the file.
        tensor: &'static str,
    },
    /// A row that is infinite or no number, before or after encoding.
    #[error("token {token} of this batch has no finite activation: the model's weights are damaged")]
    NotFinite {
        /// Its row, from 0.
        token: usize,
    },
    /// Training failed.
    #[error(transparent)]
    Train(#[from] TrainError),
}

impl AutoencoderError {
    /// A stable key for catalogues and exit codes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::File(error) => error.code(),
            Self::None { .. } => "autoencoder_not_found",
            Self::Format { .. } => "autoencoder_format",
            Self::Setting { .. } => "autoencoder_setting",
            Self::Transcoder { .. } => "autoencoder_transcoder",
            Self::Hookpoint { .. } => "autoencoder_hookpoint",
            Self::NoLayer { .. } | Self::WhichLayer { .. } => "autoencoder_layer",
            Self::Width { .. } => "autoencoder_width",
            Self::Depth { .. } => "autoencoder_depth",
            Self::WeightNotFinite { .. } => "autoencoder_damaged",
            Self::NotFinite { .. } => "activation_not_finite",
            Self::Train(error) => error.code(),
        }
    }
}

/// A count as people write it: 4,096.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written(pub usize);

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.0.to_string();
        for (place, digit) in digits.char_indices() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}
