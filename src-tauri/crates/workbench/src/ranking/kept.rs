//! Rankings kept in memory: the newest few, so that a page, a cut or a why is answered without ranking again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use selection::{Features, Profile, Ranking, Scores};

use super::pool::RankPool;
use crate::operations::ranking::{RankQuery, RankingId, RankingView};
use crate::operations::{Failure, FailureCode};

/// How many rankings are kept; the oldest goes first.
const KEPT: usize = 8;

/// A ranking with what it was made of.
#[derive(Debug)]
pub struct Kept {
    /// What was said of it.
    pub view: RankingView,
    /// The pool it ranks.
    pub pool: Arc<RankPool>,
    /// A score for each document.
    pub scores: Scores,
    /// Best first.
    pub ranking: Ranking,
    /// The rank of each document, from 1; 0 for those not ranked.
    pub ranks: Vec<u32>,
    /// Tokens, best first.
    pub tokens_best_first: Vec<u64>,
    /// The goal as the method saw it; none for methods without examples.
    pub goal: Option<GoalSeen>,
    /// Documents that are examples themselves, rising row numbers.
    pub example_rows: Vec<i64>,
}

/// The goal's ticked examples as they were ranked for.
#[derive(Debug)]
pub struct GoalSeen {
    /// Their numbers in the project, in the order of `features`.
    pub examples: Vec<i64>,
    /// Their texts' beginnings.
    pub excerpts: Vec<String>,
    /// Their features, with the layers and neurons the ranking used.
    pub features: Features,
    /// What they have in common.
    pub profile: Profile,
    /// The pool's features with the same layers and neurons.
    pub pool_features: Arc<Features>,
    /// How often the pool fires each neuron, in the same layers.
    pub counts: Arc<selection::telling::PoolCounts>,
    /// The decoder block of each layer used.
    pub layers: Vec<usize>,
    /// A typical row's match in each layer.
    pub median_by_layer: Vec<f64>,
}

/// The newest rankings.
#[derive(Debug, Default)]
pub struct Rankings {
    kept: Mutex<(RankingId, VecDeque<Arc<Kept>>)>,
}

impl Rankings {
    /// The ranking that answers a question, if it is kept and still true.
    #[must_use]
    pub fn answering(
        &self,
        query: &RankQuery,
        is_still_true: impl Fn(&Kept) -> bool,
    ) -> Option<Arc<Kept>> {
        self.locked()
            .1
            .iter()
            .rev()
            .find(|kept| kept.view.query == *query && is_still_true(kept))
            .cloned()
    }

    /// Keeps a ranking, and gives it its number.
    pub fn keep(&self, mut kept: Kept) -> Arc<Kept> {
        let mut held = self.locked();
        held.0 += 1;
        kept.view.ranking = held.0;
        let kept = Arc::new(kept);
        held.1.push_back(Arc::clone(&kept));
        if held.1.len() > KEPT {
            held.1.pop_front();
        }
        kept
    }

    /// A ranking by its number.
    ///
    /// # Errors
    /// [`FailureCode::RankingGone`] when it is no longer kept.
    pub fn by_id(&self, ranking: RankingId) -> Result<Arc<Kept>, Failure> {
        let held = self.locked();
        held.1
            .iter()
            .find(|kept| kept.view.ranking == ranking)
            .cloned()
            .ok_or_else(|| Failure::new(FailureCode::RankingGone))
    }

    /// Forgets all, as when another project is opened.
    pub fn clear(&self) {
        self.locked().1.clear();
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, (RankingId, VecDeque<Arc<Kept>>)> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
