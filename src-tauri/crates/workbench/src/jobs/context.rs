//! What a running job holds: the project, people's wishes, and the way to say how far it is.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::plan::unit;
use super::rate::Rate;
use super::shown::share_of;
use crate::operations::autoencoder::Learning;
use crate::operations::job::{Hitch, JobState, JobStep, JobView};
use crate::operations::{Event, Failure};
use crate::reading::limit;
use crate::reading::seam::{Reader, Workers};
use crate::session::Session;
use crate::store::{StoreError, job};

/// Events of one job are at least so far apart.
const BETWEEN_EVENTS: Duration = Duration::from_millis(100);

/// Why a job ends before its end.
#[derive(Debug)]
pub enum Stop {
    /// It was asked to pause.
    Paused,
    /// It was asked to end.
    Cancelled,
    /// It cannot go on.
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// What people want of a running job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Stop, to go on later.
    Pause = 1,
    /// Stop for good.
    Cancel = 2,
}

/// Wishes reach the job through this.
#[derive(Debug, Default)]
pub struct Wishes(AtomicU8);

impl Wishes {
    /// Wishes something; a later wish wins, but nothing undoes a cancel.
    pub fn wish(&self, wish: Wish) {
        self.0.fetch_max(wish as u8, Ordering::Relaxed);
    }

    fn stop(&self) -> Option<Stop> {
        match self.0.load(Ordering::Relaxed) {
            0 => None,
            1 => Some(Stop::Paused),
            _ => Some(Stop::Cancelled),
        }
    }
}

/// A running job as it is shown.
#[derive(Debug)]
pub struct Live {
    view: JobView,
    rate: Rate,
    /// Bytes of a file read, of all, for work whose units nobody has counted beforehand.
    bytes: Option<(u64, u64)>,
    bytes_rate: Rate,
    worked_before_s: f64,
    began: Instant,
    told: Option<Instant>,
}

impl Live {
    /// Begins now.
    pub fn new(view: JobView) -> Self {
        let worked_before_s = view.worked_s;
        Self {
            view,
            rate: Rate::default(),
            bytes: None,
            bytes_rate: Rate::default(),
            worked_before_s,
            began: Instant::now(),
            told: None,
        }
    }

    /// As it stands now.
    pub fn view(&self) -> JobView {
        let rate_per_s = self.rate.per_second();
        let (done, total, pace) = match (self.view.total, self.bytes) {
            (None, Some((read, all))) => (read, Some(all), self.bytes_rate.per_second()),
            (total, _) => (self.view.done, total, rate_per_s),
        };
        let left = total.map(|total| total.saturating_sub(done));
        JobView {
            rate_per_s,
            share: share_of(done, total),
            seconds_left: left.zip(pace).map(|(left, pace)| left as f64 / pace),
            worked_s: self.worked_before_s + self.began.elapsed().as_secs_f64(),
            ..self.view.clone()
        }
    }
}

/// Lent to a job while it runs.
pub struct JobContext<'a> {
    /// The project.
    pub session: &'a Arc<Session>,
    job: i64,
    wishes: Arc<Wishes>,
    live: Arc<Mutex<Live>>,
    began: Instant,
}

impl<'a> JobContext<'a> {
    /// For one attempt at a job.
    pub fn new(session: &'a Arc<Session>, job: i64, wishes: Arc<Wishes>, live: Arc<Mutex<Live>>) -> Self {
        Self { session, job, wishes, live, began: Instant::now() }
    }

    /// What reads documents with a model for this job, within the memory that settings leave it.
    pub fn reader(&self) -> Result<Box<dyn Reader>, Stop> {
        let limit = limit::of(&self.session.folders).map_err(Failure::from)?;
        Ok(Workers::chosen().reader(limit))
    }

    /// Ends the job where someone wished so; to be called many times a second.
    pub fn check(&self) -> Result<(), Stop> {
        self.wishes.stop().map_or(Ok(()), Err)
    }

