//! One document, whole.

use super::table::kind_of;
use super::texts::excerpt;
use crate::formats::{Mapped, Record, RecordKind, Value};
use crate::operations::data::{DocumentQuery, DocumentView, Field, Turn};
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::store::{StoreError, document, meta};

/// Characters of a text that are shown.
const MOST_CHARACTERS: usize = 1_000_000;
/// Characters of a field that are shown.
const MOST_FIELD: usize = 100_000;

/// One document with its text, turns, fields and counts.
pub fn view(session: &Session, query: &DocumentQuery) -> Result<DocumentView, Failure> {
    let row = query.row;
    let (found, record, mapped, model) = session.read(|c| {
        let found = document::one(c, row)?.ok_or(StoreError::NoSuch { what: "document", id: row })?;
        let (record, mapped) = session.texts.document(c, row)?;
        Ok((found, record, mapped, meta::value(c, meta::CURRENT_MODEL)?))
    })?;
    let counted = match model {
        Some(model) => crate::reading::loaded::tokens_of(session, &model, row)?,
        None => None,
    };
    let text = excerpt(&mapped.text, MOST_CHARACTERS);
    Ok(DocumentView {
        row,
        id: found.id,
        kind: kind_of(found.kind),
        shortened: text.len() < mapped.text.len(),
        text,
        turns: turns(mapped),
        fields: fields(&record)?,
        file: record.file.name.to_string(),
        line: found.line,
        tokens: found.tokens.or(counted.map(|[whole, _]| u64::from(whole))),
        read_tokens: counted.map(|[_, read]| u64::from(read)),
    })
}

/// The conversation; an instruction and its answer are one too.
fn turns(mapped: Mapped) -> Vec<Turn> {
    if let (RecordKind::Instruction, [answer]) = (mapped.kind, mapped.answers.as_slice()) {
        let (asked, answered) = (mapped.text[..answer.start].trim_end(), &mapped.text[answer.clone()]);
        let turn =
            |role: &str, content: &str| Turn { role: role.to_owned(), content: excerpt(content, MOST_CHARACTERS) };
        return vec![turn("user", asked), turn("assistant", answered)];
    }
    mapped.turns.into_iter().map(|turn| Turn { role: turn.role, content: turn.content }).collect()
}

fn fields(record: &Record) -> Result<Vec<Field>, Failure> {
    let broken =
        |reason: crate::formats::Reason| Failure::new(FailureCode::Internal).text("detail", reason.to_string());
    record
        .fields
        .names()
        .map(|name| {
            let value = record.value(name).map_err(broken)?.map_or_else(String::new, |value| shown(&value));
            Ok(Field { name: name.to_owned(), value: excerpt(&value, MOST_FIELD) })
        })
        .collect()
}

/// A value as text: texts as they are, all else as it is written.
pub fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(spelling) => (*spelling).to_owned(),
        Value::Text(text) => text.clone().into_owned(),
        Value::Nested(json) => (*json).to_owned(),
    }
}
