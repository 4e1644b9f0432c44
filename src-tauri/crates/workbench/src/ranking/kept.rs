//! Rankings kept in memory: the newest few, so that a page, a cut or a why is answered without ranking again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use selection::method::Representation;
use selection::{Features, Neuron, Profile, Ranking, Scores};

use super::composed::Composed;
use super::made::ExampleSeen;
use super::pool::RankPool;
use crate::operations::ranking::{RankQuery, RankingId, RankingView};
use crate::operations::{Failure, FailureCode};

/// How many rankings are kept; the oldest goes first.
const KEPT: usize = 12;
/// How many rankings are kept that others are put together from.
const PARTS: usize = 12;
/// How many pools are kept: one for each set of representations asked for lately.
const POOLS: usize = 4;

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
    pub goal: Option<Arc<GoalSeen>>,
    /// Documents that are examples themselves, rising row numbers.
    pub example_rows: Vec<i64>,
    /// What the goal was made of: another list makes another ranking.
    pub examples_seen: Vec<ExampleSeen>,
    /// What the method needs of each document.
    pub needs: Vec<Representation>,
    /// The rankings it was put together from; none for a method's own.
    pub composed: Option<Composed>,
    unscored: OnceLock<Vec<u32>>,
}

impl Kept {
    /// Puts a ranking together.
    #[must_use]
    pub fn new(parts: Made) -> Self {
        let Made { view, pool, scores, ranking, goal, example_rows, examples_seen, needs, composed } = parts;
        let tokens_best_first = ranking.order().iter().map(|&d| pool.tokens[d as usize]).collect();
        let ranks = ranking.ranks(pool.frame.len());
        Self {
            view,
            pool,
            scores,
            ranking,
            ranks,
            tokens_best_first,
            goal,
            example_rows,
            examples_seen,
            needs,
            composed,
            unscored: OnceLock::new(),
        }
    }

    /// The rank of a row, from 1; none where it is not ranked or not in the pool.
    #[must_use]
    pub fn rank(&self, row: i64) -> Option<u64> {
        let rank = self.ranks[self.pool.frame.position(row)?];
        Some(u64::from(rank)).filter(|&rank| rank > 0)
    }

    /// The examples that counted, of the question's own goal: of what is wanted, and of what is not.
    #[must_use]
    pub fn examples_counted(&self) -> (Vec<i64>, Vec<i64>) {
        let goal = self.view.query.goal;
        let own = self.composed.as_ref().and_then(|composed| composed.part_for(goal));
        let seen = own.map_or(&self.examples_seen, |part| &part.examples_seen);
        let those = |unwanted| seen.iter().filter(|one| one.unwanted == unwanted).map(|one| one.example).collect();
        (those(false), those(true))
    }

    /// Positions of the rows that are shown: the ranked ones, best first, then those that were read and could not be
    /// scored, in import order. Rows not read yet and examples left out are not among them.
    pub fn rows_shown(&self) -> &[u32] {
        self.unscored.get_or_init(|| {
            let is_read = |position: usize| self.pool.is_read(position, &self.needs);
            let is_left_out = |position: usize| {
                !self.view.query.keep_examples
                    && self.example_rows.binary_search(&self.pool.frame.rows[position]).is_ok()
            };
            let is_collapsed = |position: usize| self.composed.as_ref().is_some_and(|c| c.is_collapsed(position));
            let is_rest = |&p: &usize| self.ranks[p] == 0 && !is_left_out(p) && is_read(p) && !is_collapsed(p);
            let rest = (0..self.ranks.len()).filter(is_rest);
            self.ranking.order().iter().copied().chain(rest.map(|p| p as u32)).collect()
        })
    }
}

/// What a ranking is put together from.
#[derive(Debug)]
pub struct Made {
    /// What is said of it.
    pub view: RankingView,
    /// The pool it ranks.
    pub pool: Arc<RankPool>,
    /// A score for each document.
    pub scores: Scores,
    /// Best first.
    pub ranking: Ranking,
    /// The goal as the method saw it.
    pub goal: Option<Arc<GoalSeen>>,
    /// Documents that are examples themselves, rising row numbers.
    pub example_rows: Vec<i64>,
    /// What the goal was made of.
    pub examples_seen: Vec<ExampleSeen>,
    /// What the method needs of each document.
    pub needs: Vec<Representation>,
    /// The rankings it is put together from; none for a method's own.
    pub composed: Option<Composed>,
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
    /// What they have in common: the method's own profile where it has one.
    pub profile: Profile,
    /// The method's scores are sums over that profile, so that shares by example and layer add up to them.
    pub exact: bool,
    /// The pool's features with the same layers and neurons.
    pub pool_features: Arc<Features>,
    /// The decoder block of each layer used.
    pub layers: Vec<usize>,
    /// A typical row's match in each layer.
    pub median_by_layer: Vec<f64>,
    /// Neurons that weigh nothing, rising; their layers are places in `layers`.
    pub ignored: Vec<Neuron>,
}

/// The newest rankings.
#[derive(Debug, Default)]
pub struct Rankings {
    kept: Mutex<(RankingId, VecDeque<Arc<Kept>>)>,
    parts: Mutex<VecDeque<Arc<Kept>>>,
    pools: Mutex<VecDeque<Arc<RankPool>>>,
}

impl Rankings {
    /// The ranking that answers a question, if it is kept and still true.
    #[must_use]
    pub fn answering(&self, query: &RankQuery, is_still_true: impl Fn(&Kept) -> bool) -> Option<Arc<Kept>> {
        self.locked().1.iter().rev().find(|kept| kept.view.query == *query && is_still_true(kept)).cloned()
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

    /// A ranking that others are put together from, if it is kept, by itself or as a part, and still true.
    #[must_use]
    pub fn part(&self, query: &RankQuery, is_still_true: impl Fn(&Kept) -> bool) -> Option<Arc<Kept>> {
        let parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        let found = parts.iter().rev().find(|kept| kept.view.query == *query && is_still_true(kept)).cloned();
        drop(parts);
        found.or_else(|| self.answering(query, is_still_true))
    }

    /// Keeps a ranking that others are put together from. It has no number: nobody asks for it by itself.
    pub fn keep_part(&self, kept: Kept) -> Arc<Kept> {
        let kept = Arc::new(kept);
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        parts.push_back(Arc::clone(&kept));
        if parts.len() > PARTS {
            parts.pop_front();
        }
        kept
    }

    /// A pool of the last questions where one is still the same, else a new one.
    ///
    /// # Errors
    /// What making a new one says.
    pub fn pool(
        &self,
        is_same: impl Fn(&RankPool) -> bool,
        new: impl FnOnce() -> Result<RankPool, Failure>,
    ) -> Result<Arc<RankPool>, Failure> {
        let mut kept = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = kept.iter().find(|pool| is_same(pool)) {
            return Ok(Arc::clone(pool));
        }
        let pool = Arc::new(new()?);
        kept.push_front(Arc::clone(&pool));
        kept.truncate(POOLS);
        Ok(pool)
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
        self.parts.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.pools.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, (RankingId, VecDeque<Arc<Kept>>)> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
