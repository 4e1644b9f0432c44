//! A layer's hidden state token by token: what an autoencoder is trained on, and what shows which token drives a neuron.

use super::batches::Batch;
use super::collector::Collector;
use crate::chunk::Chunk;
use crate::error::ReadError;
use crate::hooks::{Moment, Place, Site};
use crate::ops::Ops;

/// Keeps the rows of one block's output.
pub struct RowCollector<'a> {
    layer: usize,
    width: usize,
    /// `[tokens][hidden]` of each document.
    rows: &'a mut [Vec<f32>],
}

impl<'a> RowCollector<'a> {
    /// Room for all documents.
    pub const fn new(layer: usize, width: usize, rows: &'a mut [Vec<f32>]) -> Self {
        Self { layer, width, rows }
    }
}

impl<O: Ops> Collector<O> for RowCollector<'_> {
    fn wants(&self, site: Site) -> bool {
        site == Site { layer: self.layer, place: Place::Hidden }
    }

    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError> {
        let values = moment.ops.values(rows)?;
        for (document, span) in batch.rows() {
            self.rows[document] = values[span.start * self.width..span.end * self.width].to_vec();
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Chunk) {}
}
