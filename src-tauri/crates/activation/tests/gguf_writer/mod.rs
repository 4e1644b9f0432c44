//! Writes a tiny model folder as the GGUF file that llama.cpp's converter would make of it, f32 weights and all.
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::collections::BTreeMap;
use std::path::Path;

use candle_core::{Device, Tensor};
use serde_json::Value;

const ALIGNMENT: usize = 32;

/// A file in the making.
#[derive(Default)]
pub struct Gguf {
    entries: u64,
    metadata: Vec<u8>,
    tensors: Vec<(String, Vec<u64>, Vec<u8>)>,
}

impl Gguf {
    pub fn text(&mut self, key: &str, value: &str) {
        self.key(key, 8);
        put_text(&mut self.metadata, value);
    }

    pub fn count(&mut self, key: &str, value: u32) {
        self.key(key, 4);
        self.metadata.extend(value.to_le_bytes());
    }

    pub fn number(&mut self, key: &str, value: f32) {
        self.key(key, 6);
        self.metadata.extend(value.to_le_bytes());
    }

    pub fn texts(&mut self, key: &str, values: &[String]) {
        self.array(key, 8, values.len());
        for value in values {
            put_text(&mut self.metadata, value);
        }
    }

    pub fn numbers(&mut self, key: &str, values: &[u32]) {
        self.array(key, 5, values.len());
        self.metadata.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    /// `dims` as checkpoints order them.
    pub fn tensor(&mut self, name: &str, dims: &[usize], values: &[f32]) {
        let dims = dims.iter().rev().map(|&dim| dim as u64).collect();
        self.tensors.push((name.to_owned(), dims, values.iter().flat_map(|value| value.to_le_bytes()).collect()));
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"GGUF\x03\x00\x00\x00".to_vec();
        bytes.extend((self.tensors.len() as u64).to_le_bytes());
        bytes.extend(self.entries.to_le_bytes());
        bytes.extend(&self.metadata);
        let mut offset = 0;
        for (name, dims, data) in &self.tensors {
            put_text(&mut bytes, name);
            bytes.extend((dims.len() as u32).to_le_bytes());
            bytes.extend(dims.iter().flat_map(|dim| dim.to_le_bytes()));
            bytes.extend(0u32.to_le_bytes());
            bytes.extend((offset as u64).to_le_bytes());
            offset += data.len().next_multiple_of(ALIGNMENT);
        }
        for (_, _, data) in &self.tensors {
            bytes.resize(bytes.len().next_multiple_of(ALIGNMENT), 0);
            bytes.extend(data);
        }
        bytes
    }

    fn key(&mut self, key: &str, kind: u32) {
        self.entries += 1;
        put_text(&mut self.metadata, key);
        self.metadata.extend(kind.to_le_bytes());
    }

    fn array(&mut self, key: &str, kind: u32, count: usize) {
        self.key(key, 9);
        self.metadata.extend(kind.to_le_bytes());
        self.metadata.extend((count as u64).to_le_bytes());
    }
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u64).to_le_bytes());
    bytes.extend(text.as_bytes());
}

/// A model folder as GGUF: `pre` names its tokenizer's splitting; `permuted` is whether llama.cpp reorders q and k.
pub fn convert(folder: &Path, architecture: &str, pre: &str, permuted: bool) -> Gguf {
    let read = |name: &str| -> Value { serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap() };
    let (config, tokenizer) = (read("config.json"), read("tokenizer.json"));
    let mut file = Gguf::default();
    file.text("general.architecture", architecture);
    put_settings(&mut file, &config, architecture);
    put_tokenizer(&mut file, &tokenizer, pre);
    let tensors: BTreeMap<String, Tensor> =
        candle_core::safetensors::load(folder.join("model.safetensors"), &Device::Cpu).unwrap().into_iter().collect();
    for (name, tensor) in tensors {
        let values: Vec<f32> = tensor.flatten_all().unwrap().to_vec1().unwrap();
        let heads = match name.rsplit('.').nth(1) {
            Some("q_proj") => config["num_attention_heads"].as_u64(),
            Some("k_proj") => config["num_key_value_heads"].as_u64(),
            _ => None,
        };
        let values = match heads {
            Some(heads) if permuted => neighbours(&values, heads as usize, tensor.dim(0).unwrap()),
            _ => values,
        };
        file.tensor(&gguf_name(&name), tensor.dims(), &values);
    }
    if let Some(factors) = llama3_factors(&config) {
        file.tensor("rope_freqs.weight", &[factors.len()], &factors);
    }
    file
}

