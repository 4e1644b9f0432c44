//! What a ranking is made of: the pool in columns, with tokens and features beside it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use selection::fired_by::FiredBy;
use selection::method::{Known, Representation};
use selection::telling::PoolCounts;
use selection::{ABSENT, FeatureShape, Features, Texts};

use crate::pool::frame::{Frame, UNKNOWN};
use crate::reading::loaded::PoolFeatures;
use crate::reading::vectors::PoolVectors;

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
    /// Vectors that were read, each kind once.
    pub vectors: Vec<Arc<PoolVectors>>,
    /// The texts, where the method reads them.
    pub texts: Option<Arc<Texts>>,
    /// What rankings found out about it.
    pub known: Known,
}

impl RankPool {
    /// How often the documents fire each neuron of some layers; none where no neurons were read.
    pub fn fired(&self, layers: &[usize]) -> Option<PoolCounts> {
        self.read.as_ref().map(|read| read.counts().with_layers(layers))
    }

    /// Whether a document was read for all of these.
    pub fn is_read(&self, position: usize, needs: &[Representation]) -> bool {
        needs.iter().all(|&need| match need {
            Representation::NeuronFeatures => self.read.as_ref().is_none_or(|read| read.is_read(&self.frame, position)),
            need => {
                let vectors = self.vectors.iter().find(|vectors| vectors.representation == need);
                vectors.is_none_or(|vectors| vectors.is_read[position])
            }
        })
    }
}

/// What a model read of the pool.
#[derive(Debug)]
pub struct Read {
    /// The reading it comes from; the same one as long as nothing more is read.
    pub source: Arc<PoolFeatures>,
    /// Features of every document; absent for those not read yet.
    pub features: Arc<Features>,
    /// Every document is read.
    is_complete: bool,
    counts: OnceLock<PoolCounts>,
    /// The layers turned around last, newest first.
    fired_by: Mutex<VecDeque<(usize, Arc<FiredBy>)>>,
}

/// Layers kept turned around: a person looks at a few neurons at a time, and a layer is turned around again in less than
/// a glance. The memory of each: [`FiredBy`].
const TURNED: usize = 4;

impl Read {
    /// Lays what was read beside the frame.
    #[must_use]
    pub fn beside(frame: &Frame, source: Arc<PoolFeatures>) -> Self {
        let features =
            if source.rows == frame.rows { Arc::clone(&source.features) } else { Arc::new(spread(frame, &source)) };
        let is_complete = source.rows == frame.rows;
        Self { source, features, is_complete, counts: OnceLock::new(), fired_by: Mutex::default() }
    }

    fn is_read(&self, frame: &Frame, position: usize) -> bool {
        self.is_complete || self.source.rows.binary_search(&frame.rows[position]).is_ok()
    }

    /// How many documents fire each neuron; counted when first asked for.
    pub fn counts(&self) -> &PoolCounts {
        self.counts.get_or_init(|| PoolCounts::of(&self.features))
    }

    /// Which documents fire each neuron of a layer.
    ///
    /// # Panics
    /// When the layer was not read.
    pub fn fired_by(&self, layer: usize) -> Arc<FiredBy> {
        let mut kept = self.fired_by.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().position(|(known, _)| *known == layer).and_then(|at| kept.remove(at));
        let one = found.unwrap_or_else(|| (layer, Arc::new(FiredBy::of(&self.features, layer))));
        let index = Arc::clone(&one.1);
        kept.push_front(one);
        kept.truncate(TURNED);
        index
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
