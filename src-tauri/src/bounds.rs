//! How much one request of the window may hold, checked before any of it is looked at.
//!
//! The bounds are far above what the window sends (its largest request is a pasted text of a million characters) and far
//! below what would take the memory of the app. Shorter bounds of single fields, like names and notes, are the workbench's.
//! The nesting is bound where the bytes become JSON: 128 levels.

use serde_json::Value;
use workbench::operations::{Failure, FailureCode};

/// Bytes of all texts of a request, the names of its fields among them.
pub const MOST_BYTES: usize = 8 << 20;
/// Numbers, texts, lists and fields of a request, counted alike.
pub const MOST_VALUES: usize = 1_000_000;

/// What a request holds.
#[derive(Default)]
struct Held {
    bytes: usize,
    values: usize,
}

/// The request, where it is within the bounds.
///
/// # Errors
/// [`FailureCode::RequestTooLarge`] with what was found and what is allowed.
pub fn within(request: Value) -> Result<Value, Failure> {
    let mut held = Held::default();
    held.count(&request);
    for (what, found, most) in [("bytes", held.bytes, MOST_BYTES), ("values", held.values, MOST_VALUES)] {
        if found > most {
            let failure = Failure::new(FailureCode::RequestTooLarge).text("what", what);
            return Err(failure.number("found", found as f64).number("most", most as f64));
        }
    }
    Ok(request)
}

impl Held {
    fn count(&mut self, value: &Value) {
        self.values += 1;
        match value {
            Value::String(text) => self.bytes += text.len(),
            Value::Array(list) => list.iter().for_each(|one| self.count(one)),
            Value::Object(fields) => {
                for (name, one) in fields {
                    self.bytes += name.len();
                    self.count(one);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}
