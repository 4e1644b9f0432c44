//! Tiny models with random weights, written as a Hugging Face folder, so that two implementations can be compared.
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::collections::HashMap;
use std::path::Path;

use activation::{Backbone, DeviceChoice, OpenOptions};
use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use serde_json::{Value, json};

/// What the families differ in, as far as weights are concerned.
#[derive(Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "facts of a family, each named where it is set")]
pub struct Shape {
    pub head_dim: usize,
    pub bias_qkv: bool,
    pub bias_o: bool,
    pub bias_mlp: bool,
    pub qk_norm: bool,
    pub norms_after: bool,
    pub tied: bool,
}

pub const HIDDEN: usize = 32;
pub const HEADS: usize = 4;
pub const KEY_HEADS: usize = 2;
pub const LAYERS: usize = 6;
const INTERMEDIATE: usize = 48;
const VOCABULARY: usize = 768;

/// A model on disk and its tensors in memory.
pub struct RandomModel {
    pub folder: tempfile::TempDir,
    pub tensors: HashMap<String, Tensor>,
}

/// Settings that all families share, with some of their own.
pub fn settings(model_type: &str, own: &Value) -> Value {
    let mut all = json!({
        "model_type": model_type,
        "hidden_size": HIDDEN,
        "intermediate_size": INTERMEDIATE,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KEY_HEADS,
        "vocab_size": VOCABULARY,
        "max_position_embeddings": 128,
        "rms_norm_eps": 1e-5,
        "rope_theta": 1000.0,
    });
    let target = all.as_object_mut().unwrap();
    target.extend(own.as_object().unwrap().clone());
    all
}

impl RandomModel {
    pub fn new(settings: &Value, shape: Shape) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let tensors = tensors(shape);
        candle_core::safetensors::save(&tensors, folder.path().join("model.safetensors")).unwrap();
        std::fs::write(folder.path().join("config.json"), settings.to_string()).unwrap();
        let tokenizer = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../tests/fixtures/goldens/models/tiny-llama-tied/tokenizer.json");
        std::fs::copy(tokenizer, folder.path().join("tokenizer.json")).unwrap();
        Self { folder, tensors }
    }

    pub fn open(&self) -> Backbone {
        let options = OpenOptions { device: DeviceChoice::Cpu, ..OpenOptions::default() };
        Backbone::open_with_head(self.folder.path(), &options).unwrap()
    }

    pub fn variables(&self) -> VarBuilder<'static> {
        VarBuilder::from_tensors(self.tensors.clone(), DType::F32, &Device::Cpu)
    }
}

fn tensors(shape: Shape) -> HashMap<String, Tensor> {
    let mut all = HashMap::new();
    let mut add = |name: String, dims: &[usize], size: f32, middle: f32| {
        let tensor = random(&name, dims, size, middle);
        all.insert(name, tensor);
    };
    let (q, kv) = (HEADS * shape.head_dim, KEY_HEADS * shape.head_dim);
    add("model.embed_tokens.weight".into(), &[VOCABULARY, HIDDEN], 1.0, 0.0);
    add("model.norm.weight".into(), &[HIDDEN], 0.3, 1.0);
    if !shape.tied {
        add("lm_head.weight".into(), &[VOCABULARY, HIDDEN], 1.0, 0.0);
    }
    for layer in 0..LAYERS {
        let name = |part: &str| format!("model.layers.{layer}.{part}");
        let linears = [
            ("self_attn.q_proj", q, HIDDEN, shape.bias_qkv),
            ("self_attn.k_proj", kv, HIDDEN, shape.bias_qkv),
            ("self_attn.v_proj", kv, HIDDEN, shape.bias_qkv),
            ("self_attn.o_proj", HIDDEN, q, shape.bias_o),
            ("mlp.gate_proj", INTERMEDIATE, HIDDEN, shape.bias_mlp),
            ("mlp.up_proj", INTERMEDIATE, HIDDEN, shape.bias_mlp),
            ("mlp.down_proj", HIDDEN, INTERMEDIATE, shape.bias_mlp),
        ];
        for (part, outputs, inputs, biased) in linears {
            add(name(&format!("{part}.weight")), &[outputs, inputs], 0.4, 0.0);
            if biased {
                add(name(&format!("{part}.bias")), &[outputs], 0.5, 0.0);
            }
        }
        let mut norms = vec![("input_layernorm", HIDDEN), ("post_attention_layernorm", HIDDEN)];
        if shape.qk_norm {
            norms.extend([("self_attn.q_norm", shape.head_dim), ("self_attn.k_norm", shape.head_dim)]);
        }
        if shape.norms_after {
            norms.extend([("pre_feedforward_layernorm", HIDDEN), ("post_feedforward_layernorm", HIDDEN)]);
        }
        for (part, width) in norms {
            add(name(&format!("{part}.weight")), &[width], 0.3, 1.0);
        }
    }
    all
}

/// Evenly spread numbers around `middle`, the same ones for a name in every run.
fn random(name: &str, dims: &[usize], size: f32, middle: f32) -> Tensor {
    let mut state = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    };
    let values: Vec<f32> = (0..dims.iter().product()).map(|_| middle + size * next()).collect();
    Tensor::from_vec(values, dims, &Device::Cpu).unwrap()
}
