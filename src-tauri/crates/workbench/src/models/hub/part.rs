//! A file in the making: its blocks, what of each is there, and how it becomes the blob or is thrown away.
//!
//! Bytes are hashed as they arrive, per block, and the journal vouches for them. At the end the file is read once: its
//! digest must be the hub's, and where it is not, the blocks that are not what arrived are damaged on this disk and
//! fetched again, alone. Where all are as they arrived, what the hub sent is something else, and nothing is kept.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::HubError;
use super::cache::sync_folder;
use super::check::{ContentName, Digesting};
use super::journal::{Entry, Head, Journal};

/// A block is written down so many times while it comes: what came since the last time is lost by a kill.
const CHECKPOINTS: u64 = 8;

/// A file that is being fetched, held by this process alone.
pub(crate) struct Part {
    path: PathBuf,
    handle: File,
    journal: Journal,
    blocks: Vec<Block>,
    size_bytes: u64,
}

struct Block {
    start: u64,
    end: u64,
    /// Bytes there, from the start on.
    done: u64,
    /// Bytes the journal knows of.
    noted: u64,
    hash: Sha256,
    /// The digest, once it is whole.
    digest: Option<String>,
}

impl Block {
    fn new(start: u64, end: u64) -> Self {
        Self { start, end, done: 0, noted: 0, hash: Sha256::new(), digest: None }
    }

    const fn length(&self) -> u64 {
        self.end - self.start
    }
}

/// What a look at the whole file says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is what the hub promised.
    Whole,
    /// These blocks are not what arrived.
    Damaged(Vec<usize>),
    /// All is as it arrived, and it is something else.
    Foreign,
}

impl Part {
    /// Where the part of a blob lies.
    pub fn place(blob: &Path) -> PathBuf {
        blob.with_extension("part")
    }

    /// Opens a blob's part and goes on from what its journal vouches for. A second process waits until the first is done;
    /// nothing where the blob itself is there by then.
    pub fn open(
        blob: &Path,
        head: Head,
        wait: &dyn Fn(Duration) -> Result<(), HubError>,
    ) -> Result<Option<Self>, HubError> {
        let path = Self::place(blob);
        let handle = held(&path, wait)?;
        if blob.metadata().is_ok_and(|data| data.len() == head.size_bytes) {
            // What is held is an empty file made just now: another process has finished.
            return std::fs::remove_file(&path).or_else(ignore_absence).map(|()| None).map_err(HubError::io(&path));
        }
        let (journal, known) = Journal::open(&path, head)?;
        let ends = (0..head.size_bytes.div_ceil(head.block_bytes).max(1)).map(|number| number * head.block_bytes);
        let mut blocks: Vec<Block> =
            ends.map(|start| Block::new(start, head.size_bytes.min(start + head.block_bytes))).collect();
        let mut part = Self { path, handle, journal, blocks: Vec::new(), size_bytes: head.size_bytes };
        for (number, entry) in known {
            if let Some(block) = blocks.get_mut(number) {
                part.go_on(block, entry)?;
            }
        }
        part.blocks = blocks;
        Ok(Some(part))
    }

    /// A whole block is believed until the end, when all of it is read anyway; of one that was begun, what is there is
    /// read now, to go on with its digest.
    fn go_on(&mut self, block: &mut Block, entry: Entry) -> Result<(), HubError> {
        if entry.bytes > block.length() {
            return Ok(());
        }
        if entry.bytes == block.length() {
            (block.done, block.noted, block.digest) = (entry.bytes, entry.bytes, Some(entry.sha256));
            return Ok(());
        }
        let mut bytes = (&self.handle).take(entry.bytes);
        (&self.handle).seek(SeekFrom::Start(block.start)).map_err(HubError::io(&self.path))?;
        let mut hash = Sha256::new();
        let read = feed(&mut bytes, &mut |piece| hash.update(piece)).map_err(HubError::io(&self.path))?;
        if read == entry.bytes && hex::encode(hash.clone().finalize()) == entry.sha256 {
            (block.done, block.noted, block.hash) = (entry.bytes, entry.bytes, hash);
        }
        Ok(())
    }

    /// Size of the whole file.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// Bytes there.
    pub fn done_bytes(&self) -> u64 {
        self.blocks.iter().map(|block| block.done).sum()
    }

    /// Whether every byte is there.
    pub fn is_full(&self) -> bool {
        self.done_bytes() == self.size_bytes
    }

