//! Maps of small made-up pools, and measures beside those of other programs.
#![allow(clippy::unwrap_used)]

mod drawing;
mod finding;
mod reading;

use super::{Firings, Meanings};
use crate::data::features::{FeatureShape, Features};
use crate::data::vectors::Vectors;
use crate::numbers::random::{mixed, unit};

/// Rows of `groups` kinds in turn, each around a middle of its own.
fn meanings(documents: usize, groups: u64, width: u64) -> Meanings {
    let number = |at: u64| {
        let (document, place) = (at / width, at % width);
        (2.0 * unit(91, document % groups * width + place) - 1.0 + 0.7 * (unit(5, at) - 0.5)) as f32
    };
    let values = (0..documents as u64 * width).map(number).collect();
    let all: Vec<usize> = (0..documents).collect();
    Meanings::of(&Vectors::new(width as usize, values).unwrap(), &all, None)
}

/// Sets of 8 of 400 neurons in each of 6 layers: most of a kind's own 14, the others by chance.
fn features(documents: usize, groups: u64) -> Features {
    let shape = FeatureShape { layers: 6, top_k: 8 };
    let layer = |document: u64, layer: u64| {
        let mut found: Vec<u16> = Vec::new();
        let mut draw = 0;
        while found.len() < shape.top_k {
            let drawn = mixed(document * 64 + layer, draw);
            let own = mixed(document % groups * 7 + layer, drawn % 14) % 400;
            let neuron = if drawn % 10 < 8 { own } else { drawn / 16 % 400 } as u16;
            draw += 1;
            if !found.contains(&neuron) {
                found.push(neuron);
            }
        }
        found
    };
    let of_one = |document: u64| (0..shape.layers as u64).flat_map(move |l| layer(document, l)).collect::<Vec<_>>();
    Features::new(shape, (0..documents as u64).flat_map(of_one).collect()).unwrap()
}

fn firings(documents: usize, groups: u64) -> Firings {
    Firings::of(&features(documents, groups), &(0..documents).collect::<Vec<_>>())
}
