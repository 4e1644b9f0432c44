//! What a job is to do, as the journal keeps it: everything a later attempt needs, in paths and numbers.

use std::path::PathBuf;

use activation::{DeviceChoice, Neurons, NumericProfile};
use selection::Projection;
use serde::{Deserialize, Serialize};

use super::autoencoder::AutoencoderPlan;
use super::autoencoder::plan::unit_of_step;
use super::context::{JobContext, Stop};
use crate::evidence::training::TrainingPlan;
use crate::formats::Mapping;
use crate::models::autoencoders::AutoencoderPlace;
use crate::operations::Failure;
use crate::operations::export::{ExportFormat, ExportOrder, ExportSplit};
use crate::operations::import::ImportMapping;
use crate::operations::job::{JobKind, JobOutcome, JobStep, JobUnit, ReadingScope};
use crate::operations::map::MapKind;
use crate::operations::model::DownloadModel;
use crate::operations::ranking::{Budget, RankQuery};
use crate::operations::settings::Language;
use crate::store::StoreError;
use crate::studies::StudyPlan;

/// A job's work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobPlan {
    /// Files into the pool.
    Import(ImportPlan),
    /// A data set from the hub into the pool.
    HubImport(HubImportPlan),
    /// Documents read with a model.
    Reading(ReadingPlan),
    /// A model from the hub.
    Download(DownloadPlan),
    /// A selection to a file.
    Export(ExportPlan),
    /// A sparse autoencoder trained on the pool.
    Autoencoder(AutoencoderPlan),
    /// Brief trainings for a card of evidence.
    Training(TrainingPlan),
    /// A study.
    Study(StudyPlan),
    /// A map of the pool.
    Map(MapPlan),
}

/// Files to import, one after the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// The files and folders.
    pub sources: Vec<SourcePlan>,
}

/// One file or folder to import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourcePlan {
    /// Where it lies.
    pub path: PathBuf,
    /// The mapping as a face said it; guessed if none.
    pub said: Option<ImportMapping>,
    /// The mapping itself, where a caller knows it whole.
    pub mapping: Option<Mapping>,
    /// Blank rows are documents too.
    pub keep_blank: bool,
    /// Its import, once it has begun.
    pub import: Option<i64>,
}

impl SourcePlan {
    /// A source that has not begun.
    #[must_use]
    pub const fn new(path: PathBuf, said: Option<ImportMapping>) -> Self {
        Self { path, said, mapping: None, keep_blank: false, import: None }
    }
}

/// A data set to fetch and import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HubImportPlan {
    /// "owner/name".
    pub dataset: String,
    /// The mapping as a face said it; guessed if none.
    pub mapping: Option<ImportMapping>,
    /// The import of its files, once they are here.
    pub fetched: Option<ImportPlan>,
}

/// Documents to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingPlan {
    /// The model's id in the list of models.
    pub model: String,
    /// Its name.
    pub model_name: String,
    /// A model folder or GGUF file.
    pub path: PathBuf,
    /// How much of the pool.
    pub scope: ReadingScope,
    /// Linear maps whose outputs count as neurons.
    pub projections: Vec<Projection>,
    /// Representations that are vectors, by the names that methods have for them.
    #[serde(default)]
    pub vectors: Vec<String>,
    /// The sparse autoencoder beside a language model, for "latents".
    #[serde(default)]
    pub autoencoder: Option<AutoencoderPlace>,
    /// Neurons kept in each layer.
    pub neurons: Neurons,
    /// Tokens read of each document at most.
    pub max_tokens: u32,
    /// How numbers are rounded.
    pub profile: NumericProfile,
    /// Where it computes.
    pub device: DeviceChoice,
    /// Processor threads; all if none.
    pub threads: Option<usize>,
    /// The rows of a spread, chosen when the job began.
    pub rows: Option<Vec<i64>>,
}

/// A model to fetch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DownloadPlan {
    /// "owner/name".
    pub repo: String,
    /// The commit or branch.
    pub revision: Option<String>,
}

impl DownloadPlan {
    /// As a face asks for it.
    pub fn wanted(&self) -> DownloadModel {
        DownloadModel { repo: self.repo.clone(), revision: self.revision.clone() }
    }
}

