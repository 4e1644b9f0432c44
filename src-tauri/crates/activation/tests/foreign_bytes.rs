//! Model files that fuzzing began with or found, given to the same gates again.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may stop")]

#[path = "../../../fuzz/src/model_gates.rs"]
mod model_gates;

#[path = "../../../fuzz/src/mutations.rs"]
mod mutations;

use mutations::replay;

#[test]
fn gguf_files_never_stop_their_gate() {
    replay("gguf", model_gates::gguf);
}

#[test]
fn checkpoints_never_stop_their_gate() {
    replay("safetensors", model_gates::safetensors);
}

#[test]
fn settings_never_stop_their_gate() {
    replay("settings", model_gates::settings);
}

#[test]
fn tokenizers_never_stop_their_gate() {
    replay("tokenizer", model_gates::tokenizer);
}

#[test]
fn autoencoders_never_stop_their_gate() {
    replay("autoencoder", model_gates::autoencoder);
}
