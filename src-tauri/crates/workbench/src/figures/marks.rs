//! The marks of a figure: bars, lines, rules, spans, ticks and boxes. One function a kind.

use plotters::prelude::DrawingBackend;

use super::paint::{ABOVE, Hold, MARGIN, SMALL, Sheet};
use super::scale::place_labels;
use super::{FigureError, lettering, theme};
use crate::operations::figure::{Layer, Tone};
use crate::texts::Arguments;

pub(super) fn paint<B: DrawingBackend>(sheet: &Sheet<'_, B>, layer: &Layer) -> Result<(), FigureError> {
    match layer {
        Layer::Bars { tone, bars } => paint_bars(sheet, *tone, bars),
        Layer::Line { tone, points, filled_to } => paint_line(sheet, *tone, points, *filled_to),
        Layer::Rule { tone, x, .. } => paint_rule(sheet, *tone, *x),
        Layer::Spans { tone, spans } => paint_spans(sheet, *tone, spans),
        Layer::Ticks { tone, ticks } => paint_ticks(sheet, *tone, ticks),
        Layer::Boxes { tone, boxes } => paint_boxes(sheet, *tone, boxes),
    }
}

fn paint_bars<B: DrawingBackend>(
    sheet: &Sheet<'_, B>,
    tone: Tone,
    bars: &[(f64, f64, f64)],
) -> Result<(), FigureError> {
    for &(left, width, height) in bars.iter().filter(|bar| bar.2 > 0.0) {
        let (from, to) = (sheet.x.at(left), sheet.x.at(left + width));
        // A hairline of paper between neighbours, where there is room for one.
        let gap = if to - from >= 6.0 { 2.0 } else { 0.0 };
        sheet.block((from, sheet.y.at(height)), ((to - gap).max(from + 1.0), sheet.plot.bottom), theme::fill(tone))?;
    }
    Ok(())
}

fn paint_line<B: DrawingBackend>(
    sheet: &Sheet<'_, B>,
    tone: Tone,
    points: &[(f64, f64)],
    filled_to: Option<f64>,
) -> Result<(), FigureError> {
    let place = |&(x, y): &(f64, f64)| (sheet.x.at(x), sheet.y.at(y));
    let filled = filled_to.map_or_else(Vec::new, |limit| up_to(points, limit));
    if let (Some(first), Some(last)) = (filled.first().map(place), filled.last().map(place)) {
        let bottom = sheet.plot.bottom;
        let mut outline: Vec<_> = filled.iter().map(place).collect();
        outline.extend([(last.0, bottom), (first.0, bottom)]);
        sheet.patch(&outline, theme::under(tone))?;
    }
    let path: Vec<_> = points.iter().map(place).collect();
    sheet.line(&smooth(&path), theme::stroke(tone), 3)
}

fn paint_rule<B: DrawingBackend>(sheet: &Sheet<'_, B>, tone: Tone, x: f64) -> Result<(), FigureError> {
    let at = sheet.x.at(x);
    sheet.block((at - 2.0, sheet.plot.top - 8.0), (at + 1.0, sheet.plot.bottom), theme::stroke(tone))
}

/// A dot at each mean, and a line from its least to its most.
fn paint_spans<B: DrawingBackend>(
    sheet: &Sheet<'_, B>,
    tone: Tone,
    spans: &[(f64, f64, f64, f64)],
) -> Result<(), FigureError> {
    for &(x, least, mean, most) in spans {
        let (at, from, to, middle) = (sheet.x.at(x), sheet.y.at(most), sheet.y.at(least), sheet.y.at(mean));
        sheet.block((at - 1.0, from), (at + 1.0, to.max(from + 1.0)), theme::stroke(tone))?;
        let round = |turn: i32| {
            (at + 7.0 * f64::from(turn).to_radians().cos(), middle + 7.0 * f64::from(turn).to_radians().sin())
        };
        sheet.patch(&(0..360).step_by(20).map(round).collect::<Vec<_>>(), theme::stroke(tone))?;
    }
    Ok(())
}

fn paint_ticks<B: DrawingBackend>(
    sheet: &Sheet<'_, B>,
    tone: Tone,
    ticks: &[(f64, f64, f64)],
) -> Result<(), FigureError> {
    for &(left, width, y) in ticks {
        let (from, to, at) = (sheet.x.at(left), sheet.x.at(left + width), sheet.y.at(y));
        sheet.block((from, at - 2.0), (to.max(from + 2.0), at + 1.0), theme::stroke(tone))?;
    }
    Ok(())
}

