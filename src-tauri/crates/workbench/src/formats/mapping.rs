//! From a row to the document that models read.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::chat::{self, Turn};
use super::fields::Value;
use super::found::RecordKind;
use super::reason::Reason;
use super::record::Record;

/// Where the text of a document comes from. Part of the settings digest: another rule makes other features.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum TextRule {
    /// Nobody has said yet, and no column was recognised.
    Undecided,
    /// One column.
    Column {
        /// Its name.
        column: String,
    },
    /// A task, its input and its answer, joined by newlines; empty ones are left out.
    Instruction {
        /// The task.
        instruction: String,
        /// What it is about; may be missing.
        input: String,
        /// The answer; may be missing.
        output: String,
    },
    /// A list of messages, as "role: content" lines.
    Messages {
        /// The column.
        column: String,
    },
    /// The first of these that gives a text: for files whose rows differ.
    Either {
        /// In order.
        rules: Vec<TextRule>,
    },
}

/// Which columns make a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The text.
    pub text: TextRule,
    /// The id; where it is missing or null, one is made of the file's name and the row number.
    pub id_column: Option<String>,
    /// The token count, where the file has one.
    pub token_column: Option<String>,
    /// Rows whose text is blank are documents too, as the published code has it; set aside otherwise.
    #[serde(default)]
    pub keep_blank: bool,
}

/// A document as a row gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The id, as text: "001" stays "001", and a number keeps all its digits.
    pub id: String,
    /// Whether the id was made because the row has none.
    pub id_made: bool,
    /// The text that models read.
    pub text: String,
    /// What the row is.
    pub kind: RecordKind,
    /// Byte ranges of `text` that are an answer: the output of an instruction, what the assistant says.
    pub answers: Vec<Range<usize>>,
    /// The messages of a conversation.
    pub turns: Vec<Turn>,
    /// The mapped token count; 0 where the column is mapped and holds no number. None where none is mapped.
    pub token_count: Option<u64>,
}

/// The text of a row with what is known about it.
struct Made {
    text: String,
    kind: RecordKind,
    answers: Vec<Range<usize>>,
    turns: Vec<Turn>,
}

impl Mapping {
    /// Makes the document of a row.
    ///
    /// # Errors
    /// The [`Reason`] why the row gives none; [`Reason::Blank`] where its text is blank.
    pub fn apply(&self, record: &Record) -> Result<Mapped, Reason> {
        let Made { text, kind, answers, turns } = self.text.text_of(record, self.keep_blank)?;
        let id = match &self.id_column {
            Some(column) => written(record.value(column)?),
            None => None,
        };
        Ok(Mapped {
            id_made: id.is_none(),
            id: id.unwrap_or_else(|| format!("{}:{}", record.file.name, record.file_row)),
            text,
            kind,
            answers,
            turns,
            token_count: self.token_column.as_ref().map(|column| tokens(record, column)),
        })
    }

    /// The rule that gives the row its text: of several, the first that does.
    #[must_use]
    pub fn rule_of(&self, record: &Record) -> &TextRule {
        self.text.fitting(record, self.keep_blank)
    }

    /// What the rows are by this mapping.
    #[must_use]
    pub fn kind(&self) -> RecordKind {
        self.text.kind()
    }
}

impl TextRule {
    fn kind(&self) -> RecordKind {
        match self {
            Self::Undecided | Self::Column { .. } => RecordKind::Text,
            Self::Instruction { .. } => RecordKind::Instruction,
            Self::Messages { .. } => RecordKind::Chat,
            Self::Either { rules } => rules.first().map_or(RecordKind::Text, Self::kind),
        }
    }

    fn fitting(&self, record: &Record, keep_blank: bool) -> &Self {
        let Self::Either { rules } = self else { return self };
        let gives = |rule: &&Self| rule.text_of(record, keep_blank).is_ok();
        rules.iter().find(gives).map_or(self, |rule| rule.fitting(record, keep_blank))
    }

