//! Gradients of a batch, and the step against them, latent by latent.
//!
//! With e = x' - Σ a·W and h = Σ a°·W° - e (° for revived latents, e held fixed), the loss is (Σ|e|² + revival·share·Σ|h|²) / V.
//! So for a live latent of a token dL/da = c·(e·W) with c = -2/V, and dL/dW = c·a·e; for a revived one likewise with h
//! and c° = 2·revival·share/V. Pre-activations have the same derivative, being more than zero.

use rayon::prelude::*;

use super::adam;
use super::forward::{Code, Left, columns};
use super::parameters::{LearnedRun, Parameters};
use super::start::make_unit;
use crate::kernels::sparse::{AdamStep, add_scaled, dot};

/// Latents that one job updates.
const LATENTS: usize = 64;

/// A batch, forward pass done.
pub(super) struct Batch<'a> {
    pub width: usize,
    /// Scaled and centred, `[tokens][width]`.
    pub rows: &'a [f32],
    pub codes: &'a [Code],
    pub left: &'a Left,
    /// c and c° above.
    pub factors: [f32; 2],
}

/// One latent that fired at one token.
#[derive(Clone, Copy)]
struct Firing {
    token: u32,
    revived: bool,
    /// Its activation.
    value: f32,
    /// dL/d(pre-activation).
    delta: f32,
}

/// All firings, those of a latent side by side in the order of tokens.
struct Firings {
    /// Where each latent's begin, and the end.
    starts: Vec<usize>,
    firings: Vec<Firing>,
}

impl Batch<'_> {
    fn upstream(&self, token: usize, revived: bool) -> &[f32] {
        let rows = if revived { &self.left.revival } else { &self.left.error };
        &rows[token * self.width..(token + 1) * self.width]
    }

    /// One step of everything that is learned.
    pub fn step(&self, parameters: &mut Parameters, adam: AdamStep) {
        let firings = self.firings(parameters);
        let Parameters { encoder, bias, decoder, centre } = parameters;
        let runs = encoder.runs(LATENTS * self.width).zip(bias.runs(LATENTS)).zip(decoder.runs(LATENTS * self.width));
        let pulls: Vec<Vec<f32>> = runs
            .enumerate()
            .map(|(run, ((encoder, bias), decoder))| {
                self.step_latents(run * LATENTS, encoder, bias, decoder, &firings, adam)
            })
            .collect();
        let factor = f64::from(self.factors[0]);
        let mut gradient: Vec<f32> =
            columns(&self.left.error, self.width).into_iter().map(|sum| (factor * sum) as f32).collect();
        for pull in &pulls {
            add_scaled(&mut gradient, -1.0, pull);
        }
        adam::apply(adam, &mut centre.whole(), &gradient);
    }

    fn firings(&self, parameters: &Parameters) -> Firings {
        let decoder = &parameters.decoder.weights;
        let row_of = |latent: u32| &decoder[latent as usize * self.width..(latent as usize + 1) * self.width];
        let of = |(token, code): (usize, &Code)| -> Vec<(u32, Firing)> {
            let one = |&(latent, value): &(u32, f32), revived: bool| {
                let factor = self.factors[usize::from(revived)];
                let delta = factor * dot(self.upstream(token, revived), row_of(latent));
                (latent, Firing { token: token as u32, revived, value, delta })
            };
            let live = code.live.iter().map(|entry| one(entry, false));
            live.chain(code.revived.iter().map(|entry| one(entry, true))).collect()
        };
        let tokens: Vec<Vec<(u32, Firing)>> = self.codes.par_iter().enumerate().map(of).collect();
        Firings::gather(&tokens, parameters.bias.weights.len())
    }

    /// A run of latents; gives what they pull on the centre through the encoder.
    fn step_latents(
        &self,
        first: usize,
        mut encoder: LearnedRun<'_>,
        mut bias: LearnedRun<'_>,
        mut decoder: LearnedRun<'_>,
        firings: &Firings,
        adam: AdamStep,
    ) -> Vec<f32> {
        let width = self.width;
        let mut pull = vec![0.0; width];
        let (mut to_encoder, mut to_decoder) = (vec![0.0; width], vec![0.0; width]);
        for place in 0..bias.weights.len() {
            to_encoder.fill(0.0);
            to_decoder.fill(0.0);
            let mut to_bias = 0.0;
            for firing in firings.of(first + place) {
                let token = firing.token as usize;
                let factor = self.factors[usize::from(firing.revived)];
                add_scaled(&mut to_decoder, factor * firing.value, self.upstream(token, firing.revived));
                add_scaled(&mut to_encoder, firing.delta, &self.rows[token * width..(token + 1) * width]);
                to_bias += firing.delta;
            }
            let (mut encoder, mut decoder) = (encoder.part(place * width, width), decoder.part(place * width, width));
            add_scaled(&mut pull, to_bias, encoder.weights);
            // The length of a decoder's row is fixed: what would change it is taken out.
            let along = dot(&to_decoder, decoder.weights);
            add_scaled(&mut to_decoder, -along, decoder.weights);
            adam::apply(adam, &mut encoder, &to_encoder);
            adam::apply(adam, &mut bias.part(place, 1), &[to_bias]);
            adam::apply(adam, &mut decoder, &to_decoder);
            make_unit(decoder.weights);
        }
        pull
    }
}

impl Firings {
    fn gather(tokens: &[Vec<(u32, Firing)>], latents: usize) -> Self {
        let mut starts = vec![0; latents + 1];
        for (latent, _) in tokens.iter().flatten() {
            starts[*latent as usize + 1] += 1;
        }
        for latent in 0..latents {
            starts[latent + 1] += starts[latent];
        }
        let mut next = starts.clone();
        let nothing = Firing { token: 0, revived: false, value: 0.0, delta: 0.0 };
        let mut firings = vec![nothing; starts[latents]];
        for &(latent, firing) in tokens.iter().flatten() {
            firings[next[latent as usize]] = firing;
            next[latent as usize] += 1;
        }
        Self { starts, firings }
    }

    fn of(&self, latent: usize) -> &[Firing] {
        &self.firings[self.starts[latent]..self.starts[latent + 1]]
    }
}
