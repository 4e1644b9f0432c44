//! Documents to a chunk: batches, one pass each, collectors at its sites.
//!
//! A representation is a [`Collector`] that watches some sites; the pass is shared. To add one, write its file and make it
//! in [`collectors`].

mod batches;
mod collector;
#[cfg(test)]
mod cramped;
mod gated;
mod gathered;
mod latents;
mod likelihood;
mod neurons;
mod passes;
mod pooled;
mod rows;
mod shifts;
pub mod top_k;
mod traced;

use crate::ablation::Columns;
use crate::autoencoder::Autoencoder;
use crate::chunk::Chunk;
use crate::decoder::Decoder;
use crate::error::ReadError;
use crate::hooks::Site;
use crate::ops::Ops;
use crate::reading::{Reading, Representation};
use crate::trace::{Trace, Tracing};
use collector::Collector;
use gated::GatedCollector;
use latents::LatentCollector;
use likelihood::{Alone, Answered, Foreseen, LikelihoodCollector};
use neurons::NeuronCollector;
use passes::{passes, silent_passes};
use pooled::PooledCollector;
use rows::RowCollector;
use shifts::ShiftCollector;
use traced::TraceCollector;

/// Documents as token ids.
#[derive(Default)]
pub struct Tokenised {
    /// Of each document, truncated; an empty one stays unscored.
    pub ids: Vec<Vec<u32>>,
    /// Of each document that has an answer, where answers are wanted.
    pub answers: Vec<Option<Answer>>,
}

/// An answer as token ids.
pub struct Answer {
    /// Its first token's place in its document.
    pub from: usize,
    /// Its tokens without the question, as many as the document holds of them.
    pub ids: Vec<u32>,
}

/// Reads documents into a chunk.
///
/// # Errors
/// [`ReadError`] from settings, the device, the caller's wish to stop, or numbers that are not finite. A device whose
/// memory runs out is given less at a time first.
pub fn read<O: Ops>(
    decoder: &Decoder<O>,
    documents: &Tokenised,
    reading: &Reading,
    autoencoder: Option<&Autoencoder>,
    stop: &(dyn Fn() -> bool + Sync),
    chunk: &mut Chunk,
) -> Result<(), ReadError> {
    let answers = reading.wants(Representation::AnswerLikelihood);
    let answers = answers.then(|| answered(decoder, &documents.answers, stop)).transpose()?;
    let mut all = collectors(decoder, documents.ids.len(), reading, answers, autoencoder)?;
    let ids: Vec<&[u32]> = documents.ids.iter().map(Vec::as_slice).collect();
    passes(decoder, &ids, &mut all, stop)?;
    for collector in all {
        collector.finish(chunk);
    }
    let place = |wanted: Representation| reading.representations.iter().position(|&r| r == wanted);
    chunk.vectors.sort_by_key(|vectors| place(vectors.representation));
    chunk.sparse.sort_by_key(|sparse| place(sparse.representation));
    Ok(())
}

