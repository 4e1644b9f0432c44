//! Writing rows to a file, one by one.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use super::atomic::AtomicFile;
use super::cells::CellWriter;
use super::error::WriteError;
use super::extra::ExtraValue;
use super::jsonl;
use super::layout::{Layout, OutFormat};
use super::parquet_out::JsonToParquet;
use crate::formats::Record;

/// A file of rows in the making. Dropped before [`RecordWriter::finish`], it leaves nothing behind.
pub struct RecordWriter {
    layout: Layout,
    sink: Sink,
    line: Vec<u8>,
    rows: u64,
}

enum Sink {
    Jsonl(AtomicFile),
    Json(AtomicFile),
    Cells(AtomicFile, CellWriter),
    Parquet(Box<JsonToParquet>),
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Rows.
    pub rows: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl RecordWriter {
    /// Begins a file.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn create(target: &Path, layout: Layout) -> Result<Self, WriteError> {
        let file = AtomicFile::create(target)?;
        let mut line = Vec::new();
        let sink = match layout.format {
            OutFormat::Jsonl => Sink::Jsonl(file),
            OutFormat::Json => Sink::Json(file),
            OutFormat::Parquet => Sink::Parquet(Box::new(JsonToParquet::new(file, layout.full_schema())?)),
            OutFormat::Csv | OutFormat::Tsv => {
                let cells = CellWriter::new(layout.clone());
                cells.header(&mut line);
                Sink::Cells(file, cells)
            }
        };
        let mut writer = Self { layout, sink, line, rows: 0 };
        writer.put_line()?;
        Ok(writer)
    }

    /// Writes one row with the values of the added columns.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn write(&mut self, record: &Record, values: &[ExtraValue]) -> Result<(), WriteError> {
        let extras = &self.layout.extras;
        if extras.len() != values.len() {
            return Err(WriteError::Extras { expected: extras.len(), found: values.len() });
        }
        self.line.clear();
        match &self.sink {
            Sink::Jsonl(_) => jsonl::line(record, extras, values, &mut self.line),
            Sink::Json(_) => {
                self.line.extend_from_slice(if self.rows == 0 { b"[\n" } else { b",\n" });
                jsonl::line(record, extras, values, &mut self.line);
                // The line end comes with what follows: a comma, or the end of the array.
                self.line.pop();
            }
            Sink::Cells(_, cells) => cells.row(record, values, &mut self.line),
            Sink::Parquet(parquet) => {
                jsonl::typed_line(record, |name| parquet.is_text(name), extras, values, &mut self.line);
            }
        }
        self.rows += 1;
        self.put_line()
    }

    fn put_line(&mut self) -> Result<(), WriteError> {
        match &mut self.sink {
            Sink::Parquet(_) if self.line.is_empty() => Ok(()),
            Sink::Parquet(parquet) => parquet.line(&self.line),
            Sink::Jsonl(file) | Sink::Json(file) | Sink::Cells(file, _) => {
                let name = WriteError::io(file.target());
                file.write_all(&self.line).map_err(name)
            }
        }
    }

    /// Makes the file appear under its name.
    ///
    /// # Errors
    /// [`WriteError`]; nothing has changed under the name then.
    pub fn finish(mut self) -> Result<Written, WriteError> {
        if matches!(self.sink, Sink::Json(_)) {
            self.line.clear();
            self.line.extend_from_slice(if self.rows == 0 { b"[]\n" } else { b"\n]\n" });
            self.put_line()?;
        }
        let file = match self.sink {
            Sink::Jsonl(file) | Sink::Json(file) | Sink::Cells(file, _) => file,
            Sink::Parquet(parquet) => parquet.finish()?,
        };
        Ok(Written { rows: self.rows, bytes: file.commit()? })
    }
}

/// Writes all rows to `target`. `watch` hears how many rows are written, after each 256 and at the end, and may stop it.
///
/// # Errors
/// [`WriteError`]; the target is then what it was.
pub fn write_all<E>(
    target: &Path,
    layout: Layout,
    rows: impl Iterator<Item = Result<(Record, Vec<ExtraValue>), E>>,
    mut watch: impl FnMut(u64) -> ControlFlow<()>,
) -> Result<Written, WriteError>
where
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    const EVERY: u64 = 256;
    let mut writer = RecordWriter::create(target, layout)?;
    for row in rows {
        let (record, values) = row.map_err(|e| WriteError::Rows(e.into()))?;
        writer.write(&record, &values)?;
        if writer.rows.is_multiple_of(EVERY) && watch(writer.rows).is_break() {
            return Err(WriteError::Cancelled);
        }
    }
    if watch(writer.rows).is_break() {
        return Err(WriteError::Cancelled);
    }
    writer.finish()
}
