//! The queue of documents that rankings disagree about most, near or inside a cut: those worth a look by a person.

/// A ranking and where it is cut.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Documents, best first.
    pub order: &'a [u32],
    /// How many of them are kept.
    pub cut: usize,
}

/// A document that rankings disagree about.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    /// Which document.
    pub document: u32,
    /// Its rank in each ranking, from 1; none where a ranking does not hold it.
    pub ranks: Vec<Option<u32>>,
    /// Whether each ranking keeps it.
    pub kept: Vec<bool>,
    /// How far apart the rankings are: the worst of `rank / cut` over the best, in natural logarithms. 0.7 is twice as
    /// far down; an absent document counts as standing below the whole pool.
    pub score: f64,
}

impl Disagreement {
    /// Whether some rankings keep the document and others do not.
    #[must_use]
    pub fn is_split(&self) -> bool {
        self.kept.iter().any(|kept| *kept) && !self.kept.iter().all(|kept| *kept)
    }
}

/// How far below a cut a document still counts as near it.
const NEAR: f64 = 1.1;

/// Documents inside any cut or near it (its first tenth below), those that some keep and others do not first; then by
/// how far apart the rankings are; then by best rank and number. Rankings with an empty cut have no say. At most `most`.
#[must_use]
pub fn disagreements(sides: &[Side], documents: usize, most: usize) -> Vec<Disagreement> {
    let ranks: Vec<_> = sides.iter().map(|side| super::ranks(side.order, documents)).collect();
    let mut near = vec![false; documents];
    for side in sides.iter().filter(|side| side.cut > 0) {
        let reach = ((side.cut as f64 * NEAR).ceil() as usize).min(side.order.len());
        side.order[..reach].iter().for_each(|&document| near[document as usize] = true);
    }
    let mut found: Vec<Disagreement> = (0..documents)
        .filter(|&document| near[document])
        .map(|document| disagreement(sides, &ranks, document, documents))
        .filter(|found| found.score > 0.0)
        .collect();
    found.sort_by(|a, b| {
        b.is_split()
            .cmp(&a.is_split())
            .then(b.score.total_cmp(&a.score))
            .then_with(|| best(&a.ranks).cmp(&best(&b.ranks)))
            .then(a.document.cmp(&b.document))
    });
    found.truncate(most);
    found
}

fn best(ranks: &[Option<u32>]) -> u32 {
    ranks.iter().flatten().copied().min().unwrap_or(u32::MAX)
}

fn disagreement(sides: &[Side], ranks: &[Vec<Option<u32>>], document: usize, documents: usize) -> Disagreement {
    let ranks: Vec<_> = ranks.iter().map(|ranks| ranks[document]).collect();
    let kept = ranks.iter().zip(sides).map(|(rank, side)| rank.is_some_and(|r| r as usize <= side.cut)).collect();
    let depths = ranks
        .iter()
        .zip(sides)
        .filter(|(_, side)| side.cut > 0)
        .map(|(rank, side)| rank.map_or(documents as f64 + 1.0, f64::from) / side.cut as f64);
    let (least, most) = depths.fold((f64::INFINITY, 0.0f64), |(l, m), depth| (l.min(depth), m.max(depth)));
    Disagreement { document: document as u32, ranks, kept, score: (most / least).ln() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_on_both_sides_of_the_cut_leads_and_the_farthest_apart_first() {
        let a: Vec<u32> = (0..100).collect();
        let mut b = a.clone();
        b.swap(0, 99);
        b.swap(8, 30);
        b.swap(2, 5);
        let found = disagreements(&[Side { order: &a, cut: 10 }, Side { order: &b, cut: 10 }], 100, 10);
        assert_eq!(found.iter().map(|d| d.document).collect::<Vec<_>>(), [0, 99, 8, 30, 2, 5]);
        assert_eq!((found[0].ranks.clone(), found[0].kept.clone()), (vec![Some(1), Some(100)], vec![true, false]));
        assert!((found[0].score - 100f64.ln()).abs() < 1e-12 && !found[4].is_split());
    }

    #[test]
    fn what_a_ranking_does_not_hold_stands_below_the_pool() {
        let found = disagreements(&[Side { order: &[0, 1], cut: 1 }, Side { order: &[1], cut: 1 }], 4, 9);
        assert_eq!(found[0].document, 0);
        assert!((found[0].score - 5f64.ln()).abs() < 1e-12 && found[0].ranks[1].is_none());
    }

    #[test]
    fn equal_rankings_and_empty_cuts_have_nothing_to_say() {
        let order = [2, 1, 0];
        let side = Side { order: &order, cut: 2 };
        assert!(disagreements(&[side, side], 3, 9).is_empty());
        assert!(disagreements(&[Side { cut: 0, ..side }, Side { cut: 0, ..side }], 3, 9).is_empty());
    }
}
