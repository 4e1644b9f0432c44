//! The arithmetic of the decoder behind one small trait, so that one forward pass runs on candle tensors (any device)
//! and on packed, fused processor kernels.
//!
//! Tokens of all documents of a batch lie one after the other, without padding: activations are `[tokens, width]`.
//! Nothing in here knows a model family; there is no key-value cache because documents are read once.
//!
//! An implementation may fuse freely behind these names: several linear maps that read the same input arrive as one
//! [`Ops::Linear`], owned arguments may be changed in place, and everything that depends on the batch alone is
//! prepared once in [`Ops::Plan`].

pub mod packed;
pub mod room;
pub mod tensor;

use std::ops::Range;

use candle_core::cpu::erf::erf_f32;

use crate::error::OpsError;
use crate::weights::Weight;

/// The non-linearity of the feed-forward gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// x · sigmoid(x).
    Silu,
    /// Gaussian error linear unit, tanh approximation.
    GeluTanh,
    /// Gaussian error linear unit, by the error function.
    Gelu,
}

impl Activation {
    /// Of one number.
    #[must_use]
    pub fn of(self, x: f32) -> f32 {
        const TWICE_ROOT: f32 = 1.595_769_2; // 2 sqrt(2 / pi)
        match self {
            Self::Silu => x / (1.0 + (-x).exp()),
            Self::GeluTanh => x / (1.0 + (-TWICE_ROOT * (x + 0.044_715 * x * x * x)).exp()),
            Self::Gelu => 0.5 * x * (1.0 + erf_f32(x * std::f32::consts::FRAC_1_SQRT_2)),
        }
    }
}

/// How attention divides its rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heads {
    /// Query heads.
    pub queries: usize,
    /// Key and value heads; each serves `queries / keys` query heads that follow each other.
    pub keys: usize,
    /// Width of one head.
    pub width: usize,
    /// What query-key products are multiplied by before the softmax.
    pub scale: f32,
    /// A token sees itself and the `window - 1` tokens before it; all before it where there is none.
    pub window: Option<usize>,
}

/// Cosines and sines of one kind of rotary embedding, `[positions][half]` each, `half` = head width / 2.
///
/// Halves are rotated (`x[i]` with `x[i + half]`), as Hugging Face checkpoints expect, not neighbours.
#[derive(Debug, Clone)]
pub struct RopeTable {
    /// Half a head's width.
    pub half: usize,
    /// `[positions][half]`, attention scaling included.
    pub cos: Vec<f32>,
    /// Likewise.
    pub sin: Vec<f32>,
}

/// One batch of documents, packed.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// Token ids of all documents, one after the other.
    pub tokens: &'a [u32],
    /// Each document's rows in `tokens`: not empty, in order, without gaps.
    pub spans: &'a [Range<usize>],
    /// The kinds of rotary embedding the model has (usually one; Gemma 3 has two), each at least as long as the
    /// longest document.
    pub ropes: &'a [RopeTable],
}

/// One linear map of an [`Ops::Linear`].
pub struct Part {
    /// `[outputs, inputs]`, as in checkpoints.
    pub weight: Weight,
    /// `[outputs]`.
    pub bias: Option<Vec<f32>>,
}

/// How a model predicted one token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TokenLikelihood {
    /// Negative log-likelihood of the token that came, nats.
    pub loss: f64,
    /// Entropy of the prediction, nats.
    pub entropy: f64,
}

impl TokenLikelihood {
    /// From a row's greatest score, the sum of e^(score - greatest) and that of (score - greatest) · e^(score -
    /// greatest).
    #[must_use]
    pub fn from_sums([greatest, sum, weighted]: [f64; 3], came: f32) -> Self {
        let log_sum = sum.ln();
        Self { loss: log_sum + greatest - f64::from(came), entropy: log_sum - weighted / sum }
    }
}

/// What a decoder computes with. Sums are f32 or wider in every implementation; a document's rows depend on its own
/// tokens alone.
pub trait Ops: Send + Sync {
    /// Activations, `[tokens, width]`.
    type Rows;
    /// One or several linear maps of the same input, made ready at load.
    type Linear: Send + Sync;
    /// A norm's weight with its epsilon, made ready at load.
    type Norm: Send + Sync;
    /// The token embedding table.
    type Table: Send + Sync;
    /// A batch made ready: spans, rope values, masks.
    type Plan;

    /// In words, for people: "CPU, packed AVX-512 kernels".
    fn label(&self) -> String;

    /// How many tokens a batch should hold at most, while the device's memory lasts ([`room::Room`]).
    fn batch_tokens(&self) -> usize;

    /// Takes linear maps that read the same input. The originals may be dropped once packed.
    ///
    /// # Errors
    /// [`OpsError`] when the device has no room.
    fn linear(&self, parts: Vec<Part>) -> Result<Self::Linear, OpsError>;

    /// Takes a root-mean-square norm's weight (what is multiplied by: a family's `1 + w` is already done).
    ///
    /// # Errors
    /// [`OpsError`] when the device has no room.
    fn norm(&self, weight: Vec<f32>, epsilon: f32) -> Result<Self::Norm, OpsError>;

    /// Takes the embedding table, `[vocabulary, hidden]`.
    ///
    /// # Errors
    /// [`OpsError`] when the device has no room.
    fn table(&self, weight: Weight) -> Result<Self::Table, OpsError>;

