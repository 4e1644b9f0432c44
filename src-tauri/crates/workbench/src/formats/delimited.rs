//! CSV and TSV: rows cut out of the stream, their bytes kept.
//!
//! The grammar is RFC 4180 as spreadsheets write it: a cell that begins with a quotation mark runs to the next single
//! one, two of them are one, a mark inside an unquoted cell is itself. A row ends at LF, CR LF or CR. The `csv` crate
//! reads the same grammar but does not give the bytes of a row, which export needs.

use std::io::{self, BufRead};

use super::raw_rows::RawRow;
use super::raw_rows::{RawRows, Stop};
use super::reason::Reason;

/// What a byte of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Part of a cell.
    Keep,
    /// Quoting, no part of the cell.
    Skip,
    /// The delimiter.
    EndOfCell,
    /// The first byte of the line end.
    EndOfRow,
}

/// Where in a cell the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum CellState {
    /// Before its first byte.
    #[default]
    Start,
    /// In an unquoted cell, or behind a closing mark.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// Behind a mark that may close the cell or be doubled.
    Mark,
}

impl CellState {
    pub(super) const fn take(&mut self, byte: u8, delimiter: u8) -> Step {
        let (next, step) = match (*self, byte) {
            (Self::Start, b'"') => (Self::Quoted, Step::Skip),
            (Self::Quoted, b'"') => (Self::Mark, Step::Skip),
            (Self::Quoted, _) | (Self::Mark, b'"') => (Self::Quoted, Step::Keep),
            (_, b'\n' | b'\r') => (Self::Start, Step::EndOfRow),
            (_, b) if b == delimiter => (Self::Start, Step::EndOfCell),
            _ => (Self::Plain, Step::Keep),
        };
        *self = next;
        step
    }
}

/// Cuts rows out of a delimited file.
pub(super) struct DelimitedRows<R> {
    reader: R,
    delimiter: u8,
    limit: usize,
    /// The line on which the next row begins, from 1.
    line: u64,
    after_return: bool,
    /// The next row is the header, and no row.
    pub(super) pass_header: bool,
    failed: Option<io::Error>,
}

/// A row while it is collected.
struct Collected {
    raw: Vec<u8>,
    state: CellState,
    begins: u64,
    quote_line: u64,
    too_long: bool,
}

impl<R: BufRead> DelimitedRows<R> {
    pub(super) const fn new(reader: R, delimiter: u8, limit: usize) -> Self {
        Self { reader, delimiter, limit, line: 1, after_return: false, pass_header: false, failed: None }
    }

    /// Collects bytes up to a line end outside quotation marks; false at the end of the file.
    fn collect(&mut self, row: &mut Collected) -> io::Result<bool> {
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                return Ok(false);
            }
            let mut from = 0;
            if std::mem::take(&mut self.after_return) && chunk[0] == b'\n' {
                from = 1;
            }
            let mut end = None;
            for (at, &byte) in chunk.iter().enumerate().skip(from) {
                let opens = row.state == CellState::Start;
                if row.state.take(byte, self.delimiter) == Step::EndOfRow {
                    end = Some(at);
                    self.after_return = byte == b'\r';
                    break;
                }
                if opens && row.state == CellState::Quoted {
                    row.quote_line = self.line;
                }
                self.line += u64::from(byte == b'\n');
            }
            let upto = end.unwrap_or(chunk.len());
            let room = (self.limit + 1).saturating_sub(row.raw.len());
            row.raw.extend_from_slice(&chunk[from..upto.min(from + room)]);
            row.too_long |= upto - from > room || row.raw.len() > self.limit;
            self.reader.consume(end.map_or(upto, |at| at + 1));
            if end.is_some() {
                self.line += 1;
                return Ok(true);
            }
        }
    }

    fn finished(&self, row: Collected, ended: bool) -> RawRow {
        if !ended && row.state == CellState::Quoted {
            let mut raw = RawRow::whole(row.begins, row.raw);
            raw.problem = Some(Reason::UnclosedQuote { line: row.quote_line });
            return raw;
        }
        if row.too_long {
            return RawRow::too_long(row.begins, row.raw, self.limit);
        }
        RawRow::whole(row.begins, row.raw)
    }
}

impl<R: BufRead + Send> RawRows for DelimitedRows<R> {
    fn next_row(&mut self) -> Result<Option<RawRow>, Stop> {
        if let Some(error) = self.failed.take() {
            return Err(error.into());
        }
        loop {
            let mut row = Collected {
                raw: Vec::new(),
                state: CellState::Start,
                begins: self.line,
                quote_line: self.line,
                too_long: false,
            };
            match self.collect(&mut row) {
                Ok(ended) if row.raw.is_empty() => {
                    if !ended {
                        return Ok(None);
                    }
                }
                Ok(_) if std::mem::take(&mut self.pass_header) => {}
                Ok(ended) => return Ok(Some(self.finished(row, ended))),
                Err(error) if row.raw.is_empty() => return Err(error.into()),
                Err(error) => {
                    self.failed = Some(error);
                    return Ok(Some(RawRow { line: row.begins, raw: row.raw, problem: Some(Reason::CutShort) }));
                }
            }
        }
    }
}

/// The first rows of a file's beginning; a last row that may be cut is left out unless the beginning is everything.
pub(super) fn first_rows(head: &[u8], complete: bool, delimiter: u8, wanted: usize) -> Vec<Vec<u8>> {
    let mut reader = DelimitedRows::new(head, delimiter, head.len());
    let mut rows = Vec::new();
    while let Ok(Some(row)) = reader.next_row() {
        rows.push(row.raw);
        if rows.len() > wanted {
            break;
        }
    }
    if rows.len() > wanted || (!complete && rows.len() > 1) {
        rows.pop();
    }
    rows
}
