//! The states of many tokens in a file, so that a training can go over them again without the model, and go on after a
//! kill without reading anything twice.
//!
//! `rows.f32` holds rows one after the other, `counts.u32` how many of them each document has; both little endian. A
//! document counts once its number is whole and its rows are there: what a kill left half written is cut off.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::files::io_failure;
use crate::operations::Failure;

/// Rows of documents, in the order in which they were added.
#[derive(Debug)]
pub struct KeptRows {
    path: PathBuf,
    rows: File,
    counts: File,
    width: usize,
    /// First row of each document, and the end of the last.
    starts: Vec<u64>,
}

impl KeptRows {
    /// Opens or makes the files in a folder, for rows of a width.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(folder: &Path, width: usize) -> Result<Self, Failure> {
        let path = folder.join("rows.f32");
        let open = || {
            let file = |path: &Path| OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
            let (rows, mut counts) = (file(&path)?, file(&folder.join("counts.u32"))?);
            let mut bytes = Vec::new();
            counts.read_to_end(&mut bytes)?;
            let there = rows.metadata()?.len() / bytes_of(width);
            let starts = starts(&bytes, there);
            rows.set_len(starts.last().copied().unwrap_or(0) * bytes_of(width))?;
            counts.set_len((starts.len() as u64 - 1) * 4)?;
            Ok((rows, counts, starts))
        };
        let (rows, counts, starts) = open().map_err(|error: io::Error| io_failure(&path, &error))?;
        Ok(Self { path, rows, counts, width, starts })
    }

    /// Documents whose rows are kept.
    pub fn documents(&self) -> usize {
        self.starts.len() - 1
    }

    /// Rows of all of them.
    pub fn tokens(&self) -> u64 {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Adds documents, `[tokens][width]` each.
    ///
    /// # Errors
    /// What the system says; then none of them counts.
    pub fn add(&mut self, documents: &[Vec<f32>]) -> Result<(), Failure> {
        let mut end = self.tokens();
        let mut starts = Vec::with_capacity(documents.len());
        let mut counts = Vec::with_capacity(documents.len() * 4);
        for rows in documents {
            let count = (rows.len() / self.width) as u64;
            counts.extend((count as u32).to_le_bytes());
            end += count;
            starts.push(end);
        }
        let bytes: Vec<u8> = documents.iter().flatten().flat_map(|number| number.to_le_bytes()).collect();
        self.write(&bytes, &counts).map_err(|error| io_failure(&self.path, &error))?;
        self.starts.extend(starts);
        Ok(())
    }

    fn write(&mut self, rows: &[u8], counts: &[u8]) -> io::Result<()> {
        self.rows.seek(SeekFrom::Start(self.tokens() * bytes_of(self.width)))?;
        self.rows.write_all(rows)?;
        self.counts.seek(SeekFrom::Start(self.documents() as u64 * 4))?;
        self.counts.write_all(counts)
    }

    /// Rows of some documents, one document after the other.
    ///
    /// # Errors
    /// What the system says.
    pub fn read(&mut self, documents: &[usize]) -> Result<Vec<f32>, Failure> {
        let mut all = Vec::new();
        let mut bytes = Vec::new();
        for &document in documents {
            let (start, end) = (self.starts[document], self.starts[document + 1]);
            bytes.resize(((end - start) * bytes_of(self.width)) as usize, 0);
            let found = self.rows.seek(SeekFrom::Start(start * bytes_of(self.width)));
            found.and_then(|_| self.rows.read_exact(&mut bytes)).map_err(|error| io_failure(&self.path, &error))?;
            all.extend(bytes.as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes)));
        }
        Ok(all)
    }
}

const fn bytes_of(width: usize) -> u64 {
    width as u64 * 4
}

/// Where documents start, as far as their rows are there.
fn starts(counts: &[u8], rows: u64) -> Vec<u64> {
    let mut starts = vec![0];
    let mut end = 0;
    for &count in counts.as_chunks::<4>().0 {
        end += u64::from(u32::from_le_bytes(count));
        if end > rows {
            break;
        }
        starts.push(end);
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, name: &str) -> Vec<u8> {
        std::fs::read(folder.join(name)).unwrap()
    }

    #[test]
    fn rows_come_back_as_they_were_in_any_order_of_documents() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = KeptRows::open(folder.path(), 2).unwrap();
        kept.add(&[vec![1.5, -2.0, 3.0, 4.0], vec![]]).unwrap();
        kept.add(&[vec![f32::MIN_POSITIVE, 6.0]]).unwrap();
        let mut again = KeptRows::open(folder.path(), 2).unwrap();
        assert_eq!((again.documents(), again.tokens()), (3, 3));
        assert_eq!(again.read(&[2, 1, 0]).unwrap(), [f32::MIN_POSITIVE, 6.0, 1.5, -2.0, 3.0, 4.0]);
    }

    #[test]
    fn what_a_kill_left_half_written_is_cut_off_at_every_byte() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = KeptRows::open(folder.path(), 2).unwrap();
        kept.add(&[vec![1.0, 2.0]]).unwrap();
        kept.add(&[vec![3.0, 4.0, 5.0, 6.0]]).unwrap();
        let (rows, counts) = (file(folder.path(), "rows.f32"), file(folder.path(), "counts.u32"));
        for (rows_kept, counts_kept) in (8..=rows.len()).flat_map(|r| (4..=counts.len()).map(move |c| (r, c))) {
            std::fs::write(folder.path().join("rows.f32"), &rows[..rows_kept]).unwrap();
            std::fs::write(folder.path().join("counts.u32"), &counts[..counts_kept]).unwrap();
            let mut kept = KeptRows::open(folder.path(), 2).unwrap();
            let whole = rows_kept == rows.len() && counts_kept == counts.len();
            assert_eq!(kept.documents(), if whole { 2 } else { 1 }, "{rows_kept} {counts_kept}");
            assert_eq!(kept.read(&[0]).unwrap(), [1.0, 2.0]);
            kept.add(&[vec![7.0, 8.0]]).unwrap();
            assert_eq!(kept.read(&[kept.documents() - 1]).unwrap(), [7.0, 8.0]);
        }
    }
}
