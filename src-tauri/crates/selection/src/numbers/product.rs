//! The products of all pairs of rows of two small matrices: what distances are made of.
//!
//! The `gemm` crate picks the processor's widest instructions at run time; its one entry is `unsafe`, so this is the one
//! place of the crate that says so. Deliberately absent: threads. Callers cut the work into blocks and lend theirs, so
//! that a block's numbers do not depend on how many there are.

#![allow(unsafe_code, reason = "the gemm crate has no other entry; its twin in plain loops is in the tests")]

/// Numbers that the products are made of.
pub trait Number: Copy + 'static {
    /// Nothing.
    const ZERO: Self;
    /// One.
    const ONE: Self;
}

impl Number for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
}

impl Number for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
}

/// `products[i][j] = Σ_x left[i][x] * right[j][x]`.
///
/// # Shapes
/// `left` is `[rows][width]`, `right` is `[columns][width]`, `products` is `[rows][columns]`.
///
/// # Panics
/// When the lengths are not those of such matrices.
pub fn products<T: Number>(left: &[T], right: &[T], width: usize, products: &mut [T]) {
    let (rows, columns) = (left.len() / width, right.len() / width);
    assert!(left.len() == rows * width && right.len() == columns * width, "whole rows of {width}");
    assert_eq!(products.len(), rows * columns, "a place for every pair");
    // SAFETY: the three slices have the sizes that the strides speak of, checked above; `products` is borrowed alone
    // and only written; `T` is one of the two float types that the crate computes with.
    unsafe {
        gemm::gemm(
            rows,
            columns,
            width,
            products.as_mut_ptr(),
            1,
            columns as isize,
            false,
            left.as_ptr(),
            1,
            width as isize,
            right.as_ptr(),
            width as isize,
            1,
            T::ZERO,
            T::ONE,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::random::unit;

    #[test]
    fn every_pair_has_the_product_that_plain_loops_give() {
        for (rows, columns, width) in [(1, 1, 1), (3, 5, 7), (33, 70, 65), (0, 4, 3)] {
            let numbers = |seed, count| (0..count as u64).map(|i| unit(seed, i) - 0.5).collect::<Vec<f64>>();
            let (left, right) = (numbers(1, rows * width), numbers(2, columns * width));
            let mut found = vec![f64::NAN; rows * columns];
            products(&left, &right, width, &mut found);
            for (place, value) in found.iter().enumerate() {
                let (i, j) = (place / columns, place % columns);
                let plain: f64 = (0..width).map(|x| left[i * width + x] * right[j * width + x]).sum();
                // 65 terms of at most a quarter: rounding stays far below this.
                assert!((plain - value).abs() < 1e-13, "{rows}x{columns}x{width} at {i},{j}");
            }
        }
    }
}
