//! A document as it is handed in to be read: its text and, where it is a question with an answer, where that starts.
//!
//! Templates are the caller's: the text is read as it stands.

use crate::error::ReadError;

/// One text to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document<'a> {
    /// The whole text, question and answer together where it has them.
    pub text: &'a str,
    /// The byte at which the answer starts; it goes on to the text's end.
    pub answer_from: Option<usize>,
}

impl<'a> From<&'a str> for Document<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, answer_from: None }
    }
}

impl<'a> Document<'a> {
    /// Question and answer, where the document has them.
    ///
    /// # Errors
    /// [`ReadError::Answer`] where the answer's start is beyond the text or inside a character.
    pub(crate) fn exchange(&self, document: usize) -> Result<Option<(&'a str, &'a str)>, ReadError> {
        let Some(from) = self.answer_from else { return Ok(None) };
        let length = self.text.len();
        self.text.split_at_checked(from).map(Some).ok_or(ReadError::Answer { document, from, length })
    }
}
