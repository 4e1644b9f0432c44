//! A batch through the autoencoder: which latents fire, and what they leave unexplained.

use rayon::prelude::*;

use super::parameters::Parameters;
use super::settings::TrainSettings;
use crate::autoencoder::Rule;
use crate::kernels::pack::PackedMatrix;
use crate::kernels::sparse::add_scaled;
use crate::kernels::{elementwise, matmul};

/// Pre-activations held at a time.
const BLOCK_VALUES: usize = 16 << 20;

/// One token's latents that fired, and the dead ones that are to explain what is left.
pub(super) struct Code {
    pub live: Vec<(u32, f32)>,
    pub revived: Vec<(u32, f32)>,
}

/// What is left of each token.
pub(super) struct Left {
    /// Row less what live latents explain: `[tokens][width]`.
    pub error: Vec<f32>,
    /// What revived latents say of that error, less the error: `[tokens][width]`; empty where nothing is dead.
    pub revival: Vec<f32>,
}

/// The latents of every row. `rows` have been scaled and centred.
pub(super) fn encode(
    settings: &TrainSettings,
    parameters: &Parameters,
    matrix: &PackedMatrix,
    rows: &[f32],
    dead: &[bool],
) -> Vec<Code> {
    let (width, latents) = (settings.width, settings.latents());
    let live = Rule::TopK { k: settings.k };
    let any_dead = settings.revival > 0.0 && settings.revival_k > 0 && dead.contains(&true);
    let block = (BLOCK_VALUES / latents).max(24);
    let mut codes = Vec::with_capacity(rows.len() / width);
    for rows in rows.chunks(block * width) {
        let mut pre = vec![0.0; rows.len() / width * latents];
        matmul::multiply(rows, matrix, 0..1, &mut [&mut pre]);
        elementwise::add_bias(&mut pre, &parameters.bias.weights);
        let one = |pre: &mut [f32]| {
            let live = live.pick(pre);
            let revived = if any_dead { revived(settings, pre, dead) } else { Vec::new() };
            Code { live, revived }
        };
        codes.par_extend(pre.par_chunks_exact_mut(latents).map(one));
    }
    codes
}

/// The strongest dead latents; `pre` is spoiled.
fn revived(settings: &TrainSettings, pre: &mut [f32], dead: &[bool]) -> Vec<(u32, f32)> {
    for (value, dead) in pre.iter_mut().zip(dead) {
        if !dead {
            *value = 0.0;
        }
    }
    Rule::TopK { k: settings.revival_k }.pick(pre)
}

/// What the codes leave of the rows.
pub(super) fn left(width: usize, parameters: &Parameters, rows: &[f32], codes: &[Code]) -> Left {
    let decoder = &parameters.decoder.weights;
    let row_of = |latent: u32| &decoder[latent as usize * width..(latent as usize + 1) * width];
    let mut error = rows.to_vec();
    error.par_chunks_exact_mut(width).zip(codes).for_each(|(error, code)| {
        for &(latent, value) in &code.live {
            add_scaled(error, -value, row_of(latent));
        }
    });
    if codes.iter().all(|code| code.revived.is_empty()) {
        return Left { error, revival: Vec::new() };
    }
    let mut revival: Vec<f32> = error.iter().map(|x| -x).collect();
    revival.par_chunks_exact_mut(width).zip(codes).for_each(|(revival, code)| {
        for &(latent, value) in &code.revived {
            add_scaled(revival, value, row_of(latent));
        }
    });
    Left { error, revival }
}

/// The sum of squares, row by row and then in f64.
pub(super) fn squares(rows: &[f32], width: usize) -> f64 {
    let of = |row: &[f32]| row.iter().map(|&x| f64::from(x) * f64::from(x)).sum::<f64>();
    let sums: Vec<f64> = rows.par_chunks_exact(width).map(of).collect();
    sums.into_iter().fold(0.0, |sum, x| sum + x)
}

/// The sum of each column, in f64.
pub(super) fn columns(rows: &[f32], width: usize) -> Vec<f64> {
    let mut sums = vec![0.0; width];
    for row in rows.chunks_exact(width) {
        for (sum, &x) in sums.iter_mut().zip(row) {
            *sum += f64::from(x);
        }
    }
    sums
}

/// The sum of squared distances from the mean row.
pub(super) fn variance(rows: &[f32], width: usize) -> f64 {
    let count = (rows.len() / width).max(1) as f64;
    let mean_square: f64 = columns(rows, width).iter().map(|sum| sum * sum).sum::<f64>() / count;
    (squares(rows, width) - mean_square).max(0.0)
}
