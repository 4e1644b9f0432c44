//! Rows that could not be read: all counted, the first ones named.

use serde::{Deserialize, Serialize};

use super::error::ScriptError;
use crate::formats::Reason;
use crate::session::Session;
use crate::store;

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: u64,
    /// Why, in words.
    pub reason: String,
}

/// Rows that could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// How many.
    pub rows: u64,
    /// The first of them.
    pub first: Vec<Unreadable>,
}

impl Trouble {
    const NAMED: usize = 20;

    pub(super) fn note(&mut self, file: &str, line: u64, reason: &Reason) {
        self.rows += 1;
        if self.first.len() < Self::NAMED {
            let (file, reason) = (file.to_owned(), reason.to_string());
            self.first.push(Unreadable { file, line, reason });
        }
    }

    pub(super) fn add(&mut self, more: Self) {
        self.rows += more.rows;
        let room = Self::NAMED.saturating_sub(self.first.len());
        self.first.extend(more.first.into_iter().take(room));
    }
}

/// The rows that a project's imports set aside.
pub(super) fn set_aside(session: &Session) -> Result<Trouble, ScriptError> {
    let (rows, first) = session.read(|c| {
        Ok((store::set_aside::count(c, None)?, store::set_aside::page(c, None, 0, Trouble::NAMED as u64)?))
    })?;
    let named = |row: store::set_aside::SetAsideRow| Unreadable { file: row.file, line: row.line, reason: row.reason };
    Ok(Trouble { rows, first: first.into_iter().map(named).collect() })
}
