//! The state of a script's work beside its output: a project that is removed when the output is whole.
//!
//! `OUTPUT.partial.neurosieve` remembers what it was begun for, so that the same call goes on and another does not.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::error::ScriptError;
use super::watch::Watch;
use crate::folders::shortened;
use crate::operations::{Failure, FailureCode};
use crate::project::Project;
use crate::store::{Access, meta};

/// The open state of a script's work.
pub(super) struct Partial {
    pub(super) project: Project,
    path: PathBuf,
    /// The project is a person's own and stays.
    own: bool,
}

/// Where the state of an output stands.
pub(super) fn state_of(output: &Path) -> PathBuf {
    with_ending(output, ".partial.neurosieve")
}

/// A path with more behind its name.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

impl Partial {
    /// Goes on with the state of an output, or begins one. `identity` says what it is for.
    pub(super) fn beside(output: &Path, identity: &Value, overwrite: bool, watch: &Watch) -> Result<Self, ScriptError> {
        let path = state_of(output);
        if path.exists() {
            let project = opened(&path, watch)?;
            let wanted = identity.to_string();
            let begun = project.session.read(|c| meta::value(c, meta::SCRIPT))?;
            if begun.is_some_and(|begun| begun == wanted) {
                return Ok(Self { project, path, own: false });
            }
            project.close();
            if !overwrite {
                return Err(ScriptError::BegunOtherwise(path));
            }
            drop(project);
            fs::remove_file(&path).map_err(ScriptError::io(&path))?;
        }
        Self::begun(path, identity, watch)
    }

    /// Begins under another name, so that a state that is there is always whole.
    fn begun(path: PathBuf, identity: &Value, watch: &Watch) -> Result<Self, ScriptError> {
        let making = with_ending(&path, ".new");
        // What a call that was killed here left holds nothing yet; its side files would be kept for rescue.
        for left in ["", "-wal", "-shm"].map(|ending| with_ending(&making, ending)) {
            if left.exists() {
                fs::remove_file(&left).map_err(ScriptError::io(&left))?;
            }
        }
        let project = Project::quietly_made(&making, "Command line", watch.events(), &watch.folders)?;
        let identity = identity.to_string();
        project.session.write(move |c| meta::set(c, meta::SCRIPT, &identity))?;
        project.close();
        drop(project);
        fs::rename(&making, &path).map_err(ScriptError::io(&path))?;
        Ok(Self { project: opened(&path, watch)?, path, own: false })
    }

    /// A person's own project, made if it is not there.
    pub(super) fn own(path: &Path, watch: &Watch) -> Result<Self, ScriptError> {
        if !path.exists() {
            let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let made = Project::quietly_made(path, &name, watch.events(), &watch.folders)?;
            return Ok(Self { project: made, path: path.to_owned(), own: true });
        }
        Ok(Self { project: opened(path, watch)?, path: path.to_owned(), own: true })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The work is done: closes the project, and removes it unless it is a person's own.
    pub(super) fn done(self) -> Result<(), ScriptError> {
        let Self { project, path, own } = self;
        project.close();
        drop(project);
        if own {
            return Ok(());
        }
        fs::remove_file(&path).map_err(ScriptError::io(&path))
    }
}

fn opened(path: &Path, watch: &Watch) -> Result<Project, ScriptError> {
    let project = Project::quietly_opened(path, watch.events(), &watch.folders)?;
    match project.session.store.access() {
        Access::Write => Ok(project),
        Access::Busy => Err(Failure::new(FailureCode::ProjectBusy).text("path", shortened(path)).into()),
        _ => Err(Failure::new(FailureCode::ReadOnly).into()),
    }
}
