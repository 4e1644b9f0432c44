//! What trainings cost, said before they start, from the speed that the model was measured to read with.

use super::plan::Trainings;
use crate::models::{Shelf, hub::Hub};
use crate::operations::Failure;
use crate::operations::evidence::EvidenceCost;
use crate::session::Session;
use crate::store::training;

/// Tokens of a document where nothing is known: the most that a reading takes by default.
const TOKENS_OF_DOCUMENT: f64 = 120.0;

/// Trainings, tokens and, for a model whose speed is known, seconds.
///
/// A document read costs about two operations a weight and token; from the measured documents a second follows how many
/// operations a second this computer does with this model, and with these the products of all trainings are counted.
pub fn of(session: &Session, plan: &Trainings) -> Result<EvidenceCost, Failure> {
    let key = plan.digest()?;
    let done = session.read(|c| training::of_plan(c, &key))?.len() as u64;
    let shelf = Shelf::new((*session.folders).clone(), Hub::from_environment());
    let model = shelf.find(&plan.model)?;
    let card = model.card?;
    let speed = shelf.speeds()?.get(&plan.model).copied().filter(|speed| speed.documents_per_s > 0.0);
    let held_out = plan.held_out.len() * plan.max_tokens as usize;
    let seconds = speed.map(|speed| {
        let table = (card.vocabulary * card.hidden) as u64;
        let weights = card.parameters.saturating_sub(table).max(1) as f64;
        let per_second = speed.documents_per_s * TOKENS_OF_DOCUMENT * 2.0 * weights;
        let trained = plan.settings.work(card.vocabulary, card.hidden, held_out) as f64;
        let read = 2.0 * weights * plan.settings.tokens as f64;
        (plan.count() - done) as f64 * (trained + read) / per_second
    });
    Ok(EvidenceCost {
        trainings: plan.count(),
        done,
        tokens: plan.settings.tokens as u64,
        held_out: plan.held_out.len() as u64,
        model: model.name,
        seconds,
    })
}