fn put_settings(file: &mut Gguf, config: &Value, architecture: &str) {
    let counts = [
        ("block_count", "num_hidden_layers"),
        ("embedding_length", "hidden_size"),
        ("feed_forward_length", "intermediate_size"),
        ("context_length", "max_position_embeddings"),
        ("attention.head_count", "num_attention_heads"),
        ("attention.head_count_kv", "num_key_value_heads"),
        ("attention.key_length", "head_dim"),
        ("rope.dimension_count", "head_dim"),
    ];
    for (theirs, ours) in counts {
        if let Some(value) = config[ours].as_u64() {
            file.count(&format!("{architecture}.{theirs}"), value as u32);
        }
    }
    let number = |key: &str| config[key].as_f64().unwrap() as f32;
    file.number(&format!("{architecture}.attention.layer_norm_rms_epsilon"), number("rms_norm_eps"));
    file.number(&format!("{architecture}.rope.freq_base"), number("rope_theta"));
}

fn put_tokenizer(file: &mut Gguf, tokenizer: &Value, pre: &str) {
    let vocabulary = tokenizer["model"]["vocab"].as_object().unwrap();
    let mut tokens = vec![String::new(); vocabulary.len()];
    for (token, id) in vocabulary {
        tokens[id.as_u64().unwrap() as usize].clone_from(token);
    }
    let mut kinds = vec![1; tokens.len()];
    for added in tokenizer["added_tokens"].as_array().unwrap() {
        kinds[added["id"].as_u64().unwrap() as usize] = 3;
    }
    let merges = tokenizer["model"]["merges"].as_array().unwrap().iter();
    let merges: Vec<String> =
        merges.map(|pair| format!("{} {}", pair[0].as_str().unwrap(), pair[1].as_str().unwrap())).collect();
    file.text("tokenizer.ggml.model", "gpt2");
    file.text("tokenizer.ggml.pre", pre);
    file.texts("tokenizer.ggml.tokens", &tokens);
    file.numbers("tokenizer.ggml.token_type", &kinds);
    file.texts("tokenizer.ggml.merges", &merges);
}

/// Rows of each head from two halves to neighbours, as llama.cpp's converter does.
fn neighbours(values: &[f32], heads: usize, rows: usize) -> Vec<f32> {
    let (width, head) = (values.len() / rows, rows / heads);
    let mut turned = Vec::with_capacity(values.len());
    for start in (0..rows).step_by(head) {
        for pair in 0..head / 2 {
            for row in [start + pair, start + head / 2 + pair] {
                turned.extend_from_slice(&values[row * width..(row + 1) * width]);
            }
        }
    }
    turned
}

fn llama3_factors(config: &Value) -> Option<Vec<f32>> {
    let scaling = config.get("rope_scaling")?;
    let number = |key: &str| scaling[key].as_f64().unwrap();
    let head = config["head_dim"].as_u64().unwrap();
    let theta = config["rope_theta"].as_f64().unwrap();
    let (low, high) = (number("low_freq_factor"), number("high_freq_factor"));
    let factor = |i: u64| {
        let wavelength = std::f64::consts::TAU * theta.powf(2.0 * i as f64 / head as f64);
        let turns = number("original_max_position_embeddings") / wavelength;
        let smooth = ((turns - low) / (high - low)).clamp(0.0, 1.0);
        (1.0 / ((1.0 - smooth) / number("factor") + smooth)) as f32
    };
    Some((0..head / 2).map(factor).collect())
}

fn gguf_name(name: &str) -> String {
    let parts = [
        ("model.embed_tokens", "token_embd"),
        ("model.norm", "output_norm"),
        ("lm_head", "output"),
        ("model.layers.", "blk."),
        ("input_layernorm", "attn_norm"),
        ("post_attention_layernorm", "ffn_norm"),
        ("self_attn.q_norm", "attn_q_norm"),
        ("self_attn.k_norm", "attn_k_norm"),
        ("self_attn.q_proj", "attn_q"),
        ("self_attn.k_proj", "attn_k"),
        ("self_attn.v_proj", "attn_v"),
        ("self_attn.o_proj", "attn_output"),
        ("mlp.gate_proj", "ffn_gate"),
        ("mlp.up_proj", "ffn_up"),
        ("mlp.down_proj", "ffn_down"),
    ];
    parts.iter().fold(name.to_owned(), |name, (theirs, ours)| name.replace(theirs, ours))
}
