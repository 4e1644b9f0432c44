//! Where documents stand in one ranking and in another: few enough lines to draw, and those that moved most.

/// A document's ranks in two rankings, from 1; none where a ranking does not hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// Which document.
    pub document: u32,
    /// Its rank in the first ranking.
    pub from: Option<u32>,
    /// Its rank in the second.
    pub to: Option<u32>,
}

/// What a picture of rank shifts shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shifts {
    /// Documents of both rankings, evenly spaced in the logarithm of the first's ranks: the top is dense.
    pub drawn: Vec<Shift>,
    /// Those that rose most, by the ratio of their ranks.
    pub risen: Vec<Shift>,
    /// Those that fell most.
    pub fallen: Vec<Shift>,
    /// Documents that only one of the rankings holds.
    pub in_one_alone: usize,
}

/// The shifts between two rankings of a pool: about `drawn` lines, and at most `movers` in each direction.
///
/// A move from 10 to 100 counts as much as one from 100 to 1,000: what happens far down the ranking matters little.
#[must_use]
pub fn shifts(a: &[u32], b: &[u32], documents: usize, drawn: usize, movers: usize) -> Shifts {
    let (from, to) = (super::ranks(a, documents), super::ranks(b, documents));
    let shift = |document: u32| Shift { document, from: from[document as usize], to: to[document as usize] };
    let lines = super::overlap::depths(a.len(), drawn).into_iter().map(|depth| shift(a[depth - 1]));
    let mut moved: Vec<(f64, Shift)> =
        a.iter().map(|&document| shift(document)).filter_map(|shift| Some((ratio(&shift)?, shift))).collect();
    let both = moved.len();
    moved.sort_unstable_by(|(x, a), (y, b)| y.total_cmp(x).then(a.from.cmp(&b.from)));
    let risen = moved.iter().take(movers).take_while(|(x, _)| *x > 0.0).map(|&(_, shift)| shift).collect();
    moved.sort_unstable_by(|(x, a), (y, b)| x.total_cmp(y).then(a.from.cmp(&b.from)));
    let fallen = moved.iter().take(movers).take_while(|(x, _)| *x < 0.0).map(|&(_, shift)| shift).collect();
    let in_one_alone = a.len() + b.len() - 2 * both;
    Shifts { drawn: lines.filter(|line| line.to.is_some()).collect(), risen, fallen, in_one_alone }
}

/// Logarithm of the old rank over the new: above 0 where the document rose.
fn ratio(shift: &Shift) -> Option<f64> {
    Some((f64::from(shift.from?) / f64::from(shift.to?)).ln())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_moves_lead_and_documents_of_one_ranking_alone_are_counted() {
        let found = shifts(&[0, 1, 2, 3, 7], &[3, 1, 2, 0, 8], 9, 10, 2);
        assert_eq!(found.risen, [Shift { document: 3, from: Some(4), to: Some(1) }]);
        assert_eq!(found.fallen, [Shift { document: 0, from: Some(1), to: Some(4) }]);
        assert_eq!((found.in_one_alone, found.drawn.len()), (2, 4));
    }

    #[test]
    fn equal_rankings_have_no_movers_and_a_long_one_is_thinned() {
        let order: Vec<u32> = (0..10_000).collect();
        let found = shifts(&order, &order, 10_000, 40, 5);
        assert!(found.risen.is_empty() && found.fallen.is_empty());
        assert!(found.drawn.len() <= 40 && found.drawn.len() > 30);
        assert_eq!(found.drawn.last().map(|s| s.document), Some(9_999));
        assert_eq!(shifts(&[], &[], 3, 10, 2).drawn, []);
    }
}
