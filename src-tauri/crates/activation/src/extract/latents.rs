//! Latents of a sparse autoencoder on what leaves a block, mean over tokens (MONA, arXiv 2503.15573 v2, §2.3).

use super::batches::Batch;
use super::collector::Collector;
use crate::autoencoder::{Autoencoder, AutoencoderError};
use crate::chunk::{Chunk, SparseVectors};
use crate::error::ReadError;
use crate::hooks::{Moment, Place, Site};
use crate::ops::Ops;

/// Watches the block that the autoencoder was made for.
pub struct LatentCollector<'a> {
    autoencoder: &'a Autoencoder,
    rows: Vec<Option<Vec<(u32, f32)>>>,
}

impl<'a> LatentCollector<'a> {
    /// Room for all documents.
    pub fn new(autoencoder: &'a Autoencoder, documents: usize) -> Self {
        Self { autoencoder, rows: vec![None; documents] }
    }
}

impl<O: Ops> Collector<O> for LatentCollector<'_> {
    fn wants(&self, site: Site) -> bool {
        site == Site { layer: self.autoencoder.card().hookpoint.layer, place: Place::Hidden }
    }

    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError> {
        let representation = self.autoencoder.representation();
        let of_token = |token| batch.rows().find(|(_, span)| span.contains(&token));
        let not_finite = |error| match error {
            AutoencoderError::NotFinite { token } => ReadError::VectorNotFinite {
                document: of_token(token).map_or(0, |(document, _)| document),
                representation,
            },
            other => ReadError::Autoencoder(Box::new(other)),
        };
        let means = self.autoencoder.encoder().means(&moment.ops.values(rows)?, &batch.spans).map_err(not_finite)?;
        for (&document, mean) in batch.documents.iter().zip(means) {
            self.rows[document] = Some(mean);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, chunk: &mut Chunk) {
        let mut sparse = SparseVectors::new(self.autoencoder.representation(), self.autoencoder.card().latents);
        self.rows.iter().for_each(|row| sparse.push(row.as_deref()));
        chunk.sparse.push(sparse);
    }
}
