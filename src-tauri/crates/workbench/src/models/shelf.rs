//! The shelf: models that are on this computer, wherever they came from, and how fast they were.
//!
//! Looked up anew each time: the shared cache belongs to other tools too, and drives come and go. Kept is only what a
//! look cannot tell: which folders a person added, which models this app fetched, what was measured.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::Digest;

use super::card::{self, Card};
use super::hub::cache::{RepoFolder, RepoKind, children, repositories, size_of_tree};
use super::hub::{Hub, RepoName};
use super::starter;
use crate::folders::Folders;
use crate::json_file::{self, JsonFileError};
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
    /// What kind of model it is; one that cannot be read counts as a language model.
    #[must_use]
    pub fn kind(&self) -> ModelKind {
        self.card.as_ref().map_or(ModelKind::Backbone, Card::kind)
    }
}

/// Speed measured on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Speed {
    /// Documents a second.
    pub documents_per_s: f64,
    /// Documents it was measured on.
    pub documents: u64,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    added: Vec<PathBuf>,
    /// Hub name to the commit fetched.
    fetched: BTreeMap<String, String>,
}

/// The models of this computer.
#[derive(Debug, Clone)]
pub struct Shelf {
    folders: Folders,
    hub: Hub,
}

impl Shelf {
    /// A shelf with its lists in `folders` and its cache in `hub`'s.
    #[must_use]
    pub fn new(folders: Folders, hub: Hub) -> Self {
        Self { folders, hub }
    }

    /// The shelf of the person who runs the app.
    #[must_use]
    pub fn of_this_person() -> Self {
        Self::of_this_app(&Folders::of_this_person())
    }

    /// The shelf of an app with these folders: the hub that the environment names, with the folder and the token that a
    /// person chose here.
    #[must_use]
    pub fn of_this_app(folders: &Folders) -> Self {
        let mut hub = Hub::from_environment();
        hub.cache = crate::own_folders::models(folders, &hub);
        Self::new(folders.clone(), crate::hub_token::on_hub(folders, hub))
    }

    /// The hub that its models come from.
    #[must_use]
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// The app's folders.
    #[must_use]
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Every model on this computer: the starter first, then those added, then those in the shared cache.
    ///
    /// # Errors
    /// [`JsonFileError`] if the list of added models may not be read.
    pub fn here(&self) -> Result<Vec<Here>, JsonFileError> {
        let kept: Kept = json_file::load(&self.list())?;
        let mut models: Vec<Here> = self.starter().into_iter().collect();
        models.extend(kept.added.iter().map(|path| added(path)));
        for (repo, folder) in repositories(&self.hub.cache, RepoKind::Model) {
            models.extend(cached(&repo, &folder, kept.fetched.get(&repo.to_string())));
        }
        let mut seen = std::collections::HashSet::new();
        models.retain(|model| seen.insert(model.path.canonicalize().unwrap_or_else(|_| model.path.clone())));
        Ok(models)
    }

    /// The model with this id.
    ///
    /// # Errors
    /// [`FailureCode::NoSuchThing`] if it is not on this computer.
    pub fn find(&self, id: &str) -> Result<Here, Failure> {
        let found = self.here()?.into_iter().find(|model| model.id == id);
        found.ok_or_else(|| Failure::new(FailureCode::NoSuchThing).text("what", "model").text("id", id))
    }

    /// Adds a model folder or GGUF file, where it lies. Adding one twice is no mistake.
    ///
    /// # Errors
    /// Why it is no model that can be read; then it is not added.
    pub fn add(&self, path: &Path) -> Result<Here, Failure> {
        let path = path.canonicalize().map_err(|_| card::not_connected(path))?;
        card::look(&path)?;
        json_file::change(&self.list(), |kept: &mut Kept| {
            if !kept.added.contains(&path) {
                kept.added.push(path.clone());
            }
        })?;
        Ok(added(&path))
    }

    /// A model by its path, whether it is on the shelf or not; nothing is added.
    ///
    /// # Errors
    /// Why it is no model that can be read.
    pub fn at(&self, path: &Path) -> Result<Here, Failure> {
        let path = path.canonicalize().map_err(|_| card::not_connected(path))?;
        card::look(&path)?;
        let known = self.here()?.into_iter().find(|here| here.path.canonicalize().is_ok_and(|there| there == path));
        Ok(known.unwrap_or_else(|| added(&path)))
    }

