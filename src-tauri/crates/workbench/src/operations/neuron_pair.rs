//! Two sides' neurons against each other: a row, a goal's examples, the rows that a ranking keeps or drops.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ranking::{Budget, RankingId};

/// Whose neurons are held against whose?
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronPairQuery {
    /// The ranking whose model, layers and neurons a layer are used.
    pub ranking: RankingId,
    /// Drawn upwards.
    pub upper: NeuronSide,
    /// Drawn downwards.
    pub lower: NeuronSide,
}

/// Asks for two sides' neurons as a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronFigureQuery {
    /// The sides.
    pub pair: NeuronPairQuery,
    /// What the face calls the upper side.
    pub upper: String,
    /// What it calls the lower side.
    pub lower: String,
}

/// A text or a group of texts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "side", rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum NeuronSide {
    /// One row.
    Row {
        /// Which.
        row: i64,
    },
    /// The ticked examples of a goal.
    Goal {
        /// Which.
        goal: i64,
    },
    /// The rows that a ranking keeps, against all other rows.
    Kept {
        /// Which ranking.
        ranking: RankingId,
        /// Where it is cut.
        budget: Budget,
    },
    /// The rows that a ranking drops, against all other rows.
    Dropped {
        /// Which ranking.
        ranking: RankingId,
        /// Where it is cut.
        budget: Budget,
    },
}

/// Two sides with the same neurons in the same places.
///
/// A row has the neurons that it fires. A group has those that it fires more often than other rows, by more than four
/// standard errors on each side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronPair {
    /// Texts of the upper side that have neurons.
    pub upper: u64,
    /// Texts of the lower side that have neurons.
    pub lower: u64,
    /// Neurons that both sides have.
    pub both: u64,
    /// Neurons that only the upper side has.
    pub only_upper: u64,
    /// Neurons that only the lower side has.
    pub only_lower: u64,
    /// Neurons of either side that fire on nearly everything, left out of the three counts.
    pub common: u64,
    /// The stretch of layers with two thirds of what one side has alone; none where that is nearly everywhere.
    pub busiest: Option<(u32, u32)>,
    /// Input side first.
    pub layers: Vec<PairLayer>,
}

/// One layer of two sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct PairLayer {
    /// Decoder block, from 0.
    pub layer: u32,
    /// Neurons that at least one side has, most telling first, 40 at most.
    pub slots: Vec<PairSlot>,
    /// Further ones, less telling.
    pub left_out: u64,
    /// Neurons of either side that fire on nearly everything.
    pub common: u64,
    /// The share of firing in which the sides differ, 0 to 1: 0 where each neuron fires as often on both.
    pub apart: f64,
}

/// A neuron that at least one side has.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct PairSlot {
    /// Output column, from 0.
    pub neuron: u32,
    /// Share of the upper side's texts that fire it.
    pub upper: f64,
    /// Share of the lower side's.
    pub lower: f64,
    /// Share of the pool.
    pub pool: f64,
    /// At least so many times as often as other rows, on the side where that is more (95 %, Wilson).
    pub lift: f64,
    /// The 95 % interval of upper less lower share (Newcombe 1998).
    pub difference: (f64, f64),
    /// Who has it.
    pub held: PairHeld,
}

/// Who has a neuron.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum PairHeld {
    /// Both sides.
    Both,
    /// The upper side alone.
    Upper,
    /// The lower side alone.
    Lower,
}
