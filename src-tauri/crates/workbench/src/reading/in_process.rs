//! Reading in this process.

use activation::proxy::ProxyLosses;
use activation::{Backbone, BackboneError, Chunk, Document, OpenOptions, ReadError, Reading};

use super::seam::{Opened, Opening, Reader, SeamError, ToRead};
use super::training::{Bench, Training};
use crate::models::card::failure_of;
use crate::operations::{Failure, FailureCode};

/// Holds the model that was opened last.
#[derive(Default)]
pub struct InProcessReader {
    backbone: Option<Backbone>,
    /// Made ready by the first training.
    bench: Option<Bench>,
}

impl Reader for InProcessReader {
    fn open(&mut self, opening: &Opening, stop: &(dyn Fn() -> bool + Sync)) -> Result<Opened, SeamError> {
        (self.backbone, self.bench) = (None, None);
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
            card: backbone.card().clone(),
            device: backbone.device_label().to_owned(),
        };
        self.backbone = Some(backbone);
        Ok(opened)
    }

    fn read(
        &mut self,
        texts: &[ToRead],
        reading: &Reading,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Chunk, SeamError> {
        let backbone = self.backbone.as_ref().ok_or_else(not_opened)?;
        let documents: Vec<Document<'_>> =
            texts.iter().map(|one| Document { text: &one.text, answer_from: one.answer_from }).collect();
        backbone.read_documents(&documents, reading, stop).map_err(|error| read_failure(&error))
    }

    fn train(&mut self, training: &Training, stop: &(dyn Fn() -> bool + Sync)) -> Result<ProxyLosses, SeamError> {
        let backbone = self.backbone.as_ref().ok_or_else(not_opened)?;
        if self.bench.is_none() {
            self.bench = Some(Bench::new(backbone)?);
        }
        let bench = self.bench.as_mut().ok_or_else(not_opened)?;
        bench.train(backbone, training, stop)
    }
}

fn not_opened() -> SeamError {
    SeamError::Failed(Failure::new(FailureCode::Internal).text("detail", "no model was opened"))
}

fn read_failure(error: &ReadError) -> SeamError {
    let code = match error {
        ReadError::Stopped => return SeamError::Stopped,
        ReadError::Settings { .. } => FailureCode::BadRequest,
        _ => FailureCode::Internal,
    };
    SeamError::Failed(Failure::new(code).text("detail", error.to_string()))
}
