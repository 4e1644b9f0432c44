//! The rankings that a question names, cut where it says.

use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::operations::compare::CompareQuery;
use crate::operations::ranking::{Budget, Cut, RankingId};
use crate::operations::{Failure, FailureCode};
use crate::pool::frame::Frame;
use crate::ranking::{Kept, Rankings, cut};

/// Rankings that are compared at once at most: as many as are kept. Figures tell four apart.
pub const MOST: usize = 12;

/// A ranking and where it is cut.
#[derive(Debug)]
pub struct Side {
    /// The ranking.
    pub kept: Arc<Kept>,
    /// What it keeps.
    pub cut: Cut,
}

impl Side {
    /// One ranking, cut.
    ///
    /// # Errors
    /// [`FailureCode::RankingGone`], [`FailureCode::BadBudget`].
    pub fn of(rankings: &Rankings, ranking: RankingId, budget: Budget) -> Result<Self, Failure> {
        let kept = rankings.by_id(ranking)?;
        let cut = cut(&kept, budget)?;
        Ok(Self { kept, cut })
    }

    /// The documents that it keeps, best first.
    #[must_use]
    pub fn selected(&self) -> &[u32] {
        &self.kept.ranking.order()[..self.cut.documents as usize]
    }
}

/// Rankings of one state of the pool.
#[derive(Debug)]
pub struct Compared {
    /// In the order asked; never empty.
    pub sides: Vec<Side>,
    /// Where each is cut.
    pub budget: Budget,
}

impl Compared {
    /// The rankings of a question.
    ///
    /// # Errors
    /// [`FailureCode::BadRequest`] for another number of rankings than `allowed`; [`FailureCode::RankingGone`] when one is
    /// no longer kept or the pool has changed between them.
    pub fn of(rankings: &Rankings, query: &CompareQuery, allowed: RangeInclusive<usize>) -> Result<Self, Failure> {
        let found = query.rankings.len();
        if !allowed.contains(&found) {
            let (least, most) = (allowed.start(), allowed.end());
            let detail = format!("{found} rankings cannot be compared: name {least} to {most}");
            return Err(Failure::new(FailureCode::BadRequest).text("detail", detail));
        }
        let sides: Vec<Side> = query
            .rankings
            .iter()
            .map(|&ranking| Side::of(rankings, ranking, query.budget))
            .collect::<Result<_, _>>()?;
        if sides.iter().any(|side| !Arc::ptr_eq(&side.kept.pool.frame, &sides[0].kept.pool.frame)) {
            return Err(Failure::new(FailureCode::RankingGone));
        }
        Ok(Self { sides, budget: query.budget })
    }

    /// The pool.
    #[must_use]
    pub fn frame(&self) -> &Arc<Frame> {
        &self.sides[0].kept.pool.frame
    }

    /// What each ranking keeps.
    #[must_use]
    pub fn selections(&self) -> Vec<&[u32]> {
        self.sides.iter().map(Side::selected).collect()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::ranking::made::tests::{goal, pool, question};
    use crate::ranking::{Rankings, make};

    /// Three rankings of one pool of six documents: the first and third by other goals, the second random.
    pub fn three() -> (Rankings, Vec<RankingId>) {
        let rankings = Rankings::default();
        let pool = pool(&[[1, 2, 3, 4], [1, 9, 3, 8], [5, 6, 7, 8], [11, 12, 13, 14], [1, 2, 13, 14], [5, 6, 3, 4]]);
        let made = [("nag", [1, 2, 3, 4]), ("random", [1, 2, 3, 4]), ("nag", [5, 6, 7, 8])].map(|(method, example)| {
            let kept = make(&question(method), Arc::clone(&pool), goal(&[example], &[]), None).unwrap();
            rankings.keep(kept).view.ranking
        });
        (rankings, made.to_vec())
    }

    pub fn asked(rankings: &[RankingId], documents: u64) -> CompareQuery {
        CompareQuery { rankings: rankings.to_vec(), budget: Budget::Documents { documents } }
    }

    #[test]
    fn one_ranking_cannot_be_compared_and_one_that_is_gone_is_said_to_be() {
        let (rankings, made) = three();
        let one = Compared::of(&rankings, &asked(&made[..1], 2), 2..=4).unwrap_err();
        assert_eq!(one.code, FailureCode::BadRequest);
        let gone = Compared::of(&rankings, &asked(&[made[0], 99], 2), 2..=4).unwrap_err();
        assert_eq!(gone.code, FailureCode::RankingGone);
    }

    #[test]
    fn rankings_of_two_states_of_the_pool_are_not_compared() {
        let (rankings, made) = three();
        let other = make(&question("random"), pool(&[[1, 2, 3, 4]]), goal(&[], &[]), None).unwrap();
        let other = rankings.keep(other).view.ranking;
        let mixed = Compared::of(&rankings, &asked(&[made[0], other], 1), 2..=4).unwrap_err();
        assert_eq!(mixed.code, FailureCode::RankingGone);
    }
}