    /// Takes a model off the shelf and answers the bytes freed: files that this app fetched are deleted, a person's own
    /// and other tools' are not touched.
    ///
    /// # Errors
    /// [`FailureCode::NoSuchThing`] if it is not here, [`FailureCode::NotAllowed`] for another tool's model,
    /// [`FailureCode::Io`].
    pub fn remove(&self, id: &str) -> Result<u64, Failure> {
        let model = self.find(id)?;
        match model.origin {
            Origin::Added => {
                json_file::change(&self.list(), |kept: &mut Kept| {
                    kept.added.retain(|path| *path != model.path);
                })?;
                Ok(0)
            }
            Origin::Starter if model.path == starter::own_place(&self.folders) => {
                std::fs::remove_file(&model.path).map_err(|error| io(&model.path, &error))?;
                Ok(model.size_bytes)
            }
            Origin::Fetched => self.remove_fetched(&model),
            Origin::Starter | Origin::SharedCache => {
                Err(Failure::new(FailureCode::NotAllowed).text("path", model.path.display().to_string()))
            }
        }
    }

    fn remove_fetched(&self, model: &Here) -> Result<u64, Failure> {
        let repo = RepoName::parse(model.repo.as_deref().unwrap_or_default())?;
        let commit = json_file::change(&self.list(), |kept: &mut Kept| kept.fetched.remove(&repo.to_string()))?;
        let folder = RepoFolder::of(&self.hub, RepoKind::Model, &repo);
        Ok(folder.remove(&commit.unwrap_or_default())?)
    }

    /// Notes that this app fetched a model.
    ///
    /// # Errors
    /// [`JsonFileError`].
    pub fn note_fetched(&self, repo: &RepoName, commit: &str) -> Result<(), JsonFileError> {
        json_file::change(&self.list(), |kept: &mut Kept| {
            kept.fetched.insert(repo.to_string(), commit.to_owned());
        })
    }

    /// Notes how fast a model was.
    ///
    /// # Errors
    /// [`JsonFileError`].
    pub fn note_speed(&self, id: &str, speed: Speed) -> Result<(), JsonFileError> {
        json_file::change(&self.speed_file(), |speeds: &mut BTreeMap<String, Speed>| {
            speeds.insert(id.to_owned(), speed);
        })
    }

    /// The speeds measured on this computer, by model id.
    ///
    /// # Errors
    /// [`JsonFileError`].
    pub fn speeds(&self) -> Result<BTreeMap<String, Speed>, JsonFileError> {
        json_file::load(&self.speed_file())
    }

    fn starter(&self) -> Option<Here> {
        let path = starter::find(&self.folders, &self.hub)?;
        Some(Here {
            id: id_of_repo(starter::REPO),
            name: starter::NAME.to_owned(),
            repo: Some(starter::REPO.to_owned()),
            origin: Origin::Starter,
            size_bytes: size_of(&path),
            card: card::look(&path),
            path,
        })
    }

    fn list(&self) -> PathBuf {
        self.folders.config.join("models.json")
    }

    fn speed_file(&self) -> PathBuf {
        self.folders.config.join("speeds.json")
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

fn added(path: &Path) -> Here {
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
fn cached(repo: &RepoName, folder: &RepoFolder, fetched: Option<&String>) -> Vec<Here> {
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

fn size_of(path: &Path) -> u64 {
    let file_size = |path: &Path| path.metadata().map_or(0, |data| data.len());
    if path.is_file() {
        return file_size(path);
    }
    // In the shared cache a folder's files are links to blobs, which count.
    let linked = |path: &PathBuf| path.symlink_metadata().is_ok_and(|data| data.is_symlink());
    let links: u64 = children(path).iter().filter(|path| linked(path)).map(|path| file_size(path)).sum();
    links + size_of_tree(path)
}

fn io(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(FailureCode::Io).text("path", path.display().to_string()).text("detail", error.to_string())
}
