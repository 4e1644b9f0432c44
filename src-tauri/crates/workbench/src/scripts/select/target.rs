//! The examples of a selection, from their file into the project.

use std::path::Path;

use crate::formats::{Item, Mapping, Source, written};
use crate::operations::goal::ExampleOrigin;
use crate::pool::texts::text_hash;
use crate::scripts::error::ScriptError;
use crate::scripts::trouble::Trouble;
use crate::session::Session;
use crate::store::example::{self, NewExample};
use crate::store::{StoreError, goal, meta};

/// The texts of the examples, repeats and all: the published method counts each row.
pub(in crate::scripts) struct Examples {
    pub(in crate::scripts) texts: Vec<String>,
    pub(in crate::scripts) trouble: Trouble,
    /// Rows of the file, whatever became of them.
    pub(in crate::scripts) records: usize,
    /// Which of them each example is, from 0.
    pub(in crate::scripts) places: Vec<usize>,
    name: String,
}

/// Reads the examples that pass the filter.
pub(in crate::scripts) fn read(
    path: &Path,
    mapping: &Mapping,
    filter: Option<&(String, String)>,
) -> Result<Examples, ScriptError> {
    let source = Source::open(path).map_err(ScriptError::rows(path))?;
    let name = source.found().name.clone();
    let mut examples =
        Examples { texts: Vec::new(), trouble: Trouble::default(), records: 0, places: Vec::new(), name };
    for item in source.rows() {
        match item.map_err(ScriptError::rows(path))? {
            Item::Record(record) => {
                examples.records += 1;
                let passes = filter
                    .is_none_or(|(column, value)| record.value(column).ok().and_then(written).as_ref() == Some(value));
                if !passes {
                    continue;
                }
                match mapping.apply(&record) {
                    Ok(mapped) => {
                        examples.texts.push(mapped.text);
                        examples.places.push(examples.records - 1);
                    }
                    Err(reason) => examples.trouble.note(&record.file.name, record.line, &reason),
                }
            }
            Item::SetAside(row) => {
                examples.records += 1;
                examples.trouble.note(&row.file.name, row.line, &row.reason);
            }
            Item::Notice(_) => {}
        }
    }
    if examples.texts.is_empty() {
        let (column, value) = filter.cloned().unwrap_or_default();
        return Err(ScriptError::NoTarget { path: path.to_owned(), column, value });
    }
    Ok(examples)
}

/// The goal with these examples: made once, found again by `key`.
pub(in crate::scripts) fn goal_of(
    session: &Session,
    key: &str,
    name: &str,
    examples: &Examples,
) -> Result<i64, ScriptError> {
    let key = format!("{}:{key}", meta::SCRIPT);
    let asked = key.clone();
    let known = session.read(|c| {
        let known = meta::value(c, &asked)?.and_then(|number| number.parse::<i64>().ok());
        // A person may have deleted it meanwhile.
        Ok(goal::all(c)?.into_iter().map(|goal| goal.goal).find(|&goal| Some(goal) == known))
    })?;
    if let Some(known) = known {
        return Ok(known);
    }
    let (name, texts) = (name.to_owned(), examples.texts.clone());
    let origin = ExampleOrigin::File { name: examples.name.clone() };
    let number = session.write(move |c| {
        let number = goal::insert(c, &name)?;
        let origin = serde_json::to_string(&origin)?;
        for text in texts {
            let new = NewExample { text_hash: text_hash(&text), text, origin: origin.clone(), unwanted: false };
            example::insert(c, number, &new)?;
        }
        meta::set(c, &key, &number.to_string())?;
        meta::set(c, meta::CURRENT_GOAL, &number.to_string())?;
        Ok::<_, StoreError>(number)
    })?;
    Ok(number)
}
