//! Settings of this computer, and what the app says of itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Settings that belong to the person and this computer, not to a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, export_to = "workbench.ts")]
pub struct Settings {
    /// Light, dark, or the system's.
    pub theme: Theme,
    /// Comfortable or compact rows.
    pub density: Density,
    /// Threads for reading; all cores if none.
    pub threads: Option<u32>,
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

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            density: Density::Comfortable,
            threads: None,
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
}

/// What was kept when the app stopped by a fault of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct CrashReport {
    /// Versions, the place in the code, the backtrace, the last lines of the log. No texts of documents.
    pub text: String,
}
