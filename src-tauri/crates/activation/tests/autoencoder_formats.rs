//! Sparse autoencoders of the published formats: latents as numpy worked them out, and a sentence for every folder that
//! cannot be used. `autoencoder_fixtures/make.py` made the fixtures.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use activation::autoencoder::{Autoencoder, inspect};
use activation::inspect as inspect_model;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixtures {
    rows: Vec<Vec<f32>>,
    expected: HashMap<String, Expected>,
}

#[derive(Deserialize)]
struct Expected {
    tokens: Vec<Vec<(u32, f64)>>,
    mean: Vec<(u32, f64)>,
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/autoencoder_fixtures").join(name)
}

fn fixtures() -> Fixtures {
    serde_json::from_slice(&std::fs::read(folder("expected.json")).unwrap()).unwrap()
}

/// Sums of eight products of numbers below ten in f32: off by less than 1e-4.
#[track_caller]
fn assert_same(name: &str, found: &[(u32, f32)], wanted: &[(u32, f64)]) {
    let places = |codes: &[(u32, f64)]| codes.iter().map(|&(latent, _)| latent).collect::<Vec<_>>();
    let found: Vec<(u32, f64)> = found.iter().map(|&(latent, value)| (latent, f64::from(value))).collect();
    assert_eq!(places(&found), places(wanted), "{name}");
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found.1 - wanted.1).abs() < 1e-4, "{name}: {found:?}, not {wanted:?}");
    }
}

#[test]
fn every_published_format_gives_the_latents_that_its_formula_gives() {
    let fixtures = fixtures();
    let rows = fixtures.rows.concat();
    let layers = [
        ("sparsify-topk", 3),
        ("sparsify-groupmax", 1),
        ("sparsify-signed", 2),
        ("saelens-standard", 5),
        ("saelens-jumprelu", 5),
        ("saelens-topk", 5),
    ];
    assert_eq!(layers.len(), fixtures.expected.len());
    for (name, layer) in layers {
        let autoencoder = Autoencoder::open(&folder(name), None).unwrap();
        let card = autoencoder.card();
        assert_eq!((card.hookpoint.layer, card.width, card.latents), (layer, 8, 24), "{name}");
        let (encoder, expected) = (autoencoder.encoder(), &fixtures.expected[name]);
        for (found, wanted) in encoder.encode(&rows).unwrap().iter().zip(&expected.tokens) {
            assert_same(name, found, wanted);
        }
        let means = encoder.means(&rows, std::slice::from_ref(&(0..fixtures.rows.len()))).unwrap();
        assert_same(name, &means[0], &expected.mean);
    }
}

#[test]
fn a_token_is_encoded_the_same_whatever_stands_beside_it() {
    let fixtures = fixtures();
    let autoencoder = Autoencoder::open(&folder("sparsify-topk"), None).unwrap();
    let together = autoencoder.encoder().encode(&fixtures.rows.concat()).unwrap();
    for (row, together) in fixtures.rows.iter().zip(together) {
        assert_eq!(autoencoder.encoder().encode(row).unwrap()[0], together);
    }
}

/// Copies a folder and changes one of its files.
fn changed(name: &str, file: &str, change: impl FnOnce(&mut Vec<u8>)) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder(name)).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
    }
    let mut bytes = std::fs::read(copy.path().join(file)).unwrap();
    change(&mut bytes);
    std::fs::write(copy.path().join(file), bytes).unwrap();
    copy
}

/// Opens a folder for layer 3 with another text in its settings, and gives what was said.
fn refusal(name: &str, from: &str, to: &str) -> String {
    let copy = changed(name, "cfg.json", |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains(from), "{text}");
        *bytes = text.replace(from, to).into_bytes();
    });
    let layer = if name.starts_with("sparsify") { Some(3) } else { None };
    Autoencoder::open(copy.path(), layer).err().unwrap().to_string()
}

#[test]
fn what_cannot_be_computed_faithfully_is_refused_by_name() {
    let sparsify = "sparsify-topk/layers.3";
    assert!(refusal(sparsify, "\"transcode\": false", "\"transcode\": true").contains("transcoder"));
    assert!(refusal(sparsify, "\"skip_connection\": false", "\"skip_connection\": true").contains("transcoder"));
    assert!(refusal(sparsify, "\"topk\"", "\"softmax\"").contains("softmax"));
    assert!(refusal(sparsify, "\"k\": 4", "\"k\": 400").contains("400"));
    assert!(refusal(sparsify, "\"d_in\": 8", "\"d_in\": 9").contains("[24, 9]"));
    assert!(refusal("sparsify-groupmax/layers.1", "\"k\": 4", "\"k\": 5").contains("divisor"));
    let saelens = "saelens-topk";
    for kind in ["layer_norm", "expected_average_only_in", "constant_norm_rescale"] {
        let to = format!("\"normalize_activations\": \"{kind}\"");
        assert!(refusal(saelens, "\"normalize_activations\": \"none\"", &to).contains(kind));
    }
    assert!(refusal(saelens, "\"architecture\": \"topk\"", "\"architecture\": \"gated\"").contains("gated"));
    assert!(refusal(saelens, "\"architecture\": \"topk\"", "\"architecture\": \"jumprelu\"").contains("threshold"));
    assert!(refusal(saelens, "hook_resid_post", "hook_mlp_out").contains("hook_mlp_out"));
}

