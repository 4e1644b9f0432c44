//! Why a file cannot be read, or not to its end.

use std::io;
use std::path::PathBuf;

/// A file cannot be read, or reading stopped before its end. Rows that came out before stay valid, save where
/// [`FormatError::is_refusal`] says that the whole file is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// The file cannot be opened or read.
    #[error("\"{}\" cannot be read: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// Reading failed midway.
    #[error("reading stopped after {bytes} bytes of the file: {source}")]
    Read {
        /// Bytes of the file read before.
        bytes: u64,
        /// The system's words.
        source: io::Error,
    },
    /// Nothing in it.
    #[error("the file holds no rows")]
    NoRows,
    /// A folder without any file of a known format.
    #[error(
        "the folder holds no file that can be read; known are .jsonl, .json, .csv, .tsv, .parquet and .txt, each also as .gz"
    )]
    EmptyFolder,
    /// The format is not known.
    #[error("\"{name}\" is {looks_like}; known are JSONL, JSON, CSV, TSV, Parquet and .txt, each also as .gz")]
    Unknown {
        /// The file's name.
        name: String,
        /// What it seems to be.
        looks_like: &'static str,
    },
    /// A pickle: opening it would run code.
    #[error(
        "\"{name}\" is a Python pickle: opening it can run code, so it is never opened. Save the data as JSONL or Parquet"
    )]
    Pickle {
        /// The file's name.
        name: String,
    },
    /// A text format whose content is binary.
    #[error("\"{name}\" is not text: its first {looked_at} bytes hold {odd} control bytes and are not UTF-8")]
    NotText {
        /// The file's name.
        name: String,
        /// Bytes looked at.
        looked_at: usize,
        /// Control bytes among them.
        odd: usize,
    },
    /// Named as JSON, but nothing in it looks like it.
    #[error("the content is not JSON: it begins with \"{begins}\"")]
    NotJson {
        /// Its first characters.
        begins: String,
    },
    /// The list of rows is damaged between two rows.
    #[error("not JSON at line {line}, character {column}: {problem}. {rows} rows before it were read")]
    Syntax {
        /// Line, from 1.
        line: u64,
        /// Character in the line, from 1.
        column: u64,
        /// What is wrong.
        problem: String,
        /// Rows that came before.
        rows: u64,
    },
    /// The compressed data end too early.
    #[error(
        "the compressed file is cut short after {bytes} bytes; the rows before the cut were read, the rest is missing. Fetch the file again"
    )]
    Truncated {
        /// Bytes of the file read.
        bytes: u64,
    },
    /// The compressed data are damaged.
    #[error("the compressed data are damaged near byte {bytes}: {problem}. Fetch the file again")]
    Corrupt {
        /// Bytes of the file read.
        bytes: u64,
        /// The decoder's words.
        problem: String,
    },
    /// Expands beyond what honest data do.
    #[error(
        "{packed} bytes unpack to more than {unpacked}, over {limit} to 1: refused, because such a file can fill the memory. Unpack it yourself if you trust it"
    )]
    Expansion {
        /// Compressed bytes.
        packed: u64,
        /// Bytes after unpacking, so far.
        unpacked: u64,
        /// The ratio allowed.
        limit: u64,
    },
    /// A Parquet file that cannot be read.
    #[error("not a readable Parquet file: {problem}")]
    Parquet {
        /// The decoder's words.
        problem: String,
    },
}

impl FormatError {
    /// Whether nothing of the file should be kept, as against a file that was read up to a point.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Expansion { .. } | Self::Pickle { .. } | Self::Unknown { .. } | Self::NotText { .. })
    }

    /// Finds the story behind an error that came through `Read`.
    pub(super) fn from_read(error: io::Error, bytes: u64) -> Self {
        match error.downcast::<Trouble>() {
            Ok(Trouble::Truncated) => Self::Truncated { bytes },
            Ok(Trouble::Corrupt(problem)) => Self::Corrupt { bytes, problem },
            Ok(Trouble::Expansion { packed, unpacked, limit }) => Self::Expansion { packed, unpacked, limit },
            Err(source) => Self::Read { bytes, source },
        }
    }
}

/// What the unpacking layer has to say, carried through `io::Error`.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// The stream ends inside a member.
    #[error("cut short")]
    Truncated,
    /// The stream does not decode.
    #[error("damaged: {0}")]
    Corrupt(String),
    /// Too much came out of too little.
    #[error("{packed} bytes unpack to more than {unpacked}")]
    Expansion {
        /// Bytes in.
        packed: u64,
        /// Bytes out.
        unpacked: u64,
        /// Ratio allowed.
        limit: u64,
    },
}

impl From<Trouble> for io::Error {
    fn from(trouble: Trouble) -> Self {
        Self::other(trouble)
    }
}
