//! Vectors as bytes: dense rows of f32, or sparse rows, little endian. Which of them a reading has is known from its
//! representation; bytes that do not fit are an error, never a guess.

use selection::{SparseVectors, Vectors, VectorsError};

use super::error::StoreError;

/// Stands where a sparse row would have its length: the document could not be read.
const NOT_READ: u32 = u32::MAX;

/// How a reading's vectors are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// `[documents][width]` f32.
    Dense {
        /// Numbers of one document.
        width: usize,
    },
    /// For each document the number of its entries (u32), then their columns (u32), then their values (f32).
    Sparse {
        /// Columns there are.
        width: usize,
    },
}

/// Vectors of some documents in memory.
#[derive(Debug, Clone, PartialEq)]
pub enum Numbers {
    /// Every number.
    Dense(Vectors),
    /// Those that are not zero.
    Sparse(SparseVectors),
}

impl Numbers {
    /// How these are laid out.
    pub const fn layout(&self) -> Layout {
        match self {
            Self::Dense(vectors) => Layout::Dense { width: vectors.width() },
            Self::Sparse(vectors) => Layout::Sparse { width: vectors.width() },
        }
    }

    /// Documents.
    pub fn len(&self) -> usize {
        match self {
            Self::Dense(vectors) => vectors.len(),
            Self::Sparse(vectors) => vectors.len(),
        }
    }

    /// Numbers of one document, zeros included.
    pub const fn width(&self) -> usize {
        match self {
            Self::Dense(vectors) => vectors.width(),
            Self::Sparse(vectors) => vectors.width(),
        }
    }

    /// Some of the documents, in the order given.
    ///
    /// # Errors
    /// None in practice: rows that were vectors once are vectors again.
    pub fn chosen(&self, documents: &[usize]) -> Result<Self, VectorsError> {
        joined(documents.iter().map(|&document| Some((self, document))), self.layout())
    }

    /// Whether a document has a vector.
    pub fn has(&self, document: usize) -> bool {
        match self {
            Self::Dense(vectors) => vectors.row(document).is_some(),
            Self::Sparse(vectors) => vectors.row(document).is_some(),
        }
    }

    /// One document's bytes.
    pub fn bytes_of(&self, document: usize) -> Vec<u8> {
        match self {
            Self::Dense(vectors) => {
                let width = vectors.width();
                f32_bytes(&vectors.values()[document * width..][..width])
            }
            Self::Sparse(vectors) => match vectors.row(document) {
                None => NOT_READ.to_le_bytes().to_vec(),
                Some((columns, values)) => {
                    let mut bytes = (columns.len() as u32).to_le_bytes().to_vec();
                    bytes.extend(columns.iter().flat_map(|column| column.to_le_bytes()));
                    bytes.extend(f32_bytes(values));
                    bytes
                }
            },
        }
    }
}

/// Bytes behind each other, one document after the other, back to vectors.
pub fn numbers(bytes: &[u8], layout: Layout) -> Result<Numbers, StoreError> {
    let wrong = |error: selection::VectorsError| StoreError::Value(format!("stored vectors: {error}"));
    match layout {
        Layout::Dense { width } => {
            let values = f32_numbers(bytes);
            if !bytes.len().is_multiple_of(4) {
                return Err(StoreError::Value(format!("stored vectors: {} bytes are no f32 numbers", bytes.len())));
            }
            Ok(Numbers::Dense(Vectors::new(width, values).map_err(wrong)?))
        }
        Layout::Sparse { width } => {
            let mut vectors = SparseVectors::new(width);
            let mut rest = bytes;
            while !rest.is_empty() {
                let entries = sparse_row(&mut rest)
                    .ok_or_else(|| StoreError::Value("stored vectors: a sparse row is cut short".to_owned()))?;
                vectors.push(entries.as_deref()).map_err(wrong)?;
            }
            Ok(Numbers::Sparse(vectors))
        }
    }
}

