//! A chunk as bytes and back: what a process that reads models sends to the one that asked.

use selection::Projection;
use serde::{Deserialize, Serialize};

use super::{Chunk, ProjectionFeatures, SparseVectors, Vectors};
use crate::reading::Representation;

/// Bytes that are no chunk.
#[derive(Debug, thiserror::Error)]
pub enum ChunkError {
    /// They end too early or go on too long.
    #[error("a chunk of {found} bytes was received where {wanted} were announced")]
    Length {
        /// Bytes at hand.
        found: usize,
        /// Bytes announced.
        wanted: usize,
    },
    /// The head is not ours.
    #[error("these bytes are no chunk of this version: {0}")]
    Head(String),
}

/// Everything of a chunk but its long arrays.
#[derive(Serialize, Deserialize)]
struct Head {
    version: u32,
    documents: usize,
    token_counts: usize,
    read_tokens: usize,
    features: Vec<FeatureHead>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    vectors: Vec<VectorHead>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sparse: Vec<SparseHead>,
}

#[derive(Serialize, Deserialize)]
struct VectorHead {
    representation: Representation,
    width: usize,
    values: usize,
}

#[derive(Serialize, Deserialize)]
struct SparseHead {
    representation: Representation,
    width: usize,
    counts: usize,
    places: usize,
}

#[derive(Serialize, Deserialize)]
struct FeatureHead {
    projection: Projection,
    width: usize,
    layers: usize,
    top_k: usize,
    indices: usize,
    impacts: Option<usize>,
}

const VERSION: u32 = 1;

impl Chunk {
    /// The chunk as bytes: length of the head (u32, little endian), head (JSON), then the arrays, little endian.
    ///
    /// # Panics
    /// Never: a head of numbers and names is always JSON.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = serde_json::to_vec(&self.head()).expect("a head of numbers and names is always JSON");
        let mut bytes = (head.len() as u32).to_le_bytes().to_vec();
        bytes.extend(head);
        for number in self.token_counts.iter().chain(&self.read_tokens) {
            bytes.extend(number.to_le_bytes());
        }
        for features in &self.features {
            bytes.extend(features.indices.iter().flat_map(|index| index.to_le_bytes()));
            bytes.extend(features.impacts.iter().flatten().flat_map(|impact| impact.to_le_bytes()));
        }
        for vectors in &self.vectors {
            bytes.extend(vectors.values.iter().flat_map(|value| value.to_le_bytes()));
        }
        for sparse in &self.sparse {
            bytes.extend(sparse.counts.iter().chain(&sparse.indices).flat_map(|number| number.to_le_bytes()));
            bytes.extend(sparse.values.iter().flat_map(|value| value.to_le_bytes()));
        }
        bytes
    }

    /// Reads what [`Chunk::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`ChunkError`] when the bytes are not a whole chunk; nothing larger than the bytes is allocated.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ChunkError> {
        let mut rest = bytes;
        let length = numbers(&mut rest, 1, u32::from_le_bytes)?[0];
        let head: Head = serde_json::from_slice(take(&mut rest, length as usize)?)
            .map_err(|error| ChunkError::Head(error.to_string()))?;
        if head.version != VERSION {
            return Err(ChunkError::Head(format!("version {}", head.version)));
        }
        let token_counts = numbers(&mut rest, head.token_counts, u32::from_le_bytes)?;
        let read_tokens = numbers(&mut rest, head.read_tokens, u32::from_le_bytes)?;
        let features = head.features.iter().map(|f| f.read(&mut rest)).collect::<Result<_, _>>()?;
        let vectors = head.vectors.iter().map(|v| v.read(&mut rest)).collect::<Result<_, _>>()?;
        let sparse = head.sparse.iter().map(|s| s.read(&mut rest)).collect::<Result<_, _>>()?;
        if !rest.is_empty() {
            return Err(ChunkError::Length { found: bytes.len(), wanted: bytes.len() - rest.len() });
        }
        Ok(Self { documents: head.documents, token_counts, read_tokens, features, vectors, sparse })
    }

    fn head(&self) -> Head {
        Head {
            version: VERSION,
            documents: self.documents,
            token_counts: self.token_counts.len(),
            read_tokens: self.read_tokens.len(),
            features: self.features.iter().map(FeatureHead::of).collect(),
            vectors: self.vectors.iter().map(VectorHead::of).collect(),
            sparse: self.sparse.iter().map(SparseHead::of).collect(),
        }
    }
}

impl FeatureHead {
    fn of(features: &ProjectionFeatures) -> Self {
        Self {
            projection: features.projection,
            width: features.width,
            layers: features.layers,
            top_k: features.top_k,
            indices: features.indices.len(),
            impacts: features.impacts.as_ref().map(Vec::len),
        }
    }

