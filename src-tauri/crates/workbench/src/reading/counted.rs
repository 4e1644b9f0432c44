//! How many documents each reading holds, counted again only when pieces of it came or went.
//!
//! Counting looks at every piece, and their numbers lie between: at a million documents that is gigabytes of pages passed for
//! each ranking. How many pieces there are and which is the newest stands in an index, and tells whether a count still holds,
//! since a piece's number is never used again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::session::Session;
use crate::store::reading::Reading;
use crate::store::{Connection, StoreError};

/// The last counts.
#[derive(Debug, Default)]
pub struct CountKeeper {
    /// By reading.
    kept: Mutex<HashMap<i64, Counted>>,
}

#[derive(Debug)]
struct Counted {
    /// How many pieces it had, and the newest one's number.
    pieces: (u64, i64),
    documents: u64,
}

impl Session {
    /// Documents read in a reading.
    ///
    /// # Errors
    /// What the store says.
    pub fn documents_read(&self, connection: &Connection, reading: &Reading) -> Result<u64, StoreError> {
        let pieces = reading.pieces(connection)?;
        let kept = || self.counts.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().get(&reading.reading).filter(|known| known.pieces == pieces).map(|known| known.documents);
        if let Some(documents) = known {
            return Ok(documents);
        }
        let (documents, _bytes) = reading.totals(connection)?;
        kept().insert(reading.reading, Counted { pieces, documents });
        Ok(documents)
    }
}
