//! Jobs: work in progress, its state in words and its next action.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::autoencoder::Learning;
use super::failure::Failure;
use super::import::SpecialString;
use super::reading_note::ReadingNote;

/// A job was queued.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Started {
    /// Its number in the project.
    pub job: i64,
}

/// Names a job.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct JobRef {
    /// Its number.
    pub job: i64,
}

/// A job as it stands.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct JobView {
    /// Its number.
    pub job: i64,
    /// What it does.
    pub kind: JobKind,
    /// What it does it to: a file's, model's or goal's name.
    pub subject: String,
    /// Where it is.
    pub state: JobState,
    /// What it is doing right now.
    pub step: JobStep,
    /// Done so far, in `unit`s.
    pub done: u64,
    /// To do in all; none while it is not known.
    pub total: Option<u64>,
    /// How much of all is done, 0 to 1: by `total`, or by the bytes of a file whose rows nobody has counted; none while
    /// it is not known.
    pub share: Option<f64>,
    /// What is counted.
    pub unit: JobUnit,
    /// Units a second lately; none before it can be said.
    pub rate_per_s: Option<f64>,
    /// Time left; none before it can be said.
    pub seconds_left: Option<f64>,
    /// When it was queued, milliseconds since 1970.
    pub queued_ms: u64,
    /// Seconds of work so far.
    pub worked_s: f64,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// What came of it, by key and arguments of the catalogue; none before it is done.
    pub outcome: Option<JobOutcome>,
    /// How the training of an autoencoder goes; none for other jobs.
    pub learning: Option<Learning>,
    /// A fetch that stands still just now.
    #[serde(default)]
    pub hitch: Option<Hitch>,
}

/// Nothing has come in for a while, and it is being tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Hitch {
    /// Whole seconds since the last byte.
    pub silent_s: u64,
    /// Which attempt is under way, from 1 to 4.
    pub attempt: u32,
}

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum JobKind {
    /// Reads files into the pool.
    Import,
    /// Fetches a data set from the hub and imports it.
    HubImport,
    /// Reads documents with a model.
    Reading,
    /// Fetches a model.
    Download,
    /// Writes a selection.
    Export,
    /// Trains a sparse autoencoder on the pool.
    Autoencoder,
    /// Trains a small model briefly and equally on selections.
    Training,
    /// Measures what neurons, layers or projections do.
    Study,
    /// Makes a map of the pool; its subject is the kind of map.
    Map,
}

/// Where a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum JobState {
    /// Waits for its turn.
    Queued,
    /// Works.
    Running,
    /// Was paused, or its project was closed; it can go on.
    Paused,
    /// Ended with everything done.
    Done,
    /// Stopped by a failure; it can be tried again where it stopped.
    Failed,
    /// Ended by a person.
    Cancelled,
}

/// What a running job is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum JobStep {
    /// Nothing yet.
    Waiting,
    /// Looking at the files.
    Opening,
    /// Loading the model.
    Loading,
    /// Reading the examples.
    ReadingExamples,
    /// Reading the pool, or rows.
    ReadingRows,
    /// Fetching bytes.
    Fetching,
    /// Checking what arrived.
    Checking,
    /// Writing.
    Writing,
    /// Training a sparse autoencoder.
    LearningLatents,
    /// Training briefly.
    Training,
    /// Measuring for a study.
    Measuring,
    /// Finding each document's nearest others.
    FindingNeighbours,
    /// Drawing a map.
    Drawing,
    /// Putting things in order at the end.
    Finishing,
}

/// What a job counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum JobUnit {
    /// Rows or documents.
    Rows,
    /// Bytes.
    Bytes,
    /// Steps of a training or a map.
    Steps,
    /// Brief trainings.
    Trainings,
    /// Measurements of a study.
    Measurements,
}

/// What came of a job.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum JobOutcome {
    /// Rows were imported.
    Imported {
        /// Documents added.
        documents: u64,
        /// Rows set aside.
        set_aside: u64,
        /// Special strings of models in the texts, most frequent first.
        #[serde(default)]
        special_strings: Vec<SpecialString>,
    },
    /// Documents were read.
    Read {
        /// How many by this job.
        documents: u64,
        /// Of those, with nothing to read in them.
        unscored: u64,
        /// Longer than the model was asked to read: only their start was.
        truncated: u64,
        /// Documents a second.
        documents_per_s: f64,
        /// What it ran on, in words.
        device: String,
        /// What was done differently because a device's memory ran out.
        #[serde(default)]
        notes: Vec<ReadingNote>,
    },
    /// A model was fetched.
    Downloaded {
        /// Bytes.
        bytes: u64,
        /// The model, now usable.
        model: String,
    },
    /// A selection was written.
    Exported {
        /// Rows.
        documents: u64,
        /// Tokens.
        tokens: u64,
        /// The file, shortened for showing.
        place: String,
        /// Its passport, likewise.
        passport: String,
        /// The line that the tool wants next, to be copied; none where there is none.
        #[serde(default)]
        next: Option<String>,
    },
    /// A sparse autoencoder was trained.
    Learned {
        /// Its id in the list of autoencoders.
        autoencoder: String,
        /// Its name there.
        name: String,
        /// Latents in all.
        latents: u32,
        /// Share of the variance explained on documents that it was not trained on.
        explained: f64,
        /// Share of latents that had not fired for long at the end.
        dead: f64,
        /// Tokens it learned from, counting repetitions.
        tokens: u64,
        /// Its folder, shortened for showing.
        place: String,
    },
    /// A small model was trained briefly, so many times.
    Trained {
        /// Trainings, those before a pause among them.
        trainings: u64,
        /// Tokens of all of them.
        tokens: u64,
        /// What it ran on, in words.
        device: String,
    },
    /// A study was measured.
    Studied {
        /// Its id.
        study: String,
        /// Measurements, those before a pause among them.
        measurements: u64,
    },
    /// A map was made.
    Mapped {
        /// Documents on it.
        documents: u64,
        /// Groups found.
        groups: u64,
    },
}

/// Starts reading with a model.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct StartReading {
    /// The model's id.
    pub model: String,
    /// How much of the pool.
    pub scope: ReadingScope,
    /// How to read; the app's defaults if none.
    pub settings: Option<ReadingSettings>,
    /// What to read of each document, by names as in [`super::ranking::MethodView::needs`]; what the default method reads
    /// if none. A sentence encoder always gives "sentence", whatever is said here.
    #[serde(default)]
    pub representations: Option<Vec<String>>,
    /// The sparse autoencoder, by its id, whose latents are read too.
    #[serde(default)]
    pub autoencoder: Option<String>,
}

/// How much of the pool a job reads. Examples of all goals are always read first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum ReadingScope {
    /// So many rows spread over the pool, to measure speed or for a first look; they count as read.
    Spread {
        /// Rows.
        rows: u64,
    },
    /// All that is still unread.
    Rest {},
}

/// How documents are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct ReadingSettings {
    /// Neurons kept in each layer, 1 to 400; 40 by default.
    pub top_k: u32,
    /// Tokens read of each document at most, 8 to 4,096; 120 by default.
    pub max_tokens: u32,
    /// The labelled fast profile (bf16) instead of f32.
    pub fast: bool,
}
