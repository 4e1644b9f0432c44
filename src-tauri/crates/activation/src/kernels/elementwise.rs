//! What is done element by element: residual sums, biases, gates, embedding rows.

use rayon::prelude::*;

use super::exponent::sigmoid;
use super::isa::{for_each_isa, mul_add};

/// Elements of a job: large enough that handing it over costs nothing.
const JOB: usize = 16 * 1024;

/// The gates whose whole formula is an exponential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// x · sigmoid(x).
    Silu,
    /// Gaussian error linear unit by its tanh approximation.
    GeluTanh,
}

/// `rows += more`.
///
/// # Panics
/// When the lengths differ.
pub fn add(rows: &mut [f32], more: &[f32]) {
    assert_eq!(rows.len(), more.len(), "both have the same shape");
    rows.par_chunks_mut(JOB).zip(more.par_chunks(JOB)).for_each(|(rows, more)| add_some(rows, more));
}

/// `rows += bias` in every row of `bias.len()` columns.
///
/// # Panics
/// When `bias` is empty.
pub fn add_bias(rows: &mut [f32], bias: &[f32]) {
    rows.par_chunks_mut(bias.len()).with_min_len(32).for_each(|row| add_some(row, bias));
}

/// `gate = activation(gate) · up`.
///
/// # Panics
/// When the lengths differ.
pub fn gated(activation: Gate, gate: &mut [f32], up: &[f32]) {
    assert_eq!(gate.len(), up.len(), "both have the same shape");
    let one = match activation {
        Gate::Silu => silu_some,
        Gate::GeluTanh => gelu_tanh_some,
    };
    gate.par_chunks_mut(JOB).zip(up.par_chunks(JOB)).for_each(|(gate, up)| one(gate, up));
}

/// `out[t] = table[tokens[t]] · scale`, rows of `width` columns.
///
/// # Panics
/// When a token lies outside the table, or `out` has another shape.
pub fn embed(table: &[f32], width: usize, tokens: &[u32], scale: f32, out: &mut [f32]) {
    assert_eq!(out.len(), tokens.len() * width, "one row a token");
    for (out, &token) in out.chunks_exact_mut(width).zip(tokens) {
        let row = &table[token as usize * width..(token as usize + 1) * width];
        for (out, value) in out.iter_mut().zip(row) {
            *out = value * scale;
        }
    }
}

for_each_isa! {
    fn add_some(rows: &mut [f32], more: &[f32]) = add_body
}

#[inline(always)]
fn add_body<const FUSED: bool>(rows: &mut [f32], more: &[f32]) {
    for (row, more) in rows.iter_mut().zip(more) {
        *row += more;
    }
}

for_each_isa! {
    fn silu_some(gate: &mut [f32], up: &[f32]) = silu_body
}

#[inline(always)]
fn silu_body<const FUSED: bool>(gate: &mut [f32], up: &[f32]) {
    for (gate, up) in gate.iter_mut().zip(up) {
        *gate = *gate * sigmoid::<FUSED>(*gate) * up;
    }
}

for_each_isa! {
    fn gelu_tanh_some(gate: &mut [f32], up: &[f32]) = gelu_tanh_body
}

/// With u = sqrt(2/pi) (x + 0.044715 x³): (1 + tanh u) / 2 is sigmoid(2u).
#[inline(always)]
fn gelu_tanh_body<const FUSED: bool>(gate: &mut [f32], up: &[f32]) {
    const TWICE_ROOT: f32 = 1.595_769_2;
    for (gate, up) in gate.iter_mut().zip(up) {
        let x = *gate;
        let cubic = mul_add::<FUSED>(0.044_715 * x * x, x, x);
        *gate = x * sigmoid::<FUSED>(TWICE_ROOT * cubic) * up;
    }
}
