//! A sentence encoder's settings, each read with its bounds before the network is built.

use std::path::Path;

use candle_transformers::models::bert::Config;
use serde_json::Value;

use crate::error::BackboneError;
use crate::families::Settings;
use crate::weights::Damage;
use crate::weights::folder::read_json;

/// Says how many tokens a text is cut to.
pub const LENGTH: &str = "sentence_bert_config.json";
/// Says how tokens become one vector.
pub const POOLING: &str = "1_Pooling/config.json";
/// Far beyond any encoder's settings.
const LIMIT: u64 = 1 << 20;
/// What the published encoder is cut to, where its folder does not say.
const USUAL_LENGTH: usize = 256;

/// Takes a tensor's name and shape.
pub type Take<'a> = dyn FnMut(String, &[usize]) -> Result<(), BackboneError> + 'a;

/// What the files of the folder say.
pub struct SentenceSettings {
    /// The network.
    pub bert: Config,
    /// Tokens read of a text, the two marks counted.
    pub most_tokens: usize,
}

impl SentenceSettings {
    /// Reads and checks them.
    pub fn read(folder: &Path) -> Result<Self, BackboneError> {
        let path = folder.join("config.json");
        let value = read_json(&path, LIMIT, folder)?;
        let text = |error: serde_json::Error| Damage::Text { what: "its settings".into(), reason: error.to_string() };
        check(&Settings(value.as_object().cloned().unwrap_or_default()))?;
        let bert: Config = serde_json::from_value(value)
            .map_err(|error| BackboneError::Damaged { path: path.clone(), damage: text(error) })?;
        check_pooling(folder)?;
        let most_tokens = most_tokens(folder)?.min(bert.max_position_embeddings);
        Ok(Self { bert, most_tokens })
    }

    /// Every tensor of the network with its shape.
    pub fn tensors(&self, take: &mut Take<'_>) -> Result<(), BackboneError> {
        let Config { vocab_size, hidden_size: hidden, intermediate_size: wide, .. } = self.bert;
        let (positions, types) = (self.bert.max_position_embeddings, self.bert.type_vocab_size);
        for (name, rows) in [("word", vocab_size), ("position", positions), ("token_type", types)] {
            take(format!("embeddings.{name}_embeddings.weight"), &[rows, hidden])?;
        }
        let mut both = |name: String, shape: &[usize]| {
            take(format!("{name}.weight"), shape)?;
            take(format!("{name}.bias"), &shape[..1])
        };
        both("embeddings.LayerNorm".into(), &[hidden])?;
        for layer in 0..self.bert.num_hidden_layers {
            let of = |part: &str| format!("encoder.layer.{layer}.{part}");
            for part in ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"]
            {
                both(of(part), &[hidden, hidden])?;
            }
            both(of("intermediate.dense"), &[wide, hidden])?;
            both(of("output.dense"), &[hidden, wide])?;
            both(of("attention.output.LayerNorm"), &[hidden])?;
            both(of("output.LayerNorm"), &[hidden])?;
        }
        Ok(())
    }
}

fn check(settings: &Settings) -> Result<(), BackboneError> {
    let name = settings.text("model_type").unwrap_or("missing");
    if name != "bert" {
        return Err(BackboneError::UnknownArchitecture { found: name.to_owned(), known: vec!["bert"] });
    }
    for key in ["vocab_size", "num_hidden_layers", "intermediate_size", "type_vocab_size"] {
        settings.count(key)?;
    }
    let (hidden, heads) = (settings.count("hidden_size")?, settings.count("num_attention_heads")?);
    if !hidden.is_multiple_of(heads) {
        return Err(settings.wrong("num_attention_heads", "a divisor of hidden_size"));
    }
    if settings.count("max_position_embeddings")? < 3 {
        return Err(settings.wrong("max_position_embeddings", "3 or more"));
    }
    match settings.0.get("layer_norm_eps").and_then(Value::as_f64) {
        Some(epsilon) if epsilon > 0.0 && epsilon < 1.0 => Ok(()),
        _ => Err(settings.wrong("layer_norm_eps", "more than 0, less than 1")),
    }
}

/// The mean over tokens, or nothing.
fn check_pooling(folder: &Path) -> Result<(), BackboneError> {
    let path = folder.join(POOLING);
    if !path.is_file() {
        return Ok(());
    }
    let settings = Settings(read_json(&path, LIMIT, folder)?.as_object().cloned().unwrap_or_default());
    let on = |key: &str| settings.0.get(key).and_then(Value::as_bool);
    if on("pooling_mode_mean_tokens") != Some(true) {
        return Err(settings.wrong("pooling_mode_mean_tokens", "true"));
    }
    let others = ["pooling_mode_cls_token", "pooling_mode_max_tokens", "pooling_mode_mean_sqrt_len_tokens"];
    match others.into_iter().find(|key| on(key) == Some(true)) {
        Some(other) => Err(settings.wrong(other, "false")),
        None => Ok(()),
    }
}

fn most_tokens(folder: &Path) -> Result<usize, BackboneError> {
    let path = folder.join(LENGTH);
    if !path.is_file() {
        return Ok(USUAL_LENGTH);
    }
    let settings = Settings(read_json(&path, LIMIT, folder)?.as_object().cloned().unwrap_or_default());
    match settings.count_or("max_seq_length", USUAL_LENGTH)? {
        0..3 => Err(settings.wrong("max_seq_length", "3 or more")),
        most => Ok(most),
    }
}
