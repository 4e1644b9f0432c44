//! One row as LLaMA-Factory reads it, by its entry in `dataset_info.json`.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// A rule that a row breaks: what is wrong, then what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// No JSON object.
    #[error("it is no JSON object. Write it again")]
    NoObject,
    /// A column that the entry names holds no text.
    #[error("\"{0}\" holds no text. Correct the row in your data and export again")]
    NoText(String),
    /// Nothing to learn.
    #[error("\"{0}\" is empty, and the tool drops such rows. Leave the row out or give it an answer")]
    NoAnswer(String),
    /// The history is no list of pairs.
    #[error("\"{0}\" is no list of pairs of texts. Correct the row in your data and export again")]
    NoPairs(String),
    /// A message without role or text.
    #[error("message {at} has no \"{tag}\" that is a text. Correct the row in your data and export again")]
    NoTag {
        /// Which, from 1.
        at: usize,
        /// What it lacks.
        tag: String,
    },
    /// Somebody speaks out of turn.
    #[error("message {at} is from \"{found}\" where {wanted} should speak. Leave the row out or correct its turns")]
    Turn {
        /// Which, from 1, a message of the system not counted.
        at: usize,
        /// Who speaks.
        found: String,
        /// Who should.
        wanted: String,
    },
    /// The last question has no answer, or nobody speaks.
    #[error("it has {0} messages, and the tool wants questions and answers in pairs. Leave the row out")]
    Odd(usize),
    /// A column changes its type.
    #[error("\"{name}\" is {found} here and {before} in rows before. Give the column one type and export again")]
    Type {
        /// The column.
        name: String,
        /// Its type here.
        found: &'static str,
        /// Its type before.
        before: &'static str,
    },
}

/// The rules of one entry, with the types of the columns seen so far.
pub struct RowRules {
    columns: Map<String, Value>,
    tags: Map<String, Value>,
    is_sharegpt: bool,
    types: HashMap<String, &'static str>,
}

impl RowRules {
    /// Of an entry; what it does not name is called as the tool calls it by default.
    pub fn of(entry: &Value) -> Self {
        let part = |name: &str| entry[name].as_object().cloned().unwrap_or_default();
        Self {
            columns: part("columns"),
            tags: part("tags"),
            is_sharegpt: entry["formatting"] == "sharegpt",
            types: HashMap::new(),
        }
    }

    /// Checks the next row.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(&mut self, line: &str) -> Result<(), Broken> {
        let row: Map<String, Value> = serde_json::from_str(line).map_err(|_| Broken::NoObject)?;
        self.same_types(&row)?;
        if self.is_sharegpt { self.conversation(&row) } else { self.alpaca(&row) }
    }

    /// The library under the tool reads a column as one type.
    fn same_types(&mut self, row: &Map<String, Value>) -> Result<(), Broken> {
        for (name, value) in row {
            let found = match value {
                Value::Null => continue,
                Value::Bool(_) => "true or false",
                Value::Number(_) => "a number",
                Value::String(_) => "a text",
                Value::Array(_) => "a list",
                Value::Object(_) => "an object",
            };
            match self.types.get(name.as_str()) {
                Some(before) if *before != found => {
                    return Err(Broken::Type { name: name.clone(), found, before });
                }
                Some(_) => {}
                None => drop(self.types.insert(name.clone(), found)),
            }
        }
        Ok(())
    }

    fn alpaca(&self, row: &Map<String, Value>) -> Result<(), Broken> {
        for key in ["prompt", "query", "system"] {
            let Some(name) = self.columns.get(key).and_then(Value::as_str) else { continue };
            let is_there = key != "prompt" || row.contains_key(name);
            if !is_there || !matches!(row.get(name), None | Some(Value::String(_) | Value::Null)) {
                return Err(Broken::NoText(name.to_owned()));
            }
        }
        if let Some(name) = self.columns.get("response").and_then(Value::as_str) {
            match row.get(name) {
                Some(Value::String(answer)) if !answer.is_empty() => {}
                Some(Value::String(_)) => return Err(Broken::NoAnswer(name.to_owned())),
                _ => return Err(Broken::NoText(name.to_owned())),
            }
        }
        let history = self.columns.get("history").and_then(Value::as_str);
        match history.and_then(|name| Some((name, row.get(name)?))) {
            Some((name, pairs)) if !pairs.is_null() && !are_pairs(pairs) => Err(Broken::NoPairs(name.to_owned())),
            _ => Ok(()),
        }
    }

    fn conversation(&self, row: &Map<String, Value>) -> Result<(), Broken> {
        let column = self.columns.get("messages").and_then(Value::as_str).unwrap_or("conversations");
        let Some(Value::Array(messages)) = row.get(column) else { return Err(Broken::NoText(column.to_owned())) };
        let said: Vec<&str> =
            messages.iter().enumerate().map(|(i, one)| self.spoken(i, one)).collect::<Result<_, _>>()?;
        let from_system = usize::from(said.first().is_some_and(|first| *first == self.tag("system_tag", "system")));
        let turns = &said[from_system..];
        if turns.is_empty() || turns.len() % 2 == 1 {
            return Err(Broken::Odd(turns.len()));
        }
        let asks = [self.tag("user_tag", "human"), self.tag("observation_tag", "observation")];
        let answers = [self.tag("assistant_tag", "gpt"), self.tag("function_tag", "function_call")];
        for (at, found) in turns.iter().enumerate() {
            let wanted = if at % 2 == 0 { asks } else { answers };
            if !wanted.contains(found) {
                let wanted = format!("\"{}\" or \"{}\"", wanted[0], wanted[1]);
                return Err(Broken::Turn { at: at + 1, found: (*found).to_owned(), wanted });
            }
        }
        Ok(())
    }

    /// Who speaks in a message, which must say something in words.
    fn spoken<'a>(&self, at: usize, message: &'a Value) -> Result<&'a str, Broken> {
        let [role, content] = [self.tag("role_tag", "from"), self.tag("content_tag", "value")];
        let lacks = |tag: &str| Broken::NoTag { at: at + 1, tag: tag.to_owned() };
        if !message[content].is_string() {
            return Err(lacks(content));
        }
        message[role].as_str().ok_or_else(|| lacks(role))
    }

    fn tag<'a>(&'a self, name: &str, default: &'a str) -> &'a str {
        self.tags.get(name).and_then(Value::as_str).unwrap_or(default)
    }
}

fn are_pairs(value: &Value) -> bool {
    let is_pair = |pair: &Value| pair.as_array().is_some_and(|two| two.len() == 2 && two.iter().all(Value::is_string));
    value.as_array().is_some_and(|pairs| pairs.iter().all(is_pair))
}

#[cfg(test)]
mod tests;
