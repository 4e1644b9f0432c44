//! Several selections into one file.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::Serialize;

use super::error::ScriptError;
use super::keyed::KeyedFile;
use super::output::make_way;
use super::trouble::Trouble;
use crate::writing::{Layout, RecordWriter, SeenColumns};

/// What is to be joined.
#[derive(Debug, Clone)]
pub struct MergePlan {
    /// The selections, in the order in which they are written.
    pub inputs: Vec<PathBuf>,
    /// Where they go.
    pub output: PathBuf,
    /// Only the first row of each id; else all rows, as published.
    pub deduplicate: bool,
    /// The column with the ids; guessed if none.
    pub id_column: Option<String>,
    /// What stands at the output may go.
    pub overwrite: bool,
}

/// What was written.
#[derive(Debug, Clone, Serialize)]
pub struct MergeReport {
    /// Rows of all inputs.
    pub rows: u64,
    /// Rows written.
    pub written: u64,
    /// Rows left out because an earlier one has their id.
    pub duplicates: u64,
    /// Rows that could not be read.
    pub unreadable: Trouble,
}

/// Writes the rows of all inputs one after the other, with their own columns, unchanged. A row without an id is never a
/// duplicate.
///
/// # Errors
/// [`ScriptError`]; the output is then what it was.
pub fn merge(plan: &MergePlan) -> Result<MergeReport, ScriptError> {
    let format = make_way(&plan.output, plan.overwrite)?;
    let files = plan
        .inputs
        .iter()
        .map(|input| KeyedFile::open(input, plan.id_column.as_deref()))
        .collect::<Result<Vec<_>, _>>()?;
    let mut report = MergeReport { rows: 0, written: 0, duplicates: 0, unreadable: Trouble::default() };
    let (mut columns, mut seen, mut kept) = (SeenColumns::default(), HashSet::new(), Vec::new());
    for file in &files {
        if plan.deduplicate {
            file.needs_ids()?;
        }
        file.each(&mut report.unreadable, |record| {
            let first = !plan.deduplicate || file.id(&record).is_none_or(|id| seen.insert(id));
            if first {
                columns.see(&record);
            }
            kept.push(first);
            Ok(())
        })?;
    }
    report.rows = kept.len() as u64;
    let mut writer = RecordWriter::create(&plan.output, Layout::new(format, &columns, Vec::new())?)?;
    let mut decisions = kept.into_iter();
    for file in &files {
        file.each(&mut Trouble::default(), |record| {
            if decisions.next() == Some(true) {
                writer.write(&record, &[])?;
            }
            Ok(())
        })?;
    }
    report.written = writer.finish()?.rows;
    report.duplicates = report.rows - report.written;
    Ok(report)
}
