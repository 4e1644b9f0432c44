//! Texts that a careless tokenizer would hang on: two megabytes without a place to split.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod reference;

use activation::{Backbone, DeviceChoice, OpenOptions};

#[test]
fn two_megabytes_without_a_word_boundary_are_counted_by_every_kind_of_splitting() {
    let options = OpenOptions { device: DeviceChoice::Cpu, ..OpenOptions::default() };
    // Digits with words, Llama 3's expression, Qwen's expression.
    for name in ["tiny-llama-tied", "tiny-llama3-untied", "tiny-qwen3-untied"] {
        let backbone = Backbone::open(&reference::model(name), &options).unwrap();
        for piece in ["a", " ", "\u{4e2d}"] {
            let text = piece.repeat((2 << 20) / piece.len());
            let count = backbone.count_tokens(&text).unwrap() as usize;
            assert!(count > 0 && count <= text.len(), "{name} {piece:?}: {count}");
        }
    }
}

#[test]
fn what_follows_two_megabytes_of_blanks_is_split_as_ever() {
    let options = OpenOptions { device: DeviceChoice::Cpu, ..OpenOptions::default() };
    for name in ["tiny-llama3-untied", "tiny-qwen3-untied"] {
        let backbone = Backbone::open(&reference::model(name), &options).unwrap();
        let text = " ".repeat(2 << 20) + "the river the sea";
        let ids = backbone.token_ids(&text).unwrap();
        let end = backbone.token_ids(" the river the sea").unwrap();
        assert!(ids.ends_with(&end), "{name}");
    }
}
