//! The folders that a person chose for projects and models, in place of the usual ones.
//!
//! Kept in a small file of this computer's own. A choice holds from the next question on; what lies in the old folder stays
//! there, and models there are no longer listed until it is chosen again.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::io_failure;
use crate::folders::{Folders, shortened};
use crate::json_file;
use crate::models::hub::Hub;
use crate::operations::settings::{ChooseFolder, FolderView, OwnFolder};
use crate::operations::{Changed, Failure, FailureCode};
use crate::workbench::Workbench;

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
struct Chosen {
    projects: Option<PathBuf>,
    models: Option<PathBuf>,
}

/// A file that cannot be read counts as no choice: the usual folders are always right.
fn chosen(folders: &Folders) -> Chosen {
    json_file::load(&list_file(folders)).unwrap_or_default()
}

fn list_file(folders: &Folders) -> PathBuf {
    folders.config.join("folders.json")
}

/// Where new projects go.
#[must_use]
pub fn projects(folders: &Folders) -> PathBuf {
    chosen(folders).projects.unwrap_or_else(|| folders.projects.clone())
}

/// Where models are: what the environment says, else what was chosen, else what Python's tools share.
#[must_use]
pub fn models(folders: &Folders, hub: &Hub) -> PathBuf {
    chosen(folders).models.filter(|_| !hub.cache_is_named).unwrap_or_else(|| hub.cache.clone())
}

/// All of them.
#[must_use]
pub fn list(folders: &Folders) -> Vec<FolderView> {
    let (chosen, hub) = (chosen(folders), Hub::from_environment());
    let view = |folder, path: &Path, is_chosen, is_fixed| FolderView {
        folder,
        place: shortened(path),
        is_chosen,
        // The usual ones are made when they are needed.
        is_there: !is_chosen || path.is_dir(),
        is_fixed,
    };
    let models_are_chosen = chosen.models.is_some() && !hub.cache_is_named;
    vec![
        view(OwnFolder::Projects, &projects(folders), chosen.projects.is_some(), false),
        view(OwnFolder::Models, &models(folders, &hub), models_are_chosen, hub.cache_is_named),
    ]
}

/// Chooses a folder after trying that files can be written there.
///
/// # Errors
/// [`FailureCode::NotAllowed`] and others when nothing can be written there; then nothing is changed.
pub fn choose(workbench: &Workbench, with: ChooseFolder) -> Result<Vec<FolderView>, Failure> {
    let path = with.ticket.map(|ticket| workbench.path_of(ticket)).transpose()?;
    if let Some(path) = &path {
        check(path)?;
    }
    json_file::change(&list_file(&workbench.folders), |chosen: &mut Chosen| match with.folder {
        OwnFolder::Projects => chosen.projects = path,
        OwnFolder::Models => chosen.models = path,
    })?;
    workbench.events.changed(&[Changed::Models]);
    Ok(list(&workbench.folders))
}

fn check(path: &Path) -> Result<(), Failure> {
    let failed = |error: &std::io::Error| io_failure(path, error);
    if !fs::metadata(path).map_err(|e| failed(&e))?.is_dir() {
        return Err(Failure::new(FailureCode::NotFound).text("path", shortened(path)));
    }
    tempfile::tempfile_in(path).map(drop).map_err(|e| failed(&e))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_chosen_folder_holds_until_the_usual_one_is_chosen_again() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::under(home.path());
        let workbench = Workbench::start(folders.clone(), std::sync::Arc::new(|_| {})).unwrap();
        let mine = home.path().join("mine");
        fs::create_dir(&mine).unwrap();
        let ticket = Some(workbench.grant(&mine).ticket);
        let views = choose(&workbench, ChooseFolder { folder: OwnFolder::Projects, ticket }).unwrap();
        assert!(views[0].is_chosen && views[0].is_there && !views[1].is_chosen);
        assert_eq!(projects(&folders), mine);
        fs::remove_dir(&mine).unwrap();
        assert!(!list(&folders)[0].is_there, "an unplugged folder is said to be, and not forgotten");
        let gone = choose(&workbench, ChooseFolder { folder: OwnFolder::Projects, ticket });
        assert_eq!(gone.unwrap_err().code, FailureCode::NotFound);
        choose(&workbench, ChooseFolder { folder: OwnFolder::Projects, ticket: None }).unwrap();
        assert_eq!(projects(&folders), folders.projects);
    }
}
