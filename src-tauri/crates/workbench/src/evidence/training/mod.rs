//! The two cards whose figures come from brief trainings: each tenth of a ranking, and selections beside random picks.
//!
//! A plan says every text that each training may use, so that its digest names the outcome: the card makes the plan again
//! and looks whether it was trained. Examples that are held out are never trained on. They are those that are not ticked;
//! where all are ticked, half of them by the question's seed, and the rankings are made again by the other half.

mod begun;
mod cards;
mod cost;
mod model;
mod orders;
mod plan;

use crate::jobs::Jobs;
use crate::jobs::plan::JobPlan;
use crate::operations::evidence::{EvidenceCost, EvidenceKind, EvidenceNeed, EvidenceQuery, EvidenceRun};
use crate::operations::job::{JobState, Started};
use crate::operations::{Failure, FailureCode};
use crate::ranking::Rankings;
use crate::session::Session;
use crate::workbench::Workbench;

pub use cards::{deciles, proxy};
pub use cost::rate;
pub use model::Model;
pub use plan::{TrainingPlan, Trainings};

use super::asked::Asked;

/// Whether a card's figures come from trainings.
#[must_use]
pub const fn trains(kind: EvidenceKind) -> bool {
    matches!(kind, EvidenceKind::Deciles | EvidenceKind::ProxyTraining)
}

/// Queues the trainings of a card; a job that has them already goes on instead.
///
/// # Errors
/// As for a card; [`FailureCode::NoModel`], and [`FailureCode::MethodRefused`] saying what there is too little of.
pub fn start(workbench: &Workbench, run: &EvidenceRun) -> Result<Started, Failure> {
    let project = workbench.project()?;
    begin(&project.session, &project.jobs, run)
}

/// The same for an open project.
///
/// # Errors
/// As [`start`].
pub fn begin(session: &Session, jobs: &Jobs, run: &EvidenceRun) -> Result<Started, Failure> {
    let plan = planned(session, &session.rankings, run)?;
    if let Some(job) = begun::unfinished(session, &plan.digest()?)? {
        if matches!(jobs.one(job)?.state, JobState::Paused | JobState::Failed) {
            jobs.resume(job)?;
        }
        return Ok(Started { job });
    }
    jobs.queue(&JobPlan::Training(plan::placed(session, plan)?))
}

/// What the trainings of a card would cost.
///
/// # Errors
/// As [`start`].
pub fn estimate(session: &Session, run: &EvidenceRun) -> Result<EvidenceCost, Failure> {
    cost::of(session, &planned(session, &session.rankings, run)?)
}

fn planned(session: &Session, rankings: &Rankings, run: &EvidenceRun) -> Result<Trainings, Failure> {
    if !trains(run.kind) {
        return Err(Failure::new(FailureCode::BadRequest).text("detail", "this card needs no training"));
    }
    let query = EvidenceQuery { kind: run.kind, compare: run.compare.clone(), answer: None, seed: run.seed };
    let asked = Asked::of(session, rankings, &query)?;
    plan::of(&asked)?.map_err(|need| {
        let detail = match need {
            EvidenceNeed::Reading => return Failure::new(FailureCode::NoModel),
            EvidenceNeed::MoreExamples => "some examples must be held out: add examples, or untick some",
            _ => "the texts are too few to train on: keep more of the ranking",
        };
        Failure::new(FailureCode::MethodRefused).text("detail", detail)
    })
}
