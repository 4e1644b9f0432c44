//! Two sides' neurons on paper: the mirrored strips as boxes, and a table of every neuron as CSV.

use std::collections::BTreeMap;

use super::neuron;
use super::pair::{found, held, said};
use crate::operations::figure::{Axis, Figure, Layer, Tone};
use crate::operations::neuron_pair::{NeuronFigureQuery, NeuronPair, PairHeld, PairSlot};
use crate::operations::{Argument, Failure};
use crate::session::Session;

/// How far a share of one reaches from the middle of its layer: layers must not touch.
const REACH: f64 = 0.46;
/// Width of a neuron's box, of a place of one.
const WIDTH: f64 = 0.8;

/// Draws two sides' neurons: a row for each layer, the same neuron at the same place above and below its middle.
///
/// # Errors
/// As [`super::neuron_pair`].
pub fn neuron_pair_figure(session: &Session, query: &NeuronFigureQuery) -> Result<Figure, Failure> {
    let pair = said(&found(session, &query.pair)?);
    Ok(figure(&pair, query))
}

fn figure(pair: &NeuronPair, query: &NeuronFigureQuery) -> Figure {
    let places = pair.layers.iter().map(|layer| layer.slots.len()).max().unwrap_or(0);
    let first = pair.layers.first().map_or(0, |layer| layer.layer);
    let last = pair.layers.last().map_or(0, |layer| layer.layer);
    let tones = [(PairHeld::Both, Tone::Quiet), (PairHeld::Upper, Tone::MethodA), (PairHeld::Lower, Tone::MethodB)];
    let layers = tones.map(|(held, tone)| Layer::Boxes { tone, boxes: boxes(pair, held) });
    Figure {
        title: "figure.neuron_pair".to_owned(),
        arguments: arguments(pair, query),
        x: Axis { label: "figure.place".to_owned(), least: 0.5, most: places.max(1) as f64 + 0.5 },
        y: Axis { label: "figure.layer".to_owned(), least: f64::from(first) - 0.5, most: f64::from(last) + 0.5 },
        layers: layers.into(),
    }
}

fn boxes(pair: &NeuronPair, held: PairHeld) -> Vec<(f64, f64, f64, f64)> {
    let of = |(layer, place, slot): (u32, usize, &PairSlot)| {
        let (middle, left) = (f64::from(layer), place as f64 + 1.0 - WIDTH / 2.0);
        (left, WIDTH, middle - REACH * slot.lower, middle + REACH * slot.upper)
    };
    let slots = pair
        .layers
        .iter()
        .flat_map(|layer| layer.slots.iter().enumerate().map(move |(place, slot)| (layer.layer, place, slot)));
    slots.filter(|(_, _, slot)| slot.held == held).map(of).collect()
}

fn arguments(pair: &NeuronPair, query: &NeuronFigureQuery) -> BTreeMap<String, Argument> {
    let numbers = [("both", pair.both), ("only_upper", pair.only_upper), ("only_lower", pair.only_lower)];
    let numbers = numbers.map(|(key, count)| (key.to_owned(), Argument::Number(count as f64)));
    let names = [("upper", &query.upper), ("lower", &query.lower)];
    let names = names.map(|(key, name)| (key.to_owned(), Argument::Text(name.clone())));
    numbers.into_iter().chain(names).collect()
}

/// Every neuron that either side has, a line each, with its name and numbers.
///
/// # Errors
/// As [`super::neuron_pair`].
pub fn csv(session: &Session, query: &NeuronFigureQuery) -> Result<String, Failure> {
    let found = found(session, &query.pair)?;
    let kept = session.rankings.by_id(query.pair.ranking)?;
    let names = crate::neuron_names::of(&session.folders, neuron::reading(&kept)?)?;
    let (upper, lower) = (quoted(&query.upper), quoted(&query.lower));
    let mut lines = vec![format!(
        "layer,neuron,name,held by,{upper},{lower},all rows,lift at least,difference from,difference to\r\n"
    )];
    for (layer, found) in &found.layers {
        for slot in &found.slots {
            let is_it = |named: &&crate::operations::neuron::NamedNeuron| {
                (named.neuron.layer as usize, named.neuron.neuron) == (*layer, u32::from(slot.neuron))
            };
            let name = names.iter().find(is_it).map_or_else(String::new, |named| quoted(&named.name));
            let who = match held(slot.held) {
                PairHeld::Both => "both",
                PairHeld::Upper => &upper,
                PairHeld::Lower => &lower,
            };
            let (low, high) = slot.difference;
            let (neuron, up, down, pool, lift) = (slot.neuron, slot.upper, slot.lower, slot.pool, slot.lift);
            lines.push(format!("{layer},{neuron},{name},{who},{up},{down},{pool},{lift},{low},{high}\r\n"));
        }
    }
    Ok(lines.concat())
}

pub(super) fn quoted(words: &str) -> String {
    if words.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", words.replace('"', "\"\""))
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::operations::neuron_pair::{NeuronPairQuery, NeuronSide, PairLayer};

    #[test]
    fn a_neuron_reaches_as_far_up_and_down_as_its_shares_and_shared_ones_are_told_by_tone() {
        let slot = |held, upper, lower| PairSlot {
            neuron: 7,
            upper,
            lower,
            pool: 0.1,
            lift: 3.0,
            difference: (0.0, 0.5),
            held,
        };
        let slots = vec![slot(PairHeld::Both, 1.0, 0.5), slot(PairHeld::Lower, 0.0, 1.0)];
        let layers = vec![PairLayer { layer: 4, slots, left_out: 0, common: 0, apart: 0.4 }];
        let (upper, lower, both, only_upper, only_lower) = (1, 1, 1, 0, 1);
        let pair = NeuronPair { upper, lower, both, only_upper, only_lower, common: 0, busiest: None, layers };
        let side = NeuronSide::Row { row: 1 };
        let pair_query = NeuronPairQuery { ranking: 1, upper: side, lower: side };
        let query = NeuronFigureQuery { pair: pair_query, upper: "this row".into(), lower: "a, b".into() };
        let drawn = figure(&pair, &query);
        let Layer::Boxes { tone: Tone::Quiet, boxes } = &drawn.layers[0] else { panic!("shared ones come first") };
        assert_eq!(boxes, &[(0.6, 0.8, 4.0 - 0.23, 4.46)]);
        let Layer::Boxes { tone: Tone::MethodB, boxes } = &drawn.layers[2] else { panic!("the lower side's last") };
        assert_eq!(boxes, &[(1.6, 0.8, 3.54, 4.0)]);
        assert_eq!(quoted(&query.lower), "\"a, b\"");
    }
}
