//! A selection that keeps to shares of categories: stratified by a column of the user's, such as source or language.

use crate::rank::apportion::divided;
use crate::rank::budget::{Budget, BudgetError};

/// What share of the budget each category has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shares {
    /// As the ranked documents have it: by their number, or by their tokens where the budget counts tokens.
    Proportional,
    /// The same for each.
    Equal,
}

/// Takes of each category its best documents within its share of the budget; the result is in the ranking's order.
///
/// A category that has less than its share takes all, and the others share the rest. With a budget of tokens each
/// category takes the longest head of its documents that stays within its part, so that less than one document per
/// category stays unspent; where that leaves none at all, the ranking's first document is taken (the published rule).
///
/// # Shapes
/// `order` is a ranking; `categories` and `tokens` have an entry for each document of the pool, categories being
/// numbers from 0.
///
/// # Errors
/// [`BudgetError`] when a ratio is not within 0 to 1.
///
/// # Panics
/// When a ranked document has no category or no tokens.
pub fn stratified(
    order: &[u32],
    categories: &[u32],
    tokens: &[u64],
    budget: Budget,
    shares: Shares,
) -> Result<Vec<u32>, BudgetError> {
    let counts_documents = matches!(budget, Budget::Documents(_));
    let cost = |document: u32| if counts_documents { 1 } else { tokens[document as usize] };
    let category = |document: u32| categories[document as usize] as usize;
    let mut there = vec![0; order.iter().map(|&document| category(document) + 1).max().unwrap_or(0)];
    for &document in order {
        there[category(document)] += cost(document);
    }
    let total: u64 = there.iter().sum();
    let most = match budget {
        Budget::Documents(documents) => documents as u64,
        Budget::Tokens(tokens) => tokens,
        Budget::Ratio(ratio) if (0.0..=1.0).contains(&ratio) => (total as f64 * ratio) as u64,
        Budget::Ratio(ratio) => return Err(BudgetError { ratio }),
    };
    let weight = |&there: &u64| if shares == Shares::Equal { 1.0 } else { there as f64 };
    let parts = divided(most, &there.iter().map(weight).collect::<Vec<_>>(), &there);
    let mut heads: Vec<Head> = parts.into_iter().map(|left| Head { left, is_open: true }).collect();
    let mut taken: Vec<u32> =
        order.iter().copied().filter(|&document| heads[category(document)].takes(cost(document))).collect();
    if !counts_documents && !taken.iter().any(|&document| cost(document) > 0) {
        taken = if total > 0 { order[..1].to_vec() } else { Vec::new() };
    }
    Ok(taken)
}

/// What a category has still to spend, and whether its head goes on.
struct Head {
    left: u64,
    is_open: bool,
}

impl Head {
    fn takes(&mut self, cost: u64) -> bool {
        self.is_open &= cost <= self.left;
        self.left -= if self.is_open { cost } else { 0 };
        self.is_open
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const ORDER: [u32; 8] = [7, 6, 5, 4, 3, 2, 1, 0];
    const CATEGORIES: [u32; 8] = [1, 1, 0, 0, 0, 0, 0, 0];
    const TOKENS: [u64; 8] = [5, 10, 20, 10, 10, 10, 10, 10];

    fn taken(budget: Budget, shares: Shares) -> Vec<u32> {
        stratified(&ORDER, &CATEGORIES, &TOKENS, budget, shares).unwrap()
    }

    #[test]
    fn documents_are_shared_as_the_pool_has_them_or_equally() {
        assert_eq!(taken(Budget::Documents(4), Shares::Proportional), [7, 6, 5, 1]);
        assert_eq!(taken(Budget::Documents(4), Shares::Equal), [7, 6, 1, 0]);
        assert_eq!(taken(Budget::Documents(6), Shares::Equal), [7, 6, 5, 4, 1, 0]);
        assert_eq!(taken(Budget::Documents(99), Shares::Equal), ORDER);
    }

    #[test]
    fn tokens_are_never_overspent_in_a_category() {
        // Parts: 30 tokens of 70 and 15; the second has 15, so 10 and 5 fit, and the first keeps to three tens.
        assert_eq!(taken(Budget::Tokens(45), Shares::Equal), [7, 6, 5, 1, 0]);
        // Half of 85 is 42: 42 x 70/85 = 34.6 and 7.4, so the 10 of the second category does not fit.
        assert_eq!(taken(Budget::Ratio(0.5), Shares::Proportional), [7, 6, 5]);
    }

    #[test]
    fn where_no_category_s_first_fits_the_ranking_s_first_is_taken() {
        assert_eq!(taken(Budget::Tokens(12), Shares::Equal), [7]);
        assert!(stratified(&[], &[], &[], Budget::Tokens(5), Shares::Equal).unwrap().is_empty());
        assert!(stratified(&ORDER, &CATEGORIES, &[0; 8], Budget::Tokens(5), Shares::Equal).unwrap().is_empty());
        assert!(stratified(&ORDER, &CATEGORIES, &TOKENS, Budget::Ratio(2.0), Shares::Equal).is_err());
    }
}
