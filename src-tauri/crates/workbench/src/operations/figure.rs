//! Figures as data: computed here, painted by the window and by plotters alike.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::compare::CompareFigureQuery;
use super::files::TicketId;
use super::neuron_pair::NeuronFigureQuery;
use super::ranking::{Budget, RankingId, WhyQuery};
use super::study::StudyRef;

/// Asks for a figure.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct FigureQuery {
    /// Of this ranking.
    pub ranking: RankingId,
    /// Which figure.
    pub kind: FigureKind,
    /// Where the cut is, to be drawn into it.
    pub budget: Option<Budget>,
    /// The row it is about, where the kind needs one.
    pub row: Option<i64>,
}

/// The figures there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum FigureKind {
    /// Score by rank with the cut.
    ScoreByRank,
    /// How the scores are distributed, with median and cut.
    ScoreHistogram,
    /// A row's match layer by layer against a typical row's.
    MatchByLayer,
}

/// A figure: a sentence, axes and marks. Few kinds of marks, each of which every painter knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Figure {
    /// Catalogue key of the title and of the sentence that says what is to be seen.
    pub title: String,
    /// Numbers and names in that sentence.
    pub arguments: std::collections::BTreeMap<String, super::failure::Argument>,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// What is drawn, back to front.
    pub layers: Vec<Layer>,
}

/// An axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Axis {
    /// Catalogue key of its label.
    pub label: String,
    /// Least value shown.
    pub least: f64,
    /// Most.
    pub most: f64,
}

/// Marks of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "marks", rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Layer {
    /// Bars from zero: left edge, width and height of each.
    Bars {
        /// Role of the colour.
        tone: Tone,
        /// `[left, width, height]`.
        bars: Vec<(f64, f64, f64)>,
    },
    /// A line, with the area under it filled up to `filled_to` on the x axis.
    Line {
        /// Role of the colour.
        tone: Tone,
        /// `[x, y]`.
        points: Vec<(f64, f64)>,
        /// Filled under it up to here; not filled if none.
        filled_to: Option<f64>,
    },
    /// A vertical rule with a label.
    Rule {
        /// Role of the colour.
        tone: Tone,
        /// Where.
        x: f64,
        /// Catalogue key of its label.
        label: String,
    },
    /// Dots, each with a line from its least to its most: a mean and its spread.
    Spans {
        /// Role of the colour.
        tone: Tone,
        /// `[x, least, mean, most]`.
        spans: Vec<(f64, f64, f64, f64)>,
    },
    /// Short horizontal ticks over bars: "a typical row".
    Ticks {
        /// Role of the colour.
        tone: Tone,
        /// `[left, width, y]`.
        ticks: Vec<(f64, f64, f64)>,
    },
    /// Boxes anywhere on the sheet: left edge, width, lower and upper edge of each.
    Boxes {
        /// Role of the colour.
        tone: Tone,
        /// `[left, width, from, to]`.
        boxes: Vec<(f64, f64, f64, f64)>,
    },
}

/// The role of a colour; painters look it up in their theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Tone {
    /// Measured.
    Score,
    /// Behind what is meant.
    Quiet,
    /// The cut and other ink.
    Ink,
    /// This row.
    Accent,
    /// The first of several methods, or of several pairs of them.
    MethodA,
    /// The second.
    MethodB,
    /// The third.
    MethodC,
    /// The fourth.
    MethodD,
}

/// A figure of any kind.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum AnyFigure {
    /// Of one ranking.
    Ranking(FigureQuery),
    /// Of several, compared.
    Comparison(CompareFigureQuery),
    /// Of two sides' neurons.
    Neurons(NeuronFigureQuery),
    /// Of the pairs of neurons that a goal's examples fire together.
    Flow(WhyQuery),
    /// Of a study.
    Study(StudyRef),
}

/// Writes a figure to a file; SVG or PNG by its suffix, or its numbers as CSV.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct SaveFigure {
    /// Which.
    pub figure: AnyFigure,
    /// Where.
    pub ticket: TicketId,
}