/// A selection to write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportPlan {
    /// The ranking, as a question that can be asked again.
    pub query: RankQuery,
    /// So much of it.
    pub budget: Budget,
    /// Format.
    pub format: ExportFormat,
    /// Order.
    pub order: ExportOrder,
    /// With rank and score.
    pub with_scores: bool,
    /// Divided for training.
    #[serde(default)]
    pub split: Option<ExportSplit>,
    /// Without the rows that do not fit.
    #[serde(default)]
    pub leave_out: bool,
    /// Of the pages beside the rows; English if none.
    #[serde(default)]
    pub language: Option<Language>,
    /// Where.
    pub path: PathBuf,
}

impl ExportPlan {
    /// The rows as they came, best first, in one piece.
    #[must_use]
    pub fn plain(query: RankQuery, budget: Budget, path: PathBuf) -> Self {
        Self {
            query,
            budget,
            format: ExportFormat::Jsonl,
            order: ExportOrder::Rank,
            with_scores: false,
            split: None,
            leave_out: false,
            language: None,
            path,
        }
    }
}

/// A map to make: of what was read by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapPlan {
    /// By what documents are alike.
    pub kind: MapKind,
}

impl JobPlan {
    /// What kind of job it is.
    pub const fn kind(&self) -> JobKind {
        match self {
            Self::Import(_) => JobKind::Import,
            Self::HubImport(_) => JobKind::HubImport,
            Self::Reading(_) => JobKind::Reading,
            Self::Download(_) => JobKind::Download,
            Self::Export(_) => JobKind::Export,
            Self::Autoencoder(_) => JobKind::Autoencoder,
            Self::Training(_) => JobKind::Training,
            Self::Study(_) => JobKind::Study,
            Self::Map(_) => JobKind::Map,
        }
    }

    /// What it does it to.
    pub fn subject(&self) -> String {
        match self {
            Self::Import(plan) => plan.sources.iter().map(|s| file_name(&s.path)).collect::<Vec<_>>().join(", "),
            Self::HubImport(plan) => plan.dataset.clone(),
            Self::Reading(plan) => plan.model_name.clone(),
            Self::Download(plan) => plan.repo.clone(),
            Self::Export(plan) => file_name(&plan.path),
            Self::Autoencoder(plan) => plan.model_name.clone(),
            Self::Training(plan) => plan.model_name.clone(),
            Self::Study(plan) => plan.subject.clone(),
            Self::Map(plan) => plan.kind.name().to_owned(),
        }
    }

    /// As the journal keeps it.
    pub fn to_json(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(|error| StoreError::from(error).into())
    }

    /// From the journal.
    pub fn from_json(json: &str) -> Result<Self, Failure> {
        serde_json::from_str(json).map_err(|error| StoreError::from(error).into())
    }

    /// Does the work from where it was.
    pub fn run(self, context: &JobContext<'_>) -> Result<JobOutcome, Stop> {
        context.check()?;
        if matches!(self, Self::Reading(_) | Self::Autoencoder(_) | Self::Training(_)) {
            // Its model may need the memory.
            context.session.again.give_back();
        }
        match self {
            Self::Import(plan) => super::import::run(context, plan, JobPlan::Import),
            Self::HubImport(plan) => super::fetch::import(context, plan),
            Self::Reading(plan) => super::reading::run(context, plan),
            Self::Download(plan) => super::fetch::model(context, &plan),
            Self::Export(plan) => super::export::run(context, &plan),
            Self::Autoencoder(plan) => super::autoencoder::run(context, plan),
            Self::Training(plan) => super::training::run(context, &plan),
            Self::Study(plan) => super::study::run(context, &plan),
            Self::Map(plan) => super::map::run(context, plan),
        }
    }

    /// The training of an autoencoder that it is, if it is one.
    pub fn training(self) -> Option<AutoencoderPlan> {
        match self {
            Self::Autoencoder(plan) => Some(plan),
            _ => None,
        }
    }

    /// Deletes what it kept outside the project to go on from: it never will.
    pub fn discard(&self) {
        match self {
            Self::Autoencoder(plan) => super::autoencoder::forget(&plan.folder),
            Self::Download(plan) => super::fetch::forget(plan),
            Self::Export(plan) => super::export::forget(plan),
            _ => {}
        }
    }
}

/// What a kind of job counts while it does this.
pub const fn unit(kind: JobKind, step: JobStep) -> JobUnit {
    match kind {
        JobKind::Autoencoder => unit_of_step(step),
        JobKind::Download => JobUnit::Bytes,
        JobKind::Training => JobUnit::Trainings,
        JobKind::Study => JobUnit::Measurements,
        JobKind::Map => JobUnit::Steps,
        JobKind::Import | JobKind::HubImport | JobKind::Reading | JobKind::Export => JobUnit::Rows,
    }
}

fn file_name(path: &std::path::Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
