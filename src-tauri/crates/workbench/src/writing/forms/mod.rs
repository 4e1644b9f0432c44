//! Rows made over into what training tools read: Alpaca, `ShareGPT`, `OpenAI` messages, plain text.
//!
//! A row that has the form already keeps its bytes. Of any other row the fields that made its text become the form's
//! own, and all other fields stand behind them as they came. What cannot be said in a form is a [`Lack`], never a guess.
//!
//! Deliberately absent: templates of single models, calls of tools, pictures.

mod lack;
mod made_over;
mod talk;

pub use lack::{Lack, lack};
pub use made_over::MadeOver;
pub use talk::Talk;

/// What each row becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The text that models read, in `text`.
    Text,
    /// `instruction`, `input`, `output`, and where there is one `system` and `history` (pairs of earlier turns).
    Alpaca,
    /// `conversations` of `from` (human, gpt, system) and `value`.
    Sharegpt,
    /// `messages` of `role` (user, assistant, system) and `content`.
    Openai,
}

impl Form {
    /// The names of its own fields.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["text"],
            Self::Alpaca => &["instruction", "input", "output", "system", "history"],
            Self::Sharegpt => &["conversations"],
            Self::Openai => &["messages"],
        }
    }
}

#[cfg(test)]
mod tests;
