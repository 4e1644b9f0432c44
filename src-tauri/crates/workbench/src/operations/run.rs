//! Runs: questions that are kept, to be asked again, compared, gone on from and exported.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ranking::{Budget, RankQuery, RankingId};

/// A kept question. The examples that counted are part of it, so that unticking one later leaves the run as it was.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Run {
    /// Its number in the project.
    pub run: i64,
    /// How it came to be kept.
    pub origin: RunOrigin,
    /// The name that a person gave it, or the exported file's; empty for a moved cut.
    pub name: String,
    /// The question.
    pub query: RankQuery,
    /// How much was kept.
    pub budget: Budget,
    /// Documents above the cut when it was kept; none for runs of versions that did not count.
    pub documents: Option<u64>,
    /// The run that it went on from.
    pub after: Option<i64>,
    /// When it was kept, milliseconds since 1970.
    pub kept_ms: u64,
}

/// How a run came to be kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum RunOrigin {
    /// A person gave it a name.
    #[default]
    Kept,
    /// Its cut was moved.
    Cut,
    /// It was exported.
    Exported,
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
    /// The run that it goes on from.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub after: Option<i64>,
}

/// Takes a ranking into the history. The same question stands there once, with the cut as it was last.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct NoteRun {
    /// The ranking.
    pub ranking: RankingId,
    /// Where it is cut.
    pub budget: Budget,
    /// The run that it goes on from.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub after: Option<i64>,
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
