//! Pairs of neurons that a goal's examples fire together, laid out for the window, for paper and as a table.

use std::collections::BTreeMap;

use selection::flow::{Link, flow};

use super::kept::Kept;
use super::neuron::{self, seen};
use crate::operations::figure::{Axis, Figure, Layer, Tone};
use crate::operations::neuron::{NamedNeuron, NeuronRef};
use crate::operations::neuron_flow::{FlowLink, FlowNode, NeuronFlow};
use crate::operations::ranking::WhyQuery;
use crate::operations::{Argument, Failure};
use crate::session::Session;

/// Pairs that are shown: more would hide each other.
const SHOWN: usize = 40;
/// How often a layer is put in the order of the layers beside it; more changes little.
const SWEEPS: usize = 6;

/// The pairs of a ranking's goal, with what of them a row fires.
///
/// # Errors
/// [`crate::operations::FailureCode::NothingRead`] when the ranking uses no neurons,
/// [`crate::operations::FailureCode::NoSuchThing`] for a row that is not there.
pub fn neuron_flow(kept: &Kept, row: i64) -> Result<NeuronFlow, Failure> {
    let position = super::explain::position(kept, row)?;
    let part = kept.composed.as_ref().map_or(kept, |composed| composed.part_of(position));
    let (goal, read) = seen(part)?;
    let links = flow(&goal.features, &read.counts().with_layers(&goal.layers), SHOWN);
    let rows = laid_out(&links, goal.layers.len());
    let fires = |layer: usize, neuron: u16| goal.pool_features.layer(position, layer).contains(&neuron);
    let examples = goal.profile.examples() as u32;
    let (mut nodes, mut places) = (Vec::new(), BTreeMap::new());
    for (layer, row) in rows.iter().enumerate() {
        for (at, &id) in row.iter().enumerate() {
            places.insert((layer, id), nodes.len() as u32);
            nodes.push(FlowNode {
                neuron: NeuronRef { layer: goal.layers[layer] as u32, neuron: u32::from(id) },
                at: (at as f64 + 0.5) / row.len() as f64,
                goal_share: f64::from(goal.profile.count(layer, id)) / f64::from(examples.max(1)),
                here: fires(layer, id),
            });
        }
    }
    let said = |link: &Link| FlowLink {
        from: places[&(link.layer, link.from)],
        to: places[&(link.layer + 1, link.to)],
        together: u64::from(link.together),
        share: f64::from(link.together) / f64::from(examples.max(1)),
        by_chance: link.by_chance,
        lift: link.lift,
        here: fires(link.layer, link.from) && fires(link.layer + 1, link.to),
    };
    Ok(NeuronFlow { examples: u64::from(examples), links: links.iter().map(said).collect(), nodes })
}

/// The neurons of each layer from left to right: each as near as can be to the middle of those it is linked with, so that
/// lines cross seldom (the barycentre rule of Sugiyama et al. 1981).
fn laid_out(links: &[Link], layers: usize) -> Vec<Vec<u16>> {
    let mut rows = vec![Vec::new(); layers];
    for link in links {
        for (layer, neuron) in [(link.layer, link.from), (link.layer + 1, link.to)] {
            if !rows[layer].contains(&neuron) {
                rows[layer].push(neuron);
            }
        }
    }
    for sweep in 0..SWEEPS {
        let order: Vec<usize> = if sweep % 2 == 0 { (0..layers).collect() } else { (0..layers).rev().collect() };
        for layer in order {
            let middle = |neuron: u16, own: f64| {
                let beside = links.iter().filter_map(|link| {
                    let (other, id) = match () {
                        () if link.layer == layer && link.from == neuron => (layer + 1, link.to),
                        () if link.layer + 1 == layer && link.to == neuron => (link.layer, link.from),
                        () => return None,
                    };
                    place(&rows[other], id)
                });
                let (sum, count) = beside.fold((0.0, 0.0), |(sum, count), at| (sum + at, count + 1.0));
                if count > 0.0 { sum / count } else { own }
            };
            let mut row: Vec<(f64, u16)> =
                rows[layer].iter().map(|&id| (middle(id, place(&rows[layer], id).unwrap_or(0.5)), id)).collect();
            row.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            rows[layer] = row.into_iter().map(|(_, id)| id).collect();
        }
    }
    rows
}

/// Where a neuron stands in its layer, 0 to 1.
fn place(row: &[u16], neuron: u16) -> Option<f64> {
    row.iter().position(|&id| id == neuron).map(|at| (at as f64 + 0.5) / row.len() as f64)
}

