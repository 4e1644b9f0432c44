//! A file or folder that was opened: what it is, and its rows.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::columns::Columns;
use super::encoding::Encoding;
use super::error::FormatError;
use super::folder::{self, Member, Suffix};
use super::found::{Compression, Format, Found, RecordKind};
use super::guess::guess;
use super::input::ReadOptions;
use super::opened::Opened;
use super::parquet_rows::schema_from;
use super::record::{Item, Record, RowFormat};
use super::rows::Rows;

/// A file or folder of rows.
#[derive(Debug)]
pub struct Source {
    members: Vec<Member>,
    in_folder: bool,
    options: ReadOptions,
    found: Found,
}

/// What a file or folder is, from its first rows.
///
/// # Errors
/// [`FormatError`] when it cannot be read or holds nothing.
pub fn sniff(path: &Path) -> Result<Found, FormatError> {
    Ok(Source::open(path)?.found)
}

impl Source {
    /// Opens a file or folder and looks at its first rows.
    ///
    /// # Errors
    /// [`FormatError`] when it cannot be read or holds nothing.
    pub fn open(path: &Path) -> Result<Self, FormatError> {
        Self::open_with(path, ReadOptions::default())
    }

    /// The same with what a person said about it.
    ///
    /// # Errors
    /// [`FormatError`] when it cannot be read or holds nothing.
    pub fn open_with(path: &Path, options: ReadOptions) -> Result<Self, FormatError> {
        let facts = fs::metadata(path).map_err(|source| FormatError::Io { path: path.to_owned(), source })?;
        let name: Arc<str> = path.file_name().map_or_else(|| path.to_string_lossy(), |n| n.to_string_lossy()).into();
        if facts.is_dir() {
            let (members, notices) = folder::members(path)?;
            let mut found = Found::unread(&name, Format::Folder, members.iter().map(|m| m.bytes).sum());
            found.files = members.len() as u64;
            found.notices = notices;
            return Self::sampled(members, true, options, found, &[]);
        }
        let member = Member { path: path.to_owned(), name: Arc::clone(&name), bytes: facts.len() };
        let opened = Opened::open(&member, &options)?;
        let declared = declared_columns(&opened.row_format)?;
        let mut found = Found::unread(&name, opened.format, facts.len());
        (found.compression, found.encoding) = (opened.compression, opened.encoding);
        (found.rows, found.notices) = (opened.total, opened.notices);
        Self::sampled(vec![member], false, options, found, &declared)
    }

    fn sampled(
        members: Vec<Member>,
        in_folder: bool,
        options: ReadOptions,
        found: Found,
        declared: &[String],
    ) -> Result<Self, FormatError> {
        let mut source = Self { members, in_folder, options, found };
        source.sample(declared)?;
        Ok(source)
    }

    /// What it is.
    #[must_use]
    pub const fn found(&self) -> &Found {
        &self.found
    }

    /// The first records, for showing what a mapping makes of them.
    ///
    /// # Errors
    /// What stops reading before the first record.
    pub fn first_records(&self, wanted: usize) -> Result<Vec<Record>, FormatError> {
        let mut records = Vec::new();
        for item in self.rows() {
            match item {
                Ok(Item::Record(record)) => records.push(record),
                Ok(_) => {}
                Err(error) if records.is_empty() => return Err(error),
                Err(_) => break,
            }
            if records.len() == wanted {
                break;
            }
        }
        Ok(records)
    }

    /// Streams all rows from the beginning.
    #[must_use]
    pub fn rows(&self) -> Rows {
        Rows::new(self.members.clone(), self.options, self.in_folder)
    }

    /// Looks at the first rows: at most 32 of them (8 a file in a folder), and no more than 4 MiB.
    fn sample(&mut self, declared: &[String]) -> Result<(), FormatError> {
        let mut columns = Columns::default();
        columns.add_names(declared.iter().map(String::as_str));
        if self.in_folder {
            for member in self.sampled_members() {
                // A file that cannot be read is said when the folder is read; here it only shows no columns.
                let _unread = columns.look(Rows::new(vec![member], self.options, false), 8);
            }
        } else {
            columns.look(self.rows(), 32)?;
        }
        self.found.sampled = columns.rows;
        self.found.columns = columns.list;
        self.found.kind = guess(&self.found).kind();
        Ok(())
    }

    /// The files of a folder that show its columns: the first sixteen with columns, and the first text.
    fn sampled_members(&self) -> Vec<Member> {
        const LOOKED_AT: usize = 16;
        let (texts, tables): (Vec<_>, Vec<_>) =
            self.members.iter().cloned().partition(|m| Suffix::of(&m.name).0 == Suffix::Text);
        tables.into_iter().take(LOOKED_AT).chain(texts.into_iter().take(1)).collect()
    }
}

/// Columns that a file declares, so that they are known even where it has no rows.
fn declared_columns(format: &RowFormat) -> Result<Vec<String>, FormatError> {
    Ok(match format {
        RowFormat::Delimited(dialect) => dialect.columns.to_vec(),
        RowFormat::Parquet { schema } => {
            let schema = schema_from(schema)?;
            schema.fields().iter().map(|field| field.name().clone()).collect()
        }
        RowFormat::Json | RowFormat::Text => Vec::new(),
    })
}

impl Found {
    fn unread(name: &str, format: Format, bytes: u64) -> Self {
        Self {
            name: name.to_owned(),
            format,
            compression: Compression::None,
            encoding: Encoding::Utf8,
            kind: RecordKind::Text,
            columns: Vec::new(),
            sampled: 0,
            bytes,
            rows: None,
            files: 1,
            notices: Vec::new(),
        }
    }
}
