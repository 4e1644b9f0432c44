//! Backups of a project: whole copies that the app makes by itself, and their way back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::failure::Failure;

/// Whose backups: the open project's, or those of a project that was opened before and perhaps opens no more.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct BackupsOf {
    /// Its number in the list of recent projects; the open project if none.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub recent: Option<u64>,
}

/// The backups there are, and how many are kept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Backups {
    /// Newest first.
    pub backups: Vec<Backup>,
    /// The folder they lie in, shortened for showing.
    pub folder: String,
    /// Daily backups that are kept at most.
    pub most_daily: u32,
    /// Bytes that they may take together; the newest is kept however large it is.
    pub most_bytes: u64,
    /// Why there is none of today; none if there is, or if it is being made.
    pub trouble: Option<Failure>,
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Backup {
    /// Names it in [`RestoreBackup`].
    pub backup: String,
    /// Why it was made.
    pub reason: BackupReason,
    /// When, milliseconds since 1970.
    pub made_ms: u64,
    /// Its size.
    pub size_bytes: u64,
}

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum BackupReason {
    /// The first opening of the day.
    Daily,
    /// A newer version of the app was about to change the file's form.
    Update,
    /// Another backup was about to be restored.
    Restore,
}

/// Puts a backup in the project's place. What stands there becomes a backup first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct RestoreBackup {
    /// The project's number in the list of recent projects; the open project if none.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub recent: Option<u64>,
    /// Which backup.
    pub backup: String,
}
