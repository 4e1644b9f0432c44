//! How well the model predicts a text, token by token: the head is computed in blocks of rows whose scores are reduced at
//! once, so that memory is a block's, not a batch's.
//!
//! One pass over a document serves both of its likelihoods, since an answer is the end of its document; an answer without
//! its question is a pass of its own ([`Alone`]).

use super::batches::Batch;
use super::collector::Collector;
use super::gathered::Gathered;
use crate::chunk::Chunk;
use crate::error::ReadError;
use crate::hooks::{Moment, Place, Site};
use crate::ops::{Ops, TokenLikelihood};
use crate::reading::Representation;

/// Scores in hand at a time: 64 MiB.
const BLOCK_SCORES: usize = 1 << 24;
/// Rows of a block, however large or small the vocabulary: two blocks of the product kernel at most.
const BLOCK_ROWS: [usize; 2] = [48, 384];

/// How the tokens of documents were predicted.
struct Predicted {
    site: Site,
    vocabulary: usize,
    /// The first token of each document whose prediction is wanted, from 1; beyond its end where none is.
    first: Vec<usize>,
    /// Those of `first` and all after it; empty where there are none.
    tokens: Vec<Vec<TokenLikelihood>>,
}

impl Predicted {
    fn new(layers: usize, vocabulary: usize, first: Vec<usize>) -> Self {
        let tokens = vec![Vec::new(); first.len()];
        Self { site: Site { layer: layers - 1, place: Place::Normed }, vocabulary, first, tokens }
    }

    fn see<O: Ops>(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError> {
        let head = moment.head.ok_or(ReadError::NoHead)?;
        // A batch that was refused half-way is seen again.
        batch.documents.iter().for_each(|&document| self.tokens[document].clear());
        let mut wanted: Vec<(usize, u32)> = Vec::new();
        for (document, span) in batch.rows() {
            // The row before a token predicts it.
            let rows = (span.start.saturating_add(self.first[document].max(1))..span.end)
                .map(|row| (document, row as u32 - 1));
            wanted.extend(rows);
        }
        let block = (BLOCK_SCORES / self.vocabulary).clamp(BLOCK_ROWS[0], BLOCK_ROWS[1]);
        for block in wanted.chunks(block) {
            let places: Vec<u32> = block.iter().map(|&(_, row)| row).collect();
            let came: Vec<u32> = places.iter().map(|&row| batch.tokens[row as usize + 1]).collect();
            let scores = moment.ops.project(head, 0..1, &moment.ops.select(rows, &places)?)?;
            let found = moment.ops.likelihoods(&scores[0], &came)?;
            for (&(document, _), token) in block.iter().zip(found) {
                self.tokens[document].push(token);
            }
        }
        Ok(())
    }

    /// The mean over a document's tokens from `token` on; nothing where there are none.
    fn mean_from(&self, document: usize, token: usize, value: fn(&TokenLikelihood) -> f64) -> Option<f64> {
        let skipped = token.max(1).saturating_sub(self.first[document].max(1));
        let tokens = self.tokens[document].get(skipped..).filter(|tokens| !tokens.is_empty())?;
        Some(tokens.iter().map(value).sum::<f64>() / tokens.len() as f64)
    }
}

/// An answer in its document.
pub struct Answered {
    /// Its first token's place in the document.
    pub from: usize,
    /// Its own mean negative log-likelihood, where it has one.
    pub alone: Option<f64>,
}

/// Gathers the likelihoods of documents and of their answers, whichever is wanted.
pub struct LikelihoodCollector {
    predicted: Predicted,
    whole: Option<Gathered>,
    answers: Option<(Gathered, Vec<Option<Answered>>)>,
}

impl LikelihoodCollector {
    /// Room for all documents; `answers` holds one entry a document where answers are wanted.
    pub fn new(
        (layers, vocabulary): (usize, usize),
        documents: usize,
        whole: bool,
        answers: Option<Vec<Option<Answered>>>,
    ) -> Self {
        let from = |document: usize| -> Option<usize> { Some(answers.as_ref()?[document].as_ref()?.from) };
        let first = (0..documents).map(|d| if whole { 1 } else { from(d).unwrap_or(usize::MAX) }).collect();
        let gathered = |representation| Gathered::new(representation, documents, 2);
        Self {
            predicted: Predicted::new(layers, vocabulary, first),
            whole: whole.then(|| gathered(Representation::Likelihood)),
            answers: answers.map(|answers| (gathered(Representation::AnswerLikelihood), answers)),
        }
    }
}

impl LikelihoodCollector {
    /// Sets what the batch at hand said of one document.
    fn set(&mut self, document: usize) -> Result<(), ReadError> {
        if let Some(whole) = &mut self.whole {
            let mean = |value| self.predicted.mean_from(document, 1, value);
            if let Some((loss, entropy)) = mean(|token| token.loss).zip(mean(|token| token.entropy)) {
                whole.set(document, 0, &[loss, entropy])?;
            }
        }
        let Some((gathered, answers)) = &mut self.answers else { return Ok(()) };
        let Some(answer) = &answers[document] else { return Ok(()) };
        let given = self.predicted.mean_from(document, answer.from, |token| token.loss);
        given.zip(answer.alone).map_or(Ok(()), |(given, alone)| gathered.set(document, 0, &[given, alone]))
    }
}

impl<O: Ops> Collector<O> for LikelihoodCollector {
    fn wants(&self, site: Site) -> bool {
        site == self.predicted.site
    }

    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError> {
        self.predicted.see(moment, rows, batch)?;
        batch.documents.iter().try_for_each(|&document| self.set(document))
    }

    fn finish(self: Box<Self>, chunk: &mut Chunk) {
        self.whole.into_iter().for_each(|gathered| gathered.finish(chunk));
        self.answers.into_iter().for_each(|(gathered, _)| gathered.finish(chunk));
    }
}

/// How well answers are predicted without their questions.
pub struct Alone<'a> {
    predicted: Predicted,
    /// One entry an answer; nothing for one of fewer than two tokens, whose first has nothing before it.
    losses: &'a mut [Option<f64>],
}

impl<'a> Alone<'a> {
    /// Room for as many answers as `losses` holds.
    pub fn new((layers, vocabulary): (usize, usize), losses: &'a mut [Option<f64>]) -> Self {
        Self { predicted: Predicted::new(layers, vocabulary, vec![1; losses.len()]), losses }
    }
}

impl<O: Ops> Collector<O> for Alone<'_> {
    fn wants(&self, site: Site) -> bool {
        site == self.predicted.site
    }

    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError> {
        self.predicted.see(moment, rows, batch)?;
        for &answer in &batch.documents {
            self.losses[answer] = self.predicted.mean_from(answer, 1, |token| token.loss);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Chunk) {}
}

/// How well every token of one text but the first is predicted.
pub struct Foreseen<'a> {
    predicted: Predicted,
    tokens: &'a mut Vec<[f64; 2]>,
}

impl<'a> Foreseen<'a> {
    /// For one text.
    pub fn new((layers, vocabulary): (usize, usize), tokens: &'a mut Vec<[f64; 2]>) -> Self {
        Self { predicted: Predicted::new(layers, vocabulary, vec![1]), tokens }
    }
}

impl<O: Ops> Collector<O> for Foreseen<'_> {
    fn wants(&self, site: Site) -> bool {
        site == self.predicted.site
    }

    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, batch: &Batch) -> Result<(), ReadError> {
        self.predicted.see(moment, rows, batch)?;
        self.tokens.extend(self.predicted.tokens[0].iter().map(|token| [token.loss, token.entropy]));
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Chunk) {}
}
