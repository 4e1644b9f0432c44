//! Work in progress: one thread, one job at a time, and a journal from which every job goes on.
//!
//! A job is in the journal before it begins, and its state is there before anyone is told. What it commits on the way is
//! its own affair: each kind knows from the project where it was, so that pausing, closing, a failure and a kill are all
//! the same to it.

pub mod autoencoder;
pub mod context;
mod export;
mod fetch;
mod import;
mod map;
pub mod plan;
mod queue;
mod rate;
mod reading;
pub mod requests;
mod shown;
mod study;
mod training;

pub use reading::profile_name;

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use context::Wish;
use plan::JobPlan;
use queue::{Shared, set_state, tell};
use shown::{view, wrong_state};

use crate::clock::now_ms;
use crate::operations::job::{JobState, JobView, Started};
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::store::job;

/// The jobs of an open project.
pub struct Jobs {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Jobs {
    /// Starts the thread; nothing is queued yet. Jobs that were cut off wait for being resumed.
    pub fn start(session: Arc<Session>) -> Result<Self, Failure> {
        let shared = Arc::new(Shared::new(session));
        let worker = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("jobs".to_owned())
            .spawn(move || {
                if let Ok(session) = worker.session() {
                    export::clear_away(&session);
                }
                worker.work();
            })
            .map_err(|error| Failure::new(FailureCode::Internal).text("detail", error.to_string()))?;
        Ok(Self { shared, thread: Mutex::new(Some(thread)) })
    }

    /// Puts a job into the journal and the queue.
    pub fn queue(&self, plan: &JobPlan) -> Result<Started, Failure> {
        let session = self.shared.session()?;
        session.check_writable()?;
        let kind = plan.kind();
        let subject = plan.subject();
        let plan = plan.to_json()?;
        let number = self.shared.enter(|| {
            let number = session.write(move |c| job::insert(c, kind, &subject, &plan, now_ms()))?;
            // Told before it can begin: what is told later must be newer.
            tell(&session, number)?;
            Ok(number)
        })?;
        Ok(Started { job: number })
    }

    /// All jobs that are on the list, newest first.
    pub fn all(&self) -> Result<Vec<JobView>, Failure> {
        let session = self.shared.session()?;
        let (jobs, now) = self.shared.beside_journal(|| session.read(job::all))?;
        Ok(jobs.into_iter().map(|job| now.corrected(view(job))).collect())
    }

    /// One job.
    pub fn one(&self, number: i64) -> Result<JobView, Failure> {
        let session = self.shared.session()?;
        let (found, now) = self.shared.beside_journal(|| session.read(|c| job::one(c, number)))?;
        Ok(now.corrected(view(found)))
    }

    /// How many have not ended.
    pub fn running(&self) -> u64 {
        let queue = self.shared.lock();
        queue.waiting.len() as u64 + u64::from(queue.running.is_some())
    }

    /// Stops a job at its next commit.
    pub fn pause(&self, number: i64) -> Result<JobView, Failure> {
        self.wish_or_set(number, Wish::Pause, JobState::Paused, |state| state == JobState::Queued)
    }

    /// Ends a job; what it committed stays.
    pub fn cancel(&self, number: i64) -> Result<JobView, Failure> {
        let can = |state| matches!(state, JobState::Queued | JobState::Paused | JobState::Failed);
        let view = self.wish_or_set(number, Wish::Cancel, JobState::Cancelled, can)?;
        if view.state == JobState::Cancelled {
            self.discard(number)?;
        }
        Ok(view)
    }

    /// Deletes what an ended job kept outside the project.
    fn discard(&self, number: i64) -> Result<(), Failure> {
        let found = self.shared.session()?.read(|c| job::one(c, number))?;
        JobPlan::from_json(&found.plan)?.discard();
        Ok(())
    }

    /// Queues a job again that was paused or failed.
    pub fn resume(&self, number: i64) -> Result<JobView, Failure> {
        let session = self.shared.session()?;
        session.check_writable()?;
        self.shared.enter(|| {
            let state = self.one(number)?.state;
            if !matches!(state, JobState::Paused | JobState::Failed) {
                return Err(wrong_state(state));
            }
            set_state(&session, session.read(|c| job::one(c, number))?, JobState::Queued)?;
            tell(&session, number)?;
            Ok(number)
        })?;
        self.one(number)
    }

    /// Queues all jobs again that were cut off, oldest first; the command line does this at once.
    pub fn resume_all(&self) -> Result<Vec<i64>, Failure> {
        let mut paused: Vec<i64> =
            self.all()?.iter().filter(|job| job.state == JobState::Paused).map(|job| job.job).collect();
        paused.reverse();
        for &number in &paused {
            self.resume(number)?;
        }
        Ok(paused)
    }

