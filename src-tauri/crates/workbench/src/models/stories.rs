//! Stories of the shelf: what is listed, added, fetched and removed.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use super::hub::imitation::{Imitation, Mode};
use super::hub::{Hub, Watch};
use super::shelf::{Origin, Shelf, Speed};
use super::{ProjectFacts, fetch, fetch_dataset, find_on_hub, list, search_hub};
use crate::folders::Folders;
use crate::operations::FailureCode;
use crate::operations::job::JobStep;
use crate::operations::model::{DownloadModel, ModelGroup, ModelView};

const CONFIG: &[u8] = br#"{"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 8,
    "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 2,
    "vocab_size": 4, "max_position_embeddings": 32, "rms_norm_eps": 1e-5, "rope_theta": 10000.0,
    "hidden_act": "silu", "tie_word_embeddings": true}"#;
const TOKENIZER: &[u8] = br#"{"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
    "normalizer": null, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null, "decoder": null,
    "model": {"type": "WordLevel", "vocab": {"a": 0, "b": 1, "c": 2, "[UNK]": 3}, "unk_token": "[UNK]"}}"#;

/// Safetensors of the tiny Llama that `CONFIG` describes, all zeros.
fn weights() -> Vec<u8> {
    let block = "model.layers.0";
    let shapes: Vec<(String, Vec<usize>)> = [
        ("model.embed_tokens.weight".to_owned(), vec![4, 8]),
        ("model.norm.weight".to_owned(), vec![8]),
        (format!("{block}.input_layernorm.weight"), vec![8]),
        (format!("{block}.post_attention_layernorm.weight"), vec![8]),
        (format!("{block}.self_attn.q_proj.weight"), vec![8, 8]),
        (format!("{block}.self_attn.k_proj.weight"), vec![8, 8]),
        (format!("{block}.self_attn.v_proj.weight"), vec![8, 8]),
        (format!("{block}.self_attn.o_proj.weight"), vec![8, 8]),
        (format!("{block}.mlp.gate_proj.weight"), vec![16, 8]),
        (format!("{block}.mlp.up_proj.weight"), vec![16, 8]),
        (format!("{block}.mlp.down_proj.weight"), vec![8, 16]),
    ]
    .into();
    let mut at = 0;
    let mut header = serde_json::Map::new();
    for (name, shape) in shapes {
        let end = at + 4 * shape.iter().product::<usize>();
        header.insert(name, serde_json::json!({"dtype": "F32", "shape": shape, "data_offsets": [at, end]}));
        at = end;
    }
    let header = serde_json::to_vec(&header).unwrap();
    [&(header.len() as u64).to_le_bytes()[..], &header, &vec![0; at]].concat()
}

/// The files of a Llama that can be read, as a hub holds them.
pub(crate) fn tiny_files() -> [(&'static str, Vec<u8>); 3] {
    [("config.json", CONFIG.to_vec()), ("tokenizer.json", TOKENIZER.to_vec()), ("model.safetensors", weights())]
}

fn tiny_model(folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("config.json"), CONFIG).unwrap();
    std::fs::write(folder.join("tokenizer.json"), TOKENIZER).unwrap();
    std::fs::write(folder.join("model.safetensors"), weights()).unwrap();
    folder.to_owned()
}

struct Scene {
    shelf: Shelf,
    site: Imitation,
    folder: tempfile::TempDir,
}

impl Scene {
    fn set() -> Self {
        let files = tiny_files();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        Self::with(Imitation::start(&files, Mode::Ok))
    }

    fn with(site: Imitation) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let hub = Hub::new(&site.endpoint, folder.path().join("hub"));
        Self { shelf: Shelf::new(Folders::under(&folder.path().join("app")), hub), site, folder }
    }

    fn list(&self) -> Vec<ModelView> {
        list(&self.shelf, &ProjectFacts::none()).unwrap()
    }

    /// What is here, but for a starter model that this computer may have.
    fn here(&self) -> Vec<ModelView> {
        let here = |view: &ModelView| view.group == ModelGroup::Here && view.remark != "model.remark.starter";
        self.list().into_iter().filter(here).collect()
    }
}

fn wanted() -> DownloadModel {
    DownloadModel { repo: "tiny/model".to_owned(), revision: None }
}

