//! Rotary position embedding: halves of a head turned by the token's position in its document.

use rayon::prelude::*;

use super::isa::{for_each_isa, mul_add};

/// Cosines and sines, `[positions][half]` each.
#[derive(Clone, Copy)]
pub struct Angles<'a> {
    /// Half a head's width.
    pub half: usize,
    /// `[positions][half]`.
    pub cos: &'a [f32],
    /// Likewise.
    pub sin: &'a [f32],
}

/// Turns every head of every row: `(x, y)` at `i` and `i + half` becomes `(x cos − y sin, y cos + x sin)`.
///
/// # Shapes
/// `rows` is `[tokens, width]`, `width` a whole number of heads; `positions` one a token.
///
/// # Panics
/// When the lengths do not fit or a position lies outside the table.
pub fn rotate(rows: &mut [f32], width: usize, positions: &[u32], angles: Angles<'_>) {
    assert!(width > 0 && width.is_multiple_of(2 * angles.half), "rows are whole heads");
    assert_eq!(rows.len(), positions.len() * width, "one position a row");
    rows.par_chunks_exact_mut(width).zip(positions.par_iter()).with_min_len(16).for_each(|(row, &position)| {
        let at = position as usize * angles.half..(position as usize + 1) * angles.half;
        rotate_row(row, &angles.cos[at.clone()], &angles.sin[at]);
    });
}

for_each_isa! {
    fn rotate_row(row: &mut [f32], cos: &[f32], sin: &[f32]) = rotate_body
}

#[inline(always)]
fn rotate_body<const FUSED: bool>(row: &mut [f32], cos: &[f32], sin: &[f32]) {
    for head in row.chunks_exact_mut(2 * cos.len()) {
        let (left, right) = head.split_at_mut(cos.len());
        for ((x, y), (c, s)) in left.iter_mut().zip(right).zip(cos.iter().zip(sin)) {
            let (a, b) = (*x, *y);
            *x = mul_add::<FUSED>(a, *c, -(b * s));
            *y = mul_add::<FUSED>(b, *c, a * s);
        }
    }
}
