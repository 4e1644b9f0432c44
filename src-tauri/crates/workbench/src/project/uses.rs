//! Which other projects hold what a model read: asked before a model is deleted.

use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use super::recent;
use crate::operations::Failure;
use crate::operations::model::{ModelRef, ModelUse, ModelUses};
use crate::store::glance;
use crate::workbench::Workbench;

/// A person waits no longer: a project on a drive that answers slowly counts as not looked at.
const LONGEST: Duration = Duration::from_secs(1);

/// Projects of the list of recent ones that hold documents read with a model, newest first, without the open one. Those that
/// are not there are passed over.
pub fn uses(workbench: &Workbench, with: &ModelRef) -> Result<ModelUses, Failure> {
    let mut others = recent::paths(&workbench.folders)?;
    others.retain(|(path, _)| !workbench.is_open_at(path));
    Ok(within(LONGEST, others, with.model.clone()))
}

/// Looks into projects for so long, on a thread of its own: one that hangs holds up nobody.
fn within(longest: Duration, others: Vec<(PathBuf, String)>, model: String) -> ModelUses {
    let began = Instant::now();
    let (tell, told) = channel();
    let mut unseen = others.len() as u64;
    let look = move || {
        for (path, name) in others {
            let read = if path.exists() { glance::documents_read(&path, &model) } else { Ok(0) };
            // Nobody listens any more.
            if tell.send(read.map(|documents| ModelUse { name, documents })).is_err() {
                return;
            }
        }
    };
    // Without a thread none is looked at, and that is said.
    let _ = std::thread::Builder::new().name("model-uses".to_owned()).spawn(look);
    let mut projects = Vec::new();
    while let Ok(seen) = told.recv_timeout(longest.saturating_sub(began.elapsed())) {
        if let Ok(found) = seen {
            unseen -= 1;
            projects.extend(Some(found).filter(|found| found.documents > 0));
        }
    }
    ModelUses { projects, unseen }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::path::Path;

    use super::*;
    use crate::store::Store;

    /// A project with so many documents read by model "m".
    fn project(path: &Path, documents: usize) -> Store {
        let store = Store::create(path, "A").unwrap();
        store.write(move |c| glance::tests::fill(c, documents)).unwrap();
        store
    }

    fn found(others: &[(&Path, &str)]) -> ModelUses {
        let others = others.iter().map(|(path, name)| ((*path).to_owned(), (*name).to_owned())).collect();
        within(Duration::from_secs(20), others, "m".to_owned())
    }

    #[test]
    fn projects_that_hold_what_a_model_read_are_named_and_left_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let [closed, open, empty, gone] = ["closed", "open", "empty", "gone"].map(|name| folder.path().join(name));
        project(&closed, 6).close();
        let held = project(&open, 3);
        Store::create(&empty, "C").unwrap().close();
        let before = [&closed, &empty].map(|path| std::fs::read(path).unwrap());
        let entries = || std::fs::read_dir(folder.path()).unwrap().count();
        let beside = entries();
        let uses = found(&[(&closed, "A"), (&gone, "B"), (&empty, "C"), (&open, "D")]);
        let named: Vec<_> = uses.projects.iter().map(|one| (one.name.as_str(), one.documents)).collect();
        assert_eq!(named, [("A", 6), ("D", 3)]);
        assert_eq!(uses.unseen, 0, "one that is not there holds nothing up and is no secret");
        assert!([&closed, &empty].map(|path| std::fs::read(path).unwrap()) == before);
        assert_eq!(entries(), beside, "nothing is made beside them");
        held.close();
    }

    #[test]
    fn a_project_that_cannot_be_read_is_counted_and_not_guessed_at() {
        let folder = tempfile::tempdir().unwrap();
        let (damaged, whole) = (folder.path().join("damaged"), folder.path().join("whole"));
        std::fs::write(&damaged, b"no project at all").unwrap();
        project(&whole, 2).close();
        let uses = found(&[(&damaged, "A"), (&whole, "B")]);
        assert_eq!((uses.projects.len(), uses.unseen), (1, 1));
    }

    #[test]
    fn a_drive_that_does_not_answer_is_not_waited_for() {
        let uses = within(Duration::ZERO, vec![("/nowhere".into(), "A".to_owned())], "m".to_owned());
        // Whether the thread was faster or not, it is said of every project.
        assert!(uses.projects.is_empty() && uses.unseen <= 1);
    }
}
