//! Vectors from outside: a file of them for the pool and one for the examples, brought into the project as a reading, so
//! that every method which compares by vectors can compare by these.
//!
//! They are taken as they are. Which vector belongs to which row is their order alone: as many as the file has rows, or
//! as many as could be read of it. Anything else is refused, since a wrong guess would show nowhere.

use std::path::{Path, PathBuf};

use selection::Vectors;
use selection::method::Representation;
use serde_json::{Value, json};

use super::target::Examples;
use crate::clock::now_ms;
use crate::formats::vectors_file;
use crate::reading::vectors::reading_for;
use crate::scripts::digest::digest;
use crate::scripts::error::ScriptError;
use crate::session::Session;
use crate::store::example_vectors::{self, ExampleVector};
use crate::store::numbers::Numbers;
use crate::store::reading::{self, ReadingFacts};
use crate::store::vectors::{self, VectorChunk};
use crate::store::{StoreError, document, example, set_aside};

/// The name under which projects know them, in place of a model's.
const MODEL: &str = "outside";
/// Documents that are kept in one commit.
const AT_ONCE: usize = 1024;

/// Files of vectors: `.npy`, or Parquet with a column of lists or columns of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideVectors {
    /// One for each row of the pool.
    pub pool: PathBuf,
    /// One for each row of the examples' file.
    pub target: PathBuf,
}

impl OutsideVectors {
    /// What they are made of.
    pub(super) fn made_of(&self) -> Result<Value, ScriptError> {
        Ok(json!({ "pool": digest(&self.pool)?, "target": digest(&self.target)? }))
    }

    /// Brings them into the project, which may hold them already.
    pub(super) fn take(&self, session: &Session, goal: i64, examples: &Examples) -> Result<(), ScriptError> {
        let (pool, target) = (read(&self.pool)?, read(&self.target)?);
        if pool.width() != target.width() {
            let (found, wanted) = (target.width(), pool.width());
            return Err(ScriptError::VectorsOfAnotherWidth { path: self.target.clone(), found, wanted });
        }
        let rows = self.rows(session, &pool)?;
        let of_examples = places(&self.target, target.len(), examples)?;
        let backbone = digest(&self.pool)?;
        let facts = facts(&backbone, pool.width());
        let number = session.write(move |c| reading::find_or_insert(c, &facts, now_ms()))?;
        let whole = session.read(|c| Ok(reading::one(c, number)?.totals(c)?.0 == rows.len() as u64))?;
        if !whole {
            session.write(move |c| reading::one(c, number)?.remove_documents(c, |_| true))?;
            for rows in rows.chunks(AT_ONCE) {
                let chunk = chunk(rows, &pool);
                session.write(move |c| vectors::insert(c, number, &chunk))?;
            }
        }
        session.write(move |c| {
            for (one, place) in example::of_goal(c, goal)?.into_iter().zip(of_examples) {
                let numbers = bytes(target.row(place).unwrap_or_default());
                let vector = ExampleVector { example: one.example, tokens: 0, read_tokens: 0, numbers };
                example_vectors::insert(c, number, &vector)?;
            }
            Ok::<_, StoreError>(())
        })?;
        session.vectors.forget();
        let used = reading_for(session, Representation::Outside, None)?;
        if used.is_some_and(|used| used.facts.backbone != backbone) {
            let problem = "it holds other vectors from outside: name a project that is not there yet".to_owned();
            return Err(ScriptError::Project { path: self.pool.clone(), problem });
        }
        Ok(())
    }

    /// For each vector of the pool the row it belongs to, rows that were set aside left out.
    fn rows(&self, session: &Session, pool: &Vectors) -> Result<Vec<(i64, usize)>, ScriptError> {
        let (read, aside) = session.read(|c| Ok::<_, StoreError>((document::lines(c)?, set_aside::lines(c)?)))?;
        if pool.len() == read.len() {
            return Ok(read.into_iter().enumerate().map(|(place, (row, _))| (row, place)).collect());
        }
        let mut lines: Vec<u64> = read.iter().map(|(_, line)| *line).chain(aside.iter().copied()).collect();
        lines.sort_unstable();
        let is_told_by_lines = lines.windows(2).all(|pair| pair[0] < pair[1]);
        if pool.len() == lines.len() && is_told_by_lines {
            let place = |line: u64| lines.partition_point(|&other| other < line);
            return Ok(read.into_iter().map(|(row, line)| (row, place(line))).collect());
        }
        Err(ScriptError::VectorsForOtherRows {
            path: self.pool.clone(),
            vectors: pool.len(),
            rows: read.len(),
            aside: aside.len(),
        })
    }
}

fn read(path: &Path) -> Result<Vectors, ScriptError> {
    vectors_file::read(path).map_err(|source| ScriptError::Vectors { path: path.to_owned(), source })
}

/// For each example the place of its vector.
fn places(path: &Path, vectors: usize, examples: &Examples) -> Result<Vec<usize>, ScriptError> {
    if vectors == examples.records {
        return Ok(examples.places.clone());
    }
    if vectors == examples.texts.len() {
        return Ok((0..vectors).collect());
    }
    Err(ScriptError::VectorsForOtherRows {
        path: path.to_owned(),
        vectors,
        rows: examples.texts.len(),
        aside: examples.records - examples.texts.len(),
    })
}

fn facts(digest: &str, width: usize) -> ReadingFacts {
    ReadingFacts {
        model: MODEL.to_owned(),
        model_name: "Own vectors".to_owned(),
        backbone: digest.to_owned(),
        settings: "{}".to_owned(),
        settings_digest: MODEL.to_owned(),
        profile: "f32".to_owned(),
        projection: Representation::Outside.name().to_owned(),
        max_tokens: 0,
        layers: 1,
        top_k: 0,
        width: width as u32,
        shipped: false,
    }
}

fn chunk(rows: &[(i64, usize)], pool: &Vectors) -> VectorChunk {
    let numbers = rows.iter().flat_map(|&(_, place)| &pool.values()[place * pool.width()..][..pool.width()]).copied();
    VectorChunk {
        rows: rows.iter().map(|(row, _)| *row).collect(),
        tokens: vec![[0, 0]; rows.len()],
        numbers: Numbers::Dense(
            Vectors::new(pool.width(), numbers.collect()).expect("rows of vectors are vectors again"),
        ),
    }
}

fn bytes(row: &[f32]) -> Vec<u8> {
    row.iter().flat_map(|number| number.to_le_bytes()).collect()
}
