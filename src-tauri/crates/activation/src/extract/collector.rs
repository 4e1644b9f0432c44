//! Collectors: what gathers one representation while passes run, and how several share one pass.
//!
//! A new representation is a collector in a file of its own, made in [`super::collectors`].

use super::batches::Batch;
use crate::chunk::Chunk;
use crate::error::ReadError;
use crate::hooks::{Hook, Moment, Site};
use crate::ops::Ops;

/// Gathers one representation of all documents of a call.
pub trait Collector<O: Ops> {
    /// Whether it looks at this site. What no collector needs is not computed.
    fn wants(&self, site: Site) -> bool;

    /// Looks at a wanted site of one batch. A document's result may depend on its own rows alone.
    ///
    /// # Shapes
    /// `rows` is `[tokens, width]`; those of each document are `batch.rows()`.
    ///
    /// # Errors
    /// [`ReadError`] from the device, or naming a document whose numbers are not finite.
    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError>;

    /// Adds what was gathered to the chunk. Documents that no batch held are absent there.
    fn finish(self: Box<Self>, chunk: &mut Chunk);
}

/// All collectors of a call at one pass.
pub struct Shared<'a, 'c, O: Ops> {
    /// They look in this order.
    pub collectors: &'a mut [Box<dyn Collector<O> + 'c>],
    /// What goes through the model.
    pub batch: &'a Batch,
}

impl<O: Ops> Hook<O> for Shared<'_, '_, O> {
    fn wants(&self, site: Site) -> bool {
        self.collectors.iter().any(|collector| collector.wants(site))
    }

    fn at(&mut self, moment: &Moment<'_, O>, rows: &O::Rows) -> Result<Option<O::Rows>, ReadError> {
        for collector in self.collectors.iter_mut().filter(|collector| collector.wants(moment.site)) {
            collector.see(moment, rows, self.batch)?;
        }
        Ok(None)
    }
}
