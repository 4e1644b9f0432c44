//! The packed kernels against plain tensors, model by model: the same neurons, and the same bits whatever shares the
//! batch and however many threads there are.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod reference;

use std::path::{Path, PathBuf};

use activation::{Backbone, Chunk, DeviceChoice, Neurons, NumericProfile, OpenOptions, Reading, Representation};
use reference::{MODELS, extraction, model};
use selection::Projection;

/// Two impacts nearer than this, of the larger of them and their layer's mean, may stand in either order: f32 sums in
/// another order.
const TIE: f32 = 1e-5;
/// How far the same impact may lie apart after the few layers of the tiny models, and after the starter's thirty.
const SHALLOW: f32 = 1e-5;
const DEEP: f32 = 1e-4;

fn options(threads: usize) -> OpenOptions {
    OpenOptions { device: DeviceChoice::Cpu, threads: Some(threads), ..OpenOptions::default() }
}

fn read(backbone: &Backbone, texts: &[&str]) -> Chunk {
    let reading = Reading {
        representations: vec![Representation::NeuronFeatures, Representation::NeuronImpacts],
        projections: Projection::ALL.to_vec(),
        neurons: Neurons::TopK(20),
        max_tokens: 120,
    };
    backbone.read(texts, &reading, &|| false).unwrap()
}

/// Asserts that all impacts agree within the tolerance, and that an index differs only where two impacts do not.
/// Answers how many indices there were and how many differed.
fn assert_same_neurons(packed: &Chunk, plain: &Chunk, tolerance: f32) -> (usize, usize) {
    let (mut slots, mut differing) = (0, 0);
    for (packed, plain) in packed.features.iter().zip(&plain.features) {
        let (ours, theirs) = (packed.impacts.as_ref().unwrap(), plain.impacts.as_ref().unwrap());
        assert_eq!(ours.len(), theirs.len());
        for (place, (ours, theirs)) in ours.chunks_exact(packed.width).zip(theirs.chunks_exact(plain.width)).enumerate()
        {
            let mean = theirs.iter().sum::<f32>() / theirs.len() as f32;
            let near = |a: f32, b: f32| (a - b).abs() <= tolerance * a.max(b).max(mean);
            let worst = ours.iter().zip(theirs).position(|(&a, &b)| !near(a, b));
            assert_eq!(worst, None, "{:?}, layer {place} of all", packed.projection);
            let kept = place * packed.top_k..(place + 1) * packed.top_k;
            for (&a, &b) in packed.indices[kept.clone()].iter().zip(&plain.indices[kept]) {
                slots += 1;
                if a != b {
                    differing += 1;
                    let (a, b) = (theirs[usize::from(a)], theirs[usize::from(b)]);
                    assert!(
                        (a - b).abs() <= TIE * a.max(b).max(mean),
                        "{:?} place {place}: {a} and {b} are no tie",
                        packed.projection
                    );
                }
            }
        }
    }
    (slots, differing)
}

fn assert_same_bits(one: &Chunk, other: &Chunk, what: &str) {
    let bits = |chunk: &Chunk| -> Vec<u32> {
        let impacts = chunk.features.iter().flat_map(|f| f.impacts.iter().flatten());
        impacts.map(|x| x.to_bits()).collect()
    };
    assert!(bits(one) == bits(other), "{what}: other bits");
    assert_eq!(one.features[0].indices, other.features[0].indices);
}

/// One document's part of a chunk.
fn alone(chunk: &Chunk, document: usize) -> Chunk {
    let mut part = chunk.clone();
    for features in &mut part.features {
        let (slots, values) = (features.layers * features.top_k, features.layers * features.width);
        features.indices = features.indices[document * slots..][..slots].to_vec();
        features.impacts = features.impacts.take().map(|all| all[document * values..][..values].to_vec());
    }
    part
}

fn starter() -> Option<PathBuf> {
    let path = std::env::var_os("NEUROSIEVE_STARTER_MODEL").map(PathBuf::from);
    let found = path.filter(|path| path.is_file());
    if found.is_none() {
        println!("skipped: NEUROSIEVE_STARTER_MODEL does not name the starter model's file");
    }
    found
}

fn compare(path: &Path, texts: &[&str], tolerance: f32) -> (usize, usize) {
    let packed = Backbone::open(path, &options(2)).unwrap();
    let plain = Backbone::open_on_tensors(path, &options(2)).unwrap();
    assert_ne!(packed.device_label(), plain.device_label());
    assert_same_neurons(&read(&packed, texts), &read(&plain, texts), tolerance)
}

#[test]
fn packed_kernels_find_the_neurons_that_plain_tensors_find() {
    for name in MODELS {
        let expected = extraction(name, 1);
        let texts: Vec<&str> = expected.docs.iter().map(|d| d.doc.as_str()).collect();
        let (slots, differing) = compare(&model(name), &texts, SHALLOW);
        println!("{name}: {differing} of {slots} indices stand in another order, all of them ties");
        assert!(slots > 1000, "{name}: only {slots} indices compared");
    }
}

#[test]
fn packed_kernels_find_the_starter_models_neurons_that_plain_tensors_find() {
    let Some(path) = starter() else { return };
    let long = "The water cycle carries water from the sea to the land and back again. ".repeat(9);
    let texts = [
        "Rivers rise in the hills.",
        &long,
        "def area(r):\n    return 3.14159 * r * r",
        "¿Dónde está la biblioteca? 图书馆在哪里？",
    ];
    let (slots, differing) = compare(&path, &texts, DEEP);
    println!("{differing} of {slots} indices stand in another order, all of them ties");
}

#[test]
fn impacts_are_the_same_bits_for_any_threads_and_any_neighbours() {
    for name in MODELS {
        let expected = extraction(name, 1);
        let texts: Vec<&str> = expected.docs.iter().map(|d| d.doc.as_str()).collect();
        let single = Backbone::open(&model(name), &options(1)).unwrap();
        let all = read(&single, &texts);
        for threads in [2, 5] {
            let backbone = Backbone::open(&model(name), &options(threads)).unwrap();
            assert_same_bits(&read(&backbone, &texts), &all, &format!("{name}, {threads} threads"));
        }
        for (document, text) in texts.iter().enumerate() {
            assert_same_bits(&read(&single, &[text]), &alone(&all, document), &format!("{name}, document {document}"));
        }
    }
}

#[test]
fn the_fast_profile_finds_nearly_the_same_neurons_or_says_what_it_needs() {
    let options = OpenOptions { profile: NumericProfile::Bf16Fast, ..options(2) };
    for name in MODELS {
        let expected = extraction(name, 1);
        let texts: Vec<&str> = expected.docs.iter().map(|d| d.doc.as_str()).collect();
        let fast = match Backbone::open(&model(name), &options) {
            Ok(fast) => fast,
            Err(error) => {
                assert_eq!(error.code(), "profile_missing");
                return;
            }
        };
        let exact = Backbone::open(&model(name), &self::options(2)).unwrap();
        let (fast, exact) = (read(&fast, &texts), read(&exact, &texts));
        for (fast, exact) in fast.features.iter().zip(&exact.features) {
            let (a, b) = (fast.impacts.as_ref().unwrap(), exact.impacts.as_ref().unwrap());
            let off: f32 = a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum();
            let all: f32 = b.iter().sum();
            // bf16 keeps eight bits: a product is off by 0.4 % at most, a sum of many by less.
            assert!(off > 0.0 && off < 0.01 * all, "{name} {:?}: {off} of {all}", fast.projection);
        }
    }
}
