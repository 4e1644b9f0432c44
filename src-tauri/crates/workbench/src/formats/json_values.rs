//! JSON that is not one object a line: rows cut out of a list, a wrapping object, or a run of objects.
//!
//! Only the skeleton is followed here (strings, brackets, commas), so a row may be of any size up to the limit and the
//! file of any size at all. Whether a row is JSON is decided when its fields are looked for.

use std::io::BufRead;

use super::error::FormatError;
use super::json_scanner::Scanner;
use super::notice::Notice;
use super::raw_rows::RawRow;
use super::raw_rows::{RawRows, Stop};
use super::reason::Reason;

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
        Self { scanner, layout, state: State::Before, rows: 0, limit, depth, notices: Vec::new() }
    }

    fn wrong(&self, problem: &str) -> Stop {
        let (line, column) = (self.scanner.line, self.scanner.column);
        let problem = problem.to_owned();
        FormatError::Syntax { line, column, problem, rows: self.rows }.into()
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
            self.notices.push(Notice::AfterTheEnd { line: self.scanner.line });
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
            row.problem = Some(Reason::TooDeep { limit: self.depth as u64 });
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
