//! Training a sparse autoencoder where models run: rows of tokens are kept in a folder, then learned from.
//!
//! It happens in the reading process, so that what fails there costs a job and nothing else. Every request is short (some
//! documents, or some steps), and whoever asks decides between two of them whether to go on. One process at a time holds
//! the folder: one whose parent was killed finishes its request first. Rows are read back some documents at a time, so
//! that memory does not grow with the pool.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use activation::autoencoder::train::{Plan, Progress, Run, Stop, TrainError, TrainSettings};
use activation::autoencoder::{AutoencoderError, Hookpoint};
use rayon::ThreadPool;
use serde::{Deserialize, Serialize};

use super::kept_rows::KeptRows;
use super::seam::SeamError;
use crate::files::io_failure;
use crate::operations::{Failure, FailureCode};

/// A request about the training in a folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Learn {
    /// Everything that the training keeps lies there.
    pub folder: PathBuf,
    /// Numbers of a token's state.
    pub width: usize,
    /// What is wanted.
    pub deed: Deed,
}

/// What is wanted of a training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Deed {
    /// How much is kept.
    Look,
    /// Read documents with the model that is open and keep their rows.
    Keep {
        /// Their texts.
        texts: Vec<String>,
        /// The layer, from 0, whose output is kept.
        layer: u16,
        /// Tokens read of each at most.
        max_tokens: u32,
    },
    /// Train for about so long, from where it was, whatever process that was in.
    Train {
        /// How.
        course: Course,
        /// Milliseconds; one step at least is done.
        for_ms: u64,
    },
    /// Write down how far the training is.
    Save,
    /// Write the autoencoder into a folder, in sparsify's format.
    Publish {
        /// The folder for `layers.N`.
        into: PathBuf,
        /// The layer, from 0.
        layer: usize,
    },
}

/// How a training goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// The engine's settings.
    pub settings: TrainSettings,
    /// Documents kept: some are held out, the others are learned from.
    pub documents: usize,
    /// Documents whose rows are in memory together.
    pub round_documents: usize,
    /// Processor threads; all if none. The result does not depend on it.
    pub threads: Option<usize>,
}

impl Course {
    /// Documents that are learned from.
    pub fn learned(&self) -> Vec<usize> {
        (0..self.documents).filter(|&document| !self.is_held_out(document)).collect()
    }

    /// Documents that only measure.
    pub fn held_out(&self) -> Vec<usize> {
        (0..self.documents).filter(|&document| self.is_held_out(document)).collect()
    }

    /// Every twentieth; of few documents every fifth.
    const fn is_held_out(&self, document: usize) -> bool {
        let every = if self.documents < 100 { 5 } else { 20 };
        document % every == every - 1
    }

    fn plan(&self) -> Plan {
        let documents = self.learned().len();
        Plan { documents, round_documents: self.round_documents, seed: self.settings.seed }
    }
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Learnt {
    /// So much is kept.
    Kept {
        /// Documents.
        documents: usize,
        /// Their tokens.
        tokens: u64,
    },
    /// It was trained.
    Trained {
        /// All steps are done.
        is_done: bool,
        /// The steps of this request; none where all were done before it.
        lap: Option<Lap>,
    },
    /// It is written down; not before the first step.
    Saved,
    /// The autoencoder is there.
    Published {
        /// Its own folder.
        folder: PathBuf,
        /// Share of the variance explained on the documents held out.
        explained: f64,
    },
}

/// Some steps of a training: means over them, and how it stands after them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Lap {
    /// Steps done in all.
    pub step: u64,
    /// Tokens learned from in all.
    pub tokens: u64,
    /// Latents that have not fired for long.
    pub dead: usize,
    /// Mean unexplained share of a batch's variance.
    pub unexplained: f64,
    /// Mean of what is made small.
    pub loss: f64,
}

/// A training that this process holds.
pub struct Study {
    folder: PathBuf,
    rows: KeptRows,
    run: Option<(Run, Course, ThreadPool)>,
    /// Held as long as this process may write there.
    _lock: File,
}

impl Study {
    /// Takes hold of a folder; waits for the process that has it.
    pub fn open(folder: &Path, width: usize) -> Result<Self, SeamError> {
        let lock = || {
            std::fs::create_dir_all(folder)?;
            let file = File::create(folder.join("lock"))?;
            file.lock()?;
            Ok(file)
        };
        let lock = lock().map_err(|error| failed(io_failure(folder, &error)))?;
        let rows = KeptRows::open(folder, width).map_err(failed)?;
        Ok(Self { folder: folder.to_owned(), rows, run: None, _lock: lock })
    }

    /// Whether it is the one in this folder.
    pub fn is_in(&self, folder: &Path) -> bool {
        self.folder == folder
    }

    /// How much is kept.
    pub fn kept(&self) -> Learnt {
        Learnt::Kept { documents: self.rows.documents(), tokens: self.rows.tokens() }
    }

    /// Keeps rows of documents, after those that are there.
    pub fn keep(&mut self, documents: &[Vec<f32>]) -> Result<Learnt, SeamError> {
        self.rows.add(documents).map_err(failed)?;
        Ok(self.kept())
    }

