//! Activations times packed weights, spread over the caller's threads.
//!
//! Work is cut into blocks of rows (and, for few rows, of panels); a block packs its own activations and walks the panels,
//! so that a panel is read from memory once a block and the block stays in the second-level cache.

use std::cell::RefCell;
use std::ops::Range;

use rayon::prelude::*;

use super::aligned::AlignedWords;
use super::pack::{PackedMatrix, WeightFormat, bf16_pairs, float_words, interleave};
use super::tile::{self, PANEL, TILE_ROWS, Tile};

/// Rows of a block: enough to pay for reading the weights, few enough for the second-level cache.
const BLOCK_ROWS: usize = 16 * TILE_ROWS;
/// Words of depth worked through at a time.
const BLOCK_DEPTH: usize = 384;

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

#[derive(Default)]
struct Scratch {
    packed: AlignedWords,
    pairs: AlignedWords,
}

/// `rows · weightᵀ` for the maps in `wanted`, each into an output of its own.
///
/// # Shapes
/// `rows` is `[tokens, inputs]`, `outputs[i]` `[tokens, outputs of map wanted.start + i]`.
///
/// # Panics
/// When a length does not fit, or bf16 weights meet a processor without bf16 products.
pub fn multiply(rows: &[f32], weights: &PackedMatrix, wanted: Range<usize>, outputs: &mut [&mut [f32]]) {
    let inputs = weights.inputs();
    assert!(inputs > 0 && rows.len().is_multiple_of(inputs), "rows are {inputs} wide");
    assert_eq!(wanted.len(), outputs.len(), "one output a map");
    assert!(weights.format() == WeightFormat::F32 || super::isa::has_bf16_products(), "bf16 products are there");
    let tokens = rows.len() / inputs;
    let targets: Vec<Target> = wanted
        .zip(outputs)
        .map(|(part, values)| {
            let width = weights.outputs(part);
            assert_eq!(values.len(), tokens * width, "an output is tokens x outputs");
            Target { part, width, values: values.as_mut_ptr() }
        })
        .collect();
    let panels: Vec<(Target, usize)> = targets
        .iter()
        .flat_map(|&target| (0..target.width.div_ceil(PANEL)).map(move |panel| (target, panel)))
        .collect();
    let cut = Cut::of(tokens, panels.len());
    (0..cut.row_blocks * cut.panel_blocks).into_par_iter().for_each(|job| {
        let (rows_of, panels_of) = cut.job(job, tokens, panels.len());
        // SAFETY: no two jobs share both a row and a panel, so what they write is disjoint; `values` of each target are
        // tokens x width floats, borrowed exclusively by this call for as long as the jobs run.
        unsafe { multiply_block(rows, weights, rows_of, &panels[panels_of]) }
    });
}

/// Where the columns of one map go.
#[derive(Clone, Copy)]
struct Target {
    part: usize,
    width: usize,
    values: *mut f32,
}

// SAFETY: the pointer stands for an exclusive borrow held by `multiply`; jobs write disjoint parts of it.
unsafe impl Send for Target {}
// SAFETY: likewise.
unsafe impl Sync for Target {}

/// How a product is cut into jobs. The cut changes no bit of the result.
#[derive(Clone, Copy)]
struct Cut {
    row_blocks: usize,
    block_rows: usize,
    panel_blocks: usize,
}

impl Cut {
    fn of(tokens: usize, panels: usize) -> Self {
        let threads = rayon::current_num_threads();
        let wanted = tokens.div_ceil(BLOCK_ROWS).next_multiple_of(threads);
        let block_rows = tokens.div_ceil(wanted.max(1)).next_multiple_of(TILE_ROWS).max(2 * TILE_ROWS);
        let row_blocks = tokens.div_ceil(block_rows);
        let panel_blocks = if row_blocks < threads { threads.min(panels) } else { 1 };
        Self { row_blocks, block_rows, panel_blocks }
    }

    fn job(self, job: usize, tokens: usize, panels: usize) -> (Range<usize>, Range<usize>) {
        let (block, part) = (job / self.panel_blocks, job % self.panel_blocks);
        let rows = block * self.block_rows..tokens.min((block + 1) * self.block_rows);
        (rows, part * panels / self.panel_blocks..(part + 1) * panels / self.panel_blocks)
    }
}

/// # Safety
/// Each target's `values` hold `tokens * width` floats, and nobody else touches the given rows of the given panels.
unsafe fn multiply_block(rows: &[f32], weights: &PackedMatrix, block: Range<usize>, panels: &[(Target, usize)]) {
    let depth = weights.format().depth(weights.inputs());
    SCRATCH.with_borrow_mut(|scratch| {
        for start in (0..depth).step_by(BLOCK_DEPTH) {
            let depths = start..depth.min(start + BLOCK_DEPTH);
            pack_block(rows, weights, block.clone(), depths.clone(), scratch);
            for &(target, panel) in panels {
                // SAFETY: the caller's promise, handed on.
                unsafe {
                    multiply_panel(weights, block.clone(), depths.clone(), scratch.packed.words(), (target, panel));
                }
            }
        }
    });
}

/// Packs the rows of a block, tile after tile.
fn pack_block(rows: &[f32], weights: &PackedMatrix, block: Range<usize>, depths: Range<usize>, scratch: &mut Scratch) {
    let inputs = weights.inputs();
    let step = TILE_ROWS * depths.len();
    scratch.packed.grow(block.len().div_ceil(TILE_ROWS) * step);
    for (index, first) in block.clone().step_by(TILE_ROWS).enumerate() {
        let count = TILE_ROWS.min(block.end - first);
        let packed = &mut scratch.packed.words_mut()[index * step..(index + 1) * step];
        let group = (count, tile::padded_rows(count));
        match weights.format() {
            WeightFormat::F32 => {
                interleave(&float_words(rows)[first * inputs..], inputs, depths.clone(), group, packed);
            }
            WeightFormat::Bf16 => {
                let values = 2 * depths.start..inputs.min(2 * depths.end);
                scratch.pairs.grow(TILE_ROWS * depths.len());
                let pairs = scratch.pairs.words_mut();
                for (r, pairs) in pairs.chunks_exact_mut(depths.len()).take(count).enumerate() {
                    let row = &rows[(first + r) * inputs..(first + r + 1) * inputs];
                    bf16_pairs(&row[values.clone()], pairs);
                }
                interleave(pairs, depths.len(), 0..depths.len(), group, packed);
            }
        }
    }
}

/// # Safety
/// As [`multiply_block`], for one panel.
unsafe fn multiply_panel(
    weights: &PackedMatrix,
    block: Range<usize>,
    depths: Range<usize>,
    packed: &[u32],
    (target, panel): (Target, usize),
) {
    let words = &weights.panel(target.part, panel)[depths.start * PANEL..depths.end * PANEL];
    let column = panel * PANEL;
    let step = TILE_ROWS * depths.len();
    for (index, first) in block.clone().step_by(TILE_ROWS).enumerate() {
        let packed = &packed[index * step..(index + 1) * step];
        // SAFETY: `packed` holds a whole tile for these depths and `words` the panel's; row `first` and `column` lie inside
        // the target, whose rows are `width` apart; the rest is the caller's promise.
        unsafe {
            let work = Tile {
                depth: depths.len(),
                a: packed.as_ptr(),
                b: words.as_ptr(),
                c: target.values.add(first * target.width + column),
                c_stride: target.width,
                rows: TILE_ROWS.min(block.end - first),
                columns: PANEL.min(target.width - column),
                accumulate: depths.start > 0,
            };
            tile::multiply(weights.format(), &work);
        }
    }
}
