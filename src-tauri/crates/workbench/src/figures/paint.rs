//! The sheet: sentence above, axes around, marks inside.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::axes::{Words, own_axis, said};
use super::scale::{Scale, round_steps};
use super::{FigureError, legend, lettering, marks, theme};
use crate::operations::figure::{Axis, Figure};
use crate::texts::{Arguments, Catalogue};

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
    let words = |axis: &Axis, value: f64| said(axis, value, &figure.arguments, texts);
    let widest = y_steps.iter().map(|value| lettering::width(&words(&figure.y, *value), SMALL)).fold(0.0, f64::max);
    let entries = legend_lines(&legend::legend(figure, texts), width - 2.0 * MARGIN);
    let plot = Plot {
        left: MARGIN + widest + 16.0,
        right: width - MARGIN,
        // Below the sentence: a line for the axis' name and for the labels of rules.
        top: MARGIN + LINE * (sentence.len() + entries.len()) as f64 + 80.0,
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
    sheet.legend(&entries, MARGIN + LINE * sentence.len() as f64)?;
    sheet.horizontal_steps(&figure.y, &y_steps, &words)?;
    for layer in &figure.layers {
        marks::paint(&sheet, layer)?;
    }
    marks::rule_labels(&sheet, &figure.layers, &figure.y.label)?;
    sheet.ground(&figure.x, height, &words)?;
    sheet.area.present().map_err(painting)
}

impl<B: DrawingBackend> Sheet<'_, B> {
    /// Each line of the legend: a patch of colour and its words, again and again.
    fn legend(&self, lines: &[Vec<legend::Entry>], top: f64) -> Result<(), FigureError> {
        for (place, line) in lines.iter().enumerate() {
            let middle = top + LINE * (place as f64 + 0.5);
            let mut at = MARGIN;
            for (tone, words) in line {
                self.block((at, middle - 3.0), (at + PATCH, middle + 3.0), theme::stroke(*tone))?;
                self.write(words, (at + PATCH + 12.0, middle), SMALL, theme::INK, Hold::Left)?;
                at += entry_width(words);
            }
        }
        Ok(())
    }

    fn horizontal_steps(&self, axis: &Axis, steps: &[f64], words: &Words) -> Result<(), FigureError> {
        let Plot { left, right, top, .. } = self.plot;
        for &value in steps {
            let at = self.y.at(value);
            self.line(&[(left, at), (right, at)], theme::GRID, 2)?;
            self.write(&words(axis, value), (left - 16.0, at), SMALL, theme::LABEL, Hold::Right)?;
        }
        let name = self.texts.say(own_axis(&axis.label), &Arguments::new());
        self.write(&name, (MARGIN, top - ABOVE), SMALL, theme::LABEL, Hold::Left)
    }

    fn ground(&self, axis: &Axis, height: f64, words: &Words) -> Result<(), FigureError> {
        let Plot { left, right, bottom, .. } = self.plot;
        self.line(&[(left, bottom), (right, bottom)], theme::AXIS, 2)?;
        for value in round_steps(axis.least, axis.most, 6) {
            let words = words(axis, value);
            let half = lettering::width(&words, SMALL) / 2.0;
            let at = self.x.at(value).min(right - half).max(MARGIN + half);
            self.write(&words, (at, bottom + 28.0), SMALL, theme::LABEL, Hold::Centre)?;
        }
        let name = self.texts.say(own_axis(&axis.label), &Arguments::new());
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

/// Width of a patch of colour in the legend.
const PATCH: f64 = 44.0;

fn entry_width(words: &str) -> f64 {
    PATCH + 12.0 + lettering::width(words, SMALL) + 36.0
}

/// Entries put into lines no wider than `most`.
fn legend_lines(entries: &[legend::Entry], most: f64) -> Vec<Vec<legend::Entry>> {
    let mut lines: Vec<Vec<legend::Entry>> = Vec::new();
    let mut used = most;
    for entry in entries {
        let width = entry_width(&entry.1);
        if used + width > most {
            lines.push(Vec::new());
            used = 0.0;
        }
        used += width;
        if let Some(line) = lines.last_mut() {
            line.push(entry.clone());
        }
    }
    lines
}

fn pixel((x, y): (f64, f64)) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}

fn painting(error: impl std::fmt::Display) -> FigureError {
    FigureError::Painting { detail: error.to_string() }
}
