//! Hidden states pooled over a document's tokens: a block's output by its plain mean, the final one by a mean that trusts
//! later tokens more (arXiv 2503.01807: they have seen more of the text).

use std::ops::Range;

use rayon::prelude::*;

use super::batches::Batch;
use super::collector::Collector;
use super::gathered::Gathered;
use crate::chunk::Chunk;
use crate::error::ReadError;
use crate::hooks::{Moment, Place, Site};
use crate::ops::Ops;
use crate::reading::Representation;

/// How much each token counts.
#[derive(Clone, Copy)]
pub enum Weights {
    /// All the same.
    Equal,
    /// The t-th of n, from 1: t / (1 + … + n).
    Rising,
}

/// Pools the rows of one site.
pub struct PooledCollector {
    site: Site,
    weights: Weights,
    width: usize,
    gathered: Gathered,
}

impl PooledCollector {
    /// The mean of what leaves a block.
    pub fn middle(layer: u16, hidden: usize, documents: usize) -> Self {
        let site = Site { layer: usize::from(layer), place: Place::Hidden };
        let gathered = Gathered::new(Representation::MiddleHidden { layer }, documents, hidden);
        Self { site, weights: Weights::Equal, width: hidden, gathered }
    }

    /// The weighted mean of what leaves the final norm.
    pub fn last(layers: usize, hidden: usize, documents: usize) -> Self {
        let site = Site { layer: layers - 1, place: Place::Normed };
        let gathered = Gathered::new(Representation::LastHidden, documents, hidden);
        Self { site, weights: Weights::Rising, width: hidden, gathered }
    }
}

impl<O: Ops> Collector<O> for PooledCollector {
    fn wants(&self, site: Site) -> bool {
        site == self.site
    }

    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError> {
        let values = moment.ops.values(rows)?;
        let pool = |span: &Range<usize>| {
            pooled(&values[span.start * self.width..span.end * self.width], self.width, self.weights)
        };
        let means: Vec<Vec<f64>> = batch.spans.par_iter().map(pool).collect();
        batch.documents.iter().zip(&means).try_for_each(|(&document, mean)| self.gathered.set(document, 0, mean))
    }

    fn finish(self: Box<Self>, chunk: &mut Chunk) {
        self.gathered.finish(chunk);
    }
}

/// The weighted mean of rows, summed token by token in f64.
fn pooled(rows: &[f32], width: usize, weights: Weights) -> Vec<f64> {
    let mut sums = vec![0f64; width];
    let mut total = 0.0;
    for (token, row) in rows.chunks_exact(width).enumerate() {
        let weight = match weights {
            Weights::Equal => 1.0,
            Weights::Rising => (token + 1) as f64,
        };
        total += weight;
        for (sum, &value) in sums.iter_mut().zip(row) {
            *sum += weight * f64::from(value);
        }
    }
    for sum in &mut sums {
        *sum /= total;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::{Weights, pooled};

    #[test]
    fn later_tokens_weigh_more_where_weights_rise() {
        let rows = [6.0, 0.0, 0.0, 6.0, 12.0, 0.0];
        // (1 · 6 + 3 · 12) / 6 and 2 · 6 / 6, by hand.
        assert_eq!(pooled(&rows, 2, Weights::Rising), [7.0, 2.0]);
        assert_eq!(pooled(&rows, 2, Weights::Equal), [6.0, 2.0]);
    }
}
