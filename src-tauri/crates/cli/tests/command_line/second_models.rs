//! The second models: a sentence encoder for "Meaning match", a sparse autoencoder for "Untangled neurons".
//!
//! Stories with the encoder run where `NEUROSIEVE_SENTENCE_MODEL` names the folder of all-MiniLM-L6-v2, and say that they
//! were skipped elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::called::{Called, call, golden, json_file, json_lines, write_lines};

/// Sentences on cold water, among others; none shares a word with the example.
const WATER: [&str; 3] =
    ["An unusually cold season stopped all boats.", "Frost closed every harbour.", "Thick ice lay on lakes."];
const OTHERS: [&str; 5] = [
    "Add flour slowly and stir until smooth.",
    "Judges heard an appeal on Tuesday.",
    "Her guitar needs new strings.",
    "Shares fell after a profit warning.",
    "He painted a fence green.",
];

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

fn encoder() -> Option<String> {
    let path = std::env::var_os("NEUROSIEVE_SENTENCE_MODEL").map(PathBuf::from).filter(|path| path.is_dir());
    if path.is_none() {
        println!("skipped: NEUROSIEVE_SENTENCE_MODEL does not name the sentence encoder's folder");
    }
    path.map(|path| path.display().to_string())
}

/// A pool of both kinds, and one example of the first.
fn files(folder: &Path) {
    let kinds = [(&WATER[..], "water"), (&OTHERS[..], "other")];
    let mut rows: Vec<Value> = kinds
        .into_iter()
        .flat_map(|(texts, kind)| texts.iter().map(move |text| (text, kind)))
        .enumerate()
        .map(|(n, (text, kind))| json!({ "id": format!("{kind}{n}"), "text": text, "kind": kind }))
        .collect();
    rows.reverse();
    write_lines(&folder.join("pool.jsonl"), &rows);
    let example = "The river froze early that winter, so ferries stayed tied to their posts.";
    write_lines(&folder.join("target.jsonl"), &[json!({ "text": example })]);
}

fn select(folder: &Path, output: &str, more: &[&str]) -> Called {
    let (pool, target, output) = (path(folder, "pool.jsonl"), path(folder, "target.jsonl"), path(folder, output));
    let asked = ["select", "--json", "--pool", &pool, "--target", &target, "--output", &output, "--documents", "3"];
    call(folder, [&asked, more].concat())
}

#[test]
fn meaning_match_finds_what_shares_no_word_and_needs_no_language_model() {
    let Some(encoder) = encoder() else { return };
    let folder = tempfile::tempdir().unwrap();
    files(folder.path());
    let asked = ["--method", "meaning", "--sentence-model", &encoder];
    let report = select(folder.path(), "chosen.jsonl", &asked).ended(0).json();
    assert_eq!((report["ranked"].as_u64(), report["selected"].as_u64()), (Some(8), Some(3)));
    let rows = json_lines(&folder.path().join("chosen.jsonl"));
    assert!(rows.iter().all(|row| row["kind"] == "water"), "{rows:?}");
    let passport = json_file(&folder.path().join("chosen.jsonl.passport.json"));
    assert_eq!(passport["script"]["sentence"].as_str().map(str::len), Some(64), "{passport}");

    let passport = path(folder.path(), "chosen.jsonl.passport.json");
    let again = [&asked[2..], &["--passport", &passport]].concat();
    let (pool, target) = (path(folder.path(), "pool.jsonl"), path(folder.path(), "target.jsonl"));
    let output = path(folder.path(), "again.jsonl");
    let whole = [&["select", "--pool", &pool, "--target", &target, "--output", &output][..], &again].concat();
    call(folder.path(), whole).ended(0);
    let bytes = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(bytes("again.jsonl"), bytes("chosen.jsonl"));
}

#[test]
fn meaning_match_is_evaluated_beside_chance() {
    let Some(encoder) = encoder() else { return };
    let folder = tempfile::tempdir().unwrap();
    files(folder.path());
    let (pool, target) = (path(folder.path(), "pool.jsonl"), path(folder.path(), "target.jsonl"));
    let asked = ["--json", "evaluate", "--pool", &pool, "--target", &target, "--documents", "3"];
    let more = ["--methods", "meaning,random", "--sentence-model", &encoder, "--cards", "known_composition"];
    let known = ["--category-column", "kind", "--category", "water"];
    let report = call(folder.path(), [&asked[..], &more, &known].concat()).ended(0).json();
    assert_eq!(report["methods"], json!(["meaning", "random"]));
    let rows = report["cards"][0]["rows"].as_array().unwrap();
    let precision = rows.iter().find(|row| row["measure"] == "precision").unwrap();
    assert_eq!(precision["values"][0]["value"], 1.0);
}

