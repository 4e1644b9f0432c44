//! A job as it is shown: from the journal, or live while it runs.

use super::autoencoder::AutoencoderPlan;
use super::plan::{self, JobPlan};
use crate::operations::job::{JobKind, JobState, JobView};
use crate::operations::{Failure, FailureCode};
use crate::store::job::Job;

/// What is at work at a moment.
pub struct Now {
    /// The job that runs.
    pub at_work: Option<i64>,
    /// Its view, once there is one.
    pub live: Option<JobView>,
}

impl Now {
    /// The journal's view, or the live one of the job that runs. A job whose end could not be written down, as on a full
    /// disk, stands in the journal as running; it can go on like any that was cut off.
    pub fn corrected(&self, mut journal: JobView) -> JobView {
        if let Some(live) = self.live.as_ref().filter(|live| live.job == journal.job) {
            return live.clone();
        }
        if journal.state == JobState::Running && self.at_work != Some(journal.job) {
            journal.state = JobState::Paused;
        }
        journal
    }
}

/// As the journal has it.
pub fn view(job: Job) -> JobView {
    let training = (job.kind == JobKind::Autoencoder).then(|| JobPlan::from_json(&job.plan).ok()).flatten();
    let training = training.and_then(JobPlan::training);
    JobView {
        job: job.job,
        kind: job.kind,
        subject: job.subject,
        state: job.state,
        step: job.step,
        done: job.done,
        total: job.total,
        share: share_of(job.done, job.total),
        unit: training.as_ref().map_or_else(|| plan::unit(job.kind, job.step), AutoencoderPlan::unit),
        rate_per_s: None,
        seconds_left: None,
        queued_ms: job.queued_ms,
        worked_s: job.worked_ms as f64 / 1000.0,
        failure: job.failure,
        outcome: job.outcome,
        learning: training.map(|plan| plan.learning()),
        hitch: None,
    }
}

/// A job at `state` cannot do what was asked of it.
pub fn wrong_state(state: JobState) -> Failure {
    let word = serde_json::to_value(state).ok().and_then(|word| word.as_str().map(str::to_owned));
    Failure::new(FailureCode::WrongState).text("state", word.unwrap_or_default())
}

/// Done of all, where all is known.
pub fn share_of(done: u64, total: Option<u64>) -> Option<f64> {
    total.filter(|&total| total > 0).map(|total| done.min(total) as f64 / total as f64)
}
