//! The bf16 tile: pairs of bf16 multiplied into f32 sums (`VDPBF16PS`), twice the products of the f32 tile per instruction.

use std::arch::x86_64::{
    __m512, __m512bh, __m512i, _mm512_dpbf16_ps, _mm512_load_si512, _mm512_mask_storeu_ps, _mm512_maskz_loadu_ps,
    _mm512_set1_epi32, _mm512_setzero_ps,
};

use super::avx512::column_masks;
use super::{PANEL, Tile};

/// # Safety
/// As [`super::multiply`], with `a` holding `ROWS` pairs a depth; the processor has AVX512-BF16.
#[target_feature(enable = "avx512f,avx512bf16")]
pub unsafe fn multiply<const ROWS: usize>(tile: &Tile) {
    let masks = column_masks(tile.columns);
    // SAFETY: the pointers are the caller's promise; masks and `rows` keep every access to `c` inside it.
    unsafe {
        let mut sums = [[_mm512_setzero_ps(); 2]; ROWS];
        if tile.accumulate {
            for (r, sum) in sums.iter_mut().enumerate() {
                if r < tile.rows {
                    let c = tile.c.add(r * tile.c_stride);
                    *sum = [_mm512_maskz_loadu_ps(masks[0], c), _mm512_maskz_loadu_ps(masks[1], c.wrapping_add(16))];
                }
            }
        }
        add_products(tile, &mut sums);
        for (r, sum) in sums.iter().enumerate() {
            if r < tile.rows {
                let c = tile.c.add(r * tile.c_stride);
                _mm512_mask_storeu_ps(c, masks[0], sum[0]);
                _mm512_mask_storeu_ps(c.wrapping_add(16), masks[1], sum[1]);
            }
        }
    }
}

/// # Safety
/// As [`multiply`].
#[inline]
#[target_feature(enable = "avx512f,avx512bf16")]
unsafe fn add_products<const ROWS: usize>(tile: &Tile, sums: &mut [[__m512; 2]; ROWS]) {
    let (mut a, mut b) = (tile.a, tile.b);
    let mut chain = *sums;
    for _ in 0..tile.depth {
        // SAFETY: `a` has ROWS and `b` PANEL pairs for each of the `depth` steps, `b` on a cache line.
        unsafe {
            let left = pairs(_mm512_load_si512(b.cast()));
            let right = pairs(_mm512_load_si512(b.add(16).cast()));
            for (r, sum) in chain.iter_mut().enumerate() {
                let x = pairs(_mm512_set1_epi32((*a.add(r)).cast_signed()));
                sum[0] = _mm512_dpbf16_ps(sum[0], x, left);
                sum[1] = _mm512_dpbf16_ps(sum[1], x, right);
            }
            a = a.add(ROWS);
            b = b.add(PANEL);
        }
    }
    *sums = chain;
}

/// The same 512 bits read as 32 bf16.
#[inline]
#[target_feature(enable = "avx512f,avx512bf16")]
fn pairs(bits: __m512i) -> __m512bh {
    // SAFETY: both are 512 bits of plain data.
    unsafe { std::mem::transmute(bits) }
}
