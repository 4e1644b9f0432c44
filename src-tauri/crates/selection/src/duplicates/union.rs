//! Union-find: things that belong together by chains of pairs.

use super::Groups;

/// Documents joined so far; each points to an earlier one of its group, or to itself.
pub struct Union {
    earlier: Vec<u32>,
}

impl Union {
    /// Nothing joined.
    pub fn of(documents: usize) -> Self {
        Self { earlier: (0..documents as u32).collect() }
    }

    /// Puts two documents into one group. The earlier head stays, so that the result does not depend on the order of
    /// joining.
    pub fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.head(a), self.head(b));
        self.earlier[a.max(b) as usize] = a.min(b);
    }

    /// Every document with the first of its group.
    pub fn groups(mut self) -> Groups {
        let heads = (0..self.earlier.len() as u32).map(|document| self.head(document)).collect();
        Groups { heads }
    }

    fn head(&mut self, mut document: u32) -> u32 {
        while self.earlier[document as usize] != document {
            // Halves the way for those who come after.
            let next = self.earlier[self.earlier[document as usize] as usize];
            self.earlier[document as usize] = next;
            document = next;
        }
        document
    }
}
