//! Reading examples and rows with a model, 32 documents to a commit, in import order.
//!
//! What is still to read follows from what is in the project, so a stopped reading goes on at the next unit, and rows
//! added later are read alone.

mod parts;

use std::collections::HashSet;
use std::time::{Duration, Instant};

use activation::sentence::SentenceCard;
use activation::{Chunk, NumericProfile};
use selection::method::Representation;

pub use parts::profile_name;
use parts::{Target, settings};

use super::context::{JobContext, Stop};
use super::plan::{JobPlan, ReadingPlan};
use crate::folders::shortened;
use crate::models::card::kind_at;
use crate::models::{Shelf, shelf::Speed};
use crate::operations::job::{JobOutcome, JobStep, ReadingScope};
use crate::operations::reading_note::ReadingNote;
use crate::operations::{Changed, Failure, FailureCode};
use crate::reading::chosen_latents::ChosenLatents;
use crate::reading::seam::{Opened, OpenedModel, Opening, Reader, SeamError, ToRead};
use crate::store::chunk::UNIT;
use crate::store::{Connection, StoreError, example, meta, reading, reading_note};

/// Faces are told of new features so often.
const BETWEEN_NEWS: Duration = Duration::from_secs(2);
/// A speed is noted when at least so many documents were read.
const ENOUGH_FOR_SPEED: u64 = 32;

/// Reads all examples that are unread, then rows as far as the scope goes.
pub fn run(context: &JobContext<'_>, mut plan: ReadingPlan) -> Result<JobOutcome, Stop> {
    context.step(JobStep::Opening, 0, None);
    if !plan.path.exists() {
        let place = shortened(&plan.path);
        return Err(Failure::new(FailureCode::ModelNotConnected).text("path", place).into());
    }
    context.step(JobStep::Loading, 0, None);
    let mut reader = context.reader()?;
    let opened = reader.open(&opening(&plan), &|| context.is_stopped()).map_err(|e| stop(context, e))?;
    if let OpenedModel::Sentence(card) = &opened.model {
        only_sentences(&mut plan, card);
    }
    ChosenLatents::remember(context.session, &opened, plan.autoencoder.as_ref())?;
    let mut work = Work::new(context, &plan, &opened, reader);
    work.read_examples()?;
    if plan.rows.is_none()
        && let ReadingScope::Spread { rows } = plan.scope
    {
        plan.rows = Some(spread(&work.unread()?, rows as usize));
        context.keep_plan(&JobPlan::Reading(plan.clone()))?;
    }
    work.read_rows(plan.rows.as_deref())?;
    work.finish(&plan, &opened)
}

fn opening(plan: &ReadingPlan) -> Opening {
    Opening {
        path: plan.path.clone(),
        kind: kind_at(&plan.path),
        autoencoder: plan.autoencoder.clone(),
        profile: plan.profile,
        device: plan.device,
        threads: plan.threads,
    }
}

/// A sentence encoder gives one thing, cuts texts at its own length and knows one way of rounding.
fn only_sentences(plan: &mut ReadingPlan, card: &SentenceCard) {
    plan.projections = Vec::new();
    plan.vectors = vec![Representation::Sentence.name().to_owned()];
    plan.max_tokens = card.most_tokens as u32;
    plan.profile = NumericProfile::F32;
}

fn stop(context: &JobContext<'_>, error: SeamError) -> Stop {
    match error {
        SeamError::Stopped => context.wished(),
        SeamError::Failed(failure) => Stop::Failed(failure),
    }
}

fn keep_notes(connection: &Connection, reading: i64, notes: &[ReadingNote]) -> Result<(), StoreError> {
    if notes.is_empty() { Ok(()) } else { reading_note::add(connection, reading, notes) }
}

/// Rows evenly spread over those given.
fn spread(rows: &[i64], wanted: usize) -> Vec<i64> {
    let wanted = wanted.min(rows.len());
    (0..wanted).map(|nth| rows[nth * rows.len() / wanted]).collect()
}

