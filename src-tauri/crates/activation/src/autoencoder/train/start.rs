//! The beginning: random weights, and what the first batch says of the rows: their centre and how long they are.
//!
//! Rows of residual streams differ in length by orders of magnitude between models, and Adam's steps do not. So rows are
//! scaled until the median one is as long as the square root of the width; the scale is folded back into the weights that
//! are published. A few tokens (the first of a document, most of all) can be a hundred times as long as the others. They
//! would be most of the variance, so rows beyond [`LONGEST`] medians are left out of training, and counted.

use super::parameters::{Learned, Parameters};
use super::settings::TrainSettings;
use crate::kernels::sparse::{add_scaled, dot};

/// Rows longer than so many medians are left out.
const LONGEST: f32 = 10.0;
/// Steps towards the geometric median; it hardly moves after the tenth.
const MEDIAN_STEPS: usize = 20;

/// How rows are made ready.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Start {
    /// What rows are multiplied by.
    pub scale: f32,
    /// The longest row, before scaling, that is trained on.
    pub longest: f32,
}

/// Parameters before the first step. `rows` are the first batch, finite and not all the same.
pub(super) fn begin(settings: &TrainSettings, rows: &[f32]) -> (Start, Parameters) {
    let width = settings.width;
    let longest = LONGEST * median(rows.chunks_exact(width).map(length).collect());
    let kept: Vec<f32> = rows.chunks_exact(width).filter(|row| length(row) <= longest).flatten().copied().collect();
    let centre = geometric_median(&kept, width);
    let typical = median(kept.chunks_exact(width).map(|row| length_from(row, &centre)).collect());
    let scale = if typical > 0.0 { (width as f32).sqrt() / typical } else { 1.0 };
    let centre = centre.into_iter().map(|x| x * scale).collect();
    (Start { scale, longest }, parameters(settings, centre))
}

/// Uniform weights within `±1/sqrt(width)`; the decoder's rows are the encoder's, made 1 long.
fn parameters(settings: &TrainSettings, centre: Vec<f32>) -> Parameters {
    let (width, latents) = (settings.width, settings.latents());
    let bound = 1.0 / (width as f32).sqrt();
    let mut dice = Dice::new(settings.seed);
    let encoder: Vec<f32> = (0..width * latents).map(|_| bound * (2.0 * dice.unit() - 1.0)).collect();
    let mut decoder = encoder.clone();
    decoder.chunks_exact_mut(width).for_each(make_unit);
    Parameters {
        encoder: Learned::new(encoder),
        bias: Learned::new(vec![0.0; latents]),
        decoder: Learned::new(decoder),
        centre: Learned::new(centre),
    }
}

/// Scales a row to length 1; one of length 0 stays.
pub(super) fn make_unit(row: &mut [f32]) {
    let length = length(row) + f32::EPSILON;
    for x in row {
        *x /= length;
    }
}

/// The Euclidean length.
pub(super) fn length(row: &[f32]) -> f32 {
    dot(row, row).sqrt()
}

fn length_from(row: &[f32], centre: &[f32]) -> f32 {
    row.iter().zip(centre).map(|(x, c)| (x - c) * (x - c)).sum::<f32>().sqrt()
}

fn median(mut values: Vec<f32>) -> f32 {
    let middle = values.len() / 2;
    if values.is_empty() { 0.0 } else { *values.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

/// The point with the smallest sum of distances to all rows (Weiszfeld's steps from the mean).
fn geometric_median(rows: &[f32], width: usize) -> Vec<f32> {
    let mut point = vec![0.0; width];
    for step in 0..=MEDIAN_STEPS {
        let (mut sum, mut weights) = (vec![0.0; width], 0.0);
        for row in rows.chunks_exact(width) {
            let weight = if step == 0 { 1.0 } else { 1.0 / length_from(row, &point).max(1e-6) };
            add_scaled(&mut sum, weight, row);
            weights += weight;
        }
        point = sum.into_iter().map(|x| x / weights).collect();
    }
    point
}

/// Random numbers from a seed (splitmix64, as published by Vigna).
pub(super) struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number in [0, 1).
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number in `0..end`; `end` is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// An order of `0..count`, all orders alike likely (Fisher and Yates).
    pub fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, self.below(last + 1));
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_centre_is_not_dragged_by_a_far_row() {
        let mut rows: Vec<f32> = (0..99).flat_map(|i| [i as f32 % 3.0, 1.0]).collect();
        rows.extend([1e6, -1e6]);
        let point = geometric_median(&rows, 2);
        assert!((point[0] - 1.0).abs() < 0.2 && (point[1] - 1.0).abs() < 0.2, "{point:?}");
    }

    #[test]
    fn the_typical_row_becomes_as_long_as_the_root_of_its_width() {
        let settings = TrainSettings { expansion: 2, ..TrainSettings::of(4, 10) };
        let mut dice = Dice::new(3);
        let rows: Vec<f32> = (0..400).map(|_| 500.0 + 70.0 * dice.unit()).collect();
        let (start, parameters) = begin(&settings, &rows);
        let lengths = rows.chunks_exact(4).map(|row| {
            let scaled: Vec<f32> = row.iter().map(|x| x * start.scale).collect();
            length_from(&scaled, &parameters.centre.weights)
        });
        assert!((median(lengths.collect()) - 2.0).abs() < 1e-2);
    }

    #[test]
    fn an_order_holds_every_place_once() {
        let mut order = Dice::new(9).order(100);
        assert_ne!(order, (0..100).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..100).collect::<Vec<_>>());
    }
}
