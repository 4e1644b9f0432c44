//! One training: its parameters, how far it is, and one step at a time.

use super::batch::Batch;
use super::error::TrainError;
use super::forward::{encode, left, squares, variance};
use super::parameters::Parameters;
use super::settings::TrainSettings;
use super::start::{self, Start, length};
use crate::kernels::pack::{PackedMatrix, WeightFormat};
use crate::kernels::sparse::AdamStep;
use rayon::prelude::*;

/// A `TopK` autoencoder in the making. Runs on the rayon pool that it is called from.
#[derive(Debug, Clone, PartialEq)]
pub struct Trainer {
    pub(super) settings: TrainSettings,
    pub(super) start: Start,
    pub(super) parameters: Parameters,
    /// Steps done.
    pub(super) step: u64,
    /// Tokens since each latent last fired.
    pub(super) silent: Vec<u64>,
    /// Rows trained on.
    pub(super) tokens: u64,
    /// Rows left out for being too long.
    pub(super) left_out: u64,
}

/// How a training stands after a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Steps done.
    pub step: u64,
    /// Steps in all.
    pub steps: u64,
    /// Share of the batch's variance that is not explained.
    pub unexplained: f64,
    /// The revival's loss on the same scale, its weight not applied; 0 where nothing is dead.
    pub revival: f64,
    /// Latents that have not fired for long.
    pub dead: usize,
    /// Rows trained on.
    pub tokens: u64,
    /// Rows left out for being more than ten times as long as the median one.
    pub left_out: u64,
}

/// How well an autoencoder explains rows that it was not trained on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quality {
    /// Share of the rows' variance that is not explained.
    pub unexplained: f64,
    /// Latents that fire at a token, on average.
    pub active: f64,
    /// Latents that fire at none of these rows.
    pub silent: usize,
    /// Rows looked at.
    pub tokens: usize,
    /// Rows left out for being too long.
    pub left_out: usize,
}

impl Trainer {
    /// Begins on a first batch, which sets scale and centre but is not trained on yet.
    ///
    /// # Errors
    /// [`TrainError`] for settings or rows that nothing can be learned with.
    pub fn begin(settings: &TrainSettings, rows: &[f32]) -> Result<Self, TrainError> {
        settings.check()?;
        check(settings, rows, 0)?;
        let (start, parameters) = start::begin(settings, rows);
        let silent = vec![0; settings.latents()];
        Ok(Self { settings: settings.clone(), start, parameters, step: 0, silent, tokens: 0, left_out: 0 })
    }

    /// What it is trained with.
    #[must_use]
    pub const fn settings(&self) -> &TrainSettings {
        &self.settings
    }

