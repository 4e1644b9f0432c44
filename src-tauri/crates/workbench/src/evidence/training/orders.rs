//! The rankings that are trained on, and the examples held out from them.

use std::collections::HashSet;

use selection::Ranking;
use selection::evidence::resample::{sample, shuffled};

use crate::compare::Side;
use crate::evidence::asked::Asked;
use crate::operations::Failure;
use crate::operations::evidence::{EvidenceKind, EvidenceNeed};
use crate::ranking::again::Again;

/// Held-out examples at most: measuring them takes as long as training.
const MOST_HELD_OUT: usize = 48;
/// Ticked examples below which half of them would not do.
const FEW: usize = 4;

/// Rankings without a trace of the held-out examples.
pub struct Orders {
    /// Numbers of the held-out examples, rising.
    pub held_out: Vec<i64>,
    /// Each ranking's documents, best first, no example among them.
    pub ranked: Vec<Vec<u32>>,
    /// Documents that are examples.
    pub examples: HashSet<u32>,
}

impl Orders {
    /// The rankings as they are, where some examples are not ticked; else made again by half of the examples.
    pub fn of(asked: &Asked) -> Result<Result<Self, EvidenceNeed>, Failure> {
        let all = &asked.compared.sides;
        let sides = if asked.query.kind == EvidenceKind::Deciles { &all[..1] } else { &all[..] };
        let first = Again::of(asked.session, asked.rankings, &sides[0].kept)?;
        let examples: HashSet<u32> = first.example_positions().iter().map(|&position| position as u32).collect();
        let whole = asked.held_back.is_empty();
        if whole && asked.ticked.len() < FEW {
            return Ok(Err(EvidenceNeed::MoreExamples));
        }
        let out: Vec<i64> = if whole {
            let half = shuffled(asked.ticked.len(), asked.query.seed).into_iter().take(asked.ticked.len() / 2);
            half.map(|place| asked.ticked[place].example).collect()
        } else {
            asked.held_back.iter().map(|one| one.example).collect()
        };
        let mut ranked = Vec::new();
        for side in sides {
            let mut order = if whole { again(asked, side, &out)? } else { side.kept.ranking.order().to_vec() };
            order.retain(|document| !examples.contains(document));
            ranked.push(order);
        }
        let mut held_out: Vec<i64> =
            sample(out.len(), MOST_HELD_OUT, asked.query.seed).into_iter().map(|place| out[place]).collect();
        held_out.sort_unstable();
        Ok(Ok(Self { held_out, ranked, examples }))
    }
}

/// A ranking by the examples that are not held out; as it is where its method reads none.
fn again(asked: &Asked, side: &Side, held_out: &[i64]) -> Result<Vec<u32>, Failure> {
    let again = Again::of(asked.session, asked.rankings, &side.kept)?;
    if !again.reads_examples() {
        return Ok(side.kept.ranking.order().to_vec());
    }
    let numbers = again.ticked_numbers();
    let kept: Vec<usize> = (0..numbers.len()).filter(|&place| !held_out.contains(&numbers[place])).collect();
    let ids = &asked.compared.frame().ids;
    let ranking = Ranking::of(&again.score(&kept)?, &|a: usize, b: usize| ids.at(a).cmp(ids.at(b)));
    Ok(ranking.order().to_vec())
}
