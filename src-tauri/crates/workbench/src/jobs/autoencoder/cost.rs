//! What a training would take: of time by the speeds measured on this computer, of disk by its numbers.

use activation::BackboneCard;
use serde::{Deserialize, Serialize};

use super::AutoencoderPlan;
use crate::json_file::{self, JsonFileError};
use crate::models::Shelf;
use crate::models::computer::free_disk;
use crate::models::shelf::Here;
use crate::operations::Failure;
use crate::operations::autoencoder::AutoencoderEstimate;

/// Seconds for a token, a latent and a number of a token's state, before anything was measured here: as measured on two
/// processor cores with AVX-512.
const USUAL_PACE: f64 = 6e-11;

/// What the trainings of this computer took.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Pace {
    seconds: Option<f64>,
}

/// What a training on so many documents would be and cost.
pub fn estimate(
    shelf: &Shelf,
    model: &Here,
    card: &BackboneCard,
    plan: &AutoencoderPlan,
    documents: u64,
) -> Result<AutoencoderEstimate, Failure> {
    let settings = &plan.settings;
    let tokens = settings.steps * settings.batch_tokens as u64;
    let pace: Pace = json_file::load(&file(shelf))?;
    let speed = shelf.speeds()?.get(&model.id).map(|speed| speed.documents_per_s).filter(|&speed| speed > 0.0);
    Ok(AutoencoderEstimate {
        model: model.name.clone(),
        layer: plan.layer,
        layers: card.layers as u32,
        width: settings.width as u32,
        latents: settings.latents() as u32,
        k: settings.k as u32,
        documents,
        tokens,
        reading_s: speed.map(|speed| documents as f64 / speed),
        training_s: work_of(plan, tokens) * pace.seconds.unwrap_or(USUAL_PACE),
        disk_bytes: plan.disk_bytes(documents),
        free_bytes: free_disk(&plan.folder),
    })
}

/// Notes how long training on so many tokens took.
pub fn note(shelf: &Shelf, plan: &AutoencoderPlan, tokens: u64, seconds: f64) -> Result<(), JsonFileError> {
    let pace = seconds / work_of(plan, tokens);
    json_file::change(&file(shelf), |known: &mut Pace| known.seconds = Some(pace))
}

/// Tokens, each against all latents.
fn work_of(plan: &AutoencoderPlan, tokens: u64) -> f64 {
    tokens as f64 * plan.settings.latents() as f64 * plan.settings.width as f64
}

fn file(shelf: &Shelf) -> std::path::PathBuf {
    shelf.folders().config.join("training-pace.json")
}
