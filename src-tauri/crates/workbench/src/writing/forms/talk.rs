//! A row as who says what: the middle between any row and any form.

use crate::formats::{Mapped, Record, RecordKind, TextRule, Turn, Value};

/// What a row says, in turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// What the row is.
    pub kind: RecordKind,
    /// Said before all.
    pub system: Option<String>,
    /// Who says what, in order. A plain text is what the assistant says after an empty question.
    pub turns: Vec<Turn>,
    /// The last task and its input, where the row keeps them apart.
    pub task: Option<(String, String)>,
    /// The text that models read.
    pub text: String,
    /// The row's columns that it was made from.
    pub columns: Vec<String>,
}

impl Talk {
    /// What a row says by the rule that gave it its text.
    #[must_use]
    pub fn of(record: &Record, mapped: &Mapped, rule: &TextRule) -> Self {
        match rule {
            TextRule::Instruction { instruction, input, output } => {
                Self::of_instruction(record, mapped, [instruction, input, output])
            }
            TextRule::Messages { column } => Self::of_messages(record, mapped, column),
            TextRule::Column { column } => Self::of_text(mapped, vec![column.clone()]),
            TextRule::Undecided | TextRule::Either { .. } => Self::of_text(mapped, Vec::new()),
        }
    }

    fn of_text(mapped: &Mapped, columns: Vec<String>) -> Self {
        Self {
            kind: RecordKind::Text,
            system: None,
            turns: vec![turn("user", String::new()), turn("assistant", mapped.text.clone())],
            task: None,
            text: mapped.text.clone(),
            columns,
        }
    }

    fn of_instruction(record: &Record, mapped: &Mapped, columns: [&String; 3]) -> Self {
        let [instruction, input, output] = columns.map(|column| text_of(record, column).unwrap_or_default());
        let mut used: Vec<String> = columns.into_iter().filter(|column| !column.is_empty()).cloned().collect();
        let system = text_of(record, "system");
        used.extend(is_text_or_null(record, "system").then(|| "system".to_owned()));
        let mut turns = Vec::new();
        if let Some(history) = history_of(record) {
            used.push("history".to_owned());
            turns = history;
        }
        let asked = [instruction.as_str(), input.as_str()].into_iter().filter(|part| !part.is_empty());
        turns.push(turn("user", asked.collect::<Vec<_>>().join("\n")));
        turns.push(turn("assistant", output));
        Self {
            kind: RecordKind::Instruction,
            system: system.filter(|system| !system.is_empty()),
            turns,
            task: Some((instruction, input)),
            text: mapped.text.clone(),
            columns: used,
        }
    }

    fn of_messages(record: &Record, mapped: &Mapped, column: &str) -> Self {
        let mut turns = mapped.turns.clone();
        let mut columns = vec![column.to_owned()];
        let system = turns.first().is_some_and(|first| first.role == "system").then(|| turns.remove(0).content);
        if system.is_some() && text_of(record, "system") == system {
            columns.push("system".to_owned());
        }
        Self { kind: RecordKind::Chat, system, turns, task: None, text: mapped.text.clone(), columns }
    }

    /// Whether more is said than one question and its answer.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.kind == RecordKind::Chat || self.turns.len() > 2
    }
}

pub(super) fn turn(role: &str, content: String) -> Turn {
    Turn { role: role.to_owned(), content }
}

fn text_of(record: &Record, column: &str) -> Option<String> {
    match record.value(column) {
        Ok(Some(Value::Text(text))) => Some(text.into_owned()),
        _ => None,
    }
}

fn is_text_or_null(record: &Record, column: &str) -> bool {
    matches!(record.value(column), Ok(Some(Value::Text(_) | Value::Null)))
}

/// Earlier turns as pairs of question and answer; none where the field is missing or something else.
fn history_of(record: &Record) -> Option<Vec<Turn>> {
    let json = match record.value("history") {
        Ok(Some(Value::Nested(json))) => json,
        Ok(Some(Value::Null)) => "[]",
        _ => return None,
    };
    let pairs: Vec<(String, String)> = serde_json::from_str(json).ok()?;
    let both = |(asked, said)| [turn("user", asked), turn("assistant", said)];
    Some(pairs.into_iter().flat_map(both).collect())
}
