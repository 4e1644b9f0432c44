//! Vectors of documents: whole rows, or the few places of a row that are not zero.

use serde::{Deserialize, Serialize};

use crate::reading::Representation;

/// One representation of many documents, a row each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vectors {
    /// What the rows are.
    pub representation: Representation,
    /// Numbers in a row.
    pub width: usize,
    /// `[documents][width]`; a row of NaN says that the document has none. JSON cannot say NaN: these travel as bytes.
    pub values: Vec<f32>,
}

impl Vectors {
    /// Rows for all documents, all of them absent.
    #[must_use]
    pub fn absent(representation: Representation, documents: usize, width: usize) -> Self {
        Self { representation, width, values: vec![f32::NAN; documents * width] }
    }

    /// A document's row; nothing where it is absent or there is no such document.
    #[must_use]
    pub fn row(&self, document: usize) -> Option<&[f32]> {
        let row = self.values.get(document * self.width..(document + 1) * self.width)?;
        row.first().is_some_and(|value| !value.is_nan()).then_some(row)
    }
}

/// One representation of many documents whose rows are nearly all zeros.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SparseVectors {
    /// What the rows are.
    pub representation: Representation,
    /// Numbers in a row, zeros included.
    pub width: usize,
    /// `[documents]`: how many places each document has that are not zero; [`SparseVectors::ABSENT`] where it has no
    /// row at all.
    pub counts: Vec<u32>,
    /// The places of all documents, one document after the other, rising within each.
    pub indices: Vec<u32>,
    /// What stands there.
    pub values: Vec<f32>,
}

impl SparseVectors {
    /// The count of a document without a row.
    pub const ABSENT: u32 = u32::MAX;

    /// Room for rows that [`SparseVectors::push`] brings in the order of the documents.
    #[must_use]
    pub const fn new(representation: Representation, width: usize) -> Self {
        Self { representation, width, counts: Vec::new(), indices: Vec::new(), values: Vec::new() }
    }

    /// Adds the next document's row, places rising; nothing where it has none.
    pub fn push(&mut self, row: Option<&[(u32, f32)]>) {
        self.counts.push(row.map_or(Self::ABSENT, |row| row.len() as u32));
        self.indices.extend(row.iter().copied().flatten().map(|&(index, _)| index));
        self.values.extend(row.iter().copied().flatten().map(|&(_, value)| value));
    }

    /// Every document's places and values, in order; nothing for a document without a row.
    pub fn rows(&self) -> impl Iterator<Item = Option<(&[u32], &[f32])>> {
        let mut start = 0;
        self.counts.iter().map(move |&count| {
            if count == Self::ABSENT {
                return None;
            }
            let place = start..start + count as usize;
            start = place.end;
            Some((self.indices.get(place.clone())?, self.values.get(place)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_without_a_row_is_told_from_one_whose_row_is_all_zeros() {
        let mut sparse = SparseVectors::new(Representation::Shifts, 9);
        sparse.push(Some(&[(1, 0.5), (7, 2.0)]));
        sparse.push(None);
        sparse.push(Some(&[]));
        let rows: Vec<_> = sparse.rows().collect();
        assert_eq!(rows[0], Some((&[1, 7][..], &[0.5, 2.0][..])));
        assert_eq!(rows[1], None);
        assert_eq!(rows[2], Some((&[][..], &[][..])));
    }

    #[test]
    fn absent_rows_are_not_shown() {
        let mut vectors = Vectors::absent(Representation::LastHidden, 2, 2);
        vectors.values[..2].copy_from_slice(&[1.0, 2.0]);
        assert_eq!(vectors.row(0), Some(&[1.0, 2.0][..]));
        assert_eq!((vectors.row(1), vectors.row(2)), (None, None));
    }
}
