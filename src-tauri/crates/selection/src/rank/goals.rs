//! Several goals on one pool: each has its ranking and its share of the budget (arXiv 2604.15706, §3.3).

use std::collections::HashSet;

use crate::rank::apportion::divided;
use crate::rank::budget::{Budget, BudgetError};

/// What happens to a document that more than one goal takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Repeats {
    /// It stands there once for each goal, as published.
    #[default]
    Kept,
    /// It stays with the first goal that takes it; the others' place stays empty, as the published option has it.
    FirstKept,
}

/// One document of a selection by several goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Which goal took it, from 0.
    pub goal: usize,
    /// The document.
    pub document: u32,
}

/// Takes of each goal's ranking the head that its share of the budget pays for; goal after goal, each best first.
///
/// Shares are in proportion to `weights`; equal ones are the published way. Each goal's part is cut by the rule of
/// [`Budget::cut`], so a goal whose first document is larger than its part takes that one all the same.
///
/// # Shapes
/// `rankings` and `weights` have an entry for each goal; `tokens` one for each document of the pool.
///
/// # Errors
/// [`BudgetError`] when a ratio is not within 0 to 1.
///
/// # Panics
/// When there are not as many weights as rankings, or a ranked document has no tokens.
pub fn shared(
    rankings: &[&[u32]],
    weights: &[f64],
    tokens: &[u64],
    budget: Budget,
    repeats: Repeats,
) -> Result<Vec<Taken>, BudgetError> {
    assert_eq!(rankings.len(), weights.len(), "a weight for every goal");
    let mut all = Vec::new();
    for (goal, (ranking, budget)) in rankings.iter().zip(parts(budget, weights)?).enumerate() {
        let costs: Vec<u64> = ranking.iter().map(|&document| tokens[document as usize]).collect();
        let cut = budget.map_or(Ok(0), |budget| budget.cut(&costs).map(|cut| cut.documents))?;
        all.extend(ranking[..cut].iter().map(|&document| Taken { goal, document }));
    }
    if repeats == Repeats::FirstKept {
        let mut seen = HashSet::new();
        all.retain(|taken| seen.insert(taken.document));
    }
    Ok(all)
}

/// Each goal's part of a budget; none for a goal without weight.
fn parts(budget: Budget, weights: &[f64]) -> Result<Vec<Option<Budget>>, BudgetError> {
    let total: f64 = weights.iter().filter(|&&weight| weight > 0.0).sum();
    let counted = |budget: u64, part: &dyn Fn(u64) -> Budget| -> Vec<Option<Budget>> {
        let counts = divided(budget, weights, &vec![u64::MAX; weights.len()]);
        counts.into_iter().zip(weights).map(|(count, &weight)| (weight > 0.0).then(|| part(count))).collect()
    };
    Ok(match budget {
        Budget::Documents(documents) => counted(documents as u64, &|part| Budget::Documents(part as usize)),
        Budget::Tokens(tokens) => counted(tokens, &Budget::Tokens),
        Budget::Ratio(ratio) if (0.0..=1.0).contains(&ratio) => {
            let part = |&weight: &f64| (weight > 0.0).then(|| Budget::Ratio(ratio * (weight / total)));
            weights.iter().map(part).collect()
        }
        Budget::Ratio(ratio) => return Err(BudgetError { ratio }),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const A: &[u32] = &[0, 1, 2, 3];
    const B: &[u32] = &[1, 3, 0, 2];
    const TOKENS: [u64; 4] = [10; 4];

    fn taken(weights: &[f64], budget: Budget, repeats: Repeats) -> Vec<(usize, u32)> {
        let all = shared(&[A, B], weights, &TOKENS, budget, repeats).unwrap();
        all.into_iter().map(|taken| (taken.goal, taken.document)).collect()
    }

    #[test]
    fn goals_share_equally_as_published_and_what_both_take_is_there_twice() {
        let twice = [(0, 0), (0, 1), (1, 1), (1, 3)];
        assert_eq!(taken(&[1.0, 1.0], Budget::Ratio(1.0), Repeats::Kept), twice);
        assert_eq!(taken(&[1.0, 1.0], Budget::Documents(4), Repeats::Kept), twice);
        assert_eq!(taken(&[1.0, 1.0], Budget::Tokens(40), Repeats::FirstKept), [(0, 0), (0, 1), (1, 3)]);
    }

    #[test]
    fn weights_divide_the_budget_and_a_goal_without_weight_takes_nothing() {
        assert_eq!(taken(&[3.0, 1.0], Budget::Documents(4), Repeats::Kept), [(0, 0), (0, 1), (0, 2), (1, 1)]);
        assert_eq!(taken(&[0.0, 1.0], Budget::Tokens(20), Repeats::Kept), [(1, 1), (1, 3)]);
        assert!(taken(&[0.0, 0.0], Budget::Ratio(0.5), Repeats::Kept).is_empty());
    }

    #[test]
    fn a_share_too_small_for_a_document_takes_the_first_as_one_goal_would() {
        assert_eq!(taken(&[1.0, 1.0], Budget::Tokens(6), Repeats::Kept), [(0, 0), (1, 1)]);
        assert!(shared(&[A], &[1.0], &TOKENS, Budget::Ratio(-0.1), Repeats::Kept).is_err());
    }
}
