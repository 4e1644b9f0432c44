//! A study, part by part, each kept when it is done: what is still to measure follows from what is in the project, so a job
//! that was stopped loses at most the measurement at hand.

use std::collections::HashSet;

use super::context::{JobContext, Stop};
use crate::clock::now_ms;
use crate::folders::shortened;
use crate::operations::job::{JobOutcome, JobStep};
use crate::operations::model::ModelKind;
use crate::operations::{Changed, Failure, FailureCode};
use crate::reading::seam::{Opening, Reader, SeamError};
use crate::store::StoreError;
use crate::store::study::{self, StudyRow};
use crate::studies::{Measuring, StudyPlan};

/// Measures what is not measured yet.
pub fn run(context: &JobContext<'_>, plan: &StudyPlan) -> Result<JobOutcome, Stop> {
    let (session, study) = (context.session, &plan.study);
    context.step(JobStep::Opening, 0, None);
    let digest = study.digest()?;
    let kept = serde_json::to_string(plan).map_err(StoreError::from)?;
    let row = StudyRow { study: digest.clone(), plan: kept, begun_ms: now_ms() };
    session.write(move |c| study::insert(c, &row))?;
    session.events.changed(&[Changed::Studies]);
    let done: HashSet<u64> = session.read(|c| study::parts(c, &digest))?.into_iter().map(|(part, _)| part).collect();
    let mut reader = if study.query.kind.runs() { Some(opened(context, plan)?) } else { None };
    let total = study.measurements();
    context.step(JobStep::Measuring, done.len() as u64, Some(total));
    let mut measuring = Measuring::new(session, study);
    for (count, part) in (0..total).filter(|part| !done.contains(part)).enumerate() {
        context.check()?;
        let cells = measuring.part(part, reader.as_deref_mut(), &|| context.is_stopped());
        let (cells, digest) = (cells.map_err(|error| stop(context, error))?, digest.clone());
        session.write(move |c| study::insert_part(c, &digest, part, &cells))?;
        context.advance((done.len() + count + 1) as u64);
    }
    session.events.changed(&[Changed::Studies]);
    Ok(JobOutcome::Studied { study: digest, measurements: total })
}

fn opened(context: &JobContext<'_>, plan: &StudyPlan) -> Result<Box<dyn Reader>, Stop> {
    if !plan.path.exists() {
        return Err(Failure::new(FailureCode::ModelNotConnected).text("path", shortened(&plan.path)).into());
    }
    context.step(JobStep::Loading, 0, None);
    let mut reader = context.reader()?;
    let opening = Opening {
        path: plan.path.clone(),
        kind: ModelKind::Backbone,
        autoencoder: None,
        profile: activation::NumericProfile::F32,
        device: plan.device,
        threads: plan.threads,
    };
    reader.open(&opening, &|| context.is_stopped()).map_err(|error| stop(context, error))?;
    Ok(reader)
}

fn stop(context: &JobContext<'_>, error: SeamError) -> Stop {
    match error {
        SeamError::Stopped => context.wished(),
        SeamError::Failed(failure) => Stop::Failed(failure),
    }
}