    /// Blocks that lack bytes: number, and the first byte and the end of what is lacking.
    pub fn lacking(&self) -> impl Iterator<Item = (usize, u64, u64)> + '_ {
        let lacks = |(_, block): &(usize, &Block)| block.done < block.length();
        self.blocks.iter().enumerate().filter(lacks).map(|(n, block)| (n, block.start + block.done, block.end))
    }

    /// Takes bytes that belong at `at`, and says how many of them were new. What is there already is passed over.
    pub fn write(&mut self, mut at: u64, mut bytes: &[u8]) -> Result<u64, HubError> {
        let mut gained = 0;
        while !bytes.is_empty() {
            let Some(number) = self.blocks.iter().position(|block| (block.start..block.end).contains(&at)) else {
                break;
            };
            let block = &self.blocks[number];
            let in_block = bytes.len().min((block.end - at) as usize);
            let here = block.start + block.done;
            let skipped = here.saturating_sub(at).min(in_block as u64);
            if at <= here && skipped < in_block as u64 {
                gained += self.append(number, &bytes[skipped as usize..in_block])?;
            }
            at += in_block as u64;
            bytes = &bytes[in_block..];
        }
        Ok(gained)
    }

    fn append(&mut self, number: usize, bytes: &[u8]) -> Result<u64, HubError> {
        let block = &mut self.blocks[number];
        let put = |mut handle: &File, at: u64| {
            handle.seek(SeekFrom::Start(at))?;
            handle.write_all(bytes)
        };
        put(&self.handle, block.start + block.done).map_err(HubError::io(&self.path))?;
        block.hash.update(bytes);
        block.done += bytes.len() as u64;
        if block.done == block.length() {
            // The bytes last before the journal says that they are there.
            self.handle.sync_data().map_err(HubError::io(&self.path))?;
            self.note(number)?;
            self.journal.sync()?;
        } else if block.done - block.noted >= block.length() / CHECKPOINTS {
            self.note(number)?;
        }
        Ok(bytes.len() as u64)
    }

    fn note(&mut self, number: usize) -> Result<(), HubError> {
        let block = &mut self.blocks[number];
        let sha256 = hex::encode(block.hash.clone().finalize());
        block.noted = block.done;
        block.digest = (block.done == block.length()).then(|| sha256.clone());
        self.journal.note(&Entry { block: number, bytes: block.done, sha256 })
    }

    /// Notes how far every block is: nothing is lost by stopping now.
    pub fn checkpoint(&mut self) -> Result<(), HubError> {
        for number in 0..self.blocks.len() {
            if self.blocks[number].done > self.blocks[number].noted {
                self.note(number)?;
            }
        }
        Ok(())
    }

    /// Reads the whole file and judges it. `go_on` is asked at each megabyte.
    pub fn verify(&self, content: &ContentName, go_on: &dyn Fn() -> bool) -> Result<Verdict, HubError> {
        let mut whole = Digesting::of(content, self.size_bytes);
        let mut damaged = Vec::new();
        let mut handle = &self.handle;
        handle.rewind().map_err(HubError::io(&self.path))?;
        for (number, block) in self.blocks.iter().enumerate() {
            let mut hash = Sha256::new();
            let mut stopped = false;
            let mut piece = |bytes: &[u8]| {
                stopped |= !go_on();
                if !stopped {
                    whole.update(bytes);
                    hash.update(bytes);
                }
            };
            let read = feed(&mut handle.take(block.length()), &mut piece).map_err(HubError::io(&self.path))?;
            if stopped {
                return Err(HubError::Stopped);
            }
            if read != block.length() || block.digest.as_ref() != Some(&hex::encode(hash.finalize())) {
                damaged.push(number);
            }
        }
        if whole.finish() == content.hex() {
            return Ok(Verdict::Whole);
        }
        Ok(if damaged.is_empty() { Verdict::Foreign } else { Verdict::Damaged(damaged) })
    }

    /// Forgets blocks, so that they are fetched again.
    pub fn forget(&mut self, blocks: &[usize]) -> Result<(), HubError> {
        for &number in blocks {
            let Block { start, end, .. } = self.blocks[number];
            self.blocks[number] = Block::new(start, end);
            self.note(number)?;
        }
        Ok(())
    }

    /// Makes it last and gives it its name.
    pub fn settle(self, blob: &Path) -> Result<(), HubError> {
        self.handle.sync_all().map_err(HubError::io(&self.path))?;
        std::fs::rename(&self.path, blob).map_err(HubError::io(blob))?;
        blob.parent().inspect(|folder| sync_folder(folder));
        self.journal.remove()
    }

    /// Deletes it.
    pub fn discard(self) -> Result<(), HubError> {
        std::fs::remove_file(&self.path).map_err(HubError::io(&self.path))?;
        self.journal.remove()
    }
}

/// Opens the part and locks it; anew where it was renamed or deleted while this process waited.
fn held(path: &Path, wait: &dyn Fn(Duration) -> Result<(), HubError>) -> Result<File, HubError> {
    loop {
        let handle = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path);
        let handle = handle.map_err(HubError::io(path))?;
        match handle.try_lock() {
            Ok(()) if path.exists() => return Ok(handle),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => wait(Duration::from_millis(200))?,
            Err(TryLockError::Error(source)) => return Err(HubError::io(path)(source)),
        }
    }
}

fn ignore_absence(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// Reads to the end in pieces and says how many bytes there were.
fn feed(from: &mut impl Read, piece: &mut dyn FnMut(&[u8])) -> std::io::Result<u64> {
    let mut buffer = vec![0; 1 << 20];
    let mut all = 0;
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return Ok(all);
        }
        piece(&buffer[..count]);
        all += count as u64;
    }
}