/// The pairs as data to paint: a line for each, those that the row fires in front.
///
/// # Errors
/// As [`neuron_flow`].
pub fn flow_figure(kept: &Kept, row: i64) -> Result<Figure, Failure> {
    let flow = neuron_flow(kept, row)?;
    let mut links: Vec<&FlowLink> = flow.links.iter().collect();
    links.sort_by_key(|link| link.here);
    let point = |at: u32| (flow.nodes[at as usize].at, f64::from(flow.nodes[at as usize].neuron.layer));
    let line = |link: &FlowLink| Layer::Line {
        tone: if link.here { Tone::Score } else { Tone::Quiet },
        points: vec![point(link.from), point(link.to)],
        filled_to: None,
    };
    let layers = || flow.nodes.iter().map(|node| f64::from(node.neuron.layer));
    let (first, last) = (layers().fold(f64::INFINITY, f64::min), layers().fold(0.0, f64::max));
    let numbers = [("links", flow.links.len() as f64), ("examples", flow.examples as f64), ("row", row as f64)];
    Ok(Figure {
        title: "figure.neuron_flow".to_owned(),
        arguments: numbers.map(|(key, value)| (key.to_owned(), Argument::Number(value))).into(),
        x: Axis { label: "figure.flow_place".to_owned(), least: 0.0, most: 1.0 },
        y: Axis { label: "figure.layer".to_owned(), least: first.min(last) - 0.5, most: last + 0.5 },
        layers: links.into_iter().map(line).chain([boxes(&flow, false), boxes(&flow, true)]).collect(),
    })
}

/// How far a neuron's box reaches to each side: a share of the width, and of the way to the next layer.
const BOX: (f64, f64) = (0.006, 0.14);

/// The neurons that the row fires, or the others.
fn boxes(flow: &NeuronFlow, here: bool) -> Layer {
    let of = |node: &FlowNode| {
        let layer = f64::from(node.neuron.layer);
        (node.at - BOX.0, 2.0 * BOX.0, layer - BOX.1, layer + BOX.1)
    };
    let boxes = flow.nodes.iter().filter(|node| node.here == here).map(of).collect();
    Layer::Boxes { tone: if here { Tone::Score } else { Tone::Quiet }, boxes }
}

/// A line for each pair, with the names its person gave the neurons.
///
/// # Errors
/// As [`neuron_flow`], and what reading the names says.
pub fn csv(session: &Session, query: &WhyQuery) -> Result<String, Failure> {
    let kept = session.rankings.by_id(query.ranking)?;
    let flow = neuron_flow(&kept, query.row)?;
    let names = crate::neuron_names::of(&session.folders, neuron::reading(&kept)?)?;
    let mut lines = vec!["layer,neuron,name,next layer,next neuron,next name,examples,share,by chance,times chance at least,row fires both\r\n".to_owned()];
    for link in &flow.links {
        let side = |at: u32| {
            let NeuronRef { layer, neuron } = flow.nodes[at as usize].neuron;
            format!("{layer},{neuron},{}", named(&names, NeuronRef { layer, neuron }))
        };
        let (from, to) = (side(link.from), side(link.to));
        let FlowLink { together, share, by_chance, lift, here, .. } = link;
        lines.push(format!("{from},{to},{together},{share},{by_chance},{lift},{here}\r\n"));
    }
    Ok(lines.concat())
}

fn named(names: &[NamedNeuron], neuron: NeuronRef) -> String {
    let found = names.iter().find(|named| named.neuron == neuron);
    found.map_or_else(String::new, |named| super::pair_drawn::quoted(&named.name))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::made::tests::{goal, pool, question};
    use super::*;

    fn link(layer: usize, from: u16, to: u16) -> Link {
        Link { layer, from, to, together: 5, by_chance: 0.1, lift: 3.0 }
    }

    #[test]
    fn neurons_stand_near_those_they_are_linked_with() {
        // Drawn as they come, both pairs of lines would cross.
        let rows = laid_out(&[link(0, 1, 11), link(0, 2, 12), link(1, 12, 21), link(1, 11, 22)], 4);
        let order = |layer: usize, ids: [u16; 2]| ids.map(|id| rows[layer].iter().position(|&one| one == id).unwrap());
        let lower = order(0, [1, 2]);
        assert_eq!([lower, order(1, [11, 12])], [lower; 2]);
        assert_eq!(order(2, [22, 21]), lower);
        assert_eq!(rows[3], Vec::<u16>::new());
    }

    #[test]
    fn pairs_are_said_with_their_shares_and_with_what_the_row_fires() {
        let rare: Vec<[u16; 4]> = (0..60).map(|row| [100 + row, 200, 300 + row, 200]).collect();
        let mut rows = rare;
        rows.push([1, 2, 3, 4]);
        let examples: Vec<[u16; 4]> =
            (0..20).map(|n| if n % 2 == 0 { [1, 60 + n, 3, 60 + n] } else { [5, 60 + n, 6, 60 + n] }).collect();
        let kept = super::super::make(&question("nag"), pool(&rows), goal(&examples, &[]), None).unwrap();
        let flow = neuron_flow(&kept, 61).unwrap();
        let neuron = |at: u32| flow.nodes[at as usize].neuron;
        let found: Vec<_> =
            flow.links.iter().map(|l| (neuron(l.from).neuron, neuron(l.to).neuron, l.together, l.here)).collect();
        assert_eq!(found, [(1, 3, 10, true), (5, 6, 10, false)]);
        assert!((flow.links[0].share - 0.5).abs() < 1e-12 && (flow.links[0].by_chance - 0.25).abs() < 1e-12);
        let figure = flow_figure(&kept, 61).unwrap();
        let Layer::Line { tone: Tone::Score, points, .. } = &figure.layers[1] else { panic!("the row's own in front") };
        assert_eq!(points.iter().map(|(_, layer)| *layer).collect::<Vec<_>>(), [0.0, 1.0]);
    }
}
