//! What the written file looks like: format, columns, types.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema};
use serde::{Deserialize, Serialize};

use super::error::WriteError;
use super::extra::{Extra, ExtraKind};
use crate::formats::{Dialect, Record, RowFormat, Value, schema_from};

/// The format of a written file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutFormat {
    /// One JSON object a line.
    Jsonl,
    /// One JSON array, an object a line.
    Json,
    /// Cells between commas.
    Csv,
    /// Cells between tabs.
    Tsv,
    /// Apache Parquet.
    Parquet,
}

impl OutFormat {
    /// The format that a file name asks for.
    ///
    /// # Errors
    /// [`WriteError::UnknownFormat`].
    pub fn of(path: &Path) -> Result<Self, WriteError> {
        let suffix = path.extension().map(|s| s.to_string_lossy().to_lowercase());
        match suffix.as_deref() {
            Some("jsonl" | "ndjson") => Ok(Self::Jsonl),
            Some("json") => Ok(Self::Json),
            Some("csv") => Ok(Self::Csv),
            Some("tsv" | "tab") => Ok(Self::Tsv),
            Some("parquet" | "pq") => Ok(Self::Parquet),
            _ => Err(WriteError::UnknownFormat { name: path.display().to_string() }),
        }
    }
}

/// How rows are written.
///
/// # What is kept
/// - JSON rows to JSONL or a JSON array: the bytes, with added columns put before the closing brace. Line breaks between the fields of
///   a row that stood on several lines become blanks. A field that an added column replaces is taken out.
/// - CSV rows to CSV with the same columns and delimiter: the bytes of the cells; lines end in LF.
/// - Parquet rows to Parquet, all of one schema: names, order and types of the columns. Not kept: how the pages were
///   packed, dictionaries as a storage form, NaN and infinities (they become null).
/// - Anything else goes from value to value: a JSON number keeps its spelling in JSONL, JSON and CSV, a nested value becomes
///   its JSON text in a cell, null becomes an empty cell, and what comes from a CSV cell is a text.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Format.
    pub format: OutFormat,
    /// The rows' own columns, for CSV and Parquet.
    pub columns: Vec<String>,
    /// Columns added behind them.
    pub extras: Vec<Extra>,
    /// Put an apostrophe before CSV cells that a spreadsheet would run as a formula, and say which in a column of their
    /// own, so that reading the file again takes it off.
    pub spreadsheet_safe: bool,
    /// The dialect whose rows keep their bytes in CSV.
    pub(super) dialect: Option<Dialect>,
    /// Column types in Parquet, without the added ones.
    pub(super) schema: Arc<Schema>,
}

impl Layout {
    /// A layout for rows whose columns were seen beforehand. JSONL needs no such look: `SeenColumns::default()` will do.
    ///
    /// # Errors
    /// [`WriteError::Parquet`] when a kept schema cannot be read.
    pub fn new(format: OutFormat, seen: &SeenColumns, extras: Vec<Extra>) -> Result<Self, WriteError> {
        let replaced = |name: &str| extras.iter().any(|extra| extra.name == name);
        let schema = seen.schema()?;
        let kept: Vec<_> = schema.fields().iter().filter(|f| !replaced(f.name())).cloned().collect();
        let columns = seen.names.iter().filter(|name| !replaced(name)).cloned().collect();
        let delimiter = if format == OutFormat::Tsv { b'\t' } else { b',' };
        let dialect = match &seen.origin {
            Origin::One(RowFormat::Delimited(dialect)) if dialect.delimiter == delimiter => Some(dialect.clone()),
            _ => None,
        };
        Ok(Self {
            format,
            dialect: dialect.filter(|dialect| dialect.columns[..] == columns),
            columns,
            extras,
            spreadsheet_safe: false,
            schema: Arc::new(Schema::new_with_metadata(kept, schema.metadata().clone())),
        })
    }

    /// The same, safe to open in a spreadsheet.
    #[must_use]
    pub fn spreadsheet_safe(mut self, safe: bool) -> Self {
        self.spreadsheet_safe = safe;
        self
    }

