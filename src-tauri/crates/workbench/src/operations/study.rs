//! Studies: the papers' analyses on the user's own model, data and goal. A study is asked for, estimated, run as a job of
//! measurements, and kept with the project; its table and figure are made of the measurements when they are looked at.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::compare::Interval;
use super::evidence::{EvidenceUnit, KnownAnswer};
use super::failure::Argument;
use super::figure::Figure;

/// The studies there are. Title, meaning, protocol and caveat stand in the catalogue under the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum StudyKind {
    /// The goal's neurons are silenced, or as many by chance: the loss on the goal's held-out examples and on other rows.
    SwitchOff,
    /// Neurons in ranks of impact are silenced rank by rank: impact against the change of loss.
    ImpactAndLoss,
    /// Ranking by single layers, and by the first so many.
    Layers,
    /// Ranking by the outputs of each linear map.
    Projections,
    /// Ranking and clusters by so many neurons a layer.
    Sparsity,
    /// Clusters of what was read against the categories of a column.
    Separability,
}

/// Asks for a study.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct StudyQuery {
    /// Which.
    pub kind: StudyKind,
    /// The goal; separability alone does without one.
    pub goal: Option<i64>,
    /// Where the pool says what is right; separability reads the column alone, silencing needs neither.
    pub answer: Option<KnownAnswer>,
    /// First and last layer that are silenced, from 0; all if none.
    pub layers: Option<(u32, u32)>,
    /// Neurons of each layer that are silenced together, or that count for a ranking: 1 to 400.
    pub neurons: u32,
    /// Rows of the pool that are measured, and as many to tell the goal's neurons from: 8 to 2,000.
    pub rows: u32,
    /// How often everything is drawn again: 1 to 20.
    pub draws: u32,
    /// Seed of draws.
    pub seed: u64,
}

/// What a study takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct StudyCost {
    /// Measurements in all.
    pub measurements: u64,
    /// Of those, done before.
    pub done: u64,
    /// Seconds that the rest will take, about: from how fast this computer multiplies just now.
    pub seconds: f64,
    /// The model that runs; none where what was read is enough.
    pub model: Option<String>,
    /// The job that does them and has not ended.
    pub job: Option<i64>,
}

/// Names a study.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct StudyRef {
    /// Its id.
    pub study: String,
}

/// A study with what was measured.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct StudyView {
    /// Its id.
    pub study: String,
    /// What was asked.
    pub query: StudyQuery,
    /// When it was begun, milliseconds since 1970.
    pub begun_ms: u64,
    /// Measurements in all.
    pub measurements: u64,
    /// Of those, done.
    pub done: u64,
    /// Its job, where that has not ended.
    pub job: Option<i64>,
    /// The names and numbers of its protocol, `study.protocol.KIND` in the catalogue.
    pub facts: BTreeMap<String, Argument>,
    /// What the columns of the table measure.
    pub columns: Vec<StudyColumn>,
    /// The table; empty before anything was measured.
    pub rows: Vec<StudyRow>,
    /// Its figure, whose sentence says what was found; none before everything was measured.
    pub figure: Option<Figure>,
}

/// A column of a study's table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct StudyColumn {
    /// Key of its words, under `study.column.`.
    pub measure: String,
    /// How it is written.
    pub unit: EvidenceUnit,
}

/// A row of a study's table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct StudyRow {
    /// Key of its words, under `study.row.`.
    pub name: String,
    /// The number in those words, where they have one: a layer, a number of neurons.
    pub number: Option<u32>,
    /// One for each column: the mean over draws, and the range in which 95 % of such draws lie.
    pub values: Vec<Option<Interval>>,
}
