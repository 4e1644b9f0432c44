//! The gradients that were written out by hand, against differences of the loss in f64.

#![allow(clippy::unwrap_used)]

use selection::random::{mixed, unit};

use super::adapter::Adapter;
use super::head::Head;
use super::text::Gathered;

const WIDTH: usize = 7;
const VOCABULARY: usize = 23;
const RANK: usize = 3;
const TOKENS: usize = 11;
const SCALE: f32 = 1.7;

fn numbers(seed: u64, count: usize) -> Vec<f32> {
    (0..count).map(|i| (4.0 * unit(seed, i as u64) - 2.0) as f32).collect()
}

/// The mean loss in plain f64 loops.
fn loss(head: &[f32], batch: &Gathered, [down, up]: [&[f64]; 2]) -> f64 {
    let mut sum = 0.0;
    for (row, &came) in batch.rows.chunks_exact(WIDTH).zip(&batch.next) {
        let mut adapted: Vec<f64> = row.iter().map(|&x| f64::from(x)).collect();
        for (down, up) in down.chunks_exact(WIDTH).zip(up.chunks_exact(WIDTH)) {
            let code: f64 = down.iter().zip(row).map(|(a, &x)| a * f64::from(x)).sum();
            adapted.iter_mut().zip(up).for_each(|(x, b)| *x += code * b);
        }
        let score = |weights: &[f32]| weights.iter().zip(&adapted).map(|(&w, x)| f64::from(w) * x).sum::<f64>();
        let scores: Vec<f64> = head.chunks_exact(WIDTH).map(score).collect();
        let most = scores.iter().copied().fold(f64::MIN, f64::max);
        sum += scores.iter().map(|s| (s - most).exp()).sum::<f64>().ln() + most - scores[came as usize];
    }
    sum / TOKENS as f64
}

#[test]
fn gradients_equal_differences_of_the_loss() {
    let weights = numbers(1, VOCABULARY * WIDTH);
    let head = Head::new(&weights, VOCABULARY, WIDTH);
    let next = (0..TOKENS as u64).map(|i| (mixed(3, i) % VOCABULARY as u64) as u32).collect();
    let batch = Gathered { rows: numbers(2, TOKENS * WIDTH), next };
    let mut adapter = Adapter::new(WIDTH, RANK, SCALE, 5);
    adapter.up.weights = numbers(6, RANK * WIDTH).iter().map(|x| x / 10.0).collect();
    let found = adapter.gradients(&head, &batch);
    let wide = |values: &[f32]| values.iter().map(|&x| f64::from(x)).collect::<Vec<f64>>();
    let parts = [wide(&adapter.down.weights), wide(&adapter.up.weights)];
    assert!((found.loss - loss(&weights, &batch, [&parts[0], &parts[1]])).abs() < 1e-5);
    for (part, found) in [found.down, found.up].iter().enumerate() {
        assert!(found.iter().any(|x| x.abs() > 1e-2), "part {part} learns something");
        for place in 0..RANK * WIDTH {
            let moved = |by: f64| {
                let mut moved = parts.clone();
                moved[part][place] += by;
                loss(&weights, &batch, [&moved[0], &moved[1]])
            };
            let wanted = (moved(1e-5) - moved(-1e-5)) / 2e-5;
            // f32 products of numbers up to about 10 against f64.
            assert!(
                (f64::from(found[place]) - wanted).abs() < 2e-5,
                "part {part}, {place}: {}, {wanted}",
                found[place]
            );
        }
    }
}
