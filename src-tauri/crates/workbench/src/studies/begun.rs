//! The job of a study that has not ended: found by what it measures, so that nothing is begun twice.

use crate::jobs::plan::JobPlan;
use crate::operations::Failure;
use crate::operations::job::{JobKind, JobState};
use crate::session::Session;
use crate::store::job;

/// The newest job of this study that waits, works, is paused or has failed.
pub fn unfinished(session: &Session, digest: &str) -> Result<Option<i64>, Failure> {
    let open = |state| !matches!(state, JobState::Done | JobState::Cancelled);
    for found in session.read(job::all)? {
        if found.kind != JobKind::Study || !open(found.state) {
            continue;
        }
        if let JobPlan::Study(plan) = JobPlan::from_json(&found.plan)?
            && plan.study.digest()? == digest
        {
            return Ok(Some(found.job));
        }
    }
    Ok(None)
}
