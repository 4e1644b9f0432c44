//! The published code's own numbers: every index of four tiny models, six projections, batches of one and of six.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod reference;

use activation::{Backbone, Chunk, DeviceChoice, Neurons, OpenOptions, Reading, Representation};
use reference::{MODELS, extraction, impacts, key, model};
use selection::Projection;

/// Relative distance within which two raw impacts count as the same number: f32 sums in another order. It is taken of
/// the impact or of its layer's mean impact, whichever is larger: where terms of a product cancel, what is left of
/// them is as exact as the terms, not as the little that remains.
const TOLERANCE: f32 = 1e-5;

fn open(name: &str) -> Backbone {
    let options = OpenOptions { device: DeviceChoice::Cpu, ..OpenOptions::default() };
    Backbone::open(&model(name), &options).unwrap()
}

fn everything(top_k: u16) -> Reading {
    Reading {
        representations: vec![
            Representation::NeuronFeatures,
            Representation::NeuronImpacts,
            Representation::TokenCounts,
        ],
        projections: Projection::ALL.to_vec(),
        neurons: Neurons::TopK(top_k),
        max_tokens: 120,
    }
}

fn read(backbone: &Backbone, texts: &[&str], top_k: u16) -> Chunk {
    backbone.read(texts, &everything(top_k), &|| false).unwrap()
}

/// The worst distance of a layer's impacts, in tolerances.
fn distance(ours: &[f32], theirs: &[f32]) -> f32 {
    let mean = theirs.iter().sum::<f32>() / theirs.len() as f32;
    let far = |(a, b): (&f32, &f32)| (a - b).abs() / (TOLERANCE * a.max(*b).max(mean));
    ours.iter().zip(theirs).map(far).fold(0.0, f32::max)
}

#[test]
fn every_neuron_of_the_tiny_models_is_the_published_codes() {
    for name in MODELS {
        let backbone = open(name);
        for batch in [1, 6] {
            let expected = extraction(name, batch);
            let texts: Vec<&str> = expected.docs.iter().map(|document| document.doc.as_str()).collect();
            let chunk = read(&backbone, &texts, expected.top_k);
            for features in &chunk.features {
                let key = key(features.projection);
                assert_eq!(features.width, expected.widths[key], "{name} {key}");
                assert_eq!(features.layers, expected.num_layers);
                let scores = features.impacts.as_ref().unwrap();
                let wanted = expected.docs.iter().flat_map(|document| document.features[key].iter().flatten());
                for (slot, (&ours, &theirs)) in features.indices.iter().zip(wanted).enumerate() {
                    let layer = &scores[slot / features.top_k * features.width..][..features.width];
                    // Another index only where two scores are equal: repeated key heads are, by construction.
                    let equal = layer[usize::from(ours)].to_bits() == layer[usize::from(theirs)].to_bits();
                    assert!(ours == theirs || equal, "{name} b{batch} {key} slot {slot}: {ours}, not {theirs}");
                }
                assert_eq!(features.indices.len(), expected.docs.len() * features.layers * features.top_k);
            }
        }
    }
}

#[test]
fn indices_without_ties_are_equal_outright() {
    for name in MODELS {
        let backbone = open(name);
        let expected = extraction(name, 1);
        let texts: Vec<&str> = expected.docs.iter().map(|document| document.doc.as_str()).collect();
        for features in read(&backbone, &texts, expected.top_k).features {
            if matches!(features.projection, Projection::K | Projection::V) {
                continue;
            }
            let key = key(features.projection);
            let wanted: Vec<u16> =
                expected.docs.iter().flat_map(|d| d.features[key].iter().flatten()).copied().collect();
            assert_eq!(features.indices, wanted, "{name} {key}");
        }
    }
}

