//! Runs: questions that are kept under a name, to be asked again, compared and exported.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ranking::{Budget, RankQuery};

/// A kept question. The examples that counted are part of it, so that unticking one later leaves the run as it was.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Run {
    /// Its number in the project.
    pub run: i64,
    /// Its name.
    pub name: String,
    /// The question.
    pub query: RankQuery,
    /// How much was kept.
    pub budget: Budget,
    /// When it was kept, milliseconds since 1970.
    pub kept_ms: u64,
}

/// Keeps a question.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct KeepRun {
    /// Its name, 1 to 120 characters.
    pub name: String,
    /// The question; where it names no examples, those that are ticked now become part of it.
    pub query: RankQuery,
    /// How much is kept.
    pub budget: Budget,
}

/// Changes a run's name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct RenameRun {
    /// Which.
    pub run: i64,
    /// The new name, 1 to 120 characters.
    pub name: String,
}

/// Names a run.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct RunRef {
    /// Which.
    pub run: i64,
}
