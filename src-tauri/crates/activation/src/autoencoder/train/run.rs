//! A whole training as a job runs it: rounds of documents, batches of their tokens, a place to pause at.

use std::path::{Path, PathBuf};

use super::error::TrainError;
use super::plan::{Place, Plan};
use super::settings::TrainSettings;
use super::state;
use super::trainer::{Progress, Quality, Trainer};
use crate::autoencoder::{AutoencoderError, Hookpoint};

/// What the caller wants after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The next step.
    GoOn,
    /// Nothing more for now; the training can be saved and gone on with.
    Here,
}

/// Gives the rows of all tokens of some documents, `[tokens][width]`.
pub type Read<'a, E> = dyn FnMut(&[usize]) -> Result<Vec<f32>, E> + 'a;

/// A training with its plan.
pub struct Run {
    settings: TrainSettings,
    plan: Plan,
    place: Place,
    trainer: Option<Trainer>,
}

impl Run {
    /// A training that has not begun.
    ///
    /// # Errors
    /// [`TrainError::Setting`].
    pub fn begin(settings: TrainSettings, plan: Plan) -> Result<Self, TrainError> {
        settings.check()?;
        if plan.documents == 0 || plan.round_documents == 0 {
            let found = plan.documents.min(plan.round_documents).to_string();
            return Err(TrainError::Setting { setting: "the number of documents", found, wanted: "1 or more".into() });
        }
        Ok(Self { settings, plan, place: Place::default(), trainer: None })
    }

    /// A training that was saved: it goes on as if it had never stopped.
    ///
    /// # Errors
    /// [`TrainError::OtherState`] when it was saved with other settings or another plan; else as a model's file.
    pub fn resume(path: &Path, settings: TrainSettings, plan: Plan) -> Result<Self, AutoencoderError> {
        let (trainer, place) = state::load(path, &settings, plan)?;
        Ok(Self { settings, plan, place, trainer: Some(trainer) })
    }

    /// Trains until all steps are done (then `true`) or `watch` says to stop (then `false`).
    ///
    /// `read` gives the rows of all tokens of some documents, `[tokens][width]`, the same ones whenever it is asked for
    /// these documents.
    ///
    /// # Errors
    /// Whatever `read` reports; [`TrainError`]. The steps before it are done, and can be saved.
    pub fn advance<E: From<TrainError>>(
        &mut self,
        read: &mut Read<'_, E>,
        watch: &mut dyn FnMut(&Progress) -> Stop,
    ) -> Result<bool, E> {
        let mut barren = 0;
        while !self.is_done() {
            let rows = read(&self.plan.documents_of(self.place.round))?;
            let width = self.settings.width;
            if !rows.len().is_multiple_of(width) {
                return Err(TrainError::Rows { found: rows.len(), width }.into());
            }
            let rows = self.plan.shuffled(self.place.round, &rows, width);
            let batches = Plan::batches(rows.len() / width, self.settings.batch_tokens);
            barren = if batches.is_empty() { barren + 1 } else { 0 };
            if barren > self.plan.rounds_of_a_pass() {
                return Err(TrainError::Rows { found: 0, width }.into());
            }
            for batch in batches.into_iter().skip(self.place.batch) {
                let progress = self.step(&rows[batch.start * width..batch.end * width])?;
                self.place.batch += 1;
                if watch(&progress) == Stop::Here {
                    return Ok(self.is_done());
                }
                if self.is_done() {
                    return Ok(true);
                }
            }
            self.place = Place { round: self.place.round + 1, batch: 0 };
        }
        Ok(true)
    }

    fn step(&mut self, rows: &[f32]) -> Result<Progress, TrainError> {
        match &mut self.trainer {
            Some(trainer) => trainer.step(rows),
            None => self.trainer.insert(Trainer::begin(&self.settings, rows)?).step(rows),
        }
    }

    /// Whether all steps are done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.trainer.as_ref().is_some_and(Trainer::is_done)
    }

    /// Saves it whole or not at all; gives `false`, and writes nothing, before the first step.
    ///
    /// # Errors
    /// [`TrainError::Io`].
    pub fn save(&self, path: &Path) -> Result<bool, TrainError> {
        let Some(trainer) = &self.trainer else {
            return Ok(false);
        };
        state::save(trainer, self.plan, self.place, path).map(|()| true)
    }

    /// How well rows are explained by now; nothing before the first step.
    ///
    /// # Errors
    /// As [`Trainer::quality`].
    pub fn quality(&self, rows: &[f32]) -> Result<Option<Quality>, TrainError> {
        self.trainer.as_ref().map(|trainer| trainer.quality(rows)).transpose()
    }

    /// Writes the autoencoder in sparsify's format and gives its folder; nothing before the first step.
    ///
    /// # Errors
    /// As [`Trainer::publish`].
    pub fn publish(&self, folder: &Path, hookpoint: Hookpoint) -> Result<Option<PathBuf>, TrainError> {
        self.trainer.as_ref().map(|trainer| trainer.publish(folder, hookpoint)).transpose()
    }
}