fn paint_boxes<B: DrawingBackend>(
    sheet: &Sheet<'_, B>,
    tone: Tone,
    boxes: &[(f64, f64, f64, f64)],
) -> Result<(), FigureError> {
    for &(left, width, from, to) in boxes {
        let (left, right) = (sheet.x.at(left), sheet.x.at(left + width));
        sheet.block((left, sheet.y.at(to)), (right.max(left + 1.0), sheet.y.at(from)), theme::fill(tone))?;
    }
    Ok(())
}

/// Labels of all rules, each over its own and clear of the others.
pub(super) fn rule_labels<B: DrawingBackend>(
    sheet: &Sheet<'_, B>,
    layers: &[Layer],
    name: &str,
) -> Result<(), FigureError> {
    let rules: Vec<_> = layers
        .iter()
        .filter_map(|layer| match layer {
            Layer::Rule { tone, x, label } => {
                let words = sheet.texts.say(label, &Arguments::new());
                Some((*tone, sheet.x.at(*x), lettering::width(&words, SMALL), words))
            }
            _ => None,
        })
        .collect();
    let wanted: Vec<_> = rules.iter().map(|rule| (rule.1, rule.2)).collect();
    // The name of the vertical axis stands on the same line.
    let least = MARGIN + lettering::width(&sheet.texts.say(name, &Arguments::new()), SMALL) + 24.0;
    let centres = place_labels(&wanted, least, sheet.plot.right, 24.0);
    for ((tone, _, _, words), centre) in rules.iter().zip(centres) {
        let at = (centre, sheet.plot.top - ABOVE);
        sheet.write(words, at, SMALL, theme::stroke(*tone), Hold::Centre)?;
    }
    Ok(())
}

/// The points of a path that matter at whole pixels: all others lie within 0.75 of a pixel of the line between them, and
/// rounding them would only make the line tremble (Ramer 1972, Douglas and Peucker 1973).
fn smooth(path: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let (Some(&first), Some(&last)) = (path.first(), path.last()) else {
        return Vec::new();
    };
    let off = |&(x, y): &(f64, f64)| {
        let (dx, dy) = (last.0 - first.0, last.1 - first.1);
        let length = dx.hypot(dy);
        if length > 0.0 {
            ((x - first.0) * dy - (y - first.1) * dx).abs() / length
        } else {
            (x - first.0).hypot(y - first.1)
        }
    };
    let farthest = (1..path.len() - 1).max_by(|&a, &b| off(&path[a]).total_cmp(&off(&path[b])));
    match farthest.filter(|&place| off(&path[place]) > 0.75) {
        Some(place) => {
            let mut kept = smooth(&path[..=place]);
            kept.pop();
            kept.extend(smooth(&path[place..]));
            kept
        }
        None if path.len() == 1 => vec![first],
        None => vec![first, last],
    }
}

/// The part of a line up to a place, ending on the line itself.
fn up_to(points: &[(f64, f64)], limit: f64) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for &(x, y) in points {
        if x <= limit {
            kept.push((x, y));
            continue;
        }
        if let Some(&(before_x, before_y)) = kept.last()
            && before_x < limit
        {
            let part = (limit - before_x) / (x - before_x);
            kept.push((limit, before_y + part * (y - before_y)));
        }
        break;
    }
    kept
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_smoothed_path_keeps_its_corners_and_stays_within_a_pixel() {
        let wave: Vec<(f64, f64)> = (0..500).map(f64::from).map(|x| (x, 100.0 * (x / 60.0).sin())).collect();
        let kept = smooth(&wave);
        assert!(kept.len() < 60 && kept.first() == wave.first() && kept.last() == wave.last());
        for &(x, y) in &wave {
            let pair = kept.windows(2).find(|pair| (pair[0].0..=pair[1].0).contains(&x)).unwrap();
            let part = (x - pair[0].0) / (pair[1].0 - pair[0].0);
            assert!((pair[0].1 + part * (pair[1].1 - pair[0].1) - y).abs() < 1.6, "{x}");
        }
        assert_eq!(smooth(&[(1.0, 2.0)]), [(1.0, 2.0)]);
        assert!(smooth(&[]).is_empty());
    }

    #[test]
    fn a_filled_part_ends_on_the_line() {
        let line = [(0.0, 10.0), (10.0, 0.0), (20.0, 0.0)];
        assert_eq!(up_to(&line, 5.0), [(0.0, 10.0), (5.0, 5.0)]);
        assert_eq!(up_to(&line, 10.0), [(0.0, 10.0), (10.0, 0.0)]);
        assert!(up_to(&line, -1.0).is_empty());
        assert_eq!(up_to(&line, 99.0), line);
    }
}
