//! RDS+: texts near an example by the model's last hidden state.

use super::vector_settings::{AGGREGATE, CENTRED, Sides};
use super::{Description, Evidence, Explanation, Kind, Method, MethodError, Representation, Settings, Standing};
use crate::rank::scores::Scores;

static DESCRIPTION: Description = Description {
    id: "rds",
    technical: "RDS+",
    plain: "Model's own meaning",
    sentence: "Keeps texts near your examples in what the model has in mind after reading.",
    good_when: "Your examples are of several kinds: a text need only be near one of them.",
    careful_when: "Uncentred likenesses are all close to 1; centring often picks better.",
    source: "arXiv 2503.01807 and its published code",
    standing: Standing::Published,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[AGGREGATE, CENTRED],
};

/// RDS+ (arXiv 2503.01807): cosine of last hidden states, the maximum over the examples.
///
/// The published code takes several tasks in turn; here that is several goals, outside the method.
#[derive(Debug, Clone, Copy)]
pub struct Rds;

impl Method for Rds {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::LastHidden]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, Representation::LastHidden)?;
        Ok(sides.cosines(settings, &AGGREGATE, &CENTRED))
    }

    fn explain(
        &self,
        evidence: &Evidence,
        settings: &Settings,
        document: usize,
    ) -> Result<Vec<Explanation>, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, Representation::LastHidden)?;
        let of = Representation::LastHidden;
        Ok(sides.explained(of, document, settings, [&AGGREGATE, &CENTRED]).into_iter().collect())
    }
}
