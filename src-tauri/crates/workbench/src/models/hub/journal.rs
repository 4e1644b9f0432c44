//! The journal of a file that is being fetched: which of its blocks are whole, and how far the others are.
//!
//! A line each time something more is certain, so that a kill or a power cut loses the bytes since the last line and
//! nothing else. A line holds the digest of what it vouches for; whoever goes on compares it with the disk. A last line
//! that was cut off is passed over. It lies beside the part, under the part's name, and goes when the file is whole.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::HubError;

/// The first line: what the journal is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// Size of the whole file.
    pub size_bytes: u64,
    /// Size of its blocks; the last one may be shorter.
    pub block_bytes: u64,
}

/// What is certain of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Its number, from 0.
    pub block: usize,
    /// Bytes of it that are there, from its start on.
    pub bytes: u64,
    /// SHA-256 of these, in hexadecimal.
    pub sha256: String,
}

/// The open journal of one part.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Where the journal of a part lies.
    pub fn place(part: &Path) -> PathBuf {
        part.with_extension("part.journal")
    }

    /// Opens the journal of `part` and reads what it vouches for; one of another size or of other blocks begins anew.
    pub fn open(part: &Path, head: Head) -> Result<(Self, BTreeMap<usize, Entry>), HubError> {
        let path = Self::place(part);
        let known = std::fs::read_to_string(&path).ok().and_then(|text| read(&text, head));
        let options = OpenOptions::new().create(true).append(true).open(&path);
        let mut journal = Self { file: options.map_err(HubError::io(&path))?, path };
        if known.is_none() {
            journal.file.set_len(0).map_err(HubError::io(&journal.path))?;
            journal.write(&head)?;
        } else {
            // Ends a line that may have been cut off.
            journal.file.write_all(b"\n").map_err(HubError::io(&journal.path))?;
        }
        Ok((journal, known.unwrap_or_default()))
    }

    /// Notes what is certain now.
    pub fn note(&mut self, entry: &Entry) -> Result<(), HubError> {
        self.write(entry)
    }

    /// Makes what was noted last over a power cut.
    pub fn sync(&self) -> Result<(), HubError> {
        self.file.sync_data().map_err(HubError::io(&self.path))
    }

    /// Deletes it.
    pub fn remove(self) -> Result<(), HubError> {
        drop(self.file);
        std::fs::remove_file(&self.path).map_err(HubError::io(&self.path))
    }

    fn write(&mut self, line: &impl Serialize) -> Result<(), HubError> {
        let mut text = serde_json::to_vec(line).map_err(|error| HubError::io(&self.path)(error.into()))?;
        text.push(b'\n');
        self.file.write_all(&text).map_err(HubError::io(&self.path))
    }
}

/// The last line of each block; nothing if the first line speaks of something else.
fn read(text: &str, head: Head) -> Option<BTreeMap<usize, Entry>> {
    let mut lines = text.lines();
    let first: Head = serde_json::from_str(lines.next()?).ok()?;
    let entries = lines.filter_map(|line| serde_json::from_str::<Entry>(line).ok());
    (first == head).then(|| entries.map(|entry| (entry.block, entry)).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const HEAD: Head = Head { size_bytes: 10, block_bytes: 4 };

    fn entry(block: usize, bytes: u64) -> Entry {
        Entry { block, bytes, sha256: "00".to_owned() }
    }

    #[test]
    fn the_last_line_of_a_block_counts_and_one_that_was_cut_off_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let part = folder.path().join("x.part");
        let (mut journal, known) = Journal::open(&part, HEAD).unwrap();
        assert!(known.is_empty());
        journal.note(&entry(0, 2)).unwrap();
        journal.note(&entry(0, 4)).unwrap();
        journal.note(&entry(2, 1)).unwrap();
        journal.file.write_all(b"{\"block\": 1, \"byt").unwrap();
        drop(journal);
        let (mut journal, known) = Journal::open(&part, HEAD).unwrap();
        assert_eq!(known.into_values().collect::<Vec<_>>(), [entry(0, 4), entry(2, 1)]);
        journal.note(&entry(1, 4)).unwrap();
        drop(journal);
        assert_eq!(Journal::open(&part, HEAD).unwrap().1.len(), 3);
    }

    #[test]
    fn a_journal_of_another_size_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let part = folder.path().join("x.part");
        Journal::open(&part, HEAD).unwrap().0.note(&entry(0, 4)).unwrap();
        let other = Head { size_bytes: 11, ..HEAD };
        assert!(Journal::open(&part, other).unwrap().1.is_empty());
        assert!(Journal::open(&part, HEAD).unwrap().1.is_empty());
    }
}
