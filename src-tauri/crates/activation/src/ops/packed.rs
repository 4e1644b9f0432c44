//! The arithmetic on the processor, in packed and fused kernels.
//!
//! Weights are packed once at load; activations live in buffers that go from hand to hand instead of being allocated for every
//! step. Runs on the rayon pool it is called from. Gradients are not here: that is what the tensor implementation is for.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::{Activation, Batch, Heads, Ops, Part, RopeTable, TokenLikelihood};
use crate::error::OpsError;
use crate::kernels::elementwise::{self, Gate};
use crate::kernels::isa::{Isa, has_bf16_products};
use crate::kernels::pack::{PackedMatrix, WeightFormat};
use crate::kernels::{attention, impact, likelihood, matmul, norm, rope};
use crate::weights::Weight;

/// Tokens of a batch: ten blocks of rows of the product kernel, sixteen documents of the published length.
const BATCH_TOKENS: usize = 1920;
/// Buffers kept for reuse: a block of the decoder never has more in hand.
const SHELF_BUFFERS: usize = 12;

/// Packed kernels on this machine's processor.
pub struct PackedOps {
    format: WeightFormat,
    shelf: Shelf,
}

impl PackedOps {
    /// f32 throughout.
    #[must_use]
    pub fn f32() -> Self {
        Self { format: WeightFormat::F32, shelf: Shelf::default() }
    }

    /// Products with weights in bf16, everything else in f32; nothing where the processor has no such products.
    #[must_use]
    pub fn bf16() -> Option<Self> {
        has_bf16_products().then(|| Self { format: WeightFormat::Bf16, shelf: Shelf::default() })
    }
}

/// Buffers that are out of use, to be taken again.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<Vec<Vec<f32>>>>);

impl Shelf {
    /// Rows to be written whole: what they hold before is of no meaning.
    fn take(&self, tokens: usize, width: usize) -> PackedRows {
        let length = tokens * width;
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fitting = free.iter().enumerate().filter(|(_, buffer)| buffer.len() >= length);
        let found = fitting.min_by_key(|(_, buffer)| buffer.len()).map(|(index, _)| index);
        let buffer = found.map_or_else(|| vec![0.0; length], |index| free.swap_remove(index));
        PackedRows { buffer, length, width, shelf: self.clone() }
    }
}

/// Activations `[tokens, width]`; the buffer goes back to its shelf when they are dropped.
pub struct PackedRows {
    buffer: Vec<f32>,
    length: usize,
    width: usize,
    shelf: Shelf,
}

impl PackedRows {
    fn values(&self) -> &[f32] {
        &self.buffer[..self.length]
    }

    fn values_mut(&mut self) -> &mut [f32] {
        &mut self.buffer[..self.length]
    }

    fn tokens(&self) -> usize {
        self.length / self.width
    }
}

impl Drop for PackedRows {
    fn drop(&mut self) {
        let mut free = self.shelf.0.lock().unwrap_or_else(PoisonError::into_inner);
        if free.len() < SHELF_BUFFERS {
            free.push(std::mem::take(&mut self.buffer));
        }
    }
}

/// Linear maps of the same input in one packed matrix, with their biases.
pub struct PackedLinear {
    matrix: PackedMatrix,
    biases: Vec<Option<Vec<f32>>>,
}

/// A norm's weight and epsilon.
pub struct PackedNorm {
    weight: Vec<f32>,
    epsilon: f32,
}

/// A batch with each token's position in its document.
pub struct PackedPlan {
    tokens: Vec<u32>,
    spans: Vec<Range<usize>>,
    positions: Vec<u32>,
    ropes: Vec<RopeTable>,
}

impl Ops for PackedOps {
    type Rows = PackedRows;
    type Linear = PackedLinear;
    type Norm = PackedNorm;
    type Table = Weight;
    type Plan = PackedPlan;

    fn label(&self) -> String {
        let vectors = match Isa::current() {
            Isa::Avx512 => "AVX-512",
            Isa::Avx2 => "AVX2",
            Isa::Portable => "portable",
        };
        match self.format {
            WeightFormat::F32 => format!("CPU, packed {vectors} kernels"),
            WeightFormat::Bf16 => format!("CPU, packed {vectors} kernels, bf16 products"),
        }
    }

    fn batch_tokens(&self) -> usize {
        BATCH_TOKENS
    }

    fn linear(&self, parts: Vec<Part>) -> Result<PackedLinear, OpsError> {
        let inputs = parts.first().map_or(0, |part| part.weight.inputs());
        let outputs: Vec<usize> = parts.iter().map(|part| part.weight.outputs()).collect();
        let mut matrix = PackedMatrix::zeroed(self.format, inputs, &outputs);
        let mut biases = Vec::with_capacity(parts.len());
        for (index, part) in parts.into_iter().enumerate() {
            matrix.fill(index, part.weight.values());
            biases.push(part.bias);
        }
        Ok(PackedLinear { matrix, biases })
    }

    fn norm(&self, weight: Vec<f32>, epsilon: f32) -> Result<PackedNorm, OpsError> {
        Ok(PackedNorm { weight, epsilon })
    }

    fn table(&self, weight: Weight) -> Result<Weight, OpsError> {
        Ok(weight)
    }

    fn plan(&self, batch: Batch<'_>) -> Result<PackedPlan, OpsError> {
        Ok(PackedPlan {
            tokens: batch.tokens.to_vec(),
            spans: batch.spans.to_vec(),
            positions: batch.spans.iter().flat_map(|span| 0..span.len() as u32).collect(),
            ropes: batch.ropes.to_vec(),
        })
    }

