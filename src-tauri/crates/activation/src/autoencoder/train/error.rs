//! What can go wrong in training.

use std::path::PathBuf;

/// Training cannot begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A setting nothing can be trained with.
    #[error("{setting} is {found}, but must be {wanted}")]
    Setting {
        /// Which one.
        setting: &'static str,
        /// Its value.
        found: String,
        /// What would do.
        wanted: String,
    },
    /// Rows of another width or with no numbers.
    #[error("a batch of {found} numbers is no whole rows of {width}")]
    Rows {
        /// Numbers given.
        found: usize,
        /// Width of a row.
        width: usize,
    },
    /// A batch that nothing can be learned from.
    #[error("all {rows} rows of a batch are the same: give more documents, or others")]
    AllSame {
        /// Rows of the batch.
        rows: usize,
    },
    /// A row that is infinite or no number, or a loss that is.
    #[error(
        "step {step} met a number that is not finite: the model's activations are damaged, or the learning rate is too \
             high"
    )]
    NotFinite {
        /// From 0.
        step: u64,
    },
    /// A state that was saved for another training.
    #[error("{path} is the state of another training: {difference}", path = path.display())]
    OtherState {
        /// The file.
        path: PathBuf,
        /// What differs.
        difference: String,
    },
    /// The system refused to write.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
}

impl TrainError {
    /// A stable key for catalogues and exit codes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Setting { .. } => "training_setting",
            Self::Rows { .. } => "training_rows",
            Self::AllSame { .. } => "training_all_same",
            Self::NotFinite { .. } => "training_not_finite",
            Self::OtherState { .. } => "training_other_state",
            Self::Io { .. } => "training_unwritable",
        }
    }
}
