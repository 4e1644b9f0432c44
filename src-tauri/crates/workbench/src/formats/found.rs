//! What a file turned out to be.

use serde::{Deserialize, Serialize};

use super::encoding::Encoding;
use super::notice::Notice;

/// How the rows are laid out in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Format {
    /// One JSON object a line.
    JsonLines,
    /// One JSON array of objects.
    JsonArray,
    /// One JSON object with the rows in the array of one field.
    JsonWrapped {
        /// The field.
        key: String,
    },
    /// One JSON object whose values are the rows.
    JsonObjects,
    /// JSON objects one after the other, each over any number of lines.
    JsonConcatenated,
    /// Cells between delimiters.
    Delimited {
        /// The delimiter: a comma, tab, semicolon or bar.
        delimiter: char,
    },
    /// Apache Parquet.
    Parquet,
    /// One document.
    Text,
    /// Many files.
    Folder,
}

impl Format {
    /// The word that people use for it.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::JsonLines | Self::JsonConcatenated => "JSONL",
            Self::JsonArray | Self::JsonWrapped { .. } | Self::JsonObjects => "JSON",
            Self::Delimited { delimiter: '\t' } => "TSV",
            Self::Delimited { .. } => "CSV",
            Self::Parquet => "Parquet",
            Self::Text => "text",
            Self::Folder => "folder",
        }
    }
}

/// Whether the file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compression {
    /// As it is.
    None,
    /// gzip, any number of members.
    Gzip,
}

/// What each row is, shown as such in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// One text.
    #[default]
    Text,
    /// A task, its input and its answer (Alpaca).
    Instruction,
    /// A conversation (`ShareGPT`, `OpenAI` messages).
    Chat,
}

/// One column as the first rows show it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// In how many of the sampled rows it stands with a value that is not null.
    pub seen: u64,
    /// In how many of them it is a text that is more than a number.
    pub texts: u64,
    /// The first few values, each cut to 200 characters.
    pub samples: Vec<String>,
}

/// What a file or folder turned out to be, from its first rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// File or folder name, without its path.
    pub name: String,
    /// Layout.
    pub format: Format,
    /// Packing.
    pub compression: Compression,
    /// Characters.
    pub encoding: Encoding,
    /// What the rows are, by the guessed mapping.
    pub kind: RecordKind,
    /// Columns in the order in which they first occur.
    pub columns: Vec<Column>,
    /// Rows looked at.
    pub sampled: u64,
    /// Size on disk, bytes.
    pub bytes: u64,
    /// Rows, where the file says it (Parquet).
    pub rows: Option<u64>,
    /// Files that will be read: 1, or those of a folder.
    pub files: u64,
    /// What a person should know.
    pub notices: Vec<Notice>,
}

impl Found {
    /// The column of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name)
    }
}
