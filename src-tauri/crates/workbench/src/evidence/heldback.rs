//! Held-back examples planted in the pool: would the ranking have found them?
//!
//! Examples that are not ticked are held back. Where all are ticked, a fifth of them is held back in turn.

use selection::Scores;
use selection::evidence::heldout::{HeldOut, held_out};
use selection::evidence::resample::shuffled;
use selection::share::Share;

use super::asked::Asked;
use super::table::{Table, estimate, plain, share};
use crate::compare::Side;
use crate::operations::Failure;
use crate::operations::compare::Interval;
use crate::operations::evidence::{Better, EvidenceNeed, EvidenceUnit};
use crate::ranking::again::Again;

/// Ticked examples below which none can be held back in turn.
const FEW: usize = 5;
/// Parts that take turns.
const TURNS: usize = 5;

/// Recall at the cut, the area under the curve and the median percentile.
pub fn table(asked: &Asked) -> Result<Table, Failure> {
    if too_few(asked) {
        return Ok(Table::missing(EvidenceNeed::MoreExamples));
    }
    let mut table = Table::of(asked.compared.sides.len(), &[]);
    let (mut recall, mut area, mut percentile) = (Vec::new(), Vec::new(), Vec::new());
    for side in &asked.compared.sides {
        let planted = planted(asked, side)?;
        recall.push(share(planted.recall));
        area.push(planted.area());
        percentile.push(planted.percentile());
    }
    table.row("recall", Better::Higher, EvidenceUnit::Share, recall);
    table.row("roc_auc", Better::Higher, EvidenceUnit::Number, area);
    table.row("median_percentile", Better::Lower, EvidenceUnit::Share, percentile);
    Ok(table)
}

/// Whether there is nothing to hold back.
pub fn too_few(asked: &Asked) -> bool {
    asked.held_back.is_empty() && asked.ticked.len() < FEW
}

/// Where planted examples came to stand.
pub struct Planted {
    recall: Share,
    stand: Option<HeldOut>,
}

impl Planted {
    /// The area under the curve.
    pub fn area(&self) -> Option<Interval> {
        self.stand.map(|stand| estimate(stand.auc))
    }

    /// The median share of documents above, 0 at the top.
    pub fn percentile(&self) -> Option<Interval> {
        self.stand.map(|stand| plain(stand.median_percentile))
    }
}

/// Plants examples in the pool of a ranking. Turns are put together by the shares of the pool that stand below.
pub fn planted(asked: &Asked, side: &Side) -> Result<Planted, Failure> {
    let mut again = Again::of(asked.session, asked.rankings, &side.kept)?;
    let (ticked, all) = (again.ticked(), again.ticked() + again.held_back());
    let turns: Vec<(Vec<usize>, Vec<usize>)> = if all > ticked {
        vec![((0..ticked).collect(), (ticked..all).collect())]
    } else {
        let order = shuffled(ticked, asked.query.seed);
        let part = |turn: usize| order.iter().copied().partition(|place| order[*place] % TURNS != turn);
        (0..TURNS).map(part).filter(|(_, held): &(_, Vec<usize>)| !held.is_empty()).collect()
    };
    let (mut found, mut below) = (0, Vec::new());
    let mut planted = 0;
    for (turn, (examples, held)) in turns.iter().enumerate() {
        again.draw(turn)?;
        let scores = again.planted(examples, held)?;
        let pool = keys(&scores, 0..scores.len() - held.len());
        let examples = keys(&scores, scores.len() - held.len()..scores.len());
        planted += held.len();
        found += examples.iter().filter(|&&key| place(key, &pool) < side.cut.documents as usize).count();
        below.extend(examples.iter().map(|&key| standing(key, &pool)));
    }
    // Against an even pool of shares, the area is the mean share that stands below.
    let even: Vec<f64> = (0..1_000).map(|i| (f64::from(i) + 0.5) / 1_000.0).collect();
    Ok(Planted { recall: Share::new(found, planted), stand: held_out(&below, &even, asked.query.seed) })
}

/// The rising keys of some documents; those that could not be scored are not among them.
fn keys(scores: &Scores, documents: std::ops::Range<usize>) -> Vec<f64> {
    let mut keys: Vec<f64> = documents.filter_map(|document| scores.key(document)).collect();
    keys.sort_unstable_by(f64::total_cmp);
    keys
}

/// How many of the pool stand above a key, equals among them: the most cautious place.
fn place(key: f64, pool: &[f64]) -> usize {
    pool.partition_point(|&other| other <= key)
}

/// The share of the pool that stands below a key, equals half.
fn standing(key: f64, pool: &[f64]) -> f64 {
    let (above, to) = (pool.partition_point(|&other| other < key), place(key, pool));
    1.0 - (above + to) as f64 / (2 * pool.len().max(1)) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_planted_text_stands_below_its_equals_for_recall_and_among_them_for_the_area() {
        let pool = [0.1, 0.2, 0.2, 0.9];
        assert_eq!((place(0.2, &pool), place(0.05, &pool)), (3, 0));
        assert!((standing(0.2, &pool) - 0.5).abs() < 1e-12 && (standing(0.05, &pool) - 1.0).abs() < 1e-12);
    }
}
