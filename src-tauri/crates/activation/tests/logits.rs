//! Next-token scores equal those of candle-transformers' own models, family by family, on tiny random weights.
//!
//! f32, 1e-4 of the largest score: two implementations add in different orders, and each layer carries that on.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod random_model;

use candle_core::{Device, Tensor};
use candle_nn::Activation;
use candle_transformers::models::{gemma3, llama, mistral, qwen2, qwen3, smol::smollm3};
use random_model::{RandomModel, Shape, settings};
use serde_json::json;

const TOLERANCE: f32 = 1e-4;
const TEXT: &str = "Rain fell on 3 of the 7 hills; the river, brown and slow, took it to the sea.";

/// Compares the scores after prefixes of several lengths.
fn compare(model: &RandomModel, theirs: impl Fn(&Tensor) -> candle_core::Result<Tensor>) {
    let backbone = model.open();
    let ids = backbone.token_ids(TEXT).unwrap();
    let ours = backbone.next_token_scores(TEXT).unwrap();
    let vocabulary = backbone.card().vocabulary;
    assert!(ids.len() > 30, "the text must be longer than every window");
    for length in [1, 2, 9, ids.len()] {
        let prefix = Tensor::new(&ids[..length], &Device::Cpu).unwrap().unsqueeze(0).unwrap();
        let theirs: Vec<f32> = theirs(&prefix).unwrap().flatten_all().unwrap().to_vec1().unwrap();
        let ours = &ours[(length - 1) * vocabulary..length * vocabulary];
        let largest = theirs.iter().fold(0f32, |most, score| most.max(score.abs()));
        let far = ours.iter().zip(&theirs).fold(0f32, |most, (a, b)| most.max((a - b).abs()));
        assert!(largest > 0.1, "scores must say something");
        assert!(far <= TOLERANCE * largest.max(1.0), "after {length} tokens: {far} of {largest}");
    }
}

fn compare_llama(own: &serde_json::Value, shape: Shape) {
    let settings = settings("llama", own);
    let model = RandomModel::new(&settings, shape);
    let config: llama::LlamaConfig = serde_json::from_value(settings).unwrap();
    let config = config.into_config(false);
    compare(&model, |ids| {
        let mut cache = llama::Cache::new(false, candle_core::DType::F32, &config, &Device::Cpu)?;
        llama::Llama::load(model.variables(), &config)?.forward(ids, 0, &mut cache)
    });
}

#[test]
fn llama_with_a_head_of_its_own() {
    compare_llama(&json!({}), Shape { head_dim: 8, ..Shape::default() });
}

#[test]
fn llama_with_tied_embeddings_and_llama_3_rope() {
    let scaling = json!({
        "rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
        "original_max_position_embeddings": 32,
    });
    let own = json!({ "tie_word_embeddings": true, "rope_scaling": scaling });
    compare_llama(&own, Shape { head_dim: 8, tied: true, ..Shape::default() });
}

fn smollm3_config(no_rope_layers: Option<Vec<usize>>, biased: bool, tied: bool) -> smollm3::Config {
    smollm3::Config {
        vocab_size: 768,
        hidden_size: random_model::HIDDEN,
        intermediate_size: 48,
        num_hidden_layers: random_model::LAYERS,
        num_attention_heads: random_model::HEADS,
        num_key_value_heads: random_model::KEY_HEADS,
        max_position_embeddings: 128,
        tie_word_embeddings: tied,
        rope_theta: 1000.0,
        rms_norm_eps: 1e-5,
        hidden_act: Activation::Silu,
        attention_bias: Some(biased),
        attention_dropout: None,
        mlp_bias: Some(biased),
        sliding_window: None,
        use_sliding_window: None,
        rope_scaling: None,
        bos_token_id: None,
        eos_token_id: None,
        pad_token_id: None,
        max_window_layers: None,
        no_rope_layers,
        no_rope_layer_interval: Some(4),
    }
}

/// candle's Llama has no biases; its `SmolLM3` with rope in every layer is Llama with them.
#[test]
fn llama_with_biases_everywhere() {
    let settings = settings("llama", &json!({ "attention_bias": true, "mlp_bias": true }));
    let shape = Shape { head_dim: 8, bias_qkv: true, bias_o: true, bias_mlp: true, ..Shape::default() };
    let model = RandomModel::new(&settings, shape);
    let config = smollm3_config(Some(vec![1; random_model::LAYERS]), true, false);
    compare(&model, |ids| smollm3::ModelForCausalLM::new(&config, model.variables())?.forward(ids, 0));
}

#[test]
fn smollm3_whose_every_fourth_layer_has_no_rope() {
    let settings = settings("smollm3", &json!({}));
    let model = RandomModel::new(&settings, Shape { head_dim: 8, tied: true, ..Shape::default() });
    let config = smollm3_config(None, false, true);
    compare(&model, |ids| smollm3::ModelForCausalLM::new(&config, model.variables())?.forward(ids, 0));
}