#[test]
fn an_encoder_is_listed_as_one_and_is_no_language_model() {
    let Some(encoder) = encoder() else { return };
    let folder = tempfile::tempdir().unwrap();
    files(folder.path());
    let added = call(folder.path(), ["--json", "models", "add", &encoder]).ended(0).json();
    assert_eq!((added["kind"].as_str(), added["family"].as_str()), (Some("sentence"), Some("BERT")));
    let nag = ["--method", "nag", "--model", &encoder];
    select(folder.path(), "nag.jsonl", &nag).ended(1).said("Choose a language model");
}

#[test]
fn a_method_says_which_second_model_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    files(folder.path());
    let llama = golden("models/tiny-llama-tied").display().to_string();
    select(folder.path(), "a.jsonl", &["--method", "meaning"]).ended(2).said("--sentence-model");
    select(folder.path(), "a.jsonl", &["--method", "mona", "--model", &llama]).ended(2).said("--autoencoder");
    let not_one = ["--method", "meaning", "--sentence-model", &llama];
    select(folder.path(), "a.jsonl", &not_one).ended(1).said("is no sentence encoder");
}

/// A random autoencoder in sparsify's format: 256 latents, the largest 8 count.
fn autoencoder(folder: &Path, width: usize) -> String {
    const LATENTS: usize = 256;
    let own = folder.join(format!("sae-{width}/layers.2"));
    fs::create_dir_all(&own).unwrap();
    let settings = json!({
        "activation": "topk", "expansion_factor": LATENTS / width, "normalize_decoder": true, "num_latents": LATENTS,
        "k": 8, "multi_topk": false, "skip_connection": false, "transcode": false, "d_in": width,
    });
    fs::write(own.join("cfg.json"), settings.to_string()).unwrap();
    let mut state = 7_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    };
    let (mut header, mut bytes) = (serde_json::Map::new(), Vec::new());
    let tensors =
        [("encoder.weight", vec![LATENTS, width]), ("encoder.bias", vec![LATENTS]), ("W_dec", vec![LATENTS, width])];
    for (name, shape) in tensors.into_iter().chain([("b_dec", vec![width])]) {
        let start = bytes.len();
        bytes.extend((0..shape.iter().product::<usize>()).flat_map(|_| random().to_le_bytes()));
        header.insert(name.to_owned(), json!({ "dtype": "F32", "shape": shape, "data_offsets": [start, bytes.len()] }));
    }
    let header = Value::Object(header).to_string();
    let file = [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &bytes].concat();
    fs::write(own.join("sae.safetensors"), file).unwrap();
    own.display().to_string()
}

#[test]
fn untangled_neurons_are_read_with_an_autoencoder_beside_the_model() {
    let folder = tempfile::tempdir().unwrap();
    files(folder.path());
    // The one example is a row of the pool: it is most like itself.
    let twin = json!({ "text": OTHERS[1] });
    write_lines(&folder.path().join("target.jsonl"), &[twin]);
    let llama = golden("models/tiny-llama-tied").display().to_string();
    let sae = autoencoder(folder.path(), 64);
    let project = path(folder.path(), "kept.neurosieve");
    let asked = ["--method", "mona", "--model", &llama, "--device", "cpu", "--project", &project];
    select(folder.path(), "mona.jsonl", &[&asked[..], &["--autoencoder", &sae]].concat()).ended(0);
    let rows = json_lines(&folder.path().join("mona.jsonl"));
    assert_eq!((rows.len(), rows[0]["id"].as_str()), (3, Some("other4")), "{rows:?}");

    let added = call(folder.path(), ["--json", "models", "add-autoencoder", &sae]).ended(0).json();
    assert_eq!((added["layer"].as_u64(), added["latents"].as_u64()), (Some(2), Some(256)));
    let listed = call(folder.path(), ["--json", "models", "autoencoders"]).ended(0).json();
    assert_eq!(listed, json!([added]));
}

#[test]
fn an_autoencoder_of_another_model_is_refused_with_both_widths() {
    let folder = tempfile::tempdir().unwrap();
    files(folder.path());
    let llama = golden("models/tiny-llama-tied").display().to_string();
    let sae = autoencoder(folder.path(), 32);
    let asked = ["--method", "mona", "--model", &llama, "--device", "cpu", "--autoencoder", &sae];
    let refused = select(folder.path(), "mona.jsonl", &asked).ended(1);
    refused.said("reads vectors of 32 numbers, the model gives 64");
    assert!(!folder.path().join("mona.jsonl").exists());
}
