//! Settings of this computer, and what the app says of itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::files::TicketId;

/// Settings that belong to the person and this computer, not to a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, export_to = "workbench.ts")]
pub struct Settings {
    /// Light, dark, or the system's.
    pub theme: Theme,
    /// Comfortable or compact rows.
    pub density: Density,
    /// Size of all text, and of what holds it.
    pub text_size: TextSize,
    /// The language of the window.
    pub language: Language,
    /// What models are read with.
    pub device: Device,
    /// Threads for reading; all cores if none.
    pub threads: Option<u32>,
    /// The most bytes of memory that reading with a model may take; what suits this computer if none.
    pub memory_limit: Option<u64>,
    /// The most bytes a second that downloads may take; no limit if none.
    pub download_limit: Option<u64>,
    /// Coach marks that were dismissed.
    pub dismissed: Vec<String>,
}

/// Light, dark, or the system's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Height of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Density {
    /// 44 px, two lines.
    #[default]
    Comfortable,
    /// 32 px, one line.
    Compact,
}

/// Size of all text. The window grows as a whole, so that nothing that holds text becomes too small for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum TextSize {
    /// 14 px for running text.
    #[default]
    Usual,
    /// A quarter more.
    Larger,
    /// Half as much again.
    Largest,
}

/// A language of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Language {
    /// The system's where there is a catalogue for it, else English.
    #[default]
    System,
    /// English.
    English,
    /// Chinese in simplified characters.
    Chinese,
}

/// What models are read with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Device {
    /// A graphics card where this build can use one, else the processor.
    #[default]
    Fastest,
    /// The processor, whatever else there is.
    Processor,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            density: Density::Comfortable,
            text_size: TextSize::Usual,
            language: Language::System,
            device: Device::Fastest,
            threads: None,
            memory_limit: None,
            download_limit: None,
            dismissed: Vec::new(),
        }
    }
}

/// What the app says of itself.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct About {
    /// Version of the app.
    pub version: String,
    /// Version of SQLite.
    pub sqlite: String,
    /// Where projects are kept, shortened for showing.
    pub projects_folder: String,
    /// Where logs are kept, likewise.
    pub logs_folder: String,
    /// Whether this build can use a graphics card.
    pub knows_graphics: bool,
    /// The most bytes of memory that reading takes where nothing else is set; none where the system holds no process to it.
    pub usual_memory_limit: Option<u64>,
}

/// Folders that a person can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum OwnFolder {
    /// Where new projects go unless a person says where.
    Projects,
    /// Where fetched models go; by default the folder that Python's tools share.
    Models,
}

/// Where a folder is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct FolderView {
    /// Which.
    pub folder: OwnFolder,
    /// Where, shortened for showing.
    pub place: String,
    /// A person chose it here.
    pub is_chosen: bool,
    /// It is there now. One on a drive that was unplugged is not; nothing is forgotten then.
    pub is_there: bool,
    /// The environment says where (`HF_HUB_CACHE`), and that comes before a choice made here.
    pub is_fixed: bool,
}

/// Chooses a folder, or goes back to the usual one. What lies in the old one stays there.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct ChooseFolder {
    /// Which.
    pub folder: OwnFolder,
    /// The new place; the usual one if none.
    pub ticket: Option<TicketId>,
}

/// The hub's token as far as it may be shown: where it is, never what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct TokenView {
    /// The hub it is for, and goes to alone.
    pub host: String,
    /// Where the token in use comes from; none if there is none.
    pub from: Option<TokenPlace>,
    /// Where a token that is entered now will be kept.
    pub keeps_in: TokenPlace,
    /// The file, where it is or will be kept in one; shortened for showing.
    pub file: String,
}

/// Where a token is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum TokenPlace {
    /// The environment variable `HF_TOKEN`.
    Environment,
    /// The file that Python's tools write on logging in.
    Shared,
    /// The system's keyring.
    Keyring,
    /// A file that only this person may read, where the system has no keyring.
    File,
}

/// Keeps a token for the hub, or forgets the one that was entered here.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct SetToken {
    /// The token; none forgets.
    pub token: Option<String>,
}

impl std::fmt::Debug for SetToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetToken").field("token", &self.token.as_ref().map(|_| "[token]")).finish()
    }
}

/// What was kept when the app stopped by a fault of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct CrashReport {
    /// Versions, the place in the code, the backtrace, the last lines of the log. No texts of documents.
    pub text: String,
}
