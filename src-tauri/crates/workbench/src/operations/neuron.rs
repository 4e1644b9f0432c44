//! Single neurons: how often they fire, which rows fire them, what a person calls them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::files::TicketId;
use super::ranking::RankingId;

/// A neuron of the model and the projection that a ranking reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronRef {
    /// Decoder block, from 0.
    pub layer: u32,
    /// Output column, from 0.
    pub neuron: u32,
}

/// What is known of a neuron?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronQuery {
    /// In this ranking.
    pub ranking: RankingId,
    /// This one.
    pub neuron: NeuronRef,
    /// Beside the examples of the goal that took this row; of the first goal if none.
    #[serde(default)]
    pub row: Option<i64>,
}

/// A neuron in the goal's examples and in the pool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronFacts {
    /// Which one.
    pub neuron: NeuronRef,
    /// What this person calls it, here and in other projects.
    pub name: Option<String>,
    /// Ticked examples that were read.
    pub examples: u64,
    /// Of those, the ones that fire it, where it stands highest first.
    pub firing_examples: Vec<FiringExample>,
    /// Share of the examples that fire it, 0 to 1.
    pub goal_share: f64,
    /// Share of the read rows that fire it, 0 to 1.
    pub pool_share: f64,
    /// Lower bound (95 %, Wilson) of goal share over pool share.
    pub lift: f64,
    /// It fires on so much of the pool that it tells nothing.
    pub common: bool,
    /// The ranking ignores it.
    pub ignored: bool,
    /// Ranked rows that fire it.
    pub rows: u64,
    /// Of those, the ones where it stands highest among their strongest neurons, equals by rank; 5 at most.
    pub strongest: Vec<FiringRow>,
}

/// An example that fires a neuron.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct FiringExample {
    /// The example.
    pub example: i64,
    /// Its place among the example's strongest neurons of the layer, from 1.
    pub place: u32,
    /// The start of the text, 160 characters at most.
    pub excerpt: String,
}

/// A row that fires a neuron.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct FiringRow {
    /// The row.
    pub row: i64,
    /// Its rank.
    pub rank: u64,
    /// The neuron's place among the row's strongest neurons of the layer, from 1.
    pub place: u32,
    /// The start of the text, 160 characters at most.
    pub excerpt: String,
}

/// Whose neurons have names?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronNamesQuery {
    /// Those of the model and the projection that this ranking reads.
    pub ranking: RankingId,
}

/// Names a neuron, wherever the same model is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct NameNeuron {
    /// The ranking that says which model and projection.
    pub ranking: RankingId,
    /// Which one.
    pub neuron: NeuronRef,
    /// 1 to 80 characters; none takes the name away.
    pub name: Option<String>,
}

/// A neuron and what a person calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct NamedNeuron {
    /// Which one.
    pub neuron: NeuronRef,
    /// What it is called.
    pub name: String,
}

/// A file of neuron names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronNamesFile {
    /// The file.
    pub ticket: TicketId,
}

/// What a file of names brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronNamesRead {
    /// Neurons that had no name and have one now.
    pub added: u64,
    /// Neurons that had this very name.
    pub same: u64,
    /// Neurons that have another name here, which stays.
    pub kept: u64,
}
