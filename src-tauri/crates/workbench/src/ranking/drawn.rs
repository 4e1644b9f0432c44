//! Figures of a ranking as data: what to draw, with the sentence that says what is to be seen.

use std::collections::BTreeMap;

use super::kept::Kept;
use super::{cut, why};
use crate::operations::figure::{Axis, Figure, FigureKind, FigureQuery, Layer, Tone};
use crate::operations::ranking::{Cut, LayerShare, RankingScore, Why};
use crate::operations::{Argument, Failure, FailureCode};

/// Draws a figure of a kept ranking.
///
/// # Errors
/// [`FailureCode::BadBudget`] for an impossible cut, [`FailureCode::NoSuchThing`] for a row that is not named or not there.
pub fn figure(kept: &Kept, query: &FigureQuery) -> Result<Figure, Failure> {
    let cut = query.budget.map(|budget| cut(kept, budget)).transpose()?;
    match query.kind {
        FigureKind::ScoreByRank => Ok(score_by_rank(kept, cut)),
        FigureKind::ScoreHistogram => Ok(score_histogram(kept, cut)),
        FigureKind::MatchByLayer => {
            let row = query.row.ok_or_else(|| Failure::new(FailureCode::NoSuchThing).text("what", "row"))?;
            Ok(match_by_layer(&why(kept, row)?))
        }
    }
}

fn score_by_rank(kept: &Kept, cut: Option<Cut>) -> Figure {
    let view = &kept.view;
    let ranked = view.ranked as f64;
    let step = (ranked - 1.0).max(1.0) / (view.curve.len().saturating_sub(1)).max(1) as f64;
    let points = view.curve.iter().enumerate().map(|(i, &score)| (1.0 + i as f64 * step, score)).collect();
    let mut layers = vec![Layer::Line { tone: Tone::Score, points, filled_to: cut.map(|cut| cut.documents as f64) }];
    layers.extend(cut.map(|cut| rule(Tone::Ink, cut.documents as f64, "figure.cut")));
    Figure {
        title: "figure.score_by_rank".to_owned(),
        arguments: counts(kept, cut),
        x: axis("figure.rank", 1.0, ranked.max(2.0)),
        y: axis(
            score_label(view.score_kind),
            view.curve.iter().copied().reduce(f64::min).unwrap_or(0.0),
            view.best_score,
        ),
        layers,
    }
}

/// Scores that are shares of one are said in percent, all others as numbers.
const fn score_label(kind: RankingScore) -> &'static str {
    match kind {
        RankingScore::Share => "figure.score",
        RankingScore::Likeness => "figure.likeness",
        RankingScore::Probability => "figure.probability",
        RankingScore::Spreads | RankingScore::Score | RankingScore::PickOrder => "figure.own_score",
    }
}

fn score_histogram(kept: &Kept, cut: Option<Cut>) -> Figure {
    let bins = &kept.view.histogram;
    let width = (bins.most - bins.least) / bins.bins.len().max(1) as f64;
    let bars = bins.bins.iter().enumerate().map(|(i, &n)| (bins.least + i as f64 * width, width, n as f64)).collect();
    let mut layers = vec![Layer::Bars { tone: Tone::Quiet, bars }];
    layers.push(rule(Tone::Ink, kept.view.median_score, "figure.typical"));
    layers.extend(cut.and_then(|cut| cut.last_score).map(|score| rule(Tone::Accent, score, "figure.cut")));
    let tallest = bins.bins.iter().max().copied().unwrap_or(0);
    Figure {
        title: "figure.score_histogram".to_owned(),
        arguments: counts(kept, cut),
        x: axis(score_label(kept.view.score_kind), bins.least, bins.most),
        y: axis("figure.rows", 0.0, tallest as f64),
        layers,
    }
}

