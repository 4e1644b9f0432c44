//! A row with its bytes, and how to read those bytes again later.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dialect::Dialect;
use super::fields::{Fields, JsonFields, Value};
use super::input::Limits;
use super::notice::Notice;
use super::reason::Reason;

/// How the bytes of a row are to be read. Kept once a file; with it the bytes of a row can be read again at any time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "layout", rename_all = "snake_case")]
pub enum RowFormat {
    /// One JSON object.
    Json,
    /// Cells between delimiters, without the line end.
    Delimited(Dialect),
    /// One JSON object that renders a Parquet row: whole numbers, texts and lists are exact, floats are the shortest
    /// spelling that reads back the same (NaN and infinities become null), bytes are hexadecimal, times are ISO 8601.
    Parquet {
        /// The Arrow schema as an IPC message, for writing Parquet with the same types.
        schema: Vec<u8>,
    },
    /// The content of a text file.
    Text,
}

/// One file of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileHead {
    /// Path inside the folder with forward slashes, or the file's name.
    pub name: Arc<str>,
    /// How its rows are to be read.
    pub format: RowFormat,
}

impl FileHead {
    /// Finds the fields in the bytes of one of the file's rows.
    ///
    /// # Errors
    /// The [`Reason`] why they cannot be read.
    pub fn fields(&self, raw: &[u8]) -> Result<Fields, Reason> {
        match &self.format {
            RowFormat::Json | RowFormat::Parquet { .. } => {
                JsonFields::parse(raw, Limits::default().depth).map(Fields::Json)
            }
            RowFormat::Delimited(dialect) => dialect.read(raw).map(Fields::Cells),
            RowFormat::Text => match std::str::from_utf8(raw) {
                Ok(_) => Ok(Fields::Text { name: Arc::clone(&self.name) }),
                Err(e) => Err(Reason::NotUtf8 { at: e.valid_up_to() as u64 }),
            },
        }
    }
}

/// One row of a source.
#[derive(Debug, Clone)]
pub struct Record {
    /// Number in the whole source, from 1, rows set aside counted: where to continue after a stop.
    pub row: u64,
    /// Number in its file, from 1.
    pub file_row: u64,
    /// The line of the file on which it begins, from 1; the row number where there are no lines.
    pub line: u64,
    /// The file.
    pub file: Arc<FileHead>,
    /// The row's bytes as they stand in the file (UTF-8 where the file was decoded), without the line end.
    pub raw: Vec<u8>,
    /// Where the named values lie in `raw`.
    pub fields: Fields,
}

impl Record {
    /// Reads a row again from its kept bytes.
    ///
    /// # Errors
    /// The [`Reason`] why they cannot be read.
    pub fn reread(file: &Arc<FileHead>, file_row: u64, raw: Vec<u8>) -> Result<Self, Reason> {
        let fields = file.fields(&raw)?;
        Ok(Self { row: file_row, file_row, line: file_row, file: Arc::clone(file), raw, fields })
    }

    /// The value of this name.
    ///
    /// # Errors
    /// [`Reason::BrokenEscape`] when the text cannot be decoded.
    pub fn value(&self, name: &str) -> Result<Option<Value<'_>>, Reason> {
        self.fields.value(&self.raw, name)
    }

    /// Names and values in the row's order; a value that cannot be decoded is left out.
    pub fn values(&self) -> impl Iterator<Item = (&str, Value<'_>)> {
        self.fields.values(&self.raw)
    }
}

/// One row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Number in the whole source, from 1.
    pub row: u64,
    /// Number in its file, from 1.
    pub file_row: u64,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The file.
    pub file: Arc<FileHead>,
    /// The row's bytes; only the first 4,096 where it was too long.
    pub raw: Vec<u8>,
    /// Why.
    pub reason: Reason,
}

/// What comes out of a source.
#[derive(Debug)]
pub enum Item {
    /// A row.
    Record(Record),
    /// A row that could not be read.
    SetAside(SetAside),
    /// Something worth knowing.
    Notice(Notice),
}
