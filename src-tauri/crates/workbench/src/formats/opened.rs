//! Deciding what one file is, and opening it accordingly.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::sync::Arc;

use super::delimited::{DelimitedRows, first_rows};
use super::dialect::{Dialect, cells_of, column_names, find_delimiter, looks_like_data};
use super::encoding::Encoding;
use super::error::FormatError;
use super::folder::{Member, Suffix};
use super::found::{Compression, Format};
use super::input::{Input, Meter, ReadOptions};
use super::json_shape::shape;
use super::json_values::{JsonValues, Layout};
use super::lines::Lines;
use super::notice::Notice;
use super::parquet_rows::ParquetRows;
use super::raw_rows::{RawRows, WholeText};
use super::record::RowFormat;

/// One file, its rows about to be read.
pub(super) struct Opened {
    pub(super) format: Format,
    pub(super) row_format: RowFormat,
    pub(super) compression: Compression,
    pub(super) encoding: Encoding,
    pub(super) total: Option<u64>,
    pub(super) notices: Vec<Notice>,
    pub(super) rows: Box<dyn RawRows>,
    pub(super) meter: Arc<Meter>,
}

type Text = BufReader<Box<dyn Read + Send>>;

impl Opened {
    /// Opens a file by its content first and its name second.
    pub(super) fn open(member: &Member, options: &ReadOptions) -> Result<Self, FormatError> {
        let (suffix, named_gzip) = Suffix::of(&member.name);
        let input = Input::open(&member.path, options)?;
        refuse_foreign(&member.name, &input.head)?;
        if input.head.starts_with(b"PAR1") {
            return Self::parquet(member, input, options);
        }
        if suffix == Suffix::Parquet {
            let problem = "it does not begin with the letters PAR1".to_owned();
            return Err(FormatError::Parquet { problem });
        }
        if input.complete && input.head.iter().all(u8::is_ascii_whitespace) && suffix != Suffix::Text {
            return Err(FormatError::NoRows);
        }
        let mut notices = notices_of(&input, named_gzip);
        let format = text_format(&member.name, suffix, &input, options)?;
        let row_format = match format {
            Format::Delimited { delimiter } => {
                RowFormat::Delimited(dialect(&input, delimiter as u8, options, &mut notices))
            }
            Format::Text => RowFormat::Text,
            _ => RowFormat::Json,
        };
        match &format {
            Format::JsonWrapped { key } => notices.push(Notice::Wrapped { key: key.clone() }),
            Format::JsonObjects => notices.push(Notice::ObjectOfObjects),
            _ => {}
        }
        let Input { reader, compression, encoding, meter, .. } = input;
        let rows = text_rows(&format, &row_format, reader, options);
        Ok(Self { format, row_format, compression, encoding, total: None, notices, rows, meter })
    }

    /// Parquet is read from its end, so a packed one is unpacked into a nameless temporary file first.
    fn parquet(member: &Member, mut input: Input, options: &ReadOptions) -> Result<Self, FormatError> {
        let io = |source| FormatError::Io { path: member.path.clone(), source };
        let meter = Arc::new(Meter::default());
        let file = if input.compression == Compression::Gzip {
            let mut file = tempfile::tempfile().map_err(io)?;
            io::copy(&mut input.reader, &mut file)
                .map_err(|error| FormatError::from_read(error, input.meter.bytes_read()))?;
            file.rewind().map_err(io)?;
            file
        } else {
            File::open(&member.path).map_err(io)?
        };
        let (rows, head) = ParquetRows::open(file, options.limits, Arc::clone(&meter))?;
        Ok(Self {
            format: Format::Parquet,
            row_format: RowFormat::Parquet { schema: head.schema },
            compression: input.compression,
            encoding: Encoding::Utf8,
            total: Some(head.rows),
            notices: notices_of(&input, Suffix::of(&member.name).1),
            rows: Box::new(rows),
            meter,
        })
    }
}

/// What is worth knowing about the bytes themselves.
fn notices_of(input: &Input, named_gzip: bool) -> Vec<Notice> {
    let mut notices = Vec::new();
    match (input.compression, named_gzip) {
        (Compression::Gzip, false) => notices.push(Notice::Compressed),
        (Compression::None, true) => notices.push(Notice::NotCompressed),
        _ => {}
    }
    if input.encoding != Encoding::Utf8 {
        notices.push(Notice::Decoded { encoding: input.encoding });
    }
    notices
}

