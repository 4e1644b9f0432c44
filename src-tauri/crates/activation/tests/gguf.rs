//! A GGUF file reads like the folder it was made of: the same tokens, the same neurons, the same impacts.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod gguf_writer;
mod reference;

use activation::{Backbone, Chunk, DeviceChoice, Neurons, OpenOptions, Reading, Representation, inspect};
use gguf_writer::convert;
use selection::Projection;

/// Architecture, splitting and whether q and k are reordered, as llama.cpp has it for each tiny model.
const FILES: [(&str, &str, &str, bool); 4] = [
    ("tiny-llama-tied", "llama", "smollm", true),
    ("tiny-llama3-untied", "llama", "llama-bpe", true),
    ("tiny-qwen3-untied", "qwen3", "qwen2", false),
    ("tiny-smollm3-tied", "smollm3", "smollm", true),
];

fn open(path: &std::path::Path) -> Backbone {
    let options = OpenOptions { device: DeviceChoice::Cpu, ..OpenOptions::default() };
    Backbone::open(path, &options).unwrap()
}

fn read(backbone: &Backbone, texts: &[&str]) -> Chunk {
    let reading = Reading {
        representations: vec![
            Representation::NeuronFeatures,
            Representation::NeuronImpacts,
            Representation::TokenCounts,
        ],
        projections: Projection::ALL.to_vec(),
        neurons: Neurons::TopK(10),
        max_tokens: 120,
    };
    backbone.read(texts, &reading, &|| false).unwrap()
}

#[test]
fn a_gguf_file_reads_like_the_folder_it_was_made_of() {
    let place = tempfile::tempdir().unwrap();
    for (name, architecture, pre, permuted) in FILES {
        let path = place.path().join(format!("{name}.gguf"));
        std::fs::write(&path, convert(&reference::model(name), architecture, pre, permuted).bytes()).unwrap();
        let documents = reference::extraction(name, 1).docs;
        let texts: Vec<&str> = documents.iter().map(|document| document.doc.as_str()).collect();
        let (file, folder) = (read(&open(&path), &texts), read(&open(&reference::model(name)), &texts));
        assert_eq!(file.token_counts, folder.token_counts, "{name}");
        if name == "tiny-llama3-untied" {
            // Its rope is stored as rounded factors: impacts differ in the last digits.
            for (file, folder) in file.features.iter().zip(&folder.features) {
                let impacts = file.impacts.iter().flatten().zip(folder.impacts.iter().flatten());
                assert!(impacts.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max) < 1e-5, "{name}");
            }
        } else {
            assert_eq!(file.features, folder.features, "{name}");
        }
    }
}

#[test]
fn forgetting_to_put_q_and_k_back_in_order_would_be_noticed() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("wrong.gguf");
    let (name, architecture, pre, _) = FILES[0];
    std::fs::write(&path, convert(&reference::model(name), architecture, pre, false).bytes()).unwrap();
    let texts = ["The order of rows in a head matters to every later layer."];
    let (file, folder) = (read(&open(&path), &texts), read(&open(&reference::model(name)), &texts));
    assert_ne!(file.features[0].indices, folder.features[0].indices);
}

#[test]
fn both_forms_have_the_same_card_but_for_their_files() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("tiny.gguf");
    let (name, architecture, pre, permuted) = FILES[2];
    std::fs::write(&path, convert(&reference::model(name), architecture, pre, permuted).bytes()).unwrap();
    let (file, folder) = (inspect(&path).unwrap(), inspect(&reference::model(name)).unwrap());
    assert_eq!((file.name.as_str(), folder.name.as_str()), ("tiny", name));
    assert_eq!((file.quantisation.as_str(), folder.quantisation.as_str()), ("f32", "f32"));
    assert_eq!(file.parameters, folder.parameters);
    for projection in Projection::ALL {
        assert_eq!(file.width_of(projection), folder.width_of(projection));
    }
    assert_eq!((file.layers, file.vocabulary), (folder.layers, folder.vocabulary));
    assert_eq!(file.context_tokens, 512);
}

#[test]
fn a_tokenizer_or_architecture_nobody_knows_is_named_with_the_known_ones() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("strange.gguf");
    let folder = reference::model("tiny-llama-tied");
    std::fs::write(&path, convert(&folder, "llama", "klingon", true).bytes()).unwrap();
    let options = OpenOptions::default();
    let said = Backbone::open(&path, &options).err().unwrap().to_string();
    assert!(said.contains("\"klingon\"") && said.contains("smollm") && said.contains("qwen2"), "{said}");
    std::fs::write(&path, convert(&folder, "mamba", "smollm", true).bytes()).unwrap();
    let said = inspect(&path).unwrap_err().to_string();
    assert!(said.contains("\"mamba\"") && said.contains("llama"), "{said}");
}
