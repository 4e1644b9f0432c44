//! Parquet: one batch of a row group at a time, each row rendered as JSON.

use std::collections::VecDeque;
use std::fs::File;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::error::ArrowError;
use arrow::ipc::convert::{IpcSchemaEncoder, try_fb_to_schema};
use arrow::json::WriterBuilder;
use arrow::json::writer::LineDelimited;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::metadata::ParquetMetaData;

use super::error::FormatError;
use super::input::{Limits, Meter};
use super::parquet_dictionary::longest_value;
use super::raw_rows::RawRow;
use super::raw_rows::{RawRows, Stop};

/// Rows of a Parquet file.
pub(super) struct ParquetRows {
    batches: ParquetRecordBatchReader,
    plain: SchemaRef,
    waiting: VecDeque<Vec<u8>>,
    row: u64,
    total: u64,
    bytes: u64,
    counted: u64,
    limits: Limits,
    rendered: u64,
    meter: Arc<Meter>,
}

/// Bytes that the values of one batch may take, as far as dictionaries decide it.
const BATCH_BYTES: usize = 16 << 20;

/// What a Parquet file says of itself.
pub(super) struct ParquetHead {
    /// Its Arrow schema without dictionaries, as an IPC message.
    pub(super) schema: Vec<u8>,
    /// Its rows.
    pub(super) rows: u64,
}

impl ParquetRows {
    /// Opens a file whose first bytes are known to be Parquet's.
    pub(super) fn open(file: File, limits: Limits, meter: Arc<Meter>) -> Result<(Self, ParquetHead), FormatError> {
        let bytes = file.metadata().map_or(0, |m| m.len());
        guarded(|| {
            let again = file.try_clone().map_err(|e| unreadable(&e))?;
            let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| unreadable(&e))?;
            let total = check(builder.metadata(), limits)?;
            let longest = longest_value(again, builder.metadata())?;
            let rows = batch_rows(builder.metadata(), total).min(BATCH_BYTES / longest.max(1)).max(1);
            let plain = Arc::new(without_dictionaries(builder.schema()));
            let batches = builder.with_batch_size(rows).build().map_err(|e| unreadable(&e))?;
            let head = ParquetHead { schema: schema_bytes(&plain), rows: total };
            let waiting = VecDeque::new();
            Ok((Self { batches, plain, waiting, row: 0, total, bytes, counted: 0, limits, rendered: 0, meter }, head))
        })
    }

    fn fill(&mut self) -> Result<(), FormatError> {
        let Self { batches, plain, .. } = self;
        let rendered = guarded(|| match batches.next() {
            None => Ok(None),
            Some(Err(e)) => Err(unreadable(&e)),
            Some(Ok(batch)) => render(&batch, plain).map(Some).map_err(|e| unreadable(&e)),
        })?;
        let Some(lines) = rendered else { return Ok(()) };
        self.rendered += lines.len() as u64;
        let (packed, unpacked, limit) = (self.bytes.max(1), self.rendered, self.limits.expansion);
        // What the file says of its size may be a lie, and dictionaries say nothing: what came of it counts.
        if unpacked > self.limits.expansion_floor && unpacked / packed > limit {
            return Err(FormatError::Expansion { packed, unpacked, limit });
        }
        self.waiting.extend(lines.split(|&b| b == b'\n').filter(|line| !line.is_empty()).map(<[u8]>::to_vec));
        let done = (self.row + self.waiting.len() as u64).min(self.total);
        let upto = (u128::from(self.bytes) * u128::from(done) / u128::from(self.total.max(1))) as u64;
        self.meter.add(upto.saturating_sub(self.counted));
        self.counted = self.counted.max(upto);
        Ok(())
    }
}

impl RawRows for ParquetRows {
    fn next_row(&mut self) -> Result<Option<RawRow>, Stop> {
        if self.waiting.is_empty() {
            self.fill()?;
        }
        let Some(raw) = self.waiting.pop_front() else {
            return Ok(None);
        };
        self.row += 1;
        Ok(Some(if raw.len() > self.limits.row_bytes {
            RawRow::too_long(self.row, raw, self.limits.row_bytes)
        } else {
            RawRow::whole(self.row, raw)
        }))
    }
}

/// Runs the decoder so that a panic on damaged bytes is an error of this file and no more. The decoder is not used
/// again afterwards.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, FormatError>) -> Result<T, FormatError> {
    crate::crash::expected(work).unwrap_or_else(|_| {
        Err(FormatError::Parquet { problem: "its pages are damaged in a way the decoder does not survive".to_owned() })
    })
}

pub(super) fn unreadable(error: &impl ToString) -> FormatError {
    FormatError::Parquet { problem: error.to_string() }
}

/// Refuses what would unpack to far more than it holds; gives the number of rows.
pub(super) fn check(metadata: &ParquetMetaData, limits: Limits) -> Result<u64, FormatError> {
    for group in metadata.row_groups() {
        let unpacked = group.total_byte_size().max(0) as u64;
        let packed = group.compressed_size().max(1) as u64;
        if unpacked > limits.expansion_floor && unpacked / packed > limits.expansion {
            return Err(FormatError::Expansion { packed, unpacked, limit: limits.expansion });
        }
    }
    Ok(metadata.file_metadata().num_rows().max(0) as u64)
}

/// Rows of one batch: about 4 MiB of unpacked pages, at most 1,024.
fn batch_rows(metadata: &ParquetMetaData, total: u64) -> usize {
    let bytes: u64 = metadata.row_groups().iter().map(|g| g.total_byte_size().max(0) as u64).sum();
    let row = (bytes / total.max(1)).max(1);
    ((4 << 20) / row).clamp(1, 1024) as usize
}

/// A dictionary is only a way to store a column: rows hold its values.
fn without_dictionaries(schema: &Schema) -> Schema {
    let plain = |field: &Arc<Field>| match field.data_type() {
        DataType::Dictionary(_, value) => Arc::new(field.as_ref().clone().with_data_type(value.as_ref().clone())),
        _ => Arc::clone(field),
    };
    Schema::new_with_metadata(schema.fields().iter().map(plain).collect::<Vec<_>>(), schema.metadata().clone())
}

fn render(batch: &RecordBatch, plain: &SchemaRef) -> Result<Vec<u8>, ArrowError> {
    let columns = batch.columns().iter().zip(plain.fields());
    let columns = columns.map(|(column, field)| {
        if column.data_type() == field.data_type() { Ok(Arc::clone(column)) } else { cast(column, field.data_type()) }
    });
    let batch = RecordBatch::try_new(Arc::clone(plain), columns.collect::<Result<_, _>>()?)?;
    let mut lines = Vec::new();
    let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(&mut lines);
    writer.write(&batch)?;
    writer.finish()?;
    drop(writer);
    Ok(lines)
}

/// An Arrow schema as bytes to keep.
pub(crate) fn schema_bytes(schema: &Schema) -> Vec<u8> {
    IpcSchemaEncoder::new().schema_to_fb(schema).finished_data().to_vec()
}

/// The schema that [`schema_bytes`] kept.
///
/// # Errors
/// When the bytes are no such message.
pub(crate) fn schema_from(bytes: &[u8]) -> Result<Schema, FormatError> {
    let message = arrow::ipc::root_as_schema(bytes).map_err(|e| unreadable(&e))?;
    guarded(|| try_fb_to_schema(message).map_err(|e| unreadable(&e)))
}
