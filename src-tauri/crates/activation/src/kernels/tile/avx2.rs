//! The f32 tile in 256-bit registers: the panel's four strips of 8 columns in turn pairs, a few rows at a time.

use std::arch::x86_64::{
    __m256, _mm256_fmadd_ps, _mm256_load_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps,
};

use super::{PANEL, Tile};

/// Rows and columns that sixteen registers hold at once: 4 x 16 sums, two strips of the panel, one broadcast.
const ROWS_AT_ONCE: usize = 4;
const COLUMNS_AT_ONCE: usize = 16;

/// # Safety
/// As [`super::multiply`], with `a` holding `ROWS` words a depth, `ROWS` a multiple of 4; the processor has AVX2 and FMA.
#[target_feature(enable = "avx2,fma")]
pub unsafe fn multiply<const ROWS: usize>(tile: &Tile) {
    for column in (0..tile.columns).step_by(COLUMNS_AT_ONCE) {
        for row in (0..tile.rows).step_by(ROWS_AT_ONCE) {
            // SAFETY: the corner lies inside the tile that the caller vouches for.
            unsafe { corner::<ROWS>(tile, row, column) }
        }
    }
}

/// # Safety
/// As [`multiply`]; `row` and `column` lie inside the tile.
#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn corner<const ROWS: usize>(tile: &Tile, row: usize, column: usize) {
    let rows = ROWS_AT_ONCE.min(tile.rows - row);
    let columns = COLUMNS_AT_ONCE.min(tile.columns - column);
    // SAFETY: `row + rows` and `column + columns` stay inside `c`; `a` and `b` are read inside their depth.
    unsafe {
        let c = tile.c.add(row * tile.c_stride + column);
        let mut edge = [[0f32; COLUMNS_AT_ONCE]; ROWS_AT_ONCE];
        if tile.accumulate {
            for (r, line) in edge.iter_mut().enumerate().take(rows) {
                std::ptr::copy_nonoverlapping(c.add(r * tile.c_stride), line.as_mut_ptr(), columns);
            }
        }
        let mut sums = [[_mm256_setzero_ps(); 2]; ROWS_AT_ONCE];
        for (sum, line) in sums.iter_mut().zip(&edge) {
            *sum = [_mm256_loadu_ps(line.as_ptr()), _mm256_loadu_ps(line.as_ptr().add(8))];
        }
        add_products::<ROWS>(tile, row, column, &mut sums);
        for (sum, line) in sums.iter().zip(&mut edge) {
            _mm256_storeu_ps(line.as_mut_ptr(), sum[0]);
            _mm256_storeu_ps(line.as_mut_ptr().add(8), sum[1]);
        }
        for (r, line) in edge.iter().enumerate().take(rows) {
            std::ptr::copy_nonoverlapping(line.as_ptr(), c.add(r * tile.c_stride), columns);
        }
    }
}

/// # Safety
/// As [`corner`].
#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn add_products<const ROWS: usize>(
    tile: &Tile,
    row: usize,
    column: usize,
    sums: &mut [[__m256; 2]; ROWS_AT_ONCE],
) {
    let mut chain = *sums;
    // SAFETY: row + ROWS_AT_ONCE <= ROWS and column + 16 <= PANEL, both multiples; `b` is on a cache line.
    unsafe {
        let (mut a, mut b) = (tile.a.cast::<f32>().add(row), tile.b.cast::<f32>().add(column));
        for _ in 0..tile.depth {
            let (left, right) = (_mm256_load_ps(b), _mm256_load_ps(b.add(8)));
            for (r, sum) in chain.iter_mut().enumerate() {
                let x = _mm256_set1_ps(*a.add(r));
                sum[0] = _mm256_fmadd_ps(x, left, sum[0]);
                sum[1] = _mm256_fmadd_ps(x, right, sum[1]);
            }
            a = a.wrapping_add(ROWS);
            b = b.wrapping_add(PANEL);
        }
    }
    *sums = chain;
}
