//! Reading examples and rows with a model, 32 documents to a commit, in import order.
//!
//! What is still to read follows from what is in the project, so a stopped reading goes on at the next unit, and rows
//! added later are read alone.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use activation::{Chunk, NumericProfile, Reading, Representation};
use selection::{FeatureShape, Projection};

use super::context::{JobContext, Stop};
use super::plan::{JobPlan, ReadingPlan};
use crate::clock::now_ms;
use crate::folders::shortened;
use crate::models::{Shelf, hub::Hub, shelf::Speed};
use crate::operations::job::{JobOutcome, JobStep, ReadingScope};
use crate::operations::{Changed, Failure, FailureCode};
use crate::reading::seam::{Opened, Opening, Reader, SeamError, Workers};
use crate::store::chunk::{self, ChunkRow, UNIT};
use crate::store::example_features::{self, ExampleFeatures};
use crate::store::reading::{self, ReadingFacts};
use crate::store::{example, meta};

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
    let mut reader = Workers::chosen().reader();
    let opening =
        Opening { path: plan.path.clone(), profile: plan.profile, device: plan.device, threads: plan.threads };
    let opened = reader.open(&opening, &|| context.is_stopped()).map_err(|e| stop(context, e))?;
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

fn stop(context: &JobContext<'_>, error: SeamError) -> Stop {
    match error {
        SeamError::Stopped => context.wished(),
        SeamError::Failed(failure) => Stop::Failed(failure),
    }
}

/// Rows evenly spread over those given.
fn spread(rows: &[i64], wanted: usize) -> Vec<i64> {
    let wanted = wanted.min(rows.len());
    (0..wanted).map(|nth| rows[nth * rows.len() / wanted]).collect()
}

/// One projection's reading in the project.
struct Target {
    projection: Projection,
    facts: ReadingFacts,
    /// Its number and shape, once a first chunk has told the widths.
    number: Option<(i64, FeatureShape)>,
    /// Rows that are read.
    read: HashSet<i64>,
}

/// A reading's number and shape with its part of a chunk, `[documents][layers][top_k]`.
type Part<'c> = (i64, FeatureShape, &'c [u16]);

/// What one job keeps while it reads.
struct Work<'a> {
    context: &'a JobContext<'a>,
    reader: Box<dyn Reader>,
    settings: Reading,
    targets: Vec<Target>,
    documents: u64,
    unscored: u64,
    truncated: u64,
    reading_s: f64,
    told: Instant,
}

impl<'a> Work<'a> {
    fn new(context: &'a JobContext<'a>, plan: &ReadingPlan, opened: &Opened, reader: Box<dyn Reader>) -> Self {
        let targets = plan.projections.iter().map(|&projection| Target {
            projection,
            facts: facts(plan, opened, projection),
            number: None,
            read: HashSet::new(),
        });
        Self {
            context,
            reader,
            settings: settings(plan, plan.projections.clone()),
            targets: targets.collect(),
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
            let read: HashSet<i64> = match target.number {
                Some((number, _)) => session
                    .read(|c| example_features::of_reading(c, number))?
                    .into_iter()
                    .map(|found| found.example)
                    .collect(),
                None => HashSet::new(),
            };
            known = Some(known.map_or(read.clone(), |known| &known & &read));
        }
        let known = known.unwrap_or_default();
        let unread: Vec<_> = examples.into_iter().filter(|one| !known.contains(&one.example)).collect();
        let total = unread.len() as u64;
        self.context.step(JobStep::ReadingExamples, 0, Some(total));
        for (unit, some) in unread.chunks(UNIT).enumerate() {
            self.context.check()?;
            let texts: Vec<String> = some.iter().map(|one| one.text.clone()).collect();
            let chunk = self.read(&texts)?;
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
        let readings = self.readings(chunk)?;
        let mut rows = Vec::new();
        for (number, shape, features) in readings {
            for (place, &example) in examples.iter().enumerate() {
                let slots = shape.slots();
                rows.push((
                    number,
                    ExampleFeatures {
                        example,
                        tokens: chunk.token_counts[place],
                        read_tokens: chunk.read_tokens[place],
                        neurons: features[place * slots..(place + 1) * slots].to_vec(),
                    },
                ));
            }
        }
        self.context.session.write(move |c| {
            rows.iter().try_for_each(|(number, features)| example_features::insert(c, *number, features))
        })?;
        Ok(())
    }

    /// Rows that one of the readings lacks, in import order.
    fn unread(&self) -> Result<Vec<i64>, Stop> {
        let frame = self.context.session.frame()?;
        let lacks = |row: &i64| self.targets.iter().any(|target| !target.read.contains(row));
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
            before += self.targets.iter().map(|target| target.read.len() as u64).min().unwrap_or(0);
        }
        let total = before + rows.len() as u64;
        self.context.step(JobStep::ReadingRows, before, Some(total));
        for (unit, some) in rows.chunks(UNIT).enumerate() {
            self.context.check()?;
            let texts = self.context.session.texts(some)?;
            let begun = Instant::now();
            let chunk = self.read(&texts)?;
            self.reading_s += begun.elapsed().as_secs_f64();
            self.keep_rows(some, &chunk)?;
            self.context.advance(before + (unit * UNIT + some.len()) as u64);
        }
        self.context.step(JobStep::Finishing, total, Some(total));
        let readings: Vec<_> = self.targets.iter().filter_map(|target| target.number).collect();
        self.context
            .session
            .write(move |c| readings.iter().try_for_each(|&(number, shape)| chunk::compact(c, number, shape, true)))?;
        self.tell_features(true);
        Ok(())
    }

