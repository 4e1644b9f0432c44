//! Safetensors: a JSON header of bounded size, then raw numbers. f32 stays where it lies; halves are widened once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use half::{bf16, f16};
use safetensors::{Dtype, SafeTensors};

use super::damage::Damage;
use super::mapped::{FileBytes, MappedFloats};
use super::{Name, Store, Weight};
use crate::error::BackboneError;
use crate::families::Spec;

/// No model's header comes near it; the JSON reader needs a few times as much memory.
const HEADER_LIMIT: u64 = 16 << 20;

/// Where one tensor lies.
struct Place {
    file: usize,
    dtype: Dtype,
    shape: Vec<usize>,
    start: usize,
    end: usize,
}

/// One or several mapped safetensors files.
pub struct Checkpoint {
    files: Vec<(PathBuf, Arc<FileBytes>)>,
    places: HashMap<String, Place>,
}

impl Checkpoint {
    /// Maps the files and reads their headers.
    ///
    /// # Errors
    /// [`BackboneError::Damaged`] when a header is not to be believed; [`BackboneError::Io`].
    pub fn open(paths: &[PathBuf]) -> Result<Self, BackboneError> {
        let mut checkpoint = Self { files: Vec::new(), places: HashMap::new() };
        for path in paths {
            let file = FileBytes::map(path).map_err(|source| BackboneError::Io { path: path.clone(), source })?;
            checkpoint.add(file.bytes()).map_err(|damage| BackboneError::Damaged { path: path.clone(), damage })?;
            checkpoint.files.push((path.clone(), Arc::new(file)));
        }
        Ok(checkpoint)
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), Damage> {
        let header = header_length(bytes)?;
        let (_, metadata) = SafeTensors::read_metadata(bytes)
            .map_err(|error| Damage::Text { what: "its header".into(), reason: error.to_string() })?;
        for (name, info) in metadata.tensors() {
            let (start, end) = (8 + header + info.data_offsets.0, 8 + header + info.data_offsets.1);
            let place = Place { file: self.files.len(), dtype: info.dtype, shape: info.shape.clone(), start, end };
            if self.places.insert(name.clone(), place).is_some() {
                return Err(Damage::Twice { what: format!("tensor {name}") });
            }
        }
        Ok(())
    }

    /// Numbers in all tensors.
    #[must_use]
    pub fn parameters(&self) -> u64 {
        self.places.values().map(|place| place.shape.iter().product::<usize>() as u64).sum()
    }

    /// Size of the files.
    #[must_use]
    pub fn size_bytes(&self) -> u64 {
        self.files.iter().map(|(_, file)| file.bytes().len() as u64).sum()
    }

