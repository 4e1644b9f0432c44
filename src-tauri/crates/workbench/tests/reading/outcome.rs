//! What became of a file, in a form that can be compared and kept.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use workbench::formats::{FormatError, Item, Mapped, Mapping, Notice, ReadOptions, Reason, Record, Source, guess};

/// What became of a file: documents, rows set aside by line, notices and the error.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Outcome {
    /// Rows that became documents.
    pub usable: usize,
    /// Of these, how many got a made id.
    #[serde(skip_serializing_if = "is_zero")]
    pub made_ids: usize,
    /// Line (after the file and a colon in a folder) and the reason's code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub set_aside: BTreeMap<String, String>,
    /// Codes of notices, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
    /// Name of the error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// The outcome with what it is made of.
pub struct Imported {
    pub outcome: Outcome,
    pub mapping: Option<Mapping>,
    pub documents: Vec<Mapped>,
    pub raws: Vec<Vec<u8>>,
    pub aside: Vec<(u64, Vec<u8>, Reason)>,
    pub notices: Vec<Notice>,
    pub error: Option<FormatError>,
}

/// Imports a file as the application does: guess the mapping, read all rows, keep what is wrong.
pub fn import(path: &Path) -> Imported {
    import_with(path, ReadOptions::default())
}

pub fn import_with(path: &Path, options: ReadOptions) -> Imported {
    let mut all = Imported {
        outcome: Outcome::default(),
        mapping: None,
        documents: Vec::new(),
        raws: Vec::new(),
        aside: Vec::new(),
        notices: Vec::new(),
        error: None,
    };
    match Source::open_with(path, options) {
        Ok(source) => all.read(&source),
        Err(error) => all.error = Some(error),
    }
    all.sum_up();
    all
}

impl Imported {
    fn read(&mut self, source: &Source) {
        self.notices.clone_from(&source.found().notices);
        let mapping = guess(source.found());
        for item in source.rows() {
            match item {
                Ok(Item::Record(record)) => match mapping.apply(&record) {
                    Ok(mapped) => {
                        self.documents.push(mapped);
                        self.raws.push(record.raw);
                    }
                    Err(reason) => {
                        let at = place(source, &record.file.name, record.line);
                        self.outcome.set_aside.insert(at, code(&reason));
                        self.aside.push((record.line, record.raw, reason));
                    }
                },
                Ok(Item::SetAside(row)) => {
                    let at = place(source, &row.file.name, row.line);
                    self.outcome.set_aside.insert(at, code(&row.reason));
                    self.aside.push((row.line, row.raw, row.reason));
                }
                Ok(Item::Notice(notice)) => self.notices.push(notice),
                Err(error) => self.error = Some(error),
            }
        }
        self.mapping = Some(mapping);
    }

    fn sum_up(&mut self) {
        self.outcome.usable = self.documents.len();
        self.outcome.made_ids = self.documents.iter().filter(|d| d.id_made).count();
        self.outcome.notices = self.notices.iter().map(code).collect();
        self.outcome.notices.sort();
        self.outcome.error = self
            .error
            .as_ref()
            .map(|error| format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect());
    }
}

fn place(source: &Source, file: &str, line: u64) -> String {
    if source.found().files > 1 { format!("{file}:{line}") } else { line.to_string() }
}

fn code(coded: &impl Serialize) -> String {
    serde_json::to_value(coded).unwrap()["code"].as_str().unwrap().to_owned()
}

/// A folder that lasts as long as the test.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Imports these bytes under this name.
pub fn import_bytes(name: &str, bytes: &[u8]) -> Imported {
    import_bytes_with(name, bytes, ReadOptions::default())
}

pub fn import_bytes_with(name: &str, bytes: &[u8], options: ReadOptions) -> Imported {
    let folder = folder();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    import_with(&path, options)
}

impl Imported {
    pub fn texts(&self) -> Vec<&str> {
        self.documents.iter().map(|d| d.text.as_str()).collect()
    }

    pub fn ids(&self) -> Vec<&str> {
        self.documents.iter().map(|d| d.id.as_str()).collect()
    }

    pub fn complaint(&self) -> String {
        self.error.as_ref().unwrap().to_string()
    }
}

/// All records of a file.
pub fn records(path: &Path) -> Vec<Record> {
    let rows = Source::open(path).unwrap().rows();
    rows.filter_map(|item| match item.unwrap() {
        Item::Record(record) => Some(record),
        _ => None,
    })
    .collect()
}

/// These bytes as gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

/// One line for each of these values.
pub fn lines<T: std::fmt::Display>(values: impl Iterator<Item = T>) -> String {
    values.fold(String::new(), |text, value| text + &value.to_string() + "\n")
}