/// Where each document's bytes end.
pub fn ends(bytes: &[u8], layout: Layout) -> Option<Vec<usize>> {
    match layout {
        Layout::Dense { width } => Some((1..=bytes.len() / (width * 4)).map(|d| d * width * 4).collect()),
        Layout::Sparse { .. } => {
            let (mut rest, mut ends) = (bytes, Vec::new());
            while !rest.is_empty() {
                sparse_row(&mut rest)?;
                ends.push(bytes.len() - rest.len());
            }
            Some(ends)
        }
    }
}

/// Puts single documents of several lists behind each other; none stands for one that is not there.
///
/// # Errors
/// [`VectorsError`] when they are no vectors of this layout.
pub fn joined<'a>(
    documents: impl Iterator<Item = Option<(&'a Numbers, usize)>>,
    layout: Layout,
) -> Result<Numbers, VectorsError> {
    match layout {
        Layout::Dense { width } => {
            let mut values = Vec::new();
            for document in documents {
                match document {
                    Some((Numbers::Dense(vectors), at)) => values.extend(&vectors.values()[at * width..][..width]),
                    _ => values.extend(std::iter::repeat_n(f32::NAN, width)),
                }
            }
            Ok(Numbers::Dense(Vectors::new(width, values)?))
        }
        Layout::Sparse { width } => {
            let mut rows = SparseVectors::new(width);
            for document in documents {
                let entries: Option<Entries> = match document {
                    Some((Numbers::Sparse(vectors), at)) => vectors
                        .row(at)
                        .map(|(columns, values)| columns.iter().copied().zip(values.iter().copied()).collect()),
                    _ => None,
                };
                rows.push(entries.as_deref())?;
            }
            Ok(Numbers::Sparse(rows))
        }
    }
}

type Entries = Vec<(u32, f32)>;

/// Takes one row off the front; the outer none says that it is cut short, the inner that it was not read.
#[allow(clippy::option_option, reason = "cut short and not read are two things")]
fn sparse_row(rest: &mut &[u8]) -> Option<Option<Entries>> {
    let (count, tail) = rest.split_first_chunk::<4>()?;
    let count = u32::from_le_bytes(*count);
    if count == NOT_READ {
        *rest = tail;
        return Some(None);
    }
    let (columns, tail) = tail.split_at_checked(count as usize * 4)?;
    let (values, tail) = tail.split_at_checked(count as usize * 4)?;
    *rest = tail;
    let columns = columns.as_chunks::<4>().0.iter().map(|&b| u32::from_le_bytes(b));
    Some(Some(columns.zip(f32_numbers(values)).collect()))
}

fn f32_bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn f32_numbers(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|&b| f32::from_le_bytes(b)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn sparse_and_dense_rows_come_back_as_they_were() {
        let dense = Numbers::Dense(Vectors::new(2, vec![1.0, -2.5, 0.0, 3.0]).unwrap());
        let mut rows = SparseVectors::new(9);
        rows.push(Some(&[(2, 0.5), (8, 1.5)])).unwrap();
        rows.push(None).unwrap();
        rows.push(Some(&[])).unwrap();
        for given in [dense, Numbers::Sparse(rows)] {
            let bytes: Vec<u8> = (0..given.len()).flat_map(|d| given.bytes_of(d)).collect();
            assert_eq!(numbers(&bytes, given.layout()).unwrap(), given);
            assert_eq!(ends(&bytes, given.layout()).unwrap().len(), given.len());
        }
    }

    #[test]
    fn bytes_that_do_not_fit_are_refused() {
        assert!(numbers(&[1, 2, 3], Layout::Dense { width: 1 }).is_err());
        assert!(numbers(&[0; 12], Layout::Dense { width: 2 }).is_err());
        assert!(numbers(&[9, 0, 0, 0, 1], Layout::Sparse { width: 3 }).is_err());
    }
}
