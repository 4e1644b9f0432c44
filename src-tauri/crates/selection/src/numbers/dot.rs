//! Dot products of many rows with many rows: the work under every cosine.
//!
//! Each product is added up in the same order wherever it is computed (sixteen running sums, then a fixed tree), so that
//! it depends on its two rows alone: not on the block, the thread or the processor. Deliberately absent: fused
//! multiply-add and a packed matrix product, which would add in other orders on other machines.

use pulp::Arch;

/// Running sums of one product.
const LANES: usize = 16;
/// Rows of the right side that are taken together, so that a left row is read once for four of them.
const TOGETHER: usize = 4;

/// The dot products of every left row with every right row.
///
/// # Shapes
/// `left` is `[l][width]`, `right` `[r][width]`, `products` `[l][r]`.
///
/// # Panics
/// When the lengths do not fit.
pub fn products(left: &[f32], right: &[f32], width: usize, products: &mut [f32]) {
    let columns = right.len() / width;
    assert_eq!(products.len(), left.len() / width * columns, "a place for every pair");
    Arch::new().dispatch(|| table(left, right, width, columns, products));
}

/// The dot product of two rows, equal to what [`products`] gives for them.
#[must_use]
pub fn dot(left: &[f32], right: &[f32]) -> f32 {
    Arch::new().dispatch(|| together(left, [right])[0])
}

// Inlined so that it is compiled anew for the processor's widest registers inside the dispatch.
#[expect(clippy::inline_always, reason = "compiled for the registers of its caller")]
#[inline(always)]
fn table(left: &[f32], right: &[f32], width: usize, columns: usize, products: &mut [f32]) {
    let row = |column: usize| &right[column * width..][..width];
    let mut column = 0;
    while column < columns {
        let taken = TOGETHER.min(columns - column);
        for (left, products) in left.chunks_exact(width).zip(products.chunks_exact_mut(columns)) {
            let products = &mut products[column..column + taken];
            if taken == TOGETHER {
                let four = [row(column), row(column + 1), row(column + 2), row(column + 3)];
                products.copy_from_slice(&together(left, four));
            } else {
                for (product, column) in products.iter_mut().zip(column..) {
                    *product = together(left, [row(column)])[0];
                }
            }
        }
        column += taken;
    }
}

#[expect(clippy::inline_always, reason = "compiled for the registers of its caller")]
#[inline(always)]
fn together<const N: usize>(left: &[f32], right: [&[f32]; N]) -> [f32; N] {
    let (body, tail) = left.as_chunks::<LANES>();
    let rights = right.map(|row| &row.as_chunks::<LANES>().0[..body.len()]);
    let mut sums = [[0.0f32; LANES]; N];
    for (place, left) in body.iter().enumerate() {
        for (sums, right) in sums.iter_mut().zip(&rights) {
            for (sum, (l, r)) in sums.iter_mut().zip(left.iter().zip(&right[place])) {
                *sum += l * r;
            }
        }
    }
    let done = body.len() * LANES;
    let mut products = [0.0; N];
    for ((product, sums), right) in products.iter_mut().zip(&sums).zip(&right) {
        let tail: f32 = tail.iter().zip(&right[done..]).map(|(l, r)| l * r).sum();
        *product = tree(sums) + tail;
    }
    products
}

#[expect(clippy::inline_always, reason = "compiled for the registers of its caller")]
#[inline(always)]
fn tree(sums: &[f32; LANES]) -> f32 {
    let mut sums = *sums;
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            sums[lane] += sums[lane + half];
        }
        half /= 2;
    }
    sums[0]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::numbers::random::unit;

    fn rows(rows: usize, width: usize, seed: u64) -> Vec<f32> {
        (0..rows * width).map(|place| (unit(seed, place as u64) * 2.0 - 1.0) as f32).collect()
    }

    #[test]
    fn a_product_is_the_sum_of_products_of_numbers_for_any_width() {
        for width in [1, 15, 16, 17, 48, 100] {
            let (left, right) = (rows(3, width, 1), rows(7, width, 2));
            let mut found = vec![0.0; 21];
            products(&left, &right, width, &mut found);
            for (place, found) in found.into_iter().enumerate() {
                let (l, r) = (&left[place / 7 * width..][..width], &right[place % 7 * width..][..width]);
                let exact: f64 = l.iter().zip(r).map(|(l, r)| f64::from(*l) * f64::from(*r)).sum();
                // 100 terms below 1, each rounded to f32: a bound of width x 2^-23.
                assert!((f64::from(found) - exact).abs() < 1.2e-5, "{width}");
            }
        }
    }

    #[test]
    fn a_product_is_the_same_bits_wherever_it_stands() {
        let (left, right) = (rows(5, 83, 3), rows(9, 83, 4));
        let mut found = vec![0.0; 45];
        products(&left, &right, 83, &mut found);
        for (place, found) in found.into_iter().enumerate() {
            let alone = dot(&left[place / 9 * 83..][..83], &right[place % 9 * 83..][..83]);
            assert_eq!(found.to_bits(), alone.to_bits());
        }
    }
}
