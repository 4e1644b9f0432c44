//! Meaning match: what people use today, the yardstick that neurons have to beat.

use super::vector_settings::{AGGREGATE_BY_PROTOTYPE, CENTRED, Sides};
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Settings, Standing};
use crate::rank::scores::Scores;

static DESCRIPTION: Description = Description {
    id: "meaning",
    technical: "Sentence vectors, cosine",
    plain: "Meaning match",
    sentence: "Keeps texts whose meaning is near that of your examples.",
    good_when: "The topic is what matters, and texts are short.",
    careful_when: "Look-alikes on the surface score high; a second, small model must be there.",
    source: "sentence vectors with the cosine of their centroid",
    standing: Standing::Baseline,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[CENTRED, AGGREGATE_BY_PROTOTYPE],
};

/// The cosine of a document's sentence vector with the mean of the examples'.
#[derive(Debug, Clone, Copy)]
pub struct Meaning;

impl Method for Meaning {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::Sentence]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, Representation::Sentence)?;
        Ok(sides.cosines(settings, &AGGREGATE_BY_PROTOTYPE, &CENTRED))
    }
}