    fn embed(&self, table: &Weight, plan: &PackedPlan, scale: f32) -> Result<PackedRows, OpsError> {
        let mut rows = self.shelf.take(plan.tokens.len(), table.inputs());
        elementwise::embed(table.values(), table.inputs(), &plan.tokens, scale, rows.values_mut());
        Ok(rows)
    }

    fn rms_norm(&self, norm: &PackedNorm, rows: &PackedRows) -> Result<PackedRows, OpsError> {
        let mut out = self.shelf.take(rows.tokens(), rows.width);
        norm::rms_norm(rows.values(), &norm.weight, norm.epsilon, out.values_mut());
        Ok(out)
    }

    fn head_norm(&self, norm: &PackedNorm, mut rows: PackedRows) -> Result<PackedRows, OpsError> {
        norm::head_norm(rows.values_mut(), &norm.weight, norm.epsilon);
        Ok(rows)
    }

    fn project(
        &self,
        linear: &PackedLinear,
        wanted: Range<usize>,
        rows: &PackedRows,
    ) -> Result<Vec<PackedRows>, OpsError> {
        let PackedLinear { matrix, biases } = linear;
        let mut outputs: Vec<PackedRows> =
            wanted.clone().map(|part| self.shelf.take(rows.tokens(), matrix.outputs(part))).collect();
        let mut slices: Vec<&mut [f32]> = outputs.iter_mut().map(PackedRows::values_mut).collect();
        matmul::multiply(rows.values(), matrix, wanted.clone(), &mut slices);
        for (out, bias) in slices.into_iter().zip(&biases[wanted]) {
            if let Some(bias) = bias {
                elementwise::add_bias(out, bias);
            }
        }
        Ok(outputs)
    }

    fn rotate(&self, mut rows: PackedRows, plan: &PackedPlan, rope: usize) -> Result<PackedRows, OpsError> {
        let RopeTable { half, cos, sin } = &plan.ropes[rope];
        let (width, angles) = (rows.width, rope::Angles { half: *half, cos, sin });
        rope::rotate(rows.values_mut(), width, &plan.positions, angles);
        Ok(rows)
    }

    fn attend(&self, heads: Heads, qkv: [&PackedRows; 3], plan: &PackedPlan) -> Result<PackedRows, OpsError> {
        let Heads { queries, keys, width, scale, window } = heads;
        let mut out = self.shelf.take(qkv[0].tokens(), qkv[0].width);
        let [q, k, v] = qkv.map(PackedRows::values);
        let shape = attention::Shape { queries, keys, width, scale, window };
        attention::attend(shape, attention::Rows { q, k, v }, &plan.spans, out.values_mut());
        Ok(out)
    }

    fn add(&self, mut rows: PackedRows, more: &PackedRows) -> Result<PackedRows, OpsError> {
        elementwise::add(rows.values_mut(), more.values());
        Ok(rows)
    }

    fn gated(&self, activation: Activation, mut gate: PackedRows, up: &PackedRows) -> Result<PackedRows, OpsError> {
        match activation {
            Activation::Silu => elementwise::gated(Gate::Silu, gate.values_mut(), up.values()),
            Activation::GeluTanh => {
                elementwise::gated(Gate::GeluTanh, gate.values_mut(), up.values());
            }
            Activation::Gelu => gelu(gate.values_mut(), up.values()),
        }
        Ok(gate)
    }

    fn mean_abs(&self, rows: &PackedRows, plan: &PackedPlan) -> Result<Vec<f32>, OpsError> {
        let mut impacts = vec![0.0; plan.spans.len() * rows.width];
        impact::mean_abs(rows.values(), rows.width, &plan.spans, &mut impacts);
        Ok(impacts)
    }

    fn select(&self, rows: &PackedRows, places: &[u32]) -> Result<PackedRows, OpsError> {
        let mut out = self.shelf.take(places.len(), rows.width);
        elementwise::embed(rows.values(), rows.width, places, 1.0, out.values_mut());
        Ok(out)
    }

    fn silenced(&self, rows: &PackedRows, columns: &[u32]) -> Result<PackedRows, OpsError> {
        let mut out = self.shelf.take(rows.tokens(), rows.width);
        out.values_mut().copy_from_slice(rows.values());
        for row in out.values_mut().chunks_exact_mut(rows.width) {
            for &column in columns {
                row[column as usize] = 0.0;
            }
        }
        Ok(out)
    }

    fn likelihoods(&self, scores: &PackedRows, came: &[u32]) -> Result<Vec<TokenLikelihood>, OpsError> {
        let one = |(scores, &came): (&[f32], &u32)| {
            TokenLikelihood::from_sums(likelihood::sums(scores), scores[came as usize])
        };
        Ok(scores.values().par_chunks_exact(scores.width).zip(came).map(one).collect())
    }

    fn values(&self, rows: &PackedRows) -> Result<Vec<f32>, OpsError> {
        Ok(rows.values().to_vec())
    }
}

/// The gate by the error function, element by element: no family that is read today needs it fast.
fn gelu(gate: &mut [f32], up: &[f32]) {
    gate.par_iter_mut().zip(up).with_min_len(4096).for_each(|(gate, up)| {
        *gate = Activation::Gelu.of(*gate) * up;
    });
}
