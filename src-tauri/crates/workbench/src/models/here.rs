//! A model on this computer: what it is called, where it lies, and what its files say.

use std::path::{Path, PathBuf};

use sha2::Digest;

use super::card::{self, Card};
use super::hub::RepoName;
use super::hub::cache::{RepoFolder, children, size_of_tree};
use crate::operations::model::ModelKind;
use crate::operations::{Failure, FailureCode};

/// Where a model on this computer came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is the starter model.
    Starter,
    /// A person added it from disk.
    Added,
    /// This app fetched it.
    Fetched,
    /// Another tool put it into the shared cache.
    SharedCache,
}

/// A model on this computer, or one whose drive is away.
#[derive(Debug, Clone)]
pub struct Here {
    /// Names it in requests.
    pub id: String,
    /// What to call it.
    pub name: String,
    /// The folder or GGUF file.
    pub path: PathBuf,
    /// Its hub name, where it has one.
    pub repo: Option<String>,
    /// Where it came from.
    pub origin: Origin,
    /// Bytes on disk.
    pub size_bytes: u64,
    /// The model in numbers, or why it cannot be used.
    pub card: Result<Card, Failure>,
}

impl Here {
    /// A model that was fetched into a cache that is not there now: its drive is away.
    pub(crate) fn away(repo: RepoName, path: PathBuf) -> Self {
        Self {
            id: id_of_repo(&repo.to_string()),
            repo: Some(repo.to_string()),
            name: repo.name,
            origin: Origin::Fetched,
            size_bytes: 0,
            card: Err(card::not_connected(&path)),
            path,
        }
    }

    /// What kind of model it is; one that cannot be read counts as a language model.
    #[must_use]
    pub fn kind(&self) -> ModelKind {
        self.card.as_ref().map_or(ModelKind::Backbone, Card::kind)
    }
}

/// The id of a model from the hub, the same before and after it is fetched.
#[must_use]
pub fn id_of_repo(repo: &str) -> String {
    short_digest(&format!("hub:{repo}"))
}

/// The id of a model that lies at this path (as the system spells it whole).
pub(crate) fn id_of_path(path: &Path) -> String {
    short_digest(&format!("path:{}", path.display()))
}

fn short_digest(text: &str) -> String {
    hex::encode(&sha2::Sha256::digest(text)[..8])
}

/// The model that a person added from this path.
pub(crate) fn added(path: &Path) -> Here {
    let card = card::look(path);
    let file_name = || path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Here {
        id: id_of_path(path),
        name: card.as_ref().map_or_else(|_| file_name(), |card| card.name().to_owned()),
        path: path.to_owned(),
        repo: None,
        origin: Origin::Added,
        size_bytes: size_of(path),
        card,
    }
}

/// The models of one repository in the shared cache: its newest snapshot's, if a family reads it.
pub(crate) fn cached(repo: &RepoName, folder: &RepoFolder, fetched: Option<&String>) -> Vec<Here> {
    let newest = || {
        let modified = |path: &PathBuf| path.metadata().and_then(|data| data.modified()).ok();
        children(&folder.root().join("snapshots")).into_iter().max_by_key(modified)
    };
    let by_name = fetched.cloned().or_else(|| folder.commit_of("main")).map(|commit| folder.snapshot(&commit));
    let Some(snapshot) = by_name.filter(|path| path.is_dir()).or_else(newest) else {
        return Vec::new();
    };
    let origin = if fetched.is_some() { Origin::Fetched } else { Origin::SharedCache };
    let here = |path: PathBuf, file: Option<&str>| {
        let suffix = file.map_or_else(String::new, |file| format!("/{file}"));
        let full = format!("{repo}{suffix}");
        Here {
            id: id_of_repo(&full),
            name: file.map_or_else(|| repo.name.clone(), |file| file.trim_end_matches(".gguf").to_owned()),
            repo: Some(repo.to_string()),
            origin,
            size_bytes: size_of(&path),
            card: card::look(&path),
            path,
        }
    };
    let files = children(&snapshot);
    let ends = |path: &PathBuf, suffix: &str| path.extension().is_some_and(|found| found == suffix);
    let mut models = Vec::new();
    if snapshot.join("config.json").exists() && files.iter().any(|path| ends(path, "safetensors")) {
        models.push(here(snapshot.clone(), None));
    }
    let ggufs: Vec<_> = files.into_iter().filter(|path| ends(path, "gguf")).collect();
    let alone = ggufs.len() == 1 && models.is_empty();
    for path in ggufs {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned());
        models.push(here(path, file.as_deref().filter(|_| !alone)));
    }
    // Of other tools' models only those are listed that can be read; of this app's own all are, with their problem.
    let foreign = |model: &Here| {
        let unreadable = |failure: &Failure| failure.code == FailureCode::UnknownArchitecture;
        origin == Origin::SharedCache && model.card.as_ref().is_err_and(unreadable)
    };
    models.retain(|model| !foreign(model));
    models
}

/// Bytes of a model's files, those that links lead to among them.
pub(crate) fn size_of(path: &Path) -> u64 {
    let file_size = |path: &Path| path.metadata().map_or(0, |data| data.len());
    if path.is_file() {
        return file_size(path);
    }
    // In the shared cache a folder's files are links to blobs, which count.
    let linked = |path: &PathBuf| path.symlink_metadata().is_ok_and(|data| data.is_symlink());
    let links: u64 = children(path).iter().filter(|path| linked(path)).map(|path| file_size(path)).sum();
    links + size_of_tree(path)
}
