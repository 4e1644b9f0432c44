//! A model's settings under the names of config.json, each read with its bounds: a foreign file says them.

use serde_json::{Map, Value};

use crate::error::BackboneError;
use crate::ops::Activation;

/// Beyond any model; keeps products of two settings far from overflow.
const MOST: u64 = 1 << 24;

/// config.json, or what a GGUF file says in its place.
#[derive(Debug, Clone, Default)]
pub struct Settings(pub Map<String, Value>);

impl Settings {
    /// Whether the key is there, null included.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    /// A whole number of at least one.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when it is missing, zero, or beyond any model.
    pub fn count(&self, key: &str) -> Result<usize, BackboneError> {
        self.count_if(key)?.ok_or_else(|| self.wrong(key, "a whole number"))
    }

    /// Likewise, with a default.
    ///
    /// # Errors
    /// As [`Settings::count`], where the key is there.
    pub fn count_or(&self, key: &str, default: usize) -> Result<usize, BackboneError> {
        Ok(self.count_if(key)?.unwrap_or(default))
    }

    /// Likewise, or nothing.
    ///
    /// # Errors
    /// As [`Settings::count`], where the key is there.
    pub fn count_if(&self, key: &str) -> Result<Option<usize>, BackboneError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        match value.as_u64() {
            Some(count @ 1..=MOST) => Ok(Some(count as usize)),
            _ => Err(self.wrong(key, "a whole number from 1 to 16777216")),
        }
    }

    /// A layer's number, where zero is one too, with a default.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when it is anything else.
    pub fn layer_or(&self, key: &str, default: usize) -> Result<usize, BackboneError> {
        let Some(value) = self.value(key) else {
            return Ok(default);
        };
        let layer = value.as_u64().filter(|&layer| layer <= MOST);
        layer.map(|layer| layer as usize).ok_or_else(|| self.wrong(key, "a layer's number"))
    }

    /// A positive finite number, with a default.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when it is anything else.
    pub fn number_or(&self, key: &str, default: f64) -> Result<f64, BackboneError> {
        let Some(value) = self.value(key) else {
            return Ok(default);
        };
        value.as_f64().filter(|x| x.is_finite() && *x > 0.0).ok_or_else(|| self.wrong(key, "a positive number"))
    }

    /// True or false, with a default.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when it is anything else.
    pub fn flag_or(&self, key: &str, default: bool) -> Result<bool, BackboneError> {
        let Some(value) = self.value(key) else {
            return Ok(default);
        };
        value.as_bool().ok_or_else(|| self.wrong(key, "true or false"))
    }

    /// One truth a layer (0 and 1 count as false and true), if the list is there.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when it has another length or other entries.
    pub fn flags_if(&self, key: &str, layers: usize) -> Result<Option<Vec<bool>>, BackboneError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        let truth = |entry: &Value| entry.as_bool().or_else(|| entry.as_u64().map(|number| number != 0));
        let flags: Option<Vec<bool>> = value.as_array().and_then(|list| list.iter().map(truth).collect());
        match flags {
            Some(flags) if flags.len() == layers => Ok(Some(flags)),
            _ => Err(self.wrong(key, "a list of one 0 or 1 a layer")),
        }
    }

    /// Which layers `layer_types` calls sliding, if it is there.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when it has another length or names another kind of layer.
    pub fn sliding_layers(&self, layers: usize) -> Result<Option<Vec<bool>>, BackboneError> {
        let Some(value) = self.value("layer_types") else {
            return Ok(None);
        };
        let slides = |entry: &Value| match entry.as_str() {
            Some("sliding_attention") => Some(true),
            Some("full_attention") => Some(false),
            _ => None,
        };
        let types: Option<Vec<bool>> = value.as_array().and_then(|list| list.iter().map(slides).collect());
        match types {
            Some(types) if types.len() == layers => Ok(Some(types)),
            _ => Err(self.wrong("layer_types", "one of full_attention and sliding_attention a layer")),
        }
    }

    /// A gate's non-linearity.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when it is not known.
    pub fn activation(&self, key: &str, default: Activation) -> Result<Activation, BackboneError> {
        match self.value(key).map(|value| value.as_str().unwrap_or_default()) {
            None => Ok(default),
            Some("silu" | "swish") => Ok(Activation::Silu),
            Some("gelu_pytorch_tanh" | "gelu_new") => Ok(Activation::GeluTanh),
            Some("gelu") => Ok(Activation::Gelu),
            Some(_) => Err(self.wrong(key, "silu, gelu or gelu_pytorch_tanh")),
        }
    }

    /// Settings nested under a key; empty where there are none.
    #[must_use]
    pub fn nested(&self, key: &str) -> Self {
        Self(self.value(key).and_then(Value::as_object).cloned().unwrap_or_default())
    }

    /// Text, or nothing.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.value(key).and_then(Value::as_str)
    }

    /// The base of rope's wavelengths: at the top, or in newer files under `rope_parameters`.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when it is no positive number.
    pub fn rope_theta(&self, default: f64) -> Result<f64, BackboneError> {
        let newer = self.nested("rope_parameters");
        let newer = if newer.has("full_attention") { newer.nested("full_attention") } else { newer };
        newer.number_or("rope_theta", self.number_or("rope_theta", default)?)
    }

    /// The same for layers with a window, where they have their own.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when it is no positive number.
    pub fn local_rope_theta(&self, default: f64) -> Result<f64, BackboneError> {
        let newer = self.nested("rope_parameters").nested("sliding_attention");
        newer.number_or("rope_theta", self.number_or("rope_local_base_freq", default)?)
    }

    /// Refuses a setting that would change the computation in a way nobody here computes.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when it is there and not null.
    pub fn must_be_absent(&self, key: &str) -> Result<(), BackboneError> {
        if self.value(key).is_some() { Err(self.wrong(key, "none")) } else { Ok(()) }
    }

    /// Refuses a part that does not divide its whole.
    ///
    /// # Errors
    /// [`BackboneError::Setting`] saying so.
    pub fn divides(&self, key: &str, part: usize, whole: usize) -> Result<(), BackboneError> {
        if whole.is_multiple_of(part) {
            return Ok(());
        }
        Err(BackboneError::Setting {
            key: key.to_owned(),
            found: self.value(key).map_or_else(|| whole.to_string(), ToString::to_string),
            wanted: format!("numbers of which {part} divides {whole}"),
        })
    }

    /// The error for a setting that is not as it should be.
    #[must_use]
    pub fn wrong(&self, key: &str, wanted: &str) -> BackboneError {
        let found = self.value(key).map_or_else(|| "missing".to_owned(), ToString::to_string);
        BackboneError::Setting { key: key.to_owned(), found, wanted: wanted.to_owned() }
    }
}
