//! Why a file of vectors cannot be read.

use std::io;

use selection::VectorsError;

use crate::formats::FormatError;

/// A file of vectors cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VectorsFileError {
    /// The file itself.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// Neither of the two formats.
    #[error("is no file of vectors: it {looks_like}; known are .npy and Parquet")]
    Unknown {
        /// What it seems to be.
        looks_like: &'static str,
    },
    /// The header does not say what it must.
    #[error("the .npy header cannot be understood: {problem}. Save the array again with numpy.save")]
    Header {
        /// What is wrong.
        problem: String,
    },
    /// Numbers of another type.
    #[error("holds numbers of type {found}; known are f4 and f8, little-endian. Convert with .astype(\"float32\")")]
    Type {
        /// The type's name in the header.
        found: String,
    },
    /// Columns first.
    #[error("is stored column by column (Fortran order): save numpy.ascontiguousarray of it")]
    FortranOrder,
    /// Not rows and columns.
    #[error("has the shape ({shape}); vectors need rows and columns, with at least one of each")]
    Shape {
        /// The shape as it stands there.
        shape: String,
    },
    /// The file ends elsewhere than its header says.
    #[error("its header speaks of {expected} bytes of numbers, and there are {found}: it is damaged, or was cut short")]
    Length {
        /// Bytes that the shape needs.
        expected: u64,
        /// Bytes that are there.
        found: u64,
    },
    /// A Parquet file that cannot be read.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// No column of a Parquet file is a vector.
    #[error(
        "no column holds vectors; it has {columns}. Wanted is one column of lists of numbers, or columns of floats"
    )]
    NoColumn {
        /// The columns there are.
        columns: String,
    },
    /// Several columns of lists.
    #[error("several columns hold lists of numbers ({columns}): keep the one that is meant")]
    SeveralColumns {
        /// Their names.
        columns: String,
    },
    /// A row without a vector, or with one of another length.
    #[error("row {row} (counted from 0) has {found} numbers, the rows before {expected}")]
    Row {
        /// Which row, from 0.
        row: usize,
        /// Numbers in it.
        found: usize,
        /// Numbers expected.
        expected: usize,
    },
    /// NaN or infinity.
    #[error(
        "row {row} (counted from 0) holds a number that is not finite (NaN, infinity, or too large for f32): mend it"
    )]
    NotFinite {
        /// Which row, from 0.
        row: usize,
    },
    /// The numbers are no rows.
    #[error(transparent)]
    Vectors(#[from] VectorsError),
}
