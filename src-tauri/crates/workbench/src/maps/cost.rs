//! How long a map takes: by what its parts took on two processor cores, corrected by what maps took on this computer.

use serde::{Deserialize, Serialize};

use super::material::Source;
use crate::folders::Folders;
use crate::json_file::{self, JsonFileError};
use crate::operations::map::MapKind;
use selection::map::MapSettings;

/// Seconds for a pair of documents and a number of their vectors, where all are compared with all.
const PAIR_NUMBER: f64 = 4e-11;
/// Seconds for a pair of documents and a neuron that one of them fires, likewise; the index passes over most.
const PAIR_NEURON: f64 = 6e-11;
/// Comparisons of each document in a descent.
const COMPARED: f64 = 1500.0;
/// Seconds for a number of two vectors, and for a neuron of two sets, compared one pair at a time.
const NUMBER: f64 = 1.5e-10;
const NEURON: f64 = 2e-9;
/// Seconds for a document and a round of drawing.
const DRAWN: f64 = 4e-7;

/// What the maps of this computer took, as a share of what was expected.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Pace {
    meaning: Option<f64>,
    neurons: Option<f64>,
}

impl Pace {
    fn of(&mut self, kind: MapKind) -> &mut Option<f64> {
        match kind {
            MapKind::Meaning => &mut self.meaning,
            MapKind::Neurons => &mut self.neurons,
        }
    }
}

/// Seconds that a map would take here.
pub fn seconds(folders: &Folders, source: &Source) -> Result<f64, JsonFileError> {
    let mut pace: Pace = json_file::load(&file(folders))?;
    Ok(expected(source) * pace.of(source.kind).unwrap_or(1.0))
}

/// Notes how long a map took that was made in one go.
pub fn note(folders: &Folders, source: &Source, seconds: f64) -> Result<(), JsonFileError> {
    let share = seconds / expected(source);
    json_file::change(&file(folders), |pace: &mut Pace| *pace.of(source.kind) = Some(share))
}

fn expected(source: &Source) -> f64 {
    let documents = source.documents as f64;
    let settings = MapSettings::usual(source.documents as usize);
    let facts = &source.reading.facts;
    let (size, pair, one) = match source.kind {
        MapKind::Meaning => (f64::from(facts.width), PAIR_NUMBER, NUMBER),
        MapKind::Neurons => (f64::from(facts.layers * facts.top_k.min(20)), PAIR_NEURON, NEURON),
    };
    let exact = source.documents as usize <= settings.exact_up_to;
    let finding = if exact { documents * pair } else { COMPARED * one };
    documents * (size * finding + settings.epochs as f64 * DRAWN)
}

fn file(folders: &Folders) -> std::path::PathBuf {
    folders.config.join("map-pace.json")
}
