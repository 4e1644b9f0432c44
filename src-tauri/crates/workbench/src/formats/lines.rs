//! JSONL: one row a line.

use std::io::{self, BufRead, Read};

use super::raw_rows::RawRow;
use super::raw_rows::{RawRows, Stop};
use super::reason::Reason;

/// Rows are what stands between line feeds; a carriage return before one belongs to it. U+2028 and its kin end no line.
pub(super) struct Lines<R> {
    reader: R,
    line: u64,
    limit: usize,
    failed: Option<io::Error>,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(reader: R, limit: usize) -> Self {
        Self { reader, line: 0, limit, failed: None }
    }

    /// Reads on to the end of an overlong line without keeping it.
    fn pass_line(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                return Ok(());
            }
            let end = chunk.iter().position(|&b| b == b'\n');
            let used = end.map_or(chunk.len(), |at| at + 1);
            self.reader.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }

    fn row(&mut self, mut raw: Vec<u8>) -> io::Result<RawRow> {
        if raw.len() > self.limit && raw.last() != Some(&b'\n') {
            self.pass_line()?;
            return Ok(RawRow::too_long(self.line, raw, self.limit));
        }
        if raw.last() == Some(&b'\n') {
            raw.pop();
            if raw.last() == Some(&b'\r') {
                raw.pop();
            }
        }
        Ok(RawRow::whole(self.line, raw))
    }
}

impl<R: BufRead + Send> RawRows for Lines<R> {
    fn next_row(&mut self) -> Result<Option<RawRow>, Stop> {
        if let Some(error) = self.failed.take() {
            return Err(error.into());
        }
        loop {
            let mut raw = Vec::new();
            let read = self.reader.by_ref().take(self.limit as u64 + 1).read_until(b'\n', &mut raw);
            if raw.is_empty() {
                return Ok(read.map(|_| None)?);
            }
            self.line += 1;
            if let Err(error) = read {
                // What came before the failure is the beginning of a row: it is shown, then the error.
                self.failed = Some(error);
                return Ok(Some(RawRow { line: self.line, raw, problem: Some(Reason::CutShort) }));
            }
            if raw.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Ok(Some(self.row(raw)?));
        }
    }
}
