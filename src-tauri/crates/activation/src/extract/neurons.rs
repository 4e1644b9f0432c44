//! Neurons: the mean of |activation| over a document's tokens at every wanted site (arXiv 2604.15706, §2), raw or as
//! the strongest of each layer.

use selection::{ABSENT, Projection};

use super::batches::Batch;
use super::collector::Collector;
use super::top_k::strongest;
use crate::chunk::{Chunk, ProjectionFeatures};
use crate::error::ReadError;
use crate::families::Spec;
use crate::hooks::{Moment, Place, Site};
use crate::ops::Ops;
use crate::reading::{Reading, Representation};

/// Watches all layers of the wanted projections.
pub struct NeuronCollector {
    wanted: Vec<ProjectionFeatures>,
    /// Key heads are repeated so often, each as wide as `head_width`.
    repeats: usize,
    head_width: usize,
    keeps_indices: bool,
}

impl NeuronCollector {
    /// Room for all documents; those that no batch holds stay absent.
    pub fn new(spec: &Spec, documents: usize, reading: &Reading) -> Result<Self, ReadError> {
        let keeps_indices = reading.wants(Representation::NeuronFeatures);
        let mut wanted: Vec<ProjectionFeatures> = Vec::new();
        for &projection in &reading.projections {
            let width = width_of(spec, projection);
            if width > usize::from(u16::MAX) {
                return Err(ReadError::TooWide { projection, width });
            }
            if wanted.iter().any(|features| features.projection == projection) {
                continue;
            }
            let top_k = reading.neurons.count(width);
            let slots = if keeps_indices { documents * spec.layers * top_k } else { 0 };
            let impacts = reading.wants(Representation::NeuronImpacts);
            wanted.push(ProjectionFeatures {
                projection,
                width,
                layers: spec.layers,
                top_k,
                indices: vec![ABSENT; slots],
                impacts: impacts.then(|| vec![0.0; documents * spec.layers * width]),
            });
        }
        let (repeats, head_width) = (spec.heads / spec.key_heads, spec.head_width);
        Ok(Self { wanted, repeats, head_width, keeps_indices })
    }
}

/// Neurons of a projection in one layer; keys and values count once for every query head.
pub fn width_of(spec: &Spec, projection: Projection) -> usize {
    match projection {
        Projection::K | Projection::V => spec.outputs_of(Projection::Q),
        other => spec.outputs_of(other),
    }
}

impl<O: Ops> Collector<O> for NeuronCollector {
    fn wants(&self, site: Site) -> bool {
        self.wanted.iter().any(|features| Place::Projection(features.projection) == site.place)
    }

    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError> {
        let Site { layer, place: Place::Projection(projection) } = moment.site else { return Ok(()) };
        let mut means = moment.ops.mean_abs(rows, moment.plan)?;
        if matches!(projection, Projection::K | Projection::V) {
            means = repeat_heads(&means, self.head_width, self.repeats);
        }
        let keeps_indices = self.keeps_indices;
        let Some(features) = self.wanted.iter_mut().find(|f| f.projection == projection) else {
            return Ok(());
        };
        for (&document, impacts) in batch.documents.iter().zip(means.chunks_exact(features.width)) {
            if !impacts.iter().all(|impact| impact.is_finite()) {
                return Err(ReadError::NotFinite { document, layer, projection });
            }
            let place = document * features.layers + layer;
            if let Some(kept) = &mut features.impacts {
                kept[place * features.width..][..features.width].copy_from_slice(impacts);
            }
            if keeps_indices {
                let top_k = features.top_k;
                features.indices[place * top_k..][..top_k].copy_from_slice(&strongest(impacts, top_k));
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>, chunk: &mut Chunk) {
        chunk.features = self.wanted;
    }
}

/// Each head's columns `repeats` times in a row, as the published code lays keys and values out.
fn repeat_heads(means: &[f32], head_width: usize, repeats: usize) -> Vec<f32> {
    means.chunks_exact(head_width).flat_map(|head| std::iter::repeat_n(head, repeats).flatten()).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::repeat_heads;

    #[test]
    fn a_key_head_stands_once_for_every_query_head_it_serves() {
        assert_eq!(repeat_heads(&[1.0, 2.0, 3.0, 4.0], 2, 2), [1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 3.0, 4.0]);
    }
}
