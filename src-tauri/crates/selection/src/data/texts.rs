//! Texts of documents side by side in one piece of memory, as the methods that read words want them.

/// The texts of many documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Default for Texts {
    fn default() -> Self {
        Self::new()
    }
}

impl Texts {
    /// No documents yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { all: String::new(), ends: Vec::new() }
    }

    /// Adds a document.
    pub fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    /// How many documents are here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One document's text.
    ///
    /// # Panics
    /// When `document` is out of range.
    #[must_use]
    pub fn at(&self, document: usize) -> &str {
        let start = if document == 0 { 0 } else { self.ends[document - 1] };
        &self.all[start..self.ends[document]]
    }

    /// All texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|document| self.at(document))
    }
}

impl<T: AsRef<str>> FromIterator<T> for Texts {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut all = Self::new();
        for text in texts {
            all.push(text.as_ref());
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_whole_and_in_order() {
        let texts: Texts = ["one", "", "zwölf"].into_iter().collect();
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["one", "", "zwölf"]);
        assert_eq!((texts.len(), texts.at(2)), (3, "zwölf"));
    }
}