    /// Waits until a job neither waits nor works, and says how it stands then.
    pub fn wait(&self, number: i64) -> Result<JobView, Failure> {
        loop {
            let view = self.one(number)?;
            if !matches!(view.state, JobState::Queued | JobState::Running) {
                return Ok(view);
            }
            let queue = self.shared.lock();
            let is_at_work = queue.running.as_ref().is_some_and(|running| running.job == number);
            if !is_at_work && !queue.waiting.contains(&number) {
                drop(queue);
                return self.left(number);
            }
            let woken = self.shared.wake.wait_timeout(queue, Duration::from_millis(100));
            drop(woken.unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// A job that nobody works at any more, as it stands in the journal. Where its end could not be written down (a disk
    /// that fails), it is as good as paused: so it is found when the project is opened again.
    fn left(&self, number: i64) -> Result<JobView, Failure> {
        let view = self.one(number)?;
        let is_open = matches!(view.state, JobState::Queued | JobState::Running);
        Ok(if is_open { JobView { state: JobState::Paused, ..view } } else { view })
    }

    /// Takes an ended job off the list.
    pub fn dismiss(&self, number: i64) -> Result<(), Failure> {
        let session = self.shared.session()?;
        let _deed = self.shared.deed();
        let state = self.one(number)?.state;
        if matches!(state, JobState::Queued | JobState::Running | JobState::Paused) {
            return Err(wrong_state(state));
        }
        session.write(move |c| job::dismiss(c, number))?;
        self.discard(number)
    }

    /// Pauses what runs and ends the thread.
    pub fn stop(&self) {
        {
            let mut queue = self.shared.lock();
            queue.closing = true;
            if let Some(running) = &queue.running {
                running.wishes.wish(Wish::Pause);
            }
        }
        self.shared.wake.notify_all();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A panic of the worker was told as its job's failure.
            let _ = thread.join();
        }
        *self.shared.session.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// A running job is wished to stop; another is set to `state` where it `can` be.
    fn wish_or_set(
        &self,
        number: i64,
        wish: Wish,
        state: JobState,
        can: impl Fn(JobState) -> bool,
    ) -> Result<JobView, Failure> {
        let session = self.shared.session()?;
        let deed = self.shared.deed();
        let is_running = {
            let mut queue = self.shared.lock();
            queue.waiting.retain(|&waiting| waiting != number);
            let running = queue.running.as_ref().filter(|running| running.job == number);
            running.map(|running| running.wishes.wish(wish)).is_some()
        };
        if !is_running {
            let found = session.read(|c| job::one(c, number))?;
            if !can(found.state) {
                return Err(wrong_state(found.state));
            }
            set_state(&session, found, state)?;
            drop(deed);
            tell(&session, number)?;
        }
        self.one(number)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{RecvTimeoutError, channel};

    use super::*;
    use crate::events::Events;
    use crate::folders::Folders;
    use crate::operations::job::JobKind;
    use crate::store::Store;

    #[test]
    fn a_pause_between_the_journal_and_the_queue_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("a.neurosieve"), "A").unwrap();
        let events = Events::new(Arc::new(|_| {}));
        let folders = Arc::new(Folders::under(folder.path()));
        let session = Arc::new(Session::new(store, events, folders));
        // Nobody works the queue off, so that what stands in it can be looked at.
        let jobs = Jobs { shared: Arc::new(Shared::new(Arc::clone(&session))), thread: Mutex::new(None) };
        let plan = JobPlan::Import(plan::ImportPlan { sources: Vec::new() }).to_json().unwrap();
        let (done, is_done) = channel();
        std::thread::scope(|scope| {
            let jobs = &jobs;
            let entered = jobs.shared.enter(|| {
                let number = session.write(move |c| job::insert(c, JobKind::Import, "", &plan, 0))?;
                scope.spawn(move || done.send(jobs.pause(number)).is_ok());
                // The race stands still here: the job is in the journal and not yet in the queue.
                let early = is_done.recv_timeout(Duration::from_millis(300));
                assert_eq!(early.err(), Some(RecvTimeoutError::Timeout), "the pause came between");
                Ok(number)
            });
            let number = entered.unwrap();
            assert_eq!(is_done.recv().unwrap().unwrap().state, JobState::Paused);
            assert!(jobs.shared.lock().waiting.is_empty());
            assert_eq!(jobs.one(number).unwrap().state, JobState::Paused);
        });
    }
}
