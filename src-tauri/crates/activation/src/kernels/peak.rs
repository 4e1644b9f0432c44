//! How fast this machine multiplies right now: the floor that reading speed is measured against.

use std::time::{Duration, Instant};

use super::isa::has_bf16_products;
use super::matmul;
use super::pack::{PackedMatrix, WeightFormat};

/// Rates in GFLOP/s (two for each multiply-add) on the threads of the current rayon pool.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeakRates {
    /// The `gemm` crate's f32 product.
    pub gemm_f32: f64,
    /// Our packed f32 product.
    pub packed_f32: f64,
    /// Our packed bf16 product, where the processor has one.
    pub packed_bf16: Option<f64>,
}

impl PeakRates {
    /// The better of the two f32 rates: what the arithmetic floor is counted with.
    #[must_use]
    pub fn f32(&self) -> f64 {
        self.gemm_f32.max(self.packed_f32)
    }
}

/// Rows, depth and columns of the product that is timed: large enough that nothing but products shows.
const SHAPE: (usize, usize, usize) = (1536, 1024, 2048);

/// Multiplies large matrices for about `time` each and keeps the best rate.
#[must_use]
pub fn measure(time: Duration) -> PeakRates {
    let (m, k, n) = SHAPE;
    let rows: Vec<f32> = (0..m * k).map(|i| (i % 17) as f32 / 17.0 - 0.5).collect();
    let weights: Vec<f32> = (0..n * k).map(|i| (i % 13) as f32 / 13.0 - 0.5).collect();
    let mut out = vec![0f32; m * n];
    let gemm_f32 = best_rate(time, || gemm_crate(&rows, &weights, &mut out));
    let mut packed_rate = |format| {
        let mut packed = PackedMatrix::zeroed(format, k, &[n]);
        packed.fill(0, &weights);
        best_rate(time, || {
            matmul::multiply(&rows, &packed, 0..1, &mut [&mut out]);
        })
    };
    let packed_f32 = packed_rate(WeightFormat::F32);
    let packed_bf16 = has_bf16_products().then(|| packed_rate(WeightFormat::Bf16));
    PeakRates {
        gemm_f32,
        packed_f32,
        packed_bf16,
    }
}

fn best_rate(time: Duration, mut product: impl FnMut()) -> f64 {
    let (m, k, n) = SHAPE;
    product();
    let begun = Instant::now();
    let mut best = f64::INFINITY;
    while begun.elapsed() < time {
        let start = Instant::now();
        product();
        best = best.min(start.elapsed().as_secs_f64());
    }
    2.0 * (m * k * n) as f64 / best / 1e9
}

/// `out = rows · weightsᵀ` by the `gemm` crate, on all threads of the pool.
fn gemm_crate(rows: &[f32], weights: &[f32], out: &mut [f32]) {
    let (m, k, n) = SHAPE;
    assert!(
        rows.len() == m * k && weights.len() == n * k && out.len() == m * n,
        "the matrices have the timed shape"
    );
    // SAFETY: the three slices have the sizes and strides given, checked above; `out` is borrowed exclusively.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            out.as_mut_ptr(),
            1,
            n as isize,
            false,
            rows.as_ptr(),
            1,
            k as isize,
            weights.as_ptr(),
            k as isize,
            1,
            0.0,
            1.0,
            false,
            false,
            false,
            gemm::Parallelism::Rayon(rayon::current_num_threads()),
        );
    }
}
