//! Walking through JSON bytes without understanding them: where values end, on which line, how deep.

use std::io::{self, BufRead};

use super::fields::Nesting;

/// Walks through JSON bytes value by value.
pub(super) struct Scanner<R> {
    pub(super) reader: R,
    pub(super) line: u64,
    pub(super) column: u64,
}

/// A value that was passed over.
#[derive(Debug, Default)]
pub(super) struct Passed {
    /// Its bytes, up to the limit.
    pub(super) raw: Vec<u8>,
    /// It was longer than the limit.
    pub(super) too_long: bool,
    /// The bytes ended inside it.
    pub(super) cut: bool,
    /// Its deepest nesting.
    pub(super) deepest: usize,
}

impl<R: BufRead> Scanner<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self { reader, line: 1, column: 1 }
    }

    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    pub(super) fn bump(&mut self) -> io::Result<()> {
        if let Some(byte) = self.peek()? {
            count(&mut self.line, &mut self.column, &[byte]);
            self.reader.consume(1);
        }
        Ok(())
    }

    /// Passes blanks and says what comes next.
    pub(super) fn next_byte(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.bump()?;
        }
        Ok(None)
    }

    /// Passes one value, keeping at most `limit` bytes of it.
    pub(super) fn value(&mut self, limit: usize) -> io::Result<Passed> {
        let mut passed = Passed::default();
        let bracketed = matches!(self.peek()?, Some(b'{' | b'[' | b'"'));
        let mut nesting = Nesting::default();
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                passed.cut = bracketed;
                return Ok(passed);
            }
            let end = if bracketed {
                chunk
                    .iter()
                    .position(|&byte| {
                        let ends = nesting.take(byte);
                        passed.deepest = passed.deepest.max(nesting.depth);
                        ends
                    })
                    .map(|at| at + 1)
            } else {
                chunk.iter().position(|&byte| byte.is_ascii_whitespace() || b",]}:".contains(&byte))
            };
            let used = end.unwrap_or(chunk.len());
            let room = limit.saturating_sub(passed.raw.len()).min(used);
            passed.raw.extend_from_slice(&chunk[..room]);
            passed.too_long |= room < used;
            count(&mut self.line, &mut self.column, &chunk[..used]);
            self.reader.consume(used);
            if end.is_some() {
                return Ok(passed);
            }
        }
    }
}

/// Moves a place over bytes.
fn count(line: &mut u64, column: &mut u64, bytes: &[u8]) {
    for &byte in bytes {
        if byte == b'\n' {
            *line += 1;
            *column = 1;
        } else {
            // Characters, not bytes: continuation bytes of UTF-8 do not count.
            *column += u64::from(byte & 0xC0 != 0x80);
        }
    }
}
