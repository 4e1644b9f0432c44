//! The open project as a whole: opening, making, closing, copying, and what the rail shows of it.

pub mod backups;
pub mod overview;
pub mod recent;
pub mod requests;
pub mod salvage;
pub mod sample;
pub mod shipped;
pub mod uses;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::events::Events;
use crate::folders::Folders;
use crate::jobs::Jobs;
use crate::operations::Failure;
use crate::session::Session;
use crate::store::{Access, Store, job, meta};
use crate::workbench::Workbench;

/// An open project with the thread that works for it.
pub struct Project {
    /// Its file and what is kept of it in memory.
    pub session: Arc<Session>,
    /// Its work in progress.
    pub jobs: Jobs,
    daily: Mutex<backups::Daily>,
}

impl Project {
    /// Opens a project file.
    pub fn open(path: &Path, workbench: &Workbench) -> Result<Self, Failure> {
        let project = Self::remembered(Store::open(path)?, workbench)?;
        *project.daily() = backups::Daily::begin(&project.session);
        Ok(project)
    }

    /// Makes a project file.
    pub fn create(path: &Path, name: &str, workbench: &Workbench) -> Result<Self, Failure> {
        make_folder_of(path)?;
        Self::remembered(Store::create(path, name)?, workbench)
    }

    /// Makes a project file that no list remembers.
    pub fn quietly_made(path: &Path, name: &str, events: Events, folders: &Arc<Folders>) -> Result<Self, Failure> {
        make_folder_of(path)?;
        Self::around(Store::create(path, name)?, events, folders)
    }

    /// Opens a project file that no list remembers.
    pub fn quietly_opened(path: &Path, events: Events, folders: &Arc<Folders>) -> Result<Self, Failure> {
        Self::around(Store::open(path)?, events, folders)
    }

    fn remembered(store: Store, workbench: &Workbench) -> Result<Self, Failure> {
        let name = store.read(|c| meta::value(c, meta::NAME))?.unwrap_or_default();
        recent::remember(&workbench.folders, store.path(), &name)?;
        Self::around(store, workbench.events.clone(), &workbench.folders)
    }

    /// Its backup of today.
    fn daily(&self) -> MutexGuard<'_, backups::Daily> {
        self.daily.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn around(store: Store, events: Events, folders: &Arc<Folders>) -> Result<Self, Failure> {
        if store.access() == Access::Write {
            store.write(|c| job::pause_interrupted(c))?;
        }
        let session = Arc::new(Session::new(store, events, Arc::clone(folders)));
        let jobs = Jobs::start(Arc::clone(&session))?;
        Ok(Self { session, jobs, daily: Mutex::default() })
    }

    /// Pauses the jobs at their last commit and closes the file once nobody asks it anything any more.
    pub fn close(&self) {
        self.session.again.close();
        self.daily().stop();
        self.jobs.stop();
        // A question that is being answered on another thread holds the file; most take milliseconds.
        let patience = Instant::now() + Duration::from_secs(2);
        while Arc::strong_count(&self.session) > 1 && Instant::now() < patience {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn make_folder_of(path: &Path) -> Result<(), Failure> {
    let Some(folder) = path.parent() else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|error| crate::files::io_failure(folder, &error))
}