    /// How most of the numbers are stored.
    #[must_use]
    pub fn label(&self) -> String {
        let mut bytes: HashMap<String, usize> = HashMap::new();
        for place in self.places.values() {
            *bytes.entry(format!("{:?}", place.dtype).to_lowercase()).or_default() += place.end - place.start;
        }
        bytes.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0))).map_or_else(String::new, |(name, _)| name)
    }

    /// Its file, the first where there are several.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.files.first().map_or(Path::new(""), |(path, _)| path)
    }

    /// How a tensor is stored, by the name it has in the files.
    #[must_use]
    pub fn shape_of(&self, name: &str) -> Option<&[usize]> {
        self.places.get(name).map(|place| place.shape.as_slice())
    }

    /// The bytes of a tensor as they are stored.
    #[must_use]
    pub fn bytes_of(&self, name: &str) -> Option<&[u8]> {
        let place = self.places.get(name)?;
        self.files[place.file].1.bytes().get(place.start..place.end)
    }

    /// One tensor as f32, by the name it has in the files; a vector is asked for as `[1, length]`.
    ///
    /// # Errors
    /// [`BackboneError::MissingTensor`], [`BackboneError::TensorShape`], [`BackboneError::TensorType`].
    pub fn named(&self, name: &str, shape: [usize; 2]) -> Result<Weight, BackboneError> {
        let missing = || BackboneError::MissingTensor { name: name.to_owned() };
        let place = self.places.get(name).ok_or_else(missing)?;
        if !super::same_shape(&place.shape, shape) {
            return Err(super::wrong_shape(name.to_owned(), &place.shape, shape));
        }
        self.weight(name, place, shape)
    }

    fn weight(&self, name: &str, place: &Place, shape: [usize; 2]) -> Result<Weight, BackboneError> {
        let (path, file) = &self.files[place.file];
        let count = shape[0] * shape[1];
        let bytes = file.bytes().get(place.start..place.end).unwrap_or_default();
        let values = match place.dtype {
            Dtype::F32 => {
                if let Some(values) = MappedFloats::new(Arc::clone(file), place.start, count) {
                    return Ok(Weight::mapped(values, shape[0], shape[1]));
                }
                numbers(bytes, f32::from_le_bytes)
            }
            Dtype::F16 => numbers(bytes, |b| f16::from_le_bytes(b).to_f32()),
            Dtype::BF16 => numbers(bytes, |b| bf16::from_le_bytes(b).to_f32()),
            other => {
                return Err(BackboneError::TensorType { name: name.to_owned(), dtype: format!("{other:?}") });
            }
        };
        if values.len() != count {
            let damage = Damage::Tensor { name: name.to_owned(), reason: "its size does not fit its shape".into() };
            return Err(BackboneError::Damaged { path: path.clone(), damage });
        }
        Ok(Weight::owned(values, shape[0], shape[1]))
    }
}

/// The header's length, where it can be true.
fn header_length(bytes: &[u8]) -> Result<usize, Damage> {
    let first = bytes.first_chunk::<8>().ok_or(Damage::Ends { what: "its header's length" })?;
    let length = u64::from_le_bytes(*first);
    if length > HEADER_LIMIT {
        return Err(Damage::TooMany { what: "bytes of header", found: length, limit: HEADER_LIMIT });
    }
    if length as usize > bytes.len() - 8 {
        return Err(Damage::Ends { what: "its header" });
    }
    Ok(length as usize)
}

/// Little-endian numbers, widened.
fn numbers<const N: usize>(bytes: &[u8], widen: impl Fn([u8; N]) -> f32) -> Vec<f32> {
    bytes.as_chunks::<N>().0.iter().map(|&number| widen(number)).collect()
}

impl Store for Checkpoint {
    fn tensor(&self, name: Name, spec: &Spec, shape: [usize; 2]) -> Result<Weight, BackboneError> {
        self.named(&name.checkpoint(spec), shape)
    }
}

/// The files of a sharded checkpoint, by the names in its index; none of them may lie elsewhere.
///
/// # Errors
/// [`BackboneError::Damaged`] when the index is no index or names a path; [`BackboneError::Incomplete`] when a file is
/// missing.
pub fn shards(folder: &Path, index: &serde_json::Value) -> Result<Vec<PathBuf>, BackboneError> {
    let damaged = |damage| BackboneError::Damaged { path: folder.join(super::folder::INDEX), damage };
    let map = index.get("weight_map").and_then(serde_json::Value::as_object);
    let map = map.ok_or_else(|| damaged(Damage::Unknown { what: "its weight_map".into(), found: "missing".into() }))?;
    let mut names: Vec<&str> = map.values().filter_map(serde_json::Value::as_str).collect();
    names.sort_unstable();
    names.dedup();
    let mut paths = Vec::with_capacity(names.len());
    for name in names {
        if !is_safe(name) {
            return Err(damaged(Damage::Unknown { what: "a file name".into(), found: name.to_owned() }));
        }
        let path = folder.join(name);
        if !path.is_file() {
            return Err(BackboneError::Incomplete { path: folder.to_owned(), missing: name.to_owned() });
        }
        paths.push(path);
    }
    Ok(paths)
}

/// A plain file name of the one format that is read.
fn is_safe(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    name.ends_with(".safetensors") && !name.starts_with('.') && name.chars().all(plain)
}
