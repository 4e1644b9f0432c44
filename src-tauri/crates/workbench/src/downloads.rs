//! Models being fetched: jobs of the app rather than of a project, so that one model can be fetched while another reads,
//! and no project need be open.
//!
//! Their journal is a project file without documents in the app's own folder, so that everything jobs can do (be paused,
//! survive a kill, go on) is theirs too. It is made with the first download. Their numbers are shown below zero, which
//! tells them from those of the open project. One process at a time holds the journal; another one shows no downloads and
//! says why it begins none.

use std::sync::{Arc, Mutex, PoisonError};

use crate::events::Events;
use crate::folders::Folders;
use crate::jobs::Jobs;
use crate::jobs::plan::{DownloadPlan, JobPlan};
use crate::operations::job::{JobState, JobView, Started};
use crate::operations::model::DownloadModel;
use crate::operations::{Event, Failure, FailureCode};
use crate::project::Project;
use crate::store::Access;
use crate::workbench::Workbench;

#[cfg(test)]
mod stories;

/// The app's own jobs, once there was one.
#[derive(Default)]
pub struct Downloads {
    journal: Mutex<Option<Arc<Project>>>,
}

impl Downloads {
    /// The journal where there is one and this process holds it.
    fn there(&self, folders: &Arc<Folders>, events: &Events) -> Result<Option<Arc<Project>>, Failure> {
        let path = folders.config.join("downloads.neurosieve");
        let mut journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner);
        if journal.is_none() && path.exists() {
            let opened = Project::quietly_opened(&path, outward(events), folders)?;
            if opened.session.store.access() == Access::Write {
                *journal = Some(Arc::new(opened));
            } else {
                opened.close();
            }
        }
        Ok(journal.clone())
    }

    /// The journal, made where there is none.
    fn made(&self, folders: &Arc<Folders>, events: &Events) -> Result<Arc<Project>, Failure> {
        let path = folders.config.join("downloads.neurosieve");
        if !path.exists() {
            let made = Project::quietly_made(&path, "Downloads", outward(events), folders);
            match made {
                Ok(made) => *self.journal.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(made)),
                // Another process was faster; it is told apart below.
                Err(failure) if failure.code == FailureCode::AlreadyThere => {}
                Err(failure) => return Err(failure),
            }
        }
        self.there(folders, events)?.ok_or_else(|| Failure::new(FailureCode::DownloadsElsewhere))
    }

    /// Pauses what is being fetched, at the bytes that are there.
    pub fn close(&self) {
        let journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(journal) = journal {
            journal.close();
        }
    }
}

/// Events with the numbers that a face knows.
fn outward(events: &Events) -> Events {
    let events = events.clone();
    Events::new(Arc::new(move |event| {
        events.tell(match event {
            Event::Job(view) => Event::Job(Box::new(numbered(*view))),
            other => other,
        });
    }))
}

fn numbered(view: JobView) -> JobView {
    JobView { job: -view.job, ..view }
}

fn there(workbench: &Workbench) -> Result<Option<Arc<Project>>, Failure> {
    workbench.downloads.there(&workbench.folders, &workbench.events)
}

/// Queues fetching a model. One that is on its way already, or was paused, goes on.
pub fn start(workbench: &Workbench, with: DownloadModel) -> Result<Started, Failure> {
    let journal = workbench.downloads.made(&workbench.folders, &workbench.events)?;
    let is_it = |job: &&JobView| job.subject == with.repo && is_open(job.state);
    if let Some(known) = journal.jobs.all()?.iter().find(is_it) {
        if known.state == JobState::Paused {
            journal.jobs.resume(known.job)?;
        }
        return Ok(Started { job: -known.job });
    }
    let started = journal.jobs.queue(&JobPlan::Download(DownloadPlan { repo: with.repo, revision: with.revision }))?;
    Ok(Started { job: -started.job })
}

/// All jobs: those of the open project and the app's own, newest first.
pub fn all_jobs(workbench: &Workbench) -> Result<Vec<JobView>, Failure> {
    let mut jobs = workbench.open_project().map_or_else(|| Ok(Vec::new()), |project| project.jobs.all())?;
    if let Some(journal) = there(workbench)? {
        jobs.extend(journal.jobs.all()?.into_iter().map(numbered));
    }
    jobs.sort_by_key(|job| std::cmp::Reverse(job.queued_ms));
    Ok(jobs)
}

/// Does something with the jobs that a number belongs to, and gives the job as a face knows it.
pub fn at(
    workbench: &Workbench,
    job: i64,
    deed: impl FnOnce(&Jobs, i64) -> Result<JobView, Failure>,
) -> Result<JobView, Failure> {
    if job >= 0 {
        return deed(&workbench.project()?.jobs, job);
    }
    let gone = || Failure::new(FailureCode::NoSuchThing).text("what", "job").number("id", job as f64);
    let journal = there(workbench)?.ok_or_else(gone)?;
    deed(&journal.jobs, -job).map(numbered)
}

/// Takes an ended job off the list.
pub fn dismiss(workbench: &Workbench, job: i64) -> Result<(), Failure> {
    at(workbench, job, |jobs, number| {
        let view = jobs.one(number)?;
        jobs.dismiss(number).map(|()| view)
    })?;
    Ok(())
}

/// The open downloads: hub name and number, as a face knows it.
pub fn on_their_way(workbench: &Workbench) -> Result<Vec<(String, i64)>, Failure> {
    let Some(journal) = there(workbench)? else { return Ok(Vec::new()) };
    let open = journal.jobs.all()?.into_iter().filter(|job| is_open(job.state));
    Ok(open.map(|job| (job.subject, -job.job)).collect())
}

/// How many downloads wait or work.
pub fn not_ended(workbench: &Workbench) -> u64 {
    there(workbench).ok().flatten().map_or(0, |journal| journal.jobs.running())
}

const fn is_open(state: JobState) -> bool {
    matches!(state, JobState::Queued | JobState::Running | JobState::Paused)
}
