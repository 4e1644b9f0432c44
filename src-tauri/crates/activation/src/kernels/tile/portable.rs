//! The f32 tile for any processor: plain loops over 32 columns, which compilers turn into whatever vectors there are.

use super::{PANEL, Tile};

/// # Safety
/// As [`super::multiply`], with `a` holding `ROWS` words a depth.
pub unsafe fn multiply<const ROWS: usize>(tile: &Tile) {
    for row in 0..tile.rows {
        // SAFETY: the row lies inside `c`; `a` and `b` are read inside their depth.
        unsafe {
            let c = tile.c.add(row * tile.c_stride);
            let mut sums = [0f32; PANEL];
            if tile.accumulate {
                std::ptr::copy_nonoverlapping(c, sums.as_mut_ptr(), tile.columns);
            }
            for step in 0..tile.depth {
                let x = *tile.a.cast::<f32>().add(step * ROWS + row);
                let panel = &*tile.b.cast::<[f32; PANEL]>().add(step);
                for (sum, w) in sums.iter_mut().zip(panel) {
                    *sum += x * w;
                }
            }
            std::ptr::copy_nonoverlapping(sums.as_ptr(), c, tile.columns);
        }
    }
}
