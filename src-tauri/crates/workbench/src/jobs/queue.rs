//! The queue of jobs and the thread that works it off.
//!
//! A job counts as running from the moment it leaves the queue, so that a wish always finds it in one of the two.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::context::{JobContext, Live, Stop, Wishes};
use super::plan::JobPlan;
use super::shown::{Now, view};
use crate::operations::job::{JobOutcome, JobState, JobStep};
use crate::operations::{Event, Failure, FailureCode};
use crate::session::Session;
use crate::store::job::{self, Job};

/// What the thread and those who ask share.
pub struct Shared {
    /// The project; none once it is closed.
    pub session: Mutex<Option<Arc<Session>>>,
    queue: Mutex<Queue>,
    /// Told when the queue or what runs has changed.
    pub wake: Condvar,
    /// Held while the journal and the queue are brought from one state to the next: between the two a job would be
    /// neither waiting nor running, and a wish for it would be lost.
    deeds: Mutex<()>,
}

/// Jobs that wait, and the one that runs.
#[derive(Default)]
pub struct Queue {
    /// Their numbers, the next one first.
    pub waiting: VecDeque<i64>,
    /// At work.
    pub running: Option<Running>,
    /// Jobs begun so far.
    begun: u64,
    /// The thread is to end.
    pub closing: bool,
}

/// A job at work.
pub struct Running {
    /// Its number.
    pub job: i64,
    /// Where wishes reach it.
    pub wishes: Arc<Wishes>,
    /// There once its journal row was read.
    live: Option<Arc<Mutex<Live>>>,
}

impl Shared {
    /// Nothing waits yet.
    pub fn new(session: Arc<Session>) -> Self {
        Self {
            session: Mutex::new(Some(session)),
            queue: Mutex::default(),
            wake: Condvar::new(),
            deeds: Mutex::default(),
        }
    }

    /// The queue, alone.
    pub fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The project.
    pub fn session(&self) -> Result<Arc<Session>, Failure> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner).clone();
        session.ok_or_else(|| Failure::new(FailureCode::NoProject))
    }

    /// The journal together with what is at work, as both stood at one moment.
    pub fn beside_journal<T>(&self, read: impl Fn() -> Result<T, Failure>) -> Result<(T, Now), Failure> {
        loop {
            let (before, now) = self.now();
            let journal = read()?;
            // A job that began meanwhile would look like one whose end was never written down.
            if self.now().0 == before {
                return Ok((journal, now));
            }
        }
    }

    fn now(&self) -> (u64, Now) {
        let queue = self.lock();
        let at_work = queue.running.as_ref().map(|running| running.job);
        let live = queue.running.as_ref().and_then(|running| running.live.clone());
        let begun = queue.begun;
        drop(queue);
        let live = live.map(|live| live.lock().unwrap_or_else(PoisonError::into_inner).view());
        (begun, Now { at_work, live })
    }

    /// From here on nobody else moves a job between the journal and the queue.
    pub fn deed(&self) -> MutexGuard<'_, ()> {
        self.deeds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a job into the queue once `journal` has written down that it waits; a wish for it meets both or neither.
    pub fn enter(&self, journal: impl FnOnce() -> Result<i64, Failure>) -> Result<i64, Failure> {
        let _deed = self.deed();
        let number = journal()?;
        self.lock().waiting.push_back(number);
        self.wake.notify_all();
        Ok(number)
    }

    /// Works the queue off until it is closed.
    pub fn work(&self) {
        while let Some((number, wishes)) = self.next() {
            let Ok(session) = self.session() else { return };
            // A journal that cannot be read or written (a full disk) leaves the job to be resumed.
            let _ = self.run(&session, number, wishes);
            self.lock().running = None;
            let _ = tell(&session, number);
            self.wake.notify_all();
        }
    }

    /// The next job, which counts as running from here on: a wish reaches it either in the queue or through `wishes`.
    fn next(&self) -> Option<(i64, Arc<Wishes>)> {
        let mut queue = self.lock();
        loop {
            if queue.closing {
                return None;
            }
            if let Some(number) = queue.waiting.pop_front() {
                let wishes = Arc::new(Wishes::default());
                queue.running = Some(Running { job: number, wishes: Arc::clone(&wishes), live: None });
                queue.begun += 1;
                return Some((number, wishes));
            }
            queue = self.wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn run(&self, session: &Arc<Session>, number: i64, wishes: Arc<Wishes>) -> Result<(), Failure> {
        let mut found = session.read(|c| job::one(c, number))?;
        let plan = JobPlan::from_json(&found.plan)?;
        found.state = JobState::Running;
        (found.failure, found.outcome) = (None, None);
        let begun = found.clone();
        session.write(move |c| job::update(c, &begun))?;
        let worked_before = found.worked_ms;
        let live = Arc::new(Mutex::new(Live::new(view(found))));
        if let Some(running) = &mut self.lock().running {
            running.live = Some(Arc::clone(&live));
        }
        let context = JobContext::new(session, number, wishes, live);
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| plan.run(&context)));
        let ended = ended.unwrap_or_else(|_| {
            Err(Stop::Failed(Failure::new(FailureCode::Internal).text("detail", "the job's code failed")))
        });
        let last = context.finished_view();
        // The plan may have been moved on meanwhile.
        let mut found = session.read(|c| job::one(c, number))?;
        (found.done, found.total, found.step) = (last.done, last.total, JobStep::Waiting);
        found.worked_ms = worked_before + context.worked_ms();
        settle(&mut found, ended);
        crate::crash::log::line(&format!("job {number}: {:?}", found.state));
        session.write(move |c| job::update(c, &found))
    }
}

/// Writes down that a job stands at `state` and does nothing.
pub fn set_state(session: &Session, mut found: Job, state: JobState) -> Result<(), Failure> {
    found.state = state;
    found.step = JobStep::Waiting;
    session.write(move |c| job::update(c, &found))
}

/// Tells how a job stands in the journal.
pub fn tell(session: &Session, number: i64) -> Result<(), Failure> {
    session.events.tell(Event::Job(Box::new(view(session.read(|c| job::one(c, number))?))));
    Ok(())
}

fn settle(job: &mut Job, ended: Result<JobOutcome, Stop>) {
    match ended {
        Ok(outcome) => (job.state, job.outcome) = (JobState::Done, Some(outcome)),
        Err(Stop::Paused) => job.state = JobState::Paused,
        Err(Stop::Cancelled) => job.state = JobState::Cancelled,
        Err(Stop::Failed(failure)) => (job.state, job.failure) = (JobState::Failed, Some(failure)),
    }
}
