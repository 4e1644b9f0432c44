//! Reading-shift match: texts that move the model's state the way the examples do, layer by layer.

use rayon::prelude::*;

use super::vector_settings::Sides;
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Setting, Settings, Standing};
use crate::geometry::principal::first_component;
use crate::numbers::dot::dot;
use crate::rank::scores::Scores;

const DIRECTION: Setting = Setting::choice(
    "direction",
    "The direction in which the examples differ most about their mean, or about zero.",
    &["about_mean", "about_zero"],
);

static DESCRIPTION: Description = Description {
    id: "nait",
    technical: "NAIT",
    plain: "Reading-shift match",
    sentence: "Keeps texts that move the model's state in the direction in which your examples move it.",
    good_when: "Your examples are instructions with one ability in common; 16 to 64 are enough.",
    careful_when: "Our reading: the paper leaves open which state of a row is scored. Long texts can score high.",
    source: "arXiv 2603.13201",
    standing: Standing::Interpretation,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[DIRECTION],
};

/// NAIT (arXiv 2603.13201): per layer the first principal component of the examples' shifts, signed so that their mean
/// shift lies along it; the score is the sum over layers of a document's shift along it.
///
/// Our reading: a document is scored by its shift too (last token less first), not by its state. Where the examples do not
/// differ in a layer, as a single example does not, the direction is that of their mean shift.
#[derive(Debug, Clone, Copy)]
pub struct Nait;

impl Method for Nait {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::Shifts]
    }

    /// Layers are the parts of the pool's vectors ([`crate::data::vectors::Vectors::parts`]).
    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, Representation::Shifts)?;
        let width = sides.pool.width() / sides.pool.parts();
        let about_mean = settings.choice(&DIRECTION) == "about_mean";
        let directions: Vec<Vec<f32>> = (0..sides.pool.parts())
            .into_par_iter()
            .map(|layer| {
                let rows = sides.read.iter().filter_map(|&example| sides.examples.row(example));
                let shifts: Vec<&[f32]> = rows.map(|row| &row[layer * width..][..width]).collect();
                first_component(&shifts, about_mean)
            })
            .collect();
        let direction = directions.concat();
        let of_row = |row: &[f32]| {
            let layers = row.chunks_exact(width).zip(direction.chunks_exact(width));
            let along = layers.map(|(shift, direction)| f64::from(dot(shift, direction)));
            if row[0].is_nan() { f64::NAN } else { along.sum() }
        };
        let rows = sides.pool.values().par_chunks_exact(sides.pool.width());
        Ok(Scores::plain(rows.with_min_len(16).map(of_row).collect()))
    }
}
