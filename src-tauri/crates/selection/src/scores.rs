//! The number a method gives to each document, and the key that puts them in order.

/// One score per document of the pool; higher is closer, finite, or absent where the document could not be scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    values: Vec<f64>,
    order: Order,
}

/// By what key documents are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Rising `1 - score`, as the published NAG code sorts: rounding makes ties there that the scores do not have.
    Distance,
    /// Falling score.
    Plain,
}

impl Scores {
    /// Similarities from 0 to 1, put in order by their distance `1 - similarity`; NaN stands for unscored.
    #[must_use]
    pub const fn similarities(values: Vec<f64>) -> Self {
        Self { values, order: Order::Distance }
    }

    /// Numbers of any scale, put in order as they are; NaN stands for unscored.
    #[must_use]
    pub const fn plain(values: Vec<f64>) -> Self {
        Self { values, order: Order::Plain }
    }

    /// Documents, scored or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True when there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// A document's score; none where it could not be scored.
    #[must_use]
    pub fn value(&self, document: usize) -> Option<f64> {
        Some(self.values[document]).filter(|v| !v.is_nan())
    }

    /// The key of a scored document: the smaller, the earlier it stands.
    #[must_use]
    pub fn key(&self, document: usize) -> Option<f64> {
        self.value(document).map(|value| match self.order {
            Order::Distance => 1.0 - value,
            Order::Plain => -value,
        })
    }

    /// Takes scores away, as for documents that are left out.
    pub fn forget(&mut self, document: usize) {
        self.values[document] = f64::NAN;
    }
}
