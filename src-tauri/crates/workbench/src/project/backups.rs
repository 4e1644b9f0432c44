//! Backups: a whole copy once a day, before the file's form changes, and before another backup is restored.
//!
//! They lie in a folder beside the project, so that they go where it goes and can be opened without this list. Their names
//! say when and why. Deliberately absent: copies on a timer while one works, since every change is on the disk when it is
//! acknowledged; a backup is for going back.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::recent;
use crate::clock::{now_ms, stamp, stamped};
use crate::files::{disk_full, io_failure};
use crate::folders::shortened;
use crate::operations::backup::{Backup, BackupReason, Backups, BackupsOf, RestoreBackup};
use crate::operations::project::Overview;
use crate::operations::{Changed, Failure, FailureCode};
use crate::session::Session;
use crate::store::copying::{self, StopSign};
use crate::store::{Access, BACKUPS, beside};
use crate::workbench::Workbench;

/// Daily backups kept at most.
const MOST_DAILY: usize = 7;
/// Bytes that a project's daily backups may take in any case, and as a multiple of the newest.
const ROOM: u64 = 1_000_000_000;
const ROOM_TIMES: u64 = 3;
/// Backups of the other kinds that are kept, the newest of each.
const MOST_OTHERS: usize = 3;
/// The next daily one is due so long after the last: less than a day, so that a daily habit of opening has one each day.
const DUE_MS: u64 = 20 * 3_600_000;
/// Bytes that stay free on the disk.
const RESERVE: u64 = 500_000_000;

/// The daily backup of an open project, made beside its other work.
#[derive(Debug, Default)]
pub struct Daily {
    stop: StopSign,
    trouble: Arc<Mutex<Option<Failure>>>,
    thread: Option<JoinHandle<()>>,
}

impl Daily {
    /// Makes today's backup on a thread of its own, if one is due.
    pub fn begin(session: &Arc<Session>) -> Self {
        let mut daily = Self::default();
        if session.store.access() != Access::Write || !is_due(session.store.path()) {
            return daily;
        }
        let (session, stop, trouble) = (Arc::clone(session), Arc::clone(&daily.stop), Arc::clone(&daily.trouble));
        let work = move || {
            let made = make(&session, &stop);
            if let Err(failure) = made
                && !stop.load(Ordering::Relaxed)
            {
                *trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
            }
            session.events.changed(&[Changed::Backups]);
        };
        daily.thread = std::thread::Builder::new().name("backup".to_owned()).spawn(work).ok();
        daily
    }

    /// Why there is none of today.
    fn trouble(&self) -> Option<Failure> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets go of one that is being made: nothing of it stays, and it is due at the next opening.
    pub fn stop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic there has been told; closing goes on.
            let _ = thread.join();
        }
    }
}

fn is_due(project: &Path) -> bool {
    let newest = found(project).into_iter().find(|one| one.reason == BackupReason::Daily);
    // A clock that was set back makes no backup old again.
    newest.is_none_or(|newest| now_ms().abs_diff(newest.made_ms) > DUE_MS)
}

fn make(session: &Session, stop: &StopSign) -> Result<(), Failure> {
    let project = session.store.path();
    let needed = session.store.size_bytes() + RESERVE;
    if crate::models::free_disk(project) < needed {
        return Err(disk_full(project, needed));
    }
    let to = new_place(project, BackupReason::Daily)?;
    remove_partial(&folder_of(project));
    session.store.copy_to(&to, stop)?;
    thin_out(project);
    Ok(())
}

