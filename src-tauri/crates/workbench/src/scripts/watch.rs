//! Doing a job to its end, while somebody may watch and interrupt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::error::ScriptError;
use crate::events::{Events, Listener};
use crate::folders::Folders;
use crate::jobs::plan::JobPlan;
use crate::operations::job::{JobOutcome, JobState, JobView};
use crate::operations::{Failure, FailureCode};
use crate::project::Project;

/// Who is told how far it is, and who may stop it.
#[derive(Clone)]
pub struct Watch {
    /// This person's folders.
    pub folders: Arc<Folders>,
    /// Is told of jobs, from other threads.
    pub listener: Listener,
    /// Set from anywhere, it stops the work at its next commit.
    pub stop: Arc<AtomicBool>,
}

impl Watch {
    /// The way to the listener.
    pub(super) fn events(&self) -> Events {
        Events::new(Arc::clone(&self.listener))
    }

    /// Whether somebody wished it to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Does a job of this kind: the one that was cut off, none if it is done already, else a new one. Says what came of
    /// it.
    pub(super) fn finish(
        &self,
        project: &Project,
        plan: impl FnOnce() -> JobPlan,
        kind: crate::operations::job::JobKind,
    ) -> Result<JobOutcome, ScriptError> {
        let known = project.jobs.all()?;
        let last = known.into_iter().find(|job| job.kind == kind && job.state != JobState::Cancelled);
        let number = match last {
            Some(JobView { state: JobState::Done, outcome: Some(outcome), .. }) => return Ok(outcome),
            Some(job) if matches!(job.state, JobState::Paused | JobState::Failed) => project.jobs.resume(job.job)?.job,
            Some(job) => job.job,
            None => project.jobs.queue(&plan())?.job,
        };
        self.wait(project, number)
    }

    /// Does a new job.
    pub(super) fn fresh(&self, project: &Project, plan: &JobPlan) -> Result<JobOutcome, ScriptError> {
        let number = project.jobs.queue(plan)?.job;
        self.wait(project, number)
    }

    /// Waits for a job that was queued, and says what came of it.
    pub(super) fn wait(&self, project: &Project, number: i64) -> Result<JobOutcome, ScriptError> {
        let over = AtomicBool::new(false);
        let ended = std::thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    if self.is_stopped() {
                        // Again and again: a job that is just being taken up misses a first wish, and one that has
                        // ended meanwhile needs none.
                        let _ = project.jobs.pause(number);
                    }
                    std::thread::sleep(Duration::from_millis(40));
                }
            });
            let ended = project.jobs.wait(number);
            over.store(true, Ordering::Relaxed);
            ended
        })?;
        (self.listener)(crate::operations::Event::Job(Box::new(ended.clone())));
        match (ended.state, ended.outcome, ended.failure) {
            (JobState::Done, Some(outcome), _) => Ok(outcome),
            _ if self.is_stopped() => Err(ScriptError::Interrupted(project.session.store.path().to_owned())),
            (JobState::Failed, _, Some(failure)) => Err(failure.into()),
            _ => Err(Failure::new(FailureCode::WrongState).text("state", "stopped").into()),
        }
    }
}
