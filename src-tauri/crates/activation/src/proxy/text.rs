//! A text as the frozen model sees it: a row for every token that is to be predicted.

use std::sync::Arc;

/// The rows of one text, shared by all runs that use it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadText {
    /// What the head reads before each token but the first, `[tokens][width]`.
    rows: Arc<[f32]>,
    /// Those tokens.
    next: Arc<[u32]>,
    width: usize,
}

impl ReadText {
    /// From a text's ids and its normed rows, `[ids][width]`. A text of fewer than two tokens has nothing to predict.
    ///
    /// # Panics
    /// When there is not a row for every id.
    #[must_use]
    pub fn new(ids: &[u32], rows: &[f32], width: usize) -> Self {
        assert_eq!(rows.len(), ids.len() * width, "a row for every id");
        let predicted = ids.len().saturating_sub(1);
        Self { rows: rows[..predicted * width].into(), next: ids[ids.len() - predicted..].into(), width }
    }

    /// Tokens to predict.
    #[must_use]
    pub fn tokens(&self) -> usize {
        self.next.len()
    }

    /// Width of a row.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// All rows, `[tokens][width]`.
    pub(super) fn rows(&self) -> &[f32] {
        &self.rows
    }

    /// What comes after each row.
    pub(super) fn next(&self) -> &[u32] {
        &self.next
    }
}

/// Rows to be learned from or measured on, one after the other.
pub(super) struct Gathered {
    /// `[tokens][width]`.
    pub rows: Vec<f32>,
    /// What comes after each.
    pub next: Vec<u32>,
}

impl Gathered {
    /// The first `most` tokens of texts, in their order.
    pub fn of(texts: &[ReadText], most: usize) -> Self {
        let (mut rows, mut next) = (Vec::new(), Vec::new());
        for text in texts {
            let taken = text.tokens().min(most - next.len());
            rows.extend_from_slice(&text.rows()[..taken * text.width]);
            next.extend_from_slice(&text.next()[..taken]);
        }
        Self { rows, next }
    }

    /// Some of them, in this order.
    pub fn chosen(&self, places: &[usize], width: usize) -> Self {
        let rows = places.iter().flat_map(|&place| &self.rows[place * width..][..width]).copied().collect();
        Self { rows, next: places.iter().map(|&place| self.next[place]).collect() }
    }
}
