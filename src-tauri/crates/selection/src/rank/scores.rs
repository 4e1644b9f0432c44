//! The number a method gives to each document, and the key that puts them in order.

use crate::data::representation::Representation;
use crate::rank::notes::Note;

/// One score per document of the pool; higher is closer, finite, or absent where the document could not be scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    values: Vec<f64>,
    order: Order,
    kind: ScoreKind,
    notes: Vec<Note>,
    parts: Vec<ScorePart>,
}

/// What one representation adds to the score of each document.
#[derive(Debug, Clone, PartialEq)]
pub struct ScorePart {
    /// The representation.
    pub of: Representation,
    /// What it adds, `[documents]`; 0 where it says nothing.
    pub values: Vec<f64>,
}

/// What a score is, so that faces and files can name it and say it in its own measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScoreKind {
    /// The share of the goal's neurons that a document fires, each neuron with its weight, 0 to 1.
    Share,
    /// A likeness of vectors, 1 for the same and at most so: cosine or Jaccard.
    Likeness,
    /// Standard scores: 0 for the average document, 1 for one that stands a spread of the pool above it.
    Spreads,
    /// Any other number of which more is better.
    Score,
    /// The share of a selection's mass that a document has (TSDS); zeros are ordered by what the method says.
    Probability,
    /// The place at which a set method took the document, as `1 - (place - 1) / documents`.
    PickOrder,
}

/// By what key documents are put in order.
#[derive(Debug, Clone, PartialEq)]
enum Order {
    /// Rising `1 - score`, as the published NAG code sorts: rounding makes ties there that the scores do not have.
    Distance,
    /// Falling score.
    Plain,
    /// Rising keys of the method's own.
    Keys(Vec<f64>),
}

impl Scores {
    /// Similarities from 0 to 1, put in order by their distance `1 - similarity`; NaN stands for unscored.
    #[must_use]
    pub fn similarities(values: Vec<f64>) -> Self {
        Self { order: Order::Distance, ..Self::plain(values) }.of_kind(ScoreKind::Share)
    }

    /// Numbers of any scale, put in order as they are; NaN stands for unscored.
    #[must_use]
    pub const fn plain(values: Vec<f64>) -> Self {
        Self { values, order: Order::Plain, kind: ScoreKind::Score, notes: Vec::new(), parts: Vec::new() }
    }

    /// The same numbers, said to be of another kind.
    #[must_use]
    pub const fn of_kind(mut self, kind: ScoreKind) -> Self {
        self.kind = kind;
        self
    }

    /// Says what the scores are made of: for every document the parts add up to its score.
    ///
    /// # Panics
    /// When a part has another number of documents.
    #[must_use]
    pub fn made_of(mut self, parts: Vec<ScorePart>) -> Self {
        assert!(parts.iter().all(|part| part.values.len() == self.values.len()), "a number for every document");
        self.parts = parts;
        self
    }

    /// What the scores are made of; empty where the method does not add up representations.
    #[must_use]
    pub fn parts(&self) -> &[ScorePart] {
        &self.parts
    }

    /// Probabilities, put in order by keys of the method's own, rising (drawing without replacement is an order that
    /// the probabilities alone do not say); NaN stands for unscored.
    ///
    /// # Panics
    /// When there are not as many keys as values.
    #[must_use]
    pub fn drawn(probabilities: Vec<f64>, keys: Vec<f64>) -> Self {
        assert_eq!(probabilities.len(), keys.len(), "a key for every document");
        Self { order: Order::Keys(keys), ..Self::plain(probabilities) }.of_kind(ScoreKind::Probability)
    }

    /// Numbers of any scale, put in order by keys of the method's own, rising (noise that draws is in the keys alone); NaN
    /// stands for unscored.
    ///
    /// # Panics
    /// When there are not as many keys as values.
    #[must_use]
    pub fn keyed(values: Vec<f64>, keys: Vec<f64>) -> Self {
        Self::drawn(values, keys).of_kind(ScoreKind::Score)
    }

    /// Documents in the order in which a set method took them; those not named are unscored.
    #[must_use]
    pub fn picked(documents: usize, order: &[usize]) -> Self {
        let mut values = vec![f64::NAN; documents];
        for (place, &document) in order.iter().enumerate() {
            values[document] = 1.0 - place as f64 / documents as f64;
        }
        Self::plain(values).of_kind(ScoreKind::PickOrder)
    }

    /// The same values for the documents of an order, which is kept whatever the values are; others become unscored.
    ///
    /// # Panics
    /// When a document of the order is out of range.
    #[must_use]
    pub fn arranged(self, order: &[u32]) -> Self {
        let mut values = vec![f64::NAN; self.values.len()];
        let mut keys = vec![f64::INFINITY; self.values.len()];
        for (place, &document) in order.iter().enumerate() {
            values[document as usize] = self.values[document as usize];
            keys[document as usize] = place as f64;
        }
        Self { values, order: Order::Keys(keys), ..self }
    }

    /// Adds what the reader of these scores should know.
    #[must_use]
    pub fn with_notes(mut self, notes: impl IntoIterator<Item = Note>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// What the reader of these scores should know.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// What these numbers are.
    #[must_use]
    pub const fn kind(&self) -> ScoreKind {
        self.kind
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
        self.value(document).map(|value| match &self.order {
            Order::Distance => 1.0 - value,
            Order::Plain => -value,
            Order::Keys(keys) => keys[document],
        })
    }

    /// Takes scores away, as for documents that are left out.
    pub fn forget(&mut self, document: usize) {
        self.values[document] = f64::NAN;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_method_s_order_is_kept_and_what_it_did_not_take_is_unscored() {
        let scores = Scores::picked(4, &[2, 0]);
        assert_eq!((scores.value(2), scores.value(0), scores.value(1)), (Some(1.0), Some(0.75), None));
        assert!(scores.key(2) < scores.key(0));
    }

    #[test]
    fn an_arrangement_keeps_values_in_an_order_of_its_own() {
        let scores = Scores::plain(vec![0.5, 0.75, 0.25]).arranged(&[2, 0]);
        assert_eq!((scores.value(0), scores.value(1), scores.value(2)), (Some(0.5), None, Some(0.25)));
        assert!(scores.key(2) < scores.key(0));
    }

    #[test]
    fn a_draw_orders_by_its_own_keys_and_shows_probabilities() {
        let scores = Scores::drawn(vec![0.5, 0.25], vec![2.0, 1.0]);
        assert_eq!((scores.value(0), scores.key(1)), (Some(0.5), Some(1.0)));
    }
}
