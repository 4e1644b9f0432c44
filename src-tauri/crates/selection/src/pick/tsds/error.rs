//! Why masses cannot be given away.

/// What is wrong, in numbers, then what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TsdsError {
    /// A number beyond its range.
    #[error("{name} must be {range}, not {value}")]
    OutOfRange {
        /// Its name.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What is allowed, in words.
        range: &'static str,
    },
    /// Vectors of two spaces.
    #[error("the pool's vectors have {pool} numbers each, the examples' {examples}: make both with the same model")]
    Width {
        /// Numbers of a pool's vector.
        pool: usize,
        /// Numbers of an example's.
        examples: usize,
    },
    /// No example could be read.
    #[error("none of the {examples} examples has a vector: add one that does")]
    NoExamples {
        /// Examples there were.
        examples: usize,
    },
    /// Too few documents.
    #[error("{found} documents of the pool have a vector, and {least} are needed: add documents{hint}")]
    TooFew {
        /// Documents with a vector.
        found: usize,
        /// How many are needed.
        least: usize,
        /// What else could be done.
        hint: &'static str,
    },
    /// Masses spread too widely to be held in memory.
    #[error(
        "{examples} examples would have to look at {neighbours} documents each: ask for a smaller support, a larger alpha or a smaller C"
    )]
    TooWide {
        /// Examples.
        examples: usize,
        /// Neighbours that each would need.
        neighbours: usize,
    },
    /// The published rule gives an example more than it has.
    #[error(
        "the published rule gives example {} more than its share here and stops, as the published code does: use the corrected rule",
        example + 1
    )]
    Overfilled {
        /// Which example, from 0.
        example: usize,
    },
}
