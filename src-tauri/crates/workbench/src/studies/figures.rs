//! The figures of studies: made of their tables, with the sentence that says what was found.

use std::collections::BTreeMap;

use selection::compare::correlation::pearson;

use super::by_neurons::{CLUSTERS, FIRST, PRECISION, SINGLE};
use super::cells::Cells;
use super::plan::StudyPlan;
use super::silencing::{GOAL_CHANGE, IMPACT, LOSS_CHANGE, POOL_CHANGE};
use crate::evidence::spread;
use crate::operations::Argument;
use crate::operations::figure::{Axis, Figure, Layer, Tone};
use crate::operations::study::{StudyKind, StudyRow};

/// Draws a study whose measurements are all done.
pub fn figure(plan: &StudyPlan, cells: &Cells, rows: &[StudyRow]) -> Figure {
    let mut figure = match plan.study.query.kind {
        StudyKind::SwitchOff => switched_off(rows),
        StudyKind::ImpactAndLoss => impact_and_loss(plan, cells, rows),
        StudyKind::Layers => layers(rows),
        StudyKind::Projections => projections(rows),
        StudyKind::Sparsity => sparsity(rows),
        StudyKind::Separability => separability(rows),
    };
    for (name, value) in &plan.facts {
        figure.arguments.entry(name.clone()).or_insert_with(|| value.clone());
    }
    figure
}

fn switched_off(rows: &[StudyRow]) -> Figure {
    let arms = &rows[1..];
    let layers = vec![spans(Tone::MethodA, arms, GOAL_CHANGE, -0.1), spans(Tone::MethodB, arms, POOL_CHANGE, 0.1)];
    let value = |arm: &str, column: usize| {
        let found = rows.iter().find(|row| row.name == arm).and_then(|row| row.values[column]);
        found.map_or(0.0, |found| found.value)
    };
    let mut arguments = named(arms);
    arguments.extend(series(&["goal_change", "pool_change"]));
    arguments.extend(numbers(&[
        ("frequent", value("frequent", GOAL_CHANGE)),
        ("frequent_pool", value("frequent", POOL_CHANGE)),
        ("contrast", value("contrast", GOAL_CHANGE)),
        ("contrast_pool", value("contrast", POOL_CHANGE)),
        ("random", value("random", GOAL_CHANGE)),
        ("random_pool", value("random", POOL_CHANGE)),
    ]));
    let y = axis("figure.loss_change", ends(&layers));
    Figure {
        title: "figure.switch_off".to_owned(),
        arguments,
        x: Axis { label: "figure.switched_off".to_owned(), least: 0.5, most: arms.len() as f64 + 0.5 },
        y,
        layers,
    }
}

fn impact_and_loss(plan: &StudyPlan, cells: &Cells, rows: &[StudyRow]) -> Figure {
    let bins = &rows[1..];
    let layers = vec![spans(Tone::Score, bins, LOSS_CHANGE, 0.0)];
    let correlation = |draw: u64| {
        let of = |column| cells.column_of(draw, column).into_iter().map(|(_, value)| value).collect::<Vec<f64>>();
        let changes: Vec<f64> = of(LOSS_CHANGE).into_iter().map(f64::abs).collect();
        pearson(&of(IMPACT), &changes)
    };
    let found: Vec<f64> = (0..plan.study.draws.len() as u64).filter_map(correlation).collect();
    let found = spread(&found);
    let change = |row: &StudyRow| row.values[LOSS_CHANGE].map_or(0.0, |change| change.value.abs());
    let (first, middle) = (bins.first().map_or(0.0, change), bins.get(bins.len() / 2).map_or(0.0, change));
    let y = axis("figure.loss_change", ends(&layers));
    Figure {
        title: "figure.impact_and_loss".to_owned(),
        arguments: numbers(&[
            ("pearson", found.map_or(0.0, |found| found.value)),
            ("pearson_low", found.and_then(|found| found.low).unwrap_or(0.0).max(-1.0)),
            ("pearson_high", found.and_then(|found| found.high).unwrap_or(0.0).min(1.0)),
            ("strongest", first),
            ("middle", middle),
            ("bins", bins.len() as f64),
        ]),
        x: Axis { label: "figure.impact_rank".to_owned(), least: 0.0, most: bins.len() as f64 + 1.0 },
        y,
        layers,
    }
}

