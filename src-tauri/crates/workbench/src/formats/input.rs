//! The bytes of a file on their way to a reader: counted, unpacked, decoded, with a first look kept.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::encoding::{Decoding, Encoding};
use super::error::FormatError;
use super::found::Compression;
use super::gzip::Gunzip;

/// What foreign data may ask of this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Unpacked bytes for each packed byte: 200.
    pub expansion: u64,
    /// Unpacked bytes below which the ratio is not looked at: 16 MiB.
    pub expansion_floor: u64,
    /// Largest row, bytes: 64 MiB.
    pub row_bytes: usize,
    /// Deepest nesting of one row: 128.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { expansion: 200, expansion_floor: 16 << 20, row_bytes: 64 << 20, depth: 128 }
    }
}

/// What a person can say about a file where the guess is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The encoding, if it is not UTF-8 and has no mark.
    pub encoding: Option<Encoding>,
    /// The delimiter of a CSV file.
    pub delimiter: Option<u8>,
    /// Whether the first row of a CSV file is its header.
    pub header: Option<bool>,
    /// Bounds; the default ones suit a desktop.
    pub limits: Limits,
}

/// Counts what was read of the file itself, and what the unpacking noticed.
#[derive(Debug, Default)]
pub(super) struct Meter {
    bytes: AtomicU64,
    garbage: AtomicBool,
}

impl Meter {
    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    pub(super) fn add(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn note_garbage(&self) {
        self.garbage.store(true, Ordering::Relaxed);
    }

    pub(super) fn garbage(&self) -> bool {
        self.garbage.load(Ordering::Relaxed)
    }
}

struct Metered {
    file: File,
    meter: Arc<Meter>,
}

impl Read for Metered {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(out)?;
        self.meter.add(n as u64);
        Ok(n)
    }
}

/// A reader whose first bytes were looked at and are given again; an error met while looking comes where it was met.
struct Peeked<R> {
    head: Vec<u8>,
    at: usize,
    failed: Option<io::Error>,
    rest: R,
}

impl<R: Read> Peeked<R> {
    fn new(mut rest: R, wanted: usize) -> Self {
        let mut head = Vec::new();
        let failed = rest.by_ref().take(wanted as u64).read_to_end(&mut head).err();
        Self { head, at: 0, failed, rest }
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = &self.head[self.at..];
        if left.is_empty() {
            return match self.failed.take() {
                Some(error) => Err(error),
                None => self.rest.read(out),
            };
        }
        let n = out.len().min(left.len());
        out[..n].copy_from_slice(&left[..n]);
        self.at += n;
        Ok(n)
    }
}

/// The decoded bytes of one file, its beginning known.
pub(super) struct Input {
    /// UTF-8 (or what pretends to be), unpacked, without a mark.
    pub(super) reader: BufReader<Box<dyn Read + Send>>,
    /// The first bytes of `reader`, up to [`Input::HEAD`].
    pub(super) head: Vec<u8>,
    /// True when `head` is the whole content.
    pub(super) complete: bool,
    /// Packing found.
    pub(super) compression: Compression,
    /// Encoding found or chosen.
    pub(super) encoding: Encoding,
    /// Bytes of the file read so far.
    pub(super) meter: Arc<Meter>,
}

impl Input {
    /// How much is looked at before the format is decided.
    pub(super) const HEAD: usize = 256 * 1024;
    const BUFFER: usize = 128 * 1024;

    pub(super) fn open(path: &Path, options: &ReadOptions) -> Result<Self, FormatError> {
        let file = File::open(path).map_err(|source| FormatError::Io { path: path.to_owned(), source })?;
        let meter = Arc::new(Meter::default());
        let raw = Peeked::new(BufReader::new(Metered { file, meter: Arc::clone(&meter) }), 2);
        let packed = raw.head.starts_with(&[0x1F, 0x8B]);
        let (compression, unpacked): (_, Box<dyn Read + Send>) = if packed {
            let bytes = BufReader::with_capacity(Self::BUFFER, raw);
            (Compression::Gzip, Box::new(Gunzip::new(bytes, Arc::clone(&meter), options.limits)))
        } else {
            (Compression::None, Box::new(raw))
        };
        let (encoding, text) = decoded(unpacked, options);
        let text = Peeked::new(text, Self::HEAD);
        let complete = text.failed.is_none() && text.head.len() < Self::HEAD;
        let head = text.head.clone();
        let reader = BufReader::with_capacity(Self::BUFFER, Box::new(text) as Box<dyn Read + Send>);
        Ok(Self { reader, head, complete, compression, encoding, meter })
    }
}

/// Takes the mark off and decodes what is not UTF-8.
fn decoded(bytes: Box<dyn Read + Send>, options: &ReadOptions) -> (Encoding, Box<dyn Read + Send>) {
    let mut marked = Peeked::new(bytes, 3);
    let found = Encoding::of_mark(&marked.head);
    marked.at = found.map_or(0, |(_, length)| length);
    let encoding = found.map(|(encoding, _)| encoding).or(options.encoding).unwrap_or_default();
    match encoding {
        Encoding::Utf8 => (encoding, Box::new(marked)),
        _ => (encoding, Box::new(Decoding::new(BufReader::new(marked), encoding))),
    }
}
