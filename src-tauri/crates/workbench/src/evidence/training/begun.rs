//! The job of a card that has not ended: found by what it trains, so that nothing is begun twice.

use crate::jobs::plan::JobPlan;
use crate::operations::Failure;
use crate::operations::job::{JobKind, JobState};
use crate::session::Session;
use crate::store::job;

/// The newest job with trainings of this digest that waits, works, is paused or has failed.
pub fn unfinished(session: &Session, digest: &str) -> Result<Option<i64>, Failure> {
    let open = |state| !matches!(state, JobState::Done | JobState::Cancelled);
    for found in session.read(job::all)? {
        if found.kind != JobKind::Training || !open(found.state) {
            continue;
        }
        if let JobPlan::Training(plan) = JobPlan::from_json(&found.plan)?
            && plan.trainings.digest()? == digest
        {
            return Ok(Some(found.job));
        }
    }
    Ok(None)
}
