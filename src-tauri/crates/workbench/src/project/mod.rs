//! The open project as a whole: opening, making, closing, copying, and what the rail shows of it.

pub mod overview;
pub mod recent;
pub mod requests;
pub mod sample;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

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
}

impl Project {
    /// Opens a project file.
    pub fn open(path: &Path, workbench: &Workbench) -> Result<Self, Failure> {
        Self::around(Store::open(path)?, workbench)
    }

    /// Makes a project file.
    pub fn create(path: &Path, name: &str, workbench: &Workbench) -> Result<Self, Failure> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| crate::files::io_failure(folder, &error))?;
        }
        Self::around(Store::create(path, name)?, workbench)
    }

    fn around(store: Store, workbench: &Workbench) -> Result<Self, Failure> {
        if store.access() == Access::Write {
            store.write(|c| job::pause_interrupted(c))?;
        }
        let name = store.read(|c| meta::value(c, meta::NAME))?.unwrap_or_default();
        recent::remember(&workbench.folders, store.path(), &name)?;
        let session =
            Arc::new(Session::new(store, workbench.events.clone(), Arc::clone(&workbench.folders)));
        let jobs = Jobs::start(Arc::clone(&session))?;
        Ok(Self { session, jobs })
    }

    /// Pauses the jobs at their last commit and closes the file once nobody asks it anything any more.
    pub fn close(&self) {
        self.jobs.stop();
        // A question that is being answered on another thread holds the file; most take milliseconds.
        let patience = Instant::now() + Duration::from_secs(2);
        while Arc::strong_count(&self.session) > 1 && Instant::now() < patience {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
