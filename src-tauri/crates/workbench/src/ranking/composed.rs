//! What a ranking that was put together remembers: its parts, who took which row, and which rows stand behind another.

use std::collections::HashMap;
use std::sync::Arc;

use super::kept::Kept;
use crate::review::pins::Pins;

/// The rankings of a method, one for each goal, and what became of their rows.
#[derive(Debug)]
pub struct Composed {
    /// Each goal's own ranking, as the method made it.
    parts: Vec<Arc<Kept>>,
    /// Which part took each document; 0 for those that none did.
    taken_by: Vec<u16>,
    /// Documents that were left out, by the one that is kept of their group.
    followers: HashMap<u32, Vec<u32>>,
    /// Which documents were left out.
    collapsed: Vec<bool>,
    /// Rows that are always or never kept.
    pins: Pins,
}

impl Composed {
    /// Remembers it. `followers` are pairs of a document left out and the one kept.
    #[must_use]
    pub fn new(parts: Vec<Arc<Kept>>, taken_by: Vec<u16>, followers: &[(u32, u32)], pins: Pins) -> Self {
        let mut collapsed = vec![false; taken_by.len()];
        let mut behind: HashMap<u32, Vec<u32>> = HashMap::new();
        for &(document, kept) in followers {
            collapsed[document as usize] = true;
            behind.entry(kept).or_default().push(document);
        }
        Self { parts, taken_by, followers: behind, collapsed, pins }
    }

    /// The ranking by whose goal a document was taken; the first one's for those that were not.
    #[must_use]
    pub fn part_of(&self, position: usize) -> &Kept {
        &self.parts[usize::from(self.taken_by[position])]
    }

    /// The ranking that was made for a goal.
    #[must_use]
    pub fn part_for(&self, goal: i64) -> Option<&Kept> {
        self.parts.iter().map(|part| &**part).find(|part| part.view.query.goal == goal)
    }

    /// The goal a document was taken for, where there are several.
    #[must_use]
    pub fn goal_of(&self, position: usize) -> Option<i64> {
        (self.parts.len() > 1).then(|| self.part_of(position).view.query.goal)
    }

    /// Documents left out because this one is kept.
    #[must_use]
    pub fn behind(&self, position: usize) -> &[u32] {
        self.followers.get(&(position as u32)).map_or(&[], Vec::as_slice)
    }

    /// Whether a document was left out for one like it.
    #[must_use]
    pub fn is_collapsed(&self, position: usize) -> bool {
        self.collapsed[position]
    }

    /// Rows that are always or never kept.
    #[must_use]
    pub const fn pins(&self) -> &Pins {
        &self.pins
    }

    /// It was put together from these and no others, with these pins.
    #[must_use]
    pub fn is_of(&self, parts: &[Arc<Kept>], pins: &Pins) -> bool {
        self.pins == *pins
            && self.parts.len() == parts.len()
            && self.parts.iter().zip(parts).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}
