//! Spread pick: each row taken is the one least like those taken before.

use super::vector_settings::{CENTRED_UNLESS_SAID, PICKS, REPRESENTATION, Sides, chosen};
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Settings, Standing};
use crate::directions::Directions;
use crate::scores::Scores;

static DESCRIPTION: Description = Description {
    id: "k_center",
    technical: "k-center, farthest first",
    plain: "Spread pick",
    sentence: "Among rows near your examples, picks each as unlike the earlier picks as possible.",
    good_when: "You want the widest variety among the rows that fit.",
    careful_when: "It seeks odd ones out. It chooses among the 20,000 rows nearest to your examples.",
    source: "farthest-first traversal (Gonzalez 1985)",
    standing: Standing::Extension,
    kind: Kind::Set,
    needs_examples: true,
    settings: &[PICKS, REPRESENTATION, CENTRED_UNLESS_SAID],
};

/// Farthest-first traversal (Gonzalez 1985) by cosine, begun at the most relevant candidate.
#[derive(Debug, Clone, Copy)]
pub struct KCenter;

impl Method for KCenter {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, settings: &Settings) -> Vec<Representation> {
        vec![chosen(settings)]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, chosen(settings))?;
        let candidates = sides.candidates(settings, &CENTRED_UNLESS_SAID);
        let picks = farthest_first(candidates.directions(), settings.value(&PICKS) as usize);
        Ok(Scores::picked(sides.pool.len(), &candidates.picked_first(&picks)))
    }
}

/// Places in the order picked, from the first; equally far ones by place.
fn farthest_first(directions: &Directions, wanted: usize) -> Vec<usize> {
    let mut nearest = vec![f32::NEG_INFINITY; directions.len()];
    let mut picks = Vec::new();
    let mut next = (!directions.is_empty()).then_some(0);
    while let Some(pick) = next.filter(|_| picks.len() < wanted) {
        picks.push(pick);
        for (nearest, cosine) in nearest.iter_mut().zip(directions.cosines_with(pick)) {
            *nearest = nearest.max(cosine);
        }
        // Picked: nearer than anything can be.
        nearest[pick] = f32::INFINITY;
        let free = nearest.iter().enumerate().filter(|(_, cosine)| cosine.is_finite());
        next = free.min_by(|a, b| a.1.total_cmp(b.1).then(a.0.cmp(&b.0))).map(|(place, _)| place);
    }
    picks
}