    fn text_of(&self, record: &Record, keep_blank: bool) -> Result<Made, Reason> {
        let made = match self {
            Self::Undecided => return Err(Reason::TextUndecided),
            Self::Column { column } => {
                let text = required(record, column)?;
                Made { text, kind: RecordKind::Text, answers: Vec::new(), turns: Vec::new() }
            }
            Self::Instruction { instruction, input, output } => {
                let parts = [required(record, instruction)?, optional(record, input)?, optional(record, output)?];
                instruction_text(&parts)
            }
            Self::Messages { column } => messages_text(record, column)?,
            Self::Either { rules } => return first_text(rules, record, keep_blank),
        };
        if !keep_blank && is_blank(&made.text) { Err(Reason::Blank) } else { Ok(made) }
    }
}

/// The first rule's text; where none has one, the first rule's reason.
fn first_text(rules: &[TextRule], record: &Record, keep_blank: bool) -> Result<Made, Reason> {
    let mut reason = None;
    for rule in rules {
        match rule.text_of(record, keep_blank) {
            Ok(text) => return Ok(text),
            Err(why) => reason = reason.or(Some(why)),
        }
    }
    Err(reason.unwrap_or(Reason::TextUndecided))
}

fn instruction_text(parts: &[String; 3]) -> Made {
    let mut text = String::new();
    let mut answers = Vec::new();
    for (at, part) in parts.iter().enumerate().filter(|(_, part)| !part.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(part);
        if at == 2 {
            answers.push(text.len() - part.len()..text.len());
        }
    }
    Made { text, kind: RecordKind::Instruction, answers, turns: Vec::new() }
}

fn messages_text(record: &Record, column: &str) -> Result<Made, Reason> {
    let json = match record.value(column)? {
        None => return Err(missing(column)),
        Some(Value::Nested(json)) => json.to_owned(),
        // A CSV or Parquet cell holds the list as text.
        Some(Value::Text(text)) if text.trim_start().starts_with('[') => text.into_owned(),
        Some(other) => return Err(not_text(column, &other)),
    };
    let mut turns = chat::turns(&json, column)?;
    if let Some(system) = system_beside(record, &turns) {
        turns.insert(0, system);
    }
    let (text, answers) = chat::joined(&turns);
    Ok(Made { text, kind: RecordKind::Chat, answers, turns })
}

/// `ShareGPT` may keep the system message beside the conversation.
fn system_beside(record: &Record, turns: &[Turn]) -> Option<Turn> {
    let Ok(Some(Value::Text(content))) = record.value("system") else {
        return None;
    };
    let wanted = !content.is_empty() && turns.first().is_none_or(|turn| turn.role != "system");
    wanted.then(|| Turn { role: "system".to_owned(), content: content.into_owned() })
}

/// A text that must be there. A number or a truth value is no text: more often than not the wrong column was chosen.
fn required(record: &Record, column: &str) -> Result<String, Reason> {
    match record.value(column)? {
        None => Err(missing(column)),
        Some(Value::Text(text)) => Ok(text.into_owned()),
        Some(other) => Err(not_text(column, &other)),
    }
}

/// A text that may be missing or null.
fn optional(record: &Record, column: &str) -> Result<String, Reason> {
    match record.value(column)? {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::Text(text)) => Ok(text.into_owned()),
        Some(other) => Err(not_text(column, &other)),
    }
}

fn missing(column: &str) -> Reason {
    Reason::MissingColumn { column: column.to_owned() }
}

fn not_text(column: &str, value: &Value<'_>) -> Reason {
    Reason::NotText { column: column.to_owned(), found: value.described().to_owned() }
}

/// An id as it is written in the file; nothing for what names no row.
pub(crate) fn written(value: Option<Value<'_>>) -> Option<String> {
    match value? {
        Value::Text(text) => (!text.is_empty()).then(|| text.into_owned()),
        Value::Number(number) => Some(number.to_owned()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Null | Value::Nested(_) => None,
    }
}

/// A token count: whole numbers as they are, fractions cut, anything else 0, as the published code counts them.
pub(crate) fn tokens(record: &Record, column: &str) -> u64 {
    let digits = match record.value(column) {
        Ok(Some(Value::Number(number))) => number.to_owned(),
        Ok(Some(Value::Text(text))) => text.trim().to_owned(),
        _ => return 0,
    };
    digits.parse().or_else(|_| digits.parse::<f64>().map(|n| n as u64)).unwrap_or(0)
}

/// Nothing but blanks, the ones without width among them.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'))
}
