//! The innermost product: a few rows of activations against one panel of 32 weight columns, held in registers.
//!
//! Every output element is one chain of additions over the depth in rising order, whatever the row's place in the tile, so
//! neither blocking nor a document's neighbours in the batch can change a bit of it. The f32 tiles of AVX2 and AVX-512 make
//! the same fused chain and agree with each other.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod bf16;
mod portable;

use super::isa::Isa;
use super::pack::WeightFormat;

/// Columns of a panel.
pub(super) const PANEL: usize = 32;
/// Rows of a full tile; the last tile of a block may have 8 or 4.
pub(super) const TILE_ROWS: usize = 12;

/// One tile's work.
///
/// `a` holds `[depth][tile rows]` words, `b` `[depth][PANEL]` words, `c` rows of `c_stride` floats. A word is an f32, or two
/// bf16 of neighbouring depths.
#[derive(Clone, Copy)]
pub(super) struct Tile {
    pub depth: usize,
    pub a: *const u32,
    pub b: *const u32,
    pub c: *mut f32,
    pub c_stride: usize,
    /// Rows to store, at most the tile's.
    pub rows: usize,
    /// Columns to store, at most `PANEL`.
    pub columns: usize,
    /// Whether the chain goes on from what `c` holds, or begins at zero.
    pub accumulate: bool,
}

/// Rows that the tile of the last `rows` rows is padded to.
pub(super) const fn padded_rows(rows: usize) -> usize {
    if rows > 8 {
        TILE_ROWS
    } else if rows > 4 {
        8
    } else {
        4
    }
}

/// Multiplies one tile with the best instructions of this processor.
///
/// # Safety
/// `a` must be readable for `depth * padded_rows(rows)` words, `b` for `depth * PANEL` words on a 64-byte boundary, `c`
/// writable (and readable when accumulating) for `columns` floats in each of `rows` rows `c_stride` apart, and nobody else may
/// touch those floats meanwhile. `WeightFormat::Bf16` needs `has_bf16_products`.
pub(super) unsafe fn multiply(format: WeightFormat, tile: &Tile) {
    // SAFETY: the pointers are the caller's promise; each set of instructions is entered only where it was detected.
    unsafe {
        match (format, Isa::current()) {
            #[cfg(target_arch = "x86_64")]
            (WeightFormat::Bf16, _) => by_rows!(bf16::multiply, tile),
            #[cfg(target_arch = "x86_64")]
            (WeightFormat::F32, Isa::Avx512) => by_rows!(avx512::multiply, tile),
            #[cfg(target_arch = "x86_64")]
            (WeightFormat::F32, Isa::Avx2) => by_rows!(avx2::multiply, tile),
            _ => by_rows!(portable::multiply, tile),
        }
    }
}

macro_rules! by_rows {
    ($kernel:path, $tile:expr) => {{
        use $kernel as kernel;
        match padded_rows($tile.rows) {
            TILE_ROWS => kernel::<TILE_ROWS>($tile),
            8 => kernel::<8>($tile),
            _ => kernel::<4>($tile),
        }
    }};
}
use by_rows;

#[cfg(test)]
mod tests {
    use super::super::aligned::AlignedWords;
    use super::super::pack::float_words;
    use super::super::twins::numbers;
    use super::*;

    type Kernel = unsafe fn(&Tile);

    /// The output of one tile of 12 rows on top of `before`, rows 40 apart.
    fn run(kernel: Kernel, depth: usize, rows: usize, columns: usize, before: &[f32]) -> Vec<f32> {
        let mut b = AlignedWords::zeroed(depth * PANEL);
        b.words_mut()[..depth * PANEL].copy_from_slice(float_words(&numbers(depth * PANEL, 2)));
        let a = numbers(depth * TILE_ROWS, 1);
        let mut c = before.to_vec();
        let (a, b, accumulate) = (float_words(&a).as_ptr(), b.words().as_ptr(), true);
        let tile = Tile { depth, a, b, c: c.as_mut_ptr(), c_stride: 40, rows, columns, accumulate };
        // SAFETY: `a` holds 12 and `b` 32 aligned words a depth, `c` twelve rows 40 apart.
        unsafe { kernel(&tile) }
        c
    }

    #[test]
    fn every_instruction_set_makes_the_same_tile_and_writes_nothing_beside_it() {
        let mut kernels: Vec<(Isa, Kernel)> = vec![(Isa::Portable, portable::multiply::<TILE_ROWS>)];
        #[cfg(target_arch = "x86_64")]
        kernels
            .extend([(Isa::Avx2, avx2::multiply::<TILE_ROWS> as Kernel), (Isa::Avx512, avx512::multiply::<TILE_ROWS>)]);
        for (depth, rows, columns) in [(1, 1, 1), (9, 12, 32), (50, 5, 16), (64, 11, 17), (300, 12, 31), (3, 9, 8)] {
            let before = numbers(TILE_ROWS * 40, 3);
            let plain = run(portable::multiply::<TILE_ROWS>, depth, rows, columns, &before);
            let mut fused: Option<Vec<f32>> = None;
            for &(isa, kernel) in kernels.iter().filter(|(isa, _)| *isa <= Isa::current()) {
                let found = run(kernel, depth, rows, columns, &before);
                for (i, ((f, p), b)) in found.iter().zip(&plain).zip(&before).enumerate() {
                    let inside = i / 40 < rows && i % 40 < columns;
                    let allowed = if inside { 1e-4 } else { 0.0 };
                    assert!(
                        (f - if inside { p } else { b }).abs() <= allowed,
                        "{isa:?} {depth} {rows} {columns} at {i}"
                    );
                }
                if isa != Isa::Portable {
                    assert_eq!(*fused.get_or_insert_with(|| found.clone()), found, "{isa:?}");
                }
            }
        }
    }
}
