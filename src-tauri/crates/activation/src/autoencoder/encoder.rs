//! The encoder half of an autoencoder: rows of a backbone's residual stream to a few latents each, and documents to the mean
//! over their tokens (MONA, arXiv 2503.15573 v2, equation 7).
//!
//! A row's latents do not depend on the rows beside it, nor on the number of threads.

use std::ops::Range;

use rayon::prelude::*;

use super::{AutoencoderError, Rule};
use crate::kernels::elementwise;
use crate::kernels::matmul;
use crate::kernels::pack::{PackedMatrix, WeightFormat};

/// Latents that are packed at a time: bounds the copy that is made while a file is read.
const PART_LATENTS: usize = 4096;
/// Pre-activations held at a time.
const BLOCK_VALUES: usize = 16 << 20;

/// What an encoder is made of, checked and ready.
pub struct EncoderParts {
    /// Subtracted from every row first: `[width]`.
    pub centre: Option<Vec<f32>>,
    /// `[latents]`.
    pub bias: Vec<f32>,
    /// What pre-activations are multiplied by after the bias: `[latents]`.
    pub scale: Option<Vec<f32>>,
    /// Which latents count.
    pub rule: Rule,
}

/// An encoder, packed for this processor.
pub struct Encoder {
    parts: EncoderParts,
    matrix: PackedMatrix,
}

impl Encoder {
    /// Packs an encoder of rows `width` wide. `fill(latents, rows)` writes the weights of a run of latents,
    /// `[latents.len()][width]`; runs are asked for in order, so that a file is never copied whole.
    #[must_use]
    pub fn new(width: usize, parts: EncoderParts, mut fill: impl FnMut(Range<usize>, &mut [f32])) -> Self {
        let latents = parts.bias.len();
        let runs: Vec<Range<usize>> =
            (0..latents).step_by(PART_LATENTS).map(|start| start..latents.min(start + PART_LATENTS)).collect();
        let outputs: Vec<usize> = runs.iter().map(Range::len).collect();
        let mut matrix = PackedMatrix::zeroed(WeightFormat::F32, width, &outputs);
        let mut rows = vec![0.0; outputs.first().map_or(0, |&most| most * width)];
        for (part, run) in runs.into_iter().enumerate() {
            let rows = &mut rows[..run.len() * width];
            fill(run, rows);
            matrix.fill(part, rows);
        }
        Self { parts, matrix }
    }

    /// Width of the rows that are read.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.matrix.inputs()
    }

    /// How many latents there are.
    #[must_use]
    pub const fn latents(&self) -> usize {
        self.parts.bias.len()
    }

    /// Which latents count.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        &self.parts.rule
    }

    /// Each token's latents, rising, none of them zero.
    ///
    /// # Shapes
    /// `rows` is `[tokens, width]`.
    ///
    /// # Errors
    /// [`AutoencoderError::NotFinite`] for a row that is infinite or no number.
    ///
    /// # Panics
    /// When `rows` are no whole rows.
    pub fn encode(&self, rows: &[f32]) -> Result<Vec<Vec<(u32, f32)>>, AutoencoderError> {
        assert!(rows.len().is_multiple_of(self.width()), "rows are as wide as the encoder reads");
        let block = (BLOCK_VALUES / self.latents().max(1)).max(24);
        let mut codes = Vec::with_capacity(rows.len() / self.width());
        for rows in rows.chunks(block * self.width()) {
            let first = codes.len();
            let blocks = self.pre_activations(rows);
            let one = |token| self.code_of(&blocks, token).ok_or(AutoencoderError::NotFinite { token: first + token });
            let some: Result<Vec<_>, _> = (0..rows.len() / self.width()).into_par_iter().map(one).collect();
            codes.append(&mut some?);
        }
        Ok(codes)
    }

    /// The mean of each document's codes over its tokens: latents rising.
    ///
    /// # Shapes
    /// `rows` is `[tokens, width]`; `spans` are each document's rows, not empty.
    ///
    /// # Errors
    /// As [`Encoder::encode`].
    pub fn means(&self, rows: &[f32], spans: &[Range<usize>]) -> Result<Vec<Vec<(u32, f32)>>, AutoencoderError> {
        let codes = self.encode(rows)?;
        let scratch = || vec![0.0f64; self.latents()];
        let one = |sums: &mut Vec<f64>, span: &Range<usize>| mean(&codes[span.clone()], sums);
        Ok(spans.par_iter().map_init(scratch, one).collect())
    }

    /// One block `[tokens][latents of the part]` for each part of the matrix, without bias.
    fn pre_activations(&self, rows: &[f32]) -> Vec<Vec<f32>> {
        let tokens = rows.len() / self.width();
        let centred = self.parts.centre.as_ref().map(|centre| {
            let negative: Vec<f32> = centre.iter().map(|value| -value).collect();
            let mut rows = rows.to_vec();
            elementwise::add_bias(&mut rows, &negative);
            rows
        });
        let rows = centred.as_deref().unwrap_or(rows);
        let parts = 0..self.matrix.parts();
        let mut blocks: Vec<Vec<f32>> =
            parts.clone().map(|part| vec![0.0; tokens * self.matrix.outputs(part)]).collect();
        let mut outputs: Vec<&mut [f32]> = blocks.iter_mut().map(Vec::as_mut_slice).collect();
        matmul::multiply(rows, &self.matrix, parts, &mut outputs);
        blocks
    }

    /// One token's latents; nothing where a number is not finite.
    fn code_of(&self, blocks: &[Vec<f32>], token: usize) -> Option<Vec<(u32, f32)>> {
        let mut pre = Vec::with_capacity(self.latents());
        for (part, block) in blocks.iter().enumerate() {
            let width = self.matrix.outputs(part);
            pre.extend_from_slice(&block[token * width..(token + 1) * width]);
        }
        for (value, bias) in pre.iter_mut().zip(&self.parts.bias) {
            *value += bias;
        }
        if let Some(scale) = &self.parts.scale {
            for (value, scale) in pre.iter_mut().zip(scale) {
                *value *= scale;
            }
        }
        pre.iter().all(|value| value.is_finite()).then(|| self.parts.rule.pick(&pre))
    }
}

/// The mean of some codes, summed token by token; `sums` is all zeros before and after.
fn mean(codes: &[Vec<(u32, f32)>], sums: &mut [f64]) -> Vec<(u32, f32)> {
    let mut touched: Vec<u32> = Vec::new();
    for &(latent, value) in codes.iter().flatten() {
        let sum = &mut sums[latent as usize];
        if *sum == 0.0 {
            touched.push(latent);
        }
        *sum += f64::from(value);
    }
    touched.sort_unstable();
    touched.dedup();
    let tokens = codes.len() as f64;
    let mean = touched.iter().map(|&latent| (latent, (sums[latent as usize] / tokens) as f32)).collect();
    for latent in touched {
        sums[latent as usize] = 0.0;
    }
    mean
}
