//! Columns that the selection adds to the rows: rank, distance, and the like.

use serde::{Deserialize, Serialize};

/// What an added column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtraKind {
    /// Numbers with a fraction.
    Number,
    /// Counts and ranks.
    Count,
    /// Texts.
    Text,
    /// Yes or no.
    Flag,
}

/// An added column. A column of this name that the rows have already gives way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extra {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ExtraKind,
}

/// One value of an added column.
#[derive(Debug, Clone, PartialEq)]
pub enum ExtraValue {
    /// A number; written in the shortest spelling that reads back the same, null where it is not finite.
    Number(f64),
    /// A count or rank.
    Count(u64),
    /// A text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// Nothing.
    Null,
}

impl ExtraValue {
    /// As JSON.
    pub(super) fn json(&self) -> String {
        match self {
            Self::Number(number) => serde_json::Value::from(*number).to_string(),
            Self::Count(count) => count.to_string(),
            Self::Text(text) => json_text(text),
            Self::Flag(yes) => yes.to_string(),
            Self::Null => "null".to_owned(),
        }
    }

    /// As a CSV cell.
    pub(super) fn cell(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Null => String::new(),
            Self::Number(number) if !number.is_finite() => String::new(),
            _ => self.json(),
        }
    }
}

/// A text as JSON.
pub(super) fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
