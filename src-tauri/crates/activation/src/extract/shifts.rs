//! How far a document moves the residual stream: in every layer its state at the last token less that at the first (arXiv
//! 2603.13201, whose text leaves open which activation is meant: what leaves the block is our reading).

use super::batches::Batch;
use super::collector::Collector;
use super::gathered::Gathered;
use crate::chunk::Chunk;
use crate::error::ReadError;
use crate::hooks::{Moment, Place, Site};
use crate::ops::Ops;
use crate::reading::Representation;

/// Watches what leaves every block.
pub struct ShiftCollector {
    hidden: usize,
    gathered: Gathered,
}

impl ShiftCollector {
    /// Room for all documents.
    pub fn new(layers: usize, hidden: usize, documents: usize) -> Self {
        Self { hidden, gathered: Gathered::new(Representation::Shifts, documents, layers * hidden) }
    }
}

impl<O: Ops> Collector<O> for ShiftCollector {
    fn wants(&self, site: Site) -> bool {
        site.place == Place::Hidden
    }

    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError> {
        let ends: Vec<u32> = batch.spans.iter().flat_map(|span| [span.start as u32, span.end as u32 - 1]).collect();
        let ends = moment.ops.values(&moment.ops.select(rows, &ends)?)?;
        for (&document, ends) in batch.documents.iter().zip(ends.chunks_exact(2 * self.hidden)) {
            let (first, last) = ends.split_at(self.hidden);
            let shift: Vec<f64> = last.iter().zip(first).map(|(l, f)| f64::from(*l) - f64::from(*f)).collect();
            self.gathered.set(document, moment.site.layer * self.hidden, &shift)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, chunk: &mut Chunk) {
        self.gathered.finish(chunk);
    }
}
