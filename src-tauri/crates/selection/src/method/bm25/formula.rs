//! The five formulas (arXiv 2407.03618, §2; as its package computes them).

/// Their names, the default first.
pub const VARIANTS: &[&str] = &["lucene", "robertson", "atire", "bm25+", "bm25l"];

/// What the variants BM25+ and BM25L add to every word's count.
const DELTA: f64 = 0.5;

/// A variant with its settings.
pub struct Formula {
    variant: &'static str,
    k1: f64,
    b: f64,
}

impl Formula {
    /// A variant by name.
    pub const fn of(variant: &'static str, k1: f64, b: f64) -> Self {
        Self { variant, k1, b }
    }

    /// What a word weighs that stands in `found` of `documents`, at least one.
    pub fn rarity(&self, found: f64, documents: f64) -> f64 {
        match self.variant {
            "robertson" => ((documents - found + 0.5) / (found + 0.5)).max(1.0).ln(),
            "atire" => (documents / found).ln(),
            "bm25+" => ((documents + 1.0) / found).ln(),
            "bm25l" => ((documents + 1.0) / (found + 0.5)).ln(),
            _ => ((documents - found + 0.5) / (found + 0.5)).ln_1p(),
        }
    }

    /// What `count` of one word count in a text whose length is `length` times the mean length.
    pub fn frequency(&self, count: f64, length: f64) -> f64 {
        let Self { k1, b, .. } = *self;
        let norm = 1.0 - b + b * length;
        match self.variant {
            "atire" => count * (k1 + 1.0) / (count + k1 * norm),
            "bm25+" => (k1 + 1.0) * count / (k1 * norm + count) + DELTA,
            "bm25l" => {
                let shifted = count / norm + DELTA;
                (k1 + 1.0) * shifted / (k1 + shifted)
            }
            _ => count / (k1 * norm + count),
        }
    }

    /// What a word counts in a text that does not have it: nothing, save with BM25+ and BM25L.
    pub fn absence(&self) -> f64 {
        match self.variant {
            "bm25+" | "bm25l" => self.frequency(0.0, 1.0),
            _ => 0.0,
        }
    }
}