fn layers(rows: &[StudyRow]) -> Figure {
    let point = |column: usize| move |row: &StudyRow| Some((f64::from(row.number?), row.values[column]?.value));
    let line =
        |tone, column| Layer::Line { tone, points: rows.iter().filter_map(point(column)).collect(), filled_to: None };
    let best =
        rows.iter().filter_map(point(SINGLE)).fold((0.0, 0.0), |best, one| if one.1 > best.1 { one } else { best });
    let all = rows.last().and_then(|row| row.values[FIRST]).map_or(0.0, |found| found.value);
    let last = rows.last().and_then(|row| row.values[SINGLE]).map_or(0.0, |found| found.value);
    let mut arguments = series(&["single", "first"]);
    arguments.extend(numbers(&[("best_layer", best.0), ("best", best.1), ("all", all), ("last", last)]));
    Figure {
        title: "figure.layer_study".to_owned(),
        arguments,
        x: Axis { label: "figure.layer".to_owned(), least: 0.0, most: (rows.len() as f64 - 1.0).max(1.0) },
        y: Axis { label: "figure.precision".to_owned(), least: 0.0, most: 1.0 },
        layers: vec![line(Tone::MethodA, SINGLE), line(Tone::MethodB, FIRST)],
    }
}

fn projections(rows: &[StudyRow]) -> Figure {
    let value = |row: &StudyRow| row.values[PRECISION].map_or(0.0, |found| found.value);
    let mut ranked: Vec<&StudyRow> = rows.iter().collect();
    ranked.sort_by(|a, b| value(b).total_cmp(&value(a)));
    let mut arguments = named(rows);
    for (name, row) in ["best", "worst"].into_iter().zip([ranked.first(), ranked.last()]) {
        let projection = row.map_or("", |row| row.name.trim_start_matches("projection_"));
        arguments.insert(format!("{name}_projection"), Argument::Text(projection.to_owned()));
        arguments.insert(name.to_owned(), Argument::Number(row.map_or(0.0, |row| value(row))));
    }
    Figure {
        title: "figure.projection_study".to_owned(),
        arguments,
        x: Axis { label: "figure.projection".to_owned(), least: 0.5, most: rows.len() as f64 + 0.5 },
        y: Axis { label: "figure.precision".to_owned(), least: 0.0, most: 1.0 },
        layers: vec![spans(Tone::Score, rows, PRECISION, 0.0)],
    }
}

fn sparsity(rows: &[StudyRow]) -> Figure {
    let columns = [PRECISION, CLUSTERS[0] + 1, CLUSTERS[1] + 1, CLUSTERS[2] + 1];
    let tones = [Tone::MethodA, Tone::MethodB, Tone::MethodC, Tone::MethodD];
    let point = |column: usize| move |row: &StudyRow| Some((f64::from(row.number?), row.values[column]?.value));
    let line = |(tone, column): (Tone, usize)| Layer::Line {
        tone,
        points: rows.iter().filter_map(point(column)).collect(),
        filled_to: None,
    };
    let best = rows.iter().filter_map(point(PRECISION)).fold((0.0, 0.0), |b, one| if one.1 > b.1 { one } else { b });
    let mut arguments = series(&["precision", "purity", "mutual_information", "adjusted_rand"]);
    arguments.extend(numbers(&[("best_neurons", best.0), ("best", best.1)]));
    let most = rows.last().and_then(|row| row.number).map_or(2.0, f64::from).max(2.0);
    Figure {
        title: "figure.sparsity_study".to_owned(),
        arguments,
        x: Axis { label: "figure.neurons_a_layer".to_owned(), least: 0.0, most },
        y: Axis { label: "figure.share_found".to_owned(), least: 0.0, most: 1.0 },
        layers: tones.into_iter().zip(columns).map(line).collect(),
    }
}

