//! Opening, making and looking over a project.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::files::TicketId;
use super::goal::GoalInfo;
use super::reading_note::ReadingNote;

/// What is open, and how far along it is. Drives the rail.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Overview {
    /// The open project; none on the welcome screen.
    pub project: Option<ProjectInfo>,
}

/// The open project.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ProjectInfo {
    /// Its name, as the person wrote it.
    pub name: String,
    /// File name with folder, shortened for showing.
    pub place: String,
    /// Bytes on disk.
    pub size_bytes: u64,
    /// It is the sample that ships with the app.
    pub is_sample: bool,
    /// Open for reading only, because another process writes to it or a newer version made it.
    pub read_only: bool,
    /// Why it is; none while it is not.
    pub read_only_because: Option<ReadOnlyBecause>,
    /// Usable documents in the pool.
    pub documents: u64,
    /// Rows set aside by imports.
    pub set_aside: u64,
    /// Tokens of those documents whose tokens are known: by their file, or by the chosen model's tokenizer once it has
    /// read them; none before any is.
    pub tokens: Option<u64>,
    /// How many documents that is; the tokens are those of the whole pool where it is all of them.
    pub tokens_of: u64,
    /// Goals, in the order they were made.
    pub goals: Vec<GoalInfo>,
    /// The goal last looked at.
    pub current_goal: Option<i64>,
    /// The model last chosen.
    pub current_model: Option<String>,
    /// What has been read with which model.
    pub readings: Vec<ReadingInfo>,
    /// Jobs not ended.
    pub running_jobs: u64,
    /// Exports written.
    pub exports: u64,
}

/// Why a project is open for reading only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum ReadOnlyBecause {
    /// Another window or process writes to it.
    Busy,
    /// A newer version of the app made it.
    Newer,
    /// It was copied while it was open and without the file beside it that held its last changes; they are missing.
    /// "Save a copy" makes a project of what is here.
    TornCopy,
    /// The system allows no writing at its place.
    Protected,
}

/// How much of the pool a model has read with one group of settings.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ReadingInfo {
    /// Number of this reading in the project.
    pub reading: i64,
    /// "up", "q", … for neurons; a representation's name for vectors.
    pub what: String,
    /// The model, by its id in [`super::model::ModelView`]; its files may be gone.
    pub model: String,
    /// The model's name.
    pub model_name: String,
    /// Documents of the pool read so far, scored or not.
    pub documents_read: u64,
    /// Decoder blocks.
    pub layers: u32,
    /// Neurons kept in each.
    pub top_k: u32,
    /// Tokens read of each document at most.
    pub max_tokens: u32,
    /// "f32", or the labelled fast profile.
    pub profile: String,
    /// Computed in advance and shipped with the sample.
    pub shipped: bool,
    /// Bytes in the project file.
    pub size_bytes: u64,
    /// What was done differently because a device's memory ran out.
    #[serde(default)]
    pub notes: Vec<ReadingNote>,
}

/// Makes a new project.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct CreateProject {
    /// The project's name.
    pub name: String,
    /// Where its file goes; in the app's own folder of projects if none.
    pub ticket: Option<TicketId>,
}

/// Opens a project, by ticket or from the list of recent ones.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum OpenProject {
    /// A file chosen in a dialog or dropped.
    Ticket {
        /// The file.
        ticket: TicketId,
    },
    /// A line of the list of recent projects.
    Recent {
        /// Its number there.
        recent: u64,
    },
}

/// A project opened before.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct RecentProject {
    /// Names it in [`OpenProject::Recent`].
    pub recent: u64,
    /// Its name when it was last open.
    pub name: String,
    /// File name with folder, shortened for showing.
    pub place: String,
    /// When it was last opened, milliseconds since 1970.
    pub opened_ms: u64,
    /// Whether the file is there now.
    pub is_there: bool,
}

/// Takes a project off the list of those opened before.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct ForgetRecent {
    /// Its number there.
    pub recent: u64,
}

/// Writes a whole copy.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct SaveCopy {
    /// Where.
    pub ticket: TicketId,
}

/// Makes a new project of what can still be read of a damaged one, which stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct SalvageProject {
    /// The damaged project.
    pub project: OpenProject,
    /// Where the new one goes; never over something.
    pub ticket: TicketId,
}

/// What could be read of a damaged project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Salvaged {
    /// File name of the new project with folder, shortened for showing.
    pub place: String,
    /// Documents whose text is what was imported.
    pub documents: u64,
    /// Documents that the damage changed, in their bytes or in what is said of them; they are set aside with their bytes.
    pub changed: u64,
    /// Documents of which nothing can be read. Known from the imports' own counts: 0 where these are lost too.
    pub lost: u64,
    /// Goals.
    pub goals: u64,
    /// Decisions of the journal.
    pub decisions: u64,
    /// Rows of any table that could not be read, or that belong to something lost.
    pub unreadable: u64,
    /// Chunks of features that are damaged: their documents can be read with the model again.
    pub chunks: u64,
}

/// Changes the project's name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct RenameProject {
    /// The new name.
    pub name: String,
}

/// A file was written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Saved {
    /// File name with folder, shortened for showing.
    pub place: String,
    /// Its size.
    pub size_bytes: u64,
}

/// Something was deleted.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Freed {
    /// Bytes given back to the disk.
    pub bytes: u64,
    /// Documents that went with it.
    pub documents: u64,
}
