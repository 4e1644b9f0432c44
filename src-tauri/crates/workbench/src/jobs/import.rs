//! Importing files: rows stream through one thread that reads and one that writes, a batch at a time.
//!
//! Each batch is one commit that also says how far the source was read, so a stopped import goes on at the next row.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use super::context::{JobContext, Stop};
use super::plan::{ImportPlan, JobPlan, SourcePlan};
use crate::clock::now_ms;
use crate::formats::{FileHead, Source, guess};
use crate::operations::import::SpecialString;
use crate::operations::job::{JobOutcome, JobStep};
use crate::operations::{Changed, Failure, FailureCode};
use crate::pool::batches::{Batch, Batches, Ended};
use crate::pool::mapping;
use crate::pool::preview::{format_failure, format_label};
use crate::store::facet::Packer;
use crate::store::import::{NewImport, Progress};
use crate::store::{Connection, StoreError, document, file, import, search, set_aside, special_string};

/// Batches that wait for the writer.
const AHEAD: usize = 2;

/// Imports all sources of a plan; `whole` wraps it into the job's plan, which is kept as it moves on.
pub fn run(
    context: &JobContext<'_>,
    mut plan: ImportPlan,
    whole: impl Fn(ImportPlan) -> JobPlan,
) -> Result<JobOutcome, Stop> {
    for index in 0..plan.sources.len() {
        context.check()?;
        context.step(JobStep::Opening, 0, None);
        let path = plan.sources[index].path.clone();
        let source = Source::open(&path).map_err(|error| format_failure(&path, &error))?;
        if plan.sources[index].import.is_none() {
            let number = begin(context, &plan.sources[index], &source)?;
            plan.sources[index].import = Some(number);
            context.keep_plan(&whole(plan.clone()))?;
        }
        let ended = one(context, &plan.sources[index], &source);
        context.session.pool_changed();
        context.session.events.changed(&[Changed::Pool]);
        ended?;
    }
    outcome(context, &plan)
}

/// Puts the import into the project, with the mapping that its texts are derived by from now on.
fn begin(context: &JobContext<'_>, plan: &SourcePlan, source: &Source) -> Result<i64, Stop> {
    let found = source.found();
    let guess = guess(found);
    let mut mapping = match (&plan.mapping, &plan.said) {
        (Some(whole), _) => whole.clone(),
        (None, Some(said)) => mapping::applied(said, &guess),
        (None, None) => guess,
    };
    if mapping.text == crate::formats::TextRule::Undecided {
        return Err(Failure::new(FailureCode::NoTextColumn).into());
    }
    mapping.keep_blank |= plan.keep_blank;
    let new = NewImport {
        path: plan.path.display().to_string(),
        name: found.name.clone(),
        format: format_label(found),
        mapping: serde_json::to_string(&mapping).map_err(StoreError::from)?,
        imported_ms: now_ms(),
    };
    Ok(context.session.write(move |c| import::insert(c, &new))?)
}

fn one(context: &JobContext<'_>, plan: &SourcePlan, source: &Source) -> Result<(), Stop> {
    let Some(number) = plan.import else { return Ok(()) };
    let session = context.session;
    let (begun, known, packer) =
        session.read(|c| Ok((import::one(c, number)?, file::of_import(c, number)?, Packer::load(c)?)))?;
    if begun.complete {
        return Ok(());
    }
    let mapping = serde_json::from_str(&begun.mapping).map_err(StoreError::from)?;
    context.step(JobStep::ReadingRows, begun.rows_taken, source.found().rows);
    let mut rows = source.rows();
    rows.skip_to(begun.rows_taken).map_err(|error| format_failure(&plan.path, &error))?;
    let heads = known.iter().map(|(_, head)| Ok(Arc::new(serde_json::from_str::<FileHead>(head)?)));
    let heads = heads.collect::<Result<Vec<_>, serde_json::Error>>().map_err(StoreError::from)?;
    let mut batches = Batches::new(rows, mapping, packer, heads, begun.rows_taken);
    let mut writing = Writing {
        import: number,
        files: known.into_iter().map(|(file, _)| file).collect(),
        notices: if begun.notices.is_empty() {
            source.found().notices.iter().map(ToString::to_string).collect()
        } else {
            begun.notices
        },
        bytes: source.found().bytes,
        documents: begun.documents,
        told: begun.documents,
    };
    let (hand_over, batches_made) = sync_channel::<Batch>(AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            loop {
                let batch = batches.next_batch();
                let was_last = batch.ended.is_some();
                // The receiver is gone when the job stopped.
                if hand_over.send(batch).is_err() || was_last {
                    return;
                }
            }
        });
        writing.write_all(context, &plan.path, batches_made)
    })
}

