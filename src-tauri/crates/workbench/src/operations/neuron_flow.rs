//! Pairs of neurons in neighbouring layers that a goal's examples fire together.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::neuron::NeuronRef;

/// The pairs that meet most above chance, 40 at most, laid out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronFlow {
    /// Ticked examples that were read.
    pub examples: u64,
    /// Neurons of the pairs, input side first, from left to right in each layer.
    pub nodes: Vec<FlowNode>,
    /// The pairs, strongest first.
    pub links: Vec<FlowLink>,
}

/// A neuron that is part of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct FlowNode {
    /// Which one.
    pub neuron: NeuronRef,
    /// Where it stands in its layer, 0 at the left to 1 at the right, so that lines cross seldom.
    pub at: f64,
    /// Share of the examples that fire it.
    pub goal_share: f64,
    /// The row fires it.
    pub here: bool,
}

/// Two neurons that meet.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct FlowLink {
    /// The lower neuron: its place among the nodes.
    pub from: u32,
    /// The upper neuron: its place among the nodes.
    pub to: u32,
    /// Examples that fire both.
    pub together: u64,
    /// Share of the examples that fire both.
    pub share: f64,
    /// The share there would be by chance.
    pub by_chance: f64,
    /// So many times as often as by chance, at least (95 %, Wilson).
    pub lift: f64,
    /// The row fires both.
    pub here: bool,
}
