//! Why a file was not written.

use std::io;
use std::path::{Path, PathBuf};

use crate::formats::Reason;

/// A file was not written; what stood under its name before stands there still.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The system refused.
    #[error("\"{}\" could not be written: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// A file of that name stands in the folder already.
    #[error("\"{}\" is there already: choose another folder, or take that file away", path.display())]
    Taken {
        /// The file.
        path: PathBuf,
    },
    /// What was written does not read back as the tool's rules want it.
    #[error("{file}, row {row}: {problem}")]
    Check {
        /// The file's name.
        file: String,
        /// The row, from 1.
        row: u64,
        /// What is wrong and what to do.
        problem: String,
    },
    /// Asked to stop.
    #[error("stopped; nothing was written")]
    Cancelled,
    /// A kept row does not read as it did when it came in.
    #[error("row {row} could not be written: {reason}")]
    Row {
        /// The row's number in its file.
        row: u64,
        /// Why.
        reason: Reason,
    },
    /// The row does not fit the columns of a Parquet file.
    #[error("rows up to {row} do not fit the Parquet columns: {problem}")]
    Parquet {
        /// Rows written before.
        row: u64,
        /// The encoder's words.
        problem: String,
    },
    /// A row came with another number of added values than there are added columns.
    #[error("{expected} added columns, but {found} values")]
    Extras {
        /// Added columns.
        expected: usize,
        /// Values that came.
        found: usize,
    },
    /// The suffix says no known format.
    #[error("\"{name}\" says no format: end the name in .jsonl, .json, .csv, .tsv or .parquet")]
    UnknownFormat {
        /// The file name.
        name: String,
    },
    /// The rows themselves could not be fetched.
    #[error("the rows could not be fetched: {0}")]
    Rows(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl WriteError {
    /// Names the file of a system error.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}
