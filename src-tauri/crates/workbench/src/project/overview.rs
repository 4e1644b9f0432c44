//! What the rail shows: counts, goals, readings.

use crate::folders::shortened;
use crate::goals::info;
use crate::operations::Failure;
use crate::operations::project::{Overview, ProjectInfo, ReadingInfo};
use crate::project::Project;
use crate::store::{Access, Connection, StoreError, document, export, goal, meta, reading, reading_note, set_aside};
use crate::workbench::Workbench;

/// The open project, or none.
pub fn overview(workbench: &Workbench) -> Result<Overview, Failure> {
    let project = workbench.open_project().map(|project| project_info(&project)).transpose()?;
    // Downloads are the app's, and at work all the same.
    let running_jobs = workbench.jobs_not_ended();
    Ok(Overview { project: project.map(|info| ProjectInfo { running_jobs, ..info }) })
}

fn project_info(project: &Project) -> Result<ProjectInfo, Failure> {
    let session = &project.session;
    let running_jobs = project.jobs.running();
    let mut info = session.read(|c| {
        let current_model = meta::value(c, meta::CURRENT_MODEL)?;
        let readings = readings(c)?;
        Ok(ProjectInfo {
            name: meta::value(c, meta::NAME)?.unwrap_or_default(),
            place: shortened(session.store.path()),
            size_bytes: session.store.size_bytes(),
            is_sample: meta::value(c, meta::SAMPLE)?.is_some(),
            read_only: session.store.access() != Access::Write,
            read_only_because: session.store.access().reason(),
            documents: document::count(c)?,
            set_aside: set_aside::count(c, None)?,
            tokens: None,
            tokens_of: 0,
            goals: goal::all(c)?.into_iter().map(info).collect(),
            current_goal: meta::value(c, meta::CURRENT_GOAL)?.and_then(|goal| goal.parse().ok()),
            current_model,
            readings,
            running_jobs,
            exports: export::count(c)?,
        })
    })?;
    (info.tokens, info.tokens_of) = crate::pool::tokens::total(session, info.current_model.as_deref())?;
    Ok(info)
}

/// Every reading with how far it came.
pub fn readings(connection: &Connection) -> Result<Vec<ReadingInfo>, StoreError> {
    reading::all(connection)?
        .into_iter()
        .map(|found| {
            let (documents_read, size_bytes) = found.totals(connection)?;
            let facts = found.facts;
            Ok(ReadingInfo {
                reading: found.reading,
                what: facts.projection,
                model: facts.model,
                model_name: facts.model_name,
                documents_read,
                layers: facts.layers,
                top_k: facts.top_k,
                max_tokens: facts.max_tokens,
                profile: facts.profile,
                shipped: facts.shipped,
                size_bytes,
                notes: reading_note::of_reading(connection, found.reading)?,
            })
        })
        .collect()
}