/// The layout of a file that is not Parquet.
fn text_format(name: &str, suffix: Suffix, input: &Input, options: &ReadOptions) -> Result<Format, FormatError> {
    let head = &input.head[..];
    refuse_binary(name, head)?;
    let usual = match suffix {
        Suffix::Text => return Ok(Format::Text),
        Suffix::Csv => b',',
        Suffix::Tsv => b'\t',
        // An empty beginning that is not the whole file cannot be read further: the reader will say why.
        _ if head.is_empty() => return Ok(Format::JsonLines),
        _ => {
            let named = matches!(suffix, Suffix::JsonLines | Suffix::Json);
            return shape(head, input.complete, suffix == Suffix::JsonLines).ok_or_else(|| not_json(name, head, named));
        }
    };
    let rows = |delimiter| first_rows(head, input.complete, delimiter, 50);
    let delimiter = options.delimiter.unwrap_or_else(|| find_delimiter(rows, usual));
    Ok(Format::Delimited { delimiter: delimiter.into() })
}

fn not_json(name: &str, head: &[u8], named: bool) -> FormatError {
    if !named {
        return FormatError::Unknown { name: name.to_owned(), looks_like: "in no format that is known" };
    }
    let begins = String::from_utf8_lossy(head).trim_start().chars().take(40).collect();
    FormatError::NotJson { begins }
}

/// Finds the columns of a delimited file.
fn dialect(input: &Input, delimiter: u8, options: &ReadOptions, notices: &mut Vec<Notice>) -> Dialect {
    let first = first_rows(&input.head, input.complete, delimiter, 1).into_iter().next().unwrap_or_default();
    let cells = cells_of(&first, delimiter);
    let header = options.header.unwrap_or_else(|| !looks_like_data(&cells));
    if header {
        return Dialect::new(delimiter, column_names(cells, notices), Some(first));
    }
    if options.header.is_none() {
        notices.push(Notice::NoHeader);
    }
    Dialect::new(delimiter, (1..=cells.len()).map(|n| format!("column {n}")).collect(), None)
}

fn text_rows(format: &Format, rows: &RowFormat, reader: Text, options: &ReadOptions) -> Box<dyn RawRows> {
    let limits = options.limits;
    let json = |reader, layout| Box::new(JsonValues::new(reader, layout, limits.row_bytes, limits.depth));
    match (format, rows) {
        (Format::JsonArray, _) => json(reader, Layout::Array),
        (Format::JsonWrapped { key }, _) => json(reader, Layout::Wrapped(key.clone())),
        (Format::JsonObjects, _) => json(reader, Layout::Objects),
        (Format::JsonConcatenated, _) => json(reader, Layout::Concatenated),
        (Format::Text, _) => Box::new(WholeText::new(reader, limits.row_bytes)),
        (_, RowFormat::Delimited(dialect)) => {
            let mut rows = DelimitedRows::new(reader, dialect.delimiter, limits.row_bytes);
            rows.pass_header = dialect.header.is_some();
            Box::new(rows)
        }
        _ => Box::new(Lines::new(reader, limits.row_bytes)),
    }
}

/// Names what is certainly something else.
fn refuse_foreign(name: &str, head: &[u8]) -> Result<(), FormatError> {
    let lower = name.to_lowercase();
    let pickled = [".pkl", ".pickle", ".pt", ".pth", ".ckpt", ".bin"].iter().any(|s| lower.ends_with(s));
    if pickled || matches!(head, [0x80, 2..=5, ..]) {
        return Err(FormatError::Pickle { name: name.to_owned() });
    }
    let known: [(&[u8], &'static str); 9] = [
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"%PDF", "a PDF"),
        (b"SQLite format 3", "an SQLite database"),
        (b"\xFD7zXZ", "packed with xz"),
        (b"\x28\xB5\x2F\xFD", "packed with Zstandard"),
        (b"BZh", "packed with bzip2"),
        (b"7z\xBC\xAF", "a 7-Zip archive"),
        (b"ARROW1", "an Arrow file"),
        (b"\x89HDF", "an HDF5 file"),
    ];
    match known.iter().find(|(magic, _)| head.starts_with(magic)) {
        Some(&(_, looks_like)) => Err(FormatError::Unknown { name: name.to_owned(), looks_like }),
        None => Ok(()),
    }
}

/// Refuses what is neither UTF-8 nor free of control bytes. Control bytes alone are fine (NUL is a character), and so
/// are other bytes alone (an old encoding).
fn refuse_binary(name: &str, head: &[u8]) -> Result<(), FormatError> {
    let odd = head.iter().filter(|&&b| b < 0x20 && !b"\t\n\r\x0c\x1b".contains(&b)).count();
    let cut_character = |e: std::str::Utf8Error| e.error_len().is_none();
    let text = std::str::from_utf8(head).map_or_else(cut_character, |_| true);
    if text || odd * 100 <= head.len() {
        return Ok(());
    }
    Err(FormatError::NotText { name: name.to_owned(), looked_at: head.len(), odd })
}
