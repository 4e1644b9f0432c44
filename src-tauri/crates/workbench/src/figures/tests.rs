//! Figures on paper: what must be seen on every sheet.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::operations::Argument;
use crate::operations::figure::{Axis, Layer, Tone};

fn english() -> Catalogue {
    Catalogue::parse(
        r#"{"figure.score_by_rank": "Your {kept|row|rows} of {ranked} share more than a typical row's {median:share}.",
            "figure.score_histogram": "Most rows share about {median:share}; the cut keeps {kept|row|rows}.",
            "figure.match_by_layer": "Row {row} shares {score:share}, a typical row {median:share}.",
            "figure.rank": "Rank", "figure.score": "Match", "figure.rows": "Rows", "figure.layer": "Layer",
            "figure.match": "Match", "figure.cut": "Your cut", "figure.typical": "A typical row"}"#,
    )
    .unwrap()
}

fn chinese() -> Catalogue {
    Catalogue::parse(
        r#"{"figure.score_by_rank": "在 {ranked} 行中保留 {kept} 行：它们与示例共享的最强神经元多于典型行的 {median:share}。",
            "figure.rank": "名次", "figure.score": "匹配", "figure.cut": "分界线"}"#,
    )
    .unwrap()
}

fn axis(label: &str, least: f64, most: f64) -> Axis {
    Axis { label: label.to_owned(), least, most }
}

fn figure(title: &str, x: Axis, y: Axis, layers: Vec<Layer>) -> Figure {
    let numbers = [("ranked", 9982.0), ("kept", 1240.0), ("median", 0.24), ("row", 17.0), ("score", 0.41)];
    let arguments = numbers.map(|(name, value)| (name.to_owned(), Argument::Number(value))).into();
    Figure { title: title.to_owned(), arguments, x, y, layers }
}

/// Two methods' scores, as a comparison draws them.
fn distributions() -> Figure {
    let line = |tone| Layer::Line { tone, points: vec![(0.25, 0.5), (0.75, 0.25)], filled_to: None };
    let mut figure = figure(
        "figure.score_distributions",
        axis("figure.score_range", 0.0, 1.0),
        axis("figure.share_of_rows", 0.0, 0.5),
        vec![line(Tone::MethodA), line(Tone::MethodB)],
    );
    let names = [("method_a", "Neuron match"), ("method_b", "Random pick")];
    figure.arguments.extend(names.map(|(key, name)| (key.to_owned(), Argument::Text(name.to_owned()))));
    figure
}

#[test]
fn compared_methods_are_named_on_the_sheet_and_in_the_numbers() {
    let texts = Catalogue::english().unwrap();
    let painted = svg(&distributions(), &texts).unwrap();
    assert!(painted.contains("Neuron match") && painted.contains("Random pick"));
    assert!(painted.contains(&texts.say("compare.least", &[].into())), "the ends of the axis have words");
    let csv = numbers::csv(&distributions(), &texts);
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines[0].split(',').next(), Some("series"));
    assert_eq!(
        lines[1..5],
        [
            "Neuron match,line,0.25,,0.5",
            "Neuron match,line,0.75,,0.25",
            "Random pick,line,0.25,,0.5",
            "Random pick,line,0.75,,0.25"
        ]
    );
}

#[test]
fn bars_of_combinations_say_whose_rows_they_are() {
    let mut figure = distributions();
    "figure.overlap".clone_into(&mut figure.title);
    figure.layers = vec![Layer::Bars { tone: Tone::Score, bars: vec![(0.6, 0.8, 7.0), (1.6, 0.8, 3.0)] }];
    figure.arguments.extend(
        [("part_1", "a,b"), ("part_2", "b")].map(|(key, who)| (key.to_owned(), Argument::Text(who.to_owned()))),
    );
    let csv = numbers::csv(&figure, &Catalogue::english().unwrap());
    assert!(csv.contains("1: Neuron match and Random pick,bar,0.6,0.8,7"), "{csv}");
    assert!(csv.contains("2: Random pick,bar,1.6,0.8,3"), "{csv}");
}

fn by_rank() -> Figure {
    let score = |place: f64| 0.22 + 0.28 * (-place / 900.0).exp() - 0.08 * (place / 9982.0).powi(6);
    let points = (0..=200).map(|step| 1.0 + f64::from(step) * 49.9).map(|rank| (rank, score(rank))).collect();
    let layers = vec![
        Layer::Line { tone: Tone::Score, points, filled_to: Some(1240.0) },
        Layer::Rule { tone: Tone::Ink, x: 1240.0, label: "figure.cut".to_owned() },
    ];
    figure("figure.score_by_rank", axis("figure.rank", 1.0, 9982.0), axis("figure.score", 0.14, 0.5), layers)
}

