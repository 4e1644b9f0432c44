//! Rows of a source gathered into batches that are committed together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::describing::{described, used_columns};
use super::special_strings;
use crate::formats::{FileHead, FormatError, Item, Mapping, Reason, Record, Rows, SetAside};
use crate::store::document::NewDocument;
use crate::store::facet::{NewFacets, Packer};
use crate::store::set_aside::SetAsideRow;

/// A batch ends after so many rows or bytes.
const ROWS: usize = 4096;
const BYTES: usize = 8 << 20;
/// Bytes kept of a row that is set aside.
const KEPT_ASIDE: usize = 1 << 20;
/// Notices that are kept of an import.
const MOST_NOTICES: usize = 200;

/// Why a source has no further rows.
#[derive(Debug)]
pub enum Ended {
    /// All were read.
    AtTheEnd,
    /// The file is damaged from here on; in words.
    Broken(String),
    /// Nothing of the file may be kept.
    Refused(FormatError),
}

/// What is committed together.
#[derive(Debug, Default)]
pub struct Batch {
    /// Documents with their texts; `file` is an index into all files met so far.
    pub documents: Vec<(NewDocument, String)>,
    /// Rows set aside.
    pub set_aside: Vec<SetAsideRow>,
    /// Files met for the first time.
    pub new_files: Vec<Arc<FileHead>>,
    /// Columns and values met for the first time.
    pub facets: NewFacets,
    /// Things noticed.
    pub notices: Vec<String>,
    /// Rows of the source dealt with so far.
    pub rows_taken: u64,
    /// Bytes of the source read so far, as they lie on the disk.
    pub bytes_read: u64,
    /// Special strings in these texts, each with the rows that hold it.
    pub special_strings: BTreeMap<&'static str, u64>,
    /// Nothing comes after this batch.
    pub ended: Option<Ended>,
}

/// Gathers batches.
pub struct Batches {
    rows: Rows,
    mapping: Mapping,
    used: Vec<String>,
    packer: Packer,
    files: Vec<Arc<FileHead>>,
    rows_taken: u64,
    notices: usize,
}

impl Batches {
    /// Goes on after `rows_taken` rows, with the files met before.
    pub fn new(rows: Rows, mapping: Mapping, packer: Packer, files: Vec<Arc<FileHead>>, rows_taken: u64) -> Self {
        let used = used_columns(&mapping);
        Self { rows, mapping, used, packer, files, rows_taken, notices: 0 }
    }

    /// The next batch; the last has `ended`.
    pub fn next_batch(&mut self) -> Batch {
        let mut batch = Batch::default();
        let mut bytes = 0;
        while batch.documents.len() + batch.set_aside.len() < ROWS && bytes < BYTES {
            match self.rows.next() {
                Some(Ok(Item::Record(record))) => {
                    bytes += record.raw.len();
                    self.take(record, &mut batch);
                }
                Some(Ok(Item::SetAside(row))) => {
                    bytes += row.raw.len();
                    self.put_aside(row, &mut batch);
                }
                Some(Ok(Item::Notice(notice))) => {
                    self.notices += 1;
                    if self.notices <= MOST_NOTICES {
                        batch.notices.push(notice.to_string());
                    }
                }
                Some(Err(error)) if error.is_refusal() => batch.ended = Some(Ended::Refused(error)),
                Some(Err(error)) => batch.ended = Some(Ended::Broken(error.to_string())),
                None => {
                    self.say_unkept_notices(&mut batch);
                    batch.ended = Some(Ended::AtTheEnd);
                }
            }
            if batch.ended.is_some() {
                break;
            }
        }
        batch.facets = self.packer.take_new();
        batch.rows_taken = self.rows_taken;
        batch.bytes_read = self.rows.bytes_read();
        batch
    }

    fn take(&mut self, record: Record, batch: &mut Batch) {
        self.rows_taken = record.row;
        match self.mapping.apply(&record) {
            Ok(mapped) => {
                for found in special_strings::of(&mapped.text) {
                    *batch.special_strings.entry(found).or_default() += 1;
                }
                let file = self.file_index(&record.file, batch);
                batch.documents.push(described(record, mapped, file, &self.used, &mut self.packer));
            }
            Err(reason) => {
                let Record { row, file_row, line, file, raw, .. } = record;
                self.put_aside(SetAside { row, file_row, line, file, raw, reason }, batch);
            }
        }
    }

    fn put_aside(&mut self, mut row: SetAside, batch: &mut Batch) {
        self.rows_taken = row.row;
        row.raw.truncate(KEPT_ASIDE);
        batch.set_aside.push(SetAsideRow {
            file: row.file.name.to_string(),
            line: row.line,
            code: code(&row.reason),
            reason: row.reason.to_string(),
            raw: row.raw,
        });
    }

    fn file_index(&mut self, head: &Arc<FileHead>, batch: &mut Batch) -> i64 {
        let same = |known: &Arc<FileHead>| Arc::ptr_eq(known, head) || **known == **head;
        let known = self.files.iter().rposition(same);
        known.unwrap_or_else(|| {
            self.files.push(Arc::clone(head));
            batch.new_files.push(Arc::clone(head));
            self.files.len() - 1
        }) as i64
    }

    fn say_unkept_notices(&self, batch: &mut Batch) {
        if self.notices > MOST_NOTICES {
            batch.notices.push(format!("and {} more of the same kind", self.notices - MOST_NOTICES));
        }
    }
}

/// The reason's code, by which reasons are counted.
fn code(reason: &Reason) -> String {
    let json = serde_json::to_value(reason).ok();
    json.and_then(|json| json.get("code")?.as_str().map(str::to_owned)).unwrap_or_else(|| "other".to_owned())
}
