//! Model files are foreign bytes: cut short, bent or made to deceive, they get a sentence, never a crash.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod gguf_writer;
mod reference;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use activation::{Backbone, BackboneError, DeviceChoice, OpenOptions, Reading, inspect};
use proptest::prelude::*;

static GGUF: LazyLock<Vec<u8>> =
    LazyLock::new(|| gguf_writer::convert(&reference::model("tiny-llama-tied"), "llama", "smollm", true).bytes());

/// Opens what is there and reads a document; whatever fails must say something.
fn try_to_read(path: &Path) -> Result<(), String> {
    let said = |sentence: String| {
        assert!(sentence.len() > 20, "no sentence: {sentence}");
        sentence
    };
    let options = OpenOptions { device: DeviceChoice::Cpu, threads: Some(1), ..OpenOptions::default() };
    let card = inspect(path).map_err(|error| said(error.to_string()))?;
    assert!(card.layers > 0);
    let backbone = Backbone::open(path, &options).map_err(|error| said(error.to_string()))?;
    let read = backbone.read(&["Water 42 falls."], &Reading::default(), &|| false);
    read.map(|_| ()).map_err(|error| said(error.to_string()))
}

fn write_gguf(folder: &Path, bytes: &[u8]) -> PathBuf {
    let path = folder.join("model.gguf");
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A copy of a tiny model folder with one file's bytes changed.
fn folder_with(file: &str, change: impl FnOnce(&mut Vec<u8>)) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        std::fs::copy(reference::model("tiny-llama-tied").join(name), folder.path().join(name)).unwrap();
    }
    let mut bytes = std::fs::read(folder.path().join(file)).unwrap();
    change(&mut bytes);
    std::fs::write(folder.path().join(file), bytes).unwrap();
    folder
}

fn bend(bytes: &mut [u8], bends: &[(prop::sample::Index, u8)], within: usize) {
    let within = within.min(bytes.len());
    for (place, mask) in bends {
        bytes[place.index(within)] ^= mask;
    }
}

fn bends() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), 1u8..), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_gguf_file_cut_anywhere_is_refused(cut in any::<prop::sample::Index>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = write_gguf(folder.path(), &GGUF[..cut.index(GGUF.len())]);
        prop_assert!(try_to_read(&path).is_err());
    }

    #[test]
    fn a_gguf_file_bent_anywhere_never_crashes(
        bends in bends(),
        within in prop::sample::select(vec![64usize, 1000, 60_000, usize::MAX]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = GGUF.clone();
        bend(&mut bytes, &bends, within);
        let _ = try_to_read(&write_gguf(folder.path(), &bytes));
    }

    #[test]
    fn safetensors_cut_anywhere_are_refused(cut in any::<prop::sample::Index>()) {
        let folder = folder_with("model.safetensors", |bytes| bytes.truncate(cut.index(bytes.len())));
        prop_assert!(try_to_read(folder.path()).is_err());
    }

    #[test]
    fn safetensors_bent_anywhere_never_crash(
        bends in bends(),
        within in prop::sample::select(vec![8usize, 4000, usize::MAX]),
    ) {
        let folder = folder_with("model.safetensors", |bytes| bend(bytes, &bends, within));
        let _ = try_to_read(folder.path());
    }

    #[test]
    fn settings_and_tokenizers_bent_anywhere_never_crash(
        file in prop::sample::select(vec!["config.json", "tokenizer.json"]),
        bends in bends(),
        within in prop::sample::select(vec![2000usize, usize::MAX]),
    ) {
        let folder = folder_with(file, |bytes| bend(bytes, &bends, within));
        let _ = try_to_read(folder.path());
    }
}

#[test]
fn a_safetensors_header_larger_than_any_models_is_refused_unread() {
    let folder = folder_with("model.safetensors", |bytes| {
        bytes[..8].copy_from_slice(&(1u64 << 40).to_le_bytes());
    });
    let said = inspect(folder.path()).unwrap_err().to_string();
    assert!(said.contains("bytes of header, possible are 16777216"), "{said}");
}

#[test]
fn pickles_are_refused_by_name_and_by_their_first_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in
        [("model.bin", b"anything".as_slice()), ("model.gguf", b"\x80\x02cposix"), ("w.gguf", b"PK\x03\x04")]
    {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        assert!(matches!(inspect(&path), Err(BackboneError::Pickle { .. })), "{name}");
    }
    let model = folder_with("config.json", |_| ());
    std::fs::rename(model.path().join("model.safetensors"), model.path().join("pytorch_model.bin")).unwrap();
    assert!(matches!(inspect(model.path()), Err(BackboneError::Pickle { .. })));
}

#[test]
fn what_is_missing_is_named() {
    let nowhere = inspect(Path::new("/nowhere/at/all")).unwrap_err();
    assert!(matches!(nowhere, BackboneError::NotFound { .. }));
    for missing in ["config.json", "tokenizer.json", "model.safetensors"] {
        let folder = folder_with("config.json", |_| ());
        std::fs::remove_file(folder.path().join(missing)).unwrap();
        let said = inspect(folder.path()).unwrap_err().to_string();
        assert!(said.contains(&format!("{missing} is missing")), "{said}");
    }
}

#[test]
fn shards_are_read_together_and_may_not_lie_elsewhere() {
    let folder = folder_with("config.json", |_| ());
    let whole =
        candle_core::safetensors::load(folder.path().join("model.safetensors"), &candle_core::Device::Cpu).unwrap();
    let (first, second): (std::collections::HashMap<_, _>, _) =
        whole.into_iter().partition(|(name, _)| name.contains("layers.1") || name.contains("embed"));
    std::fs::remove_file(folder.path().join("model.safetensors")).unwrap();
    candle_core::safetensors::save(&first, folder.path().join("model-1.safetensors")).unwrap();
    candle_core::safetensors::save(&second, folder.path().join("model-2.safetensors")).unwrap();
    let index = |other: &str| {
        let map = serde_json::json!({ "weight_map": { "a": "model-1.safetensors", "b": other } });
        std::fs::write(folder.path().join("model.safetensors.index.json"), map.to_string()).unwrap();
    };
    index("model-2.safetensors");
    try_to_read(folder.path()).unwrap();
    index("../model-2.safetensors");
    assert!(inspect(folder.path()).unwrap_err().to_string().contains("../model-2.safetensors"));
    index("model-3.safetensors");
    assert!(inspect(folder.path()).unwrap_err().to_string().contains("model-3.safetensors is missing"));
}

#[test]
fn weights_that_are_no_numbers_are_noticed_where_they_first_show() {
    let folder = folder_with("config.json", |_| ());
    let path = folder.path().join("model.safetensors");
    let mut tensors = candle_core::safetensors::load(&path, &candle_core::Device::Cpu).unwrap();
    let bent = tensors.get_mut("model.layers.2.mlp.up_proj.weight").unwrap();
    *bent = (&*bent * f64::NAN).unwrap();
    candle_core::safetensors::save(&tensors, &path).unwrap();
    let said = try_to_read(folder.path()).unwrap_err();
    assert!(said.contains("no finite impact at layer 2, projection up"), "{said}");
}
