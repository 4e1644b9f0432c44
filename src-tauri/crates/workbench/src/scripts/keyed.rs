//! Rows of a file by their ids: read once for what decides, and once more for those that are wanted.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::error::ScriptError;
use super::trouble::Trouble;
use crate::formats::{Item, Record, Source, guess, written};

/// A file whose rows have ids.
pub(super) struct KeyedFile {
    path: PathBuf,
    source: Source,
    id_column: Option<String>,
}

impl KeyedFile {
    /// Opens a file whose ids are in `id_column`, else in a column that is called like one.
    ///
    /// # Errors
    /// [`ScriptError`] when it cannot be read.
    pub(super) fn open(path: &Path, id_column: Option<&str>) -> Result<Self, ScriptError> {
        let source = Source::open(path).map_err(ScriptError::rows(path))?;
        let id_column = id_column.map(str::to_owned).or_else(|| guess(source.found()).id_column);
        Ok(Self { path: path.to_owned(), source, id_column })
    }

    /// The path it was opened by.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Its columns as the first rows show them, in words.
    pub(super) fn columns(&self) -> String {
        let names: Vec<&str> = self.source.found().columns.iter().map(|c| c.name.as_str()).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    }

    /// Refuses a file without a column of ids.
    pub(super) fn needs_ids(&self) -> Result<(), ScriptError> {
        match self.id_column {
            Some(_) => Ok(()),
            None => Err(ScriptError::NoIdColumn { path: self.path.clone(), columns: self.columns() }),
        }
    }

    /// The complaint that no row has a value in a column.
    pub(super) fn without(&self, column: &str) -> ScriptError {
        ScriptError::NoColumn { path: self.path.clone(), column: column.to_owned(), columns: self.columns() }
    }

    /// The id of a row as it is written there; "001" stays "001".
    pub(super) fn id(&self, record: &Record) -> Option<String> {
        let column = self.id_column.as_ref()?;
        record.value(column).ok().and_then(written)
    }

    /// Gives every row to `look`, in the file's order; counts those that cannot be read.
    ///
    /// # Errors
    /// [`ScriptError`] when reading stops before the end, or `look` stops it.
    pub(super) fn each(
        &self,
        trouble: &mut Trouble,
        mut look: impl FnMut(Record) -> Result<(), ScriptError>,
    ) -> Result<(), ScriptError> {
        for item in self.source.rows() {
            match item.map_err(ScriptError::rows(&self.path))? {
                Item::Record(record) => look(record)?,
                Item::SetAside(row) => trouble.note(&row.file.name, row.line, &row.reason),
                Item::Notice(_) => {}
            }
        }
        Ok(())
    }

    /// These rows, by their number in the source.
    ///
    /// # Errors
    /// [`ScriptError`] when reading stops before the end.
    pub(super) fn rows(&self, wanted: &HashSet<u64>) -> Result<HashMap<u64, Record>, ScriptError> {
        let mut found = HashMap::with_capacity(wanted.len());
        self.each(&mut Trouble::default(), |record| {
            if wanted.contains(&record.row) {
                found.insert(record.row, record);
            }
            Ok(())
        })?;
        Ok(found)
    }
}
