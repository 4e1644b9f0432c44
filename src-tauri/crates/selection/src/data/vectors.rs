//! Vectors of documents: one row of numbers each, dense or sparse, in the layout every vector method reads.
//!
//! What a vector means is said by the [`crate::data::representation::Representation`] it stands under; here it is only numbers.

/// Vectors of many documents, dense.
///
/// # Shapes
/// `[documents][width]` f32, row by row; a document that could not be read holds NaN in all its places. A row may be made
/// of several parts of one size, as of one for each layer: `[documents][parts][width / parts]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Vectors {
    width: usize,
    parts: usize,
    values: Vec<f32>,
}

impl Vectors {
    /// Takes rows laid out as `[documents][width]`.
    ///
    /// # Errors
    /// [`VectorsError`] when the length is no multiple of the width, the width is zero, or a row holds some numbers that
    /// are not finite (a row of nothing but NaN is a document that could not be read).
    pub fn new(width: usize, values: Vec<f32>) -> Result<Self, VectorsError> {
        if width == 0 || !values.len().is_multiple_of(width) {
            return Err(VectorsError::Shape { found: values.len(), width });
        }
        let bad = values
            .chunks_exact(width)
            .position(|row| row.iter().any(|v| !v.is_finite()) && !row.iter().all(|v| v.is_nan()));
        match bad {
            Some(row) => Err(VectorsError::NotFinite { row }),
            None => Ok(Self { width, parts: 1, values }),
        }
    }

    /// The same vectors, each row understood as so many parts of one size: the layers of
    /// [`crate::data::representation::Representation::Shifts`].
    ///
    /// # Errors
    /// [`VectorsError::Parts`] when the width is no multiple of the parts.
    pub fn in_parts(self, parts: usize) -> Result<Self, VectorsError> {
        if parts == 0 || !self.width.is_multiple_of(parts) {
            return Err(VectorsError::Parts { width: self.width, parts });
        }
        Ok(Self { parts, ..self })
    }

    /// Parts of one row; 1 where nothing was said.
    #[must_use]
    pub const fn parts(&self) -> usize {
        self.parts
    }

    /// Numbers of one document.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// How many documents are here, read or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / self.width
    }

    /// True when there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// One document's numbers; none where it could not be read.
    ///
    /// # Panics
    /// When `document` is out of range.
    #[must_use]
    pub fn row(&self, document: usize) -> Option<&[f32]> {
        let row = &self.values[document * self.width..][..self.width];
        (!row[0].is_nan()).then_some(row)
    }

    /// Some documents, in the order given.
    ///
    /// # Panics
    /// When one is out of range.
    #[must_use]
    pub fn some(&self, documents: &[usize]) -> Self {
        let row = |&document: &usize| &self.values[document * self.width..][..self.width];
        Self { values: documents.iter().flat_map(row).copied().collect(), ..*self }
    }

    /// All numbers, `[documents][width]`.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.values
    }
}

/// Vectors of many documents that are zero nearly everywhere: latents of a sparse autoencoder.
///
/// # Shapes
/// Document `d` has the entries `starts[d]..starts[d + 1]` of `columns` (rising inside a document) and `values`.
#[derive(Debug, Clone, PartialEq)]
pub struct SparseVectors {
    width: usize,
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    absent: Vec<bool>,
}

impl SparseVectors {
    /// No documents yet; rows are added one by one.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { width, starts: vec![0], columns: Vec::new(), values: Vec::new(), absent: Vec::new() }
    }

    /// Adds a document by its entries, columns rising; none for one that could not be read.
    ///
    /// # Errors
    /// [`VectorsError`] when columns do not rise or lie beyond the width, or a value is not finite.
    pub fn push(&mut self, entries: Option<&[(u32, f32)]>) -> Result<(), VectorsError> {
        let row = self.absent.len();
        let found = entries.unwrap_or_default();
        if found.iter().any(|(_, value)| !value.is_finite()) {
            return Err(VectorsError::NotFinite { row });
        }
        let rising = found.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if !rising || found.last().is_some_and(|&(column, _)| column as usize >= self.width) {
            return Err(VectorsError::Columns { row, width: self.width });
        }
        self.columns.extend(found.iter().map(|entry| entry.0));
        self.values.extend(found.iter().map(|entry| entry.1));
        self.starts.push(self.columns.len());
        self.absent.push(entries.is_none());
        Ok(())
    }

    /// Numbers of one document, zeros included.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// How many documents are here, read or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.absent.len()
    }

    /// True when there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.absent.is_empty()
    }

    /// One document's columns, rising, and their values; none where it could not be read.
    ///
    /// # Panics
    /// When `document` is out of range.
    #[must_use]
    pub fn row(&self, document: usize) -> Option<(&[u32], &[f32])> {
        let range = self.starts[document]..self.starts[document + 1];
        (!self.absent[document]).then(|| (&self.columns[range.clone()], &self.values[range]))
    }
}

/// Why numbers are no vectors of documents.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VectorsError {
    /// The numbers do not divide into rows.
    #[error("{found} numbers do not make whole rows of {width}")]
    Shape {
        /// Numbers given.
        found: usize,
        /// Numbers a row should have.
        width: usize,
    },
    /// Rows that do not divide into parts.
    #[error("rows of {width} numbers do not make {parts} parts of one size: give the number of layers that were read")]
    Parts {
        /// Numbers of a row.
        width: usize,
        /// Parts asked for.
        parts: usize,
    },
    /// A number that is not finite.
    #[error("row {} holds a number that is not finite (NaN or infinity): leave that row out or mend it", row + 1)]
    NotFinite {
        /// Which row, from 0.
        row: usize,
    },
    /// Columns of a sparse row.
    #[error("the columns of row {} do not rise, or lie beyond the width {width}", row + 1)]
    Columns {
        /// Which row, from 0.
        row: usize,
        /// Columns there are.
        width: usize,
    },
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_row_of_nothing_but_nan_was_not_read_and_a_single_nan_is_refused() {
        let nan = f32::NAN;
        let vectors = Vectors::new(2, vec![1.0, 2.0, nan, nan]).unwrap();
        assert_eq!((vectors.len(), vectors.row(0), vectors.row(1)), (2, Some(&[1.0, 2.0][..]), None));
        assert_eq!(Vectors::new(2, vec![1.0, nan]), Err(VectorsError::NotFinite { row: 0 }));
        assert_eq!(Vectors::new(2, vec![1.0; 3]), Err(VectorsError::Shape { found: 3, width: 2 }));
    }

    #[test]
    fn rows_divide_into_parts_of_one_size_or_say_why_not() {
        let vectors = Vectors::new(6, vec![0.0; 12]).unwrap();
        assert_eq!(vectors.parts(), 1);
        assert_eq!(vectors.clone().in_parts(3).unwrap().parts(), 3);
        assert_eq!(vectors.in_parts(4), Err(VectorsError::Parts { width: 6, parts: 4 }));
    }

    #[test]
    fn sparse_rows_come_back_as_they_were_given() {
        let mut vectors = SparseVectors::new(5);
        vectors.push(Some(&[(1, 0.5), (4, 2.0)])).unwrap();
        vectors.push(None).unwrap();
        vectors.push(Some(&[])).unwrap();
        assert_eq!(vectors.row(0), Some((&[1, 4][..], &[0.5, 2.0][..])));
        assert_eq!((vectors.row(1), vectors.row(2)), (None, Some((&[][..], &[][..]))));
        assert_eq!(vectors.push(Some(&[(5, 1.0)])), Err(VectorsError::Columns { row: 3, width: 5 }));
        assert_eq!(vectors.len(), 3);
    }
}
