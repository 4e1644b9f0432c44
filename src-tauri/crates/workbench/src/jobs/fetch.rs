//! Fetching models and data sets from the hub.

use super::context::{JobContext, Stop};
use super::plan::{DownloadPlan, HubImportPlan, ImportPlan, JobPlan, SourcePlan};
use crate::models::hub::{Progress, Watch};
use crate::models::{self, Shelf, shelf::id_of_repo};
use crate::operations::job::{JobOutcome, JobStep};
use crate::operations::{Changed, Failure};

/// Fetches a model. What is there already of it is not fetched again.
pub fn model(context: &JobContext<'_>, plan: &DownloadPlan) -> Result<JobOutcome, Stop> {
    let mut bytes = 0;
    let wanted = plan.wanted();
    watched(context, &mut bytes, |shelf, watch| models::fetch(shelf, &wanted, watch))?;
    context.session.events.changed(&[Changed::Models]);
    Ok(JobOutcome::Downloaded { bytes, model: id_of_repo(&plan.repo) })
}

/// Fetches a data set's files, then imports them.
pub fn import(context: &JobContext<'_>, mut plan: HubImportPlan) -> Result<JobOutcome, Stop> {
    let sources = if let Some(fetched) = plan.fetched.take() {
        fetched
    } else {
        let files = watched(context, &mut 0, |shelf, watch| models::fetch_dataset(shelf, &plan.dataset, watch))?;
        let source = |path| SourcePlan::new(path, plan.mapping.clone());
        ImportPlan { sources: files.into_iter().map(source).collect() }
    };
    super::import::run(context, sources, |fetched| {
        JobPlan::HubImport(HubImportPlan { fetched: Some(fetched), ..plan.clone() })
    })
}

fn watched<T>(
    context: &JobContext<'_>,
    bytes: &mut u64,
    fetch: impl FnOnce(&Shelf, &mut Watch<'_>) -> Result<T, Failure>,
) -> Result<T, Stop> {
    context.step(JobStep::Opening, 0, None);
    let shelf = Shelf::of_this_app(&context.session.folders);
    let mut last = JobStep::Opening;
    let mut tell = |progress: Progress| {
        *bytes = progress.total_bytes;
        if progress.step == last {
            context.set_total(Some(progress.total_bytes));
            context.advance(progress.done_bytes);
        } else {
            last = progress.step;
            context.step(progress.step, progress.done_bytes, Some(progress.total_bytes));
        }
    };
    let stop = || context.is_stopped();
    let fetched = fetch(&shelf, &mut Watch { stop: &stop, tell: &mut tell });
    match fetched {
        Err(_) if context.is_stopped() => Err(context.wished()),
        other => Ok(other?),
    }
}
