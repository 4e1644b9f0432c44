//! The shelf: models that are on this computer, wherever they came from, and how fast they were.
//!
//! Looked up anew each time: the shared cache belongs to other tools too, and drives come and go. Kept is only what a
//! look cannot tell: which folders a person added, which models this app fetched, what was measured.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::card;
pub(crate) use super::here::id_of_path;
pub use super::here::{Here, Origin, id_of_repo};
use super::here::{added, cached, size_of};
use super::hub::cache::{RepoFolder, RepoKind, repositories};
use super::hub::{Hub, RepoName};
use super::starter;
use crate::folders::Folders;
use crate::json_file::{self, JsonFileError};
use crate::operations::{Failure, FailureCode};

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
    /// Hub name to the licence that the hub named then.
    licences: BTreeMap<String, String>,
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
        Self::of(Folders::of_this_person())
    }

    /// The shelf with its lists in `folders`, and the hub of the environment with the folder, the token and the limit that a
    /// person chose here.
    #[must_use]
    pub fn of(folders: Folders) -> Self {
        let mut hub = Hub::from_environment();
        hub.cache = crate::own_folders::models(&folders, &hub);
        // Settings that cannot be read say nothing; whoever shows them says why.
        hub.bytes_per_s = crate::settings_file::load(&folders).ok().and_then(|settings| settings.download_limit);
        let hub = crate::hub_token::on_hub(&folders, hub);
        Self::new(folders, hub)
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
        if !self.hub.cache.is_dir() {
            models.extend(kept.fetched.iter().filter_map(|(repo, commit)| self.not_connected(repo, commit)));
        }
        let mut seen = std::collections::HashSet::new();
        models.retain(|model| seen.insert(model.path.canonicalize().unwrap_or_else(|_| model.path.clone())));
        Ok(models)
    }

    /// A model that this app fetched into a cache that is not there now: its drive is away, and the list is kept.
    fn not_connected(&self, repo: &str, commit: &str) -> Option<Here> {
        let name = RepoName::parse(repo).ok()?;
        let path = RepoFolder::of(&self.hub, RepoKind::Model, &name).snapshot(commit);
        Some(Here::away(name, path))
    }

    /// Bytes that removing a model would free; what another version of it shares stays.
    #[must_use]
    pub fn frees_bytes(&self, model: &Here) -> u64 {
        let snapshot = model.path.ancestors().find(|path| path.parent().is_some_and(|up| up.ends_with("snapshots")));
        let commit = snapshot.and_then(|path| path.file_name()?.to_str());
        let repo = model.repo.as_deref().and_then(|repo| RepoName::parse(repo).ok());
        match (model.origin, repo, commit) {
            (Origin::Fetched, Some(repo), Some(commit)) => {
                RepoFolder::of(&self.hub, RepoKind::Model, &repo).would_free(commit)
            }
            (Origin::Starter, ..) if model.path == starter::own_place(&self.folders) => model.size_bytes,
            _ => 0,
        }
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
    pub fn note_fetched(&self, repo: &RepoName, commit: &str, licence: Option<&str>) -> Result<(), JsonFileError> {
        json_file::change(&self.list(), |kept: &mut Kept| {
            kept.fetched.insert(repo.to_string(), commit.to_owned());
            licence.map(|licence| kept.licences.insert(repo.to_string(), licence.to_owned()));
        })
    }

    /// The licences that the hub named of fetched models, by hub name.
    ///
    /// # Errors
    /// [`JsonFileError`].
    pub fn licences(&self) -> Result<BTreeMap<String, String>, JsonFileError> {
        Ok(json_file::load::<Kept>(&self.list())?.licences)
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

fn io(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(FailureCode::Io).text("path", path.display().to_string()).text("detail", error.to_string())
}