    fn read(&self, rest: &mut &[u8]) -> Result<ProjectionFeatures, ChunkError> {
        Ok(ProjectionFeatures {
            projection: self.projection,
            width: self.width,
            layers: self.layers,
            top_k: self.top_k,
            indices: numbers(rest, self.indices, u16::from_le_bytes)?,
            impacts: self.impacts.map(|count| numbers(rest, count, f32::from_le_bytes)).transpose()?,
        })
    }
}

impl VectorHead {
    fn of(vectors: &Vectors) -> Self {
        Self { representation: vectors.representation, width: vectors.width, values: vectors.values.len() }
    }

    fn read(&self, rest: &mut &[u8]) -> Result<Vectors, ChunkError> {
        let values = numbers(rest, self.values, f32::from_le_bytes)?;
        Ok(Vectors { representation: self.representation, width: self.width, values })
    }
}

impl SparseHead {
    fn of(sparse: &SparseVectors) -> Self {
        let (representation, width) = (sparse.representation, sparse.width);
        Self { representation, width, counts: sparse.counts.len(), places: sparse.indices.len() }
    }

    fn read(&self, rest: &mut &[u8]) -> Result<SparseVectors, ChunkError> {
        Ok(SparseVectors {
            representation: self.representation,
            width: self.width,
            counts: numbers(rest, self.counts, u32::from_le_bytes)?,
            indices: numbers(rest, self.places, u32::from_le_bytes)?,
            values: numbers(rest, self.places, f32::from_le_bytes)?,
        })
    }
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], ChunkError> {
    let (taken, left) = rest.split_at_checked(count).ok_or(ChunkError::Length { found: rest.len(), wanted: count })?;
    *rest = left;
    Ok(taken)
}

fn numbers<const N: usize, T>(rest: &mut &[u8], count: usize, read: fn([u8; N]) -> T) -> Result<Vec<T>, ChunkError> {
    let taken = take(rest, count.saturating_mul(N))?;
    Ok(taken.as_chunks::<N>().0.iter().map(|&number| read(number)).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;
    use selection::ABSENT;

    fn chunk() -> Chunk {
        let features = ProjectionFeatures {
            projection: Projection::Q,
            width: 3,
            layers: 1,
            top_k: 2,
            indices: vec![2, 0, ABSENT, ABSENT],
            impacts: Some(vec![0.5, 0.25, 1.5, 0.0, 0.0, 0.0]),
        };
        Chunk {
            documents: 2,
            token_counts: vec![7, 0],
            read_tokens: vec![5, 0],
            features: vec![features],
            ..Chunk::default()
        }
    }

    /// The same with rows of both kinds, one of them absent.
    fn with_vectors() -> Chunk {
        let middle = Representation::MiddleHidden { layer: 3 };
        let values = vec![0.5, -2.0, f32::NAN, f32::NAN];
        let mut sparse = SparseVectors::new(Representation::LastHidden, 70_000);
        sparse.push(Some(&[(3, 1.0), (69_999, 0.25)]));
        sparse.push(None);
        Chunk { vectors: vec![Vectors { representation: middle, width: 2, values }], sparse: vec![sparse], ..chunk() }
    }

    #[test]
    fn a_chunk_crosses_a_process_boundary_unchanged() {
        assert_eq!(Chunk::from_bytes(&chunk().to_bytes()).unwrap(), chunk());
    }

    #[test]
    fn vectors_cross_it_bit_by_bit_absent_rows_included() {
        let (sent, bytes) = (with_vectors(), with_vectors().to_bytes());
        let received = Chunk::from_bytes(&bytes).unwrap();
        assert_eq!(received.to_bytes(), bytes);
        assert_eq!((&received.sparse, received.features), (&sent.sparse, sent.features));
        assert_eq!(received.vectors[0].row(0), sent.vectors[0].row(0));
        assert_eq!(received.vectors[0].row(1), None);
    }

    #[test]
    fn a_chunk_without_vectors_has_the_bytes_it_always_had() {
        let bytes = chunk().to_bytes();
        assert!(!String::from_utf8_lossy(&bytes).contains("vectors"));
        assert_eq!(bytes.len(), 4 + bytes[0] as usize + (bytes[1] as usize) * 256 + 4 * 4 + 2 * 4 + 6 * 4);
    }

    #[test]
    fn a_torn_chunk_is_refused_wherever_it_is_torn() {
        let bytes = with_vectors().to_bytes();
        for end in 0..bytes.len() {
            assert!(Chunk::from_bytes(&bytes[..end]).is_err(), "accepted {end} of {} bytes", bytes.len());
        }
        assert!(Chunk::from_bytes(&[bytes.as_slice(), &[0]].concat()).is_err());
    }
}
