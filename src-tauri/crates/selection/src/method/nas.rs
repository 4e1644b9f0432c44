//! Neuron fingerprint: texts whose gates react as they do to the examples.

use rayon::prelude::*;

use super::explanation::columns;
use super::vector_settings::Sides;
use super::{
    Description, Evidence, Explanation, Kind, Method, MethodError, Representation, Setting, Settings, Standing,
};
use crate::geometry::prototype::{Metric, Prototype};
use crate::rank::scores::{ScoreKind, Scores};

/// How fingerprints are compared; MONA shares it.
pub(super) const METRIC: Setting = Setting::choice(
    "metric",
    "How two fingerprints are compared; the published choice is jaccard.",
    &["jaccard", "cosine", "euclid"],
);

static DESCRIPTION: Description = Description {
    id: "nas",
    technical: "NAS",
    plain: "Neuron fingerprint",
    sentence: "Describes each text by how neurons react and keeps texts with a fingerprint like yours.",
    good_when: "One layer's reaction says enough, and speed matters.",
    careful_when: "Our reading: of the first version only the abstract could be had. \
                   The formulas are those its later version gives for mixed neurons. One neuron can mean several things.",
    source: "arXiv 2503.15573v1; formulas of its later version, App. B.3 and §2.4",
    standing: Standing::Interpretation,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[METRIC],
};

/// Neuron activation states: the generalised Jaccard likeness of a document's gated activations with the examples' mean
/// (arXiv 2503.15573, App. B.3, Eq. 7-9).
///
/// Layer, source and number of activations kept are settings of the reading, not of the method.
#[derive(Debug, Clone, Copy)]
pub struct Nas;

impl Method for Nas {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::GatedActivations]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, Representation::GatedActivations)?;
        let prototype = prototype(&sides, settings);
        let rows = sides.pool.values().par_chunks_exact(sides.pool.width());
        let of_row = |row: &[f32]| {
            let is_read = !row[0].is_nan();
            if is_read { prototype.likeness(row.iter().copied().enumerate()) } else { f64::NAN }
        };
        Ok(Scores::plain(rows.with_min_len(64).map(of_row).collect()).of_kind(kind(settings)))
    }

    fn explain(
        &self,
        evidence: &Evidence,
        settings: &Settings,
        document: usize,
    ) -> Result<Vec<Explanation>, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, Representation::GatedActivations)?;
        let prototype = prototype(&sides, settings);
        let row = sides.pool.row(document).map(|row| row.iter().copied().enumerate());
        let found = row.and_then(|row| columns::explained(Representation::GatedActivations, &prototype, row));
        Ok(found.into_iter().collect())
    }
}

/// The examples' mean.
fn prototype(sides: &Sides, settings: &Settings) -> Prototype {
    let examples = sides.read.iter().filter_map(|&example| sides.examples.row(example));
    let examples = examples.map(|row| row.iter().copied().enumerate());
    Prototype::of(sides.pool.width(), examples, metric(settings))
        .expect("the sides hold at least one example that was read")
}

/// What the metric chosen makes of the scores.
pub(super) fn kind(settings: &Settings) -> ScoreKind {
    if metric(settings) == Metric::Euclid { ScoreKind::Score } else { ScoreKind::Likeness }
}

/// The metric chosen.
pub(super) fn metric(settings: &Settings) -> Metric {
    match settings.choice(&METRIC) {
        "cosine" => Metric::Cosine,
        "euclid" => Metric::Euclid,
        _ => Metric::Jaccard,
    }
}
