//! The named values of one row, found once and decoded when asked for.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::Deserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::dialect::Cells;
use super::reason::Reason;

/// One value of a row. Numbers keep their spelling, so nothing is rounded on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// JSON null, or a null of a Parquet column.
    Null,
    /// True or false.
    Bool(bool),
    /// A number as it is written.
    Number(&'a str),
    /// A text.
    Text(Cow<'a, str>),
    /// An object or a list, as JSON.
    Nested(&'a str),
}

impl Value<'_> {
    /// What this is, with its article, for sentences.
    #[must_use]
    pub fn described(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Nested(json) if json.starts_with('[') => "a list",
            Self::Nested(_) => "an object",
        }
    }
}

/// Where the named values of a row lie in its bytes.
#[derive(Debug, Clone)]
pub enum Fields {
    /// The fields of a JSON object.
    Json(JsonFields),
    /// The cells of a CSV or TSV row.
    Cells(Cells),
    /// A text file: `id` is its name, `text` its content.
    Text {
        /// Path inside the folder, or the file's name.
        name: Arc<str>,
    },
}

impl Fields {
    /// The value of this name; of several fields of one name, the last, as JSON readers do.
    ///
    /// # Errors
    /// [`Reason::BrokenEscape`] when the text cannot be decoded.
    pub fn value<'a>(&'a self, raw: &'a [u8], name: &str) -> Result<Option<Value<'a>>, Reason> {
        match self {
            Self::Json(fields) => fields.value(raw, name),
            Self::Cells(cells) => Ok(cells.value(name).map(|cell| Value::Text(Cow::Borrowed(cell)))),
            Self::Text { name: file } => Ok(match name {
                "id" => Some(Value::Text(Cow::Borrowed(file))),
                "text" => std::str::from_utf8(raw).ok().map(|text| Value::Text(Cow::Borrowed(text))),
                _ => None,
            }),
        }
    }

    /// Names and values in their order in the row; a value that cannot be decoded is left out.
    #[must_use]
    pub fn values<'a>(&'a self, raw: &'a [u8]) -> Box<dyn Iterator<Item = (&'a str, Value<'a>)> + 'a> {
        match self {
            Self::Json(fields) => Box::new(fields.values(raw)),
            Self::Cells(cells) => Box::new(cells.values().map(|(name, cell)| (name, Value::Text(Cow::Borrowed(cell))))),
            Self::Text { .. } => {
                Box::new(["id", "text"].into_iter().filter_map(|name| Some((name, self.value(raw, name).ok()??))))
            }
        }
    }

    /// The names in their order in the row.
    #[must_use]
    pub fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::Json(fields) => Box::new(fields.spans.iter().map(|s| &*s.key)),
            Self::Cells(cells) => Box::new(cells.names()),
            Self::Text { .. } => Box::new(["id", "text"].into_iter()),
        }
    }
}

#[derive(Debug, Clone)]
struct Span {
    key: Box<str>,
    start: u32,
    end: u32,
}

impl Span {
    fn json<'a>(&self, raw: &'a [u8]) -> Option<&'a str> {
        std::str::from_utf8(raw.get(self.start as usize..self.end as usize)?).ok()
    }
}

/// Keys of a JSON object and the places of their values in the row's bytes.
#[derive(Debug, Clone)]
pub struct JsonFields {
    spans: Vec<Span>,
}

impl JsonFields {
    /// Parses one row.
    ///
    /// # Errors
    /// A [`Reason`] when it is not UTF-8, nested too deep, not JSON, or no object.
    pub fn parse(raw: &[u8], depth: usize) -> Result<Self, Reason> {
        let text = std::str::from_utf8(raw).map_err(|e| Reason::NotUtf8 { at: e.valid_up_to() as u64 })?;
        if is_deeper(raw, depth) {
            return Err(Reason::TooDeep { limit: depth as u64 });
        }
        let mut parser = serde_json::Deserializer::from_str(text);
        if !text.trim_start().starts_with('{') {
            return Err(not_an_object(text));
        }
        let spans = parser
            .deserialize_map(SpanVisitor { base: raw.as_ptr() as usize })
            .and_then(|spans| parser.end().map(|()| spans))
            .map_err(|e| not_json(&e))?;
        Ok(Self { spans })
    }

    fn value<'a>(&'a self, raw: &'a [u8], name: &str) -> Result<Option<Value<'a>>, Reason> {
        let Some(span) = self.spans.iter().rev().find(|s| &*s.key == name) else {
            return Ok(None);
        };
        span.json(raw).map(|json| decode(json, name)).transpose()
    }

    fn values<'a>(&'a self, raw: &'a [u8]) -> impl Iterator<Item = (&'a str, Value<'a>)> {
        self.spans.iter().filter_map(|span| Some((&*span.key, decode(span.json(raw)?, "").ok()?)))
    }
}

/// Reads one JSON value that is known to be well formed.
pub(super) fn decode<'a>(json: &'a str, name: &str) -> Result<Value<'a>, Reason> {
    Ok(match json.as_bytes().first() {
        Some(b'"') => {
            let inner = &json[1..json.len() - 1];
            if inner.contains('\\') {
                let text = serde_json::from_str::<String>(json);
                Value::Text(Cow::Owned(text.map_err(|_| Reason::BrokenEscape { column: name.to_owned() })?))
            } else {
                Value::Text(Cow::Borrowed(inner))
            }
        }
        Some(b'{' | b'[') => Value::Nested(json),
        Some(b't') => Value::Bool(true),
        Some(b'f') => Value::Bool(false),
        Some(b'n') | None => Value::Null,
        Some(_) => Value::Number(json),
    })
}

fn not_an_object(text: &str) -> Reason {
    if let Err(e) = serde_json::from_str::<IgnoredAny>(text) {
        return not_json(&e);
    }
    let found = decode(text.trim(), "").map_or("a text", |value| value.described());
    Reason::NotAnObject { found: found.to_owned() }
}

fn not_json(error: &serde_json::Error) -> Reason {
    let words = error.to_string();
    let problem = if error.is_eof() { "it ends too early" } else { words.split(" at line ").next().unwrap_or(&words) };
    Reason::NotJson { at: error.column() as u64, problem: problem.to_owned() }
}

/// Whether brackets nest deeper than `limit`. Counting them first spares the careful scan of almost every row.
fn is_deeper(raw: &[u8], limit: usize) -> bool {
    let opening = raw.iter().filter(|&&b| b == b'[' || b == b'{').count();
    opening > limit && Nesting::default().deepest(raw) > limit
}

/// Follows strings and brackets through JSON bytes, without a stack.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Nesting {
    pub(super) depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    /// Takes one byte; true when a value that began with a bracket or a quotation mark ends with it.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_string = false;
                    return self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }

    fn deepest(mut self, raw: &[u8]) -> usize {
        let mut deepest = 0;
        for &byte in raw {
            self.take(byte);
            deepest = deepest.max(self.depth);
        }
        deepest
    }
}

struct SpanVisitor {
    base: usize,
}

impl<'de> Visitor<'de> for SpanVisitor {
    type Value = Vec<Span>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with named fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut spans = Vec::with_capacity(8);
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            let json = value.get();
            let start = json.as_ptr() as usize - self.base;
            spans.push(Span { key: key.into_boxed_str(), start: start as u32, end: (start + json.len()) as u32 });
        }
        Ok(spans)
    }
}
