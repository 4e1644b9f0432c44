//! Requests that start jobs, and those about them.

use activation::{DeviceChoice, Neurons, NumericProfile};
use selection::Projection;

use super::plan::{DownloadPlan, JobPlan, ReadingPlan};
use crate::operations::job::{ReadingSettings, StartReading, Started};
use crate::operations::model::DownloadModel;
use crate::operations::{Failure, FailureCode};
use crate::store::meta;
use crate::workbench::Workbench;

/// Neurons kept and tokens read where nothing else is said.
const DEFAULT: ReadingSettings = ReadingSettings { top_k: 40, max_tokens: 120, fast: false };

/// Queues a reading; its model becomes the project's chosen one.
pub fn start_reading(workbench: &Workbench, with: StartReading) -> Result<Started, Failure> {
    let project = workbench.project()?;
    let settings = with.settings.unwrap_or(DEFAULT);
    check(&settings)?;
    let model = workbench.shelf().find(&with.model)?;
    model.card.as_ref().map_err(Clone::clone)?;
    let threads = crate::settings_file::load(&workbench.folders)?.threads.map(|threads| threads as usize);
    let id = with.model.clone();
    project.session.write(move |c| meta::set(c, meta::CURRENT_MODEL, &id))?;
    project.jobs.queue(&JobPlan::Reading(ReadingPlan {
        model: with.model,
        model_name: model.name,
        path: model.path,
        scope: with.scope,
        projections: vec![Projection::Up],
        neurons: Neurons::TopK(settings.top_k as u16),
        max_tokens: settings.max_tokens,
        profile: if settings.fast { NumericProfile::Bf16Fast } else { NumericProfile::F32 },
        device: DeviceChoice::Auto,
        threads,
        rows: None,
    }))
}

/// Queues fetching a model.
///
/// A project is needed although the model is everybody's: jobs live in a project's journal, which is what lets a fetch of
/// gigabytes be paused, survive a crash and go on. A second journal for the app alone is deliberately absent; the command
/// line fetches without either, and goes on from the bytes that are here.
pub fn start_download(workbench: &Workbench, with: DownloadModel) -> Result<Started, Failure> {
    let project = workbench.open_project().ok_or_else(|| Failure::new(FailureCode::DownloadNeedsProject))?;
    project.jobs.queue(&JobPlan::Download(DownloadPlan { repo: with.repo, revision: with.revision }))
}

fn check(settings: &ReadingSettings) -> Result<(), Failure> {
    let bounds = [("top_k", settings.top_k, 1, 400), ("max_tokens", settings.max_tokens, 8, 4096)];
    for (name, value, least, most) in bounds {
        if !(least..=most).contains(&value) {
            return Err(Failure::new(FailureCode::BadSetting)
                .text("name", name)
                .number("least", f64::from(least))
                .number("most", f64::from(most)));
        }
    }
    Ok(())
}
