//! Model files: GGUF, safetensors, settings, tokenizers, sparse autoencoders. Any answer will do; a crash will not.

use std::path::Path;

use activation::tokens::Tokens;

/// Texts that go through every tokenizer that could be built.
const TEXTS: [&str; 3] = ["Water 42 falls.", "caf\u{e9} \u{fdfa}\u{1f600}\r\n\t  x", "<|a|>\u{0}aaaa"];
const SETTINGS: &str = r#"{"model_type":"llama","hidden_size":8,"intermediate_size":16,"num_hidden_layers":1,
"num_attention_heads":2,"num_key_value_heads":2,"vocab_size":16,"rms_norm_eps":1e-5,"rope_theta":10000.0,
"max_position_embeddings":32,"tie_word_embeddings":true,"hidden_act":"silu"}"#;
const TOKENIZER: &str = r#"{"version":"1.0","model":{"type":"BPE","vocab":{"a":0,"b":1},"merges":[]}}"#;
const WEIGHTS: &[u8] = b"\x02\0\0\0\0\0\0\0{}";

/// A GGUF file: header, settings, tokenizer.
pub fn gguf(bytes: &[u8]) {
    let folder = folder_of(&[("model.gguf", bytes)]);
    let path = folder.path().join("model.gguf");
    if let Ok(file) = activation::weights::gguf::GgufFile::open(&path) {
        let _ = (file.spec(), file.label(), file.parameters());
        if let Ok(tokens) = activation::tokens::gguf::tokens(&file, 16) {
            split(&tokens);
        }
    }
    let _ = activation::inspect(&path);
}

/// A checkpoint beside sound settings.
pub fn safetensors(bytes: &[u8]) {
    model(&[
        ("config.json", SETTINGS.as_bytes()),
        ("tokenizer.json", TOKENIZER.as_bytes()),
        ("model.safetensors", bytes),
    ]);
}

/// A model's settings beside an empty checkpoint.
pub fn settings(bytes: &[u8]) {
    model(&[("config.json", bytes), ("tokenizer.json", TOKENIZER.as_bytes()), ("model.safetensors", WEIGHTS)]);
}

/// A tokenizer, and what it makes of texts.
pub fn tokenizer(bytes: &[u8]) {
    if let Ok(tokens) = Tokens::from_json(bytes, 16) {
        split(&tokens);
    }
}

/// An autoencoder's folder: settings up to the first NUL, then its weights; both formats.
pub fn autoencoder(bytes: &[u8]) {
    let cut = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    let (settings, weights) = (&bytes[..cut], bytes.get(cut + 1..).unwrap_or_default());
    for name in ["sae.safetensors", "sae_weights.safetensors"] {
        let folder = folder_of(&[("cfg.json", settings), (name, weights)]);
        let _ = activation::autoencoder::inspect(folder.path());
        let _ = activation::autoencoder::Autoencoder::open(folder.path(), Some(0));
    }
}

fn model(files: &[(&str, &[u8])]) {
    let folder = folder_of(files);
    let _ = activation::inspect(folder.path());
    let _ = activation::sentence::inspect(folder.path());
}

fn split(tokens: &Tokens) {
    for text in TEXTS {
        if let (Ok(ids), Ok(spans)) = (tokens.ids(text), tokens.spans(text)) {
            assert_eq!(
                ids,
                spans.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
                "the same ids with and without places"
            );
            assert!(spans.iter().all(|(_, span)| text.get(span.clone()).is_some()), "{spans:?} within \"{text}\"");
        }
    }
}

fn folder_of(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder can be made");
    for (name, bytes) in files {
        write(&folder.path().join(name), bytes);
    }
    folder
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("a scratch file can be written");
}
