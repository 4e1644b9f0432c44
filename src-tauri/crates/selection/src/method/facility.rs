//! Covering pick: relevant texts that leave nothing relevant without something like it among them.

use super::vector_settings::{CANDIDATES, CENTRED_UNLESS_SAID, PICKS, REPRESENTATION, Sides, chosen};
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Setting, Settings, Standing};
use crate::pick::coverage::picks;
use crate::rank::scores::Scores;

const RELEVANCE: Setting = Setting::number(
    "relevance",
    "The share of nearness to your examples in what is sought; the rest is coverage.",
    0.5,
    (0.0, 1.0, 0.05),
);

static DESCRIPTION: Description = Description {
    id: "facility",
    technical: "Facility location",
    plain: "Covering pick",
    sentence: "Picks rows near your examples so that every kind among them is covered.",
    good_when: "The best rows repeat each other and you want few that stand for all.",
    careful_when: "It chooses among the fifth of the rows nearest to your examples, 20,000 at most.",
    source: "facility location with lazy greedy picking (Nemhauser et al. 1978; Minoux 1978)",
    standing: Standing::Extension,
    kind: Kind::Set,
    needs_examples: true,
    settings: &[PICKS, CANDIDATES, RELEVANCE, REPRESENTATION, CENTRED_UNLESS_SAID],
};

/// Facility location with a share of relevance: [`crate::pick::coverage`] says what is sought.
#[derive(Debug, Clone, Copy)]
pub struct Facility;

impl Method for Facility {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, settings: &Settings) -> Vec<Representation> {
        vec![chosen(settings)]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, chosen(settings))?;
        let candidates = sides.candidates(settings, &CENTRED_UNLESS_SAID);
        let picks = picks(&candidates, settings.value(&PICKS) as usize, settings.value(&RELEVANCE));
        Ok(Scores::picked(sides.pool.len(), &candidates.picked_first(&picks)))
    }
}
