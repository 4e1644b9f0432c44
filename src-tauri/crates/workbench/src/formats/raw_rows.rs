//! Rows as bytes, before anyone looks for their fields.

use std::io::{self, BufRead, Read};

use super::error::FormatError;
use super::notice::Notice;
use super::reason::Reason;

/// A row before its fields are looked for.
#[derive(Debug)]
pub(super) struct RawRow {
    pub(super) line: u64,
    pub(super) raw: Vec<u8>,
    pub(super) problem: Option<Reason>,
}

impl RawRow {
    /// Bytes kept of a row that is longer than any may be.
    pub(super) const KEPT: usize = 4096;

    pub(super) const fn whole(line: u64, raw: Vec<u8>) -> Self {
        Self { line, raw, problem: None }
    }

    pub(super) fn too_long(line: u64, mut raw: Vec<u8>, limit: usize) -> Self {
        raw.truncate(Self::KEPT);
        raw.shrink_to_fit();
        Self { line, raw, problem: Some(Reason::TooLong { limit: limit as u64 }) }
    }
}

/// Cuts the rows of one file out of its bytes.
pub(super) trait RawRows: Send {
    /// The next row, or nothing at the end.
    fn next_row(&mut self) -> Result<Option<RawRow>, Stop>;

    /// What was noticed since the last call.
    fn take_notices(&mut self) -> Vec<Notice> {
        Vec::new()
    }
}

/// Why no more rows come.
#[derive(Debug)]
pub(super) enum Stop {
    /// The bytes could not be read or unpacked.
    Read(io::Error),
    /// The file's layout is broken.
    Format(FormatError),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

impl From<FormatError> for Stop {
    fn from(error: FormatError) -> Self {
        Self::Format(error)
    }
}

/// One document: the whole content of a file.
pub(super) struct WholeText<R> {
    reader: Option<R>,
    limit: usize,
}

impl<R> WholeText<R> {
    pub(super) const fn new(reader: R, limit: usize) -> Self {
        Self { reader: Some(reader), limit }
    }
}

impl<R: BufRead + Send> RawRows for WholeText<R> {
    fn next_row(&mut self) -> Result<Option<RawRow>, Stop> {
        let Some(reader) = self.reader.take() else {
            return Ok(None);
        };
        let mut raw = Vec::new();
        reader.take(self.limit as u64 + 1).read_to_end(&mut raw)?;
        let row = if raw.len() > self.limit { RawRow::too_long(1, raw, self.limit) } else { RawRow::whole(1, raw) };
        Ok(Some(row))
    }
}
