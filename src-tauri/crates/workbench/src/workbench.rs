//! The workbench: at most one open project, and the answer to every request.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::downloads::{self, Downloads};
use crate::events::{Events, Listener};
use crate::folders::Folders;
use crate::models::Shelf;
use crate::operations::files::{FileTicket, TicketId};
use crate::operations::job::JobView;
use crate::operations::map::Columns;
use crate::operations::project::Overview;
use crate::operations::{Answer, Failure, FailureCode, Request};
use crate::project::{self, Project};
use crate::reading::seam::Workers;
use crate::tickets::Tickets;

/// The application without a face. Can be asked from many threads at once.
pub struct Workbench {
    pub(crate) folders: Arc<Folders>,
    pub(crate) events: Events,
    pub(crate) tickets: Tickets,
    pub(crate) downloads: Downloads,
    project: RwLock<Option<Arc<Project>>>,
}

impl Workbench {
    /// Starts without a project; `listener` is told of jobs and changes, from other threads.
    ///
    /// # Errors
    /// [`FailureCode::Internal`] when the SQLite in use can damage files.
    pub fn start(folders: Folders, listener: Listener) -> Result<Self, Failure> {
        crate::store::check_library()?;
        Ok(Self {
            folders: Arc::new(folders),
            events: Events::new(listener),
            tickets: Tickets::default(),
            downloads: Downloads::default(),
            project: RwLock::new(None),
        })
    }

    /// Answers one request.
    ///
    /// # Errors
    /// One [`Failure`] whose code says what is wrong and whose arguments hold the names and numbers.
    pub fn answer(&self, request: Request) -> Result<Answer, Failure> {
        let answered = crate::answer::answer(self, request);
        if let Err(failure) = &answered {
            crate::crash::log::line(&format!("failed: {:?}", failure.code));
        }
        answered
    }

    /// Columns of many numbers as bytes, little endian: what a request's JSON would make slow.
    ///
    /// # Errors
    /// As [`Self::answer`].
    pub fn columns(&self, wanted: &Columns) -> Result<Vec<u8>, Failure> {
        crate::maps::columns::columns(&self.project()?.session, wanted)
    }

    /// A ticket for a path that a person chose; the shell's dialogs and the command line grant them.
    pub fn grant(&self, path: &Path) -> FileTicket {
        self.tickets.grant(path)
    }

    /// The path of a ticket.
    ///
    /// # Errors
    /// [`FailureCode::UnknownTicket`].
    pub fn path_of(&self, ticket: TicketId) -> Result<PathBuf, Failure> {
        self.tickets.path(ticket)
    }

    /// Opens a project by its path; the one that was open is closed first.
    ///
    /// # Errors
    /// Why it cannot be opened; then none is open.
    pub fn open_path(&self, path: &Path) -> Result<Overview, Failure> {
        self.close();
        self.put(Project::open(path, self)?)
    }

    /// Makes a project at a path and opens it.
    ///
    /// # Errors
    /// Why it cannot be made; a file that is there already is never replaced.
    pub fn create_path(&self, path: &Path, name: &str) -> Result<Overview, Failure> {
        self.close();
        self.put(Project::create(path, name, self)?)
    }

    /// Closes the open project; its jobs are paused at their last commit.
    pub fn close(&self) {
        let open = self.project.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(project) = open {
            project.close();
            self.events.changed(&[crate::operations::Changed::Project]);
        }
    }

    /// Waits until a job neither waits nor works, and says how it stands then.
    ///
    /// # Errors
    /// [`FailureCode::NoProject`], [`FailureCode::NoSuchThing`].
    pub fn wait(&self, job: i64) -> Result<JobView, Failure> {
        downloads::at(self, job, crate::jobs::Jobs::wait)
    }

    /// How many jobs wait or work: what ending the app would interrupt.
    pub fn jobs_not_ended(&self) -> u64 {
        self.open_project().map_or(0, |project| project.jobs.running()) + downloads::not_ended(self)
    }

    /// Lets all paused jobs of the open project go on, oldest first, and gives their numbers: what the command line does
    /// with jobs that were cut off.
    ///
    /// # Errors
    /// [`FailureCode::NoProject`], [`FailureCode::ReadOnly`].
    pub fn resume_jobs(&self) -> Result<Vec<i64>, Failure> {
        self.project()?.jobs.resume_all()
    }

    /// Reads with models in this process instead of a child process of this executable; for the whole process, before the
    /// first reading.
    pub fn read_in_process() {
        Workers::InProcess.choose();
    }

    /// The models of this computer.
    pub(crate) fn shelf(&self) -> Shelf {
        Shelf::of((*self.folders).clone())
    }

    /// The open project.
    pub(crate) fn project(&self) -> Result<Arc<Project>, Failure> {
        self.open_project().ok_or_else(|| Failure::new(FailureCode::NoProject))
    }

    /// The open project, if there is one.
    pub(crate) fn open_project(&self) -> Option<Arc<Project>> {
        self.project.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the open project is the one at a path.
    pub(crate) fn is_open_at(&self, path: &Path) -> bool {
        let same = |open: &Path| std::path::absolute(open).ok() == std::path::absolute(path).ok();
        self.open_project().is_some_and(|project| same(project.session.store.path()))
    }

    fn put(&self, project: Project) -> Result<Overview, Failure> {
        *self.project.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(project));
        self.events.changed(&[crate::operations::Changed::Project]);
        project::overview::overview(self)
    }
}

impl Drop for Workbench {
    fn drop(&mut self) {
        self.close();
        self.downloads.close();
    }
}