    /// Whether someone wished it to stop: for code that asks rather than returns.
    pub fn is_stopped(&self) -> bool {
        self.wishes.stop().is_some()
    }

    /// What was wished, where code that asked has stopped.
    pub fn wished(&self) -> Stop {
        self.wishes.stop().unwrap_or(Stop::Paused)
    }

    /// Begins a step and tells at once.
    pub fn step(&self, step: JobStep, done: u64, total: Option<u64>) {
        {
            let mut live = self.lock();
            (live.view.step, live.view.done, live.view.total) = (step, done, total);
            live.view.state = JobState::Running;
            live.view.unit = unit(live.view.kind, step);
            live.view.hitch = None;
            live.rate = Rate::default();
            live.rate.note(Instant::now(), done);
            (live.bytes, live.bytes_rate) = (None, Rate::default());
            live.told = None;
        }
        self.tell();
    }

    /// Tells how far it is, at most ten times a second.
    pub fn advance(&self, done: u64) {
        {
            let mut live = self.lock();
            live.view.done = done;
            live.rate.note(Instant::now(), done);
        }
        self.tell();
    }

    /// Tells how far it is in a file of `all` bytes, as they lie on the disk.
    pub fn advance_in_file(&self, done: u64, read: u64, all: u64) {
        {
            let mut live = self.lock();
            live.bytes = Some((read.min(all), all));
            live.bytes_rate.note(Instant::now(), read);
        }
        self.advance(done);
    }

    /// How a training goes; told with the next advance.
    pub fn learned(&self, learning: Learning) {
        self.lock().view.learning = Some(learning);
    }

    /// Nothing comes in just now, or it does again; told with the next advance.
    pub fn hitch(&self, hitch: Option<Hitch>) {
        self.lock().view.hitch = hitch;
    }

    /// Changes the whole to be done.
    pub fn set_total(&self, total: Option<u64>) {
        self.lock().view.total = total;
    }

    /// How far it was when it stopped.
    pub fn finished_view(&self) -> JobView {
        self.lock().view()
    }

    /// Milliseconds of this attempt.
    pub fn worked_ms(&self) -> u64 {
        self.began.elapsed().as_millis() as u64
    }

    /// Keeps what a later attempt goes on from.
    pub fn keep_plan(&self, plan: &super::plan::JobPlan) -> Result<(), Failure> {
        let (number, plan) = (self.job, plan.to_json()?);
        self.session.write(move |c| job::set_plan(c, number, &plan))
    }

    fn tell(&self) {
        let view = {
            let mut live = self.lock();
            let now = Instant::now();
            if live.told.is_some_and(|told| now.duration_since(told) < BETWEEN_EVENTS) {
                return;
            }
            live.told = Some(now);
            live.view()
        };
        self.session.events.tell(Event::Job(Box::new(view)));
    }

    fn lock(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::shown::view;
    use crate::operations::job::JobKind;
    use crate::store::job::Job;

    #[test]
    fn a_file_of_uncounted_rows_says_its_share_and_the_time_left_by_its_bytes() {
        let job = Job {
            job: 1,
            kind: JobKind::Import,
            subject: String::new(),
            state: JobState::Running,
            step: JobStep::ReadingRows,
            done: 0,
            total: None,
            queued_ms: 0,
            worked_ms: 0,
            plan: String::new(),
            failure: None,
            outcome: None,
        };
        let mut live = Live::new(view(job));
        assert_eq!((live.view().share, live.view().seconds_left), (None, None));
        let start = Instant::now();
        live.bytes_rate.note(start, 0);
        live.bytes_rate.note(start + Duration::from_secs(2), 500);
        live.bytes = Some((500, 2000));
        // 250 bytes a second, 1,500 bytes to go.
        assert_eq!((live.view().share, live.view().seconds_left), (Some(0.25), Some(6.0)));
        live.view.total = Some(10);
        live.view.done = 5;
        assert_eq!(live.view().share, Some(0.5));
    }
}
