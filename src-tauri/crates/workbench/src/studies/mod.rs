//! Studies: the analyses of the papers on the user's own model, data and goal.
//!
//! A study is a table of measurements. Its plan names every example and row of every draw, so that its digest names the
//! outcome; each measurement is kept when it is done, and table, figure and sentence are made of what is kept. Silencing
//! neurons and reading other linear maps run the model; the others look at what was read. Absent on purpose: any verdict
//! beyond the figures, since none of them says what training on a selection would gain.

mod begun;
mod by_neurons;
mod cells;
mod cost;
mod figures;
mod plan;
mod shown;
mod silencing;
mod written;

use crate::deeds;
use crate::jobs::Jobs;
use crate::jobs::plan::JobPlan;
use crate::operations::deed::DeedView;
use crate::operations::figure::Figure;
use crate::operations::job::{JobState, Started};
use crate::operations::study::{StudyCost, StudyKind, StudyQuery, StudyRef, StudyView};
use crate::operations::{Changed, Failure, FailureCode};
use crate::reading::seam::{Reader, SeamError};
use crate::session::Session;
use crate::store::deed::NewDeed;
use crate::store::{Transaction, study};
use crate::workbench::Workbench;

use cells::Cell;
use silencing::Drawn;

pub use plan::{Study, StudyPlan};
pub use written::csv;

/// What a study would take.
///
/// # Errors
/// As [`start`].
pub fn estimate(session: &Session, query: &StudyQuery) -> Result<StudyCost, Failure> {
    let plan = plan::plan(session, query)?;
    let digest = plan.study.digest()?;
    let done = session.read(|c| study::parts(c, &digest))?.len() as u64;
    Ok(StudyCost {
        measurements: plan.study.measurements(),
        done,
        seconds: cost::seconds(session, &plan, done)?,
        model: query.kind.runs().then(|| plan.model_name.clone()),
        job: begun::unfinished(session, &digest)?,
    })
}

/// Queues a study; a job that has it already goes on instead.
///
/// # Errors
/// As [`plan::plan`]: no model or reading, no such goal, column or layer, a setting out of its range, too little of
/// something.
pub fn start(workbench: &Workbench, query: &StudyQuery) -> Result<Started, Failure> {
    let project = workbench.project()?;
    begin(&project.session, &project.jobs, query)
}

/// The same for an open project.
///
/// # Errors
/// As [`start`].
pub fn begin(session: &Session, jobs: &Jobs, query: &StudyQuery) -> Result<Started, Failure> {
    let plan = plan::plan(session, query)?;
    if let Some(job) = begun::unfinished(session, &plan.study.digest()?)? {
        if matches!(jobs.one(job)?.state, JobState::Paused | JobState::Failed) {
            jobs.resume(job)?;
        }
        return Ok(Started { job });
    }
    jobs.queue(&JobPlan::Study(plan))
}

/// All studies, newest first.
///
/// # Errors
/// What the store says.
pub fn all(session: &Session) -> Result<Vec<StudyView>, Failure> {
    session.read(study::all)?.into_iter().map(|row| shown::view(session, row)).collect()
}

/// One study.
///
/// # Errors
/// [`FailureCode::NoSuchThing`].
pub fn one(session: &Session, id: &str) -> Result<StudyView, Failure> {
    let absent = || Failure::new(FailureCode::NoSuchThing).text("what", "study").text("id", id);
    shown::view(session, session.read(|c| study::one(c, id))?.ok_or_else(absent)?)
}

/// The figure of a study.
///
/// # Errors
/// [`FailureCode::NoSuchThing`] for one that is not there or not measured to its end.
pub fn figure(session: &Session, id: &str) -> Result<Figure, Failure> {
    let absent = || Failure::new(FailureCode::NoSuchThing).text("what", "figure").text("id", id);
    one(session, id)?.figure.ok_or_else(absent)
}

/// Deletes a study with what it measured, and gives the deed by which it comes back; one that is at work must be ended
/// first.
///
/// # Errors
/// [`FailureCode::WrongState`] while its job has not ended, [`FailureCode::NoSuchThing`].
pub fn delete(session: &Session, with: StudyRef) -> Result<DeedView, Failure> {
    if begun::unfinished(session, &with.study)?.is_some() {
        return Err(Failure::new(FailureCode::WrongState).text("state", "running"));
    }
    let (id, kind) = (with.study.clone(), one(session, &with.study)?.query.kind);
    let before = move |c: &Transaction<'_>| NewDeed::study_deleted(c, &id, kind);
    Ok(deeds::done(session, Changed::Studies, before, move |c| study::delete(c, &with.study))?.0)
}

/// Measures the parts of a study, one after the other; what a draw is made of is made ready once.
pub struct Measuring<'a> {
    session: &'a Session,
    study: &'a Study,
    drawn: Option<Drawn>,
}

impl<'a> Measuring<'a> {
    /// Nothing measured yet.
    pub const fn new(session: &'a Session, study: &'a Study) -> Self {
        Self { session, study, drawn: None }
    }

    /// One part, as JSON; `reader` has the model open where the study runs it.
    pub fn part(
        &mut self,
        part: u64,
        reader: Option<&mut (dyn Reader + 'static)>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<String, SeamError> {
        let (draw, step) = ((part / self.study.steps()) as usize, (part % self.study.steps()) as usize);
        let (session, study) = (self.session, self.study);
        let cells: Vec<Cell> = match (study.query.kind, reader) {
            (StudyKind::SwitchOff | StudyKind::ImpactAndLoss, Some(reader)) => {
                silencing::measure((session, study), reader, (draw, step), &mut self.drawn, stop)?
            }
            (StudyKind::Projections, Some(reader)) => by_neurons::by_projection(session, study, draw, reader, stop)?,
            _ => by_neurons::measure(session, study, draw, step).map_err(SeamError::Failed)?,
        };
        let fault = |error: serde_json::Error| Failure::new(FailureCode::Internal).text("detail", error.to_string());
        serde_json::to_string(&cells).map_err(|error| SeamError::Failed(fault(error)))
    }
}
