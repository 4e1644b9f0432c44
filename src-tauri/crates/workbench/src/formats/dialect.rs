//! How a CSV or TSV file writes its cells, found from its first rows.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::delimited::{CellState, Step};
use super::notice::Notice;
use super::reason::Reason;

/// The column that Neurosieve's own spreadsheet export adds: the numbers (from 1) of the cells that got an apostrophe
/// in front, so that reading can take it off again.
pub const ESCAPED_COLUMN: &str = "neurosieve_escaped_cells";

/// How a delimited file writes its cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// The byte between cells.
    pub delimiter: u8,
    /// Column names: the header's, made unique; "column 1", "column 2" … without a header.
    pub columns: Arc<[String]>,
    /// The header's own bytes, without the line end.
    pub header: Option<Arc<[u8]>>,
    #[serde(skip)]
    index: Index,
}

/// Where each column stands; built at the first look-up, and no part of what makes two dialects equal.
#[derive(Debug, Clone, Default)]
struct Index(Arc<OnceLock<HashMap<String, usize>>>);

impl PartialEq for Index {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Index {}

impl Dialect {
    /// A dialect with these columns.
    #[must_use]
    pub fn new(delimiter: u8, columns: Vec<String>, header: Option<Vec<u8>>) -> Self {
        Self { delimiter, columns: columns.into(), header: header.map(Into::into), index: Index::default() }
    }

    /// Where this column stands, from 0.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        let map = self.index.0.get_or_init(|| self.columns.iter().cloned().zip(0..).collect());
        map.get(name).copied()
    }

    /// Reads the cells of one row.
    ///
    /// # Errors
    /// [`Reason::NotUtf8`] or [`Reason::Cells`].
    pub fn read(&self, raw: &[u8]) -> Result<Cells, Reason> {
        let row = std::str::from_utf8(raw).map_err(|e| Reason::NotUtf8 { at: e.valid_up_to() as u64 })?;
        let mut cells = Cells { dialect: self.clone(), text: String::with_capacity(row.len()), ends: Vec::new() };
        split(row, self.delimiter, &mut cells.text, &mut cells.ends);
        if cells.ends.len() != self.columns.len() {
            return Err(Reason::Cells { expected: self.columns.len() as u64, found: cells.ends.len() as u64 });
        }
        Ok(cells.unescaped())
    }
}

/// Appends the cells of a row to `text` and their ends to `ends`.
fn split(row: &str, delimiter: u8, text: &mut String, ends: &mut Vec<u32>) {
    let mut state = CellState::default();
    let mut from = 0;
    for (at, &byte) in row.as_bytes().iter().enumerate() {
        match state.take(byte, delimiter) {
            // The row was cut out at its end already: a lone line end here belongs to nothing.
            Step::Keep | Step::EndOfRow => {}
            Step::Skip => {
                text.push_str(&row[from..at]);
                from = at + 1;
            }
            Step::EndOfCell => {
                text.push_str(&row[from..at]);
                from = at + 1;
                ends.push(text.len() as u32);
            }
        }
    }
    text.push_str(&row[from..]);
    ends.push(text.len() as u32);
}

/// The cells of one row, decoded.
#[derive(Debug, Clone)]
pub struct Cells {
    dialect: Dialect,
    text: String,
    ends: Vec<u32>,
}

impl Cells {
    /// The cell of this column.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.dialect.position(name).filter(|_| name != ESCAPED_COLUMN).map(|at| self.cell(at))
    }

    /// Column names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.dialect.columns.iter().map(String::as_str).filter(|name| *name != ESCAPED_COLUMN)
    }

    /// Names and cells in the row's order.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        let named = self.dialect.columns.iter().enumerate().filter(|(_, name)| *name != ESCAPED_COLUMN);
        named.map(|(at, name)| (name.as_str(), self.cell(at)))
    }

    fn cell(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.text[start..self.ends[at] as usize]
    }

    /// Takes off the apostrophes that the spreadsheet export put before formula-like cells.
    fn unescaped(self) -> Self {
        let Some(mark) = self.dialect.position(ESCAPED_COLUMN) else {
            return self;
        };
        let escaped: Vec<usize> = self.cell(mark).split(' ').filter_map(|n| n.parse().ok()).collect();
        if escaped.is_empty() {
            return self;
        }
        let mut plain = Self { dialect: self.dialect.clone(), text: String::new(), ends: Vec::new() };
        for at in 0..self.ends.len() {
            let cell = self.cell(at);
            let undone = if escaped.contains(&(at + 1)) { cell.strip_prefix('\'') } else { None };
            plain.text.push_str(undone.unwrap_or(cell));
            plain.ends.push(plain.text.len() as u32);
        }
        plain
    }
}

/// Cells of one row as texts, for looking at a file's beginning.
pub(super) fn cells_of(row: &[u8], delimiter: u8) -> Vec<String> {
    let row = String::from_utf8_lossy(row);
    let (mut text, mut ends) = (String::new(), Vec::new());
    split(&row, delimiter, &mut text, &mut ends);
    let mut from = 0;
    ends.iter().map(|&end| text[std::mem::replace(&mut from, end as usize)..end as usize].to_owned()).collect()
}

/// The delimiter by which most of the first rows have as many cells as the first; `usual` wins ties.
pub(super) fn find_delimiter(rows: impl Fn(u8) -> Vec<Vec<u8>>, usual: u8) -> u8 {
    let mut best = (0.0, usual);
    for delimiter in [usual, b',', b';', b'\t', b'|'] {
        let counts: Vec<usize> = rows(delimiter).iter().map(|row| cells_of(row, delimiter).len()).collect();
        let Some(&first) = counts.first().filter(|&&n| n > 1) else {
            continue;
        };
        let share = counts.iter().filter(|&&n| n == first).count() as f64 / counts.len() as f64;
        if share > best.0 {
            best = (share, delimiter);
        }
    }
    best.1
}

/// Whether a first row is data rather than names: a number or a long text is no column name.
pub(super) fn looks_like_data(cells: &[String]) -> bool {
    const LONGEST_NAME: usize = 120;
    cells.iter().any(|cell| cell.trim().parse::<f64>().is_ok() || cell.len() > LONGEST_NAME)
}

/// Makes column names of a header: blank ones numbered, repeated ones told apart and noted.
pub(super) fn column_names(cells: Vec<String>, notices: &mut Vec<Notice>) -> Vec<String> {
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut names = Vec::with_capacity(cells.len());
    for (at, cell) in cells.into_iter().enumerate() {
        let name = if cell.trim().is_empty() { format!("column {}", at + 1) } else { cell };
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        names.push(if *count == 1 { name } else { format!("{name} ({count})") });
    }
    let mut repeated: Vec<_> = seen.into_iter().filter(|(_, count)| *count > 1).collect();
    repeated.sort();
    notices.extend(repeated.into_iter().map(|(name, count)| Notice::RepeatedColumn { name, count }));
    names
}
