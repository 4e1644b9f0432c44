//! What a study takes, said before it starts: its products are counted, and how fast this computer multiplies is measured
//! just then.

use super::plan::{MAX_TOKENS, Study, StudyPlan};
use crate::evidence::training::{Model, rate};
use crate::operations::Failure;
use crate::operations::study::StudyKind;
use crate::session::Session;

/// Weights a second that are checked and unpacked before anything is measured.
const OPENED_PER_S: f64 = 60e6;
/// Seconds of a measurement, however small the pool; documents and layers a second that are ranked; and pairs of documents
/// and layers that are held against each other: measured on two processor cores, with other work beside it.
const EACH_S: f64 = 0.02;
const RANKED_PER_S: f64 = 2e6;
const COMPARED_PER_S: f64 = 4e6;

/// Seconds of what is left.
pub fn seconds(session: &Session, plan: &StudyPlan, done: u64) -> Result<f64, Failure> {
    let study = &plan.study;
    let left = study.measurements().saturating_sub(done);
    if left == 0 {
        return Ok(0.0);
    }
    let share = left as f64 / study.measurements().max(1) as f64;
    if !study.query.kind.runs() {
        return Ok(share * counted(session, study)?);
    }
    let card = Model::of(session, &study.model)?.card;
    let head = (card.vocabulary * card.hidden) as f64;
    let blocks = card.parameters as f64 - head;
    let products = share * study.draws.len() as f64 * texts(study, blocks, head);
    Ok(products * tokens(session)? / rate(plan.threads)? + card.parameters as f64 / OPENED_PER_S)
}

/// Tokens of a text of the pool as far as it is read, on average: four characters each.
fn tokens(session: &Session) -> Result<f64, Failure> {
    let frame = session.frame()?;
    let of = |&characters: &u32| (f64::from(characters) / 4.0).clamp(1.0, f64::from(MAX_TOKENS));
    Ok(frame.characters.iter().map(of).sum::<f64>() / frame.len().max(1) as f64)
}

/// Products for a token of every text of a draw, two a weight.
fn texts(study: &Study, blocks: f64, head: f64) -> f64 {
    let Some(draw) = study.draws.first() else { return 0.0 };
    let count = |some: &[i64]| some.len() as f64;
    let chosen_by = 2.0 * blocks * (count(&draw.shown) + count(&draw.others));
    let measured = match study.query.kind {
        StudyKind::SwitchOff => count(&draw.held_out) + count(&draw.measured),
        StudyKind::ImpactAndLoss => count(&draw.shown),
        _ => return 2.0 * blocks * (count(&draw.shown) + count(&draw.measured)),
    };
    chosen_by + 2.0 * (blocks + head) * measured * study.steps() as f64
}

/// Of studies that look at what was read.
fn counted(session: &Session, study: &Study) -> Result<f64, Failure> {
    let (layers, steps) = (f64::from(study.layers), study.measurements() as f64);
    let pool = session.frame()?.len() as f64;
    let rows = study.draws.first().map_or(0, |draw| draw.measured.len()).min(500) as f64;
    let ranked = pool * layers / RANKED_PER_S;
    let compared = rows * rows * layers / COMPARED_PER_S;
    let work = match study.query.kind {
        StudyKind::Layers => ranked,
        StudyKind::Sparsity => ranked + compared,
        _ => compared,
    };
    Ok(steps * (EACH_S + work))
}
