//! GGUF: one file with settings, tokenizer and weights, as llama.cpp writes it. The header is believed only after the
//! gate in [`cursor`], [`metadata`] and [`tensors`]; weights are dequantised once, piece by piece.

mod cursor;
mod dequantise;
mod metadata;
mod settings;
mod tensors;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::damage::Damage;
use super::mapped::FileBytes;
use super::{Kind, Name, Role, Store, Weight};
use crate::error::BackboneError;
use crate::families::{self, Family, Spec, rope::Scaling};
use cursor::Cursor;
use metadata::Metadata;
use tensors::Entry;

const MAGIC: &[u8; 4] = b"GGUF";

/// A mapped GGUF file whose header passed the gate.
pub struct GgufFile {
    path: PathBuf,
    file: FileBytes,
    metadata: Metadata,
    entries: HashMap<String, Entry>,
}

impl GgufFile {
    /// Maps a file and reads its header.
    ///
    /// # Errors
    /// [`BackboneError::Damaged`] when the header is not to be believed; [`BackboneError::Io`].
    pub fn open(path: &Path) -> Result<Self, BackboneError> {
        let file = FileBytes::map(path).map_err(|source| BackboneError::Io { path: path.to_owned(), source })?;
        let (metadata, entries) =
            header(file.bytes()).map_err(|damage| BackboneError::Damaged { path: path.to_owned(), damage })?;
        Ok(Self { path: path.to_owned(), file, metadata, entries })
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Text of the metadata.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.metadata.text(key, self.file.bytes())
    }

    /// Texts of the metadata.
    #[must_use]
    pub fn texts(&self, key: &str) -> Option<Vec<&str>> {
        self.metadata.texts(key, self.file.bytes())
    }

    /// Whole numbers of the metadata.
    #[must_use]
    pub fn numbers(&self, key: &str) -> Option<Vec<u32>> {
        self.metadata.numbers(key, self.file.bytes())
    }

    /// "llama", "qwen2".
    ///
    /// # Errors
    /// [`BackboneError::Damaged`] when the file does not say.
    pub fn architecture(&self) -> Result<&str, BackboneError> {
        self.text("general.architecture").ok_or_else(|| BackboneError::Damaged {
            path: self.path.clone(),
            damage: Damage::Unknown { what: "its architecture".to_owned(), found: "missing".to_owned() },
        })
    }

    /// The family that reads it.
    ///
    /// # Errors
    /// [`BackboneError::UnknownArchitecture`].
    pub fn family(&self) -> Result<&'static Family, BackboneError> {
        families::of_gguf(self.architecture()?)
    }

    /// What the model is.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when its settings make no sense.
    pub fn spec(&self) -> Result<Spec, BackboneError> {
        let mut spec = (self.family()?.spec)(&settings::of(self)?)?;
        if self.entries.contains_key("rope_freqs.weight") {
            let factors = self.plain("rope_freqs.weight", [1, spec.head_width / 2])?;
            spec.ropes[0].scaling = Scaling::Factors(factors.into_values());
        }
        Ok(spec)
    }

    /// Numbers in all tensors.
    #[must_use]
    pub fn parameters(&self) -> u64 {
        self.entries.values().map(|entry| entry.shape.iter().product::<usize>() as u64).sum()
    }

    /// Size of the file.
    #[must_use]
    pub fn size_bytes(&self) -> u64 {
        self.file.bytes().len() as u64
    }

    /// How most of the blocks' numbers are stored.
    #[must_use]
    pub fn label(&self) -> String {
        let mut numbers: HashMap<u32, usize> = HashMap::new();
        for (name, entry) in &self.entries {
            if name.starts_with("blk.") {
                *numbers.entry(entry.kind).or_default() += entry.shape.iter().product::<usize>();
            }
        }
        numbers
            .into_iter()
            .max_by_key(|&(kind, count)| (count, kind))
            .map_or_else(String::new, |(kind, _)| tensors::label(kind))
    }

    fn plain(&self, name: &str, shape: [usize; 2]) -> Result<Weight, BackboneError> {
        let entry = self.entries.get(name).ok_or_else(|| BackboneError::MissingTensor { name: name.to_owned() })?;
        if !super::same_shape(&entry.shape, shape) {
            return Err(super::wrong_shape(name.to_owned(), &entry.shape, shape));
        }
        let unread = || BackboneError::TensorType { name: name.to_owned(), dtype: tensors::label(entry.kind) };
        let storage = tensors::storage(entry.kind).ok_or_else(unread)?;
        let values = dequantise::values(&self.file.bytes()[entry.bytes.clone()], storage, shape[0] * shape[1])?;
        Ok(Weight::owned(values, shape[0], shape[1]))
    }
}

