//! The gradients that were written out by hand, against differences of the loss in f64.

#![allow(clippy::unwrap_used)]

use super::settings::TrainSettings;
use super::start::Dice;
use super::trainer::Trainer;

const WIDTH: usize = 6;
const TOKENS: usize = 9;

/// Weights in f64: encoder, bias, decoder, centre.
#[derive(Clone)]
struct Plain([Vec<f64>; 4]);

/// Which latents fire where, live and revived: differences keep them fixed.
type Codes = Vec<[Vec<usize>; 2]>;

impl Plain {
    fn pre(&self, row: &[f64], latent: usize) -> f64 {
        let [encoder, bias, _, centre] = &self.0;
        let sum: f64 = (0..WIDTH).map(|i| encoder[latent * WIDTH + i] * (row[i] - centre[i])).sum();
        sum + bias[latent]
    }

    /// The loss with the errors of `fixed` as the revival's target.
    fn loss(&self, rows: &[Vec<f64>], codes: &Codes, fixed: &Self, revival: f64) -> f64 {
        let mean: Vec<f64> = (0..WIDTH).map(|i| rows.iter().map(|row| row[i]).sum::<f64>() / TOKENS as f64).collect();
        let total: f64 = rows.iter().flat_map(|row| row.iter().zip(&mean).map(|(x, m)| (x - m).powi(2))).sum();
        let mut loss = 0.0;
        for (row, [live, revived]) in rows.iter().zip(codes) {
            loss += self.error(row, live).iter().map(|e| e * e).sum::<f64>();
            let target = fixed.error(row, live);
            let said = self.decoded(row, revived);
            let apart: f64 = said.iter().zip(&target).map(|(a, b)| (a - b).powi(2)).sum();
            loss += revival * if revived.is_empty() { 0.0 } else { apart };
        }
        loss / total
    }

    fn decoded(&self, row: &[f64], latents: &[usize]) -> Vec<f64> {
        let value = |i: usize| latents.iter().map(|&l| self.pre(row, l) * self.0[2][l * WIDTH + i]).sum();
        (0..WIDTH).map(value).collect()
    }

    fn error(&self, row: &[f64], live: &[usize]) -> Vec<f64> {
        self.decoded(row, live).iter().enumerate().map(|(i, said)| row[i] - self.0[3][i] - said).collect()
    }
}

#[test]
fn gradients_equal_differences_of_the_loss_with_dead_latents_and_without() {
    for dead in [0, 5] {
        let settings = TrainSettings {
            expansion: 3,
            k: 2,
            revival_k: 3,
            dead_after_tokens: 100,
            warmup_steps: 0,
            ..TrainSettings::of(WIDTH, 10)
        };
        let mut dice = Dice::new(8);
        let rows: Vec<f32> = (0..WIDTH * TOKENS).map(|_| 4.0 * dice.unit() - 1.0).collect();
        let mut trainer = Trainer::begin(&settings, &rows).unwrap();
        trainer.silent[..dead].fill(1000);
        let before = trainer.clone();
        let scaled: Vec<Vec<f64>> = rows
            .chunks_exact(WIDTH)
            .map(|row| row.iter().map(|x| f64::from(x * before.start.scale)).collect())
            .collect();
        trainer.step(&rows).unwrap();
        check(&before, &trainer, &scaled, dead);
    }
}

fn check(before: &Trainer, after: &Trainer, rows: &[Vec<f64>], dead: usize) {
    let wide = |values: &[f32]| values.iter().map(|&x| f64::from(x)).collect::<Vec<f64>>();
    let parts = |trainer: &Trainer| {
        let p = &trainer.parameters;
        [p.encoder.clone(), p.bias.clone(), p.decoder.clone(), p.centre.clone()]
    };
    let plain = Plain(parts(before).map(|part| wide(&part.weights)));
    let codes: Codes = rows.iter().map(|row| fire(&plain, row, dead)).collect();
    assert!(dead == 0 || codes.iter().any(|[_, revived]| !revived.is_empty()), "something is revived");
    let revival = f64::from(before.settings.revival) * (dead as f64 / 3.0).min(1.0);
    // After one step the running mean is a tenth of the gradient.
    let found = parts(after).map(|part| wide(&part.means));
    for part in 0..4 {
        let mut wanted: Vec<f64> = (0..found[part].len())
            .map(|place| {
                let moved = |by: f64| {
                    let mut moved = plain.clone();
                    moved.0[part][place] += by;
                    moved.loss(rows, &codes, &plain, revival)
                };
                (moved(1e-5) - moved(-1e-5)) / 2e-5
            })
            .collect();
        if part == 2 {
            without_length(&mut wanted, &plain.0[2]);
        }
        for (place, (found, wanted)) in found[part].iter().zip(&wanted).enumerate() {
            assert!((10.0 * found - wanted).abs() < 2e-5, "part {part}, {place}: {}, not {wanted}", 10.0 * found);
        }
    }
}

/// The two strongest latents, and of the dead ones the three strongest, all above zero.
fn fire(plain: &Plain, row: &[f64], dead: usize) -> [Vec<usize>; 2] {
    let strongest = |latents: std::ops::Range<usize>, k: usize| {
        let mut order: Vec<usize> = latents.filter(|&latent| plain.pre(row, latent) > 0.0).collect();
        order.sort_by(|&a, &b| plain.pre(row, b).total_cmp(&plain.pre(row, a)));
        order.truncate(k);
        order
    };
    [strongest(0..3 * WIDTH, 2), strongest(0..dead, 3)]
}

/// Takes out of each row's gradient what points along the row.
fn without_length(gradient: &mut [f64], rows: &[f64]) {
    for (gradient, row) in gradient.chunks_exact_mut(WIDTH).zip(rows.chunks_exact(WIDTH)) {
        let along: f64 = gradient.iter().zip(row).map(|(g, r)| g * r).sum();
        gradient.iter_mut().zip(row).for_each(|(g, r)| *g -= along * r);
    }
}
