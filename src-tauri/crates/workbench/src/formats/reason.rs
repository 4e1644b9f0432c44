//! Why one row could not be used.

use serde::{Deserialize, Serialize};

/// What is wrong with one row; the row is set aside with its bytes and the others go on.
///
/// Kept in the project beside the row, so it serialises as a code with its data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// A byte sequence that is not UTF-8.
    #[error("the text is not UTF-8 (first at byte {at} of the row): save the file as UTF-8, or choose its encoding")]
    NotUtf8 {
        /// Offset in the row, from 0.
        at: u64,
    },
    /// The row does not parse as JSON.
    #[error("not JSON: {problem} (character {at} of the row)")]
    NotJson {
        /// Position in the row, from 1.
        at: u64,
        /// The parser's words.
        problem: String,
    },
    /// JSON, but no object.
    #[error("the row is {found}, not an object with named fields")]
    NotAnObject {
        /// What stands there, with its article.
        found: String,
    },
    /// Brackets inside brackets beyond the limit.
    #[error("nested deeper than {limit} levels")]
    TooDeep {
        /// The limit that was passed.
        limit: u64,
    },
    /// The row is larger than any row may be; only its beginning is kept.
    #[error("the row is larger than {limit} bytes; only its beginning was kept")]
    TooLong {
        /// The limit that was passed.
        limit: u64,
    },
    /// The file ends inside this row.
    #[error("the file ends in the middle of this row")]
    CutShort,
    /// A CSV row with another number of cells than the header.
    #[error("the row has {found} cells where the header has {expected}")]
    Cells {
        /// Columns of the header.
        expected: u64,
        /// Cells of the row.
        found: u64,
    },
    /// A quotation mark is opened and never closed.
    #[error("a quotation mark opened on line {line} is never closed; the rest of the file belongs to this row")]
    UnclosedQuote {
        /// The line of the opening mark, from 1.
        line: u64,
    },
    /// None of the mapped columns is in the row.
    #[error("the row has no \"{column}\"")]
    MissingColumn {
        /// The column that was looked for.
        column: String,
    },
    /// The text column holds something else.
    #[error("\"{column}\" is {found}, not text")]
    NotText {
        /// The column.
        column: String,
        /// What stands there, with its article.
        found: String,
    },
    /// The text holds half a surrogate pair or another escape that stands for no character.
    #[error("\"{column}\" holds an escape that stands for no character (half a surrogate pair)")]
    BrokenEscape {
        /// The column.
        column: String,
    },
    /// Nothing but blanks.
    #[error("the text is blank")]
    Blank,
    /// A message of a conversation cannot be read.
    #[error("message {turn} of \"{column}\" {problem}")]
    Message {
        /// The column with the conversation.
        column: String,
        /// Which message, from 1; 0 for the list itself.
        turn: u64,
        /// What is wrong.
        problem: String,
    },
    /// Nobody has said which column is the text.
    #[error("no column was recognised as the text: choose one")]
    TextUndecided,
}
