//! Untangled neurons: the fingerprint of a text in the latents of a sparse autoencoder.

use rayon::prelude::*;

use super::explanation::columns;
use super::nas::{METRIC, kind, metric};
use super::{Description, Evidence, Explanation, Kind, Method, MethodError, Representation, Settings, Standing};
use crate::data::vectors::SparseVectors;
use crate::geometry::prototype::Prototype;
use crate::neurons::profile::NoScoredExamples;
use crate::rank::scores::Scores;

static DESCRIPTION: Description = Description {
    id: "mona",
    technical: "MONA",
    plain: "Untangled neurons",
    sentence: "A neuron fingerprint, after an extra model splits mixed neurons into single ideas.",
    good_when: "There is a sparse autoencoder for your model.",
    careful_when: "It favours texts alike to each other: check that the choice is varied.",
    source: "arXiv 2503.15573, §2.3-2.4, Eq. 7-9",
    standing: Standing::Published,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[METRIC],
};

/// Monosemantic neuronal activations (arXiv 2503.15573, Eq. 7-9): the generalised Jaccard likeness of a document's mean
/// latents with the examples' mean. A document costs what its entries cost.
#[derive(Debug, Clone, Copy)]
pub struct Mona;

impl Method for Mona {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::Latents]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let (pool, prototype) = sides(evidence, settings)?;
        let of_document = |document| entries(pool, document).map_or(f64::NAN, |entries| prototype.likeness(entries));
        let likenesses = (0..pool.len()).into_par_iter().with_min_len(64).map(of_document).collect();
        Ok(Scores::plain(likenesses).of_kind(kind(settings)))
    }

    fn explain(
        &self,
        evidence: &Evidence,
        settings: &Settings,
        document: usize,
    ) -> Result<Vec<Explanation>, MethodError> {
        let (pool, prototype) = sides(evidence, settings)?;
        let entries = entries(pool, document);
        let found = entries.and_then(|entries| columns::explained(Representation::Latents, &prototype, entries));
        Ok(found.into_iter().collect())
    }
}

/// The pool's latents, and the examples' mean.
fn sides<'a>(evidence: &Evidence<'a>, settings: &Settings) -> Result<(&'a SparseVectors, Prototype), MethodError> {
    let (Some(pool), Some(examples)) = (evidence.pool.latents, evidence.examples.latents) else {
        return Err(MethodError::NothingRead { method: DESCRIPTION.id, needs: Representation::Latents });
    };
    if pool.width() != examples.width() {
        return Err(MethodError::Width { pool: pool.width(), examples: examples.width() });
    }
    let read = (0..examples.len()).filter_map(|example| entries(examples, example));
    let prototype = Prototype::of(pool.width(), read, metric(settings));
    Ok((pool, prototype.ok_or(NoScoredExamples { examples: examples.len() })?))
}

fn entries(vectors: &SparseVectors, document: usize) -> Option<impl Iterator<Item = (usize, f32)> + Clone + '_> {
    let (columns, values) = vectors.row(document)?;
    Some(columns.iter().map(|&column| column as usize).zip(values.iter().copied()))
}
