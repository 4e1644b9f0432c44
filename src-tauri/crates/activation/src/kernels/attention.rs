//! Causal attention inside each document, key heads shared by groups of query heads, with an optional sliding window.
//!
//! A document's keys and values become panels once for each key head; queries go through them in tiles of rows, so that scores
//! never leave the first-level cache. What lies right of the diagonal or left of the window is not computed, save to the
//! edge of a panel.

use std::cell::RefCell;
use std::ops::Range;

use rayon::prelude::*;

use super::aligned::AlignedWords;
use super::pack::{WeightFormat, float_words, interleave};
use super::softmax::softmax;
use super::tile::{self, PANEL, TILE_ROWS, Tile};

/// How rows divide into heads, and what a token sees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Query heads.
    pub queries: usize,
    /// Key and value heads; each serves `queries / keys` query heads that follow each other.
    pub keys: usize,
    /// Width of one head.
    pub width: usize,
    /// What query-key products are multiplied by before the softmax; positive.
    pub scale: f32,
    /// A token sees itself and the `window - 1` tokens before it.
    pub window: Option<usize>,
}

#[derive(Default)]
struct Scratch {
    keys: AlignedWords,
    values: AlignedWords,
    packed: AlignedWords,
    scores: AlignedWords,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Queries, keys and values of a batch.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// `[tokens, queries * width]`, positions applied.
    pub q: &'a [f32],
    /// `[tokens, keys * width]`, positions applied.
    pub k: &'a [f32],
    /// `[tokens, keys * width]`.
    pub v: &'a [f32],
}

/// softmax(q kᵀ · scale) v for every document and head.
///
/// # Shapes
/// `spans` each document's rows; `out` as `rows.q`.
///
/// # Panics
/// When the lengths do not fit, documents overlap, or a window sees nothing.
pub fn attend(shape: Shape, rows: Rows<'_>, spans: &[Range<usize>], out: &mut [f32]) {
    let tokens = spans.last().map_or(0, |span| span.end);
    let [wide, narrow] = [shape.queries * shape.width, shape.keys * shape.width];
    assert!(shape.keys > 0 && shape.queries.is_multiple_of(shape.keys), "key heads serve whole groups of query heads");
    assert!(rows.q.len() == tokens * wide && out.len() == tokens * wide, "queries and output are tokens x {wide}");
    assert!(
        rows.k.len() == tokens * narrow && rows.v.len() == tokens * narrow,
        "keys and values are tokens x {narrow}"
    );
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "documents follow each other");
    assert!(shape.window != Some(0) && shape.scale > 0.0, "a token sees at least itself");
    let target = Target(out.as_mut_ptr());
    (0..spans.len() * shape.keys).into_par_iter().for_each(|job| {
        let group = Group { shape, rows, span: spans[job / shape.keys].clone(), key_head: job % shape.keys };
        // SAFETY: a job writes the columns of its own query heads in the rows of its own document and nothing else, so jobs
        // are disjoint; all lie within `out`, which is borrowed exclusively until the last job ends.
        SCRATCH.with_borrow_mut(|scratch| unsafe { group.attend(scratch, target) });
    });
}

#[derive(Clone, Copy)]
struct Target(*mut f32);
// SAFETY: stands for an exclusive borrow held by `attend`; jobs write disjoint parts of it.
unsafe impl Send for Target {}
// SAFETY: likewise.
unsafe impl Sync for Target {}

/// The query heads of one document that share a key head.
struct Group<'a> {
    shape: Shape,
    rows: Rows<'a>,
    span: Range<usize>,
    key_head: usize,
}

