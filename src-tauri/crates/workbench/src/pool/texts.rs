//! The text of a document: derived from its bytes by its import's mapping, never stored a second time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::describing::{described, used_columns};
use crate::formats::{FileHead, Mapped, Mapping, Record, TextRule};
use crate::operations::Failure;
use crate::reading::seam::ToRead;
use crate::session::Session;
use crate::store::document::NewDocument;
use crate::store::facet::Packer;
use crate::store::{Connection, StoreError, file, original};

/// How the rows of one file become texts.
#[derive(Debug)]
struct Rule {
    head: Arc<FileHead>,
    mapping: Mapping,
    /// Its columns that are no facets.
    used: Vec<String>,
}

/// What an import says of a document.
pub struct Described {
    /// Its entry. Where the id was made, it is another one than at the import: numbers of rows are not kept.
    pub document: NewDocument,
    /// Its row has no id of its own.
    pub id_made: bool,
    /// Its text.
    pub text: String,
}

/// The rules of all files, by number.
type Rules = Arc<HashMap<i64, Rule>>;

/// The rules of all files, read once.
#[derive(Debug, Default)]
pub struct TextKeeper {
    rules: Mutex<Rules>,
}

impl TextKeeper {
    fn of(&self, connection: &Connection, file: i64) -> Result<Rules, StoreError> {
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        if !rules.contains_key(&file) {
            *rules = Arc::new(load(connection)?);
        }
        Ok(Arc::clone(&rules))
    }

    /// A document's original row.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] when there is no such document.
    pub fn record(&self, connection: &Connection, row: i64) -> Result<Record, StoreError> {
        Ok(self.reread(connection, row)?.0)
    }

    /// A document as its row gives it, with the row.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] when there is no such document.
    pub fn document(&self, connection: &Connection, row: i64) -> Result<(Record, Mapped), StoreError> {
        let (record, rules, file) = self.reread(connection, row)?;
        let rule = &rules[&file];
        let mapped = rule.mapping.apply(&record);
        let mapped = mapped.map_err(|reason| StoreError::Value(format!("row {row}: {reason}")))?;
        Ok((record, mapped))
    }

    /// A document with its row and the rule that gave it its text.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] when there is no such document.
    pub fn by_rule(&self, connection: &Connection, row: i64) -> Result<(Record, Mapped, TextRule), StoreError> {
        let (record, rules, file) = self.reread(connection, row)?;
        let mapping = &rules[&file].mapping;
        let mapped = mapping.apply(&record);
        let mapped = mapped.map_err(|reason| StoreError::Value(format!("row {row}: {reason}")))?;
        let rule = mapping.rule_of(&record).clone();
        Ok((record, mapped, rule))
    }

    /// What an import would say of a document now, with its text. None where its row gives no document.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] when there is no such document.
    pub fn described(
        &self,
        connection: &Connection,
        row: i64,
        packer: &mut Packer,
    ) -> Result<Option<Described>, StoreError> {
        let (record, rules, file) = match self.reread(connection, row) {
            Err(StoreError::Value(_)) => return Ok(None),
            read => read?,
        };
        let rule = &rules[&file];
        let Ok(mapped) = rule.mapping.apply(&record) else { return Ok(None) };
        let id_made = mapped.id_made;
        let (document, text) = described(record, mapped, file, &rule.used, packer);
        Ok(Some(Described { document, id_made, text }))
    }

    fn reread(&self, connection: &Connection, row: i64) -> Result<(Record, Rules, i64), StoreError> {
        let (file, line, raw) =
            original::of(connection, row)?.ok_or(StoreError::NoSuch { what: "document", id: row })?;
        let rules = self.of(connection, file)?;
        let rule = rules.get(&file).ok_or(StoreError::NoSuch { what: "file", id: file })?;
        let record = Record::reread(&rule.head, line, raw);
        let record = record.map_err(|reason| StoreError::Value(format!("row {row}: {reason}")))?;
        Ok((record, rules, file))
    }
}

fn load(connection: &Connection) -> Result<HashMap<i64, Rule>, StoreError> {
    let mut rules = HashMap::new();
    for (file, head, mapping) in file::all(connection)? {
        let mapping = serde_json::from_str(&mapping)?;
        let (head, used) = (Arc::new(serde_json::from_str(&head)?), used_columns(&mapping));
        rules.insert(file, Rule { head, mapping, used });
    }
    Ok(rules)
}

impl Session {
    /// The texts of some documents, in the order of `rows`.
    ///
    /// # Errors
    /// When one of them is not there any more.
    pub fn texts(&self, rows: &[i64]) -> Result<Vec<String>, Failure> {
        self.read(|c| rows.iter().map(|&row| Ok(self.texts.document(c, row)?.1.text)).collect())
    }

    /// The texts of some documents with where their answers start, in the order of `rows`.
    ///
    /// # Errors
    /// When one of them is not there any more.
    pub fn to_read(&self, rows: &[i64]) -> Result<Vec<ToRead>, Failure> {
        self.read(|c| {
            rows.iter()
                .map(|&row| {
                    let mapped = self.texts.document(c, row)?.1;
                    // A template of a chat may go on after the last answer: only one that ends the text is told apart.
                    let last = mapped.answers.last().filter(|answer| answer.end == mapped.text.len());
                    let answer_from = last.map(|answer| answer.start).filter(|&start| start > 0);
                    Ok(ToRead { text: mapped.text, answer_from })
                })
                .collect()
        })
    }
}

/// Names a text: equal texts have equal hashes, and different ones almost never (64 bits of SHA-256).
pub fn text_hash(text: &str) -> i64 {
    let digest = Sha256::digest(text.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_le_bytes(first)
}

/// The start of a text, cut between characters.
pub fn excerpt(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}
