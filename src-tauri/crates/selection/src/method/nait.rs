//! Reading-shift match: texts that move the model's state the way the examples do, layer by layer.

use std::ops::Range;

use rayon::prelude::*;

use super::vector_settings::{CENTRED_UNLESS_SAID, Sides};
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Setting, Settings, Standing};
use crate::geometry::centring::Centring;
use crate::geometry::principal::first_component;
use crate::numbers::dot::dot;
use crate::rank::scores::Scores;

const DIRECTION: Setting = Setting::choice(
    "direction",
    "The direction in which the examples differ most about zero, or about their mean.",
    &["about_zero", "about_mean"],
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
    settings: &[DIRECTION, CENTRED_UNLESS_SAID],
};

/// NAIT (arXiv 2603.13201): per layer the first principal component of the examples' shifts, signed so that their mean
/// shift lies along it; the score is the sum over layers of a document's shift along it.
///
/// Our reading: a document is scored by its shift too (last token less first), not by its state. Where the examples do not
/// differ in a layer, as a single example does not, the direction is that of their mean shift.
///
/// Shifts are centred and scaled by the pool unless told otherwise. As published they are not; but then a few dimensions
/// in which a first token's state is huge decide everything, and small models do worse than chance (docs/quality.md).
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
        let centring = sides.centring(settings, &CENTRED_UNLESS_SAID);
        let directions: Vec<Vec<f32>> = (0..sides.pool.parts())
            .into_par_iter()
            .map(|layer| {
                let rows = sides.read.iter().filter_map(|&example| sides.examples.row(example));
                let part = layer * width..(layer + 1) * width;
                let shifts: Vec<Vec<f32>> = rows.map(|row| of_part(row, part.clone(), centring.as_ref())).collect();
                let shifts: Vec<&[f32]> = shifts.iter().map(Vec::as_slice).collect();
                first_component(&shifts, about_mean)
            })
            .collect();
        let direction = directions.concat();
        // A centred row along a direction is the row along the direction scaled alike, less what the mean has along it.
        let (direction, of_mean) = match &centring {
            Some(centring) => centring.scaled(&direction),
            None => (direction, 0.0),
        };
        let of_row = |row: &[f32]| {
            let layers = row.chunks_exact(width).zip(direction.chunks_exact(width));
            let along = layers.map(|(shift, direction)| f64::from(dot(shift, direction)));
            if row[0].is_nan() { f64::NAN } else { along.sum::<f64>() - of_mean }
        };
        let rows = sides.pool.values().par_chunks_exact(sides.pool.width());
        Ok(Scores::plain(rows.with_min_len(16).map(of_row).collect()))
    }
}

/// One layer's part of an example's shifts, prepared as the pool's are.
fn of_part(row: &[f32], part: Range<usize>, centring: Option<&Centring>) -> Vec<f32> {
    match centring {
        Some(centring) => part.map(|dimension| centring.of_number(dimension, row[dimension]) as f32).collect(),
        None => row[part].to_vec(),
    }
}