fn separability(rows: &[StudyRow]) -> Figure {
    let of = |row: usize, tone, aside: f64| {
        let span = |&column: &usize| {
            let found = rows.get(row)?.values[column]?;
            let x = column as f64 + 1.0 + aside;
            Some((x, found.low.unwrap_or(found.value), found.value, found.high.unwrap_or(found.value)))
        };
        Layer::Spans { tone, spans: CLUSTERS.iter().filter_map(span).collect() }
    };
    let layers = vec![of(0, Tone::MethodA, -0.08), of(1, Tone::MethodB, 0.08)];
    let value = |column: usize| rows.first().and_then(|row| row.values[column]).map_or(0.0, |found| found.value);
    let measures = ["purity", "mutual_information", "adjusted_rand"];
    let mut arguments: BTreeMap<String, Argument> = BTreeMap::new();
    for (at, measure) in measures.iter().enumerate() {
        arguments.insert(format!("name_{}", at + 1), Argument::Text(format!("study.column.{measure}")));
    }
    arguments.insert("series_a".to_owned(), Argument::Text("study.row.clusters".to_owned()));
    arguments.insert("series_b".to_owned(), Argument::Text("study.row.by_chance".to_owned()));
    arguments.extend(numbers(&[("purity", value(0)), ("mutual_information", value(1)), ("adjusted_rand", value(2))]));
    let (least, _) = ends(&layers);
    Figure {
        title: "figure.separability_study".to_owned(),
        arguments,
        x: Axis { label: "figure.measure".to_owned(), least: 0.5, most: 3.5 },
        y: Axis { label: "figure.share_found".to_owned(), least, most: 1.0 },
        layers,
    }
}

/// A dot with its spread for every row that has the column, at 1, 2, … and a little aside.
fn spans(tone: Tone, rows: &[StudyRow], column: usize, aside: f64) -> Layer {
    let span = |(at, row): (usize, &StudyRow)| {
        let found = row.values[column]?;
        let (low, high) = (found.low.unwrap_or(found.value), found.high.unwrap_or(found.value));
        Some((at as f64 + 1.0 + aside, low, found.value, high))
    };
    Layer::Spans { tone, spans: rows.iter().enumerate().filter_map(span).collect() }
}

/// Catalogue keys of what stands at 1, 2, … on the axis.
fn named(rows: &[StudyRow]) -> BTreeMap<String, Argument> {
    let one =
        |(at, row): (usize, &StudyRow)| (format!("name_{}", at + 1), Argument::Text(format!("study.row.{}", row.name)));
    rows.iter().enumerate().map(one).collect()
}

/// Catalogue keys of the series, first tone first.
fn series(columns: &[&str]) -> BTreeMap<String, Argument> {
    let letters = ["a", "b", "c", "d"].into_iter().zip(columns);
    letters.map(|(at, column)| (format!("series_{at}"), Argument::Text(format!("study.column.{column}")))).collect()
}

fn numbers(all: &[(&str, f64)]) -> BTreeMap<String, Argument> {
    all.iter().map(|&(name, value)| (name.to_owned(), Argument::Number(value))).collect()
}

/// The least and most of all spans; zero is among them.
fn ends(layers: &[Layer]) -> (f64, f64) {
    let spans = layers.iter().flat_map(|layer| match layer {
        Layer::Spans { spans, .. } => spans.as_slice(),
        _ => &[],
    });
    spans.fold((0.0, 0.0), |(least, most), &(_, low, _, high)| (f64::min(least, low), f64::max(most, high)))
}

/// An axis with a little room on top, and a length even where nothing changed.
fn axis(label: &str, (least, most): (f64, f64)) -> Axis {
    let most = if most > least { most + (most - least) * 0.05 } else { least + 1.0 };
    Axis { label: label.to_owned(), least, most }
}
