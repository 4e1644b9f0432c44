//! A failure as data: a code with arguments, said in words by the catalogue of the face.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why an operation could not be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Failure {
    /// What kind of failure; each has its sentence in the catalogue.
    pub code: FailureCode,
    /// The numbers and names in that sentence, and `detail`: the technical words for experts.
    pub arguments: BTreeMap<String, Argument>,
}

/// A value in a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(untagged)]
#[ts(export, export_to = "workbench.ts")]
pub enum Argument {
    /// A number.
    Number(f64),
    /// A name or words.
    Text(String),
}

/// Every kind of failure that a face can meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum FailureCode {
    /// No project is open.
    NoProject,
    /// Another process of the app holds the journal of downloads.
    DownloadsElsewhere,
    /// The file is no project: `path`.
    NotAProject,
    /// The project was made by a newer version: `path`, `found`, `known`.
    ProjectTooNew,
    /// A copy of the project was made by an older version, and is not to be changed: `path`, `found`, `known`.
    ProjectTooOld,
    /// A copy of the project was made while it was open, and its last changes are missing: `path`.
    TornCopy,
    /// The file is the open project itself: `path`.
    SameProject,
    /// No row that a copy decides about is one of this project: `rows` of it.
    NoRowMatches,
    /// Rows that a copy decides about are not the same here: `rows`.
    RowsDiffer,
    /// The project is damaged: `path`, `detail`.
    ProjectDamaged,
    /// Another window or process is writing to the project: `path`.
    ProjectBusy,
    /// The project is open for reading only.
    ReadOnly,
    /// A file is already there: `path`.
    AlreadyThere,
    /// The path is not there: `path`.
    NotFound,
    /// The file or folder may not be read or written: `path`.
    NotAllowed,
    /// The disk is full: `path`, `needed_bytes`, `free_bytes`.
    DiskFull,
    /// The disk filled up while something was written: `path`, `free_bytes`.
    DiskFilled,
    /// The file ticket is unknown or used up.
    UnknownTicket,
    /// Reading or writing failed: `path`, `detail`.
    Io,
    /// The file has no rows that can be used: `path`, `detail`.
    NothingToImport,
    /// The file's format cannot be read: `path`, `detail`.
    UnreadableFile,
    /// A file holds no names of neurons: `path`, `detail`.
    NotNeuronNames,
    /// The mapping names a column that is not there: `column`.
    NoSuchColumn,
    /// The column holds something else than is wanted: `column`, `wanted` ("numbers" or "categories").
    WrongColumn,
    /// Goals that share a budget are named twice, without a weight above 0, without the present one, or more than `most`.
    BadGoalShares,
    /// No column was chosen as the text.
    NoTextColumn,
    /// The document, goal, example, import, run or job is not there: `what`, `id`.
    NoSuchThing,
    /// A name is empty or too long: `most`.
    BadName,
    /// A text is too long: `found`, `most`.
    TooLong,
    /// The goal has no ticked example: `goal`.
    NoExamples,
    /// No example of the goal could be scored: `goal`.
    NoScoredExamples,
    /// No model is chosen.
    NoModel,
    /// The model cannot be read: `path`, `detail`.
    ModelUnreadable,
    /// The model's kind is unknown: `found`, `known`.
    UnknownArchitecture,
    /// The model is a sentence encoder where a language model is wanted: `name`.
    NotALanguageModel,
    /// The model is no sentence encoder where one is wanted: `path`.
    NotASentenceEncoder,
    /// A sparse autoencoder is wanted and none was named.
    NeedsAutoencoder,
    /// The sparse autoencoder cannot be read, or was made for another model: `path`, `detail`.
    AutoencoderUnusable,
    /// The pool has too little text to train on, in tokens: `found`, `least`.
    TooFewTokens,
    /// The autoencoder cannot be trained: `detail`.
    TrainingRefused,
    /// The model is not the one that a training began with: `name`.
    ModelChanged,
    /// The model needs more memory than there is: `needed_bytes`, `free_bytes`.
    NotEnoughMemory,
    /// The device asked for is not there: `device`.
    NoSuchDevice,
    /// The drive or folder of the model is not there: `path`.
    ModelNotConnected,
    /// The model that rows were read with is not here, or is another one now: `name`.
    ModelGone,
    /// A newer request took this one's place.
    Overtaken,
    /// Nothing has been read with these settings yet.
    NothingRead,
    /// The method needs what was not read yet: `method`, `needs` (names of representations, comma-separated).
    NeedsReading,
    /// Features of different models or settings would be mixed: `detail`.
    MixedFeatures,
    /// The ranking asked for is no longer kept; rank again.
    RankingGone,
    /// A setting is out of its range: `name`, `least`, `most`.
    BadSetting,
    /// The method cannot work on this pool or goal: `detail`.
    MethodRefused,
    /// The budget is empty or impossible: `detail`.
    BadBudget,
    /// A decision about many rows was confirmed for another number of them: `expected`, `found`.
    CountChanged,
    /// Rows do not fit the format: `rows`, `of`, `id` of the first, `detail`.
    RowsDoNotFit,
    /// The share to check with is not above 0 and at most half: `found`.
    BadSplit,
    /// What was written for a training tool does not read back by its rules: `file`, `row`, `detail`.
    CheckFailed,
    /// The file is no passport of an export: `path`, `detail`.
    NotAPassport,
    /// The job cannot do that in its state: `state`.
    WrongState,
    /// The hub cannot be reached: `detail`.
    HubUnreachable,
    /// The hub does not know the name: `name`.
    HubNotFound,
    /// The model is gated: `name`.
    HubGated,
    /// The hub's model has no weights in a format that is read: `name`.
    NoWeights,
    /// The words cannot be an access token.
    BadToken,
    /// What arrived is not what was promised: `name`, `detail`.
    DownloadDamaged,
    /// The reading process ended: `detail`.
    WorkerEnded,
    /// The system ended the reading process, mostly for want of memory: `total_bytes`, `free_bytes` of memory since.
    WorkerKilled,
    /// The reading process wanted more memory than it may take: `limit_bytes`, `wanted_bytes` more, `total_bytes` there are.
    MemoryLimit,
    /// The graphics card has no memory left for one row of so many `tokens`.
    CardMemory,
    /// The reading process was ended since memory ran low: `total_bytes`, `free_bytes` of memory then.
    MemoryRanLow,
    /// A request holds more than any request needs: `found`, `most`, of `what` ("bytes" or "values").
    RequestTooLarge,
    /// A request was not understood: `detail`.
    BadRequest,
    /// A fault of the app itself: `detail`.
    Internal,
}

impl Failure {
    /// A failure without arguments.
    #[must_use]
    pub fn new(code: FailureCode) -> Self {
        Self { code, arguments: BTreeMap::new() }
    }

    /// Adds an argument in words.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl Into<String>) -> Self {
        self.arguments.insert(name.to_owned(), Argument::Text(value.into()));
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, name: &str, value: f64) -> Self {
        self.arguments.insert(name.to_owned(), Argument::Number(value));
        self
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.code)?;
        for (name, value) in &self.arguments {
            match value {
                Argument::Number(number) => write!(f, ", {name}: {number}")?,
                Argument::Text(text) => write!(f, ", {name}: {text}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
