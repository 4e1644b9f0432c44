//! What is learned, each number with Adam's two running means beside it.

use rayon::prelude::*;

/// Numbers that are learned.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Learned {
    pub weights: Vec<f32>,
    /// Running mean of the gradient.
    pub means: Vec<f32>,
    /// Running mean of its square.
    pub squares: Vec<f32>,
}

/// A run of them.
pub(super) struct LearnedRun<'a> {
    pub weights: &'a mut [f32],
    pub means: &'a mut [f32],
    pub squares: &'a mut [f32],
}

impl Learned {
    /// Numbers nothing has moved yet.
    pub fn new(weights: Vec<f32>) -> Self {
        let zeros = vec![0.0; weights.len()];
        Self { weights, means: zeros.clone(), squares: zeros }
    }

    /// Runs of a length, to be changed side by side.
    pub fn runs(&mut self, length: usize) -> impl IndexedParallelIterator<Item = LearnedRun<'_>> {
        let moments = self.means.par_chunks_mut(length).zip(self.squares.par_chunks_mut(length));
        let runs = self.weights.par_chunks_mut(length).zip(moments);
        runs.map(|(weights, (means, squares))| LearnedRun { weights, means, squares })
    }

    /// All of them as one run.
    pub fn whole(&mut self) -> LearnedRun<'_> {
        LearnedRun { weights: &mut self.weights, means: &mut self.means, squares: &mut self.squares }
    }
}

impl LearnedRun<'_> {
    /// A shorter run of it.
    pub fn part(&mut self, start: usize, length: usize) -> LearnedRun<'_> {
        LearnedRun {
            weights: &mut self.weights[start..start + length],
            means: &mut self.means[start..start + length],
            squares: &mut self.squares[start..start + length],
        }
    }
}

/// An autoencoder in the making, on rows that were scaled ([`super::start::Start`]).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parameters {
    /// `[latents][width]`.
    pub encoder: Learned,
    /// `[latents]`.
    pub bias: Learned,
    /// `[latents][width]`, each row of length 1.
    pub decoder: Learned,
    /// `[width]`: subtracted from rows, added to what is decoded.
    pub centre: Learned,
}
