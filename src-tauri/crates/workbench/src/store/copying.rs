//! Whole copies of a project file: made by SQLite's backup API from one moment of it, checked page by page, brought to the
//! disk, and only then put under their name.
//!
//! Deliberately absent: which copies are kept and for how long; that is [`crate::project::backups`]' to say.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::error::StoreError;
use super::lock::{WriterLock, beside};
use super::{check_header, connection, meta};
use crate::writing::sync_folder;

/// Pages copied between two looks at the stop sign: 16 MiB.
const STRETCH: i32 = 256;
/// Steps of SQLite's machine between two looks while a copy is checked.
const CHECK_STEPS: i32 = 100_000;

/// Says when a copy is no longer wanted.
pub type StopSign = Arc<AtomicBool>;

/// Copies everything that `from` sees to a file and checks it page by page. The file opens as a project of its own.
///
/// # Errors
/// [`StoreError::Stopped`] once `stop` says so; [`StoreError::Damaged`] when what was read is no sound project.
pub fn copy_whole(from: &Connection, to: &Path, stop: &StopSign) -> Result<(), StoreError> {
    let mut copy = Connection::open(to)?;
    let copying = Backup::new(from, &mut copy)?;
    while copying.step(STRETCH)? != StepResult::Done {
        if stop.load(Ordering::Relaxed) {
            return Err(StoreError::Stopped);
        }
    }
    drop(copying);
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    check(&mut copy, to, stop)?;
    // A file of an older form may lack the table; it is brought up to date when it is opened.
    match meta::remove(&copy, meta::OPEN) {
        Err(StoreError::Sql(_)) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    }
}

fn check(copy: &mut Connection, path: &Path, stop: &StopSign) -> Result<(), StoreError> {
    let sign = Arc::clone(stop);
    copy.progress_handler(CHECK_STEPS, Some(move || sign.load(Ordering::Relaxed)))?;
    let verdict = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    copy.progress_handler(0, None::<fn() -> bool>)?;
    if stop.load(Ordering::Relaxed) {
        return Err(StoreError::Stopped);
    }
    match verdict? {
        verdict if verdict == "ok" => Ok(()),
        detail => Err(StoreError::Damaged { path: path.to_owned(), detail }),
    }
}

/// Lets `write` make a file beside its place, brings it to the disk and moves it there; gives its size in bytes.
///
/// # Errors
/// What `write` says, and what the disk says; then the place is as it was.
pub fn put(to: &Path, write: impl FnOnce(&Path) -> Result<(), StoreError>) -> Result<u64, StoreError> {
    let part = beside(to, "part");
    remove_with_journal(&part);
    let settled = || {
        File::open(&part)?.sync_all()?;
        fs::rename(&part, to)?;
        sync_folder(to)?;
        Ok(fs::metadata(to)?.len())
    };
    let written =
        write(&part).and_then(|()| settled().map_err(|source| StoreError::Io { path: to.to_owned(), source }));
    if written.is_err() {
        remove_with_journal(&part);
    }
    written.map_err(|error| error.at(to))
}

fn remove_with_journal(part: &Path) {
    for left in [part.to_owned(), beside(part, "journal")] {
        let _ = fs::remove_file(left);
    }
}

/// Copies a project file that nobody has open for writing, its WAL included.
///
/// # Errors
/// As [`copy_whole`] and [`put`].
pub fn copy_closed(project: &Path, to: &Path) -> Result<u64, StoreError> {
    check_header(project)?;
    let from = connection::reading(project, false).map_err(|error| error.at(project))?;
    put(to, |part| copy_whole(&from, part, &StopSign::default()))
}

/// Puts a backup in the place of a project that this process does not have open. What stood there is at `aside` first:
/// copied, or byte by byte where it is too damaged to be copied.
///
/// # Errors
/// [`StoreError::Busy`] while another process writes to the project. Whatever goes wrong, the project or its copy at
/// `aside` is whole.
pub fn put_back(project: &Path, backup: &Path, aside: &Path) -> Result<(), StoreError> {
    let _lock = WriterLock::take(project)?.ok_or_else(|| StoreError::Busy(project.to_owned()))?;
    check_header(backup)?;
    if project.exists() {
        set_aside(project, aside)?;
    }
    let from = connection::reading(backup, false).map_err(|error| error.at(backup))?;
    put(project, |part| {
        copy_whole(&from, part, &StopSign::default())?;
        remove_wal(project)
    })?;
    Ok(())
}

