//! Your own vectors: texts near the examples by vectors that the caller brought along.

use super::vector_settings::{AGGREGATE_BY_PROTOTYPE, CENTRED, Sides};
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Settings, Standing};
use crate::rank::scores::Scores;

static DESCRIPTION: Description = Description {
    id: "vectors",
    technical: "Outside vectors, cosine",
    plain: "Your own vectors",
    sentence: "Keeps texts near your examples by vectors that you bring along.",
    good_when: "You have vectors of a model that knows your field.",
    careful_when: "Vectors of rows and examples must come from the same model.",
    source: "cosine of vectors from outside",
    standing: Standing::Baseline,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[AGGREGATE_BY_PROTOTYPE, CENTRED],
};

/// The cosine of vectors from outside, with the mean of the examples unless another aggregate is chosen.
#[derive(Debug, Clone, Copy)]
pub struct OwnVectors;

impl Method for OwnVectors {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::Outside]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, Representation::Outside)?;
        Ok(sides.cosines(settings, &AGGREGATE_BY_PROTOTYPE, &CENTRED))
    }
}
