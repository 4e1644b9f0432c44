//! Vectors from other programs: `NumPy`'s `.npy` and Parquet in, `.npy` out.
//!
//! What a file is, is said by its first bytes, not by its name. Headers are foreign bytes: lengths are held against the
//! file's own size before anything is set aside for them. A row with a number that is not finite is refused by its number,
//! since leaving it out would shift every row after it.
//!
//! Deliberately absent: pickles inside `.npy` (object arrays), which run code when they are opened; archives (`.npz`).

mod columns;
mod error;
mod header;
mod npy;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use selection::Vectors;

pub use error::VectorsFileError;
pub use npy::NpyWriter;

/// Reads all vectors of a file: rows and columns of a `.npy`, a column of lists or columns of numbers of a Parquet file.
///
/// # Errors
/// [`VectorsFileError`].
pub fn read(path: &Path) -> Result<Vectors, VectorsFileError> {
    let mut head = Vec::new();
    File::open(path)?.take(6).read_to_end(&mut head)?;
    let file = File::open(path)?;
    let (width, numbers) = if head == header::MAGIC {
        npy::read(file)?
    } else if head.starts_with(b"PAR1") {
        columns::read(file)?
    } else {
        return Err(VectorsFileError::Unknown { looks_like: looks_like(&head) });
    };
    match numbers.chunks_exact(width).position(|row| row.iter().any(|number| !number.is_finite())) {
        Some(row) => Err(VectorsFileError::NotFinite { row }),
        None => Ok(Vectors::new(width, numbers)?),
    }
}

fn looks_like(head: &[u8]) -> &'static str {
    match head {
        [] => "is empty",
        [b'P', b'K', ..] => "is an archive, as .npz files are (save one array with numpy.save)",
        [0x80, ..] => "looks like a Python pickle, which is never opened because that can run code",
        [b'{' | b'[', ..] => "looks like JSON",
        [0x1F, 0x8B, ..] => "is compressed (unpack it first)",
        _ => "begins with other bytes",
    }
}