/// What one job keeps while it reads.
struct Work<'a> {
    context: &'a JobContext<'a>,
    reader: Box<dyn Reader>,
    settings: activation::Reading,
    targets: Vec<Target>,
    documents: u64,
    unscored: u64,
    truncated: u64,
    reading_s: f64,
    told: Instant,
}

impl<'a> Work<'a> {
    fn new(context: &'a JobContext<'a>, plan: &ReadingPlan, opened: &Opened, reader: Box<dyn Reader>) -> Self {
        let targets = Target::all(plan, opened);
        Self {
            context,
            reader,
            settings: settings(plan, targets.iter().map(Target::part)),
            targets,
            documents: 0,
            unscored: 0,
            truncated: 0,
            reading_s: 0.0,
            told: Instant::now(),
        }
    }

    /// Reads the examples of all goals that one of the readings lacks.
    fn read_examples(&mut self) -> Result<(), Stop> {
        self.find_readings()?;
        let session = self.context.session;
        let examples = session.read(example::all)?;
        let mut known: Option<HashSet<i64>> = None;
        for target in &self.targets {
            let read = session.read(|c| target.examples_read(c))?;
            known = Some(known.map_or(read.clone(), |known| &known & &read));
        }
        let known = known.unwrap_or_default();
        let unread: Vec<_> = examples.into_iter().filter(|one| !known.contains(&one.example)).collect();
        let total = unread.len() as u64;
        self.context.step(JobStep::ReadingExamples, 0, Some(total));
        for (unit, some) in unread.chunks(UNIT).enumerate() {
            self.context.check()?;
            let texts = some.iter().map(|one| ToRead { text: one.text.clone(), answer_from: None });
            let chunk = self.read(&texts.collect::<Vec<_>>())?;
            let numbers: Vec<i64> = some.iter().map(|one| one.example).collect();
            self.keep_examples(&numbers, &chunk)?;
            self.context.advance(((unit * UNIT) + some.len()) as u64);
        }
        if total > 0 {
            session.features_changed();
            session.events.changed(&[Changed::Goals]);
        }
        Ok(())
    }

    fn keep_examples(&mut self, examples: &[i64], chunk: &Chunk) -> Result<(), Stop> {
        let session = self.context.session;
        let mut made = Vec::new();
        for target in &mut self.targets {
            made.push(target.examples(session, examples, chunk)?);
        }
        let noted = self.noted();
        session.write(move |c| {
            made.iter().try_for_each(|kept| kept.write(c))?;
            noted(c)
        })?;
        Ok(())
    }

    /// Rows that one of the readings lacks, in import order.
    fn unread(&self) -> Result<Vec<i64>, Stop> {
        let frame = self.context.session.frame()?;
        let lacks = |row: &i64| self.targets.iter().any(|target| !target.has(*row));
        Ok(frame.rows.iter().copied().filter(lacks).collect())
    }

    fn read_rows(&mut self, chosen: Option<&[i64]>) -> Result<(), Stop> {
        let mut rows = self.unread()?;
        let mut before = 0;
        if let Some(chosen) = chosen {
            let wanted: HashSet<i64> = chosen.iter().copied().collect();
            rows.retain(|row| wanted.contains(row));
            before = (chosen.len() - rows.len().min(chosen.len())) as u64;
        } else {
            before += self.targets.iter().map(Target::documents).min().unwrap_or(0);
        }
        let total = before + rows.len() as u64;
        self.context.step(JobStep::ReadingRows, before, Some(total));
        for (unit, some) in rows.chunks(UNIT).enumerate() {
            self.context.check()?;
            let texts = self.context.session.to_read(some)?;
            let begun = Instant::now();
            let chunk = self.read(&texts)?;
            self.reading_s += begun.elapsed().as_secs_f64();
            self.keep_rows(some, &chunk)?;
            self.context.advance(before + (unit * UNIT + some.len()) as u64);
        }
        self.context.step(JobStep::Finishing, total, Some(total));
        for compact in self.targets.iter().filter_map(|target| target.compacting(true)) {
            self.context.session.write(compact)?;
        }
        self.tell_features(true);
        Ok(())
    }