impl Group<'_> {
    /// # Safety
    /// `target` holds `[tokens, queries * width]` floats, and nobody else touches this document's rows of this group's heads.
    unsafe fn attend(&self, scratch: &mut Scratch, target: Target) {
        self.pack(scratch);
        let heads = self.shape.queries / self.shape.keys;
        for head in self.key_head * heads..(self.key_head + 1) * heads {
            for first in (0..self.span.len()).step_by(TILE_ROWS) {
                let block = first..self.span.len().min(first + TILE_ROWS);
                self.score(head, block.clone(), scratch);
                // SAFETY: the caller's promise, handed on for one head and block of rows.
                unsafe { self.mix(head, block, scratch, target) }
            }
        }
    }

    /// Keys as panels of 32 tokens, `[width][32]` each; values as panels of 32 columns, `[tokens][32]` each.
    fn pack(&self, scratch: &mut Scratch) {
        let Shape { keys, width, .. } = self.shape;
        let (length, stride) = (self.span.len(), keys * width);
        let first = self.span.start * stride + self.key_head * width;
        scratch.keys.grow(length.next_multiple_of(PANEL) * width);
        for (index, panel) in
            scratch.keys.words_mut().chunks_exact_mut(PANEL * width).take(length.div_ceil(PANEL)).enumerate()
        {
            let rows = &float_words(self.rows.k)[first + index * PANEL * stride..];
            interleave(rows, stride, 0..width, (PANEL.min(length - index * PANEL), PANEL), panel);
        }
        scratch.values.grow(length * width.next_multiple_of(PANEL));
        for (index, panel) in
            scratch.values.floats_mut().chunks_exact_mut(PANEL * length).take(width.div_ceil(PANEL)).enumerate()
        {
            let columns = PANEL.min(width - index * PANEL);
            for (token, slots) in panel.chunks_exact_mut(PANEL).enumerate() {
                let from = first + token * stride + index * PANEL;
                slots[..columns].copy_from_slice(&self.rows.v[from..from + columns]);
                slots[columns..].fill(0.0);
            }
        }
    }

    /// The tokens that some row of a block sees, its beginning moved down to a panel's.
    fn seen(&self, block: &Range<usize>) -> Range<usize> {
        self.first_seen(block.start) / PANEL * PANEL..block.end
    }

    fn first_seen(&self, row: usize) -> usize {
        self.shape.window.map_or(0, |window| (row + 1).saturating_sub(window))
    }

    /// Fills `scores` with the block's probabilities: rows of `seen` values, `stride` apart.
    fn score(&self, head: usize, block: Range<usize>, scratch: &mut Scratch) {
        let Shape { queries, width, scale, .. } = self.shape;
        let seen = self.seen(&block);
        let stride = seen.len().next_multiple_of(PANEL);
        let group = tile::padded_rows(block.len());
        scratch.packed.grow(TILE_ROWS * width.max(stride));
        scratch.scores.grow(TILE_ROWS * stride);
        let rows = &float_words(self.rows.q)[(self.span.start + block.start) * queries * width + head * width..];
        interleave(rows, queries * width, 0..width, (block.len(), group), scratch.packed.words_mut());
        for panel in seen.start / PANEL..seen.end.div_ceil(PANEL) {
            let keys = &scratch.keys.words()[panel * PANEL * width..(panel + 1) * PANEL * width];
            let scores = &mut scratch.scores.floats_mut()[panel * PANEL - seen.start..];
            // SAFETY: `packed` holds `width` depths of the padded rows, `keys` one whole panel; `scores` has TILE_ROWS rows of
            // `stride` floats, and this panel's 32 columns lie within each (stride is a multiple of 32).
            unsafe {
                let work = Tile {
                    depth: width,
                    a: scratch.packed.words().as_ptr(),
                    b: keys.as_ptr(),
                    c: scores.as_mut_ptr(),
                    c_stride: stride,
                    rows: block.len(),
                    columns: PANEL,
                    accumulate: false,
                };
                tile::multiply(WeightFormat::F32, &work);
            }
        }
        for (row, scores) in block.zip(scratch.scores.floats_mut().chunks_exact_mut(stride)) {
            softmax(scores, scale, self.first_seen(row) - seen.start..row + 1 - seen.start);
        }
    }

    /// Probabilities times values, into the output.
    ///
    /// # Safety
    /// As [`Self::attend`].
    unsafe fn mix(&self, head: usize, block: Range<usize>, scratch: &mut Scratch, target: Target) {
        let Shape { queries, width, .. } = self.shape;
        let seen = self.seen(&block);
        let stride = seen.len().next_multiple_of(PANEL);
        let group = tile::padded_rows(block.len());
        interleave(scratch.scores.words(), stride, 0..seen.len(), (block.len(), group), scratch.packed.words_mut());
        let length = self.span.len();
        for panel in 0..width.div_ceil(PANEL) {
            let values =
                &scratch.values.words()[(panel * length + seen.start) * PANEL..(panel * length + seen.end) * PANEL];
            let column = head * width + panel * PANEL;
            // SAFETY: `packed` holds a depth for each token seen, `values` the same tokens; the target's rows and columns are
            // this group's own by the caller's promise.
            unsafe {
                let work = Tile {
                    depth: seen.len(),
                    a: scratch.packed.words().as_ptr(),
                    b: values.as_ptr(),
                    c: target.0.add((self.span.start + block.start) * queries * width + column),
                    c_stride: queries * width,
                    rows: block.len(),
                    columns: PANEL.min(width - panel * PANEL),
                    accumulate: false,
                };
                tile::multiply(WeightFormat::F32, &work);
            }
        }
    }
}
