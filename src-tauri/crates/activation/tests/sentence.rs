//! Sentence vectors against a plain f64 computation of the published network in numpy (`BertModel`, the mean over real tokens,
//! length 1; the tokenizer of Hugging Face's Python package). Runs where `NEUROSIEVE_SENTENCE_MODEL` names the folder of
//! all-MiniLM-L6-v2, and says that it was skipped elsewhere; the gates are tested everywhere.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::path::PathBuf;

use activation::sentence::{SentenceEncoder, digest};

/// Six texts: the last one is cut at 256 tokens.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "The river froze early that winter, and the ferry stayed tied to its post.",
        "An unusually cold season stopped all boats on the water.",
        "Add the flour slowly and stir until no lumps are left.",
        "def area(r): return 3.14159 * r ** 2",
        "Ünïcödé, naïve café — 東京 and 42,000 words…",
    ]
    .map(str::to_owned)
    .into();
    texts.push("the small grey bird sings by the old mill and ".repeat(60).trim().to_owned());
    texts
}

/// The first four numbers of each vector.
const FIRST: [[f32; 4]; 6] = [
    [0.004_630_1, 0.067_532_5, 0.001_645_8, 0.081_552_6],
    [0.000_517_9, 0.038_830_7, 0.082_901_5, 0.091_800_8],
    [0.002_817_7, -0.032_127_2, 0.005_308_5, 0.035_987_6],
    [0.091_765, -0.009_506_2, -0.039_506_5, 0.035_421_6],
    [0.084_844_6, -0.033_465_5, 0.045_801_1, -0.033_023_3],
    [0.007_059_7, 0.032_714_3, 0.021_844_2, -0.041_312_9],
];
/// Tokens of each with both marks.
const TOKENS: [u32; 6] = [18, 13, 15, 18, 15, 256];
/// Cosines of the first text with all.
const COSINES: [f32; 6] = [1.0, 0.568_206, -0.073_205, -0.048_801, 0.004_284, 0.052_968];

fn folder() -> Option<PathBuf> {
    let path = std::env::var_os("NEUROSIEVE_SENTENCE_MODEL").map(PathBuf::from).filter(|path| path.is_dir());
    if path.is_none() {
        println!("skipped: NEUROSIEVE_SENTENCE_MODEL does not name the sentence encoder's folder");
    }
    path
}

#[test]
fn vectors_and_cosines_are_the_published_networks() {
    let Some(folder) = folder() else { return };
    let encoder = SentenceEncoder::open(&folder, Some(2)).unwrap();
    let texts = texts();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = encoder.encode(&texts, &|| false).unwrap();
    assert_eq!(found.pieces, TOKENS.map(|tokens| tokens - 2));
    // Six layers of sums of 384 and 1536 products in f32; the figures have seven decimals.
    for (text, wanted) in FIRST.iter().enumerate() {
        for (found, wanted) in found.row(text).unwrap().iter().zip(wanted) {
            assert!((found - wanted).abs() < 2e-6, "text {text}: {found}, not {wanted}");
        }
    }
    for (text, wanted) in COSINES.iter().enumerate() {
        let cosine = dot(found.row(0).unwrap(), found.row(text).unwrap());
        assert!((cosine - wanted).abs() < 2e-6, "text {text}: {cosine}, not {wanted}");
    }
}

#[test]
fn a_vector_does_not_depend_on_the_texts_beside_it() {
    let Some(folder) = folder() else { return };
    let encoder = SentenceEncoder::open(&folder, Some(2)).unwrap();
    let texts = texts();
    let texts: Vec<&str> = texts.iter().map(String::as_str).chain(["", " \n\t"]).collect();
    let together = encoder.encode(&texts, &|| false).unwrap();
    for (place, text) in texts.iter().enumerate() {
        let alone = encoder.encode(&[text], &|| false).unwrap();
        match (alone.row(0), together.row(place)) {
            (Some(alone), Some(together)) => {
                assert!(alone.iter().zip(together).all(|(a, b)| (a - b).abs() < 1e-5), "text {place}");
            }
            (alone, together) => assert!(alone.is_none() && together.is_none() && text.trim().is_empty()),
        }
    }
}

#[test]
fn damaged_and_foreign_folders_get_a_sentence() {
    let Some(folder) = folder() else { return };
    let refused = |file: &str, change: &dyn Fn(&str) -> String| {
        let copy = tempfile::tempdir().unwrap();
        std::fs::create_dir(copy.path().join("1_Pooling")).unwrap();
        for name in ["config.json", "tokenizer.json", "1_Pooling/config.json", "sentence_bert_config.json"] {
            std::fs::copy(folder.join(name), copy.path().join(name)).unwrap();
        }
        std::fs::hard_link(folder.join("model.safetensors"), copy.path().join("model.safetensors"))
            .or_else(|_| {
                std::fs::copy(folder.join("model.safetensors"), copy.path().join("model.safetensors")).map(drop)
            })
            .unwrap();
        let text = std::fs::read_to_string(copy.path().join(file)).unwrap();
        std::fs::write(copy.path().join(file), change(&text)).unwrap();
        SentenceEncoder::open(copy.path(), Some(1)).err().map_or_else(String::new, |error| error.to_string())
    };
    let config = |from: &'static str, to: &'static str| refused("config.json", &|text| text.replace(from, to));
    assert!(config("\"model_type\": \"bert\"", "\"model_type\": \"roberta\"").contains("roberta"));
    assert!(config("\"hidden_size\": 384", "\"hidden_size\": 385").contains("num_attention_heads"));
    assert!(config("\"vocab_size\": 30522", "\"vocab_size\": 30523").contains("[30523, 384]"));
    assert!(config("\"num_hidden_layers\": 6", "\"num_hidden_layers\": 7").contains("encoder.layer.6"));
    assert!(config("\"hidden_act\": \"gelu\"", "\"hidden_act\": \"tanh\"").contains("tanh"));
    let pooling =
        |text: &str| text.replace("\"pooling_mode_mean_tokens\": true", "\"pooling_mode_mean_tokens\": false");
    assert!(refused("1_Pooling/config.json", &pooling).contains("pooling_mode_mean_tokens"));
    assert!(refused("tokenizer.json", &|text| text[..text.len() / 2].to_owned()).contains("tokenizer"));
    assert_eq!(refused("config.json", &ToOwned::to_owned), "");
    assert_eq!(digest(&folder, &mut |_, _| {}, &|| false).unwrap().len(), 64);
}

#[test]
fn a_folder_without_an_encoder_says_what_is_missing() {
    let empty = tempfile::tempdir().unwrap();
    assert!(SentenceEncoder::open(empty.path(), None).err().unwrap().to_string().contains("config.json"));
    std::fs::write(empty.path().join("config.json"), "{}").unwrap();
    assert!(SentenceEncoder::open(empty.path(), None).err().unwrap().to_string().contains("missing"));
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
