//! `.npy` files: a header, then the numbers row by row.

use std::fs::File;
use std::io::{BufReader, Read, Write as _};
use std::path::Path;

use super::error::VectorsFileError;
use super::header::{Float, MAGIC, read as read_header};
use crate::writing::{AtomicFile, WriteError};

/// Width and numbers of a file's vectors, double precision brought to single.
pub(super) fn read(file: File) -> Result<(usize, Vec<f32>), VectorsFileError> {
    let length = file.metadata()?.len();
    let mut file = Counted { rest: BufReader::with_capacity(1 << 20, file), bytes: 0 };
    let header = read_header(&mut file)?;
    let found = length.saturating_sub(file.bytes);
    let expected = header.bytes().unwrap_or(u64::MAX);
    if expected != found {
        return Err(VectorsFileError::Length { expected, found });
    }
    let mut numbers = Vec::with_capacity(header.rows * header.width);
    let mut row = vec![0; header.width * header.float.bytes()];
    for _ in 0..header.rows {
        file.read_exact(&mut row)?;
        match header.float {
            Float::Single => numbers.extend(row.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes))),
            Float::Double => numbers.extend(row.as_chunks().0.iter().map(|&bytes| f64::from_le_bytes(bytes) as f32)),
        }
    }
    Ok((header.width, numbers))
}

struct Counted<R> {
    rest: R,
    bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.rest.read(out)?;
        self.bytes += n as u64;
        Ok(n)
    }
}

/// A `.npy` file in the making, of one list of numbers in double precision. It appears under its name when it is
/// finished.
#[derive(Debug)]
pub struct NpyWriter(AtomicFile);

impl NpyWriter {
    /// Writes the numbers beside the target.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn create(target: &Path, numbers: &[f64]) -> Result<Self, WriteError> {
        let mut file = AtomicFile::create(target)?;
        let mut write = || {
            file.write_all(&head(numbers.len()))?;
            numbers.iter().try_for_each(|number| file.write_all(&number.to_le_bytes()))
        };
        write().map_err(WriteError::io(target))?;
        Ok(Self(file))
    }

    /// Makes the file appear; gives its size in bytes.
    ///
    /// # Errors
    /// [`WriteError`]; nothing has changed under the name then.
    pub fn finish(self) -> Result<u64, WriteError> {
        self.0.commit()
    }
}

/// Version 1, padded with blanks so that the numbers begin at a multiple of 64 bytes, as `NumPy` has it.
fn head(count: usize) -> Vec<u8> {
    let mut text = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': ({count},), }}");
    let begins = MAGIC.len() + 4;
    let padding = 63 - (begins + text.len()) % 64;
    text.push_str(&" ".repeat(padding));
    text.push('\n');
    let mut head = MAGIC.to_vec();
    head.extend([1, 0]);
    head.extend((text.len() as u16).to_le_bytes());
    head.extend(text.as_bytes());
    head
}
