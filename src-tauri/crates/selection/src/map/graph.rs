//! Which documents are nearest to each.

use super::bytes::{Bytes, Unreadable, Writing};

/// The nearest others of every document.
///
/// # Shapes
/// `[documents][k]`, nearest first, equal distances by document; a place not found yet holds [`u32::MAX`] and infinity.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    k: usize,
    near: Vec<(u32, f32)>,
}

impl Graph {
    /// Nothing found yet.
    pub(super) fn empty(documents: usize, k: usize) -> Self {
        Self { k, near: vec![(u32::MAX, f32::INFINITY); documents * k] }
    }

    /// Neighbours of each document.
    #[must_use]
    pub const fn k(&self) -> usize {
        self.k
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.near.len() / self.k.max(1)
    }

    /// True when there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.near.is_empty()
    }

    /// A document's nearest others and how far they are.
    ///
    /// # Panics
    /// When `document` is out of range.
    #[must_use]
    pub fn of(&self, document: usize) -> &[(u32, f32)] {
        &self.near[document * self.k..(document + 1) * self.k]
    }

    /// All of them, `[documents][k]`.
    pub(super) fn near(&self) -> &[(u32, f32)] {
        &self.near
    }

    /// See [`Self::near`].
    pub(super) fn near_mut(&mut self) -> &mut [(u32, f32)] {
        &mut self.near
    }

    pub(super) fn write(&self, to: &mut Writing) {
        to.number(self.k);
        to.numbers(self.near.iter().map(|near| near.0));
        to.numbers(self.near.iter().map(|near| near.1.to_bits()));
    }

    pub(super) fn read(from: &mut Bytes, documents: usize) -> Result<Self, Unreadable> {
        let k = from.number()?;
        let (rows, distances) = (from.numbers(documents, k)?, from.numbers(documents, k)?);
        if rows.iter().any(|&row| row as usize >= documents && row != u32::MAX) {
            return Err(Unreadable);
        }
        Ok(Self { k, near: rows.into_iter().zip(distances.into_iter().map(f32::from_bits)).collect() })
    }
}
