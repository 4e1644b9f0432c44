//! The arithmetic on plain candle tensors: every device, and the twin that the packed kernels are held against.
//!
//! Everything is a differentiable tensor operation save [`Ops::mean_abs`], which leaves the graph. On a graphics card
//! the fast profile keeps weights in bf16 and activations in f32.

use std::ops::Range;

use candle_core::{D, DType, Device, Tensor};
use rayon::prelude::*;

use super::{Activation, Batch, Heads, Ops, Part, TokenLikelihood};
use crate::error::OpsError;
use crate::weights::Weight;

/// Candle on one device.
pub struct TensorOps {
    device: Device,
    weight_type: DType,
}

/// Linear maps of the same input, each `[outputs, inputs]` with its bias.
pub struct TensorLinear {
    parts: Vec<(Tensor, Option<Tensor>)>,
}

/// A norm's weight and epsilon.
pub struct TensorNorm {
    weight: Tensor,
    epsilon: f32,
}

/// A batch on the device.
pub struct TensorPlan {
    tokens: Tensor,
    spans: Vec<Range<usize>>,
    /// `[tokens, 1, half]` cosines and sines of each rope, gathered by each token's position.
    ropes: Vec<(Tensor, Tensor)>,
}

impl TensorOps {
    /// Takes a device; weights are kept as f32, or as bf16 for the fast profile.
    #[must_use]
    pub const fn new(device: Device, weight_type: DType) -> Self {
        Self { device, weight_type }
    }

    /// Whether the processor computes.
    #[must_use]
    pub fn is_on_processor(&self) -> bool {
        self.device.is_cpu()
    }

    fn upload(&self, weight: &Weight) -> Result<Tensor, OpsError> {
        let shape = (weight.outputs(), weight.inputs());
        Ok(Tensor::from_slice(weight.values(), shape, &self.device)?.to_dtype(self.weight_type)?)
    }

    fn attend_one(heads: Heads, qkv: [Tensor; 3]) -> Result<Tensor, OpsError> {
        let tokens = qkv[0].dim(0)?;
        let [q, k, v] = qkv;
        let q = q.reshape((tokens, heads.queries, heads.width))?.transpose(0, 1)?.contiguous()?;
        let k = repeated(&k, heads)?;
        let v = repeated(&v, heads)?;
        let scores = (q.matmul(&k.t()?)? * f64::from(heads.scale))?;
        let scores = scores.broadcast_add(&causal(tokens, heads.window, q.device())?)?;
        let seen = candle_nn::ops::softmax_last_dim(&scores)?.matmul(&v)?;
        Ok(seen.transpose(0, 1)?.reshape((tokens, heads.queries * heads.width))?)
    }
}

/// `[tokens, keys * width]` to `[queries, tokens, width]`: each key head once for every query head it serves.
fn repeated(rows: &Tensor, heads: Heads) -> Result<Tensor, OpsError> {
    let tokens = rows.dim(0)?;
    let rows = rows.reshape((tokens, heads.keys, heads.width))?.transpose(0, 1)?;
    let shape = (heads.keys, heads.queries / heads.keys, tokens, heads.width);
    let rows = rows.unsqueeze(1)?.expand(shape)?;
    Ok(rows.contiguous()?.reshape((heads.queries, tokens, heads.width))?)
}

/// `[tokens, tokens]`: 0 where a row's token sees a column's, minus infinity elsewhere.
fn causal(tokens: usize, window: Option<usize>, device: &Device) -> Result<Tensor, OpsError> {
    let window = window.unwrap_or(usize::MAX);
    let sees = |row: usize, column: usize| column <= row && row - column < window;
    let mask: Vec<f32> =
        (0..tokens * tokens).map(|i| if sees(i / tokens, i % tokens) { 0.0 } else { f32::NEG_INFINITY }).collect();
    Ok(Tensor::from_vec(mask, (tokens, tokens), device)?)
}

impl Ops for TensorOps {
    type Rows = Tensor;
    type Linear = TensorLinear;
    type Norm = TensorNorm;
    type Table = Tensor;
    type Plan = TensorPlan;

    fn label(&self) -> String {
        match &self.device {
            Device::Cpu => "CPU, candle tensors".to_owned(),
            Device::Cuda(_) => "CUDA graphics card, candle tensors".to_owned(),
            Device::Metal(_) => "Metal graphics processor, candle tensors".to_owned(),
        }
    }

    fn batch_tokens(&self) -> usize {
        if self.device.is_cpu() { 1024 } else { 8192 }
    }

    fn linear(&self, parts: Vec<Part>) -> Result<TensorLinear, OpsError> {
        let mut uploaded = Vec::with_capacity(parts.len());
        for part in parts {
            let bias = part.bias.map(|bias| Tensor::new(bias, &self.device)).transpose()?;
            uploaded.push((self.upload(&part.weight)?, bias));
        }
        Ok(TensorLinear { parts: uploaded })
    }

