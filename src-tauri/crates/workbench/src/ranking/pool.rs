//! What a ranking is made of: the pool in columns, with tokens and features beside it.

use std::sync::{Arc, OnceLock};

use selection::telling::PoolCounts;
use selection::{ABSENT, FeatureShape, Features};

use crate::pool::frame::{Frame, UNKNOWN};
use crate::reading::loaded::PoolFeatures;

/// The pool as a ranking sees it; all lists are in the order of the frame.
#[derive(Debug)]
pub struct RankPool {
    /// Rows, ids and columns.
    pub frame: Arc<Frame>,
    /// Tokens of each document; 0 for those that could not be scored.
    pub tokens: Vec<u64>,
    /// Tokens are the model's count or the file's; if not, some are counted by words.
    pub tokens_counted: bool,
    /// What was read, and with how many neurons a layer.
    pub read: Option<Read>,
}

/// What a model read of the pool.
#[derive(Debug)]
pub struct Read {
    /// The reading it comes from; the same one as long as nothing more is read.
    pub source: Arc<PoolFeatures>,
    /// Features of every document; absent for those not read yet.
    pub features: Arc<Features>,
    /// Documents not read yet.
    pub unread: u64,
    counts: OnceLock<PoolCounts>,
}

impl Read {
    /// Lays what was read beside the frame.
    #[must_use]
    pub fn beside(frame: &Frame, source: Arc<PoolFeatures>) -> Self {
        let features =
            if source.rows == frame.rows { Arc::clone(&source.features) } else { Arc::new(spread(frame, &source)) };
        let unread = (frame.len() - source.rows.len().min(frame.len())) as u64;
        Self { source, features, unread, counts: OnceLock::new() }
    }

    /// How many documents fire each neuron; counted when first asked for.
    pub fn counts(&self) -> &PoolCounts {
        self.counts.get_or_init(|| PoolCounts::of(&self.features))
    }
}

fn spread(frame: &Frame, source: &PoolFeatures) -> Features {
    let shape: FeatureShape = source.features.shape();
    let mut indices = vec![ABSENT; frame.len() * shape.slots()];
    for (document, row) in source.rows.iter().enumerate() {
        if let Some(position) = frame.position(*row) {
            let place = position * shape.slots();
            indices[place..place + shape.slots()].copy_from_slice(source.features.document(document));
        }
    }
    Features::new(shape, indices).expect("one list of slots for each row")
}

/// Tokens of each document for budgets: known ones as they are, unknown ones by words where none is known.
///
/// Gives the counts, and whether all of them were known.
#[must_use]
pub fn budget_tokens(frame: &Frame, known: &[u32], read: Option<&Read>) -> (Vec<u64>, bool) {
    let mut all_known = true;
    let mut tokens: Vec<u64> = known
        .iter()
        .enumerate()
        .map(|(position, &count)| {
            if count != UNKNOWN {
                return u64::from(count);
            }
            all_known = false;
            u64::from(frame.words[position])
        })
        .collect();
    if let Some(read) = read {
        for (document, row) in read.source.rows.iter().enumerate() {
            if read.source.read_tokens[document] == 0
                && let Some(position) = frame.position(*row)
            {
                tokens[position] = 0;
            }
        }
    }
    (tokens, all_known)
}
