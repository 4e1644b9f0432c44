//! The surprise filter's entropies over the pool: what its handles are set on.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks how a pool's entropies are distributed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct SurpriseQuery {
    /// The goal that is looked at; entropies do not depend on it.
    pub goal: i64,
    /// As this model read them; the project's chosen one if none.
    pub model: Option<String>,
    /// Settings of the filter that differ from the defaults, by name.
    pub settings: std::collections::BTreeMap<String, f64>,
}

/// A pool's entropies, and what the intervals keep.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Surprises {
    /// Documents that were looked at.
    pub documents: u64,
    /// Documents that lie within all intervals.
    pub inside: u64,
    /// The entropies that count.
    pub entropies: Vec<EntropySpread>,
}

/// How documents spread over one entropy.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct EntropySpread {
    /// "information" or "generative"; its handles are the settings `…_low` and `…_high`.
    pub entropy: String,
    /// Lower edge of the first bin, in nats.
    pub least: f64,
    /// Upper edge of the last.
    pub most: f64,
    /// Documents in each of 48 equal bins.
    pub bins: Vec<u64>,
    /// The entropy at the percentiles 0, 1, … 100: where a handle stands.
    pub at_percentile: Vec<f64>,
}
