//! Rows that are always or never kept, whatever they score.

use super::words;
use crate::operations::Failure;
use crate::operations::review::Pin;
use crate::session::Session;
use crate::store::Connection;
use crate::store::judgement::{self, Aspect, SHARED};

/// The pins of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pins {
    /// Rows that are always kept, rising.
    pub always: Vec<i64>,
    /// Rows that are never kept, rising.
    pub never: Vec<i64>,
}

impl Pins {
    /// Nothing is pinned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.always.is_empty() && self.never.is_empty()
    }

    /// A row's pin.
    #[must_use]
    pub fn of(&self, row: i64) -> Option<Pin> {
        let has = |rows: &[i64]| rows.binary_search(&row).is_ok();
        if has(&self.always) { Some(Pin::Always) } else { has(&self.never).then_some(Pin::Never) }
    }
}

impl Session {
    /// The pins that hold now.
    ///
    /// # Errors
    /// What the store says.
    pub fn pins(&self) -> Result<Pins, Failure> {
        let mut pins = Pins::default();
        let all = |c: &Connection| {
            if judgement::is_there(c)? { judgement::all(c, SHARED, Aspect::Pin) } else { Ok(Vec::new()) }
        };
        for (row, word) in self.read(all)? {
            match words::pin(&word) {
                Some(Pin::Always) => pins.always.push(row),
                Some(Pin::Never) => pins.never.push(row),
                None => {}
            }
        }
        Ok(pins)
    }
}
