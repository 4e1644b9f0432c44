//! What trainings cost, said before they start: their products are counted, and how fast this computer multiplies is
//! measured with the code that trains.

use std::collections::HashSet;
use std::sync::OnceLock;
use std::time::Instant;

use activation::BackboneCard;
use activation::proxy::Exercise;

use super::begun::unfinished;
use super::model::Model;
use super::plan::Trainings;
use crate::operations::evidence::EvidenceCost;
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::store::training;

/// Rounds that are timed, after one that is not.
const ROUNDS: u32 = 3;
/// Weights a second that are checked and unpacked before anything is trained.
const OPENED_PER_S: f64 = 60e6;

/// Trainings, tokens and seconds.
pub fn of(session: &Session, plan: &Trainings) -> Result<EvidenceCost, Failure> {
    let key = plan.digest()?;
    let done = session.read(|c| training::of_plan(c, &key))?.len() as u64;
    let Model { name, card, .. } = Model::of(session, &plan.model)?;
    let threads = crate::settings_file::load(&session.folders)?.threads.map(|threads| threads as usize);
    let left = plan.count().saturating_sub(done);
    let seconds =
        if left == 0 { 0.0 } else { work(plan, &card, left) / rate(threads)? + card.parameters as f64 / OPENED_PER_S };
    Ok(EvidenceCost {
        trainings: plan.count(),
        done,
        tokens: plan.settings.tokens as u64,
        held_out: plan.held_out.len() as u64,
        model: name,
        seconds,
        job: unfinished(session, &key)?,
    })
}

/// Multiplications and additions of so many trainings: those with the head, and two a weight and token for reading each
/// text once.
fn work(plan: &Trainings, card: &BackboneCard, left: u64) -> f64 {
    let length = plan.max_tokens as usize;
    let trained = plan.settings.work(card.vocabulary, card.hidden, plan.held_out.len() * length) as f64;
    let texts: HashSet<i64> = plan.rows.iter().flatten().flatten().copied().collect();
    let weights = card.parameters.saturating_sub((card.vocabulary * card.hidden) as u64) as f64;
    let read = 2.0 * weights * (texts.len() * length) as f64;
    left as f64 * (trained + read / plan.count() as f64)
}

/// Multiplications and additions a second, measured once: it takes a fraction of a second.
pub fn rate(threads: Option<usize>) -> Result<f64, Failure> {
    static MEASURED: OnceLock<f64> = OnceLock::new();
    if let Some(&rate) = MEASURED.get() {
        return Ok(rate);
    }
    let slow = |error: activation::BackboneError| Failure::new(FailureCode::Internal).text("detail", error.to_string());
    let exercise = Exercise::new(threads).map_err(slow)?;
    let mut losses = exercise.round();
    let begun = Instant::now();
    losses += (0..ROUNDS).map(|_| exercise.round()).sum::<f64>();
    std::hint::black_box(losses);
    let rate = f64::from(ROUNDS) * Exercise::WORK as f64 / begun.elapsed().as_secs_f64().max(1e-6);
    Ok(*MEASURED.get_or_init(|| rate))
}
