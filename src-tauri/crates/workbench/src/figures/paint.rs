//! The sheet: sentence above, axes around, marks inside.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::scale::{Scale, round_steps};
use super::{FigureError, keys, lettering, marks, theme};
use crate::operations::figure::{Axis, Figure};
use crate::texts::{Arguments, Catalogue, count, share};

/// Sizes of letters in pixels of the sheet.
const SENTENCE: f64 = 28.0;
pub(super) const SMALL: f64 = 24.0;
const LINE: f64 = 38.0;
pub(super) const MARGIN: f64 = 32.0;
/// Height of the axis' name and the rules' labels above the plot.
pub(super) const ABOVE: f64 = 34.0;

/// How letters come onto the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// As text, in the reader's own font.
    Text,
    /// As pixels, in the bundled font.
    Drawn,
}

/// Where a line of text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    Left,
    Centre,
    Right,
}

/// The plot's edges in pixels of the sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plot {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// A sheet of paper with a plot on it.
pub(super) struct Sheet<'a, B: DrawingBackend> {
    pub area: DrawingArea<B, Shift>,
    pub letters: Letters,
    pub texts: &'a Catalogue,
    pub plot: Plot,
    pub x: Scale,
    pub y: Scale,
}

/// Paints a figure.
///
/// # Errors
/// [`FigureError::Painting`] with the backend's reason.
pub fn paint<B: DrawingBackend>(
    backend: B,
    figure: &Figure,
    texts: &Catalogue,
    letters: Letters,
) -> Result<(), FigureError> {
    let area = backend.into_drawing_area();
    let (width, height) = area.dim_in_pixel();
    let (width, height) = (f64::from(width), f64::from(height));
    let sentence = texts.say(&figure.title, &figure.arguments);
    let sentence = lettering::lines(&sentence, SENTENCE, width - 2.0 * MARGIN);
    let y_steps = round_steps(figure.y.least, figure.y.most, 5);
    let widest = y_steps.iter().map(|value| lettering::width(&said(&figure.y, *value), SMALL)).fold(0.0, f64::max);
    let plot = Plot {
        left: MARGIN + widest + 16.0,
        right: width - MARGIN,
        // Below the sentence: a line for the axis' name and for the labels of rules.
        top: MARGIN + LINE * sentence.len() as f64 + 80.0,
        bottom: height - 104.0,
    };
    let x = Scale::new((figure.x.least, figure.x.most), (plot.left, plot.right));
    let y = Scale::new((figure.y.least, figure.y.most), (plot.bottom, plot.top));
    let sheet = Sheet { area, letters, texts, plot, x, y };
    sheet.area.fill(&theme::PAPER).map_err(painting)?;
    for (place, line) in sentence.iter().enumerate() {
        let middle = MARGIN + LINE * (place as f64 + 0.5);
        sheet.write(line, (MARGIN, middle), SENTENCE, theme::INK, Hold::Left)?;
    }
    sheet.horizontal_steps(&figure.y, &y_steps)?;
    for layer in &figure.layers {
        marks::paint(&sheet, layer)?;
    }
    marks::rule_labels(&sheet, &figure.layers, &figure.y.label)?;
    sheet.ground(&figure.x, height)?;
    sheet.area.present().map_err(painting)
}

impl<B: DrawingBackend> Sheet<'_, B> {
    fn horizontal_steps(&self, axis: &Axis, steps: &[f64]) -> Result<(), FigureError> {
        let Plot { left, right, top, .. } = self.plot;
        for &value in steps {
            let at = self.y.at(value);
            self.line(&[(left, at), (right, at)], theme::GRID, 2)?;
            self.write(&said(axis, value), (left - 16.0, at), SMALL, theme::LABEL, Hold::Right)?;
        }
        let name = self.texts.say(&axis.label, &Arguments::new());
        self.write(&name, (MARGIN, top - ABOVE), SMALL, theme::LABEL, Hold::Left)
    }

    fn ground(&self, axis: &Axis, height: f64) -> Result<(), FigureError> {
        let Plot { left, right, bottom, .. } = self.plot;
        self.line(&[(left, bottom), (right, bottom)], theme::AXIS, 2)?;
        for value in round_steps(axis.least, axis.most, 6) {
            let words = said(axis, value);
            let half = lettering::width(&words, SMALL) / 2.0;
            let at = self.x.at(value).min(right - half);
            self.write(&words, (at, bottom + 28.0), SMALL, theme::LABEL, Hold::Centre)?;
        }
        let name = self.texts.say(&axis.label, &Arguments::new());
        self.write(&name, (f64::midpoint(left, right), height - 32.0), SMALL, theme::LABEL, Hold::Centre)
    }

    pub(super) fn line(&self, points: &[(f64, f64)], colour: RGBColor, width: u32) -> Result<(), FigureError> {
        let points: Vec<_> = points.iter().map(|&point| pixel(point)).collect();
        self.area.draw(&PathElement::new(points, colour.stroke_width(width))).map_err(painting)
    }

    pub(super) fn block(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor) -> Result<(), FigureError> {
        self.area.draw(&Rectangle::new([pixel(from), pixel(to)], colour.filled())).map_err(painting)
    }

    pub(super) fn patch(&self, outline: &[(f64, f64)], colour: RGBColor) -> Result<(), FigureError> {
        let points: Vec<_> = outline.iter().map(|&point| pixel(point)).collect();
        self.area.draw(&Polygon::new(points, colour)).map_err(painting)
    }

    /// Writes one line with its middle at a height.
    pub(super) fn write(
        &self,
        words: &str,
        at: (f64, f64),
        size: f64,
        colour: RGBColor,
        hold: Hold,
    ) -> Result<(), FigureError> {
        match self.letters {
            Letters::Text => self.write_text(words, at, size, colour, hold),
            Letters::Drawn => self.write_dots(words, at, size, colour, hold),
        }
    }

    fn write_text(
        &self,
        words: &str,
        at: (f64, f64),
        size: f64,
        colour: RGBColor,
        hold: Hold,
    ) -> Result<(), FigureError> {
        let side = match hold {
            Hold::Left => HPos::Left,
            Hold::Centre => HPos::Center,
            Hold::Right => HPos::Right,
        };
        // plotters writes a font's size divided by 1.24.
        let style = TextStyle::from(("sans-serif", size * 1.24)).color(&colour).pos(Pos::new(side, VPos::Center));
        self.area.draw_text(words, &style, pixel(at)).map_err(painting)
    }

    fn write_dots(
        &self,
        words: &str,
        at: (f64, f64),
        size: f64,
        colour: RGBColor,
        hold: Hold,
    ) -> Result<(), FigureError> {
        let width = lettering::width(words, size);
        let left = match hold {
            Hold::Left => at.0,
            Hold::Centre => at.0 - width / 2.0,
            Hold::Right => at.0 - width,
        };
        for (place, ink) in lettering::dots(words, size, left, at.1) {
            self.area.draw_pixel(place, &colour.mix(ink)).map_err(painting)?;
        }
        Ok(())
    }
}

/// A value of an axis in words.
fn said(axis: &Axis, value: f64) -> String {
    if keys::is_share(&axis.label) { share(value) } else { count(value) }
}

fn pixel((x, y): (f64, f64)) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}

fn painting(error: impl std::fmt::Display) -> FigureError {
    FigureError::Painting { detail: error.to_string() }
}