    fn keep_rows(&mut self, rows: &[i64], chunk: &Chunk) -> Result<(), Stop> {
        let readings = self.readings(chunk)?;
        let mut made = Vec::new();
        for (target, (number, shape, features)) in self.targets.iter_mut().zip(readings) {
            let lacking: Vec<usize> = (0..rows.len()).filter(|&place| !target.read.contains(&rows[place])).collect();
            let slots = shape.slots();
            let indices: Vec<u16> =
                lacking.iter().flat_map(|&place| &features[place * slots..(place + 1) * slots]).copied().collect();
            let tokens = lacking.iter().map(|&p| [chunk.token_counts[p], chunk.read_tokens[p]]).collect();
            let numbers: Vec<i64> = lacking.iter().map(|&place| rows[place]).collect();
            target.read.extend(&numbers);
            made.push((number, shape, ChunkRow::from_documents(numbers, tokens, &indices, shape)));
        }
        self.context.session.write(move |c| {
            for (number, shape, unit) in &made {
                if !unit.rows.is_empty() {
                    chunk::insert(c, *number, unit, *shape, false)?;
                }
                chunk::compact(c, *number, *shape, false)?;
            }
            Ok(())
        })?;
        self.count(chunk);
        self.tell_features(false);
        Ok(())
    }

    fn count(&mut self, chunk: &Chunk) {
        self.documents += chunk.read_tokens.len() as u64;
        for (&whole, &read) in chunk.token_counts.iter().zip(&chunk.read_tokens) {
            self.unscored += u64::from(read == 0);
            self.truncated += u64::from(read > 0 && read < whole);
        }
    }

    fn read(&mut self, texts: &[String]) -> Result<Chunk, Stop> {
        let context = self.context;
        let chunk =
            self.reader.read(texts, &self.settings, &|| context.is_stopped()).map_err(|error| stop(context, error))?;
        let whole = chunk.token_counts.len() == texts.len()
            && chunk.read_tokens.len() == texts.len()
            && chunk.features.len() == self.targets.len()
            && chunk.features.iter().all(|f| f.indices.len() == texts.len() * f.shape().slots());
        if whole {
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
            let (ours, digest) = (&target.facts, &target.facts.settings_digest);
            let found = known.iter().find(|known| {
                let facts = &known.facts;
                (&facts.backbone, &facts.settings_digest) == (&ours.backbone, digest)
                    && (&facts.profile, &facts.projection) == (&ours.profile, &ours.projection)
            });
            let Some(found) = found else { continue };
            let shape = FeatureShape { layers: found.facts.layers as usize, top_k: found.facts.top_k as usize };
            target.number = Some((found.reading, shape));
            // Under the name and id that the model has now.
            let facts = target.facts.clone();
            session.write(move |c| reading::find_or_insert(c, &facts, now_ms()))?;
            let rows = session.read(|c| chunk::rows_and_tokens(c, found.reading))?;
            target.read = rows.into_iter().map(|(row, _)| row).collect();
        }
        Ok(())
    }

    /// Each target's reading with its part of a chunk; readings are made with the first chunk, which tells the shapes.
    fn readings<'c>(&mut self, chunk: &'c Chunk) -> Result<Vec<Part<'c>>, Stop> {
        let mut readings = Vec::new();
        for target in &mut self.targets {
            let features = chunk.features.iter().find(|f| f.projection == target.projection);
            let features = features.ok_or_else(|| {
                Failure::new(FailureCode::WorkerEnded).text("detail", "a projection did not come back")
            })?;
            let number = if let Some((number, _)) = target.number {
                number
            } else {
                target.facts.layers = features.layers as u32;
                target.facts.top_k = features.top_k as u32;
                target.facts.width = features.width as u32;
                let facts = target.facts.clone();
                self.context.session.write(move |c| reading::find_or_insert(c, &facts, now_ms()))?
            };
            target.number = Some((number, features.shape()));
            readings.push((number, features.shape(), features.indices.as_slice()));
        }
        Ok(readings)
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
            let shelf = Shelf::new((*session.folders).clone(), Hub::from_environment());
            let speed = Speed { documents_per_s, documents: self.documents };
            shelf.note_speed(&plan.model, speed).map_err(Failure::from)?;
            session.events.changed(&[Changed::Models]);
        }
        let model = plan.model.clone();
        session.write(move |c| match meta::value(c, meta::CURRENT_MODEL)? {
            Some(_) => Ok(()),
            None => meta::set(c, meta::CURRENT_MODEL, &model),
        })?;
        Ok(JobOutcome::Read {
            documents: self.documents,
            unscored: self.unscored,
            truncated: self.truncated,
            documents_per_s,
            device: opened.device.clone(),
        })
    }
}

fn settings(plan: &ReadingPlan, projections: Vec<Projection>) -> Reading {
    Reading {
        representations: vec![Representation::NeuronFeatures, Representation::TokenCounts],
        projections,
        neurons: plan.neurons,
        max_tokens: plan.max_tokens,
    }
}

/// A numeric profile as readings are told apart by it.
pub const fn profile_name(profile: NumericProfile) -> &'static str {
    match profile {
        NumericProfile::F32 => "f32",
        NumericProfile::Bf16Fast => "bf16",
    }
}

/// A reading is one projection's, so that the same projection read alone or with others is the same reading.
fn facts(plan: &ReadingPlan, opened: &Opened, projection: Projection) -> ReadingFacts {
    let alone = settings(plan, vec![projection]);
    ReadingFacts {
        model: plan.model.clone(),
        model_name: plan.model_name.clone(),
        backbone: opened.digest.clone(),
        settings: serde_json::to_string(&alone).unwrap_or_default(),
        settings_digest: alone.digest(),
        profile: profile_name(plan.profile).to_owned(),
        projection: projection.name().to_owned(),
        max_tokens: plan.max_tokens,
        layers: 0,
        top_k: 0,
        width: 0,
        shipped: false,
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
