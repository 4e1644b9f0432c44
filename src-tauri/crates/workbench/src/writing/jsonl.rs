//! A row as one line of JSON.

use super::extra::{Extra, ExtraValue, json_text};
use crate::formats::{Record, RowFormat, Value};

/// Appends the row as one line, with its line feed.
pub(super) fn line(record: &Record, extras: &[Extra], values: &[ExtraValue], out: &mut Vec<u8>) {
    let is_json = matches!(record.file.format, RowFormat::Json | RowFormat::Parquet { .. });
    let replaced = || record.fields.names().any(|name| extras.iter().any(|extra| extra.name == name));
    if is_json && (extras.is_empty() || !replaced()) {
        verbatim(&record.raw, extras, values, out);
    } else {
        object(record, extras, values, out);
    }
    out.push(b'\n');
}

/// The row's own bytes, added fields before the closing brace.
fn verbatim(raw: &[u8], extras: &[Extra], values: &[ExtraValue], out: &mut Vec<u8>) {
    let from = out.len();
    // Between fields a line break is a blank; inside a text JSON has none.
    out.extend(raw.iter().map(|&b| if matches!(b, b'\n' | b'\r') { b' ' } else { b }));
    if extras.is_empty() {
        return;
    }
    let Some(brace) = out.iter().rposition(|&b| b == b'}') else {
        return;
    };
    out.truncate(brace);
    let mut empty = out[from..].iter().all(|&b| b == b'{' || b.is_ascii_whitespace());
    for (extra, value) in extras.iter().zip(values) {
        field(&extra.name, &value.json(), &mut empty, out);
    }
    out.push(b'}');
}

/// The row's values one by one, those that an added column replaces left out.
fn object(record: &Record, extras: &[Extra], values: &[ExtraValue], out: &mut Vec<u8>) {
    out.push(b'{');
    let mut empty = true;
    for (name, value) in record.values() {
        if !extras.iter().any(|extra| extra.name == name) {
            field(name, &json_of(&value), &mut empty, out);
        }
    }
    for (extra, value) in extras.iter().zip(values) {
        field(&extra.name, &value.json(), &mut empty, out);
    }
    out.push(b'}');
}

pub(super) fn field(name: &str, json: &str, empty: &mut bool, out: &mut Vec<u8>) {
    if !std::mem::take(empty) {
        out.extend_from_slice(b", ");
    }
    out.extend_from_slice(json_text(name).as_bytes());
    out.extend_from_slice(b": ");
    out.extend(json.bytes().map(|b| if matches!(b, b'\n' | b'\r') { b' ' } else { b }));
}

fn json_of(value: &Value<'_>) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(json) | Value::Nested(json) => (*json).to_owned(),
        Value::Text(text) => json_text(text),
    }
}

/// Appends a line for the Parquet encoder: what goes into a text column and is none becomes its JSON text.
pub(super) fn typed_line(
    record: &Record,
    is_text: impl Fn(&str) -> bool,
    extras: &[Extra],
    values: &[ExtraValue],
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    let mut empty = true;
    for (name, value) in record.values() {
        let json = match &value {
            Value::Number(json) | Value::Nested(json) if is_text(name) => json_text(json),
            Value::Bool(yes) if is_text(name) => json_text(&yes.to_string()),
            value => json_of(value),
        };
        if !extras.iter().any(|extra| extra.name == name) {
            field(name, &json, &mut empty, out);
        }
    }
    for (extra, value) in extras.iter().zip(values) {
        field(&extra.name, &value.json(), &mut empty, out);
    }
    out.extend_from_slice(b"}\n");
}
