//! What a caller can ask of a loaded model besides neurons, and what it is told when it asks for too much.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod reference;

use activation::{
    Backbone, BackboneError, DeviceChoice, Neurons, NumericProfile, OpenOptions, ReadError, Reading, Representation,
    digest, inspect,
};
use selection::Projection;

fn open() -> Backbone {
    let options = OpenOptions { device: DeviceChoice::Cpu, ..OpenOptions::default() };
    Backbone::open(&reference::model("tiny-qwen3-untied"), &options).unwrap()
}

#[test]
fn token_counts_alone_need_no_pass_and_see_the_whole_text() {
    let reading = Reading { representations: vec![Representation::TokenCounts], max_tokens: 3, ..Reading::default() };
    let long = "word ".repeat(500);
    let chunk = open().read(&["", &long], &reading, &|| false).unwrap();
    assert!(chunk.features.is_empty() && chunk.read_tokens.is_empty());
    assert_eq!(chunk.token_counts[0], 0);
    assert!(chunk.token_counts[1] >= 500);
}

#[test]
fn no_documents_and_only_empty_documents_are_chunks_too() {
    let backbone = open();
    assert_eq!(backbone.read(&[], &Reading::default(), &|| false).unwrap().documents, 0);
    let chunk = backbone.read(&["", ""], &Reading::default(), &|| false).unwrap();
    assert_eq!(chunk.read_tokens, [0, 0]);
    assert!(chunk.features[0].indices.iter().all(|&index| index == selection::ABSENT));
}

#[test]
fn the_features_kept_with_a_small_k_are_the_head_of_those_with_a_large_one() {
    let backbone = open();
    let texts = ["Some text about rivers.", "42"];
    let read = |k| {
        let reading = Reading { neurons: Neurons::TopK(k), ..Reading::default() };
        backbone.read(&texts, &reading, &|| false).unwrap().features[0].to_features().unwrap()
    };
    assert_eq!(read(40).with_top_k(7).unwrap(), read(7));
}

#[test]
fn a_reading_stops_when_asked_to_and_keeps_nothing() {
    let stopped = open().read(&["Some text."], &Reading::default(), &|| true);
    assert!(matches!(stopped, Err(ReadError::Stopped)));
}

#[test]
fn more_tokens_than_the_model_can_read_are_refused_with_its_limit() {
    let reading = Reading { max_tokens: 513, ..Reading::default() };
    let said = open().read(&["x"], &reading, &|| false).unwrap_err().to_string();
    assert_eq!(said, "max tokens is 513, but must be 1 to 512 for this model");
}

#[test]
fn special_strings_are_named_once_and_read_as_single_tokens() {
    let backbone = open();
    let text = "a<|im_end|>b<|im_end|><|im_start|>";
    assert_eq!(backbone.special_strings(text), ["<|im_start|>", "<|im_end|>"]);
    assert_eq!(backbone.count_tokens("<|im_start|>").unwrap(), 1);
    assert!(backbone.special_strings("<|im_star|>").is_empty());
}

#[test]
fn scores_of_next_tokens_need_a_model_opened_with_its_head() {
    assert!(matches!(open().next_token_scores("x"), Err(ReadError::NoHead)));
}

#[test]
fn the_digest_follows_the_files_and_tells_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        std::fs::copy(reference::model("tiny-llama-tied").join(name), folder.path().join(name)).unwrap();
    }
    let mut told = Vec::new();
    let first = digest(folder.path(), &mut |done, all| told.push((done, all)), &|| false).unwrap();
    let all = told.last().unwrap().1;
    assert_eq!(told.last().unwrap().0, all);
    assert_eq!(first.len(), 64);
    let again = digest(&reference::model("tiny-llama-tied"), &mut |_, _| (), &|| false).unwrap();
    assert_eq!(first, again, "the same files elsewhere");
    let mut config = std::fs::read_to_string(folder.path().join("config.json")).unwrap();
    config.push('\n');
    std::fs::write(folder.path().join("config.json"), config).unwrap();
    assert_ne!(first, digest(folder.path(), &mut |_, _| (), &|| false).unwrap());
    let stopped = digest(folder.path(), &mut |_, _| (), &|| true);
    assert!(matches!(stopped, Err(BackboneError::Stopped)));
}

#[test]
fn a_device_that_is_not_there_is_named_with_what_to_do() {
    let options = OpenOptions { device: DeviceChoice::Metal, profile: NumericProfile::F32, threads: None };
    if cfg!(feature = "metal") {
        return;
    }
    let said = Backbone::open(&reference::model("tiny-qwen3-untied"), &options).err().unwrap().to_string();
    assert!(said.starts_with("Metal cannot be used") && said.ends_with("Choose auto or cpu"), "{said}");
}

#[test]
fn the_card_gives_the_width_of_every_projection() {
    let card = inspect(&reference::model("tiny-qwen3-untied")).unwrap();
    let widths = Projection::ALL.map(|projection| card.width_of(projection));
    assert_eq!(widths, [160, 64, 128, 128, 128, 64]);
    assert_eq!((card.layers, card.vocabulary, card.family.as_str()), (4, 768, "qwen3"));
    assert_eq!(card.quantisation, "f32");
}

#[test]
fn a_model_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&open());
}
