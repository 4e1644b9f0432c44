//! Figures of a comparison as data.

use std::collections::BTreeMap;

use selection::compare::overlap::{depths, intersections, overlap_curve};
use selection::compare::shifts::shifts;

use super::side::Compared;
use crate::operations::compare::{CompareFigureKind, CompareFigureQuery};
use crate::operations::figure::{Axis, Figure, Layer, Tone};
use crate::operations::{Argument, Failure, FailureCode};
use crate::ranking::Rankings;

/// Depths of a curve, and lines of a picture of shifts.
const POINTS: usize = 64;
const LINES: usize = 60;

/// Draws a figure of a comparison.
///
/// # Errors
/// As [`Compared::of`].
pub fn figure(rankings: &Rankings, query: &CompareFigureQuery) -> Result<Figure, Failure> {
    let compared = Compared::of(rankings, &query.compare, 2..=4)?;
    match query.kind {
        CompareFigureKind::Overlap => Ok(overlap(&compared)),
        CompareFigureKind::JaccardCurve => Ok(jaccard_curve(&compared)),
        CompareFigureKind::RankShifts => rank_shifts(&compared),
        CompareFigureKind::ScoreDistributions => Ok(score_distributions(&compared)),
    }
}

/// A bar for every combination of rankings, in the order of [`crate::operations::compare::Comparison::overlap`].
fn overlap(compared: &Compared) -> Figure {
    let parts = intersections(&compared.selections());
    let bars = parts.iter().enumerate().map(|(at, part)| (at as f64 + 0.6, 0.8, part.documents as f64)).collect();
    let tallest = parts.first().map_or(0, |part| part.documents);
    let mut arguments = names(compared);
    for (at, part) in parts.iter().enumerate() {
        let members: Vec<&str> =
            ["a", "b", "c", "d"].into_iter().zip(&part.members).filter(|m| *m.1).map(|m| m.0).collect();
        arguments.insert(format!("part_{}", at + 1), Argument::Text(members.join(",")));
    }
    Figure {
        title: "figure.overlap".to_owned(),
        arguments,
        x: axis("figure.overlap_part", 0.5, parts.len() as f64 + 0.5),
        y: axis("figure.rows", 0.0, tallest as f64),
        layers: vec![Layer::Bars { tone: Tone::Score, bars }],
    }
}

