//! By slice: what share of each selection a category or a range of lengths has, held against the whole pool.

use std::collections::BTreeMap;

use crate::numbers::share::Share;

/// A split of the pool into named parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slices {
    /// What the parts are called.
    pub names: Vec<String>,
    /// The part of each document; none where it has no value.
    pub of: Vec<Option<u32>>,
}

/// What categories beyond the most frequent are put under.
pub const REST: &str = "…";

impl Slices {
    /// One part for each of the `most` most frequent categories (ties by name), the others together under [`REST`].
    #[must_use]
    pub fn by_category<'a>(categories: impl Iterator<Item = Option<&'a str>> + Clone, most: usize) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for category in categories.clone().flatten() {
            *counts.entry(category).or_default() += 1;
        }
        let mut ordered: Vec<(&str, usize)> = counts.into_iter().collect();
        ordered.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let mut names: Vec<String> = ordered.iter().take(most).map(|(name, _)| (*name).to_owned()).collect();
        let places: BTreeMap<&str, u32> = ordered.iter().take(most).zip(0..).map(|((name, _), i)| (*name, i)).collect();
        let rest = names.len() as u32;
        if ordered.len() > most {
            names.push(REST.to_owned());
        }
        let of = categories.map(|c| c.map(|name| places.get(name).copied().unwrap_or(rest))).collect();
        Self { names, of }
    }

    /// At most `parts` ranges of numbers with about as many documents each; equal numbers stay together. A range is named
    /// by its ends.
    #[must_use]
    pub fn by_quantile(numbers: &[u64], parts: usize) -> Self {
        let mut sorted = numbers.to_vec();
        sorted.sort_unstable();
        let mut ends: Vec<u64> = (1..=parts)
            .filter(|_| !sorted.is_empty())
            .map(|i| sorted[(i * sorted.len()).div_ceil(parts) - 1])
            .collect();
        ends.dedup();
        let part = |number: u64| ends.partition_point(|&end| end < number);
        let mut least = vec![u64::MAX; ends.len()];
        for &number in numbers {
            let least = &mut least[part(number)];
            *least = number.min(*least);
        }
        let names =
            least.iter().zip(&ends).map(|(l, e)| if l == e { l.to_string() } else { format!("{l}–{e}") }).collect();
        Self { names, of: numbers.iter().map(|&number| Some(part(number) as u32)).collect() }
    }
}

/// One part of the pool and what share of each selection it has.
#[derive(Debug, Clone, PartialEq)]
pub struct SliceShares {
    /// Which part.
    pub slice: usize,
    /// Its share of the pool.
    pub pool: Share,
    /// Its share of each selection.
    pub selections: Vec<Share>,
}

/// The share that each part has of the pool and of every selection, in the order of the parts. Documents without a value
/// count in none of them and not in what the shares are of.
#[must_use]
pub fn by_slice(slices: &Slices, selections: &[&[u32]]) -> Vec<SliceShares> {
    let pool = counts(slices, slices.of.iter().copied());
    let chosen: Vec<Vec<usize>> =
        selections.iter().map(|s| counts(slices, s.iter().map(|&d| slices.of[d as usize]))).collect();
    let share = |counts: &[usize], slice: usize| Share::new(counts[slice], counts.iter().sum());
    (0..slices.names.len())
        .map(|slice| SliceShares {
            slice,
            pool: share(&pool, slice),
            selections: chosen.iter().map(|counts| share(counts, slice)).collect(),
        })
        .collect()
}

fn counts(slices: &Slices, of: impl Iterator<Item = Option<u32>>) -> Vec<usize> {
    let mut counts = vec![0; slices.names.len()];
    of.flatten().for_each(|slice| counts[slice as usize] += 1);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_categories_have_a_part_of_their_own_and_the_rest_share_one() {
        let categories = [Some("b"), Some("a"), None, Some("a"), Some("c"), Some("b"), Some("d")];
        let slices = Slices::by_category(categories.into_iter(), 2);
        assert_eq!(slices.names, ["a", "b", REST]);
        assert_eq!(slices.of, [Some(1), Some(0), None, Some(0), Some(2), Some(1), Some(2)]);
        let shares = by_slice(&slices, &[&[1, 3, 2], &[]]);
        assert_eq!((shares[0].pool.count, shares[0].pool.of), (2, 6));
        assert_eq!((shares[0].selections[0].count, shares[0].selections[0].of), (2, 2));
        assert_eq!((shares[1].selections[1].of, shares.len()), (0, 3));
    }

    #[test]
    fn lengths_fall_into_even_parts_and_equals_stay_together() {
        let slices = Slices::by_quantile(&[1, 2, 3, 4, 5, 6, 7, 8], 4);
        assert_eq!(slices.names, ["1–2", "3–4", "5–6", "7–8"]);
        assert_eq!(slices.of[5], Some(2));
        let equal = Slices::by_quantile(&[5, 5, 5, 9], 4);
        assert_eq!(
            (equal.names, equal.of),
            (vec!["5".to_owned(), "9".to_owned()], vec![Some(0), Some(0), Some(0), Some(1)])
        );
        assert!(Slices::by_quantile(&[], 4).names.is_empty());
    }
}
