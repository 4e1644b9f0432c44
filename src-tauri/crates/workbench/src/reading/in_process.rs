//! Reading in this process.

use activation::{Backbone, BackboneError, Chunk, OpenOptions, ReadError, Reading};

use super::seam::{Opened, Opening, Reader, SeamError};
use crate::models::card::failure_of;
use crate::operations::{Failure, FailureCode};

/// Holds the model that was opened last.
#[derive(Default)]
pub struct InProcessReader {
    backbone: Option<Backbone>,
}

impl Reader for InProcessReader {
    fn open(&mut self, opening: &Opening, stop: &(dyn Fn() -> bool + Sync)) -> Result<Opened, SeamError> {
        self.backbone = None;
        let refused = |error| match error {
            BackboneError::Stopped => SeamError::Stopped,
            error => SeamError::Failed(failure_of(error, &opening.path)),
        };
        let digest = activation::digest(&opening.path, &mut |_, _| {}, stop).map_err(refused)?;
        let options = OpenOptions { device: opening.device, profile: opening.profile, threads: opening.threads };
        let backbone = Backbone::open(&opening.path, &options).map_err(refused)?;
        let opened = Opened {
            digest,
            name: backbone.card().name.clone(),
            layers: backbone.card().layers,
            device: backbone.device_label().to_owned(),
        };
        self.backbone = Some(backbone);
        Ok(opened)
    }

    fn read(
        &mut self,
        texts: &[String],
        reading: &Reading,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Chunk, SeamError> {
        let backbone = self.backbone.as_ref().ok_or_else(|| {
            SeamError::Failed(Failure::new(FailureCode::Internal).text("detail", "no model was opened"))
        })?;
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        backbone.read(&texts, reading, stop).map_err(read_failure)
    }
}

fn read_failure(error: ReadError) -> SeamError {
    let code = match &error {
        ReadError::Stopped => return SeamError::Stopped,
        ReadError::Settings { .. } => FailureCode::BadRequest,
        _ => FailureCode::Internal,
    };
    SeamError::Failed(Failure::new(code).text("detail", error.to_string()))
}
