//! Adding examples: pasted, from a file, or from the pool.

use std::path::Path;

use super::info;
use crate::formats::{Item, Source};
use crate::operations::goal::{AddExamples, AddedExamples, ExampleOrigin, ExampleSource};
use crate::operations::{Changed, Failure, FailureCode};
use crate::pool::preview::{format_failure, used_mapping};
use crate::pool::texts::text_hash;
use crate::session::Session;
use crate::store::example::{self, NewExample};
use crate::store::{StoreError, goal};
use crate::workbench::Workbench;

/// Characters that can be pasted, rows that can be taken at once, and examples that a file can give.
const MOST_PASTED: usize = 1_000_000;
const MOST_ROWS: usize = 10_000;

/// Texts that are to become examples, and what could not be read.
#[derive(Debug, Default)]
struct Gathered {
    texts: Vec<(String, ExampleOrigin)>,
    unreadable: u64,
}

/// Adds examples; blank ones and those that are there already are left out and counted.
pub fn add(workbench: &Workbench, with: AddExamples) -> Result<AddedExamples, Failure> {
    let project = workbench.project()?;
    let session = &project.session;
    let gathered = match with.source {
        ExampleSource::Pasted { text, split } => pasted(&text, split)?,
        ExampleSource::File { ticket, mapping } => from_file(&workbench.path_of(ticket)?, mapping.as_ref())?,
        ExampleSource::Rows { rows } => from_pool(session, &rows)?,
    };
    keep(session, with.goal, gathered, with.unwanted)
}

fn pasted(text: &str, split: bool) -> Result<Gathered, Failure> {
    let found = text.chars().count();
    if found > MOST_PASTED {
        return Err(too_long(found, MOST_PASTED));
    }
    let texts = if split { at_blank_lines(text) } else { vec![text.trim().to_owned()] };
    let texts = texts.into_iter().map(|text| (text, ExampleOrigin::Pasted {})).collect();
    Ok(Gathered { texts, unreadable: 0 })
}

fn at_blank_lines(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            if !piece.is_empty() {
                piece.push('\n');
            }
            piece.push_str(line);
        }
    }
    // Blank lines between pieces are no blank examples.
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn from_file(path: &Path, mapping: Option<&crate::operations::import::ImportMapping>) -> Result<Gathered, Failure> {
    let failure = |error| format_failure(path, &error);
    let source = Source::open(path).map_err(failure)?;
    let mapping = used_mapping(mapping, source.found());
    let name = source.found().name.clone();
    let mut gathered = Gathered::default();
    for item in source.rows() {
        match item.map_err(failure)? {
            Item::Record(record) => match mapping.apply(&record) {
                Ok(mapped) => gathered.texts.push((mapped.text, ExampleOrigin::File { name: name.clone() })),
                Err(crate::formats::Reason::Blank) => {
                    gathered.texts.push((String::new(), ExampleOrigin::File { name: name.clone() }));
                }
                Err(_) => gathered.unreadable += 1,
            },
            Item::SetAside(_) => gathered.unreadable += 1,
            Item::Notice(_) => {}
        }
        if gathered.texts.len() > MOST_ROWS {
            return Err(too_long(gathered.texts.len(), MOST_ROWS));
        }
    }
    Ok(gathered)
}

fn from_pool(session: &Session, rows: &[i64]) -> Result<Gathered, Failure> {
    if rows.len() > MOST_ROWS {
        return Err(too_long(rows.len(), MOST_ROWS));
    }
    let texts = session.texts(rows)?;
    let texts = texts.into_iter().zip(rows).map(|(text, &row)| (text, ExampleOrigin::Pool { row })).collect();
    Ok(Gathered { texts, unreadable: 0 })
}

fn keep(session: &Session, number: i64, gathered: Gathered, unwanted: bool) -> Result<AddedExamples, Failure> {
    let added = session.write(move |c| {
        goal::one(c, number)?;
        let (mut added, mut blank, mut already_there) = (Vec::new(), 0, 0);
        for (text, origin) in gathered.texts {
            if text.trim().is_empty() {
                blank += 1;
                continue;
            }
            let hash = text_hash(&text);
            if example::has_text(c, number, hash, &text)? {
                already_there += 1;
                continue;
            }
            let new = NewExample { text, text_hash: hash, origin: serde_json::to_string(&origin)?, unwanted };
            added.push(example::insert(c, number, &new)?);
        }
        let info = info(goal::one(c, number)?);
        Ok::<_, StoreError>(AddedExamples { info, added, blank, already_there, unreadable: gathered.unreadable })
    })?;
    session.events.changed(&[Changed::Goals]);
    Ok(added)
}

fn too_long(found: usize, most: usize) -> Failure {
    Failure::new(FailureCode::TooLong).number("found", found as f64).number("most", most as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_split_at_blank_lines_only() {
        let pieces = at_blank_lines("one\nstill one\n\n \t\ntwo\n\n");
        assert_eq!(pieces, ["one\nstill one", "two"]);
    }
}
