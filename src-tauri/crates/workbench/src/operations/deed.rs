//! Deeds: what was deleted or changed and can be taken back, also after a restart.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something that a person did and can take back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct DeedView {
    /// Its number in the project.
    pub deed: i64,
    /// When, milliseconds since 1970.
    pub made_ms: u64,
    /// What was done.
    pub kind: DeedKind,
    /// The goal that it was done to; none of what belongs to no goal.
    pub goal: Option<i64>,
    /// What it was done to, as it was called before: of examples the beginning of the first one's text, of a run without a
    /// name its method, of a study its kind.
    pub name: String,
    /// How many examples, runs or studies.
    pub count: u64,
    /// It was taken back.
    pub taken_back: bool,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum DeedKind {
    /// Examples were removed.
    ExamplesRemoved,
    /// Examples went to another goal.
    ExamplesMoved,
    /// Examples were said to be of what is wanted, or not wanted.
    ExamplesMarked,
    /// A goal was deleted with all that belongs to it.
    GoalDeleted,
    /// A goal got another name.
    GoalRenamed,
    /// A run was deleted.
    RunDeleted,
    /// A run got another name.
    RunRenamed,
    /// A study was deleted with its measurements.
    StudyDeleted,
}

/// Names a deed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct DeedRef {
    /// Which.
    pub deed: i64,
}
