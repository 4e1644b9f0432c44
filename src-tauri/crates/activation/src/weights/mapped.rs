//! The one place that maps files into memory: f32 checkpoints are then read by the system on demand and never copied.
//!
//! [`FileBytes::read`] is the safe twin with the same answers; tests hold the two against each other.
#![allow(unsafe_code, reason = "mapping a file and viewing its bytes as f32 have no safe form")]

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

/// A file's bytes, mapped or read.
#[derive(Debug)]
pub enum FileBytes {
    /// The system's own pages.
    Mapped(Mmap),
    /// A copy.
    Read(Vec<u8>),
}

impl FileBytes {
    /// Maps a file read-only.
    ///
    /// # Errors
    /// The system's, when the file cannot be opened or mapped.
    pub fn map(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        if file.metadata()?.len() == 0 {
            return Ok(Self::Read(Vec::new()));
        }
        // SAFETY: the mapping is read-only and private to this process. Another program that shortens the file while
        // it is mapped can stop this process (a bus error); every reader of model files that maps them shares that
        // risk, which is why models are read in a process of their own.
        let map = unsafe { Mmap::map(&file)? };
        Ok(Self::Mapped(map))
    }

    /// Reads a file whole.
    ///
    /// # Errors
    /// The system's.
    pub fn read(path: &Path) -> io::Result<Self> {
        std::fs::read(path).map(Self::Read)
    }

    /// All bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Read(bytes) => bytes,
        }
    }
}

/// f32 numbers inside a file, without a copy.
#[derive(Debug, Clone)]
pub struct MappedFloats {
    file: Arc<FileBytes>,
    start: usize,
    count: usize,
}

impl MappedFloats {
    /// A view of `count` little-endian f32 from byte `start`; nothing when they lie beyond the file, are not aligned,
    /// or this machine orders bytes differently (callers then copy).
    #[must_use]
    pub fn new(file: Arc<FileBytes>, start: usize, count: usize) -> Option<Self> {
        let bytes = file.bytes().get(start..)?.get(..count.checked_mul(4)?)?;
        let fits = cfg!(target_endian = "little") && bytes.as_ptr().addr().is_multiple_of(align_of::<f32>());
        fits.then_some(Self { file, start, count })
    }

    /// The numbers.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        let bytes = &self.file.bytes()[self.start..self.start + 4 * self.count];
        // SAFETY: `new` checked alignment and byte order; the slice above checked the length; every bit pattern is an
        // f32; the bytes live as long as `self.file`, which this view holds and which nothing changes.
        unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), self.count) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;

    #[test]
    fn mapped_numbers_equal_those_read_by_the_safe_twin() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("numbers");
        let numbers: Vec<f32> = (0..1000).map(|i| i as f32 * 0.37 - 5.0).collect();
        let bytes: Vec<u8> = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
        std::fs::write(&path, &bytes).unwrap();
        let twin = FileBytes::read(&path).unwrap();
        let twin: Vec<f32> =
            twin.bytes()[8..].chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect();
        let mapped = MappedFloats::new(Arc::new(FileBytes::map(&path).unwrap()), 8, 998).unwrap();
        assert_eq!(mapped.values(), twin);
    }

    #[test]
    fn views_beyond_the_file_or_off_their_alignment_are_not_given() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("numbers");
        std::fs::write(&path, [0u8; 64]).unwrap();
        let file = Arc::new(FileBytes::map(&path).unwrap());
        assert!(MappedFloats::new(Arc::clone(&file), 0, 17).is_none());
        assert!(MappedFloats::new(Arc::clone(&file), 2, 1).is_none());
        assert!(MappedFloats::new(Arc::clone(&file), 100, 0).is_none());
        assert!(MappedFloats::new(file, 4, usize::MAX).is_none());
    }

    #[test]
    fn an_empty_file_is_no_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("empty");
        std::fs::write(&path, []).unwrap();
        assert!(FileBytes::map(&path).unwrap().bytes().is_empty());
    }
}
