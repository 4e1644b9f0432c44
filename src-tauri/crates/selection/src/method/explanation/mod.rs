//! Why one document has its score, in the parts that its method adds up: one file a kind of method.
//!
//! A part names a neuron, a column, a direction, a word or an example; it knows nothing of screens. What the tokens of the
//! text have to do with neurons, columns and directions is found by reading the text again, and shared out by [`tokens`].
//! Deliberately absent: estimates. A method whose score is no sum has no explanation here.

pub mod along;
pub mod columns;
pub mod nearest;
pub mod neurons;
pub mod tokens;
pub mod words;

use std::ops::Range;

use super::Representation;

/// Why a document has its score, by one of the things that its method looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What is looked at.
    pub of: Representation,
    /// What it gives.
    pub parts: Parts,
    /// Whether the parts are the score.
    pub exactness: Exactness,
}

/// Whether parts are the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exactness {
    /// They add up to it.
    Exact,
    /// They belong to a part of it, or are joined by more than a sum.
    Approximate,
}

/// What gives a document its score.
#[derive(Debug, Clone, PartialEq)]
pub enum Parts {
    /// Neurons of the document that the goal weighs.
    Neurons(Vec<NeuronPart>),
    /// Columns of its vector that overlap with the goal's.
    Columns(Vec<ColumnPart>),
    /// The product of its vector with a direction.
    Along(Along),
    /// Examples near it.
    Nearest(Vec<NearPart>),
    /// Words of its text, in order.
    Words(Vec<WordPart>),
    /// How badly each token was foreseen: the mean over tokens is what the method looks at.
    Doubt(Doubt),
}

/// A neuron that a document fires.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeuronPart {
    /// Its layer, counted among the layers that the profile has.
    pub layer: usize,
    /// Its number.
    pub neuron: u16,
    /// What it adds.
    pub part: f64,
}

/// A column of a vector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnPart {
    /// Its number.
    pub column: u32,
    /// What it adds.
    pub part: f64,
}

/// A product: the mean over tokens of `weights · row - offset`, over `length`.
#[derive(Debug, Clone, PartialEq)]
pub struct Along {
    /// `[width]`.
    pub weights: Vec<f32>,
    /// What is taken away from the product of a plain mean.
    pub offset: f64,
    /// What the rest is divided by, above 0.
    pub length: f64,
}

/// An example near a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearPart {
    /// Its place among the examples.
    pub example: usize,
    /// How far, as the method measures.
    pub distance: f64,
    /// What it passes on to the document.
    pub part: f64,
}

/// A word where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct WordPart {
    /// Bytes of the document's text.
    pub span: Range<usize>,
    /// What it adds; may lie below 0.
    pub part: f64,
}

/// How a token was foreseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// By the negative log-likelihood of what came.
    Loss,
    /// By the entropy of what was expected.
    Entropy,
}
