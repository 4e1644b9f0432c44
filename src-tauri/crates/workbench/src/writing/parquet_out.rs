//! Parquet from lines of JSON, a batch at a time.

use std::collections::HashSet;
use std::sync::Arc;

use arrow::datatypes::{DataType, Schema};
use arrow::json::ReaderBuilder;
use arrow::json::reader::Decoder;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::atomic::AtomicFile;
use super::error::WriteError;

/// Encodes lines of JSON as Parquet (zstd, row groups of at most about 64 MiB).
pub(crate) struct JsonToParquet {
    decoder: Decoder,
    writer: ArrowWriter<AtomicFile>,
    texts: HashSet<String>,
    rows: u64,
    pending: usize,
    pending_bytes: usize,
}

impl JsonToParquet {
    const BATCH: usize = 1024;
    const BATCH_BYTES: usize = 8 << 20;
    const GROUP_BYTES: usize = 64 << 20;

    pub(crate) fn new(file: AtomicFile, schema: Schema) -> Result<Self, WriteError> {
        let wrong = |problem: String| WriteError::Parquet { row: 0, problem };
        let schema = Arc::new(schema);
        let level = ZstdLevel::try_new(3).map_err(|e| wrong(e.to_string()))?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
        let decoder = ReaderBuilder::new(Arc::clone(&schema)).with_batch_size(Self::BATCH).build_decoder();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties));
        let is_text = |t: &DataType| matches!(t, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
        Ok(Self {
            decoder: decoder.map_err(|e| wrong(e.to_string()))?,
            writer: writer.map_err(|e| wrong(e.to_string()))?,
            texts: schema.fields().iter().filter(|f| is_text(f.data_type())).map(|f| f.name().clone()).collect(),
            rows: 0,
            pending: 0,
            pending_bytes: 0,
        })
    }

    /// Whether this column holds text.
    pub(crate) fn is_text(&self, name: &str) -> bool {
        self.texts.contains(name)
    }

    /// Takes one line.
    pub(crate) fn line(&mut self, json: &[u8]) -> Result<(), WriteError> {
        let row = self.rows;
        let used = self.decoder.decode(json).map_err(|e| WriteError::Parquet { row, problem: e.to_string() })?;
        debug_assert_eq!(used, json.len(), "the decoder takes whole lines until its batch is full");
        self.rows += 1;
        self.pending += 1;
        self.pending_bytes += json.len();
        if self.pending == Self::BATCH || self.pending_bytes > Self::BATCH_BYTES {
            self.encode()?;
        }
        Ok(())
    }

    fn encode(&mut self) -> Result<(), WriteError> {
        let row = self.rows;
        let wrong = |problem: String| WriteError::Parquet { row, problem };
        if let Some(batch) = self.decoder.flush().map_err(|e| wrong(e.to_string()))? {
            self.writer.write(&batch).map_err(|e| wrong(e.to_string()))?;
        }
        if self.writer.in_progress_size() > Self::GROUP_BYTES {
            self.writer.flush().map_err(|e| wrong(e.to_string()))?;
        }
        (self.pending, self.pending_bytes) = (0, 0);
        Ok(())
    }

    /// Writes the footer; gives the file, to be committed.
    pub(crate) fn finish(mut self) -> Result<AtomicFile, WriteError> {
        self.encode()?;
        let row = self.rows;
        self.writer.into_inner().map_err(|e| WriteError::Parquet { row, problem: e.to_string() })
    }
}
