//! What can go wrong in proxy training.

use crate::error::{BackboneError, ReadError};

/// A proxy cannot be trained.
#[derive(Debug, thiserror::Error)]
pub enum ProxyError {
    /// The caller asked to stop; nothing of this run is kept.
    #[error("stopped")]
    Stopped,
    /// A setting nothing can be trained with.
    #[error("{setting} is {found}, but must be {wanted}")]
    Setting {
        /// Which one.
        setting: &'static str,
        /// Its value.
        found: String,
        /// What would do.
        wanted: &'static str,
    },
    /// Fewer tokens than every run trains on; training on fewer, or on some twice, would be another test.
    #[error("the texts to train on have {found} tokens to predict, but every run needs {wanted}: train on fewer")]
    TooFew {
        /// Tokens that come after another one.
        found: usize,
        /// The run's tokens.
        wanted: usize,
    },
    /// No held-out text has a token that comes after another one.
    #[error("the held-out texts have no token to predict: give texts of two tokens or more")]
    NothingHeldOut,
    /// Rows of another model.
    #[error("rows are {found} numbers wide, but the output head reads {wanted}")]
    Width {
        /// Of the rows.
        found: usize,
        /// Of the head.
        wanted: usize,
    },
    /// A loss that is infinite or no number.
    #[error("the loss is not finite: the model's weights are damaged, or the learning rate is too high")]
    NotFinite,
    /// The model's output head cannot be loaded.
    #[error("the model's output head cannot be loaded: {0}")]
    Head(Box<BackboneError>),
    /// The frozen pass failed.
    #[error(transparent)]
    Read(ReadError),
}

impl From<ReadError> for ProxyError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Stopped => Self::Stopped,
            error => Self::Read(error),
        }
    }
}
