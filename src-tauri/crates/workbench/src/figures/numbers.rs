//! A figure as numbers: CSV with a line for every mark, for those who draw it themselves.

use super::axes::said;
use super::keys;
use super::legend::legend;
use crate::operations::figure::{Figure, Layer, Tone};
use crate::texts::{Arguments, Catalogue};

/// `series, marks, x, width, y`: bars from their left edge with their height, points of lines, places of rules and ticks.
/// Empty where a kind of mark has no such number.
#[must_use]
pub fn csv(figure: &Figure, texts: &Catalogue) -> String {
    let legend = legend(figure, texts);
    let (x, y) = [&figure.x, &figure.y].map(|axis| texts.say(&axis.label, &Arguments::new())).into();
    let mut lines = vec![row(["series", "marks", &x, "width", &y])];
    let mut line_number = 0;
    for layer in &figure.layers {
        let toned = |tone: &Tone| format!("{tone:?}").to_lowercase();
        match layer {
            Layer::Bars { tone, bars } => {
                let named = |at: usize| legend.get(at).filter(|_| legend.len() == bars.len()).map(|e| e.1.clone());
                lines.extend(bars.iter().enumerate().map(|(at, &(left, width, height))| {
                    let series = named(at).unwrap_or_else(|| toned(tone));
                    row([&series, "bar", &left.to_string(), &width.to_string(), &height.to_string()])
                }));
            }
            Layer::Line { tone, points, .. } => {
                let series = legend.get(line_number).map_or_else(|| toned(tone), |entry| entry.1.clone());
                line_number += 1;
                lines.extend(points.iter().map(|(x, y)| row([&series, "line", &x.to_string(), "", &y.to_string()])));
            }
            Layer::Rule { x, label, .. } => {
                lines.push(row([&texts.say(label, &Arguments::new()), "rule", &x.to_string(), "", ""]));
            }
            Layer::Spans { tone, spans } => {
                let series = legend.get(line_number).map_or_else(|| toned(tone), |entry| entry.1.clone());
                line_number += 1;
                let words = |x: f64| {
                    let at = said(&figure.x, x.round(), &figure.arguments, texts);
                    if keys::is_named(&figure.x.label) { at } else { x.to_string() }
                };
                for &(x, least, mean, most) in spans {
                    for (mark, value) in [("least", least), ("mean", mean), ("most", most)] {
                        lines.push(row([&series, mark, &words(x), "", &value.to_string()]));
                    }
                }
            }
            Layer::Ticks { tone, ticks } => {
                lines.extend(ticks.iter().map(|(left, width, y)| {
                    row([&toned(tone), "tick", &left.to_string(), &width.to_string(), &y.to_string()])
                }));
            }
            Layer::Boxes { tone, boxes } => {
                // Both edges, a line each: there is one column for heights.
                let edges = |&(left, width, from, to): &(f64, f64, f64, f64)| [(left, width, from), (left, width, to)];
                lines.extend(boxes.iter().flat_map(edges).map(|(left, width, y)| {
                    row([&toned(tone), "box", &left.to_string(), &width.to_string(), &y.to_string()])
                }));
            }
        }
    }
    lines.concat()
}

fn row(cells: [&str; 5]) -> String {
    let quoted = |cell: &str| {
        if cell.contains(['"', ',', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    };
    format!("{}\r\n", cells.map(quoted).join(","))
}
