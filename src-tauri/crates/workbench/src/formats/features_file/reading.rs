//! Features from a file, record by record.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use selection::{ABSENT, FeatureShape, Features, Projection};
use serde::Deserialize;

use super::INDICES;
use super::error::FeaturesFileError;
use crate::formats::{Item, Record, Rows, Source, Value};

const IDS: [&str; 3] = ["docid", "id", "doc_id"];

/// Ids and features of one projection, in the file's order.
#[derive(Debug)]
pub struct FeatureFile {
    /// External ids, as text.
    pub ids: Vec<String>,
    /// Features, [`ABSENT`] for documents that could not be scored.
    pub features: Features,
}

/// Reads records one by one: the id, and the indices `[layers][top_k]`, empty for a document that could not be scored.
pub struct FeatureReader {
    rows: Rows,
    projection: Projection,
    id_column: Option<String>,
    shape: FeatureShape,
}

/// What may stand beside a file of features.
#[derive(Deserialize)]
struct Manifest {
    shape: FeatureShape,
    /// Where projections are cut differently: by their short names.
    #[serde(default)]
    shapes: BTreeMap<String, FeatureShape>,
}

impl FeatureReader {
    /// Opens a file of features. `shape` is what the caller says; without it the manifest (`FILE.manifest.json`, its
    /// `shape`) and the first record (`num_layers`, `top_k`) are asked. The id is in `id_column`, else in docid, id or
    /// `doc_id`.
    ///
    /// # Errors
    /// [`FeaturesFileError`].
    pub fn open(
        path: &Path,
        projection: Projection,
        id_column: Option<&str>,
        shape: Option<FeatureShape>,
    ) -> Result<Self, FeaturesFileError> {
        let source = Source::open(path)?;
        let rows = source.rows();
        let id_column = id_column.map(str::to_owned);
        let shape = match shape.or_else(|| said_beside(path, projection)) {
            Some(shape) => shape,
            None => said_inside(&source, projection)?,
        };
        // Refuses a shape without layers or neurons.
        Features::new(shape, Vec::new())?;
        Ok(Self { rows, projection, id_column, shape })
    }

    /// How each list is cut.
    #[must_use]
    pub const fn shape(&self) -> FeatureShape {
        self.shape
    }

    /// Bytes of the file read so far.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.rows.bytes_read()
    }

    fn entry(&self, record: &Record) -> Result<(String, Vec<u16>), FeaturesFileError> {
        let id = self.id(record)?;
        let indices = indices(record, self.projection)?;
        if !indices.is_empty() && indices.len() != self.shape.slots() {
            return Err(FeaturesFileError::Length { line: record.line, found: indices.len(), shape: self.shape });
        }
        Ok((id, indices))
    }

    fn id(&self, record: &Record) -> Result<String, FeaturesFileError> {
        let names = self.id_column.as_ref().map_or_else(|| IDS.to_vec(), |column| vec![column.as_str()]);
        for name in &names {
            match record.value(name) {
                Ok(Some(Value::Text(text))) => return Ok(text.into_owned()),
                Ok(Some(Value::Number(number))) => return Ok(number.to_owned()),
                Ok(_) => {}
                Err(reason) => {
                    return Err(FeaturesFileError::Row { line: record.line, reason });
                }
            }
        }
        Err(FeaturesFileError::NoId { line: record.line, looked_for: names.join(", ") })
    }
}

impl Iterator for FeatureReader {
    type Item = Result<(String, Vec<u16>), FeaturesFileError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            return Some(match self.rows.next()? {
                Ok(Item::Record(record)) => self.entry(&record),
                Ok(Item::SetAside(row)) => Err(FeaturesFileError::Row { line: row.line, reason: row.reason }),
                Ok(Item::Notice(_)) => continue,
                Err(error) => Err(error.into()),
            });
        }
    }
}

/// Reads a whole file of features into memory.
///
/// # Errors
/// [`FeaturesFileError`].
pub fn read(
    path: &Path,
    projection: Projection,
    id_column: Option<&str>,
    shape: Option<FeatureShape>,
) -> Result<FeatureFile, FeaturesFileError> {
    let reader = FeatureReader::open(path, projection, id_column, shape)?;
    let shape = reader.shape();
    let (mut ids, mut all) = (Vec::new(), Vec::new());
    for entry in reader {
        let (id, indices) = entry?;
        ids.push(id);
        if indices.is_empty() {
            all.resize(all.len() + shape.slots(), ABSENT);
        } else {
            all.extend_from_slice(&indices);
        }
    }
    Ok(FeatureFile { ids, features: Features::new(shape, all)? })
}

fn said_beside(path: &Path, projection: Projection) -> Option<FeatureShape> {
    let mut name = path.as_os_str().to_owned();
    name.push(".manifest.json");
    let manifest: Manifest = serde_json::from_slice(&fs::read(name).ok()?).ok()?;
    Some(manifest.shapes.get(projection.name()).copied().unwrap_or(manifest.shape))
}

/// The shape that the first record gives, or the length of the first list for the complaint.
fn said_inside(source: &Source, projection: Projection) -> Result<FeatureShape, FeaturesFileError> {
    let mut slots = 0;
    for record in source.first_records(64)? {
        let number = |name| match record.value(name) {
            Ok(Some(Value::Number(digits))) => digits.parse().ok(),
            _ => None,
        };
        if let (Some(layers), Some(top_k)) = (number("num_layers"), number("top_k")) {
            return Ok(FeatureShape { layers, top_k });
        }
        slots = indices(&record, projection)?.len();
        if slots > 0 {
            break;
        }
    }
    Err(FeaturesFileError::ShapeUnknown { slots })
}

/// The indices of one record.
fn indices(record: &Record, projection: Projection) -> Result<Vec<u16>, FeaturesFileError> {
    let key = projection.record_key();
    let line = record.line;
    let missing = || {
        let present: Vec<&str> = record.fields.names().take(12).collect();
        FeaturesFileError::NoFeatures { line, key, present: present.join(", ") }
    };
    let Ok(Some(Value::Nested(json))) = record.value(key) else {
        return Err(missing());
    };
    match serde_json::from_str::<Known>(json) {
        Ok(Known { indices }) if !indices.contains(&ABSENT) => Ok(indices),
        _ => Err(wrong_index(json, line).unwrap_or_else(missing)),
    }
}

/// What in the list is no neuron's number, if there is a list.
fn wrong_index(json: &str, line: u64) -> Option<FeaturesFileError> {
    let object: serde_json::Value = serde_json::from_str(json).ok()?;
    let list = object.get(INDICES)?.as_array()?;
    let is_wrong = |value: &&serde_json::Value| value.as_u64().is_none_or(|n| n >= u64::from(ABSENT));
    let found = list.iter().find(is_wrong)?.to_string();
    Some(FeaturesFileError::Index { line, found })
}

/// The usual case, parsed without a tree.
#[derive(Deserialize)]
struct Known {
    #[serde(rename = "layer_topk_value_index")]
    indices: Vec<u16>,
}