fn histogram() -> Figure {
    let bar = |bin: i32| {
        let left = 0.14 + 0.009 * f64::from(bin);
        (left, 0.009, (900.0 * (-((left - 0.24) / 0.04).powi(2)).exp()).round())
    };
    let layers = vec![
        Layer::Bars { tone: Tone::Quiet, bars: (0..40).map(bar).collect() },
        Layer::Rule { tone: Tone::Ink, x: 0.24, label: "figure.typical".to_owned() },
        Layer::Rule { tone: Tone::Accent, x: 0.29, label: "figure.cut".to_owned() },
    ];
    figure("figure.score_histogram", axis("figure.score", 0.14, 0.5), axis("figure.rows", 0.0, 900.0), layers)
}

fn by_layer() -> Figure {
    let share = |layer: i32| 0.2 + 0.2 * (f64::from(layer) / 5.0).sin().abs();
    let bars = (0..30).map(|layer| (f64::from(layer) - 0.4, 0.8, share(layer))).collect();
    let ticks = (0..30).map(|layer| (f64::from(layer) - 0.4, 0.8, 0.24)).collect();
    let layers = vec![Layer::Bars { tone: Tone::Score, bars }, Layer::Ticks { tone: Tone::Ink, ticks }];
    figure("figure.match_by_layer", axis("figure.layer", -0.5, 29.5), axis("figure.match", 0.0, 0.4), layers)
}

/// A folder for looking at the pictures, where `NEUROSIEVE_PICTURES` names one.
fn picture_folder() -> (std::path::PathBuf, Option<tempfile::TempDir>) {
    if let Some(folder) = std::env::var_os("NEUROSIEVE_PICTURES") {
        return (folder.into(), None);
    }
    let folder = tempfile::tempdir().unwrap();
    (folder.path().to_owned(), Some(folder))
}

#[test]
fn every_kind_of_figure_is_saved_as_png_and_svg_with_its_sentence() {
    let (folder, _kept) = picture_folder();
    for (name, figure) in [("by-rank", by_rank()), ("histogram", histogram()), ("by-layer", by_layer())] {
        let png = folder.join(format!("{name}.png"));
        let size = save(&figure, &english(), &png).unwrap();
        let bytes = std::fs::read(&png).unwrap();
        assert_eq!(bytes.len() as u64, size);
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        // Width and height in the first chunk, big end first.
        assert_eq!(&bytes[16..24], &[0, 0, 5, 0, 0, 0, 2, 192]);

        let path = folder.join(format!("{name}.svg"));
        save(&figure, &english(), &path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let sentence = english().say(&figure.title, &figure.arguments);
        assert!(text.contains(&format!("<title>{sentence}</title>")), "{name}");
        assert!(text.contains("sans-serif"), "{name}");
    }
}

#[test]
fn a_figure_can_speak_chinese() {
    let (folder, _kept) = picture_folder();
    save(&by_rank(), &chinese(), &folder.join("by-rank-zh.png")).unwrap();
    assert!(svg(&by_rank(), &chinese()).unwrap().contains("分界线"));
}

#[test]
fn words_from_data_stay_words_in_an_svg() {
    let mut figure = by_rank();
    let texts = Catalogue::parse(r#"{"figure.score_by_rank": "{name}"}"#).unwrap();
    let hostile = "<script>alert(1)</script> & \"more\"";
    figure.arguments.insert("name".to_owned(), Argument::Text(hostile.to_owned()));
    let text = svg(&figure, &texts).unwrap();
    assert!(!text.contains("<script"), "{text}");
    assert!(text.contains("&lt;script&gt;"));
}

#[test]
fn a_figure_without_data_or_with_odd_numbers_is_still_a_sheet() {
    let (folder, _kept) = picture_folder();
    let mut figure = by_rank();
    figure.layers = vec![
        Layer::Line { tone: Tone::Score, points: vec![], filled_to: Some(3.0) },
        Layer::Bars { tone: Tone::Quiet, bars: vec![(f64::NAN, 1.0, f64::INFINITY)] },
    ];
    figure.y = axis("figure.score", 0.3, 0.3);
    save(&figure, &english(), &folder.join("empty.png")).unwrap();
}

#[test]
fn another_suffix_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["figure.jpg", "figure"] {
        let path = folder.path().join(name);
        assert!(matches!(save(&by_rank(), &english(), &path), Err(FigureError::UnknownSuffix { .. })));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_english_catalogue_has_every_key_that_figures_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/texts/en.json");
    let Ok(json) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let texts = Catalogue::parse(&json).unwrap();
    let missing: Vec<_> = keys::ALL.iter().filter(|key| !texts.has(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