fn match_by_layer(why: &Why) -> Figure {
    let bars = why.by_layer.iter().map(|l| (f64::from(l.layer) - 0.4, 0.8, l.share)).collect();
    let ticks = why.by_layer.iter().map(|l| (f64::from(l.layer) - 0.4, 0.8, l.median)).collect();
    let ends = (why.by_layer.first().map_or(0, |l| l.layer), why.by_layer.last().map_or(0, |l| l.layer));
    let most = why.by_layer.iter().map(|l| l.share.max(l.median)).fold(0.0, f64::max);
    let mean =
        |of: fn(&LayerShare) -> f64| why.by_layer.iter().map(of).sum::<f64>() / (why.by_layer.len() as f64).max(1.0);
    let arguments = [
        ("row".to_owned(), Argument::Number(why.row as f64)),
        ("score".to_owned(), Argument::Number(mean(|layer| layer.share))),
        ("median".to_owned(), Argument::Number(mean(|layer| layer.median))),
    ];
    Figure {
        title: "figure.match_by_layer".to_owned(),
        arguments: arguments.into(),
        x: axis("figure.layer", f64::from(ends.0) - 0.5, f64::from(ends.1) + 0.5),
        y: axis("figure.match", 0.0, most),
        layers: vec![Layer::Bars { tone: Tone::Score, bars }, Layer::Ticks { tone: Tone::Ink, ticks }],
    }
}

fn counts(kept: &Kept, cut: Option<Cut>) -> BTreeMap<String, Argument> {
    let view = &kept.view;
    let mut said = BTreeMap::from([
        ("ranked".to_owned(), Argument::Number(view.ranked as f64)),
        ("median".to_owned(), Argument::Number(view.median_score)),
        ("best".to_owned(), Argument::Number(view.best_score)),
        ("model".to_owned(), Argument::Text(view.model_name.clone().unwrap_or_default())),
    ]);
    if let Some(cut) = cut {
        said.insert("kept".to_owned(), Argument::Number(cut.documents as f64));
    }
    said
}

fn rule(tone: Tone, x: f64, label: &str) -> Layer {
    Layer::Rule { tone, x, label: label.to_owned() }
}

fn axis(label: &str, least: f64, most: f64) -> Axis {
    // A flat figure still needs an axis with a length.
    Axis { label: label.to_owned(), least, most: if most > least { most } else { least + 1.0 } }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::made::tests::{goal, pool, question};
    use super::*;
    use crate::operations::ranking::Budget;

    #[test]
    fn the_curve_runs_over_all_ranks_and_is_filled_up_to_the_cut() {
        let pool = pool(&[[1, 2, 3, 4], [1, 2, 3, 9], [1, 2, 8, 9]]);
        let kept = super::super::make(&question("nag"), pool, goal(&[[1, 2, 3, 4]], &[]), None).unwrap();
        let budget = Some(Budget::Documents { documents: 2 });
        let query = FigureQuery { ranking: 1, kind: FigureKind::ScoreByRank, budget, row: None };
        let figure = figure(&kept, &query).unwrap();
        let Layer::Line { points, filled_to, .. } = &figure.layers[0] else { panic!("a line comes first") };
        assert_eq!(points, &[(1.0, 1.0), (2.0, 0.75), (3.0, 0.5)]);
        assert_eq!(*filled_to, Some(2.0));
    }

    #[test]
    fn one_document_alone_still_makes_a_figure() {
        let kept =
            super::super::make(&question("nag"), pool(&[[1, 2, 3, 4]]), goal(&[[1, 2, 3, 4]], &[]), None).unwrap();
        for (kind, row) in
            [(FigureKind::ScoreByRank, None), (FigureKind::ScoreHistogram, None), (FigureKind::MatchByLayer, Some(1))]
        {
            let figure = figure(&kept, &FigureQuery { ranking: 1, kind, budget: None, row }).unwrap();
            assert!(figure.x.most > figure.x.least && figure.y.most > figure.y.least);
        }
    }
}
