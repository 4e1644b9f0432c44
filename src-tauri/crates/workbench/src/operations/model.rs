//! Models on this computer and from the hub.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::autoencoder::AutoencoderOrigin;
use super::failure::Failure;
use super::files::TicketId;

/// What this computer has.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Computer {
    /// Memory there is.
    pub memory_bytes: u64,
    /// Memory that is free now.
    pub free_memory_bytes: u64,
    /// Disk that is free in the folder of models.
    pub free_disk_bytes: u64,
    /// Processor cores that can be used.
    pub cores: u32,
    /// The device that would be picked, in words: "CPU (AVX-512)", "NVIDIA H200".
    pub device: String,
    /// A graphics card can be used.
    pub has_gpu: bool,
    /// Where models are kept, shortened for showing.
    pub models_folder: String,
    /// Bytes of models there.
    pub models_bytes: u64,
    /// A faster, slightly less exact way of computing is there (bf16).
    pub has_fast_profile: bool,
}

/// A model in the list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ModelView {
    /// Names it in requests: its path or hub name, digested.
    pub model: String,
    /// Its name.
    pub name: String,
    /// What it gives: neurons, or the meaning of whole texts.
    pub kind: ModelKind,
    /// One line about it, by key of the catalogue; empty if none.
    pub remark: String,
    /// Which part of the list it stands in.
    pub group: ModelGroup,
    /// Its hub name, where it has one.
    pub repo: Option<String>,
    /// Licence, where it is known.
    pub licence: Option<String>,
    /// Bytes on disk, or to fetch.
    pub size_bytes: u64,
    /// Family, like "Llama"; none before its files are here.
    pub family: Option<String>,
    /// Decoder blocks; none before its files are here.
    pub layers: Option<u32>,
    /// Neurons of each block's up projection; none before its files are here.
    pub width: Option<u32>,
    /// Whether it fits this computer.
    pub fit: Fit,
    /// Speed measured on rows of this project; none before a trial.
    pub measured: Option<Measured>,
    /// Where it is kept, shortened for showing; none before it is fetched.
    pub place: Option<String>,
    /// Why it cannot be used, though it is listed.
    pub problem: Option<Failure>,
    /// This app fetched it, so removing it deletes files.
    pub removable: bool,
    /// Bytes that removing it would free; less than its size where another version shares some.
    pub frees_bytes: u64,
    /// Readings of this project that were made with it.
    pub readings: u64,
    /// The job that fetches it now.
    pub download: Option<i64>,
}

/// What a model gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum ModelKind {
    /// A language model, whose neurons are read; it can be a project's chosen one.
    #[default]
    Backbone,
    /// A sentence encoder: one vector for each text, for the method "Meaning match".
    Sentence,
}

/// A sparse autoencoder in the list of this computer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct AutoencoderView {
    /// Names it in requests.
    pub autoencoder: String,
    /// Its folder's name, with the folder above it where that says more.
    pub name: String,
    /// Where it lies, shortened for showing.
    pub place: String,
    /// The layer whose output it reads, from 0; none where it cannot be used.
    pub layer: Option<u32>,
    /// Numbers that it reads of each token: the width of the models it can belong to.
    pub width: Option<u32>,
    /// How many latents it has.
    pub latents: Option<u32>,
    /// Which latents count, in words.
    pub rule: Option<String>,
    /// The open project was last read with it: its latents are those that rankings use.
    pub is_current: bool,
    /// The project's chosen model can be read with it; none where none is chosen.
    pub fits_model: Option<bool>,
    /// How it came about, where it was trained by this app.
    pub origin: Option<AutoencoderOrigin>,
    /// Why it cannot be used, though it is listed.
    pub problem: Option<Failure>,
}

/// Adds a sparse autoencoder from disk.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct AddAutoencoder {
    /// Its folder, or the folder above several.
    pub ticket: TicketId,
    /// The layer, from 0, where the folder holds several or does not say it.
    #[serde(default)]
    pub layer: Option<u32>,
}