/// What passes a site of the residual stream at every token, `[tokens][hidden]` for each document.
///
/// # Errors
/// As [`read`].
pub fn hidden_rows<O: Ops>(
    decoder: &Decoder<O>,
    documents: &[Vec<u32>],
    site: Site,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Vec<f32>>, ReadError> {
    let mut rows = vec![Vec::new(); documents.len()];
    let ids: Vec<&[u32]> = documents.iter().map(Vec::as_slice).collect();
    passes(decoder, &ids, &mut [Box::new(RowCollector::new(site, decoder.spec().hidden, &mut rows))], stop)?;
    Ok(rows)
}

/// The mean negative log-likelihood of each document's tokens from the second on while these neurons are silent; nothing
/// for a document of fewer than two tokens.
///
/// # Errors
/// As [`read`].
pub fn losses<O: Ops>(
    decoder: &Decoder<O>,
    documents: &[Vec<u32>],
    silent: &Columns,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Option<f64>>, ReadError> {
    let mut losses = vec![None; documents.len()];
    let ids: Vec<&[u32]> = documents.iter().map(Vec::as_slice).collect();
    let shape = (decoder.spec().layers, decoder.spec().vocabulary);
    silent_passes(decoder, &ids, &mut [Box::new(Alone::new(shape, &mut losses))], silent, stop)?;
    Ok(losses)
}

/// What each token of one text gives at the places watched; `trace` holds its spans.
///
/// # Errors
/// As [`read`].
pub fn trace<O: Ops>(
    decoder: &Decoder<O>,
    ids: &[u32],
    tracing: &Tracing,
    autoencoder: Option<&Autoencoder>,
    stop: &(dyn Fn() -> bool + Sync),
    trace: &mut Trace,
) -> Result<(), ReadError> {
    let spec = decoder.spec();
    trace.values = vec![Vec::new(); tracing.watched.len()];
    let mut all: Vec<Box<dyn Collector<O> + '_>> = Vec::new();
    for (watched, values) in tracing.watched.iter().zip(&mut trace.values) {
        all.push(Box::new(TraceCollector::new(spec, autoencoder, watched, values)?));
    }
    if tracing.likelihood {
        all.push(Box::new(Foreseen::new((spec.layers, spec.vocabulary), &mut trace.predicted)));
    }
    passes(decoder, &[ids], &mut all, stop)
}

/// One collector for each wanted representation; both likelihoods share one, and so do both kinds of neurons.
fn collectors<'a, O: Ops>(
    decoder: &Decoder<O>,
    documents: usize,
    reading: &Reading,
    answers: Option<Vec<Option<Answered>>>,
    autoencoder: Option<&'a Autoencoder>,
) -> Result<Vec<Box<dyn Collector<O> + 'a>>, ReadError> {
    let spec = decoder.spec();
    let mut all: Vec<Box<dyn Collector<O> + 'a>> = Vec::new();
    if reading.needs_neurons() {
        all.push(Box::new(NeuronCollector::new(spec, documents, reading)?));
    }
    let mut wanted = reading.representations.clone();
    wanted.sort_unstable();
    wanted.dedup();
    for representation in wanted {
        match representation {
            Representation::GatedActivations { layer, top_k, source } => {
                all.push(Box::new(GatedCollector::new(spec, layer, top_k, source, documents)));
            }
            Representation::LastHidden => {
                all.push(Box::new(PooledCollector::last(spec.layers, spec.hidden, documents)));
            }
            Representation::MiddleHidden { layer } => {
                all.push(Box::new(PooledCollector::middle(layer, spec.hidden, documents)));
            }
            Representation::Shifts => all.push(Box::new(ShiftCollector::new(spec.layers, spec.hidden, documents))),
            Representation::Latents { .. } => {
                let fitting = autoencoder.filter(|autoencoder| autoencoder.representation() == representation);
                let autoencoder = fitting.ok_or(ReadError::NoAutoencoder)?;
                all.push(Box::new(LatentCollector::new(autoencoder, documents)));
            }
            Representation::NeuronFeatures
            | Representation::NeuronImpacts
            | Representation::TokenCounts
            | Representation::Likelihood
            | Representation::AnswerLikelihood
            | Representation::Sentence => {}
        }
    }
    if reading.needs_head() {
        let whole = reading.wants(Representation::Likelihood);
        let shape = (spec.layers, spec.vocabulary);
        all.push(Box::new(LikelihoodCollector::new(shape, documents, whole, answers)));
    }
    Ok(all)
}

/// Where answers stand in their documents, and how well they are predicted alone.
fn answered<O: Ops>(
    decoder: &Decoder<O>,
    answers: &[Option<Answer>],
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Option<Answered>>, ReadError> {
    let ids: Vec<&[u32]> = answers.iter().map(|answer| answer.as_ref().map_or(&[][..], |a| &a.ids)).collect();
    let mut losses = vec![None; ids.len()];
    let spec = decoder.spec();
    let shape = (spec.layers, spec.vocabulary);
    passes(decoder, &ids, &mut [Box::new(Alone::new(shape, &mut losses))], stop)?;
    let one = |(answer, alone): (&Option<Answer>, Option<f64>)| Some(Answered { from: answer.as_ref()?.from, alone });
    Ok(answers.iter().zip(losses).map(one).collect())
}
