//! What was found out about a pool while it was ranked, kept for its next ranking: a changed goal asks for the same walk
//! over all rows again. It makes a ranking faster and never another one.

use std::collections::{BTreeMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Representation;
use super::best::MayBeCopies;
use crate::geometry::directions::Directions;
use crate::geometry::look::Look;

/// Votes kept, one number a row each: those of the two rounds of [`super::Best`] with every kind of vectors.
const VOTES: usize = 8;

/// One for each pool, empty at first. Given with any other pool than the one it was filled from, it is wrong.
#[derive(Debug, Default)]
pub struct Known {
    looks: Mutex<BTreeMap<Representation, Arc<Look>>>,
    /// Newest first, by representation and direction.
    votes: Mutex<VecDeque<((Representation, u64), Vote)>>,
    copies: Mutex<Option<Arc<MayBeCopies>>>,
}

/// Standard scores of a pool's rows; none where they tell no row from another.
pub(super) type Vote = Option<Arc<Vec<f64>>>;

impl Known {
    pub(super) fn look(&self, of: Representation, make: impl FnOnce() -> Look) -> Arc<Look> {
        Arc::clone(locked(&self.looks).entry(of).or_insert_with(|| Arc::new(make())))
    }

    pub(super) fn vote(&self, of: Representation, goal: &Directions, make: impl FnOnce() -> Vote) -> Vote {
        let key = (of, digest(goal.values()));
        let found = {
            let mut votes = locked(&self.votes);
            votes.iter().position(|(known, _)| *known == key).and_then(|at| votes.remove(at))
        };
        let vote = found.map_or_else(make, |(_, vote)| vote);
        let mut votes = locked(&self.votes);
        votes.push_front((key, vote.clone()));
        votes.truncate(VOTES);
        vote
    }

    pub(super) fn copies(&self) -> Option<Arc<MayBeCopies>> {
        locked(&self.copies).clone()
    }

    pub(super) fn keep_copies(&self, found: Arc<MayBeCopies>) {
        *locked(&self.copies) = Some(found);
    }
}

/// Stands for some numbers, bit by bit.
pub(super) fn digest(values: &[f32]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for value in values {
        value.to_bits().hash(&mut hasher);
    }
    hasher.finish()
}

fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