/// The side that writes.
struct Writing {
    import: i64,
    files: Vec<i64>,
    notices: Vec<String>,
    /// Of the whole source.
    bytes: u64,
    documents: u64,
    told: u64,
}

impl Writing {
    fn write_all(&mut self, context: &JobContext<'_>, path: &Path, batches: Receiver<Batch>) -> Result<(), Stop> {
        for batch in batches {
            context.check()?;
            let ended = self.write(context, batch)?;
            match ended {
                None => {}
                Some(Ended::AtTheEnd | Ended::Broken(_)) => return Ok(()),
                Some(Ended::Refused(error)) => {
                    let (session, number) = (context.session, self.import);
                    session.write(move |c| {
                        document::delete_import(c, number)?;
                        import::delete(c, number)
                    })?;
                    return Err(format_failure(path, &error).into());
                }
            }
        }
        Ok(())
    }

    fn write(&mut self, context: &JobContext<'_>, batch: Batch) -> Result<Option<Ended>, Stop> {
        self.notices.extend(batch.notices.iter().cloned());
        if let Some(Ended::Broken(why)) = &batch.ended {
            self.notices.push(why.clone());
        }
        let by = Progress {
            rows_taken: batch.rows_taken,
            documents: batch.documents.len() as u64,
            set_aside: batch.set_aside.len() as u64,
            notices: self.notices.clone(),
            complete: batch.ended.is_some(),
        };
        let (rows_taken, documents, bytes_read) = (by.rows_taken, by.documents, batch.bytes_read);
        let (number, files) = (self.import, self.files.clone());
        let (files, ended) = context.session.write(move |c| keep(c, number, files, batch, &by))?;
        self.files = files;
        self.documents += documents;
        // Tables show what is there without being built anew for every batch.
        if self.documents > self.told.saturating_mul(2) {
            self.told = self.documents;
            context.session.pool_changed();
            context.session.events.changed(&[Changed::Pool]);
        }
        context.advance_in_file(rows_taken, bytes_read, self.bytes);
        Ok(ended)
    }
}

/// One commit: files met for the first time, documents with their words and values, rows set aside, and the place.
fn keep(
    connection: &Connection,
    number: i64,
    mut files: Vec<i64>,
    batch: Batch,
    by: &Progress,
) -> Result<(Vec<i64>, Option<Ended>), StoreError> {
    for head in &batch.new_files {
        files.push(file::insert(connection, number, &serde_json::to_string(&**head)?)?);
    }
    batch.facets.save(connection)?;
    for (mut new, text) in batch.documents {
        new.file = files[new.file as usize];
        let row = document::insert(connection, number, &new)?;
        search::insert(connection, row, &text)?;
    }
    for row in &batch.set_aside {
        set_aside::insert(connection, number, row)?;
    }
    for (text, rows) in &batch.special_strings {
        special_string::add(connection, number, text, *rows)?;
    }
    import::advance(connection, number, by)?;
    if by.complete {
        search::settle(connection)?;
    }
    Ok((files, batch.ended))
}

fn outcome(context: &JobContext<'_>, plan: &ImportPlan) -> Result<JobOutcome, Stop> {
    let (mut documents, mut set_aside, mut strings) = (0, 0, BTreeMap::<String, u64>::new());
    for number in plan.sources.iter().filter_map(|source| source.import) {
        let (found, held) =
            context.session.read(|c| Ok((import::one(c, number)?, special_string::of_import(c, number)?)))?;
        for (text, rows) in held {
            *strings.entry(text).or_default() += rows;
        }
        documents += found.documents;
        set_aside += found.set_aside;
    }
    let mut special_strings: Vec<_> = strings.into_iter().map(|(text, rows)| SpecialString { text, rows }).collect();
    special_strings.sort_by_key(|one| std::cmp::Reverse(one.rows));
    Ok(JobOutcome::Imported { documents, set_aside, special_strings })
}
