//! What was imported, starting an import, and deleting one.

use crate::jobs::plan::{ImportPlan, JobPlan, SourcePlan};
use crate::operations::import::{DeleteImport, ImportInfo, ReasonCount, SpecialString, StartHubImport, StartImport};
use crate::operations::job::Started;
use crate::operations::project::Freed;
use crate::operations::{Changed, Failure, FailureCode};
use crate::project::Project;
use crate::session::Session;
use crate::store::{Connection, StoreError, document, import, reading, set_aside, special_string};
use crate::workbench::Workbench;

/// Queues an import of files.
pub fn start(workbench: &Workbench, with: &StartImport) -> Result<Started, Failure> {
    let project = workbench.project()?;
    let sources = with
        .tickets
        .iter()
        .map(|&ticket| Ok(SourcePlan::new(workbench.path_of(ticket)?, Some(with.mapping.clone()))))
        .collect::<Result<Vec<_>, Failure>>()?;
    if sources.is_empty() {
        return Err(Failure::new(FailureCode::NothingToImport).text("path", "").text("detail", "no file was named"));
    }
    project.jobs.queue(&JobPlan::Import(ImportPlan { sources }))
}

/// Queues an import from the hub.
pub fn start_hub(workbench: &Workbench, with: StartHubImport) -> Result<Started, Failure> {
    let project = workbench.project()?;
    let name = with.dataset.trim().to_owned();
    project.jobs.queue(&JobPlan::HubImport(crate::jobs::plan::HubImportPlan {
        dataset: name,
        mapping: with.mapping,
        fetched: None,
    }))
}

/// All imports with their rows set aside.
pub fn infos(session: &Session) -> Result<Vec<ImportInfo>, Failure> {
    session.read(|c| {
        import::all(c)?
            .into_iter()
            .map(|found| {
                let reasons = set_aside::reasons(c, found.import)?;
                Ok(ImportInfo {
                    import: found.import,
                    name: found.name,
                    format: found.format,
                    imported_ms: found.imported_ms,
                    documents: found.documents,
                    set_aside: found.set_aside,
                    reasons: reasons.into_iter().map(|(reason, rows)| ReasonCount { reason, rows }).collect(),
                    special_strings: special_strings(c, found.import)?,
                    notices: found.notices,
                    complete: found.complete,
                })
            })
            .collect()
    })
}

/// The special strings of an import.
pub fn special_strings(connection: &Connection, import: i64) -> Result<Vec<SpecialString>, StoreError> {
    let found = special_string::of_import(connection, import)?;
    Ok(found.into_iter().map(|(text, rows)| SpecialString { text, rows }).collect())
}

/// Deletes an import's documents with what was computed from them, and gives the space back.
pub fn delete(project: &Project, with: &DeleteImport) -> Result<Freed, Failure> {
    let session = &project.session;
    let number = with.import;
    // A job at work may be reading these very documents.
    if project.jobs.running() > 0 {
        return Err(Failure::new(FailureCode::WrongState).text("state", "running"));
    }
    let documents = session.write(move |c| {
        import::one(c, number)?;
        let rows = document::delete_import(c, number)?;
        for found in reading::all(c)? {
            found.remove_documents(c, |row| rows.binary_search(&row).is_ok())?;
        }
        import::delete(c, number)?;
        Ok::<_, StoreError>(rows.len() as u64)
    })?;
    let bytes = session.store.give_space_back()?;
    session.pool_changed();
    session.events.changed(&[Changed::Pool, Changed::Features]);
    Ok(Freed { bytes, documents })
}
