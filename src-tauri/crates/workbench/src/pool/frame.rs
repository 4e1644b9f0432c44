//! The pool in columns: what filters, distributions and rankings ask of every document at once.
//!
//! Built by one scan of the narrow table (about a second for a million documents) and kept until the pool changes. Texts
//! and bytes stay in the file.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::columns::{Column, ColumnBuilder};
use crate::operations::Failure;
use crate::session::Session;
use crate::store::{Connection, StoreError, document, facet};

/// Stands for a token count that nobody knows.
pub const UNKNOWN: u32 = u32::MAX;

/// All documents, in import order; every list is as long as `rows`.
#[derive(Debug, Default)]
pub struct Frame {
    /// Row numbers, rising.
    pub rows: Vec<i64>,
    /// The documents' own ids.
    pub ids: Ids,
    /// 0 text, 1 instruction, 2 chat.
    pub kinds: Vec<u8>,
    /// Characters of the texts.
    pub characters: Vec<u32>,
    /// Words of the texts.
    pub words: Vec<u32>,
    /// Tokens where the file says so, else [`UNKNOWN`].
    pub tokens: Vec<u32>,
    /// Hashes of the texts.
    pub hashes: Vec<i64>,
    /// Columns that can be counted and filtered, in order of appearance.
    pub columns: Vec<Column>,
    /// Positions by rising hash, then rising: made when first asked for.
    pub(crate) by_hash: OnceLock<Vec<u32>>,
}

/// Many short texts in one piece of memory.
#[derive(Debug, Default)]
pub struct Ids {
    text: String,
    ends: Vec<u32>,
}

impl Ids {
    /// Adds the id of the next document.
    pub fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len() as u32);
    }

    /// The id of the document at a position.
    ///
    /// # Panics
    /// When the position is out of range.
    pub fn at(&self, position: usize) -> &str {
        let start = if position == 0 { 0 } else { self.ends[position - 1] as usize };
        &self.text[start..self.ends[position] as usize]
    }
}

impl Frame {
    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Where a row number stands; nothing if it is not there.
    pub fn position(&self, row: i64) -> Option<usize> {
        self.rows.binary_search(&row).ok()
    }

    /// Positions of the documents whose text has a hash, rising.
    pub fn with_hash(&self, hash: i64) -> &[u32] {
        let order = self.by_hash.get_or_init(|| {
            let mut order: Vec<u32> = (0..self.hashes.len() as u32).collect();
            order.sort_unstable_by_key(|&position| (self.hashes[position as usize], position));
            order
        });
        let of = |position: &u32| self.hashes[*position as usize];
        let from = order.partition_point(|position| of(position) < hash);
        let to = from + order[from..].partition_point(|position| of(position) == hash);
        &order[from..to]
    }

    fn load(connection: &Connection) -> Result<Self, StoreError> {
        let facets = facet::all(connection)?;
        let values = facet::values(connection)?;
        let mut builders: Vec<Option<ColumnBuilder>> = (0..=u8::MAX).map(|_| None).collect();
        for found in facets.iter().filter(|f| f.shown) {
            let texts = values.iter().filter(|(_, facet, _)| *facet == found.facet);
            builders[usize::from(found.facet)] = Some(ColumnBuilder::new(&found.name, texts.map(|(v, _, t)| (*v, t))));
        }
        let mut frame = Self::default();
        document::scan(connection, |seen| {
            let position = frame.rows.len();
            frame.rows.push(seen.row);
            frame.ids.push(seen.id);
            frame.kinds.push(seen.kind);
            frame.characters.push(seen.characters.min(u64::from(u32::MAX)) as u32);
            frame.words.push(seen.words.min(u64::from(u32::MAX)) as u32);
            frame.tokens.push(seen.tokens.map_or(UNKNOWN, |tokens| tokens.min(u64::from(UNKNOWN - 1)) as u32));
            frame.hashes.push(seen.text_hash);
            facet::unpack(seen.facets, |facet, value| {
                if let Some(builder) = &mut builders[usize::from(facet)] {
                    builder.set(position, value);
                }
            });
        })?;
        let documents = frame.rows.len();
        frame.columns = builders.into_iter().flatten().filter_map(|builder| builder.finish(documents)).collect();
        Ok(frame)
    }
}

/// Keeps the frame until the pool changes.
#[derive(Debug, Default)]
pub struct FrameKeeper {
    kept: Mutex<Option<Arc<Frame>>>,
}

impl FrameKeeper {
    /// The pool changed.
    pub fn forget(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Session {
    /// The pool in columns.
    pub fn frame(&self) -> Result<Arc<Frame>, Failure> {
        let mut kept = self.frames.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frame) = &*kept {
            return Ok(Arc::clone(frame));
        }
        let frame = Arc::new(self.read(Frame::load)?);
        *kept = Some(Arc::clone(&frame));
        Ok(frame)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_by_the_hash_of_their_text_in_import_order() {
        let frame = Frame { hashes: vec![7, -3, 7, 0, -3, 7], ..Frame::default() };
        assert_eq!(frame.with_hash(7), [0, 2, 5]);
        assert_eq!(frame.with_hash(-3), [1, 4]);
        assert_eq!(frame.with_hash(0), [3]);
        assert!(frame.with_hash(1).is_empty() && Frame::default().with_hash(7).is_empty());
    }
}
