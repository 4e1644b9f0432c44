//! What a row lacks for a form.

use super::Form;
use super::talk::Talk;
use crate::formats::{RecordKind, Turn};

/// Why a row cannot be said in a form. Messages are counted from 1, the system's not among them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    /// Nobody answers.
    #[error("it has no answer")]
    Answer,
    /// The turns do not alternate.
    #[error("message {at} is from \"{found}\", where \"{wanted}\" should speak")]
    Order {
        /// Which message.
        at: usize,
        /// Who speaks there.
        found: String,
        /// Who should.
        wanted: &'static str,
    },
    /// The form has no such speaker.
    #[error("message {at} is from \"{found}\", which this format has no place for")]
    Role {
        /// Which message.
        at: usize,
        /// Who speaks there.
        found: String,
    },
}

/// What the row lacks; none where it fits.
#[must_use]
pub fn lack(talk: &Talk, form: Form, as_it_is: bool) -> Option<Lack> {
    match form {
        Form::Text => None,
        Form::Openai => known_speakers(&talk.turns, as_it_is).or_else(|| no_answer(&talk.turns)),
        Form::Alpaca | Form::Sharegpt => {
            if talk.kind == RecordKind::Instruction && talk.turns.last().is_none_or(|last| last.content.is_empty()) {
                return Some(Lack::Answer);
            }
            in_turn(&talk.turns, form == Form::Sharegpt && as_it_is)
        }
    }
}

/// Speakers that `OpenAI` messages know. Those of tools carry fields that only a row with this form has.
fn known_speakers(turns: &[Turn], as_it_is: bool) -> Option<Lack> {
    let is_known = |role: &str| {
        matches!(role, "user" | "assistant" | "system" | "developer") || as_it_is && matches!(role, "tool" | "function")
    };
    let at = turns.iter().position(|turn| !is_known(&turn.role))?;
    Some(Lack::Role { at: at + 1, found: turns[at].role.clone() })
}

fn no_answer(turns: &[Turn]) -> Option<Lack> {
    let answers = turns.iter().any(|turn| turn.role == "assistant" && !turn.content.is_empty());
    let calls = turns.iter().any(|turn| matches!(turn.role.as_str(), "tool" | "function"));
    (!answers && !calls).then_some(Lack::Answer)
}

/// Question and answer by turns, an answer last; observations and calls of tools only where the form has words for them.
fn in_turn(turns: &[Turn], with_tools: bool) -> Option<Lack> {
    for (at, turn) in turns.iter().enumerate() {
        let (wanted, tool) = if at % 2 == 0 { ("user", "observation") } else { ("assistant", "function_call") };
        if turn.role == wanted || with_tools && turn.role == tool {
            continue;
        }
        let found = turn.role.clone();
        let is_known = matches!(found.as_str(), "user" | "assistant");
        return Some(if is_known {
            Lack::Order { at: at + 1, found, wanted }
        } else {
            Lack::Role { at: at + 1, found }
        });
    }
    (turns.is_empty() || turns.len() % 2 == 1).then_some(Lack::Answer)
}
