//! Brief trainings for an evidence card, each kept when it is done: what is still to train follows from what is in the
//! project, so a job that was stopped loses at most the training at hand.

use std::collections::HashSet;

use super::context::{JobContext, Stop};
use crate::clock::now_ms;
use crate::evidence::training::TrainingPlan;
use crate::folders::shortened;
use crate::operations::job::{JobOutcome, JobStep};
use crate::operations::model::ModelKind;
use crate::operations::{Changed, Failure, FailureCode};
use crate::reading::seam::{Opening, SeamError};
use crate::reading::training::Training;
use crate::store::example;
use crate::store::training::{self, Trained};

/// Trains what is not trained yet.
pub fn run(context: &JobContext<'_>, plan: &TrainingPlan) -> Result<JobOutcome, Stop> {
    context.step(JobStep::Opening, 0, None);
    if !plan.path.exists() {
        return Err(Failure::new(FailureCode::ModelNotConnected).text("path", shortened(&plan.path)).into());
    }
    let session = context.session;
    let trainings = &plan.trainings;
    let key = trainings.digest()?;
    let kept = session.read(|c| training::of_plan(c, &key))?;
    let done: HashSet<(usize, usize)> = kept.iter().map(|one| (one.arm, one.draw)).collect();
    let held_out = held_out(context, &trainings.held_out)?;
    context.step(JobStep::Loading, 0, None);
    let mut reader = context.reader()?;
    let opened = reader.open(&opening(plan), &|| context.is_stopped()).map_err(|error| stop(context, error))?;
    let total = trainings.count();
    context.step(JobStep::Training, done.len() as u64, Some(total));
    let left = trainings.each().into_iter().filter(|(arm, draw, _)| !done.contains(&(*arm, *draw)));
    for (count, (arm, draw, rows)) in left.enumerate() {
        context.check()?;
        let asked = Training {
            texts: session.texts(rows)?,
            held_out: held_out.clone(),
            max_tokens: trainings.max_tokens,
            settings: trainings.settings.clone(),
            seed: trainings.seed_of(draw),
        };
        let losses = reader.train(&asked, &|| context.is_stopped()).map_err(|error| stop(context, error))?;
        let (key, trained) = (key.clone(), Trained { arm, draw, losses });
        session.write(move |c| training::insert(c, &key, &trained, now_ms()))?;
        context.advance((done.len() + count + 1) as u64);
    }
    session.events.changed(&[Changed::Evidence]);
    let tokens = total * trainings.settings.tokens as u64;
    Ok(JobOutcome::Trained { trainings: total, tokens, device: opened.device })
}

fn opening(plan: &TrainingPlan) -> Opening {
    Opening {
        path: plan.path.clone(),
        kind: ModelKind::Backbone,
        autoencoder: None,
        profile: plan.trainings.profile,
        device: plan.device,
        threads: plan.threads,
    }
}

fn held_out(context: &JobContext<'_>, wanted: &[i64]) -> Result<Vec<String>, Stop> {
    let examples = context.session.read(example::all)?;
    let text = |&wanted: &i64| {
        let found = examples.iter().find(|one| one.example == wanted).map(|one| one.text.clone());
        found.ok_or_else(|| Failure::new(FailureCode::NoSuchThing).text("what", "example").number("id", wanted as f64))
    };
    Ok(wanted.iter().map(text).collect::<Result<_, _>>()?)
}

fn stop(context: &JobContext<'_>, error: SeamError) -> Stop {
    match error {
        SeamError::Stopped => context.wished(),
        SeamError::Failed(failure) => Stop::Failed(failure),
    }
}
