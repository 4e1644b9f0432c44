//! Projects opened before: a small file of this computer's own.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::clock::now_ms;
use crate::folders::{Folders, shortened};
use crate::json_file;
use crate::operations::project::RecentProject;
use crate::operations::{Failure, FailureCode};

/// Projects that are remembered.
const KEPT: usize = 20;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Recent {
    number: u64,
    path: PathBuf,
    name: String,
    opened_ms: u64,
}

fn list_file(folders: &Folders) -> PathBuf {
    folders.config.join("recent-projects.json")
}

/// Puts a project on top of the list.
pub fn remember(folders: &Folders, path: &Path, name: &str) -> Result<(), Failure> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    json_file::change(&list_file(folders), |list: &mut Vec<Recent>| {
        let free = list.iter().map(|recent| recent.number + 1).max().unwrap_or(1);
        let number = list.iter().find(|recent| recent.path == path).map_or(free, |recent| recent.number);
        list.retain(|recent| recent.path != path);
        list.insert(0, Recent { number, path, name: name.to_owned(), opened_ms: now_ms() });
        list.truncate(KEPT);
    })?;
    Ok(())
}

/// Takes a line off the list; one that is not there is off already.
pub fn forget(folders: &Folders, number: u64) -> Result<(), Failure> {
    json_file::change(&list_file(folders), |list: &mut Vec<Recent>| list.retain(|recent| recent.number != number))?;
    Ok(())
}

/// The list, newest first.
pub fn list(folders: &Folders) -> Result<Vec<RecentProject>, Failure> {
    let list: Vec<Recent> = json_file::load(&list_file(folders))?;
    Ok(list
        .into_iter()
        .map(|recent| RecentProject {
            recent: recent.number,
            is_there: recent.path.exists(),
            place: shortened(&recent.path),
            name: recent.name,
            opened_ms: recent.opened_ms,
        })
        .collect())
}

/// Paths and names, newest first; whether they are there is not asked, which takes long on some drives.
pub fn paths(folders: &Folders) -> Result<Vec<(PathBuf, String)>, Failure> {
    let list: Vec<Recent> = json_file::load(&list_file(folders))?;
    Ok(list.into_iter().map(|recent| (recent.path, recent.name)).collect())
}

/// The path of a line of the list.
pub fn path_of(folders: &Folders, number: u64) -> Result<PathBuf, Failure> {
    let list: Vec<Recent> = json_file::load(&list_file(folders))?;
    let found = list.into_iter().find(|recent| recent.number == number);
    found
        .map(|recent| recent.path)
        .ok_or_else(|| Failure::new(FailureCode::NoSuchThing).text("what", "project").number("id", number as f64))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_project_opened_last_is_on_top_and_stands_there_once() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::under(home.path());
        for name in ["a", "b", "a"] {
            remember(&folders, &home.path().join(name), name).unwrap();
        }
        let found = list(&folders).unwrap();
        assert_eq!(found.iter().map(|recent| recent.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert!(!found[0].is_there);
        assert_eq!(path_of(&folders, found[1].recent).unwrap(), home.path().join("b"));
        forget(&folders, found[0].recent).unwrap();
        assert_eq!(list(&folders).unwrap().len(), 1);
        assert_eq!(path_of(&folders, 99).unwrap_err().code, FailureCode::NoSuchThing);
    }
}
