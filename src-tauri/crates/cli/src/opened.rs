//! An open project as the verbs use it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use workbench::operations::files::TicketId;
use workbench::operations::job::{JobRef, JobState, JobView};
use workbench::operations::{Answer, Request};
use workbench::scripts::ScriptError;
use workbench::{Folders, Workbench};

use crate::ended::Complaint;
use crate::face::Face;
use crate::interrupt;

/// The workbench, with a project open in it or without.
pub struct Opened {
    workbench: Workbench,
    stop: Arc<AtomicBool>,
}

impl Opened {
    /// Without a project.
    pub fn none(face: &Face) -> Result<Self, Complaint> {
        // One process: what is killed leaves nobody behind. Another executable can be named for the model's work.
        if std::env::var_os("NEUROSIEVE_WORKER").is_none() {
            Workbench::read_in_process();
        }
        let workbench = Workbench::start(Folders::of_this_person(), face.listener())?;
        Ok(Self { workbench, stop: interrupt::flag() })
    }

    /// With this project.
    pub fn project(path: &Path, face: &Face) -> Result<Self, Complaint> {
        let opened = Self::none(face)?;
        opened.workbench.open_path(path)?;
        Ok(opened)
    }

    /// The workbench itself.
    pub const fn workbench(&self) -> &Workbench {
        &self.workbench
    }

    /// Asks one thing.
    pub fn ask(&self, request: Request) -> Result<Answer, Complaint> {
        Ok(self.workbench.answer(request)?)
    }

    /// A ticket for a path.
    pub fn ticket(&self, path: &Path) -> TicketId {
        self.workbench.grant(path).ticket
    }

    /// Waits for a job. Ctrl-C pauses it at its next commit.
    pub fn finish(&self, job: i64, project: &Path) -> Result<JobView, Complaint> {
        let over = AtomicBool::new(false);
        let ended = std::thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    if self.stop.load(Ordering::Relaxed) {
                        let _has_ended = self.workbench.answer(Request::PauseJob(JobRef { job }));
                        return;
                    }
                    std::thread::sleep(Duration::from_millis(40));
                }
            });
            let ended = self.workbench.wait(job);
            over.store(true, Ordering::Relaxed);
            ended
        })?;
        match (ended.state, ended.failure.clone()) {
            (JobState::Failed, Some(failure)) => Err(failure.into()),
            (JobState::Paused, _) if self.stop.load(Ordering::Relaxed) => {
                Err(ScriptError::Interrupted(project.to_owned()).into())
            }
            _ => Ok(ended),
        }
    }
}
