//! GGUF metadata: keys and values. Arrays and texts stay in the file and are read when asked for, so that a header of
//! a few megabytes never takes more memory than that.

use std::collections::HashMap;
use std::ops::Range;

use super::cursor::Cursor;
use crate::weights::Damage;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Any whole number that is not negative.
    Count(u64),
    /// A negative whole number.
    Negative(i64),
    /// A number with a fraction.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// Text, where it lies.
    Text(Range<usize>),
    /// Values of one kind, where the first one lies.
    Array {
        /// Their kind, by the format's number.
        kind: u32,
        /// How many.
        count: u64,
        /// Where they begin.
        start: usize,
    },
}

const TEXT: u32 = 8;
const ARRAY: u32 = 9;

/// Bytes of a kind that is no text and no array.
const fn width(kind: u32) -> Option<u64> {
    match kind {
        0 | 1 | 7 => Some(1),
        2 | 3 => Some(2),
        4..=6 => Some(4),
        10..=12 => Some(8),
        _ => None,
    }
}

/// Everything a file says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    values: HashMap<String, Value>,
}

impl Metadata {
    /// Reads `count` entries.
    pub(super) fn read(cursor: &mut Cursor<'_>, count: u64) -> Result<Self, Damage> {
        let mut values = HashMap::new();
        for _ in 0..count {
            let key = cursor.name("a metadata key")?.to_owned();
            let kind = cursor.u32("a metadata type")?;
            let value = read_value(cursor, kind)?;
            if values.insert(key.clone(), value).is_some() {
                return Err(Damage::Twice { what: format!("metadata {key}") });
            }
        }
        Ok(Self { values })
    }

    /// A value by its key.
    pub(super) fn value(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// A whole number.
    pub(super) fn count(&self, key: &str) -> Option<u64> {
        match self.values.get(key) {
            Some(Value::Count(count)) => Some(*count),
            _ => None,
        }
    }

    /// Text.
    pub(super) fn text<'a>(&self, key: &str, bytes: &'a [u8]) -> Option<&'a str> {
        match self.values.get(key) {
            Some(Value::Text(range)) => std::str::from_utf8(bytes.get(range.clone())?).ok(),
            _ => None,
        }
    }

    /// A list of texts; nothing where the key is missing, of another kind, or holds what is no UTF-8.
    pub(super) fn texts<'a>(&self, key: &str, bytes: &'a [u8]) -> Option<Vec<&'a str>> {
        let Some(&Value::Array { kind: TEXT, count, start }) = self.values.get(key) else {
            return None;
        };
        let mut cursor = Cursor::at(bytes, start);
        (0..count).map(|_| std::str::from_utf8(&bytes[cursor.text_range("a text").ok()?]).ok()).collect()
    }

    /// A list of 32-bit whole numbers.
    pub(super) fn numbers(&self, key: &str, bytes: &[u8]) -> Option<Vec<u32>> {
        let Some(&Value::Array { kind: 4 | 5, count, start }) = self.values.get(key) else {
            return None;
        };
        let mut cursor = Cursor::at(bytes, start);
        (0..count).map(|_| cursor.u32("a number").ok()).collect()
    }
}

fn read_value(cursor: &mut Cursor<'_>, kind: u32) -> Result<Value, Damage> {
    match kind {
        TEXT => cursor.text_range("a metadata text").map(Value::Text),
        ARRAY => read_array(cursor),
        _ => {
            let width = width(kind).ok_or_else(|| unknown(kind))?;
            let bytes = cursor.take(width, "a metadata value")?;
            Ok(scalar(kind, bytes))
        }
    }
}

/// Walks an array once: its end must be known to find the next key.
fn read_array(cursor: &mut Cursor<'_>) -> Result<Value, Damage> {
    let kind = cursor.u32("an array's type")?;
    let least = if kind == TEXT { 8 } else { width(kind).ok_or_else(|| unknown(kind))? };
    let count = cursor.count(least, "array entries")?;
    let start = cursor.position();
    if kind == TEXT {
        for _ in 0..count {
            cursor.text_range("an array's text")?;
        }
    } else {
        cursor.take(count * least, "an array")?;
    }
    Ok(Value::Array { kind, count, start })
}

fn scalar(kind: u32, bytes: &[u8]) -> Value {
    let mut wide = [0u8; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    let unsigned = u64::from_le_bytes(wide);
    let bits = 8 * bytes.len() as u32;
    match kind {
        6 => Value::Number(f64::from(f32::from_bits(unsigned as u32))),
        12 => Value::Number(f64::from_bits(unsigned)),
        7 => Value::Flag(unsigned != 0),
        1 | 3 | 5 | 11 => {
            let signed = (unsigned << (64 - bits)) as i64 >> (64 - bits);
            u64::try_from(signed).map_or(Value::Negative(signed), Value::Count)
        }
        _ => Value::Count(unsigned),
    }
}

fn unknown(kind: u32) -> Damage {
    Damage::Unknown { what: "a metadata type".to_owned(), found: kind.to_string() }
}