/// Removes copies that a crash cut short: who holds the project's lock knows that nobody is making one.
fn remove_partial(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_partial =
            |name: &str| stamped(name).is_some() && (name.ends_with("-part") || name.ends_with("-part-journal"));
        if entry.file_name().to_str().is_some_and(is_partial) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The open project's backups, or another's.
///
/// # Errors
/// [`FailureCode::NoProject`], [`FailureCode::NoSuchThing`].
pub fn list(workbench: &Workbench, with: BackupsOf) -> Result<Backups, Failure> {
    let (path, trouble) = if let Some(number) = with.recent {
        (recent::path_of(&workbench.folders, number)?, None)
    } else {
        let project = workbench.project()?;
        (project.session.store.path().to_owned(), project.daily().trouble())
    };
    let backups = found(&path);
    let newest = backups.iter().find(|one| one.reason == BackupReason::Daily).map_or(0, |one| one.size_bytes);
    Ok(Backups {
        folder: shortened(&folder_of(&path)),
        most_daily: MOST_DAILY as u32,
        most_bytes: room(newest),
        trouble,
        backups,
    })
}

/// Puts a backup in its project's place and opens it.
///
/// # Errors
/// [`FailureCode::ProjectBusy`], [`FailureCode::ReadOnly`], [`FailureCode::NoSuchThing`]; what the disk says. A project
/// that was open is then open again, as it was.
pub fn restore(workbench: &Workbench, with: &RestoreBackup) -> Result<Overview, Failure> {
    let path = if let Some(number) = with.recent {
        recent::path_of(&workbench.folders, number)?
    } else {
        let project = workbench.project()?;
        project.session.check_writable()?;
        project.session.store.path().to_owned()
    };
    let missing = || Failure::new(FailureCode::NoSuchThing).text("what", "backup").text("id", with.backup.clone());
    let backup = found(&path).into_iter().find(|one| one.backup == with.backup).ok_or_else(missing)?;
    let aside = new_place(&path, BackupReason::Restore)?;
    let was_open = workbench.is_open_at(&path);
    if was_open {
        workbench.close();
    }
    if let Err(error) = copying::put_back(&path, &folder_of(&path).join(&backup.backup), &aside) {
        if was_open {
            workbench.open_path(&path)?;
        }
        return Err(error.into());
    }
    thin_out(&path);
    workbench.open_path(&path)
}

fn folder_of(project: &Path) -> PathBuf {
    beside(project, BACKUPS)
}

/// Where a new backup goes; makes the folder.
fn new_place(project: &Path, reason: BackupReason) -> Result<PathBuf, Failure> {
    let folder = folder_of(project);
    fs::create_dir_all(&folder).map_err(|error| io_failure(&folder, &error))?;
    let word = match reason {
        BackupReason::Daily => "daily",
        BackupReason::Update => "version",
        BackupReason::Restore => "before restoring",
    };
    Ok(folder.join(format!("{} {word}.neurosieve", stamp(now_ms()))))
}

/// What a backup's name says of it; none for other files.
fn read_name(name: &str) -> Option<(u64, BackupReason)> {
    let (made_ms, rest) = stamped(name)?;
    let word = rest.strip_suffix(".neurosieve")?;
    let reason = match word {
        "daily" => BackupReason::Daily,
        "before restoring" => BackupReason::Restore,
        _ if word.starts_with("version-") => BackupReason::Update,
        _ => return None,
    };
    Some((made_ms, reason))
}

/// The backups of a project, newest first; none where their folder cannot be read.
fn found(project: &Path) -> Vec<Backup> {
    let Ok(entries) = fs::read_dir(folder_of(project)) else { return Vec::new() };
    let read = |entry: fs::DirEntry| {
        let backup = entry.file_name().into_string().ok()?;
        let (made_ms, reason) = read_name(&backup)?;
        Some(Backup { backup, reason, made_ms, size_bytes: entry.metadata().ok()?.len() })
    };
    let mut all: Vec<Backup> = entries.filter_map(|entry| read(entry.ok()?)).collect();
    all.sort_by(|a, b| b.backup.cmp(&a.backup));
    all
}

/// Bytes that daily backups may take together, the newest of which has so many.
fn room(newest_bytes: u64) -> u64 {
    ROOM.max(newest_bytes.saturating_mul(ROOM_TIMES))
}

/// Deletes what is more than is kept. One that cannot be deleted is tried again with the next.
fn thin_out(project: &Path) {
    for backup in too_many(&found(project)) {
        let path = folder_of(project).join(&backup.backup);
        let _ = fs::remove_file(beside(&path, "wal"));
        let _ = fs::remove_file(path);
    }
}

fn too_many(all: &[Backup]) -> Vec<&Backup> {
    let mut left_over = Vec::new();
    for reason in [BackupReason::Daily, BackupReason::Update, BackupReason::Restore] {
        let of_reason: Vec<&Backup> = all.iter().filter(|one| one.reason == reason).collect();
        let most = if reason == BackupReason::Daily { MOST_DAILY } else { MOST_OTHERS };
        let room = if reason == BackupReason::Daily {
            of_reason.first().map_or(0, |one| room(one.size_bytes))
        } else {
            u64::MAX
        };
        let mut taken = 0_u64;
        for (at, one) in of_reason.into_iter().enumerate() {
            taken = taken.saturating_add(one.size_bytes);
            if at > 0 && (at >= most || taken > room) {
                left_over.push(one);
            }
        }
    }
    left_over
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backup(day: u64, word: &str, size_bytes: u64) -> Backup {
        let name = format!("{} {word}.neurosieve", stamp(1_795_000_000_000 + day * 86_400_000));
        let (made_ms, reason) = read_name(&name).expect("a name of ours");
        Backup { backup: name, reason, made_ms, size_bytes }
    }

    fn days_left_over(all: &[Backup]) -> Vec<u64> {
        too_many(all).iter().map(|one| (one.made_ms - 1_795_000_000_000) / 86_400_000).collect()
    }

    #[test]
    fn seven_days_are_kept_and_three_of_each_other_kind() {
        let newest_first =
            |word: &str, count: u64| (0..count).rev().map(|day| backup(day, word, 1000)).collect::<Vec<_>>();
        assert_eq!(days_left_over(&newest_first("daily", 9)), [1, 0]);
        assert_eq!(days_left_over(&newest_first("version-8", 5)), [1, 0]);
        assert_eq!(days_left_over(&newest_first("before restoring", 3)), [0; 0]);
    }

    #[test]
    fn of_a_large_project_fewer_are_kept_and_never_none() {
        let gb = 1_000_000_000;
        let all: Vec<Backup> = (0..5).rev().map(|day| backup(day, "daily", 2 * gb)).collect();
        assert_eq!(days_left_over(&all), [1, 0], "three times the newest are 6 GB");
        assert!(days_left_over(&[backup(0, "daily", 500 * gb)]).is_empty());
    }

    #[test]
    fn a_copy_that_a_crash_cut_short_is_cleared_away_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let stamp = stamp(1_795_000_000_000);
        let names = ["daily.neurosieve-part", "daily.neurosieve-part-journal", "daily.neurosieve"]
            .map(|end| format!("{stamp} {end}"));
        for name in names.iter().map(String::as_str).chain(["my-part"]) {
            fs::write(folder.path().join(name), "x").expect("a file");
        }
        remove_partial(folder.path());
        let mut left: Vec<_> =
            fs::read_dir(folder.path()).expect("the folder").flatten().map(|one| one.file_name()).collect();
        left.sort();
        assert_eq!(left, [names[2].as_str(), "my-part"]);
    }

    #[test]
    fn files_of_others_in_the_folder_are_left_alone() {
        for name in ["notes.txt", "2026-11-22 14-03-01-250 daily.txt", "2026-11-22 14-03-01-250 mine.neurosieve"] {
            assert_eq!(read_name(name), None, "{name}");
        }
    }
}