    /// Types of all columns of a Parquet file, the added ones last.
    pub(super) fn full_schema(&self) -> Schema {
        let added = self.extras.iter().map(|extra| Arc::new(Field::new(&extra.name, extra.kind.data_type(), true)));
        let fields: Vec<_> = self.schema.fields().iter().cloned().chain(added).collect();
        Schema::new_with_metadata(fields, self.schema.metadata().clone())
    }
}

impl ExtraKind {
    const fn data_type(self) -> DataType {
        match self {
            Self::Number => DataType::Float64,
            Self::Count => DataType::Int64,
            Self::Text => DataType::Utf8,
            Self::Flag => DataType::Boolean,
        }
    }
}

/// The columns of rows that are about to be written, in the order in which they first occur.
#[derive(Debug, Clone, Default)]
pub struct SeenColumns {
    names: Vec<String>,
    kinds: Vec<Kind>,
    places: HashMap<String, usize>,
    origin: Origin,
}

#[derive(Debug, Clone, Default, PartialEq)]
enum Origin {
    #[default]
    None,
    One(RowFormat),
    Several,
}

/// The narrowest type that all values of a column fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unknown,
    Flag,
    Whole,
    Fraction,
    Text,
}

impl SeenColumns {
    /// Looks at a row.
    pub fn see(&mut self, record: &Record) {
        match &self.origin {
            Origin::None => self.origin = Origin::One(record.file.format.clone()),
            Origin::One(format) if *format == record.file.format => {}
            _ => self.origin = Origin::Several,
        }
        if matches!(self.origin, Origin::One(RowFormat::Parquet { .. })) && !self.names.is_empty() {
            return;
        }
        for (name, value) in record.values() {
            let place = self.place(name);
            self.kinds[place] = self.kinds[place].with(&value);
        }
    }

    /// Columns that hold texts, nested values, or values of several types.
    #[must_use]
    pub fn texts(&self) -> HashSet<String> {
        let named = self.names.iter().zip(&self.kinds);
        named.filter(|(_, kind)| **kind == Kind::Text).map(|(name, _)| name.clone()).collect()
    }

    /// Column names.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn place(&mut self, name: &str) -> usize {
        if let Some(&place) = self.places.get(name) {
            return place;
        }
        self.places.insert(name.to_owned(), self.names.len());
        self.names.push(name.to_owned());
        self.kinds.push(Kind::Unknown);
        self.names.len() - 1
    }

    fn schema(&self) -> Result<Schema, WriteError> {
        if let Origin::One(RowFormat::Parquet { schema }) = &self.origin {
            return schema_from(schema).map_err(|e| WriteError::Parquet { row: 0, problem: e.to_string() });
        }
        let fields = self.names.iter().zip(&self.kinds).map(|(name, kind)| Field::new(name, kind.data_type(), true));
        Ok(Schema::new(fields.collect::<Vec<_>>()))
    }
}

impl Kind {
    fn with(self, value: &Value<'_>) -> Self {
        let kind = match value {
            Value::Null => return self,
            Value::Bool(_) => Self::Flag,
            Value::Number(number) if number.parse::<i64>().is_ok() => Self::Whole,
            Value::Number(number) if is_exact(number) => Self::Fraction,
            // Too many digits for any number type: kept as they are written.
            Value::Number(_) | Value::Text(_) | Value::Nested(_) => Self::Text,
        };
        match (self, kind) {
            (Self::Unknown, kind) => kind,
            (a, b) if a == b => a,
            (Self::Whole, Self::Fraction) | (Self::Fraction, Self::Whole) => Self::Fraction,
            _ => Self::Text,
        }
    }

    const fn data_type(self) -> DataType {
        match self {
            Self::Flag => DataType::Boolean,
            Self::Whole => DataType::Int64,
            Self::Fraction => DataType::Float64,
            Self::Unknown | Self::Text => DataType::Utf8,
        }
    }
}

/// Whether a 64-bit float holds a number as well as 17 significant digits can say it.
fn is_exact(number: &str) -> bool {
    let digits = number
        .bytes()
        .take_while(|b| !matches!(b, b'e' | b'E'))
        .filter(u8::is_ascii_digit)
        .skip_while(|&b| b == b'0')
        .count();
    digits <= 17 && number.parse::<f64>().is_ok_and(f64::is_finite)
}
