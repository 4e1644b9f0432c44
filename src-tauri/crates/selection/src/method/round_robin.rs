//! Taking turns: every example in turn takes the best row that is left.

use super::vector_settings::{CENTRED, PICKS, REPRESENTATION, Sides, chosen};
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Settings, Standing};
use crate::pick::by_example::each_example;
use crate::pick::candidates::{Candidates, followed};
use crate::rank::scores::Scores;

static DESCRIPTION: Description = Description {
    id: "round_robin",
    technical: "Round robin",
    plain: "Taking turns",
    sentence: "Every example in turn takes the nearest row that is still free.",
    good_when: "Every example matters, the unusual ones too.",
    careful_when: "An example that fits nothing in the pool still takes its share.",
    source: "arXiv 2602.14696 and its published code",
    standing: Standing::Published,
    kind: Kind::Set,
    needs_examples: true,
    settings: &[PICKS, REPRESENTATION, CENTRED],
};

/// Round robin over the examples (arXiv 2602.14696): in the order of the examples, each takes its nearest row that none has
/// taken, again and again. It looks at the whole pool; after the picks the rest follows by relevance.
#[derive(Debug, Clone, Copy)]
pub struct RoundRobin;

impl Method for RoundRobin {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, settings: &Settings) -> Vec<Representation> {
        vec![chosen(settings)]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, chosen(settings))?;
        let centring = sides.centring(settings, &CENTRED);
        let (centring, goal) = (centring.as_ref(), sides.goal(centring.as_ref()));
        let wanted = settings.value(&PICKS) as usize;
        let mut wishes = Vec::new();
        // No example needs more: what the others took before its turn is fewer than all picks.
        each_example(sides.pool, &goal, centring, |column| column.nearest(wanted), |some| wishes.extend(some));
        let picks = in_turn(&wishes, sides.pool.len(), wanted);
        let by_relevance = Candidates::of(sides.pool, &goal, centring, 0).picked_first(&[]);
        Ok(Scores::picked(sides.pool.len(), &followed(picks, &by_relevance)))
    }
}

/// What is taken in which order, when each list in turn gives its first document that is still free.
fn in_turn(wishes: &[Vec<u32>], documents: usize, wanted: usize) -> Vec<usize> {
    let mut left: Vec<_> = wishes.iter().map(|wishes| wishes.iter()).collect();
    let mut is_taken = vec![false; documents];
    let mut picks = Vec::new();
    loop {
        let before = picks.len();
        for wishes in &mut left {
            if picks.len() == wanted {
                return picks;
            }
            if let Some(&document) = wishes.find(|&&document| !is_taken[document as usize]) {
                is_taken[document as usize] = true;
                picks.push(document as usize);
            }
        }
        if picks.len() == before {
            return picks;
        }
    }
}