/// The Jaccard index at log-spaced depths, a line for each two in the order of the pairs; x is the logarithm of the depth.
fn jaccard_curve(compared: &Compared) -> Figure {
    let sides = &compared.sides;
    let deepest = sides.iter().map(|side| side.kept.ranking.len()).max().unwrap_or(0);
    let depths = depths(deepest, POINTS);
    let pairs = (0..sides.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    let mut layers: Vec<Layer> = pairs
        .enumerate()
        .map(|(place, (a, b))| {
            let curve = overlap_curve(sides[a].kept.ranking.order(), sides[b].kept.ranking.order(), &depths);
            let points = depths.iter().zip(curve).map(|(&depth, found)| (log(depth), found.jaccard)).collect();
            Layer::Line { tone: tone(place), points, filled_to: None }
        })
        .collect();
    let cut = sides.iter().map(|side| side.cut.documents as usize).max().filter(|&cut| cut > 0);
    layers.extend(cut.map(|cut| Layer::Rule { tone: Tone::Ink, x: log(cut), label: "figure.cut".to_owned() }));
    Figure {
        title: "figure.jaccard_curve".to_owned(),
        arguments: names(compared),
        x: axis("figure.rank_power", 0.0, log(deepest.max(2))),
        y: axis("figure.jaccard", 0.0, 1.0),
        layers,
    }
}

/// Lines from the rank in the first ranking to the rank in the second, the best on top, both logarithmic; those that moved
/// most stand out.
fn rank_shifts(compared: &Compared) -> Result<Figure, Failure> {
    let [first, second, ..] = compared.sides.as_slice() else {
        return Err(Failure::new(FailureCode::BadRequest).text("detail", "shifts need two rankings"));
    };
    let (a, b) = (first.kept.ranking.order(), second.kept.ranking.order());
    let found = shifts(a, b, compared.frame().len(), LINES, LINES / 6);
    let line = |shift: &selection::compare::shifts::Shift, tone: Tone| {
        let height = |rank: Option<u32>| rank.map(|rank| -log(rank as usize));
        Some(Layer::Line { tone, points: vec![(0.0, height(shift.from)?), (1.0, height(shift.to)?)], filled_to: None })
    };
    let quiet = found.drawn.iter().filter_map(|shift| line(shift, Tone::Quiet));
    let risen = found.risen.iter().filter_map(|shift| line(shift, Tone::MethodB));
    let fallen = found.fallen.iter().filter_map(|shift| line(shift, Tone::MethodA));
    let mut arguments = names(compared);
    arguments.insert("in_one_alone".to_owned(), Argument::Number(found.in_one_alone as f64));
    Ok(Figure {
        title: "figure.rank_shifts".to_owned(),
        arguments,
        x: axis("figure.rank_shift_sides", 0.0, 1.0),
        y: axis("figure.rank_power_down", -log(a.len().max(b.len()).max(2)), 0.0),
        layers: quiet.chain(fallen).chain(risen).collect(),
    })
}

/// Each ranking's scores from its own least to its own best, as shares of its ranked documents: methods score on scales of
/// their own.
fn score_distributions(compared: &Compared) -> Figure {
    let mut most: f64 = 0.0;
    let layers: Vec<Layer> = compared
        .sides
        .iter()
        .enumerate()
        .map(|(place, side)| {
            let bins = &side.kept.view.histogram.bins;
            let (all, count) = (bins.iter().sum::<u64>().max(1) as f64, bins.len().max(1) as f64);
            let point = |(at, &documents): (usize, &u64)| ((at as f64 + 0.5) / count, documents as f64 / all);
            let points: Vec<(f64, f64)> = bins.iter().enumerate().map(point).collect();
            most = points.iter().fold(most, |most, (_, share)| most.max(*share));
            Layer::Line { tone: tone(place), points, filled_to: None }
        })
        .collect();
    Figure {
        title: "figure.score_distributions".to_owned(),
        arguments: names(compared),
        x: axis("figure.score_range", 0.0, 1.0),
        y: axis("figure.share_of_rows", 0.0, most),
        layers,
    }
}

/// The methods by place: `method_a` to `method_d`.
fn names(compared: &Compared) -> BTreeMap<String, Argument> {
    let named = ["method_a", "method_b", "method_c", "method_d"].into_iter().zip(&compared.sides);
    named.map(|(key, side)| (key.to_owned(), Argument::Text(side.kept.view.query.method.clone()))).collect()
}

const fn tone(place: usize) -> Tone {
    match place % 4 {
        0 => Tone::MethodA,
        1 => Tone::MethodB,
        2 => Tone::MethodC,
        _ => Tone::MethodD,
    }
}

/// The power of ten, so that 0 is the first rank.
fn log(rank: usize) -> f64 {
    (rank.max(1) as f64).log10()
}

fn axis(label: &str, least: f64, most: f64) -> Axis {
    // A flat figure still needs an axis with a length.
    Axis { label: label.to_owned(), least, most: if most > least { most } else { least + 1.0 } }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::side::tests::{asked, three};
    use super::*;

    #[test]
    fn every_kind_has_marks_and_axes_with_a_length() {
        let (rankings, made) = three();
        for kind in [
            CompareFigureKind::Overlap,
            CompareFigureKind::JaccardCurve,
            CompareFigureKind::RankShifts,
            CompareFigureKind::ScoreDistributions,
        ] {
            let found = figure(&rankings, &CompareFigureQuery { compare: asked(&made, 2), kind }).unwrap();
            assert!(!found.layers.is_empty(), "{kind:?}");
            assert!(found.x.most > found.x.least && found.y.most > found.y.least, "{kind:?}");
            assert!(crate::figures::keys::ALL.contains(&found.title.as_str()), "{}", found.title);
        }
    }

    #[test]
    fn two_rankings_share_everything_at_the_last_depth() {
        let (rankings, made) = three();
        let query = CompareFigureQuery { compare: asked(&made[..2], 2), kind: CompareFigureKind::JaccardCurve };
        let found = figure(&rankings, &query).unwrap();
        let Layer::Line { points, .. } = &found.layers[0] else { panic!("a line comes first") };
        let (x, y) = points[points.len() - 1];
        assert!((x - 6f64.log10()).abs() < 1e-12 && (y - 1.0).abs() < 1e-12);
    }
}