#[test]
fn an_autoencoder_of_another_model_says_both_widths() {
    let model =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/goldens/models/tiny-llama-tied");
    let model = inspect_model(&model).unwrap();
    let said = inspect(&folder("sparsify-topk")).unwrap()[0].check(&model).unwrap_err().to_string();
    let wanted = format!("this autoencoder reads vectors of 8 numbers, the model gives {}", model.hidden);
    assert!(said.starts_with(&wanted), "{said}");
}

#[test]
fn the_folder_above_several_needs_a_layer() {
    let above = tempfile::tempdir().unwrap();
    for layer in ["layers.3", "layers.11"] {
        let inner = above.path().join(layer);
        std::fs::create_dir(&inner).unwrap();
        for file in ["cfg.json", "sae.safetensors"] {
            std::fs::copy(folder("sparsify-topk/layers.3").join(file), inner.join(file)).unwrap();
        }
    }
    let layers: Vec<usize> = inspect(above.path()).unwrap().iter().map(|card| card.hookpoint.layer).collect();
    assert_eq!(layers, [3, 11]);
    assert!(Autoencoder::open(above.path(), None).err().unwrap().to_string().contains("[11, 3]"));
    assert_eq!(Autoencoder::open(above.path(), Some(11)).unwrap().card().hookpoint.layer, 11);
    assert!(Autoencoder::open(above.path(), Some(4)).is_err());
    assert!(Autoencoder::open(&folder("sparsify-topk/layers.3"), Some(4)).is_err());
}

#[test]
fn a_folder_of_something_else_says_what_would_do() {
    let empty = tempfile::tempdir().unwrap();
    assert!(Autoencoder::open(empty.path(), None).err().unwrap().to_string().contains("sae.safetensors"));
    std::fs::write(empty.path().join("ae.pt"), b"\x80\x02").unwrap();
    assert!(Autoencoder::open(empty.path(), None).err().unwrap().to_string().contains("pickle"));
    let archive = tempfile::tempdir().unwrap();
    std::fs::write(archive.path().join("params.npz"), b"PK").unwrap();
    assert!(Autoencoder::open(archive.path(), None).err().unwrap().to_string().contains("convert"));
    let gone = Path::new("no-such-folder");
    assert!(Autoencoder::open(gone, None).err().unwrap().to_string().contains("no-such-folder"));
}

#[test]
fn weights_that_are_no_numbers_are_damage() {
    let copy = changed("saelens-standard", "sae_weights.safetensors", |bytes| {
        let end = bytes.len();
        bytes[end - 4..].copy_from_slice(&f32::NAN.to_le_bytes());
        let header = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        bytes[8 + header..12 + header].copy_from_slice(&f32::INFINITY.to_le_bytes());
    });
    assert!(Autoencoder::open(copy.path(), None).err().unwrap().to_string().contains("not finite"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_get_a_sentence_and_never_a_crash(
        sparsify in any::<bool>(),
        of_settings in any::<bool>(),
        cut in prop::option::of(any::<prop::sample::Index>()),
        bends in prop::collection::vec((any::<prop::sample::Index>(), 1u8..), 1..4),
    ) {
        let (name, weights) = if sparsify {
            ("sparsify-topk/layers.3", "sae.safetensors")
        } else {
            ("saelens-topk", "sae_weights.safetensors")
        };
        let file = if of_settings { "cfg.json" } else { weights };
        let copy = changed(name, file, |bytes| {
            match cut {
                Some(cut) => bytes.truncate(cut.index(bytes.len())),
                None => bends.iter().for_each(|(place, mask)| {
                    let place = place.index(bytes.len().min(500));
                    bytes[place] ^= mask;
                }),
            }
        });
        match Autoencoder::open(copy.path(), sparsify.then_some(3)) {
            Err(error) => prop_assert!(error.to_string().len() > 20),
            Ok(autoencoder) => {
                prop_assert!(cut.is_none());
                let row = vec![0.5; autoencoder.card().width];
                prop_assert!(autoencoder.encoder().encode(&row).is_ok_and(|codes| codes.len() == 1));
            }
        }
    }
}
