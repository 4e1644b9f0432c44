//! Weights and activations in the order in which the tiles read them.
//!
//! A panel holds 32 outputs side by side, `[depth][32]`; a block of activations holds its tile's rows side by side,
//! `[depth][rows]`. In the fast profile a word is a pair of bf16 of neighbouring depths.

use std::ops::Range;

use rayon::prelude::*;

use super::aligned::AlignedWords;
use super::isa::for_each_isa;
use super::tile::PANEL;

/// How weights are kept, and with that the numeric profile of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightFormat {
    /// f32 times f32 in f32 sums: the default profile.
    F32,
    /// bf16 times bf16 in f32 sums: the fast profile; needs [`super::isa::has_bf16_products`].
    Bf16,
}

impl WeightFormat {
    /// Words that `inputs` values of one row take.
    #[must_use]
    pub const fn depth(self, inputs: usize) -> usize {
        match self {
            Self::F32 => inputs,
            Self::Bf16 => inputs.div_ceil(2),
        }
    }
}

/// One or several linear maps of the same input, packed for the tiles.
pub struct PackedMatrix {
    format: WeightFormat,
    inputs: usize,
    parts: Vec<PackedPart>,
    words: AlignedWords,
}

#[derive(Clone, Copy)]
struct PackedPart {
    outputs: usize,
    first_panel: usize,
}

impl PackedMatrix {
    /// Room for maps of `inputs` values to `outputs[i]` values each, all weights zero.
    #[must_use]
    pub fn zeroed(format: WeightFormat, inputs: usize, outputs: &[usize]) -> Self {
        let mut panels = 0;
        let parts = outputs
            .iter()
            .map(|&outputs| {
                let part = PackedPart { outputs, first_panel: panels };
                panels += outputs.div_ceil(PANEL);
                part
            })
            .collect();
        Self { format, inputs, parts, words: AlignedWords::zeroed(panels * PANEL * format.depth(inputs)) }
    }

    /// Packs the whole of one map, `rows` being `[outputs][inputs]` as in checkpoints. The rows may be dropped afterwards.
    ///
    /// # Panics
    /// When `rows` does not hold `outputs * inputs` values.
    pub fn fill(&mut self, part: usize, rows: &[f32]) {
        let PackedPart { outputs, first_panel } = self.parts[part];
        assert_eq!(rows.len(), outputs * self.inputs, "a map has outputs x inputs weights");
        let (format, inputs) = (self.format, self.inputs);
        let panel_words = PANEL * format.depth(inputs);
        if outputs == 0 || inputs == 0 {
            return;
        }
        self.words.words_mut()[first_panel * panel_words..]
            .par_chunks_exact_mut(panel_words)
            .zip(rows.par_chunks(PANEL * inputs))
            .for_each(|(panel, rows)| pack_panel(format, inputs, rows, panel));
    }

    /// Width of what is multiplied.
    #[must_use]
    pub const fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many maps there are.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.parts.len()
    }

    /// Width of what one map gives.
    ///
    /// # Panics
    /// When there is no such map.
    #[must_use]
    pub fn outputs(&self, part: usize) -> usize {
        self.parts[part].outputs
    }

    /// How the weights are kept.
    #[must_use]
    pub const fn format(&self) -> WeightFormat {
        self.format
    }

    /// One panel of one map: `[depth][PANEL]` words.
    pub(super) fn panel(&self, part: usize, panel: usize) -> &[u32] {
        let words = PANEL * self.format.depth(self.inputs);
        let first = (self.parts[part].first_panel + panel) * words;
        &self.words.words()[first..first + words]
    }
}

/// Up to `PANEL` rows of weights as one panel.
fn pack_panel(format: WeightFormat, inputs: usize, rows: &[f32], panel: &mut [u32]) {
    let count = rows.len() / inputs;
    match format {
        WeightFormat::F32 => {
            interleave(float_words(rows), inputs, 0..inputs, (count, PANEL), panel);
        }
        WeightFormat::Bf16 => {
            let depth = format.depth(inputs);
            let mut pairs = vec![0; count * depth];
            for (row, pairs) in rows.chunks_exact(inputs).zip(pairs.chunks_exact_mut(depth)) {
                bf16_pairs(row, pairs);
            }
            interleave(&pairs, depth, 0..depth, (count, PANEL), panel);
        }
    }
}

/// The bits of floats.
pub(super) fn float_words(values: &[f32]) -> &[u32] {
    // SAFETY: f32 and u32 have the same size and alignment, and every bit pattern is valid for both.
    unsafe { std::slice::from_raw_parts(values.as_ptr().cast(), values.len()) }
}

for_each_isa! {
    /// Lays rows side by side: `packed[d * group + r] = rows[r * stride + depths.start + d]`; the rows from `count` to `group`
    /// (a multiple of 4) become zeros.
    pub(super) fn interleave(rows: &[u32], stride: usize, depths: Range<usize>, group: (usize, usize), packed: &mut [u32])
        = interleave_body
}

#[inline(always)]
fn interleave_body<const FUSED: bool>(
    rows: &[u32],
    stride: usize,
    depths: Range<usize>,
    (count, group): (usize, usize),
    packed: &mut [u32],
) {
    let depth = depths.len();
    let zeros = [0u32; 4];
    for quad in (0..group).step_by(4) {
        let row = |r: usize| (r < count).then(|| &rows[r * stride + depths.start..r * stride + depths.end]);
        if let (Some(a), Some(b), Some(c), Some(d)) = (row(quad), row(quad + 1), row(quad + 2), row(quad + 3)) {
            let whole = depth / 4 * 4;
            let blocks = a.chunks_exact(4).zip(b.chunks_exact(4)).zip(c.chunks_exact(4).zip(d.chunks_exact(4)));
            for (((a, b), (c, d)), out) in blocks.zip(packed.chunks_mut(4 * group)) {
                for i in 0..4 {
                    out[i * group + quad..i * group + quad + 4].copy_from_slice(&[a[i], b[i], c[i], d[i]]);
                }
            }
            for i in whole..depth {
                packed[i * group + quad..i * group + quad + 4].copy_from_slice(&[a[i], b[i], c[i], d[i]]);
            }
        } else {
            for i in 0..depth {
                packed[i * group + quad..i * group + quad + 4].copy_from_slice(&zeros);
                for (r, slot) in (quad..count.min(quad + 4)).zip(quad..) {
                    packed[i * group + slot] = rows[r * stride + depths.start + i];
                }
            }
        }
    }
}

for_each_isa! {
    /// Rounds values to bf16 (nearest, ties to even; no number stays no number), two to a word, the first in the low half.
    pub(super) fn bf16_pairs(values: &[f32], pairs: &mut [u32]) = bf16_pairs_body
}

#[inline(always)]
fn bf16_pairs_body<const FUSED: bool>(values: &[f32], pairs: &mut [u32]) {
    let whole = values.chunks_exact(2);
    if let ([last], Some(pair)) = (whole.remainder(), pairs.last_mut()) {
        *pair = bf16_bits(*last);
    }
    for (pair, two) in pairs.iter_mut().zip(whole) {
        *pair = bf16_bits(two[0]) | bf16_bits(two[1]) << 16;
    }
}

#[inline(always)]
fn bf16_bits(value: f32) -> u32 {
    let bits = value.to_bits();
    let rounded = bits.wrapping_add(0x7fff + (bits >> 16 & 1)) >> 16;
    if value.is_nan() { 0x7fc0 } else { rounded }
}
