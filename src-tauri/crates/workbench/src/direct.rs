//! Ways in for faces that hold paths themselves, as the command line does: richer than requests, and nothing a window
//! needs.

use std::ops::ControlFlow;
use std::path::Path;

use selection::{FeatureShape, Projection};

use crate::jobs::plan::{ExportPlan, ImportPlan, JobPlan, ReadingPlan, SourcePlan};
use crate::operations::job::Started;
use crate::operations::{Failure, FailureCode};
use crate::reading::loaded::{reading_of, shape_of};
use crate::store::copying::StopSign;
use crate::workbench::Workbench;

/// A document's features of one projection.
#[derive(Debug, Clone, Copy)]
pub struct DocumentFeatures<'a> {
    /// Which linear map.
    pub projection: Projection,
    /// Layers, and neurons kept in each.
    pub shape: FeatureShape,
    /// `[layers][top_k]`, strongest first; [`selection::ABSENT`] throughout where the document cannot be scored.
    pub neurons: &'a [u16],
}

impl Workbench {
    /// Queues an import of files, each with a mapping of its own.
    ///
    /// # Errors
    /// [`FailureCode::NoProject`], [`FailureCode::ReadOnly`].
    pub fn start_import(&self, sources: Vec<SourcePlan>) -> Result<Started, Failure> {
        self.project()?.jobs.queue(&JobPlan::Import(ImportPlan { sources }))
    }

    /// Queues a reading with any projections, neurons, device and threads.
    ///
    /// # Errors
    /// [`FailureCode::NoProject`], [`FailureCode::ReadOnly`].
    pub fn start_reading(&self, plan: ReadingPlan) -> Result<Started, Failure> {
        self.project()?.jobs.queue(&JobPlan::Reading(plan))
    }

    /// Queues an export to a path.
    ///
    /// # Errors
    /// [`FailureCode::NoProject`], [`FailureCode::ReadOnly`].
    pub fn start_export(&self, plan: ExportPlan) -> Result<Started, Failure> {
        self.project()?.jobs.queue(&JobPlan::Export(plan))
    }

    /// Shows every document that was read, in import order, with its id and its features of some projections.
    ///
    /// All features of the pool are in memory meanwhile: 2 bytes x layers x neurons for each document and projection.
    ///
    /// # Errors
    /// [`FailureCode::NothingRead`] where a projection was not read, or not of the same documents as the others.
    pub fn each_features(
        &self,
        projections: &[Projection],
        mut see: impl FnMut(&str, &[DocumentFeatures<'_>]) -> ControlFlow<()>,
    ) -> Result<(), Failure> {
        let project = self.project()?;
        let session = &project.session;
        let nothing = || Failure::new(FailureCode::NothingRead);
        let mut loaded = Vec::new();
        for &projection in projections {
            let reading = reading_of(session, projection.name())?.ok_or_else(nothing)?;
            let shape = shape_of(&reading, usize::MAX);
            loaded.push((projection, shape, session.pool_features(reading.reading, usize::MAX)?));
        }
        let Some((_, _, first)) = loaded.first() else { return Ok(()) };
        if loaded.iter().any(|(_, _, other)| other.rows != first.rows) {
            return Err(nothing());
        }
        let frame = session.frame()?;
        for (document, &row) in first.rows.iter().enumerate() {
            let Some(position) = frame.position(row) else { continue };
            let features: Vec<DocumentFeatures<'_>> = loaded
                .iter()
                .map(|(projection, shape, features)| DocumentFeatures {
                    projection: *projection,
                    shape: *shape,
                    neurons: features.features.document(document),
                })
                .collect();
            if see(frame.ids.at(position), &features).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Writes the open project to a file as a whole, checked copy.
    ///
    /// # Errors
    /// What the disk or the project says.
    pub fn copy_to(&self, path: &Path) -> Result<(), Failure> {
        self.project()?.session.store.copy_to(path, &StopSign::default())?;
        Ok(())
    }
}