    /// Whether all steps are done.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.step >= self.settings.steps
    }

    /// One step on a batch.
    ///
    /// # Shapes
    /// `rows` is `[tokens, width]`, as the backbone gave them.
    ///
    /// # Errors
    /// [`TrainError::Rows`], [`TrainError::AllSame`], [`TrainError::NotFinite`]; the step is then not done.
    pub fn step(&mut self, rows: &[f32]) -> Result<Progress, TrainError> {
        check(&self.settings, rows, self.step)?;
        let width = self.settings.width;
        let (rows, long) = self.ready(rows);
        let total = variance(&rows, width);
        if total <= 0.0 {
            return Err(TrainError::AllSame { rows: rows.len() / width });
        }
        let dead = self.dead();
        let codes = encode(&self.settings, &self.parameters, &self.matrix(), &rows, &dead);
        let left = left(width, &self.parameters, &rows, &codes);
        let (unexplained, revival) = (squares(&left.error, width) / total, squares(&left.revival, width) / total);
        if !(unexplained.is_finite() && revival.is_finite()) {
            return Err(TrainError::NotFinite { step: self.step });
        }
        let count = dead.iter().filter(|&&dead| dead).count();
        let share = (count as f64 / self.settings.revival_k.max(1) as f64).min(1.0);
        let revived = 2.0 * f64::from(self.settings.revival) * share / total;
        let factors = [(-2.0 / total) as f32, revived as f32];
        let adam = AdamStep::at(self.step, self.settings.rate(self.step));
        Batch { width, rows: &rows, codes: &codes, left: &left, factors }.step(&mut self.parameters, adam);
        let tokens = codes.len() as u64;
        self.count(codes.iter().flat_map(|code| &code.live).map(|&(latent, _)| latent), tokens);
        (self.step, self.left_out) = (self.step + 1, self.left_out + long as u64);
        Ok(self.progress(unexplained, revival))
    }

    /// How well rows are explained; nothing is learned.
    ///
    /// # Errors
    /// As [`Trainer::step`].
    pub fn quality(&self, rows: &[f32]) -> Result<Quality, TrainError> {
        check(&self.settings, rows, self.step)?;
        let width = self.settings.width;
        let (rows, left_out) = self.ready(rows);
        let codes = encode(&self.settings, &self.parameters, &self.matrix(), &rows, &[]);
        let left = left(width, &self.parameters, &rows, &codes);
        let mut silent = vec![true; self.settings.latents()];
        for &(latent, _) in codes.iter().flat_map(|code| &code.live) {
            silent[latent as usize] = false;
        }
        let active: usize = codes.iter().map(|code| code.live.len()).sum();
        Ok(Quality {
            unexplained: squares(&left.error, width) / variance(&rows, width),
            active: active as f64 / codes.len() as f64,
            silent: silent.iter().filter(|&&silent| silent).count(),
            tokens: codes.len(),
            left_out,
        })
    }

    /// Rows scaled and centred, and how many were left out for their length.
    fn ready(&self, rows: &[f32]) -> (Vec<f32>, usize) {
        let (width, Start { scale, longest }) = (self.settings.width, self.start);
        let kept: Vec<&[f32]> = rows.chunks_exact(width).filter(|row| length(row) <= longest).collect();
        let centre = &self.parameters.centre.weights;
        let one = |row: &&[f32]| row.iter().zip(centre).map(|(x, c)| x * scale - c).collect::<Vec<f32>>();
        let ready: Vec<Vec<f32>> = kept.par_iter().map(one).collect();
        (ready.concat(), rows.len() / width - kept.len())
    }

    fn matrix(&self) -> PackedMatrix {
        let (width, latents) = (self.settings.width, self.settings.latents());
        let mut matrix = PackedMatrix::zeroed(WeightFormat::F32, width, &[latents]);
        matrix.fill(0, &self.parameters.encoder.weights);
        matrix
    }

    fn dead(&self) -> Vec<bool> {
        self.silent.iter().map(|&tokens| tokens > self.settings.dead_after_tokens).collect()
    }

    fn count(&mut self, fired: impl Iterator<Item = u32>, tokens: u64) {
        self.silent.iter_mut().for_each(|silent| *silent += tokens);
        for latent in fired {
            self.silent[latent as usize] = 0;
        }
        self.tokens += tokens;
    }

    fn progress(&self, unexplained: f64, revival: f64) -> Progress {
        Progress {
            step: self.step,
            steps: self.settings.steps,
            unexplained,
            revival,
            dead: self.dead().into_iter().filter(|&dead| dead).count(),
            tokens: self.tokens,
            left_out: self.left_out,
        }
    }
}

/// Whether these are rows that something can be learned from.
fn check(settings: &TrainSettings, rows: &[f32], step: u64) -> Result<(), TrainError> {
    let width = settings.width;
    if rows.is_empty() || !rows.len().is_multiple_of(width) {
        return Err(TrainError::Rows { found: rows.len(), width });
    }
    if !rows.iter().all(|x| x.is_finite()) {
        return Err(TrainError::NotFinite { step });
    }
    if rows.chunks_exact(width).all(|row| row == &rows[..width]) {
        return Err(TrainError::AllSame { rows: rows.len() / width });
    }
    Ok(())
}
