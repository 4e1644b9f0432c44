//! What the published code computed for the tiny models, read from the fixtures.
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::collections::HashMap;
use std::path::PathBuf;

use selection::Projection;
use serde::Deserialize;

/// The tiny models, by folder.
pub const MODELS: [&str; 4] = ["tiny-llama-tied", "tiny-llama3-untied", "tiny-qwen3-untied", "tiny-smollm3-tied"];

/// One extraction of the published code.
#[derive(Deserialize)]
pub struct Extraction {
    pub top_k: u16,
    pub num_layers: usize,
    pub widths: HashMap<String, usize>,
    pub docs: Vec<Document>,
}

#[derive(Deserialize)]
pub struct Document {
    pub doc: String,
    pub token_ids: Vec<u32>,
    /// `[layers][k]` for each neuron type.
    pub features: HashMap<String, Vec<Vec<u16>>>,
}

pub fn goldens() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/goldens")
}

pub fn model(name: &str) -> PathBuf {
    goldens().join("models").join(name)
}

pub fn extraction(model: &str, batch: u32) -> Extraction {
    let path = goldens().join(format!("extract/{model}.pub.b{batch}.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Raw impacts, `[documents][layers][width]`; only some were kept for batches of six.
pub fn impacts(model: &str, batch: u32, key: &str) -> Option<Vec<f32>> {
    let path = goldens().join(format!("extract/{model}.pub.b{batch}.{key}.npy"));
    let bytes = std::fs::read(path).ok()?;
    assert_eq!(&bytes[..8], b"\x93NUMPY\x01\x00", "an array of format 1.0");
    let header = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let numbers = bytes[10 + header..].chunks_exact(4);
    Some(numbers.map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect())
}

/// The published code's name of a projection: `fwd_up`.
pub fn key(projection: Projection) -> &'static str {
    projection.record_key().trim_end_matches("_feature")
}