fn set_aside(project: &Path, aside: &Path) -> Result<(), StoreError> {
    if copy_closed(project, aside).is_ok() {
        return Ok(());
    }
    let io = |source| StoreError::Io { path: aside.to_owned(), source };
    put(aside, |part| fs::copy(project, part).map(drop).map_err(io))?;
    let wal = beside(project, "wal");
    if wal.exists() {
        fs::copy(wal, beside(aside, "wal")).map_err(io)?;
    }
    Ok(())
}

/// Removes the WAL of a file that is about to be replaced: one that outlived its file would be played into the next.
///
/// # Errors
/// [`StoreError::Io`].
pub fn remove_wal(project: &Path) -> Result<(), StoreError> {
    let left: Vec<PathBuf> = ["wal", "shm"].map(|suffix| beside(project, suffix)).into();
    let removed = left.into_iter().filter(|path| path.exists()).try_for_each(fs::remove_file);
    removed.map_err(|source| StoreError::Io { path: project.to_owned(), source })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::{Store, goal};

    fn made(path: &Path, name: &str) {
        let store = Store::create(path, name).unwrap();
        store.write(|c| goal::insert(c, "a goal")).unwrap();
    }

    fn name(path: &Path) -> String {
        Store::open(path).unwrap().read(|c| meta::value(c, meta::NAME)).unwrap().unwrap()
    }

    #[test]
    fn a_backup_takes_the_place_of_a_project_that_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let [project, backup, aside] = ["a", "b", "c"].map(|name| folder.path().join(name));
        made(&project, "present");
        made(&backup, "past");
        put_back(&project, &backup, &aside).unwrap();
        assert_eq!(
            (name(&project).as_str(), name(&aside).as_str(), name(&backup).as_str()),
            ("past", "present", "past")
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing else stays behind");
    }

    #[test]
    fn a_damaged_project_is_kept_aside_byte_by_byte() {
        let folder = tempfile::tempdir().unwrap();
        let [project, backup, aside] = ["a", "b", "c"].map(|name| folder.path().join(name));
        made(&project, "present");
        made(&backup, "past");
        let mut bytes = fs::read(&project).unwrap();
        bytes[65_536..].fill(0x5a);
        fs::write(&project, &bytes).unwrap();
        put_back(&project, &backup, &aside).unwrap();
        assert_eq!(name(&project), "past");
        assert_eq!(fs::read(&aside).unwrap(), bytes);
    }

    #[test]
    fn a_backup_that_is_no_project_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let [project, backup, aside] = ["a", "b", "c"].map(|name| folder.path().join(name));
        made(&project, "present");
        fs::write(&backup, "some words").unwrap();
        assert!(matches!(put_back(&project, &backup, &aside), Err(StoreError::NotAProject(_))));
        assert_eq!(name(&project), "present");
        assert!(!aside.exists());
    }

    #[test]
    fn a_project_in_use_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let [project, backup, aside] = ["a", "b", "c"].map(|name| folder.path().join(name));
        made(&backup, "past");
        made(&project, "present");
        let open = Store::open(&project).unwrap();
        assert!(matches!(put_back(&project, &backup, &aside), Err(StoreError::Busy(_))));
        drop(open);
        assert_eq!(name(&project), "present");
    }

    #[test]
    fn a_copy_that_is_no_longer_wanted_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let [project, copy] = ["a", "b"].map(|name| folder.path().join(name));
        made(&project, "present");
        let from = connection::reading(&project, false).unwrap();
        let stop = StopSign::new(true.into());
        assert!(matches!(put(&copy, |part| copy_whole(&from, part, &stop)), Err(StoreError::Stopped)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
