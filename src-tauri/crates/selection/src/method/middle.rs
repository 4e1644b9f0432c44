//! Texts near the examples by the hidden state two thirds up the model, centred by the pool.

use super::vector_settings::{AGGREGATE_BY_PROTOTYPE, CENTRED_UNLESS_SAID, Sides};
use super::{Description, Evidence, Explanation, Kind, Method, MethodError, Representation, Settings, Standing};
use crate::rank::scores::Scores;

static DESCRIPTION: Description = Description {
    id: "middle",
    technical: "Middle hidden state",
    plain: "Middle-layer match",
    sentence: "Keeps texts near your examples by the state two thirds up the model.",
    good_when: "Your examples share a topic or a style, and a small model reads them.",
    careful_when: "Centring is by this pool: a score means nothing beside another pool.",
    source: "ours; the likeness is that of RDS+ (arXiv 2503.01807)",
    standing: Standing::Extension,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[CENTRED_UNLESS_SAID, AGGREGATE_BY_PROTOTYPE],
};

/// The cosine of a document with the mean of the examples, both centred and scaled by the pool.
#[derive(Debug, Clone, Copy)]
pub struct Middle;

impl Method for Middle {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::MiddleHidden]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, Representation::MiddleHidden)?;
        Ok(sides.cosines(settings, &AGGREGATE_BY_PROTOTYPE, &CENTRED_UNLESS_SAID))
    }

    fn explain(
        &self,
        evidence: &Evidence,
        settings: &Settings,
        document: usize,
    ) -> Result<Vec<Explanation>, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, Representation::MiddleHidden)?;
        let of = Representation::MiddleHidden;
        Ok(sides
            .explained(of, document, settings, [&AGGREGATE_BY_PROTOTYPE, &CENTRED_UNLESS_SAID])
            .into_iter()
            .collect())
    }
}
