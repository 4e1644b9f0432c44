//! Where documents start: by their distances to a few of them as landmarks (Brandes and Pich 2006, "pivot MDS").
//!
//! For vectors and many landmarks this is what principal components give; it needs distances alone, so sets of neurons
//! have it too, and it puts groups that no edge joins where they stand to each other.

use rayon::prelude::*;

use super::{Point, Space};
use crate::numbers::random::unit;

/// Landmarks; twice as many move no start by more than its jitter does later.
const LANDMARKS: usize = 50;
/// Rounds of power iteration for each of the two directions.
const ROUNDS: usize = 200;
/// The spread of the first direction.
const SPREAD: f64 = 4.0;
/// No document starts farther out.
const FARTHEST: f64 = 12.0;
/// How far apart documents of one place start, so that pushing can part them.
const JITTER: f64 = 1e-2;

/// A place for every document.
pub(super) fn start(space: &(impl Space + ?Sized), seed: u64) -> Vec<Point> {
    let columns = centred(&landmarks(space, seed));
    let products = products(&columns);
    let first = direction(&products, None);
    let second = direction(&products, Some(&first));
    let along = |direction: &[f64]| -> Vec<f64> {
        (0..space.len())
            .map(|document| columns.iter().zip(direction).map(|(column, d)| column[document] * d).sum())
            .collect()
    };
    let (x, y) = (along(&first), along(&second));
    let spread = (x.iter().map(|x| x * x).sum::<f64>() / x.len().max(1) as f64).sqrt();
    let scale = if spread > 0.0 { SPREAD / spread } else { 0.0 };
    let place = |value: f64, draw: usize| {
        let jitter = JITTER * (unit(seed ^ 0x6a69, draw as u64) - 0.5);
        ((value * scale).clamp(-FARTHEST, FARTHEST) + jitter) as f32
    };
    x.iter().zip(&y).enumerate().map(|(at, (&x, &y))| [place(x, 2 * at), place(y, 2 * at + 1)]).collect()
}

/// Squared distances of all documents to each landmark: each is the farthest from those before it.
fn landmarks(space: &(impl Space + ?Sized), seed: u64) -> Vec<Vec<f64>> {
    let documents = space.len();
    let mut next = (unit(seed, 0) * documents as f64) as usize;
    let mut nearest = vec![f32::INFINITY; documents];
    let mut columns = Vec::new();
    while columns.len() < LANDMARKS.min(documents) {
        let distances: Vec<f32> = (0..documents).into_par_iter().map(|one| space.distance(next, one)).collect();
        nearest.iter_mut().zip(&distances).for_each(|(nearest, distance)| *nearest = nearest.min(*distance));
        columns.push(distances.iter().map(|&distance| f64::from(distance).powi(2)).collect());
        let farthest = |best: usize, one: usize| if nearest[one] > nearest[best] { one } else { best };
        next = (0..documents).fold(0, farthest);
        if nearest[next] <= 0.0 {
            break;
        }
    }
    columns
}

/// Taken about the mean both ways and halved, with a minus: products of places instead of squared distances.
fn centred(squared: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let Some(documents) = squared.first().map(Vec::len) else { return Vec::new() };
    let mean = |column: &Vec<f64>| column.iter().sum::<f64>() / documents as f64;
    let columns: Vec<f64> = squared.iter().map(mean).collect();
    let all = columns.iter().sum::<f64>() / columns.len() as f64;
    let row = |document: usize| squared.iter().map(|column| column[document]).sum::<f64>() / squared.len() as f64;
    let rows: Vec<f64> = (0..documents).map(row).collect();
    let product = |(column, mean): (&Vec<f64>, &f64)| {
        column.iter().zip(&rows).map(|(squared, row)| -0.5 * (squared - row - mean + all)).collect()
    };
    squared.iter().zip(&columns).map(product).collect()
}

/// The products of all pairs of columns.
fn products(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let product = |a: &Vec<f64>, b: &Vec<f64>| a.iter().zip(b).map(|(a, b)| a * b).sum();
    columns.par_iter().map(|a| columns.iter().map(|b| product(a, b)).collect()).collect()
}

/// The direction in which they differ most, and the next beside one that is known, by power iteration.
fn direction(products: &[Vec<f64>], beside: Option<&[f64]>) -> Vec<f64> {
    let seed = u64::from(beside.is_some());
    let mut found: Vec<f64> = (0..products.len() as u64).map(|place| unit(seed, place) - 0.5).collect();
    for _ in 0..ROUNDS {
        let turned: Vec<f64> =
            products.iter().map(|row| row.iter().zip(&found).map(|(product, value)| product * value).sum()).collect();
        found = unit_length(without(turned, beside));
    }
    found
}

fn without(mut vector: Vec<f64>, beside: Option<&[f64]>) -> Vec<f64> {
    let Some(beside) = beside else { return vector };
    let along: f64 = vector.iter().zip(beside).map(|(a, b)| a * b).sum();
    vector.iter_mut().zip(beside).for_each(|(value, beside)| *value -= along * beside);
    vector
}

fn unit_length(mut vector: Vec<f64>) -> Vec<f64> {
    let length = vector.iter().map(|value| value * value).sum::<f64>().sqrt();
    if length > 0.0 {
        for value in &mut vector {
            *value /= length;
        }
    }
    vector
}
