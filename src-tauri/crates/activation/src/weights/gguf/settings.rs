//! GGUF metadata under the names of config.json, so that a family reads one kind of settings.

use serde_json::{Map, Number, Value as Json, json};

use super::GgufFile;
use super::metadata::Value;
use crate::error::BackboneError;
use crate::families::Settings;

/// GGUF's names after the architecture, and those of config.json.
const NAMES: [(&str, &str); 11] = [
    ("block_count", "num_hidden_layers"),
    ("embedding_length", "hidden_size"),
    ("feed_forward_length", "intermediate_size"),
    ("context_length", "max_position_embeddings"),
    ("attention.head_count", "num_attention_heads"),
    ("attention.head_count_kv", "num_key_value_heads"),
    ("attention.key_length", "head_dim"),
    ("attention.layer_norm_rms_epsilon", "rms_norm_eps"),
    ("rope.freq_base", "rope_theta"),
    ("rope.dimension_count", "rope_dimensions"),
    ("expert_count", "expert_count"),
];

/// The settings of a GGUF file.
///
/// # Errors
/// [`BackboneError::Setting`] for what would change the computation and is not computed: experts, partial rope,
/// stretched rope of unknown kind.
pub fn of(file: &GgufFile) -> Result<Settings, BackboneError> {
    let architecture = file.architecture()?.to_owned();
    let mut map = Map::new();
    for (theirs, ours) in NAMES {
        if let Some(value) = file.metadata.value(&format!("{architecture}.{theirs}")) {
            map.insert(ours.to_owned(), plain(value));
        }
    }
    let vocabulary = file.entries.get("token_embd.weight").and_then(|entry| entry.shape.first());
    map.insert("vocab_size".to_owned(), json!(vocabulary));
    map.insert("tie_word_embeddings".to_owned(), json!(!file.entries.contains_key("output.weight")));
    map.insert("attention_bias".to_owned(), json!(file.entries.contains_key("blk.0.attn_q.bias")));
    map.insert("mlp_bias".to_owned(), json!(file.entries.contains_key("blk.0.ffn_up.bias")));
    map.insert("rope_scaling".to_owned(), rope_scaling(file, &architecture));
    let settings = Settings(map);
    check(&settings)?;
    Ok(settings)
}

fn rope_scaling(file: &GgufFile, architecture: &str) -> Json {
    let kind = file.text(&format!("{architecture}.rope.scaling.type"));
    match kind {
        None | Some("none") => Json::Null,
        Some(kind) => {
            let factor = file.metadata.value(&format!("{architecture}.rope.scaling.factor")).map(plain);
            json!({ "rope_type": kind, "factor": factor })
        }
    }
}

fn check(settings: &Settings) -> Result<(), BackboneError> {
    if settings.0.get("expert_count").is_some_and(|count| count.as_u64() != Some(0)) {
        return Err(settings.wrong("expert_count", "0: mixtures of experts are not read"));
    }
    let heads = settings.count("num_attention_heads")?;
    let head = settings.count_or("head_dim", settings.count("hidden_size")? / heads)?;
    if settings.count_or("rope_dimensions", head)? != head {
        return Err(settings.wrong("rope_dimensions", &format!("{head}, a whole head")));
    }
    Ok(())
}

/// Lists (of one entry a layer) and texts have no place among these settings: they come out as null or as a list, and
/// reading them as a number says so.
fn plain(value: &Value) -> Json {
    match value {
        Value::Count(count) => json!(count),
        Value::Negative(number) => json!(number),
        Value::Number(number) => Number::from_f64(*number).map_or(json!("no number"), Json::Number),
        Value::Flag(flag) => json!(flag),
        Value::Text(_) => json!("a text"),
        Value::Array { count, .. } => json!(format!("a list of {count}")),
    }
}
