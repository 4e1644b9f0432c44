//! A ranking whose every head keeps to shares of categories: stratified by a column of the user's, such as source or
//! language.
//!
//! Not a cut but an order: wherever it is cut, the shares hold to within one document per category, and a longer head
//! takes nothing back. That is the divisor rule of Webster and Sainte-Laguë, which no larger budget can make unfair
//! (Balinski and Young, Fair Representation, 1982, ch. 8); rules by remainders lack this.

use std::collections::HashMap;

/// What share of a selection each category has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shares {
    /// As the ranked documents have it.
    Proportional,
    /// The same for each, until a category has no more.
    Equal,
}

/// Puts a ranking in an order all of whose heads keep to the shares; within a category the ranking's order stays.
///
/// A document stands where the middle of its cost falls in its category's share: `(cost of the better ones of its
/// category + half of its own) / share`. Equals stand as ranked.
///
/// # Shapes
/// `order` is a ranking; `categories` and `costs` have an entry for each document of the pool. Costs are 1 for shares of
/// documents, tokens for shares of tokens; 0 counts as 1.
///
/// # Panics
/// When a ranked document has no category or no cost.
#[must_use]
pub fn stratified(order: &[u32], categories: &[u32], costs: &[u64], shares: Shares) -> Vec<u32> {
    let cost = |document: u32| costs[document as usize].max(1);
    let mut totals: HashMap<u32, u64> = HashMap::new();
    for &document in order {
        *totals.entry(categories[document as usize]).or_default() += cost(document);
    }
    let mut spent: HashMap<u32, u64> = HashMap::new();
    let mut placed: Vec<(f64, u32)> = order
        .iter()
        .map(|&document| {
            let category = categories[document as usize];
            let before = spent.entry(category).or_default();
            let middle = *before as f64 + cost(document) as f64 / 2.0;
            *before += cost(document);
            let share = if shares == Shares::Equal { 1.0 } else { totals[&category] as f64 };
            (middle / share, document)
        })
        .collect();
    // Stable: equals stay as ranked.
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    placed.into_iter().map(|(_, document)| document).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ORDER: [u32; 8] = [7, 6, 5, 4, 3, 2, 1, 0];
    const CATEGORIES: [u32; 8] = [1, 1, 0, 0, 0, 0, 0, 0];
    const ALIKE: [u64; 8] = [1; 8];

    #[test]
    fn every_head_has_the_shares_of_the_ranked_documents_or_equal_ones() {
        // By hand: the six stand at 1/12, 3/12, … and the two at 1/4 and 3/4, after the ranked 6 and 3 that tie with them.
        assert_eq!(stratified(&ORDER, &CATEGORIES, &ALIKE, Shares::Proportional), [7, 6, 1, 5, 4, 3, 0, 2]);
        assert_eq!(stratified(&ORDER, &CATEGORIES, &ALIKE, Shares::Equal), [7, 1, 6, 0, 5, 4, 3, 2]);
        assert!(stratified(&[], &[], &[], Shares::Equal).is_empty());
    }

    #[test]
    fn shares_of_tokens_let_a_category_of_long_documents_take_fewer() {
        // Documents 0 to 2 have 30 tokens each, 3 to 8 have 10: one long one for three short ones.
        let (categories, costs) = ([0, 0, 0, 1, 1, 1, 1, 1, 1], [30, 30, 30, 10, 10, 10, 10, 10, 10]);
        let order = [0, 1, 2, 3, 4, 5, 6, 7, 8];
        // Middles: 15, 45, 75 and 5, 15, 25, 35, 45, 55.
        assert_eq!(stratified(&order, &categories, &costs, Shares::Equal), [3, 0, 4, 5, 6, 1, 7, 8, 2]);
    }

    proptest! {
        #[test]
        fn no_head_is_a_document_and_a_half_away_from_its_share(
            categories in proptest::collection::vec(0_u32..4, 1..120),
        ) {
            let order: Vec<u32> = (0..categories.len() as u32).collect();
            let costs = vec![1; order.len()];
            let found = stratified(&order, &categories, &costs, Shares::Proportional);
            let mut all = found.clone();
            all.sort_unstable();
            prop_assert_eq!(&all, &order);
            for category in 0..4 {
                let there = categories.iter().filter(|&&c| c == category).count() as f64;
                for head in 0..=found.len() {
                    let taken = found[..head].iter().filter(|&&d| categories[d as usize] == category).count() as f64;
                    let share = there * head as f64 / found.len() as f64;
                    prop_assert!((taken - share).abs() < 2.0, "{} of {}", taken, share);
                }
            }
        }
    }
}
