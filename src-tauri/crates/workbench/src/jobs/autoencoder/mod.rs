//! Training a sparse autoencoder on the pool, so that "Untangled neurons" works with any language model.
//!
//! The pool need not be read before: documents are drawn from it and read here, for one layer. The layer is the last but
//! one unless another is said, as published for this method (arXiv 2503.15573 v2, appendix: `layers.30` of 32; the results
//! hardly change from the middle of the model on). Continuing after a pause or a kill gives the very bytes that an
//! undisturbed training gives.

mod cost;
pub mod plan;
mod work;

use std::path::Path;

use activation::autoencoder::train::TrainSettings;
use activation::{BackboneCard, DeviceChoice, NumericProfile};

pub use plan::AutoencoderPlan;
pub use work::{forget, run};

use super::plan::JobPlan;
use crate::clock::now_ms;
use crate::models::card::{Card, look};
use crate::models::shelf::{Here, id_of_path};
use crate::operations::autoencoder::{AutoencoderEstimate, TrainAutoencoder};
use crate::operations::job::{JobState, Started};
use crate::operations::{Failure, FailureCode};
use crate::store::job;
use crate::workbench::Workbench;

/// What is trained where nothing else is said: a few minutes on two cores beside a small model.
mod usual {
    /// Documents.
    pub const DOCUMENTS: u64 = 2000;
    /// Tokens of each.
    pub const MAX_TOKENS: u32 = 120;
    /// Tokens to learn from in all: each is seen about five times.
    pub const TOKENS: u64 = 1_000_000;
    /// Latents for each number of a token's state.
    pub const EXPANSION: u32 = 8;
    /// Latents that fire at a token.
    pub const K: u32 = 32;
}

/// Fewer documents are refused: some are held out to measure by.
const FEWEST_DOCUMENTS: u64 = 16;

/// What a training would be and cost.
pub fn estimate(workbench: &Workbench, with: &TrainAutoencoder) -> Result<AutoencoderEstimate, Failure> {
    let (model, card, plan) = planned(workbench, workbench.shelf().find(&with.model)?, with)?;
    let documents = plan.documents.min(workbench.project()?.session.frame()?.len() as u64);
    cost::estimate(&workbench.shelf(), &model, &card, &plan, documents)
}

/// Queues a training.
pub fn start(workbench: &Workbench, with: &TrainAutoencoder) -> Result<Started, Failure> {
    let (.., plan) = planned(workbench, workbench.shelf().find(&with.model)?, with)?;
    workbench.project()?.jobs.queue(&JobPlan::Autoencoder(plan))
}

impl Workbench {
    /// Trains a sparse autoencoder with the model at a path, or lets the training go on that was asked for in the same
    /// words and did not end. `with.model` is not looked at.
    ///
    /// # Errors
    /// As the request to start one.
    pub fn train_autoencoder(
        &self,
        model: &Path,
        with: &TrainAutoencoder,
        device: DeviceChoice,
        threads: Option<usize>,
    ) -> Result<Started, Failure> {
        let (.., plan) = planned(self, self.shelf().at(model)?, with)?;
        let plan = AutoencoderPlan { device, threads, ..plan };
        let project = self.project()?;
        for found in project.session.read(job::all)? {
            let open = matches!(found.state, JobState::Paused | JobState::Failed);
            let known = JobPlan::from_json(&found.plan)?.training();
            if open && known.is_some_and(|known| known.is_asked_for_by(&plan)) {
                project.jobs.resume(found.job)?;
                return Ok(Started { job: found.job });
            }
        }
        project.jobs.queue(&JobPlan::Autoencoder(plan))
    }
}

fn planned(
    workbench: &Workbench,
    model: Here,
    with: &TrainAutoencoder,
) -> Result<(Here, BackboneCard, AutoencoderPlan), Failure> {
    let project = workbench.project()?;
    check(with)?;
    let card = match look(&model.path)? {
        Card::Backbone(card) => card,
        Card::Sentence(card) => return Err(Failure::new(FailureCode::NotALanguageModel).text("name", card.name)),
    };
    let most = card.layers.saturating_sub(1) as u32;
    let layer = with.layer.unwrap_or(card.layers.saturating_sub(2) as u32);
    within("layer", u64::from(layer), 0, u64::from(most))?;
    if project.session.frame()?.len() == 0 {
        return Err(work::too_little(0));
    }
    let threads = crate::settings_file::load(&workbench.folders)?.threads.map(|threads| threads as usize);
    let unique = format!("{} {} {}", now_ms(), std::process::id(), model.id);
    let plan = AutoencoderPlan {
        model: model.id.clone(),
        model_name: model.name.clone(),
        path: model.path.clone(),
        layer,
        settings: settings(card.hidden, with),
        documents: with.documents.unwrap_or(usual::DOCUMENTS),
        max_tokens: with.max_tokens.unwrap_or(usual::MAX_TOKENS),
        profile: if with.fast { NumericProfile::Bf16Fast } else { NumericProfile::F32 },
        device: crate::settings_file::device(&workbench.folders)?,
        threads,
        folder: workbench.folders.cache.join("trainings").join(id_of_path(unique.as_ref())),
        rows: None,
        backbone: None,
        is_read: false,
        place: None,
        curve: Vec::new(),
    };
    Ok((model, card, plan))
}

fn settings(width: usize, with: &TrainAutoencoder) -> TrainSettings {
    let tokens = with.tokens.unwrap_or(usual::TOKENS);
    let steps = tokens / TrainSettings::of(width, 1).batch_tokens as u64;
    let expansion = with.expansion.unwrap_or(usual::EXPANSION) as usize;
    let k = with.k.unwrap_or(usual::K) as usize;
    let settings = TrainSettings::expanded(width, steps.max(1), expansion);
    TrainSettings { k: k.min(settings.latents()), seed: with.seed, ..settings }
}

fn check(with: &TrainAutoencoder) -> Result<(), Failure> {
    within("expansion", u64::from(with.expansion.unwrap_or(usual::EXPANSION)), 1, 64)?;
    within("k", u64::from(with.k.unwrap_or(usual::K)), 1, 256)?;
    within("documents", with.documents.unwrap_or(usual::DOCUMENTS), FEWEST_DOCUMENTS, 100_000)?;
    within("tokens", with.tokens.unwrap_or(usual::TOKENS), 2048, 100_000_000)?;
    within("max_tokens", u64::from(with.max_tokens.unwrap_or(usual::MAX_TOKENS)), 8, 4096)
}

fn within(name: &str, value: u64, least: u64, most: u64) -> Result<(), Failure> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let failure = Failure::new(FailureCode::BadSetting).text("name", name);
    Err(failure.number("least", least as f64).number("most", most as f64))
}
