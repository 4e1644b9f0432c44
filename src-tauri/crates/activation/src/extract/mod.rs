//! Documents to a chunk: batches, one pass each, collectors at its sites.
//!
//! A representation is a collector that watches some sites; the pass is shared.

mod batches;
mod neurons;
pub mod top_k;

use crate::chunk::ProjectionFeatures;
use crate::decoder::Decoder;
use crate::error::ReadError;
use crate::ops::Ops;
use crate::reading::Reading;
use neurons::NeuronCollector;

/// Reads documents that are token ids already (truncated; an empty one stays unscored).
///
/// # Errors
/// [`ReadError`] from settings, the device, the caller's wish to stop, or impacts that are not finite.
pub fn read<O: Ops>(
    decoder: &Decoder<O>,
    documents: &[Vec<u32>],
    reading: &Reading,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<ProjectionFeatures>, ReadError> {
    let mut collector = NeuronCollector::new(decoder.spec(), documents.len(), reading)?;
    let lengths: Vec<usize> = documents.iter().map(Vec::len).collect();
    for batch in batches::plan(&lengths, decoder.ops().batch_tokens()) {
        let (mut tokens, mut spans) = (Vec::new(), Vec::new());
        for &document in &batch {
            spans.push(tokens.len()..tokens.len() + documents[document].len());
            tokens.extend_from_slice(&documents[document]);
        }
        collector.begin(batch);
        decoder.run(&tokens, &spans, &mut collector, stop)?;
    }
    Ok(collector.finish())
}
