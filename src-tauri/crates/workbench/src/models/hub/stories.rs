//! Stories of fetching, told against the imitation.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use super::cache::{RepoFolder, RepoKind};
use super::download::fetch;
use super::imitation::{COMMIT, Imitation, Mode};
use super::metadata::find_model;
use super::names::ListedFile;
use super::scene::{SIZE, Scene, WEIGHTS, weights};
use super::{Hub, HubError, RepoName, Watch};
use crate::models::card::Kind;

#[test]
fn a_model_is_found_with_its_commit_licence_size_and_only_the_files_that_are_wanted() {
    let scene = Scene::set(Mode::Ok);
    let found = scene.find().unwrap();
    assert_eq!(found.order.commit, COMMIT);
    assert_eq!(found.licence.as_deref(), Some("apache-2.0"));
    assert_eq!(found.kind, Some(Kind::ModelType("llama".to_owned())));
    assert_eq!(found.size_bytes, SIZE + 2);
    let names: Vec<_> = found.order.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["config.json", WEIGHTS]);
}

#[test]
fn what_is_fetched_lies_where_python_looks_for_it_and_a_second_fetch_asks_for_no_bytes() {
    let scene = Scene::set(Mode::Ok);
    let order = scene.order();
    let fetched = scene.fetch(&order).unwrap();
    let snapshot = scene.hub.cache.join("models--tiny--model/snapshots").join(COMMIT);
    assert_eq!(fetched.folder, snapshot);
    assert_eq!(std::fs::read(snapshot.join(WEIGHTS)).unwrap(), weights());
    let reference = scene.hub.cache.join("models--tiny--model/refs/main");
    assert_eq!(std::fs::read_to_string(reference).unwrap(), COMMIT);
    let link = std::fs::read_link(snapshot.join(WEIGHTS)).unwrap();
    assert!(link.starts_with("../../blobs"), "{}", link.display());

    let gets = || scene.site.requests.lock().unwrap().iter().filter(|request| request.starts_with("GET /tiny")).count();
    let before = gets();
    scene.fetch(&order).unwrap();
    assert_eq!(gets(), before);
}

#[test]
fn a_transfer_that_breaks_goes_on_where_it_broke() {
    let scene = Scene::set(Mode::Cut(3));
    let fetched = scene.fetch(&scene.order()).unwrap();
    assert_eq!(std::fs::read(fetched.folder.join(WEIGHTS)).unwrap(), weights());
    let requests = scene.site.requests.lock().unwrap();
    assert!(requests.iter().any(|request| { request.to_ascii_lowercase().contains("range: bytes=300000-") }));
}

#[test]
fn an_unknown_name_and_a_dead_hub_are_told_apart() {
    let scene = Scene::set(Mode::Ok);
    let nobody = RepoName { owner: "no".into(), name: "body".into() };
    let error = find_model(&scene.hub, &nobody, "main", &|| false).unwrap_err();
    assert!(matches!(error, HubError::NotFound { .. }), "{error:?}");
    let dead = Hub::new("http://127.0.0.1:1", scene.hub.cache.clone());
    let error = find_model(&dead, &Scene::repo(), "main", &|| false).unwrap_err();
    assert!(matches!(error, HubError::Unreachable { .. }), "{error:?}");
}

#[test]
fn a_hub_that_may_not_be_asked_is_not_asked() {
    let mut scene = Scene::set(Mode::Ok);
    let order = scene.order();
    let before = scene.site.requests.lock().unwrap().len();
    scene.hub.offline = true;
    assert!(matches!(scene.find(), Err(HubError::Offline)));
    assert!(matches!(scene.fetch(&order), Err(HubError::Offline)));
    assert_eq!(scene.site.requests.lock().unwrap().len(), before);
}

#[test]
fn names_that_lead_out_of_the_cache_are_refused_before_a_byte_is_asked_for() {
    let scene = Scene::set(Mode::Ok);
    for name in ["../../evil.json", "/etc/evil.json", "a\\..\\evil.json"] {
        let mut order = scene.order();
        order.files.push(ListedFile { name: name.to_owned(), size_bytes: 1 });
        assert!(matches!(scene.fetch(&order), Err(HubError::HostileName { .. })), "{name}");
    }
    let mut order = scene.order();
    order.revision = "../../main".to_owned();
    assert!(matches!(scene.fetch(&order), Err(HubError::HostileName { .. })));
    order.commit = "../..".to_owned();
    assert!(matches!(scene.fetch(&order), Err(HubError::Damaged { .. })));
}

#[test]
fn without_a_token_none_is_sent_whatever_the_environment_holds() {
    const NAME: &str = "models::hub::stories::without_a_token_none_is_sent_whatever_the_environment_holds";
    if std::env::var_os("HF_TOKEN").is_none() {
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        let outcome = again.args([NAME, "--exact"]).env("HF_TOKEN", "hf_ambient").output().unwrap();
        assert!(outcome.status.success(), "{}", String::from_utf8_lossy(&outcome.stdout));
        return;
    }
    let mut scene = Scene::set(Mode::Ok);
    scene.hub = scene.hub.with_token("");
    scene.fetch(&scene.order()).unwrap();
    assert_eq!(scene.site.with_token(), Vec::<String>::new());
}

#[test]
fn a_fetch_is_stopped_while_the_other_side_is_silent_and_keeps_what_came() {
    let scene = Scene::set(Mode::Stall);
    let order = scene.order();
    let started = Instant::now();
    let stop = || started.elapsed() > Duration::from_millis(500);
    let outcome = fetch(&scene.hub, &order, &mut Watch { stop: &stop, tell: &mut |_| {} });
    assert!(matches!(outcome, Err(HubError::Stopped)), "{outcome:?}");
    assert_eq!(scene.parts().len(), 1);
}

#[test]
fn removing_a_model_frees_its_blobs_and_spares_those_of_another_snapshot() {
    let scene = Scene::set(Mode::Ok);
    let order = scene.order();
    let fetched = scene.fetch(&order).unwrap();
    let folder = RepoFolder::of(&scene.hub, RepoKind::Model, &Scene::repo());
    let other = "f".repeat(40);
    let shared = std::fs::read_link(fetched.folder.join("config.json")).unwrap();
    folder.link(&other, "config.json", shared.file_name().unwrap().to_str().unwrap()).unwrap();
    assert_eq!(folder.remove(COMMIT).unwrap(), SIZE);
    assert_eq!(std::fs::read(folder.snapshot(&other).join("config.json")).unwrap(), b"{}");
    folder.remove(&other).unwrap();
    assert!(!folder.root().exists());
}

#[test]
fn a_data_sets_parquet_files_are_found_and_fetched() {
    let site = Imitation::start(&[("data/train 1.parquet", b"PAR1"), ("README.md", b"#")], Mode::Ok);
    let scene = Scene::with(site);
    let order = super::dataset::find_dataset(&scene.hub, &Scene::repo(), &|| false).unwrap();
    assert_eq!(order.files, [ListedFile { name: "data/train 1.parquet".into(), size_bytes: 4 }]);
    let fetched = scene.fetch(&order).unwrap();
    assert_eq!(std::fs::read(&fetched.files[0]).unwrap(), b"PAR1");
    assert!(fetched.files[0].starts_with(scene.hub.cache.join("datasets--tiny--model")));
}
