//! How fast a goal ranks a pool whose features are in memory: 100,000 and one million documents of 30 layers x 20
//! neurons, on 1 thread and on all; and again with one example less, and with layers 8 to 20 alone, as when a person tries
//! a change. Prints a table; `cargo xtask bench ranking` runs it.

#![allow(clippy::unwrap_used)]

use std::time::Instant;

use selection::random::mixed;
use selection::{FeatureShape, Features, Profile, Ranking};

const SHAPE: FeatureShape = FeatureShape { layers: 30, top_k: 20 };
const WIDTH: u64 = 1536;
const EXAMPLES: usize = 50;

fn main() {
    println!(
        "documents | threads | scores s | order s | together s | documents/s | one example less s | layers 8-20 s | \
         features in memory MB"
    );
    for documents in [100_000, 1_000_000] {
        let pool = made_up(documents, 1);
        let examples = made_up(EXAMPLES, 2);
        for threads in [1, std::thread::available_parallelism().map_or(1, usize::from)] {
            let rayon = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            // The best of three: what the machine can do, not what else it was doing.
            let (scores_s, order_s) = (0..3)
                .map(|_| rayon.install(|| once(&pool, &examples)))
                .min_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1)))
                .unwrap();
            let (less_s, layers_s) = rayon.install(|| tried(&pool, &examples));
            println!(
                "{documents} | {threads} | {scores_s:.3} | {order_s:.3} | {:.3} | {:.0} | {less_s:.3} | {layers_s:.3} | {}",
                scores_s + order_s,
                documents as f64 / (scores_s + order_s),
                pool.indices().len() * 2 / 1_000_000,
            );
        }
    }
}

fn once(pool: &Features, examples: &Features) -> (f64, f64) {
    let begun = Instant::now();
    let scores = Profile::of(examples, 1.0).unwrap().similarities(pool).unwrap();
    let scored = begun.elapsed().as_secs_f64();
    let ranking = Ranking::of(&scores, &|a: usize, b: usize| a.cmp(&b));
    assert_eq!(ranking.len(), pool.len());
    (scored, begun.elapsed().as_secs_f64() - scored)
}

/// The same with one example less, and with some of the layers, which are cut out of the pool first: the best of three.
fn tried(pool: &Features, examples: &Features) -> (f64, f64) {
    let fewer = examples.some(&(1..EXAMPLES).collect::<Vec<_>>());
    let layers: Vec<usize> = (8..=20).collect();
    let least = |of: &dyn Fn() -> f64| (0..3).map(|_| of()).fold(f64::INFINITY, f64::min);
    let less = least(&|| {
        let (scores, order) = once(pool, &fewer);
        scores + order
    });
    let some = least(&|| {
        let begun = Instant::now();
        once(&pool.with_layers(&layers).unwrap(), &examples.with_layers(&layers).unwrap());
        begun.elapsed().as_secs_f64()
    });
    (less, some)
}

/// Neurons drawn so that low numbers are frequent, as always-on neurons are; each once in a layer.
fn made_up(documents: usize, seed: u64) -> Features {
    let mut indices = Vec::with_capacity(documents * SHAPE.slots());
    let mut position = 0;
    for _ in 0..documents * SHAPE.layers {
        let layer = indices.len();
        while indices.len() < layer + SHAPE.top_k {
            position += 1;
            let drawn = mixed(seed, position);
            let neuron = ((drawn % WIDTH) * ((drawn >> 32) % WIDTH) / WIDTH) as u16;
            if !indices[layer..].contains(&neuron) {
                indices.push(neuron);
            }
        }
    }
    Features::new(SHAPE, indices).unwrap()
}
