//! The f32 tile in 512-bit registers: 12 x 32 sums stay in 24 registers, two hold the panel's row, one a broadcast.

use std::arch::x86_64::{
    __m512, _mm512_fmadd_ps, _mm512_load_ps, _mm512_mask_storeu_ps, _mm512_maskz_loadu_ps, _mm512_set1_ps,
    _mm512_setzero_ps,
};

use super::{PANEL, Tile};

/// # Safety
/// As [`super::multiply`], with `a` holding `ROWS` words a depth; the processor has AVX-512F.
#[target_feature(enable = "avx512f")]
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
#[target_feature(enable = "avx512f")]
unsafe fn add_products<const ROWS: usize>(tile: &Tile, sums: &mut [[__m512; 2]; ROWS]) {
    let (mut a, mut b) = (tile.a.cast::<f32>(), tile.b.cast::<f32>());
    let mut chain = *sums;
    for _ in 0..tile.depth {
        // SAFETY: `a` has ROWS and `b` PANEL words for each of the `depth` steps, `b` on a cache line.
        unsafe {
            let (left, right) = (_mm512_load_ps(b), _mm512_load_ps(b.add(16)));
            for (r, sum) in chain.iter_mut().enumerate() {
                let x = _mm512_set1_ps(*a.add(r));
                sum[0] = _mm512_fmadd_ps(x, left, sum[0]);
                sum[1] = _mm512_fmadd_ps(x, right, sum[1]);
            }
            a = a.add(ROWS);
            b = b.add(PANEL);
        }
    }
    *sums = chain;
}

/// Which of the panel's two halves of 16 columns are real.
pub(super) const fn column_masks(columns: usize) -> [u16; 2] {
    let mask = if columns >= PANEL { u32::MAX } else { (1 << columns) - 1 };
    [mask as u16, (mask >> 16) as u16]
}
