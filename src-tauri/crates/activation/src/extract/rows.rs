//! A site's rows token by token: what an autoencoder or a proxy is trained on, and what shows which token drives a
//! neuron.

use super::batches::Batch;
use super::collector::Collector;
use crate::chunk::Chunk;
use crate::error::ReadError;
use crate::hooks::{Moment, Site};
use crate::ops::Ops;

/// Keeps the rows of one site.
pub struct RowCollector<'a> {
    site: Site,
    width: usize,
    /// `[tokens][width]` of each document.
    rows: &'a mut [Vec<f32>],
}

impl<'a> RowCollector<'a> {
    /// Room for all documents.
    pub const fn new(site: Site, width: usize, rows: &'a mut [Vec<f32>]) -> Self {
        Self { site, width, rows }
    }
}

impl<O: Ops> Collector<O> for RowCollector<'_> {
    fn wants(&self, site: Site) -> bool {
        site == self.site
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
