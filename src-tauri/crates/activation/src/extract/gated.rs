//! One layer's activations as a vector that is never negative (arXiv 2503.15573, App. B.3): of each token the largest
//! columns, then the mean over tokens.
//!
//! Values below zero count as none, so that shares of minima and maxima make sense. Where the sign says something (every
//! source but the gate), the negative half of each column is a column of its own, after all positive ones.

use std::ops::Range;

use rayon::prelude::*;

use super::batches::Batch;
use super::collector::Collector;
use super::gathered::Gathered;
use crate::chunk::Chunk;
use crate::error::ReadError;
use crate::families::Spec;
use crate::hooks::{Moment, Place, Site};
use crate::ops::{Activation, Ops};
use crate::reading::{GatedSource, Representation};
use selection::Projection;

/// Watches one site of one layer.
pub struct GatedCollector {
    site: Site,
    /// Columns of the site.
    columns: usize,
    kept: usize,
    /// What the gate's rows go through; signed sources have none.
    activation: Option<Activation>,
    gathered: Gathered,
}

impl GatedCollector {
    /// Room for all documents.
    pub fn new(spec: &Spec, layer: u16, top_k: u16, source: GatedSource, documents: usize) -> Self {
        let (place, columns) = match source {
            GatedSource::Gate => (Place::Gate, spec.intermediate),
            GatedSource::Up => (Place::Projection(Projection::Up), spec.intermediate),
            GatedSource::GateTimesUp => (Place::Gated, spec.intermediate),
            GatedSource::Hidden => (Place::Hidden, spec.hidden),
        };
        let activation = (source == GatedSource::Gate).then_some(spec.activation);
        let width = if activation.is_some() { columns } else { 2 * columns };
        let representation = Representation::GatedActivations { layer, top_k, source };
        Self {
            site: Site { layer: usize::from(layer), place },
            columns,
            kept: usize::from(top_k),
            activation,
            gathered: Gathered::new(representation, documents, width),
        }
    }

    /// Where it looks.
    pub const fn site(&self) -> Site {
        self.site
    }

    /// Columns of what it gives: more than the site's where negative halves are columns of their own.
    pub const fn width(&self) -> usize {
        self.columns * if self.activation.is_some() { 1 } else { 2 }
    }

    /// What each token gives to the mean, `[width]` each.
    pub fn tokens(&self, rows: &[f32]) -> Vec<Vec<f64>> {
        rows.par_chunks_exact(self.columns).map(|row| self.mean(row)).collect()
    }

    /// The mean over a document's tokens, summed token by token in f64.
    fn mean(&self, rows: &[f32]) -> Vec<f64> {
        let mut sums = vec![0f64; self.width()];
        let (mut positive, mut order) = (vec![0f32; sums.len()], Vec::with_capacity(sums.len()));
        for row in rows.chunks_exact(self.columns) {
            self.halves(row, &mut positive);
            let least = least_kept(&positive, self.kept, &mut order);
            add_kept(&positive, least, self.kept, &mut sums);
        }
        let tokens = (rows.len() / self.columns) as f64;
        for sum in &mut sums {
            *sum /= tokens;
        }
        sums
    }

    /// A token's columns as numbers that are not negative; no number stays no number.
    fn halves(&self, row: &[f32], positive: &mut [f32]) {
        let above = |x: f32| if x < 0.0 { 0.0 } else { x };
        if let Some(activation) = self.activation {
            positive.iter_mut().zip(row).for_each(|(out, &x)| *out = above(activation.of(x)));
            return;
        }
        let (up, down) = positive.split_at_mut(row.len());
        for ((up, down), &x) in up.iter_mut().zip(down).zip(row) {
            (*up, *down) = (above(x), above(-x));
        }
    }
}

/// The least of the `kept` largest values; bits of numbers that are not negative rise with them.
fn least_kept(values: &[f32], kept: usize, order: &mut Vec<u32>) -> u32 {
    if kept >= values.len() {
        return 0;
    }
    order.clear();
    order.extend(values.iter().map(|value| value.to_bits()));
    let place = order.len() - kept;
    *order.select_nth_unstable(place).1
}

/// Adds the `kept` largest values to the sums, of equal ones those of lower index.
fn add_kept(values: &[f32], least: u32, kept: usize, sums: &mut [f64]) {
    let above = values.iter().filter(|value| value.to_bits() > least).count();
    let mut ties = kept.saturating_sub(above);
    for (sum, &value) in sums.iter_mut().zip(values) {
        let bits = value.to_bits();
        if bits > least || (bits == least && ties > 0) {
            ties -= usize::from(bits == least);
            *sum += f64::from(value);
        }
    }
}

impl<O: Ops> Collector<O> for GatedCollector {
    fn wants(&self, site: Site) -> bool {
        site == self.site
    }

    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError> {
        let values = moment.ops.values(rows)?;
        let mean = |span: &Range<usize>| self.mean(&values[span.start * self.columns..span.end * self.columns]);
        let means: Vec<Vec<f64>> = batch.spans.par_iter().map(mean).collect();
        batch.documents.iter().zip(&means).try_for_each(|(&document, mean)| self.gathered.set(document, 0, mean))
    }

    fn finish(self: Box<Self>, chunk: &mut Chunk) {
        self.gathered.finish(chunk);
    }
}

#[cfg(test)]
mod tests {
    use super::{add_kept, least_kept};

    fn kept(values: &[f32], k: usize) -> Vec<f64> {
        let mut sums = vec![0.0; values.len()];
        add_kept(values, least_kept(values, k, &mut Vec::new()), k, &mut sums);
        sums
    }

    #[test]
    fn a_token_keeps_its_largest_columns_and_of_equal_ones_the_first() {
        assert_eq!(kept(&[0.5, 2.0, 0.0, 0.5, 0.25, 0.5], 3), [0.5, 2.0, 0.0, 0.5, 0.0, 0.0]);
        assert_eq!(kept(&[0.5, 2.0], 5), [0.5, 2.0]);
        assert_eq!(kept(&[0.0, 0.0, 1.0], 2), [0.0, 0.0, 1.0]);
    }
}
