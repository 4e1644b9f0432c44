//! What the stories of fetching share: a hub of one model, and a cache to fetch it into.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use super::cache::children;
use super::download::{Fetched, Order, fetch};
use super::imitation::{Imitation, Mode};
use super::metadata::{FoundModel, find_model};
use super::{Hub, HubError, RepoName, Watch};

pub(crate) const WEIGHTS: &str = "model.safetensors";

/// Size of the weights.
pub(crate) const SIZE: u64 = 600_000;

/// No two stretches of them alike.
pub(crate) fn weights() -> Vec<u8> {
    static WEIGHTS: OnceLock<Vec<u8>> = OnceLock::new();
    WEIGHTS.get_or_init(|| (0..SIZE as u32 / 4).flat_map(u32::to_le_bytes).collect()).clone()
}

pub(crate) struct Scene {
    pub site: Imitation,
    pub hub: Hub,
    pub folder: tempfile::TempDir,
}

impl Scene {
    pub fn set(mode: Mode) -> Self {
        Self::with(Imitation::start(&[("config.json", b"{}"), (WEIGHTS, &weights()), ("evil.bin", b"x")], mode))
    }

    pub fn with(site: Imitation) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Deep enough for a name to lead out of it and stay where the story can see it.
        let mut hub = Hub::new(&site.endpoint, folder.path().join("a/b/c/d/e/f/hub")).with_token("hf_secret");
        hub.stall = Duration::from_secs(2);
        hub.patience = Duration::from_secs(5);
        hub.pause = Duration::from_millis(20);
        Self { site, hub, folder }
    }

    pub fn repo() -> RepoName {
        RepoName { owner: "tiny".into(), name: "model".into() }
    }

    pub fn find(&self) -> Result<FoundModel, HubError> {
        find_model(&self.hub, &Self::repo(), "main", &|| false)
    }

    pub fn order(&self) -> Order {
        self.find().unwrap().order
    }

    pub fn fetch(&self, order: &Order) -> Result<Fetched, HubError> {
        fetch(&self.hub, order, &mut Watch { stop: &|| false, tell: &mut |_| {} })
    }

    /// Heads of the requests for bytes of the weights.
    pub fn asked_for_weights(&self) -> Vec<String> {
        let requests = self.site.requests.lock().unwrap();
        let is_it = |request: &&String| request.starts_with("GET") && request.contains(WEIGHTS);
        requests.iter().filter(is_it).map(|request| request.to_ascii_lowercase()).collect()
    }

    /// Files that are not whole yet.
    pub fn parts(&self) -> Vec<PathBuf> {
        let is_part = |path: &PathBuf| path.extension().is_some_and(|end| end == "part");
        files_below(&self.hub.cache).into_iter().filter(is_part).collect()
    }
}

/// Every file below a folder, links among them.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in children(folder) {
        let is_link = path.symlink_metadata().is_ok_and(|data| data.is_symlink());
        if path.is_dir() && !is_link {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}
