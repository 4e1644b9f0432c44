//! The job itself: draw documents, keep their rows, learn from them, put the result on the shelf.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use activation::autoencoder::train::Plan;

use super::AutoencoderPlan;
use super::cost::note;
use crate::files::{disk_full, io_failure};
use crate::folders::shortened;
use crate::jobs::context::{JobContext, Stop};
use crate::jobs::plan::JobPlan;
use crate::models::Shelf;
use crate::models::autoencoders::ORIGIN;
use crate::models::computer::{Memory, free_disk};
use crate::operations::autoencoder::AutoencoderOrigin;
use crate::operations::job::{JobOutcome, JobStep};
use crate::operations::model::ModelKind;
use crate::operations::{Changed, Failure, FailureCode};
use crate::reading::learning::{Course, Deed, Lap, Learn, Learnt};
use crate::reading::seam::{Opening, Reader, SeamError, ended};
use crate::store::chunk::UNIT;
use crate::store::meta;

/// A request trains for so long; wishes wait no longer.
const LAP_MS: u64 = 800;
/// Saving takes at most one part in so many of the time; a kill costs what was done since.
const PART_OF_SAVES: u32 = 20;
/// Saves are so far apart at least and at most.
const BETWEEN_SAVES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));
/// Fewer tokens are no whole batch, and it is the first batch that says how long rows are.
const FEWEST_TOKENS: u64 = 2048;
/// Shorter trainings say nothing of this computer's pace.
const ENOUGH_FOR_PACE: Duration = Duration::from_secs(10);

/// Trains from where it was. What a job that was ended kept is deleted.
pub fn run(context: &JobContext<'_>, plan: AutoencoderPlan) -> Result<JobOutcome, Stop> {
    let folder = plan.folder.clone();
    let ended = Work { context, plan, reader: context.reader()? }.run();
    if matches!(ended, Err(Stop::Cancelled) | Ok(_)) {
        forget(&folder);
    }
    ended
}

/// Deletes what a training kept. What cannot be deleted lies in the folder of things that can be made again.
pub fn forget(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
}

/// The pool has too little text.
pub fn too_little(found: u64) -> Failure {
    let failure = Failure::new(FailureCode::TooFewTokens).number("found", found as f64);
    failure.number("least", FEWEST_TOKENS as f64)
}

struct Work<'a> {
    context: &'a JobContext<'a>,
    plan: AutoencoderPlan,
    reader: Box<dyn Reader>,
}