#[test]
fn a_model_added_from_disk_stays_where_it_is_and_is_listed_with_its_numbers() {
    let scene = Scene::set();
    let path = tiny_model(&scene.folder.path().join("mine"));
    scene.shelf.add(&path).unwrap();
    scene.shelf.add(&path).unwrap();
    let here = scene.here();
    assert_eq!(here.len(), 1);
    assert_eq!(here[0].problem, None);
    assert_eq!((here[0].layers, here[0].width, here[0].family.as_deref()), (Some(1), Some(16), Some("Llama")));
    assert!(!here[0].removable);
    assert_eq!(scene.shelf.remove(&here[0].model).unwrap(), 0);
    assert!(scene.here().is_empty());
    assert!(path.join("model.safetensors").exists());
}

#[test]
fn what_is_no_model_is_not_added_and_says_why() {
    let scene = Scene::set();
    let empty = scene.folder.path().join("empty");
    std::fs::create_dir_all(&empty).unwrap();
    let failure = scene.shelf.add(&empty).unwrap_err();
    assert_eq!(failure.code, FailureCode::ModelUnreadable);
    assert!(scene.here().is_empty());
}

#[test]
fn a_model_whose_drive_is_away_is_listed_as_not_connected_and_comes_back() {
    let scene = Scene::set();
    let path = tiny_model(&scene.folder.path().join("drive/model"));
    let id = scene.shelf.add(&path).unwrap().id;
    let drive = scene.folder.path().join("drive");
    std::fs::rename(&drive, scene.folder.path().join("away")).unwrap();
    let away = &scene.here()[0];
    assert_eq!(away.problem.as_ref().unwrap().code, FailureCode::ModelNotConnected);
    assert_eq!(away.model, id);
    std::fs::rename(scene.folder.path().join("away"), &drive).unwrap();
    assert_eq!(scene.here()[0].problem, None);
}

#[test]
fn a_model_fetched_from_the_hub_is_read_measured_and_removed_with_its_bytes() {
    let scene = Scene::set();
    let found = find_on_hub(&scene.shelf, "tiny/model", &|| false).unwrap();
    assert_eq!(found.problem, None);
    let mut steps = Vec::new();
    let mut watch = Watch { stop: &|| false, tell: &mut |progress| steps.push(progress) };
    fetch(&scene.shelf, &wanted(), &mut watch).unwrap();
    assert!(steps.iter().any(|progress| progress.step == JobStep::Checking));
    assert_eq!(steps.last().unwrap().done_bytes, found.size_bytes);

    let here = scene.here();
    assert_eq!((here.len(), here[0].problem.clone(), here[0].removable), (1, None, true));
    let speed = Speed { documents_per_s: 4.0, documents: 50 };
    scene.shelf.note_speed(&here[0].model, speed).unwrap();
    let facts = ProjectFacts { unread: &|_| 1_000, ..ProjectFacts::none() };
    let listed = list(&scene.shelf, &facts).unwrap();
    let measured = listed.iter().find(|view| view.model == here[0].model).unwrap().measured.clone().unwrap();
    assert!((measured.seconds_for_rest - 250.0).abs() < 1e-9);

    assert_eq!(
        scene.shelf.remove(&here[0].model).unwrap(),
        found.size_bytes + 40, // and the 40 letters of the commit that its ref holds
    );
    assert!(scene.here().is_empty());
}

#[test]
fn another_tools_model_is_used_in_place_and_never_deleted() {
    let scene = Scene::set();
    let repo = scene.shelf.hub().cache.join("models--some--one");
    tiny_model(&repo.join("snapshots/abc"));
    let here = scene.shelf.here().unwrap();
    let found = here.iter().find(|model| model.origin == Origin::SharedCache).unwrap();
    assert_eq!((found.name.as_str(), found.repo.as_deref()), ("one", Some("some/one")));
    assert_eq!(scene.shelf.remove(&found.id).unwrap_err().code, FailureCode::NotAllowed);
    assert!(repo.exists());
}

