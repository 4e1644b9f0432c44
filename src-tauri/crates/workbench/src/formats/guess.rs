//! What a file's columns are, guessed from their names and first values.

use super::found::{Column, Found};
use super::mapping::{Mapping, TextRule};

const IDS: [&str; 6] = ["docid", "id", "doc_id", "_id", "uid", "uuid"];
const TEXTS: [&str; 6] = ["doc", "text", "content", "document", "body", "sentence"];
const TOKENS: [&str; 3] = ["token_num", "token_count", "num_tokens"];
const CHATS: [&str; 3] = ["messages", "conversations", "conversation"];
const INPUTS: [&str; 3] = ["input", "context", "inputs"];
const OUTPUTS: [&str; 4] = ["output", "response", "answer", "completion"];
const TASKS: [&str; 4] = ["instruction", "prompt", "question", "query"];

/// Guesses the mapping of a source. A text column wins over instructions and messages; where some of the first rows lack
/// it and have the others, each row is taken as what it is.
#[must_use]
pub fn guess(found: &Found) -> Mapping {
    Mapping {
        text: text_rule(found),
        id_column: first(found, &IDS).map(|c| c.name.clone()),
        token_column: first(found, &TOKENS).map(|c| c.name.clone()),
        keep_blank: false,
    }
}

fn text_rule(found: &Found) -> TextRule {
    let mut rules: Vec<TextRule> = Vec::new();
    let texts: Vec<&Column> =
        TEXTS.iter().filter_map(|name| named(found, name)).filter(|c| has_text(found, c)).collect();
    if let Some(column) = texts.first() {
        rules.push(TextRule::Column { column: column.name.clone() });
        if column.seen == found.sampled {
            return rules.remove(0);
        }
    }
    rules.extend(instruction(found));
    rules.extend(chat(found));
    if found.files > 1 {
        // Files of one folder may call their text by different names.
        rules.extend(texts.iter().skip(1).map(|c| TextRule::Column { column: c.name.clone() }));
    }
    match rules.len() {
        0 => only_text(found),
        1 => rules.remove(0),
        _ => TextRule::Either { rules },
    }
}

fn instruction(found: &Found) -> Option<TextRule> {
    let task = first(found, &TASKS).filter(|c| has_text(found, c))?;
    let output = first(found, &OUTPUTS)?;
    let name = |column: Option<&Column>, usual: &str| column.map_or(usual, |c| &c.name).to_owned();
    Some(TextRule::Instruction {
        instruction: task.name.clone(),
        input: name(first(found, &INPUTS), "input"),
        output: output.name.clone(),
    })
}

fn chat(found: &Found) -> Option<TextRule> {
    let is_list = |c: &&Column| c.samples.iter().any(|sample| sample.trim_start().starts_with('['));
    let column = CHATS.iter().filter_map(|name| named(found, name)).find(is_list)?;
    Some(TextRule::Messages { column: column.name.clone() })
}

/// The text where only one column holds words at all.
fn only_text(found: &Found) -> TextRule {
    let words = |c: &&Column| c.samples.iter().any(|sample| sample.trim().contains(char::is_whitespace));
    let mut candidates = found.columns.iter().filter(|c| c.texts > 0).filter(words);
    match (candidates.next(), candidates.next()) {
        (Some(column), None) => TextRule::Column { column: column.name.clone() },
        _ => TextRule::Undecided,
    }
}

/// Whether a column that is called like a text holds any; without rows its name must do.
fn has_text(found: &Found, column: &Column) -> bool {
    column.texts > 0 || found.sampled == 0 || column.seen == 0
}

fn first<'a>(found: &'a Found, names: &[&str]) -> Option<&'a Column> {
    names.iter().find_map(|name| named(found, name))
}

/// A column by name, whatever its capitals; the exact spelling wins.
fn named<'a>(found: &'a Found, name: &str) -> Option<&'a Column> {
    found.column(name).or_else(|| found.columns.iter().find(|c| c.name.eq_ignore_ascii_case(name)))
}