impl Work<'_> {
    fn run(mut self) -> Result<JobOutcome, Stop> {
        self.context.step(JobStep::Opening, 0, None);
        let rows = self.drawn()?;
        let (mut documents, mut tokens) = self.kept(Deed::Look)?;
        if documents < rows.len() {
            self.read(&rows, documents)?;
            (documents, tokens) = self.kept(Deed::Look)?;
        }
        if tokens < FEWEST_TOKENS {
            return Err(too_little(tokens).into());
        }
        let course = self.plan.course(documents);
        self.train(&course)?;
        self.publish(&course)
    }

    /// The rows to learn from, drawn once; every other seed draws others.
    fn drawn(&mut self) -> Result<Vec<i64>, Stop> {
        if let Some(rows) = &self.plan.rows {
            return Ok(rows.clone());
        }
        let frame = self.context.session.frame()?;
        let documents = frame.len();
        let order = Plan { documents, round_documents: documents, seed: self.plan.settings.seed }.documents_of(0);
        let rows: Vec<i64> =
            order.into_iter().take(self.plan.documents as usize).map(|place| frame.rows[place]).collect();
        self.plan.rows = Some(rows.clone());
        self.keep_plan()?;
        Ok(rows)
    }

    fn read(&mut self, rows: &[i64], kept: usize) -> Result<(), Stop> {
        let needed = self.plan.disk_bytes((rows.len() - kept) as u64);
        if needed > free_disk(&self.plan.folder) {
            return Err(disk_full(&self.plan.folder, needed).into());
        }
        self.open()?;
        let total = rows.len() as u64;
        self.context.step(JobStep::ReadingRows, kept as u64, Some(total));
        for (unit, some) in rows[kept..].chunks(UNIT).enumerate() {
            self.context.check()?;
            let texts = self.context.session.texts(some)?;
            let (layer, max_tokens) = (self.plan.layer as u16, self.plan.max_tokens);
            self.kept(Deed::Keep { texts, layer, max_tokens })?;
            self.context.advance((kept + unit * UNIT + some.len()) as u64);
        }
        Ok(())
    }

    /// Opens the model; the same one as before, where something was read with it.
    fn open(&mut self) -> Result<(), Stop> {
        if !self.plan.path.exists() {
            let place = shortened(&self.plan.path);
            return Err(Failure::new(FailureCode::ModelNotConnected).text("path", place).into());
        }
        self.context.step(JobStep::Loading, 0, None);
        let opening = Opening {
            path: self.plan.path.clone(),
            kind: ModelKind::Backbone,
            autoencoder: None,
            profile: self.plan.profile,
            device: self.plan.device,
            threads: self.plan.threads,
        };
        let context = self.context;
        let opened = self.reader.open(&opening, &|| context.is_stopped()).map_err(|error| stop(context, error))?;
        match &self.plan.backbone {
            Some(known) if *known != opened.digest => {
                Err(Failure::new(FailureCode::ModelChanged).text("name", self.plan.model_name.clone()).into())
            }
            Some(_) => Ok(()),
            None => {
                self.plan.backbone = Some(opened.digest);
                Ok(self.keep_plan()?)
            }
        }
    }

    /// Trains to the end.
    fn train(&mut self, course: &Course) -> Result<(), Stop> {
        let free = Memory::now().free_bytes;
        let needed = self.plan.memory_bytes();
        if needed > free {
            let failure = Failure::new(FailureCode::NotEnoughMemory).number("needed_bytes", needed as f64);
            return Err(failure.number("free_bytes", free as f64).into());
        }
        if !self.plan.is_read {
            self.plan.is_read = true;
            self.keep_plan()?;
        }
        self.context.step(JobStep::LearningLatents, self.plan.steps_shown(), Some(self.plan.settings.steps));
        self.context.learned(self.plan.learning());
        let (begun, mut first, mut last) = (Instant::now(), None, None);
        let (mut saved, mut took) = (begun, Duration::ZERO);
        loop {
            if let Err(wish) = self.context.check() {
                if matches!(wish, Stop::Paused) {
                    self.save()?;
                }
                return Err(wish);
            }
            let deed = Deed::Train { course: course.clone(), for_ms: LAP_MS };
            let Learnt::Trained { is_done, lap } = self.learn(deed)? else { return Err(lost().into()) };
            if let Some(lap) = lap {
                first.get_or_insert((begun.elapsed(), lap.tokens));
                last = Some(lap);
                self.plan.show(&lap);
                self.context.learned(self.plan.learning());
                self.context.advance(lap.step);
            }
            if is_done {
                return self.note_pace(begun, first, last);
            }
            if saved.elapsed() >= (took * PART_OF_SAVES).clamp(BETWEEN_SAVES.0, BETWEEN_SAVES.1) {
                let before = Instant::now();
                self.save()?;
                (saved, took) = (Instant::now(), before.elapsed());
            }
        }
    }

    fn note_pace(&self, begun: Instant, first: Option<(Duration, u64)>, last: Option<Lap>) -> Result<(), Stop> {
        let (Some((before, from)), Some(last)) = (first, last) else { return Ok(()) };
        let took = begun.elapsed().saturating_sub(before);
        if took >= ENOUGH_FOR_PACE {
            note(&self.shelf(), &self.plan, last.tokens - from, took.as_secs_f64()).map_err(Failure::from)?;
        }
        Ok(())
    }

    /// Writes down how far the training is, then what is shown of it: the way never says more than is kept.
    fn save(&mut self) -> Result<(), Stop> {
        self.learn(Deed::Save)?;
        Ok(self.keep_plan()?)
    }

    fn publish(mut self, course: &Course) -> Result<JobOutcome, Stop> {
        let steps = self.plan.settings.steps;
        self.context.step(JobStep::Finishing, steps, Some(steps));
        let project = self.context.session.read(|c| meta::value(c, meta::NAME))?.unwrap_or_default();
        let into = if let Some(place) = &self.plan.place {
            place.clone()
        } else {
            let place = self.free_place(&project);
            self.plan.place = Some(place.clone());
            self.save()?;
            place
        };
        let layer = self.plan.layer as usize;
        let published = self.learn(Deed::Publish { into, layer })?;
        let Learnt::Published { folder, explained } = published else { return Err(lost().into()) };
        let origin = self.origin(course, project, explained);
        let file = folder.join(ORIGIN);
        let json = serde_json::to_vec_pretty(&origin).unwrap_or_default();
        std::fs::write(&file, json).map_err(|error| io_failure(&file, &error))?;
        let view = self.shelf().add_autoencoder(&folder, None)?.view();
        self.context.session.events.changed(&[Changed::Models]);
        Ok(JobOutcome::Learned {
            autoencoder: view.autoencoder,
            name: view.name,
            latents: self.plan.settings.latents() as u32,
            explained,
            dead: origin.dead,
            tokens: origin.tokens,
            place: view.place,
        })
    }

    /// What stands beside the result. The way is written down with the state: its last point is the last step's.
    fn origin(&self, course: &Course, project: String, explained: f64) -> AutoencoderOrigin {
        let last = self.plan.curve.last();
        AutoencoderOrigin {
            model: self.plan.model.clone(),
            model_name: self.plan.model_name.clone(),
            backbone: self.plan.backbone.clone().unwrap_or_default(),
            project,
            documents: course.learned().len() as u64,
            tokens: last.map_or(0, |point| point.tokens),
            explained,
            dead: last.map_or(0.0, |point| point.dead),
            k: self.plan.settings.k as u32,
            seed: self.plan.settings.seed,
            max_tokens: self.plan.max_tokens,
        }
    }

    /// A folder that is not there yet, named after model and project.
    fn free_place(&self, project: &str) -> PathBuf {
        let plain = |c: char| if c.is_alphanumeric() || " -_.".contains(c) { c } else { '-' };
        let name: String = format!("{} on {project}", self.plan.model_name).chars().map(plain).take(80).collect();
        let name = name.trim_matches([' ', '.']);
        let folder = &self.context.session.folders.autoencoders;
        let first = folder.join(name);
        let mut others = (2_u64..).map(|number| folder.join(format!("{name} {number}")));
        if first.exists() { others.find(|place| !place.exists()).unwrap_or(first) } else { first }
    }

    fn kept(&mut self, deed: Deed) -> Result<(usize, u64), Stop> {
        match self.learn(deed)? {
            Learnt::Kept { documents, tokens } => Ok((documents, tokens)),
            _ => Err(lost().into()),
        }
    }

    fn learn(&mut self, deed: Deed) -> Result<Learnt, Stop> {
        let context = self.context;
        // While it reads, a pause costs no more than some documents; a training is saved before it pauses.
        let at_once = matches!(deed, Deed::Keep { .. });
        let over = || context.is_stopped() && (at_once || matches!(context.wished(), Stop::Cancelled));
        let (folder, width) = (self.plan.folder.clone(), self.plan.settings.width);
        self.reader.learn(&Learn { folder, width, deed }, &over).map_err(|error| stop(context, error))
    }

    fn keep_plan(&self) -> Result<(), Failure> {
        self.context.keep_plan(&JobPlan::Autoencoder(self.plan.clone()))
    }

    fn shelf(&self) -> Shelf {
        Shelf::of((*self.context.session.folders).clone())
    }
}

fn stop(context: &JobContext<'_>, error: SeamError) -> Stop {
    match error {
        SeamError::Stopped => context.wished(),
        SeamError::Failed(failure) => Stop::Failed(failure),
    }
}

fn lost() -> Failure {
    match ended("another answer came back than was asked for") {
        SeamError::Failed(failure) => failure,
        SeamError::Stopped => Failure::new(FailureCode::WorkerEnded),
    }
}