    fn keep_rows(&mut self, rows: &[i64], chunk: &Chunk) -> Result<(), Stop> {
        let session = self.context.session;
        let mut made = Vec::new();
        for target in &mut self.targets {
            made.extend(target.unit(session, rows, chunk)?);
        }
        let noted = self.noted();
        session.write(move |c| {
            made.iter().try_for_each(|unit| unit.write(c))?;
            noted(c)
        })?;
        self.count(chunk);
        self.tell_features(false);
        Ok(())
    }

    /// Keeps what was done differently beside what it gave.
    fn noted(&self) -> impl FnOnce(&Connection) -> Result<(), StoreError> + Send + use<> {
        let notes = self.reader.notes().to_vec();
        let readings: Vec<i64> = self.targets.iter().filter_map(Target::number).collect();
        move |c| readings.iter().try_for_each(|&reading| keep_notes(c, reading, &notes))
    }

    fn count(&mut self, chunk: &Chunk) {
        self.documents += chunk.read_tokens.len() as u64;
        for (&whole, &read) in chunk.token_counts.iter().zip(&chunk.read_tokens) {
            self.unscored += u64::from(read == 0);
            self.truncated += u64::from(read > 0 && read < whole);
        }
    }

    fn read(&mut self, texts: &[ToRead]) -> Result<Chunk, Stop> {
        let context = self.context;
        let chunk =
            self.reader.read(texts, &self.settings, &|| context.is_stopped()).map_err(|error| stop(context, error))?;
        let counted = chunk.token_counts.len() == texts.len() && chunk.read_tokens.len() == texts.len();
        if counted && self.targets.iter().all(|target| target.is_whole_in(&chunk, texts.len())) {
            return Ok(chunk);
        }
        let detail = format!("{} documents were asked for, {} came back", texts.len(), chunk.documents);
        Err(Failure::new(FailureCode::WorkerEnded).text("detail", detail).into())
    }

    /// Finds the readings that are in the project already.
    fn find_readings(&mut self) -> Result<(), Stop> {
        let session = self.context.session;
        let known = session.read(reading::all)?;
        for target in &mut self.targets {
            target.find(session, &known)?;
        }
        Ok(())
    }

    fn tell_features(&mut self, at_once: bool) {
        self.context.session.features_changed();
        if at_once || self.told.elapsed() >= BETWEEN_NEWS {
            self.told = Instant::now();
            self.context.session.events.changed(&[Changed::Features]);
        }
    }

    fn finish(&self, plan: &ReadingPlan, opened: &Opened) -> Result<JobOutcome, Stop> {
        let documents_per_s = if self.reading_s > 0.0 { self.documents as f64 / self.reading_s } else { 0.0 };
        let session = self.context.session;
        if self.documents >= ENOUGH_FOR_SPEED {
            let shelf = Shelf::of((*session.folders).clone());
            let speed = Speed { documents_per_s, documents: self.documents };
            shelf.note_speed(&plan.model, speed).map_err(Failure::from)?;
            session.events.changed(&[Changed::Models]);
        }
        if matches!(opened.model, OpenedModel::Backbone(..)) {
            let model = plan.model.clone();
            session.write(move |c| match meta::value(c, meta::CURRENT_MODEL)? {
                Some(_) => Ok(()),
                None => meta::set(c, meta::CURRENT_MODEL, &model),
            })?;
        }
        Ok(JobOutcome::Read {
            documents: self.documents,
            unscored: self.unscored,
            truncated: self.truncated,
            documents_per_s,
            device: opened.device.clone(),
            notes: self.reader.notes().to_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_reaches_over_all_rows_without_repeats() {
        let rows: Vec<i64> = (1..=10).collect();
        assert_eq!(spread(&rows, 3), [1, 4, 7]);
        assert_eq!(spread(&rows, 50), rows);
        assert_eq!(spread(&[], 5), Vec::<i64>::new());
    }
}