#[test]
fn a_search_shows_what_can_be_run_first_and_says_why_the_rest_cannot() {
    let scene = Scene::set();
    let offers = search_hub(&scene.shelf, "tiny", &|| false).unwrap();
    let named: Vec<_> = offers.iter().map(|offer| (offer.repo.as_str(), offer.family.as_deref())).collect();
    assert_eq!(named, [("tiny/model", Some("Llama")), ("tiny/seq2seq", None)]);
    assert_eq!(offers[0].problem, None);
    assert_eq!((offers[0].downloads, offers[0].licence.as_deref()), (Some(12), Some("apache-2.0")));
    assert_eq!(offers[1].problem.as_ref().unwrap().code, FailureCode::UnknownArchitecture);
    assert!(search_hub(&scene.shelf, "nothing-like-it", &|| false).unwrap().is_empty());
}

#[test]
fn models_that_were_fetched_to_a_drive_that_is_away_stay_on_the_list_and_come_back() {
    let scene = Scene::set();
    fetch(&scene.shelf, &wanted(), &mut Watch { stop: &|| false, tell: &mut |_| {} }).unwrap();
    let id = scene.here()[0].model.clone();
    let (cache, away) = (scene.shelf.hub().cache.clone(), scene.folder.path().join("away"));
    std::fs::rename(&cache, &away).unwrap();
    let gone = &scene.here()[0];
    assert_eq!((&gone.model, gone.problem.as_ref().unwrap().code), (&id, FailureCode::ModelNotConnected));
    std::fs::rename(&away, &cache).unwrap();
    assert_eq!(scene.here()[0].problem, None);
}

#[test]
fn models_of_kinds_that_nobody_reads_are_left_out_and_refused_before_a_byte_is_fetched() {
    let info = serde_json::json!({
        "id": "tiny/model", "sha": super::hub::imitation::COMMIT, "gated": false,
        "config": {"architectures": ["T5Model"], "model_type": "t5"},
    });
    let site = Imitation::start_saying(&[("config.json", b"{}"), ("model.safetensors", b"x")], Mode::Ok, info);
    let scene = Scene::with(site);
    let other = tiny_model(&scene.shelf.hub().cache.join("models--some--t5/snapshots/abc"));
    std::fs::write(other.join("config.json"), br#"{"model_type": "t5"}"#).unwrap();
    assert!(scene.here().is_empty());
    let found = find_on_hub(&scene.shelf, "tiny/model", &|| false).unwrap();
    assert_eq!(found.problem.unwrap().code, FailureCode::UnknownArchitecture);
    let mut watch = Watch { stop: &|| false, tell: &mut |_| {} };
    let refused = fetch(&scene.shelf, &wanted(), &mut watch).unwrap_err();
    assert_eq!(refused.code, FailureCode::UnknownArchitecture);
    assert!(scene.site.requests.lock().unwrap().iter().all(|request| !request.contains("/resolve/")));
}

#[test]
fn a_gated_model_says_so_until_there_is_a_token() {
    let info = serde_json::json!({
        "id": "tiny/model", "sha": super::hub::imitation::COMMIT, "gated": "manual",
        "config": {"model_type": "llama"},
    });
    let site = Imitation::start_saying(&[("model.safetensors", b"x")], Mode::Ok, info);
    let mut scene = Scene::with(site);
    let found = find_on_hub(&scene.shelf, "tiny/model", &|| false).unwrap();
    assert!(found.gated);
    assert_eq!(found.problem.unwrap().code, FailureCode::HubGated);
    let hub = scene.shelf.hub().clone().with_token("hf_token");
    scene.shelf = Shelf::new(scene.shelf.folders().clone(), hub);
    assert_eq!(find_on_hub(&scene.shelf, "tiny/model", &|| false).unwrap().problem, None);
}

#[test]
fn at_most_three_models_are_recommended_and_all_of_them_fit() {
    let recommended: Vec<_> =
        Scene::set().list().into_iter().filter(|view| view.group == ModelGroup::Recommended).collect();
    assert!(recommended.len() <= 3);
    assert!(recommended.iter().all(|view| view.fit.needs_bytes <= view.fit.free_bytes));
}

#[test]
fn a_data_set_is_fetched_by_its_name_or_its_web_address() {
    let scene = Scene::with(Imitation::start(&[("data/train.parquet", b"PAR1")], Mode::Ok));
    for name in ["tiny/model", "https://huggingface.co/datasets/tiny/model"] {
        let mut watch = Watch { stop: &|| false, tell: &mut |_| {} };
        let files = fetch_dataset(&scene.shelf, name, &mut watch).unwrap();
        assert_eq!(std::fs::read(&files[0]).unwrap(), b"PAR1");
    }
}
