//! One cache for this app and for Python's `huggingface_hub`: each finds what the other fetched.
//!
//! Needs a Python with that package, named by `NEUROSIEVE_PYTHON` (`python3` otherwise), and says so where it lacks it.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

use super::cache::{RepoFolder, RepoKind};
use super::imitation::{COMMIT, Mode};
use super::scene::{Scene, WEIGHTS, weights};

/// Runs a script on the scene's cache. The hub is asked only where `endpoint` says so.
fn python(scene: &Scene, script: &str, offline: bool) -> Output {
    let program = std::env::var("NEUROSIEVE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(program);
    command.args(["-c", script]).env("HF_HUB_CACHE", &scene.hub.cache).env("HF_ENDPOINT", &scene.site.endpoint);
    command.env("HF_HUB_OFFLINE", if offline { "1" } else { "0" }).env("HF_HUB_DISABLE_PROGRESS_BARS", "1");
    command.env("HF_HUB_DISABLE_XET", "1").env_remove("HF_TOKEN").output().unwrap()
}

fn lacks_the_package(scene: &Scene) -> bool {
    let lacks = !python(scene, "import huggingface_hub", true).status.success();
    if lacks {
        println!("skipped: this Python has no huggingface_hub");
    }
    lacks
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn python_finds_without_the_hub_what_was_fetched_here() {
    let scene = Scene::set(Mode::Ok);
    if lacks_the_package(&scene) {
        return;
    }
    let fetched = scene.fetch(&scene.order()).unwrap();
    let script = "
from huggingface_hub import snapshot_download, hf_hub_download, scan_cache_dir
print(snapshot_download('tiny/model', allow_patterns=['*.json', '*.safetensors']))
print(hf_hub_download('tiny/model', 'model.safetensors'))
found = scan_cache_dir()
print(found.size_on_disk, len(found.warnings), [r.repo_id for r in found.repos])
";
    let said = said(&python(&scene, script, true));
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(Path::new(lines[0]), fetched.folder);
    assert_eq!(std::fs::read(lines[1]).unwrap(), weights());
    assert_eq!(lines[2], "600002 0 ['tiny/model']");
}

#[test]
fn what_python_fetched_is_found_here_and_asks_for_no_bytes() {
    let scene = Scene::set(Mode::Ok);
    if lacks_the_package(&scene) {
        return;
    }
    let script = "
from huggingface_hub import snapshot_download
print(snapshot_download('tiny/model', allow_patterns=['*.json', '*.safetensors']))
";
    let said = said(&python(&scene, script, false));
    let folder = RepoFolder::of(&scene.hub, RepoKind::Model, &Scene::repo());
    assert_eq!(Path::new(said.lines().last().unwrap()), folder.snapshot(COMMIT));
    assert_eq!(folder.commit_of("main").as_deref(), Some(COMMIT));
    let before = scene.asked_for_weights().len();
    let fetched = scene.fetch(&scene.order()).unwrap();
    assert_eq!(std::fs::read(fetched.folder.join(WEIGHTS)).unwrap(), weights());
    assert_eq!(scene.asked_for_weights().len(), before);
}
