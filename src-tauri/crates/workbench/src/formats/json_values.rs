//! JSON that is not one object a line: rows cut out of a list, a wrapping object, or a run of objects.
//!
//! Only the skeleton is followed here (strings, brackets, commas), so a row may be of any size up to the limit and the
//! file of any size at all. Whether a row is JSON is decided when its fields are looked for.

use std::io::{self, BufRead};

use super::error::FormatError;
use super::fields::Nesting;
use super::notice::Notice;
use super::reason::Reason;
use super::record::RawRow;
use super::rows::{RawRows, Stop};

/// Walks through JSON bytes value by value.
pub(super) struct Scanner<R> {
    reader: R,
    pub(super) line: u64,
    column: u64,
}

/// A value that was passed over.
#[derive(Debug, Default)]
pub(super) struct Passed {
    /// Its bytes, up to the limit.
    pub(super) raw: Vec<u8>,
    /// It was longer than the limit.
    too_long: bool,
    /// The bytes ended inside it.
    pub(super) cut: bool,
    /// Its deepest nesting.
    deepest: usize,
}

impl<R: BufRead> Scanner<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self {
            reader,
            line: 1,
            column: 1,
        }
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
                chunk
                    .iter()
                    .position(|&byte| byte.is_ascii_whitespace() || b",]}:".contains(&byte))
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

    /// An error at this place.
    fn wrong(&self, problem: &str, rows: u64) -> Stop {
        let (line, column) = (self.line, self.column);
        FormatError::Syntax {
            line,
            column,
            problem: problem.to_owned(),
            rows,
        }
        .into()
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

/// Where the rows of the file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Layout {
    /// In a list.
    Array,
    /// In the list of this field.
    Wrapped(String),
    /// The values of one object.
    Objects,
    /// One after the other.
    Concatenated,
}

enum State {
    Before,
    First,
    Between,
    Done,
    Broken(&'static str),
}

/// Cuts rows out of JSON.
pub(super) struct JsonValues<R> {
    scanner: Scanner<R>,
    layout: Layout,
    state: State,
    rows: u64,
    limit: usize,
    depth: usize,
    notices: Vec<Notice>,
}

impl<R: BufRead> JsonValues<R> {
    pub(super) const fn new(reader: R, layout: Layout, limit: usize, depth: usize) -> Self {
        let scanner = Scanner::new(reader);
        Self {
            scanner,
            layout,
            state: State::Before,
            rows: 0,
            limit,
            depth,
            notices: Vec::new(),
        }
    }

    fn wrong(&self, problem: &str) -> Stop {
        self.scanner.wrong(problem, self.rows)
    }

    fn expect(&mut self, byte: u8, problem: &str) -> Result<(), Stop> {
        if self.scanner.next_byte()? != Some(byte) {
            return Err(self.wrong(problem));
        }
        Ok(self.scanner.bump()?)
    }

    /// Goes to the first row.
    fn open(&mut self) -> Result<(), Stop> {
        match self.layout.clone() {
            Layout::Array => self.expect(b'[', "a list was expected"),
            Layout::Objects => self.expect(b'{', "an object was expected"),
            Layout::Concatenated => Ok(()),
            Layout::Wrapped(key) => self.open_field(&key),
        }
    }

    fn open_field(&mut self, wanted: &str) -> Result<(), Stop> {
        self.expect(b'{', "an object was expected")?;
        loop {
            let key = self.key()?;
            if serde_json::from_slice::<String>(&key).is_ok_and(|key| key == wanted) {
                return self.expect(b'[', "a list of rows was expected");
            }
            self.scanner.next_byte()?;
            self.scanner.value(0)?;
            self.expect(b',', "the field with the rows is missing")?;
        }
    }

    fn key(&mut self) -> Result<Vec<u8>, Stop> {
        if self.scanner.next_byte()? != Some(b'"') {
            return Err(self.wrong("a field name in quotation marks was expected"));
        }
        let key = self.scanner.value(self.limit)?.raw;
        self.expect(b':', "a colon was expected")?;
        Ok(key)
    }

    const fn closing(&self) -> Option<u8> {
        match self.layout {
            Layout::Array | Layout::Wrapped(_) => Some(b']'),
            Layout::Objects => Some(b'}'),
            Layout::Concatenated => None,
        }
    }

    /// Passes the comma before the next row; false at the end of the rows.
    fn advance(&mut self) -> Result<bool, Stop> {
        let first = matches!(self.state, State::First);
        let next = self.scanner.next_byte()?;
        let Some(closing) = self.closing() else {
            return Ok(next.is_some());
        };
        match next {
            None => Err(self.wrong("the file ends before the list of rows is closed")),
            Some(byte) if byte == closing => {
                self.scanner.bump()?;
                Ok(false)
            }
            Some(b',') if !first => {
                self.scanner.bump()?;
                if self.scanner.next_byte()? == Some(closing) {
                    return Err(self.wrong("a comma stands before the closing bracket"));
                }
                Ok(true)
            }
            Some(_) if first => Ok(true),
            Some(_) => Err(self.wrong("a comma or the closing bracket was expected")),
        }
    }

    /// Reads to the very end, so that damage there is found too.
    fn finish(&mut self) -> Result<(), Stop> {
        let rest = self.scanner.next_byte()?;
        if rest.is_some() && !matches!(self.layout, Layout::Wrapped(_)) {
            self.notices.push(Notice::AfterTheEnd {
                line: self.scanner.line,
            });
        }
        while self.scanner.peek()?.is_some() {
            let available = self.scanner.reader.fill_buf()?.len();
            self.scanner.reader.consume(available);
        }
        Ok(())
    }

    fn row(&mut self) -> Result<RawRow, Stop> {
        if self.layout == Layout::Objects {
            self.key()?;
            self.scanner.next_byte()?;
        }
        let line = self.scanner.line;
        let passed = self.scanner.value(self.limit)?;
        if passed.raw.is_empty() {
            return Err(self.wrong("a row was expected"));
        }
        self.rows += 1;
        if passed.cut {
            self.state = State::Broken("the file ends inside a row");
        }
        if passed.too_long {
            return Ok(RawRow::too_long(line, passed.raw, self.limit));
        }
        let mut row = RawRow::whole(line, passed.raw);
        if passed.deepest > self.depth {
            row.problem = Some(Reason::TooDeep {
                limit: self.depth as u64,
            });
        } else if passed.cut {
            row.problem = Some(Reason::CutShort);
        }
        Ok(row)
    }
}

impl<R: BufRead + Send> RawRows for JsonValues<R> {
    fn next_row(&mut self) -> Result<Option<RawRow>, Stop> {
        match self.state {
            State::Done => return Ok(None),
            State::Broken(problem) => {
                self.state = State::Done;
                return Err(self.wrong(problem));
            }
            State::Before => {
                self.open()?;
                self.state = State::First;
            }
            State::First | State::Between => {}
        }
        if !self.advance()? {
            self.state = State::Done;
            self.finish()?;
            return Ok(None);
        }
        self.state = State::Between;
        self.row().map(Some)
    }

    fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }
}
