//! The model that trainings use, as it lies on this computer.

use std::path::PathBuf;

use activation::BackboneCard;

use crate::jobs::plan::JobPlan;
use crate::models::Shelf;
use crate::models::card::look_at_backbone;
use crate::operations::job::JobKind;
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::store::job;

/// A language model and its place.
pub struct Model {
    /// What it is called.
    pub name: String,
    /// A model folder or GGUF file.
    pub path: PathBuf,
    /// It in numbers.
    pub card: BackboneCard,
}

impl Model {
    /// The model with this id: from the shelf, else from where this project's newest reading with it found it. The
    /// command line reads with models that are on no shelf.
    ///
    /// # Errors
    /// [`FailureCode::NoSuchThing`], [`FailureCode::ModelNotConnected`], [`FailureCode::NotALanguageModel`].
    pub fn of(session: &Session, id: &str) -> Result<Self, Failure> {
        let shelved = Shelf::of_this_app(&session.folders).find(id);
        let (name, path) = match shelved {
            Ok(here) => (here.name, here.path),
            Err(absent) if absent.code == FailureCode::NoSuchThing => read_before(session, id)?.ok_or(absent)?,
            Err(failure) => return Err(failure),
        };
        let card = look_at_backbone(&path)?;
        Ok(Self { name, path, card })
    }
}

fn read_before(session: &Session, id: &str) -> Result<Option<(String, PathBuf)>, Failure> {
    let jobs = session.read(job::all)?;
    for found in jobs.into_iter().filter(|job| job.kind == JobKind::Reading) {
        if let JobPlan::Reading(plan) = JobPlan::from_json(&found.plan)?
            && plan.model == id
        {
            return Ok(Some((plan.model_name, plan.path)));
        }
    }
    Ok(None)
}