    /// Prepares a batch once for all layers.
    ///
    /// # Errors
    /// [`OpsError`] when the device has no room.
    fn plan(&self, batch: Batch<'_>) -> Result<Self::Plan, OpsError>;

    /// The batch's tokens as rows of the table times `scale`: `[tokens, hidden]`.
    ///
    /// # Errors
    /// [`OpsError`] from the device. Token ids are within the table (checked when the tokenizer is loaded).
    fn embed(&self, table: &Self::Table, plan: &Self::Plan, scale: f32) -> Result<Self::Rows, OpsError>;

    /// x / sqrt(mean(x²) + epsilon) · weight, row by row.
    ///
    /// # Errors
    /// [`OpsError`] from the device.
    fn rms_norm(&self, norm: &Self::Norm, rows: &Self::Rows) -> Result<Self::Rows, OpsError>;

    /// The same within each run of columns as wide as the norm's weight (one head): the q/k norm of some families.
    ///
    /// # Errors
    /// [`OpsError`] from the device.
    fn head_norm(&self, norm: &Self::Norm, rows: Self::Rows) -> Result<Self::Rows, OpsError>;

    /// `rows · weightᵀ + bias` for the parts in `wanted` (never empty), in their order; the others are not computed.
    ///
    /// # Errors
    /// [`OpsError`] from the device.
    fn project(
        &self,
        linear: &Self::Linear,
        wanted: Range<usize>,
        rows: &Self::Rows,
    ) -> Result<Vec<Self::Rows>, OpsError>;

    /// Turns every head of every row by its token's position in its document; `rope` is an index into
    /// [`Batch::ropes`].
    ///
    /// # Errors
    /// [`OpsError`] from the device.
    fn rotate(&self, rows: Self::Rows, plan: &Self::Plan, rope: usize) -> Result<Self::Rows, OpsError>;

    /// Causal attention inside each document.
    ///
    /// # Shapes
    /// `q` is `[tokens, queries * width]`, `k` and `v` `[tokens, keys * width]`; the result is as `q`.
    ///
    /// # Errors
    /// [`OpsError`] from the device.
    fn attend(&self, heads: Heads, qkv: [&Self::Rows; 3], plan: &Self::Plan) -> Result<Self::Rows, OpsError>;

    /// `rows + more`.
    ///
    /// # Errors
    /// [`OpsError`] from the device.
    fn add(&self, rows: Self::Rows, more: &Self::Rows) -> Result<Self::Rows, OpsError>;

    /// `activation(gate) · up`, element by element.
    ///
    /// # Errors
    /// [`OpsError`] from the device.
    fn gated(&self, activation: Activation, gate: Self::Rows, up: &Self::Rows) -> Result<Self::Rows, OpsError>;

    /// The mean of |x| over each document's tokens: `[documents][width]`, summed token by token in f32.
    ///
    /// # Errors
    /// [`OpsError`] from the device.
    fn mean_abs(&self, rows: &Self::Rows, plan: &Self::Plan) -> Result<Vec<f32>, OpsError>;

    /// Some of the rows, in this order: `[places, width]`.
    ///
    /// # Errors
    /// [`OpsError`] from the device. Every place is a row.
    fn select(&self, rows: &Self::Rows, places: &[u32]) -> Result<Self::Rows, OpsError>;

    /// A copy of the rows with these columns at zero. Every column is one.
    ///
    /// # Errors
    /// [`OpsError`] from the device.
    fn silenced(&self, rows: &Self::Rows, columns: &[u32]) -> Result<Self::Rows, OpsError>;

    /// What each row of scores over the vocabulary, turned into probabilities, says of the token that came: one answer
    /// a row. Scores are f32, sums over the vocabulary f64 (of at most 256 at a time in f32).
    ///
    /// # Errors
    /// [`OpsError`] from the device. There is one token a row, within the vocabulary.
    fn likelihoods(&self, scores: &Self::Rows, came: &[u32]) -> Result<Vec<TokenLikelihood>, OpsError>;

    /// The values themselves, `[tokens][width]`.
    ///
    /// # Errors
    /// [`OpsError`] from the device.
    fn values(&self, rows: &Self::Rows) -> Result<Vec<f32>, OpsError>;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::packed::PackedOps;
    use super::tensor::TensorOps;
    use super::*;
    use candle_core::{DType, Device};

    /// `activation(x) · 1` as an implementation computes it.
    fn gated<O: Ops>(ops: &O, activation: Activation, values: &[f32]) -> Vec<f32> {
        let table = |values: Vec<f32>| ops.table(Weight::owned(values, 1, 9)).unwrap();
        let spans = std::slice::from_ref(&(0..1));
        let plan = ops.plan(Batch { tokens: &[0], spans, ropes: &[] }).unwrap();
        let rows = |values| ops.embed(&table(values), &plan, 1.0).unwrap();
        let gated = ops.gated(activation, rows(values.to_vec()), &rows(vec![1.0; 9])).unwrap();
        ops.values(&gated).unwrap()
    }

    #[test]
    fn a_non_linearity_of_one_number_is_that_of_both_implementations() {
        let values = [-90.0f32, -9.0, -1.5, -0.1, 0.0, 0.1, 1.5, 9.0, 90.0];
        for activation in [Activation::Silu, Activation::GeluTanh, Activation::Gelu] {
            let tensor = gated(&TensorOps::new(Device::Cpu, DType::F32), activation, &values);
            let packed = gated(&PackedOps::f32(), activation, &values);
            for ((&x, tensor), packed) in values.iter().zip(tensor).zip(packed) {
                let one = activation.of(x);
                let near = |other: f32| (one - other).abs() <= 2e-6 * one.abs().max(0.1);
                assert!(near(tensor) && near(packed), "{activation:?} of {x}: {one}, {tensor}, {packed}");
            }
        }
    }
}
