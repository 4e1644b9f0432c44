//! How fast a neuron's card is on 100,000 made-up documents of 28 layers x 20 neurons: turning a layer around, the rows
//! that fire a neuron, those where it stands highest, and a ranking without it. Prints a table in milliseconds.

#![allow(clippy::unwrap_used)]

use std::time::Instant;

use selection::fired_by::{FiredBy, strongest};
use selection::random::unit;
use selection::{FeatureShape, Features, Neuron, Profile};

const DOCUMENTS: usize = 100_000;
const SHAPE: FeatureShape = FeatureShape { layers: 28, top_k: 20 };
const WIDTH: f64 = 6_144.0;

fn main() {
    let (pool, examples) = (made_up(DOCUMENTS, 1), made_up(50, 2));
    let of = Neuron { layer: 14, neuron: 3 };
    let index = timed("a layer turned around", || FiredBy::of(&pool, of.layer));
    let rows = timed("rows that fire a neuron", || index.documents(of.neuron));
    timed("rows where it stands highest", || strongest(&pool, of, rows, 5, |document| document));
    println!("rows that fire it | {}", rows.len());
    let profile = timed("a profile without it", || Profile::of(&examples, 1.0).unwrap().without(&[of]));
    timed("scores without it", || profile.sums(&pool).unwrap());
}

fn timed<T>(what: &str, work: impl Fn() -> T) -> T {
    let begun = Instant::now();
    let made = work();
    println!("{what} | {:.2} ms", begun.elapsed().as_secs_f64() * 1000.0);
    made
}

/// Documents whose neurons are the more frequent the lower their number, each once a layer.
fn made_up(documents: usize, seed: u64) -> Features {
    let mut indices = Vec::with_capacity(documents * SHAPE.slots());
    for slots in 0..documents * SHAPE.layers {
        let from = indices.len();
        let mut draw = 0;
        while indices.len() < from + SHAPE.top_k {
            let neuron = (unit(seed, (slots as u64) << 16 | draw).powi(3) * WIDTH) as u16;
            draw += 1;
            if !indices[from..].contains(&neuron) {
                indices.push(neuron);
            }
        }
    }
    Features::new(SHAPE, indices).unwrap()
}
