//! Impacts (arXiv 2604.15706, §2.1): the mean of |x| over a document's tokens, and a layer's strongest neurons.

use std::ops::Range;

use rayon::prelude::*;

use super::isa::for_each_isa;

/// The mean of |x| over each document's rows, summed token by token in f32.
///
/// # Shapes
/// `rows` is `[tokens, width]`, `spans` each document's rows (not empty), `out` `[documents][width]`.
///
/// # Panics
/// When the lengths do not fit.
pub fn mean_abs(rows: &[f32], width: usize, spans: &[Range<usize>], out: &mut [f32]) {
    assert!(
        width > 0 && out.len() == spans.len() * width,
        "one row a document"
    );
    out.par_chunks_exact_mut(width)
        .zip(spans)
        .for_each(|(out, span)| {
            mean_abs_of(&rows[span.start * width..span.end * width], out);
        });
}

for_each_isa! {
    fn mean_abs_of(rows: &[f32], out: &mut [f32]) = mean_abs_body
}

#[inline(always)]
fn mean_abs_body<const FUSED: bool>(rows: &[f32], out: &mut [f32]) {
    out.fill(0.0);
    for row in rows.chunks_exact(out.len()) {
        for (sum, x) in out.iter_mut().zip(row) {
            *sum += x.abs();
        }
    }
    let count = (rows.len() / out.len()) as f32;
    for sum in out {
        *sum /= count;
    }
}

/// An impact that is infinite or no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neuron {neuron} has no finite impact")]
pub struct NotFinite {
    /// Its column.
    pub neuron: usize,
}

/// Finds the strongest neurons of many layers without sorting any of them whole; keeps its working memory.
#[derive(Default)]
pub struct TopK {
    keys: Vec<u64>,
}

impl TopK {
    /// The columns of the `k` greatest values (all, where there are fewer), falling; equal ones by rising column.
    ///
    /// # Errors
    /// [`NotFinite`] names the first value that is infinite or no number.
    pub fn of(
        &mut self,
        values: &[f32],
        k: usize,
    ) -> Result<impl ExactSizeIterator<Item = usize> + '_, NotFinite> {
        if let Some(neuron) = values.iter().position(|x| !x.is_finite()) {
            return Err(NotFinite { neuron });
        }
        let k = k.min(values.len());
        self.keys.clear();
        self.keys.extend(
            values
                .iter()
                .enumerate()
                .map(|(column, &value)| falling_key(value, column)),
        );
        if k < self.keys.len() {
            self.keys.select_nth_unstable(k);
        }
        self.keys[..k].sort_unstable();
        Ok(self.keys[..k]
            .iter()
            .map(|&key| (key & u64::from(u32::MAX)) as usize))
    }
}

/// A number that is smaller for a greater value, then for a lower column.
fn falling_key(value: f32, column: usize) -> u64 {
    let bits = (value + 0.0).to_bits(); // −0 becomes 0: they are equal
    let rising = if bits >> 31 == 0 {
        bits | 1 << 31
    } else {
        !bits
    };
    u64::from(!rising) << 32 | column as u64
}
