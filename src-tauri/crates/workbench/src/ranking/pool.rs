//! What a ranking is made of: the pool as columns in memory, one entry per document in import order.

use std::sync::Arc;

use selection::Features;
use selection::telling::PoolCounts;

/// The pool as a ranking sees it.
#[derive(Debug)]
pub struct RankPool {
    /// Row numbers in the project, rising.
    pub rows: Vec<i64>,
    /// The documents' own ids.
    pub ids: Ids,
    /// Tokens of each document.
    pub tokens: Vec<u64>,
    /// Tokens are the model's own count; if not, they are the file's column or words.
    pub tokens_counted: bool,
    /// Features with the given top-k; documents not read yet hold [`selection::ABSENT`].
    pub features: Option<Arc<Features>>,
    /// Whether each document was read; all false where no model was chosen.
    pub read: Vec<bool>,
    /// How many documents fire each neuron.
    pub counts: Option<Arc<PoolCounts>>,
}

impl RankPool {
    /// Documents, read or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Where a row stands in the columns.
    #[must_use]
    pub fn position(&self, row: i64) -> Option<usize> {
        self.rows.binary_search(&row).ok()
    }

    /// Documents not read yet.
    #[must_use]
    pub fn unread(&self) -> u64 {
        self.read.iter().filter(|read| !**read).count() as u64
    }
}

/// Many short texts in one block of memory.
#[derive(Debug, Default, Clone)]
pub struct Ids {
    text: String,
    ends: Vec<usize>,
}

impl Ids {
    /// Adds one.
    pub fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    /// The text at a position.
    ///
    /// # Panics
    /// When it is out of range.
    #[must_use]
    pub fn at(&self, position: usize) -> &str {
        let start = position
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[position]]
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_as_they_went_in() {
        let mut ids = Ids::default();
        for id in ["001", "", "é"] {
            ids.push(id);
        }
        assert_eq!(
            (0..ids.len()).map(|i| ids.at(i)).collect::<Vec<_>>(),
            ["001", "", "é"]
        );
    }
}