impl Store for GgufFile {
    fn tensor(&self, name: Name, spec: &Spec, shape: [usize; 2]) -> Result<Weight, BackboneError> {
        let weight = self.plain(&name.gguf(), shape)?;
        let heads = match name {
            Name::Block(_, Role::Q, _) => spec.heads,
            Name::Block(_, Role::K, _) => spec.key_heads,
            _ => return Ok(weight),
        };
        if !self.family()?.gguf_permutes {
            return Ok(weight);
        }
        // A bias is asked for as one row; its entries are the outputs.
        let width = if matches!(name, Name::Block(_, _, Kind::Bias)) { 1 } else { shape[1] };
        Ok(Weight::owned(halves_apart(&weight.into_values(), heads, width), shape[0], shape[1]))
    }
}

fn header(bytes: &[u8]) -> Result<(Metadata, HashMap<String, Entry>), Damage> {
    let mut cursor = Cursor::new(bytes);
    if cursor.take(4, "its first bytes")? != MAGIC {
        return Err(Damage::Magic { wanted: "GGUF" });
    }
    let version = cursor.u32("its version")?;
    if !(2..=3).contains(&version) {
        return Err(Damage::Version { found: version, known: "2 and 3" });
    }
    let tensors = cursor.u64("its tensor count")?;
    // A key's length, a type and a one-byte value are the least that an entry takes.
    let entries = cursor.count(8 + 4 + 1, "metadata entries")?;
    let metadata = Metadata::read(&mut cursor, entries)?;
    let alignment = metadata.count("general.alignment").unwrap_or(32);
    // The format asks for a multiple of eight; typed views of the data rely on it.
    if metadata.value("general.alignment").is_some_and(|value| !matches!(value, metadata::Value::Count(_)))
        || !alignment.is_power_of_two()
        || !(8..=1 << 20).contains(&alignment)
    {
        let found = alignment.to_string();
        return Err(Damage::Unknown { what: "its alignment".to_owned(), found });
    }
    let entries = tensors::read(&mut cursor, tensors, alignment)?;
    Ok((metadata, entries))
}

/// llama.cpp turns neighbours instead of halves, and reorders the rows of q and k to suit: row `2i + j` of a head is
/// row `j * half + i` of the checkpoint's.
fn halves_apart(values: &[f32], heads: usize, width: usize) -> Vec<f32> {
    let rows: Vec<&[f32]> = values.chunks_exact(width).collect();
    let head = rows.len() / heads;
    let half = head / 2;
    let from = |row: usize| {
        let (start, inside) = (row / head * head, row % head);
        start + 2 * (inside % half) + inside / half
    };
    (0..rows.len()).flat_map(|row| rows[from(row)]).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::halves_apart;

    #[test]
    fn rows_of_a_head_go_back_to_two_halves() {
        let neighbours = [0.0, 2.0, 1.0, 3.0, 10.0, 12.0, 11.0, 13.0];
        assert_eq!(halves_apart(&neighbours, 2, 1), [0.0, 1.0, 2.0, 3.0, 10.0, 11.0, 12.0, 13.0]);
    }
}
