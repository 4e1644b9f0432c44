//! cfg.json of both formats, each value read with its bounds: a foreign file says them.

use std::path::Path;

use serde_json::{Map, Value};

use super::AutoencoderError;
use crate::weights::folder::read_json;

/// The file of the settings.
pub(super) const SETTINGS: &str = "cfg.json";
/// Far beyond any autoencoder's settings.
const SETTINGS_LIMIT: u64 = 1 << 20;
/// Beyond any width or number of latents; keeps the product of two far from overflow.
const MOST: u64 = 1 << 26;

/// cfg.json, each value read with its bounds.
pub(super) struct Settings(Map<String, Value>);

impl Settings {
    /// Reads the file.
    pub fn read(folder: &Path) -> Result<Self, AutoencoderError> {
        match read_json(&folder.join(SETTINGS), SETTINGS_LIMIT, folder)? {
            Value::Object(settings) => Ok(Self(settings)),
            other => Err(AutoencoderError::Setting { key: SETTINGS, found: kind(&other), wanted: "a JSON object" }),
        }
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    /// A whole number of at least one.
    pub fn count(&self, key: &'static str) -> Result<usize, AutoencoderError> {
        count(key, self.value(key))
    }

    /// Likewise, where it is there and not zero.
    pub fn count_if(&self, key: &'static str) -> Result<Option<usize>, AutoencoderError> {
        match self.value(key) {
            None => Ok(None),
            Some(value) if value.as_u64() == Some(0) => Ok(None),
            value => count(key, value).map(Some),
        }
    }

    /// A whole number inside another object.
    pub fn count_in(&self, object: &str, key: &'static str) -> Result<usize, AutoencoderError> {
        count(key, self.value(object).and_then(|inner| inner.get(key)))
    }

    /// True or false, with a default.
    pub fn flag(&self, key: &'static str, default: bool) -> Result<bool, AutoencoderError> {
        match self.value(key) {
            None => Ok(default),
            Some(Value::Bool(value)) => Ok(*value),
            Some(other) => Err(AutoencoderError::Setting { key, found: kind(other), wanted: "true or false" }),
        }
    }

    /// A text, where it is there.
    pub fn text(&self, key: &'static str) -> Result<Option<&str>, AutoencoderError> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(AutoencoderError::Setting { key, found: kind(other), wanted: "a text" }),
        }
    }

    /// A text inside another object.
    pub fn text_in(&self, object: &str, key: &str) -> Option<&str> {
        self.value(object).and_then(|inner| inner.get(key)).and_then(Value::as_str)
    }
}

fn count(key: &'static str, value: Option<&Value>) -> Result<usize, AutoencoderError> {
    if let Some(count @ 1..=MOST) = value.and_then(Value::as_u64) {
        return Ok(count as usize);
    }
    let found = value.map_or_else(|| "missing".to_owned(), kind);
    Err(AutoencoderError::Setting { key, found, wanted: "a whole number from 1 to 67108864" })
}

/// A value in a few letters.
fn kind(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => other.to_string().chars().take(40).collect(),
    }
}