/// Names a sparse autoencoder.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct AutoencoderRef {
    /// Its id.
    pub autoencoder: String,
}

/// A part of the list of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum ModelGroup {
    /// Recommended for this computer.
    Recommended,
    /// On this computer.
    Here,
    /// Others that can be fetched and run.
    Other,
}

/// Whether a model fits this computer, said in words with its reason.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Fit {
    /// The verdict.
    pub verdict: FitVerdict,
    /// Memory it needs.
    pub needs_bytes: u64,
    /// Memory there is for it.
    pub free_bytes: u64,
    /// Disk it needs; 0 where it is here.
    pub disk_needs_bytes: u64,
    /// Disk that is free in the folder of models.
    pub disk_free_bytes: u64,
}

/// Fits, slow, or will not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum FitVerdict {
    /// There is room.
    Fits,
    /// There is just enough room.
    Tight,
    /// There is not enough memory.
    WontFit,
    /// There is memory, and not enough disk to fetch it.
    NoDisk,
}

/// Speed measured on this computer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Measured {
    /// Documents a second.
    pub documents_per_s: f64,
    /// Documents it was measured on.
    pub documents: u64,
    /// Seconds for what is still unread of the pool.
    pub seconds_for_rest: f64,
}

/// Adds a model from disk.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct AddModel {
    /// A model folder or a GGUF file.
    pub ticket: TicketId,
}

/// Names a model.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct ModelRef {
    /// Its id.
    pub model: String,
}

/// Other projects of this computer that depend on a model, as far as a moment's look tells.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ModelUses {
    /// Projects opened lately that hold documents read with it, newest first; the open one is not among them.
    pub projects: Vec<ModelUse>,
    /// Projects that could not be looked at: they answer slowly, are damaged or were made by a newer version.
    pub unseen: u64,
}

/// A project that holds what a model read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ModelUse {
    /// The project's name.
    pub name: String,
    /// Documents read with the model there.
    pub documents: u64,
}

/// Takes a model off the list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct RemoveModel {
    /// Its id.
    pub model: String,
}

/// Looks a model up on the hub.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct FindModel {
    /// "owner/name", or its web address.
    pub name: String,
}

/// What the hub has under a name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct HubModel {
    /// "owner/name".
    pub repo: String,
    /// The commit.
    pub revision: String,
    /// Bytes to fetch.
    pub size_bytes: u64,
    /// Licence, where it says one.
    pub licence: Option<String>,
    /// It wants its terms accepted first.
    pub gated: bool,
    /// Why it cannot be run; none if it can.
    pub problem: Option<Failure>,
    /// Files that would be fetched.
    pub files: Vec<String>,
}

/// Looks for models on the hub by words.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct SearchModels {
    /// A part of a name.
    pub words: String,
}

/// A model of the hub as a search shows it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct HubOffer {
    /// "owner/name".
    pub repo: String,
    /// Downloads of the last month, where the hub says so.
    pub downloads: Option<u64>,
    /// Licence, where it says one.
    pub licence: Option<String>,
    /// It wants its terms accepted first.
    pub gated: bool,
    /// Family that would read it, like "Llama"; none where it cannot be said yet.
    pub family: Option<String>,
    /// Why it cannot be run; none if it can, as far as the hub says.
    pub problem: Option<Failure>,
}

/// The hub that models come from, and whether it knows the person.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct HubAccount {
    /// Its host.
    pub host: String,
    /// Its web address, for pages of models.
    pub address: String,
    /// An access token is at hand.
    pub has_token: bool,
    /// The environment forbids asking it.
    pub offline: bool,
}

/// Fetches a model.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct DownloadModel {
    /// "owner/name".
    pub repo: String,
    /// The commit or branch; "main" if none.
    pub revision: Option<String>,
}
