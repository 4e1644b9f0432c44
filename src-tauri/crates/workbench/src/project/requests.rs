//! Requests about the project as a whole.

use std::path::{Path, PathBuf};

use super::{overview::overview, recent};
use crate::folders::shortened;
use crate::operations::project::{
    CreateProject, ForgetRecent, OpenProject, Overview, RecentProject, RenameProject, SaveCopy, Saved,
};
use crate::operations::{Changed, Failure, FailureCode};
use crate::store::copying::StopSign;
use crate::store::meta;
use crate::workbench::Workbench;

/// Characters of a name.
pub const MOST_NAME: usize = 120;
/// The suffix of project files.
pub const SUFFIX: &str = "neurosieve";

/// Makes a project and opens it.
pub fn create(workbench: &Workbench, with: &CreateProject) -> Result<Overview, Failure> {
    let name = checked_name(&with.name)?;
    let path = match with.ticket {
        Some(ticket) => with_suffix(workbench.path_of(ticket)?),
        None => free_path(&crate::own_folders::projects(&workbench.folders), &name),
    };
    workbench.create_path(&path, &name)
}

/// Opens a project.
pub fn open(workbench: &Workbench, with: &OpenProject) -> Result<Overview, Failure> {
    let path = match *with {
        OpenProject::Ticket { ticket } => workbench.path_of(ticket)?,
        OpenProject::Recent { recent } => recent::path_of(&workbench.folders, recent)?,
    };
    workbench.open_path(&path)
}

/// Closes the project.
pub fn close(workbench: &Workbench) -> Result<Overview, Failure> {
    workbench.close();
    overview(workbench)
}

/// Projects opened before.
pub fn recents(workbench: &Workbench) -> Result<Vec<RecentProject>, Failure> {
    recent::list(&workbench.folders)
}

/// Takes a project off the list of those opened before; its file stays.
pub fn forget(workbench: &Workbench, with: ForgetRecent) -> Result<Vec<RecentProject>, Failure> {
    recent::forget(&workbench.folders, with.recent)?;
    recents(workbench)
}

/// Writes a whole copy beside its place, then moves it there.
pub fn save_copy(workbench: &Workbench, with: &SaveCopy) -> Result<Saved, Failure> {
    let project = workbench.project()?;
    let path = with_suffix(workbench.path_of(with.ticket)?);
    if path == project.session.store.path() {
        return Err(Failure::new(FailureCode::AlreadyThere).text("path", shortened(&path)));
    }
    let size_bytes = project.session.store.copy_to(&path, &StopSign::default())?;
    Ok(Saved { place: shortened(&path), size_bytes })
}

/// Changes the project's name.
pub fn rename(workbench: &Workbench, with: &RenameProject) -> Result<Overview, Failure> {
    let project = workbench.project()?;
    let name = checked_name(&with.name)?;
    let kept = name.clone();
    project.session.write(move |c| meta::set(c, meta::NAME, &kept))?;
    recent::remember(&workbench.folders, project.session.store.path(), &name)?;
    workbench.events.changed(&[Changed::Project]);
    overview(workbench)
}

/// A name without blanks around it, neither empty nor too long.
pub fn checked_name(name: &str) -> Result<String, Failure> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MOST_NAME || name.chars().any(char::is_control) {
        return Err(Failure::new(FailureCode::BadName).number("most", MOST_NAME as f64));
    }
    Ok(name.to_owned())
}

/// A chosen path with the suffix of project files.
pub fn with_suffix(mut path: PathBuf) -> PathBuf {
    if path.extension().is_none_or(|suffix| suffix != SUFFIX) {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".");
        name.push(SUFFIX);
        path.set_file_name(name);
    }
    path
}

/// A path for a project's name that nothing stands at.
fn free_path(folder: &Path, name: &str) -> PathBuf {
    let safe: String =
        name.chars().map(|c| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_') { c } else { '_' }).collect();
    let candidate = |number: u32| match number {
        1 => folder.join(format!("{safe}.{SUFFIX}")),
        _ => folder.join(format!("{safe} {number}.{SUFFIX}")),
    };
    (1..=u32::MAX).map(candidate).find(|path| !path.exists()).unwrap_or_else(|| candidate(1))
}