    fn norm(&self, weight: Vec<f32>, epsilon: f32) -> Result<TensorNorm, OpsError> {
        Ok(TensorNorm { weight: Tensor::new(weight, &self.device)?, epsilon })
    }

    fn table(&self, weight: Weight) -> Result<Tensor, OpsError> {
        self.upload(&weight)
    }

    fn plan(&self, batch: Batch<'_>) -> Result<TensorPlan, OpsError> {
        let gather = |table: &[f32], half: usize| -> Result<Tensor, OpsError> {
            let values: Vec<f32> = batch.spans.iter().flat_map(|span| &table[..span.len() * half]).copied().collect();
            Ok(Tensor::from_vec(values, (batch.tokens.len(), 1, half), &self.device)?)
        };
        let ropes = batch.ropes.iter().map(|rope| Ok((gather(&rope.cos, rope.half)?, gather(&rope.sin, rope.half)?)));
        Ok(TensorPlan {
            tokens: Tensor::new(batch.tokens, &self.device)?,
            spans: batch.spans.to_vec(),
            ropes: ropes.collect::<Result<_, OpsError>>()?,
        })
    }

    fn embed(&self, table: &Tensor, plan: &TensorPlan, scale: f32) -> Result<Tensor, OpsError> {
        let rows = table.index_select(&plan.tokens, 0)?.to_dtype(DType::F32)?;
        Ok((rows * f64::from(scale))?)
    }

    fn rms_norm(&self, norm: &TensorNorm, rows: &Tensor) -> Result<Tensor, OpsError> {
        Ok(candle_nn::ops::rms_norm(&rows.contiguous()?, &norm.weight, norm.epsilon)?)
    }

    fn head_norm(&self, norm: &TensorNorm, rows: Tensor) -> Result<Tensor, OpsError> {
        let (tokens, width) = rows.dims2()?;
        let head = norm.weight.dim(0)?;
        let heads = rows.reshape((tokens, width / head, head))?;
        Ok(self.rms_norm(norm, &heads)?.reshape((tokens, width))?)
    }

    fn project(&self, linear: &TensorLinear, wanted: Range<usize>, rows: &Tensor) -> Result<Vec<Tensor>, OpsError> {
        let rows = rows.to_dtype(self.weight_type)?;
        let one = |(weight, bias): &(Tensor, Option<Tensor>)| -> Result<Tensor, OpsError> {
            let product = rows.matmul(&weight.t()?)?.to_dtype(DType::F32)?;
            Ok(bias.as_ref().map_or(Ok(product.clone()), |bias| product.broadcast_add(bias))?)
        };
        linear.parts[wanted].iter().map(one).collect()
    }

    fn rotate(&self, rows: Tensor, plan: &TensorPlan, rope: usize) -> Result<Tensor, OpsError> {
        let (tokens, width) = rows.dims2()?;
        let (cos, sin) = &plan.ropes[rope];
        let half = cos.dim(2)?;
        let heads = rows.reshape((tokens, width / (2 * half), 2 * half))?;
        let (low, high) = (heads.narrow(D::Minus1, 0, half)?, heads.narrow(D::Minus1, half, half)?);
        let turned_low = (low.broadcast_mul(cos)? - high.broadcast_mul(sin)?)?;
        let turned_high = (high.broadcast_mul(cos)? + low.broadcast_mul(sin)?)?;
        Ok(Tensor::cat(&[turned_low, turned_high], D::Minus1)?.reshape((tokens, width))?)
    }

    fn attend(&self, heads: Heads, qkv: [&Tensor; 3], plan: &TensorPlan) -> Result<Tensor, OpsError> {
        let one = |span: &Range<usize>| {
            let [q, k, v] = qkv.map(|rows| rows.narrow(0, span.start, span.len()));
            Self::attend_one(heads, [q?, k?, v?])
        };
        let documents: Vec<Tensor> = plan.spans.iter().map(one).collect::<Result<_, _>>()?;
        Ok(Tensor::cat(&documents, 0)?)
    }

    fn add(&self, rows: Tensor, more: &Tensor) -> Result<Tensor, OpsError> {
        Ok((rows + more)?)
    }

    fn gated(&self, activation: Activation, gate: Tensor, up: &Tensor) -> Result<Tensor, OpsError> {
        let opened = match activation {
            Activation::Silu => gate.silu()?,
            Activation::GeluTanh => gate.gelu()?,
            Activation::Gelu => gate.gelu_erf()?,
        };
        Ok((opened * up)?)
    }

    fn mean_abs(&self, rows: &Tensor, plan: &TensorPlan) -> Result<Vec<f32>, OpsError> {
        let width = rows.dim(1)?;
        if self.device.is_cpu() {
            let values = self.values(rows)?;
            return Ok(plan.spans.iter().flat_map(|span| mean_abs_of(&values, width, span)).collect());
        }
        let mut means = Vec::with_capacity(plan.spans.len() * width);
        for span in &plan.spans {
            let sum = rows.narrow(0, span.start, span.len())?.abs()?.sum(0)?;
            means.extend((sum / span.len() as f64)?.to_vec1::<f32>()?);
        }
        Ok(means)
    }