#[test]
fn raw_impacts_are_the_published_codes_to_the_last_digits() {
    let (mut compared, mut worst) = (0, 0f32);
    for name in MODELS {
        let backbone = open(name);
        for batch in [1, 6] {
            let expected = extraction(name, batch);
            let texts: Vec<&str> = expected.docs.iter().map(|document| document.doc.as_str()).collect();
            for features in read(&backbone, &texts, 5).features {
                let Some(theirs) = impacts(name, batch, key(features.projection)) else {
                    continue;
                };
                let ours = features.impacts.unwrap();
                assert_eq!(ours.len(), theirs.len());
                let layers = ours.chunks_exact(features.width).zip(theirs.chunks_exact(features.width));
                for (place, (ours, theirs)) in layers.enumerate() {
                    worst = worst.max(distance(ours, theirs));
                    assert!(worst < 1.0, "{name} b{batch} {place}: {worst} tolerances");
                }
                compared += theirs.len();
            }
        }
    }
    assert!(compared > 100_000, "only {compared} impacts compared");
    println!("{compared} impacts, the farthest {worst} tolerances away");
}

#[test]
fn tokens_are_the_published_codes_and_are_cut_at_the_end() {
    for name in MODELS {
        let backbone = open(name);
        for document in extraction(name, 1).docs {
            let ids = backbone.token_ids(&document.doc).unwrap();
            assert_eq!(ids[..ids.len().min(120)], document.token_ids, "{name} {:?}", document.doc);
            assert_eq!(backbone.count_tokens(&document.doc).unwrap() as usize, ids.len());
        }
    }
}

#[test]
fn empty_documents_are_unscored_and_leave_their_neighbours_alone() {
    let edges: serde_json::Value =
        serde_json::from_slice(&std::fs::read(reference::goldens().join("extract/edge.json")).unwrap()).unwrap();
    for name in MODELS {
        let backbone = open(name);
        let edge = &edges[name];
        let texts: Vec<&str> = edge["docs"].as_array().unwrap().iter().map(|doc| doc.as_str().unwrap()).collect();
        let chunk = read(&backbone, &texts, 5);
        assert!(!chunk.is_scored(0) && chunk.is_scored(1) && !chunk.is_scored(2) && chunk.is_scored(3));
        assert_eq!((chunk.token_counts[0], chunk.read_tokens[2]), (0, 0));
        for features in chunk.features {
            let loaded = features.to_features().unwrap();
            assert!(!loaded.is_scored(0) && !loaded.is_scored(2));
            assert!(loaded.document(0).iter().all(|&index| index == selection::ABSENT));
            let impacts = features.impacts.unwrap();
            for document in [1, 3] {
                let wanted = edge["features"][document][key(features.projection)].as_array().unwrap();
                for (slot, (&ours, wanted)) in loaded.document(document).iter().zip(wanted).enumerate() {
                    let layer = document * features.layers + slot / features.top_k;
                    let score = |index: usize| impacts[layer * features.width + index].to_bits();
                    let theirs = wanted.as_u64().unwrap() as usize;
                    assert_eq!(score(usize::from(ours)), score(theirs), "{name} document {document} slot {slot}");
                }
            }
        }
        let long = read(&backbone, &texts, 70);
        for features in long.features {
            let wanted = edge["topk70_lengths"][key(features.projection)].as_u64().unwrap();
            assert_eq!((features.layers * features.top_k) as u64, wanted, "{name}: top-k beyond the width");
        }
    }
}

#[test]
fn a_documents_neurons_do_not_depend_on_its_neighbours_or_on_threads() {
    let expected = extraction("tiny-qwen3-untied", 1);
    let texts: Vec<&str> = expected.docs.iter().map(|document| document.doc.as_str()).collect();
    let many = read(&open("tiny-qwen3-untied"), &texts, 20);
    let options = OpenOptions { device: DeviceChoice::Cpu, threads: Some(1), ..OpenOptions::default() };
    let single = Backbone::open(&model("tiny-qwen3-untied"), &options).unwrap();
    for (document, text) in texts.iter().enumerate() {
        let alone = read(&single, &[text], 20);
        for (together, alone) in many.features.iter().zip(&alone.features) {
            let slots = together.shape().slots();
            assert_eq!(together.indices[document * slots..][..slots], alone.indices[..], "document {document}");
        }
    }
}
