//! Conversations as they are written by `ShareGPT` and `OpenAI`.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::reason::Reason;

/// One message of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Who speaks: "user", "assistant", "system", or the file's own word. `ShareGPT`'s "human" is "user" and its "gpt"
    /// is "assistant".
    pub role: String,
    /// What is said.
    pub content: String,
}

/// Reads the messages of one column from its JSON.
pub(super) fn turns(json: &str, column: &str) -> Result<Vec<Turn>, Reason> {
    let wrong = |turn: usize, problem: &str| Reason::Message {
        column: column.to_owned(),
        turn: turn as u64,
        problem: problem.to_owned(),
    };
    let list: Vec<Json> = serde_json::from_str(json).map_err(|e| {
        if e.to_string().contains("surrogate") {
            Reason::BrokenEscape { column: column.to_owned() }
        } else {
            wrong(0, "is not a list of messages")
        }
    })?;
    let mut turns = Vec::with_capacity(list.len());
    for (at, message) in list.iter().enumerate() {
        let role = word(message, &["role", "from"]).ok_or_else(|| wrong(at + 1, "says no role"))?;
        let content = content(message).ok_or_else(|| wrong(at + 1, "holds no text"))?;
        turns.push(Turn { role: known_role(role).to_owned(), content });
    }
    Ok(turns)
}

fn word<'a>(message: &'a Json, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| message.get(name)?.as_str())
}

fn known_role(role: &str) -> &str {
    match role {
        "human" => "user",
        "gpt" => "assistant",
        other => other,
    }
}

/// A message's text. A list of parts gives its text parts, one a line; null (a call of a tool) is an empty text.
fn content(message: &Json) -> Option<String> {
    let content = message.get("content").or_else(|| message.get("value"))?;
    match content {
        Json::String(text) => Some(text.clone()),
        Json::Null => Some(String::new()),
        Json::Array(parts) => {
            let texts: Vec<&str> = parts.iter().filter_map(|part| part.get("text")?.as_str()).collect();
            Some(texts.join("\n"))
        }
        _ => None,
    }
}

/// The text that models read: "role: content" lines, empty messages left out, and where the assistant speaks in it.
pub(super) fn joined(turns: &[Turn]) -> (String, Vec<std::ops::Range<usize>>) {
    let (mut text, mut answers) = (String::new(), Vec::new());
    for turn in turns.iter().filter(|turn| !turn.content.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&turn.role);
        text.push_str(": ");
        let from = text.len();
        text.push_str(&turn.content);
        if turn.role == "assistant" {
            answers.push(from..text.len());
        }
    }
    (text, answers)
}