    /// Trains for a while; `stop` ends it after the step at hand.
    pub fn train(
        &mut self,
        course: &Course,
        time: Duration,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Learnt, SeamError> {
        let held = self.run.take();
        let (mut run, threads) = match held.filter(|(_, known, _)| known == course) {
            Some((run, _, threads)) => (run, threads),
            None => (self.begun(course)?, threads(course.threads)?),
        };
        let learned = course.learned();
        let (until, rows) = (Instant::now() + time, &mut self.rows);
        let mut read = |documents: &[usize]| {
            let documents: Vec<usize> = documents.iter().map(|&document| learned[document]).collect();
            rows.read(&documents).map_err(Refused::Rows)
        };
        let mut laps = Laps::new(&course.settings);
        let mut watch = |progress: &Progress| {
            laps.add(progress);
            if stop() || Instant::now() >= until { Stop::Here } else { Stop::GoOn }
        };
        let ended = threads.install(|| run.advance::<Refused>(&mut read, &mut watch));
        self.run = Some((run, course.clone(), threads));
        let is_done = ended.map_err(|refused| failed(refused.into()))?;
        Ok(Learnt::Trained { is_done, lap: laps.lap() })
    }

    /// The training as it was saved, or a new one.
    fn begun(&self, course: &Course) -> Result<Run, SeamError> {
        let (state, settings, plan) = (self.state(), course.settings.clone(), course.plan());
        let run = if state.exists() {
            Run::resume(&state, settings, plan)
        } else {
            Run::begin(settings, plan).map_err(AutoencoderError::from)
        };
        run.map_err(|error| failed(engine_failure(error)))
    }

    /// Writes down how far it is, whole or not at all.
    pub fn save(&self) -> Result<Learnt, SeamError> {
        if let Some((run, ..)) = &self.run {
            run.save(&self.state()).map_err(|error| failed(engine_failure(error.into())))?;
        }
        Ok(Learnt::Saved)
    }

    /// Writes the autoencoder and measures it on the documents held out.
    pub fn publish(&mut self, into: &Path, layer: usize) -> Result<Learnt, SeamError> {
        let nothing = || failed(refused("nothing was trained yet"));
        let (run, course, threads) = self.run.as_ref().ok_or_else(nothing)?;
        let held_out = self.rows.read(&course.held_out()).map_err(failed)?;
        let engine = |error: TrainError| failed(engine_failure(error.into()));
        let quality = threads.install(|| run.quality(&held_out)).map_err(engine)?.ok_or_else(nothing)?;
        let folder = run.publish(into, Hookpoint { layer }).map_err(engine)?.ok_or_else(nothing)?;
        Ok(Learnt::Published { folder, explained: 1.0 - quality.unexplained })
    }

    fn state(&self) -> PathBuf {
        self.folder.join("state.safetensors")
    }
}

/// Sums over the steps of one request.
struct Laps<'a> {
    settings: &'a TrainSettings,
    count: f64,
    unexplained: f64,
    loss: f64,
    last: Option<Progress>,
}

impl<'a> Laps<'a> {
    const fn new(settings: &'a TrainSettings) -> Self {
        Self { settings, count: 0.0, unexplained: 0.0, loss: 0.0, last: None }
    }

    fn add(&mut self, progress: &Progress) {
        // The revival counts in full once as many latents are dead as explain what is left of a token.
        let share = (progress.dead as f64 / self.settings.revival_k.max(1) as f64).min(1.0);
        self.count += 1.0;
        self.unexplained += progress.unexplained;
        self.loss += progress.unexplained + f64::from(self.settings.revival) * share * progress.revival;
        self.last = Some(*progress);
    }

    fn lap(&self) -> Option<Lap> {
        self.last.map(|last| Lap {
            step: last.step,
            tokens: last.tokens,
            dead: last.dead,
            unexplained: self.unexplained / self.count,
            loss: self.loss / self.count,
        })
    }
}

fn threads(count: Option<usize>) -> Result<ThreadPool, SeamError> {
    let built = rayon::ThreadPoolBuilder::new().num_threads(count.unwrap_or(0)).build();
    built.map_err(|error| failed(Failure::new(FailureCode::Internal).text("detail", error.to_string())))
}

/// Why a training stopped between two steps.
enum Refused {
    Rows(Failure),
    Train(TrainError),
}

impl From<TrainError> for Refused {
    fn from(error: TrainError) -> Self {
        Self::Train(error)
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Rows(failure) => failure,
            Refused::Train(error) => engine_failure(error.into()),
        }
    }
}

fn engine_failure(error: AutoencoderError) -> Failure {
    match error {
        AutoencoderError::Train(TrainError::Io { path, source }) => io_failure(&path, &source),
        other => refused(&other.to_string()),
    }
}

fn refused(detail: &str) -> Failure {
    Failure::new(FailureCode::TrainingRefused).text("detail", detail)
}

fn failed(failure: Failure) -> SeamError {
    SeamError::Failed(failure)
}