    fn select(&self, rows: &Tensor, places: &[u32]) -> Result<Tensor, OpsError> {
        Ok(rows.index_select(&Tensor::new(places, &self.device)?, 0)?)
    }

    fn silenced(&self, rows: &Tensor, columns: &[u32]) -> Result<Tensor, OpsError> {
        let mut kept = vec![1f32; rows.dim(1)?];
        for &column in columns {
            kept[column as usize] = 0.0;
        }
        let kept = Tensor::new(kept, rows.device())?.to_dtype(rows.dtype())?;
        Ok(rows.broadcast_mul(&kept)?)
    }

    fn likelihoods(&self, scores: &Tensor, came: &[u32]) -> Result<Vec<TokenLikelihood>, OpsError> {
        if matches!(self.device, Device::Cuda(_)) {
            return likelihoods_on_device(scores, came);
        }
        // Metal has no f64: its rows come over, as those of the processor do.
        let width = scores.dim(1)?;
        let values = self.values(scores)?;
        let one = |(scores, &came): (&[f32], &u32)| TokenLikelihood::from_sums(sums(scores), scores[came as usize]);
        Ok(values.par_chunks_exact(width).zip(came).map(one).collect())
    }

    fn values(&self, rows: &Tensor) -> Result<Vec<f32>, OpsError> {
        Ok(rows.flatten_all()?.to_vec1()?)
    }
}

/// A row's greatest score, the sum of e^d and that of d · e^d, d being a score less the greatest.
fn sums(scores: &[f32]) -> [f64; 3] {
    let greatest = f64::from(scores.iter().copied().fold(f32::NEG_INFINITY, f32::max));
    let (mut sum, mut weighted) = (0.0, 0.0);
    for &score in scores {
        let below = f64::from(score) - greatest;
        let power = below.exp();
        sum += power;
        weighted += below * power;
    }
    [greatest, sum, weighted]
}

/// The same on the device, in f64.
fn likelihoods_on_device(scores: &Tensor, came: &[u32]) -> Result<Vec<TokenLikelihood>, OpsError> {
    let scores = scores.to_dtype(DType::F64)?;
    let greatest = scores.max_keepdim(D::Minus1)?;
    let below = scores.broadcast_sub(&greatest)?;
    let powers = below.exp()?;
    let log_sum = powers.sum(D::Minus1)?.log()?;
    let weighted = ((&below * &powers)?.sum(D::Minus1)? / powers.sum(D::Minus1)?)?;
    let came = Tensor::new(came, scores.device())?.unsqueeze(1)?;
    let loss = (&log_sum - below.gather(&came, D::Minus1)?.squeeze(1)?)?.to_vec1::<f64>()?;
    let entropy = (log_sum - weighted)?.to_vec1::<f64>()?;
    Ok(loss.into_iter().zip(entropy).map(|(loss, entropy)| TokenLikelihood { loss, entropy }).collect())
}

/// One document's mean of |x| for each column, summed token by token.
fn mean_abs_of(values: &[f32], width: usize, span: &Range<usize>) -> Vec<f32> {
    let mut sums = vec![0f32; width];
    for row in values[span.start * width..span.end * width].chunks_exact(width) {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += value.abs();
        }
    }
    for sum in &mut sums {
        *sum /= span.len() as f32;
    }
    sums
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;

    /// Two rows worked out by hand: equal scores, and one that leaves no doubt.
    #[test]
    fn likelihoods_on_the_device_are_those_of_the_rows_themselves() {
        let ops = TensorOps::new(Device::Cpu, DType::F32);
        let scores = Tensor::new(&[[2f32, 2.0, 2.0, 2.0], [0.0, 3.0, -1.0, 0.5]], &Device::Cpu).unwrap();
        let device = likelihoods_on_device(&scores, &[1, 2]).unwrap();
        let host = ops.likelihoods(&scores, &[1, 2]).unwrap();
        assert!((host[0].loss - 4f64.ln()).abs() < 1e-12 && (host[0].entropy - 4f64.ln()).abs() < 1e-12);
        for (device, host) in device.iter().zip(&host) {
            assert!((device.loss - host.loss).abs() < 1e-12 && (device.entropy - host.entropy).abs() < 1e-12);
        }
    }

    #[test]
    fn rows_are_selected_in_the_order_asked_for() {
        let ops = TensorOps::new(Device::Cpu, DType::F32);
        let rows = Tensor::new(&[[1f32, 2.0], [3.0, 4.0], [5.0, 6.0]], &Device::Cpu).unwrap();
        let selected = ops.values(&ops.select(&rows, &[2, 0, 2]).unwrap()).unwrap();
        assert_eq!(selected, [5.0, 6.0, 1.0, 2.0, 5.0, 6.0]);
    }
}
