//! Features to a file, record by record.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema};
use selection::{ABSENT, Projection};

use super::INDICES;
use crate::writing::{AtomicFile, JsonToParquet, OutFormat, WriteError, Written};

/// A file of features in the making: JSONL, or Parquet where the name says so. It appears under its name when it is
/// finished.
pub struct FeatureWriter {
    sink: Sink,
    projections: Vec<Projection>,
    line: String,
    rows: u64,
}

enum Sink {
    Jsonl(AtomicFile),
    Parquet(Box<JsonToParquet>),
}

impl FeatureWriter {
    /// Begins a file with these projections, in this order.
    ///
    /// # Errors
    /// [`WriteError`], also where the name asks for a format that holds no lists.
    pub fn create(target: &Path, projections: &[Projection]) -> Result<Self, WriteError> {
        let format = OutFormat::of(target)?;
        let file = AtomicFile::create(target)?;
        let sink = match format {
            OutFormat::Jsonl => Sink::Jsonl(file),
            OutFormat::Parquet => Sink::Parquet(Box::new(JsonToParquet::new(file, schema(projections))?)),
            OutFormat::Json | OutFormat::Csv | OutFormat::Tsv => {
                return Err(WriteError::UnknownFormat { name: target.display().to_string() });
            }
        };
        Ok(Self { sink, projections: projections.to_vec(), line: String::new(), rows: 0 })
    }

    /// Writes one document: for each projection its indices `[layers][top_k]`. [`ABSENT`] in the first slot, or no
    /// slots, stands for a document that could not be scored.
    ///
    /// # Errors
    /// [`WriteError`].
    ///
    /// # Panics
    /// When there are not as many lists as projections.
    pub fn write(&mut self, id: &str, indices: &[&[u16]]) -> Result<(), WriteError> {
        assert_eq!(indices.len(), self.projections.len(), "one list for each projection");
        self.line.clear();
        self.line.push_str("{\"docid\": ");
        self.line.push_str(&serde_json::Value::from(id).to_string());
        for (projection, list) in self.projections.iter().zip(indices) {
            let _infallible = write!(self.line, ", \"{}\": {{\"{INDICES}\": [", projection.record_key());
            push_list(&mut self.line, list);
            self.line.push_str("]}");
        }
        self.line.push_str("}\n");
        self.rows += 1;
        match &mut self.sink {
            Sink::Jsonl(file) => {
                let name = WriteError::io(file.target());
                file.write_all(self.line.as_bytes()).map_err(name)
            }
            Sink::Parquet(parquet) => parquet.line(self.line.as_bytes()),
        }
    }

    /// Makes the file appear under its name.
    ///
    /// # Errors
    /// [`WriteError`]; nothing has changed under the name then.
    pub fn finish(self) -> Result<Written, WriteError> {
        let file = match self.sink {
            Sink::Jsonl(file) => file,
            Sink::Parquet(parquet) => parquet.finish()?,
        };
        Ok(Written { rows: self.rows, bytes: file.commit()? })
    }
}

fn push_list(line: &mut String, list: &[u16]) {
    if list.first() == Some(&ABSENT) {
        return;
    }
    for (at, index) in list.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        let _infallible = write!(line, "{comma}{index}");
    }
}

fn schema(projections: &[Projection]) -> Schema {
    let item = Arc::new(Field::new_list_field(DataType::Int32, true));
    let inner = Field::new(INDICES, DataType::List(item), true);
    let record = DataType::Struct(vec![inner].into());
    let keys = projections.iter().map(|p| Field::new(p.record_key(), record.clone(), true));
    let id = Field::new("docid", DataType::Utf8, true);
    Schema::new(std::iter::once(id).chain(keys).collect::<Vec<_>>())
}
