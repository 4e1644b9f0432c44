//! Work in progress: one thread, one job at a time, and a journal from which every job goes on.
//!
//! A job is in the journal before it begins, and its state is there before anyone is told. What it commits on the way is
//! its own affair: each kind knows from the project where it was, so that pausing, closing, a failure and a kill are all
//! the same to it.

pub mod context;
mod export;
mod fetch;
mod import;
pub mod plan;
mod rate;
mod reading;
pub mod requests;

pub use reading::profile_name;

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use context::{JobContext, Live, Stop, Wish, Wishes};
use plan::JobPlan;

use crate::clock::now_ms;
use crate::operations::job::{JobOutcome, JobState, JobStep, JobView, Started};
use crate::operations::{Event, Failure, FailureCode};
use crate::session::Session;
use crate::store::job::{self, Job};

/// The jobs of an open project.
pub struct Jobs {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    session: Mutex<Option<Arc<Session>>>,
    queue: Mutex<Queue>,
    wake: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<i64>,
    running: Option<Running>,
    /// Jobs begun so far.
    begun: u64,
    closing: bool,
}

struct Running {
    job: i64,
    wishes: Arc<Wishes>,
    /// There once its journal row was read.
    live: Option<Arc<Mutex<Live>>>,
}

/// What is at work at a moment.
struct Now {
    at_work: Option<i64>,
    live: Option<JobView>,
}

impl Now {
    /// The journal's view, or the live one of the job that runs. A job whose end could not be written down, as on a full
    /// disk, stands in the journal as running; it can go on like any that was cut off.
    fn corrected(&self, mut journal: JobView) -> JobView {
        if let Some(live) = self.live.as_ref().filter(|live| live.job == journal.job) {
            return live.clone();
        }
        if journal.state == JobState::Running && self.at_work != Some(journal.job) {
            journal.state = JobState::Paused;
        }
        journal
    }
}

impl Jobs {
    /// Starts the thread; nothing is queued yet. Jobs that were cut off wait for being resumed.
    pub fn start(session: Arc<Session>) -> Result<Self, Failure> {
        let shared = Arc::new(Shared {
            session: Mutex::new(Some(session)),
            queue: Mutex::new(Queue::default()),
            wake: Condvar::new(),
        });
        let worker = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("jobs".to_owned())
            .spawn(move || worker.work())
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
        let number = session.write(move |c| job::insert(c, kind, &subject, &plan, now_ms()))?;
        // Told before it can begin: what is told later must be newer.
        tell(&session, number)?;
        self.shared.push(number);
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
        self.wish_or_set(number, Wish::Cancel, JobState::Cancelled, can)
    }

    /// Queues a job again that was paused or failed.
    pub fn resume(&self, number: i64) -> Result<JobView, Failure> {
        let session = self.shared.session()?;
        session.check_writable()?;
        let mut found = session.read(|c| job::one(c, number))?;
        found.state = self.one(number)?.state;
        if !matches!(found.state, JobState::Paused | JobState::Failed) {
            return Err(wrong_state(found.state));
        }
        Shared::set_state(&session, found, JobState::Queued)?;
        self.shared.push(number);
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
            let woken = self.shared.wake.wait_timeout(queue, Duration::from_millis(100));
            drop(woken.unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Takes an ended job off the list.
    pub fn dismiss(&self, number: i64) -> Result<(), Failure> {
        let session = self.shared.session()?;
        let state = self.one(number)?.state;
        if matches!(state, JobState::Queued | JobState::Running | JobState::Paused) {
            return Err(wrong_state(state));
        }
        session.write(move |c| job::dismiss(c, number))
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
            Shared::set_state(&session, found, state)?;
        }
        self.one(number)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn session(&self) -> Result<Arc<Session>, Failure> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner).clone();
        session.ok_or_else(|| Failure::new(FailureCode::NoProject))
    }

    /// The journal together with what is at work, as both stood at one moment.
    fn beside_journal<T>(&self, read: impl Fn() -> Result<T, Failure>) -> Result<(T, Now), Failure> {
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

    fn push(&self, number: i64) {
        self.lock().waiting.push_back(number);
        self.wake.notify_all();
    }

    fn set_state(session: &Session, mut found: Job, state: JobState) -> Result<(), Failure> {
        found.state = state;
        found.step = JobStep::Waiting;
        let number = found.job;
        session.write(move |c| job::update(c, &found))?;
        tell(session, number)
    }

    fn work(&self) {
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
        session.write(move |c| job::update(c, &found))
    }
}

/// Tells how a job stands in the journal.
fn tell(session: &Session, number: i64) -> Result<(), Failure> {
    session.events.tell(Event::Job(view(session.read(|c| job::one(c, number))?)));
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

fn view(job: Job) -> JobView {
    JobView {
        job: job.job,
        kind: job.kind,
        subject: job.subject,
        state: job.state,
        step: job.step,
        done: job.done,
        total: job.total,
        unit: plan::unit(job.kind),
        rate_per_s: None,
        seconds_left: None,
        queued_ms: job.queued_ms,
        worked_s: job.worked_ms as f64 / 1000.0,
        failure: job.failure,
        outcome: job.outcome,
    }
}

fn wrong_state(state: JobState) -> Failure {
    let word = serde_json::to_value(state).ok().and_then(|word| word.as_str().map(str::to_owned));
    Failure::new(FailureCode::WrongState).text("state", word.unwrap_or_default())
}
