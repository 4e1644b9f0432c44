//! What stands at an axis, in the words of the window.

use super::keys;
use crate::operations::Argument;
use crate::operations::figure::Axis;
use crate::texts::{Arguments, Catalogue, count, number, share};

/// Says a value of an axis.
pub(super) type Words<'a> = dyn Fn(&Axis, f64) -> String + 'a;

/// A value of an axis in words, as the window says it: powers of ten as ranks, the two sides by name.
pub(super) fn said(axis: &Axis, value: f64, arguments: &Arguments, texts: &Catalogue) -> String {
    let is = |wanted: f64| (value - wanted).abs() < 1e-9;
    let is_whole = is(value.round());
    let argument = |key: &str| match arguments.get(key) {
        Some(Argument::Text(words)) => words.clone(),
        _ => String::new(),
    };
    match axis.label.as_str() {
        "figure.rank_power" if is_whole => count(10_f64.powf(value).round()),
        "figure.rank_power_down" if is_whole => {
            let rank = Argument::Number(10_f64.powf(-value).round());
            texts.say("compare.rank", &[("rank".to_owned(), rank)].into())
        }
        "figure.rank_shift_sides" if is(0.0) => argument("method_a"),
        "figure.rank_shift_sides" if is(1.0) => argument("method_b"),
        "figure.score_range" if is(0.0) => texts.say("compare.least", &Arguments::new()),
        "figure.score_range" if is(1.0) => texts.say("compare.best", &Arguments::new()),
        "figure.rank_power" | "figure.rank_power_down" | "figure.rank_shift_sides" | "figure.score_range" => {
            String::new()
        }
        label if keys::is_named(label) => match arguments.get(&format!("name_{value:.0}")) {
            Some(Argument::Text(key)) if is_whole => texts.say(key, &Arguments::new()),
            _ => String::new(),
        },
        "figure.loss_change" => number(value),
        label if keys::is_share(label) => share(value),
        _ => count(value),
    }
}

/// Axes whose powers of ten are written out as ranks are named so.
pub(super) fn own_axis(label: &str) -> &str {
    match label {
        "figure.rank_power" => "compare.axis.rank_power",
        "figure.rank_power_down" => "compare.axis.rank_power_down",
        other => other,
    }
}