#[test]
fn smollm3_whose_list_says_which_layers_have_rope() {
    let settings = settings("smollm3", &json!({ "no_rope_layers": [0, 1, 1, 0, 1, 0] }));
    let model = RandomModel::new(&settings, Shape { head_dim: 8, tied: true, ..Shape::default() });
    let config = smollm3_config(Some(vec![0, 1, 1, 0, 1, 0]), false, true);
    compare(&model, |ids| smollm3::ModelForCausalLM::new(&config, model.variables())?.forward(ids, 0));
}

fn compare_qwen2(tied: bool) {
    let own = json!({ "tie_word_embeddings": tied, "sliding_window": 100, "max_window_layers": 6 });
    let mut settings = settings("qwen2", &own);
    let model = RandomModel::new(&settings, Shape { head_dim: 8, bias_qkv: true, tied, ..Shape::default() });
    settings["use_sliding_window"] = json!(false);
    settings["hidden_act"] = json!("silu");
    let config: qwen2::Config = serde_json::from_value(settings).unwrap();
    compare(&model, |ids| qwen2::ModelForCausalLM::new(&config, model.variables())?.forward(ids, 0));
}

#[test]
fn qwen2_with_its_biases() {
    compare_qwen2(false);
}

#[test]
fn qwen2_with_tied_embeddings() {
    compare_qwen2(true);
}

/// candle gives the window to every layer and lets a token see one more than the published models do.
#[test]
fn qwen2_with_a_window_in_every_layer() {
    let own = json!({ "use_sliding_window": true, "sliding_window": 5, "max_window_layers": 0 });
    let mut settings = settings("qwen2", &own);
    let model = RandomModel::new(&settings, Shape { head_dim: 8, bias_qkv: true, ..Shape::default() });
    settings["sliding_window"] = json!(4);
    settings["tie_word_embeddings"] = json!(false);
    settings["hidden_act"] = json!("silu");
    let config: qwen2::Config = serde_json::from_value(settings).unwrap();
    compare(&model, |ids| qwen2::ModelForCausalLM::new(&config, model.variables())?.forward(ids, 0));
}

fn compare_qwen3(biased: bool) {
    let own = json!({ "head_dim": 12, "attention_bias": biased, "tie_word_embeddings": !biased });
    let mut settings = settings("qwen3", &own);
    let shape =
        Shape { head_dim: 12, qk_norm: true, tied: !biased, bias_qkv: biased, bias_o: biased, ..Shape::default() };
    let model = RandomModel::new(&settings, shape);
    for (key, value) in [("use_sliding_window", json!(false)), ("max_window_layers", json!(6))] {
        settings[key] = value;
    }
    settings["hidden_act"] = json!("silu");
    let config: qwen3::Config = serde_json::from_value(settings).unwrap();
    compare(&model, |ids| qwen3::ModelForCausalLM::new(&config, model.variables())?.forward(ids, 0));
}

#[test]
fn qwen3_with_normed_heads_of_their_own_width() {
    compare_qwen3(false);
}

#[test]
fn qwen3_with_attention_biases() {
    compare_qwen3(true);
}

/// candle's mask lets a token see one more than the window, so it is given a window one smaller.
#[test]
fn mistral_with_a_sliding_window() {
    let mut settings = settings("mistral", &json!({ "sliding_window": 5, "head_dim": 12, "hidden_act": "silu" }));
    let model = RandomModel::new(&settings, Shape { head_dim: 12, ..Shape::default() });
    settings["sliding_window"] = json!(4);
    settings["use_flash_attn"] = json!(false);
    let config: mistral::Config = serde_json::from_value(settings).unwrap();
    compare(&model, |ids| mistral::Model::new(&config, model.variables())?.forward(ids, 0));
}

/// candle's Gemma 3 cannot take several tokens at once where there are several key heads; it is fed one at a time, and
/// its ring of keys is then the window itself.
#[test]
fn gemma3_with_local_and_global_layers() {
    let own = json!({
        "head_dim": 12, "attention_bias": false, "hidden_activation": "gelu_pytorch_tanh",
        "rope_local_base_freq": 100.0, "query_pre_attn_scalar": 12, "sliding_window": 5, "sliding_window_pattern": 3,
    });
    let settings = settings("gemma3_text", &own);
    let shape = Shape { head_dim: 12, qk_norm: true, norms_after: true, tied: true, ..Shape::default() };
    let model = RandomModel::new(&settings, shape);
    let config: gemma3::Config = serde_json::from_value(settings).unwrap();
    compare(&model, |ids| {
        let mut theirs = gemma3::Model::new(false, &config, model.variables())?;
        let mut scores = theirs.forward(&ids.narrow(1, 0, 1)?, 0)?;
        for place in 1..ids.dim(1)? {
            scores = theirs.forward(&ids.narrow(1, place, 1)?, place)?;
        }
        Ok(scores)
    });
}
