//! A row in another form, as a record again: every writer takes it like any other row.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::talk::Talk;
use super::{Form, Lack, lack};
use crate::formats::{FileHead, Mapped, Reason, Record, RowFormat, TextRule, Turn, Value};
use crate::writing::extra::json_text;
use crate::writing::jsonl::field;

/// Makes rows over into one form.
#[derive(Debug, Clone)]
pub struct MadeOver {
    form: Form,
    head: Arc<FileHead>,
    texts: HashSet<String>,
}

impl MadeOver {
    /// Into this form. Values in the columns named are written as texts, whatever they are: tools that want one type a
    /// column stumble over others.
    #[must_use]
    pub fn new(form: Form, texts: HashSet<String>) -> Self {
        Self { form, head: Arc::new(FileHead { name: "".into(), format: RowFormat::Json }), texts }
    }

    /// What the row lacks for the form; none where it fits.
    #[must_use]
    pub fn lack(&self, record: &Record, talk: &Talk, rule: &TextRule) -> Option<Lack> {
        lack(talk, self.form, has_form(self.form, record, rule))
    }

    /// The row in the form: its own bytes where it has it already.
    ///
    /// # Errors
    /// The [`Reason`] why the row made over cannot be read, where the row holds what no JSON can.
    pub fn record(&self, record: Record, mapped: &Mapped, rule: &TextRule) -> Result<Record, Reason> {
        if has_form(self.form, &record, rule) && self.texts.is_empty() {
            return Ok(record);
        }
        let talk = Talk::of(&record, mapped, rule);
        let mut line = b"{".to_vec();
        let mut empty = true;
        for (name, value) in self.own(&record, &talk, rule) {
            field(name, &value, &mut empty, &mut line);
        }
        for (name, value) in record.values().filter(|(name, _)| !talk.columns.iter().any(|used| used == name)) {
            let taken = self.form.fields().contains(&name);
            let name = if taken { format!("source_{name}") } else { name.to_owned() };
            field(&name, &self.other(&name, &value), &mut empty, &mut line);
        }
        line.push(b'}');
        Record::reread(&self.head, record.file_row, line)
    }

    /// The form's own fields, as JSON.
    fn own(&self, record: &Record, talk: &Talk, rule: &TextRule) -> Vec<(&'static str, String)> {
        let name = self.form.fields()[0];
        match self.form {
            Form::Text => vec![(name, json_text(&talk.text))],
            Form::Alpaca => alpaca(talk),
            // Fields of single messages stay with a list that has the form.
            Form::Sharegpt | Form::Openai if has_form(self.form, record, rule) => match record.value(name) {
                Ok(Some(Value::Nested(list))) => vec![(name, list.to_owned())],
                _ => vec![(name, messages(talk, self.form))],
            },
            Form::Sharegpt | Form::Openai => vec![(name, messages(talk, self.form))],
        }
    }

    fn other(&self, name: &str, value: &Value<'_>) -> String {
        let as_text = self.texts.contains(name);
        match value {
            Value::Null => "null".to_owned(),
            Value::Bool(yes) if !as_text => yes.to_string(),
            Value::Bool(yes) => json_text(&yes.to_string()),
            Value::Number(json) | Value::Nested(json) if !as_text => (*json).to_owned(),
            Value::Number(json) | Value::Nested(json) => json_text(json),
            Value::Text(text) => json_text(text),
        }
    }
}

fn alpaca(talk: &Talk) -> Vec<(&'static str, String)> {
    let (earlier, last) = talk.turns.split_at(talk.turns.len().saturating_sub(2));
    let said = |at: usize| last.get(at).map_or("", |turn| turn.content.as_str());
    let (instruction, input) = talk.task.as_ref().map_or((said(0), ""), |(task, input)| (task, input));
    let mut fields =
        vec![("instruction", json_text(instruction)), ("input", json_text(input)), ("output", json_text(said(1)))];
    fields.extend(talk.system.as_ref().map(|system| ("system", json_text(system))));
    if !earlier.is_empty() {
        let pairs: Vec<[&str; 2]> =
            earlier.chunks_exact(2).map(|pair| [&*pair[0].content, &*pair[1].content]).collect();
        fields.push(("history", json!(pairs).to_string()));
    }
    fields
}

fn messages(talk: &Talk, form: Form) -> String {
    let system = talk.system.as_ref().map(|content| super::talk::turn("system", content.clone()));
    let turns = system.iter().chain(&talk.turns);
    let list: Vec<Json> = if form == Form::Sharegpt {
        turns.map(|turn| json!({ "from": from(turn), "value": turn.content })).collect()
    } else {
        turns.map(|turn| json!({ "role": turn.role, "content": turn.content })).collect()
    };
    Json::Array(list).to_string()
}

fn from(turn: &Turn) -> &str {
    match turn.role.as_str() {
        "user" => "human",
        "assistant" => "gpt",
        other => other,
    }
}

/// Whether the row has the form already, under the names that the form has.
fn has_form(form: Form, record: &Record, rule: &TextRule) -> bool {
    if !matches!(record.file.format, RowFormat::Json | RowFormat::Parquet { .. }) {
        return false;
    }
    let is_text = |name: &str| matches!(record.value(name), Ok(Some(Value::Text(_))));
    match (form, rule) {
        (Form::Text, TextRule::Column { column }) => column == "text",
        (Form::Alpaca, TextRule::Instruction { instruction, input, output }) => {
            let names = [instruction, input, output].map(String::as_str);
            names == ["instruction", "input", "output"] && names.into_iter().all(is_text)
        }
        (Form::Sharegpt, TextRule::Messages { column }) => {
            column == "conversations" && !is_text("system") && has_messages(record, column, "from", "value")
        }
        (Form::Openai, TextRule::Messages { column }) => {
            column == "messages" && !is_text("system") && has_messages(record, column, "role", "content")
        }
        _ => false,
    }
}

fn has_messages(record: &Record, column: &str, speaker: &str, said: &str) -> bool {
    let Ok(Some(Value::Nested(json))) = record.value(column) else { return false };
    let is_message = |one: &Json| one.get(speaker).is_some_and(Json::is_string) && one.get(said).is_some();
    serde_json::from_str::<Vec<Json>>(json).is_ok_and(|list| list.iter().all(is_message))
}
