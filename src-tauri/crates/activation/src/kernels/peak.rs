//! How fast this machine multiplies: products so large that nothing but multiplying shows, for whoever wants to time them.
//!
//! The arithmetic floor of reading is counted with the best of their rates. Absent on purpose: clocks. A machine that does other
//! work besides is timed in turns with what is compared, by the caller.

use super::isa::has_bf16_products;
use super::matmul;
use super::pack::{PackedMatrix, WeightFormat};

/// Rows, depth and columns.
const SHAPE: (usize, usize, usize) = (960, 1024, 1024);

/// Which product to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// The `gemm` crate's in f32.
    GemmCrate,
    /// Our packed one.
    Packed(WeightFormat),
}

/// Matrices of a fixed shape, ready to be multiplied on the threads of the current rayon pool.
pub struct Peak {
    rows: Vec<f32>,
    weights: Vec<f32>,
    packed: Vec<PackedMatrix>,
    out: Vec<f32>,
}

impl Default for Peak {
    fn default() -> Self {
        let (m, k, n) = SHAPE;
        let weights: Vec<f32> = (0..n * k).map(|i| (i % 13) as f32 / 13.0 - 0.5).collect();
        let bf16 = has_bf16_products().then_some(WeightFormat::Bf16);
        let formats = [Some(WeightFormat::F32), bf16].into_iter().flatten();
        let pack = |format| {
            let mut packed = PackedMatrix::zeroed(format, k, &[n]);
            packed.fill(0, &weights);
            packed
        };
        Self {
            packed: formats.map(pack).collect(),
            rows: (0..m * k).map(|i| (i % 17) as f32 / 17.0 - 0.5).collect(),
            weights,
            out: vec![0.0; m * n],
        }
    }
}

impl Peak {
    /// Floating point operations of one product: two for each multiply-add.
    #[must_use]
    pub const fn operations() -> f64 {
        2.0 * (SHAPE.0 * SHAPE.1 * SHAPE.2) as f64
    }

    /// The products that this processor has.
    #[must_use]
    pub fn products(&self) -> Vec<Product> {
        let packed = self.packed.iter().map(|packed| Product::Packed(packed.format()));
        std::iter::once(Product::GemmCrate).chain(packed).collect()
    }

    /// Multiplies once.
    ///
    /// # Panics
    /// When the product is not among [`Peak::products`].
    pub fn run(&mut self, product: Product) {
        match product {
            Product::GemmCrate => gemm_crate(&self.rows, &self.weights, &mut self.out),
            Product::Packed(format) => {
                let packed = self.packed.iter().find(|packed| packed.format() == format);
                let packed = packed.expect("the product is one of this processor's");
                matmul::multiply(&self.rows, packed, 0..1, &mut [&mut self.out]);
            }
        }
    }
}

/// `out = rows · weightsᵀ` by the `gemm` crate, on all threads of the pool.
fn gemm_crate(rows: &[f32], weights: &[f32], out: &mut [f32]) {
    let (m, k, n) = SHAPE;
    assert!(rows.len() == m * k && weights.len() == n * k && out.len() == m * n, "the matrices have the timed shape");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_timed_product_gives_the_same_matrix() {
        let mut peak = Peak::default();
        peak.run(Product::GemmCrate);
        let wanted = peak.out.clone();
        for product in peak.products() {
            peak.out.fill(f32::NAN);
            peak.run(product);
            let tolerance = if product == Product::Packed(WeightFormat::Bf16) { 0.5 } else { 1e-2 };
            for (found, wanted) in peak.out.iter().zip(&wanted) {
                assert!((found - wanted).abs() < tolerance, "{product:?}: {found}, not {wanted}");
            }
        }
    }
}
