//! A row as cells of CSV or TSV.

use csv::WriterBuilder;

use super::extra::ExtraValue;
use super::layout::{Layout, OutFormat};
use crate::formats::{Dialect, ESCAPED_COLUMN, Record, RowFormat, Value};

/// Writes rows of one layout.
pub(super) struct CellWriter {
    layout: Layout,
    delimiter: u8,
}

impl CellWriter {
    pub(super) fn new(layout: Layout) -> Self {
        let delimiter = if layout.format == OutFormat::Tsv { b'\t' } else { b',' };
        Self { layout, delimiter }
    }

    /// Appends the header.
    pub(super) fn header(&self, out: &mut Vec<u8>) {
        let layout = &self.layout;
        let added: Vec<&str> = layout.extras.iter().map(|extra| extra.name.as_str()).collect();
        if let (Some(header), false) =
            (layout.dialect.as_ref().and_then(|d| d.header.as_ref()), layout.spreadsheet_safe)
        {
            out.extend_from_slice(header);
            self.append(added.into_iter(), out);
            return;
        }
        let own = layout.columns.iter().map(String::as_str);
        let mark = layout.spreadsheet_safe.then_some(ESCAPED_COLUMN);
        self.cells(own.chain(added).chain(mark), out);
    }

    /// Appends one row.
    pub(super) fn row(&self, record: &Record, values: &[ExtraValue], out: &mut Vec<u8>) {
        let added = values.iter().map(ExtraValue::cell);
        if self.keeps_bytes(record) {
            out.extend_from_slice(&record.raw);
            let added: Vec<String> = added.collect();
            self.append(added.iter().map(String::as_str), out);
            return;
        }
        let own = self.layout.columns.iter().map(|name| cell_of(record, name));
        let mut cells: Vec<String> = own.chain(added).collect();
        if self.layout.spreadsheet_safe {
            let escaped = escape(&mut cells, self.layout.columns.len(), values);
            cells.push(escaped);
        }
        self.cells(cells.iter().map(String::as_str), out);
    }

    fn keeps_bytes(&self, record: &Record) -> bool {
        let same = |dialect: &Dialect| {
            matches!(&record.file.format, RowFormat::Delimited(own)
                if own.delimiter == dialect.delimiter && own.columns == dialect.columns)
        };
        !self.layout.spreadsheet_safe && self.layout.dialect.as_ref().is_some_and(same)
    }

    /// Appends cells behind bytes that stand already, and ends the line.
    fn append<'a>(&self, cells: impl Iterator<Item = &'a str>, out: &mut Vec<u8>) {
        let mut cells = cells.peekable();
        if cells.peek().is_none() {
            out.push(b'\n');
            return;
        }
        out.push(self.delimiter);
        self.cells(cells, out);
    }

    fn cells<'a>(&self, cells: impl Iterator<Item = &'a str>, out: &mut Vec<u8>) {
        let mut writer = WriterBuilder::new().delimiter(self.delimiter).from_writer(out);
        writer.write_record(cells).expect("writing to memory does not fail");
        writer.flush().expect("writing to memory does not fail");
    }
}

/// A value as a cell.
fn cell_of(record: &Record, name: &str) -> String {
    match record.value(name) {
        Ok(Some(Value::Text(text))) => text.into_owned(),
        Ok(Some(Value::Number(json) | Value::Nested(json))) => json.to_owned(),
        Ok(Some(Value::Bool(yes))) => yes.to_string(),
        Ok(Some(Value::Null) | None) | Err(_) => String::new(),
    }
}

/// Puts an apostrophe before cells that begin like a formula; gives their numbers, from 1. Added numbers are safe: a
/// spreadsheet reads them as numbers.
fn escape(cells: &mut [String], own: usize, values: &[ExtraValue]) -> String {
    let mut numbers = Vec::new();
    for (at, cell) in cells.iter_mut().enumerate() {
        let is_text = at < own || matches!(values[at - own], ExtraValue::Text(_));
        if is_text && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            cell.insert(0, '\'');
            numbers.push((at + 1).to_string());
        }
    }
    numbers.join(" ")
}
