//! The map: the pool in the plane, by what it says or by which neurons it fires.
//!
//! A map's points travel once, as columns of bytes; what a ranking or a filter makes of them comes as one bit a document.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::data::Filter;
use super::neuron::NeuronRef;
use super::ranking::{Budget, RankingId};

/// By what documents are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum MapKind {
    /// By what they say: sentence vectors where they were read, else the state two thirds up the model.
    Meaning,
    /// By which neurons they fire: one less the share in common, layer by layer.
    Neurons,
}

impl MapKind {
    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meaning => "meaning",
            Self::Neurons => "neurons",
        }
    }
}

/// Asks for the map of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct MapQuery {
    /// Which.
    pub kind: MapKind,
}

/// The map of a kind as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct MapView {
    /// Which.
    pub kind: MapKind,
    /// The finished map; none before there is one.
    pub map: Option<MapInfo>,
    /// What a map would be made of now; none where too little was read for one.
    pub offer: Option<MapOffer>,
    /// The job that makes one and has not ended.
    pub job: Option<i64>,
}

/// A finished map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct MapInfo {
    /// Its number; it goes when another of its kind is made.
    pub map: i64,
    /// Documents on it.
    pub documents: u64,
    /// It is made of all that is read now: making it again would give the same.
    pub current: bool,
    /// When it was made, milliseconds since 1970.
    pub made_ms: u64,
    /// The representation's name.
    pub representation: String,
    /// The model's name.
    pub model_name: String,
    /// Every document was compared with every other; if not, a few neighbours may have been missed.
    pub exact: bool,
    /// How far what lies together can be trusted to be alike, 0 to 1 (Venna and Kaski 2001); none for a few documents.
    pub trust: Option<f64>,
    /// Documents over which that was measured.
    pub trust_over: u64,
    /// Least x, least y, most x, most y.
    pub bounds: (f32, f32, f32, f32),
    /// The groups, largest first.
    pub groups: Vec<MapGroup>,
}

/// A group of documents that lie together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct MapGroup {
    /// Its number, from 0.
    pub group: u32,
    /// Where it is densest.
    pub x: f32,
    /// See `x`.
    pub y: f32,
    /// Documents.
    pub documents: u64,
    /// Words that its texts have and the others do not, most telling first, three at most.
    pub words: Vec<String>,
}

/// What a map would be made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct MapOffer {
    /// Documents that were read.
    pub documents: u64,
    /// The representation's name.
    pub representation: String,
    /// The model's name.
    pub model_name: String,
    /// Seconds it would take here.
    pub seconds: f64,
}

/// Part of a map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum MapRegion {
    /// What an outline encloses.
    Outline {
        /// Its corners, 3 to 2,000, the last joined to the first.
        corners: Vec<(f32, f32)>,
    },
    /// Whole groups.
    Groups {
        /// Their numbers.
        groups: Vec<u32>,
    },
}

/// A finished map beside a ranking's cut.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct MapCut {
    /// The map.
    pub map: i64,
    /// The ranking.
    pub ranking: RankingId,
    /// How much of it is kept.
    pub budget: Budget,
}

/// How a selection covers a map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct MapCoverage {
    /// Kept rows that are on the map.
    pub kept: u64,
    /// Kept rows that are not: read since, or not for this map.
    pub kept_elsewhere: u64,
    /// Kept rows of each group, in the map's order.
    pub groups: Vec<u64>,
    /// The goal's ticked examples, those with the fewest kept neighbours first.
    pub examples: Vec<ExampleCoverage>,
    /// Nearest rows that are looked at for each example.
    pub near: u64,
}

/// Whether a selection has rows like an example.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ExampleCoverage {
    /// The example.
    pub example: i64,
    /// The start of its text, 160 characters at most.
    pub excerpt: String,
    /// Where it lies: its own place where it is a row of the pool, else that of the row nearest to it.
    pub x: f32,
    /// See `x`.
    pub y: f32,
    /// It is itself a row on the map.
    pub on_map: bool,
    /// Of its nearest rows, itself left out, how many are kept. Nearest in truth, not in the picture.
    pub kept: u64,
}

/// What a region of a map holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct MapRegionQuery {
    /// The map and the cut.
    pub cut: MapCut,
    /// The region.
    pub region: MapRegion,
}

/// What a region of a map holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct MapRegionView {
    /// Rows.
    pub documents: u64,
    /// Kept rows.
    pub kept: u64,
}

/// Columns of a map as bytes, little endian.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "columns", content = "with", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum Columns {
    /// Row numbers as f64, then x and y as f32, then groups as u16 (65,535 for none): `[documents]` each.
    MapPoints {
        /// The map.
        map: i64,
    },
    /// Which documents a ranking's cut keeps: one bit each, the first document in the lowest bit of the first byte.
    MapKept(MapCut),
    /// Which documents a filter lets through, likewise.
    MapMatching {
        /// The map.
        map: i64,
        /// The filter.
        filter: Filter,
        /// Only rows that fire all of these neurons of a ranking's model.
        #[serde(default)]
        fires: Option<Fires>,
    },
}

/// Neurons that rows are to fire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct Fires {
    /// The ranking whose model is meant.
    pub ranking: RankingId,
    /// All of them are to be fired.
    pub neurons: Vec<NeuronRef>,
}
