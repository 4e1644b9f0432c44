//! Reading in this process.

use std::path::Path;
use std::time::Duration;

use activation::autoencoder::{Autoencoder, AutoencoderError};
use activation::proxy::ProxyLosses;
use activation::sentence::{self, SentenceEncoder};
use activation::{
    Backbone, BackboneError, Chunk, DeviceChoice, Document, Narrowed, OpenOptions, ReadError, Reading, Representation,
    Trace, Tracing, Vectors,
};

use super::fallback::or_elsewhere;
use super::learning::{Deed, Learn, Learnt, Study};
use super::limit;
use super::seam::{Opened, OpenedModel, Opening, Reader, SeamError, ToRead};
use super::silence::{Losses, Silence};
use super::training::{Bench, Training};
use crate::models::card::failure_of;
use crate::operations::model::ModelKind;
use crate::operations::reading_note::ReadingNote;
use crate::operations::{Failure, FailureCode};

/// Holds the model that was opened last.
#[derive(Default)]
pub struct InProcessReader {
    held: Option<Held>,
    notes: Vec<ReadingNote>,
    study: Option<Study>,
    /// Made ready by the first training with it.
    bench: Option<Bench>,
}

enum Held {
    Backbone(Box<Backbone>, Opening),
    Sentence(Box<SentenceEncoder>),
}

impl Reader for InProcessReader {
    fn open(&mut self, opening: &Opening, stop: &(dyn Fn() -> bool + Sync)) -> Result<Opened, SeamError> {
        (self.held, self.bench) = (None, None);
        self.notes.clear();
        let (held, opened) = match opening.kind {
            ModelKind::Backbone => {
                let (backbone, opened, note) = backbone(opening, stop)?;
                self.notes.extend(note);
                (Held::Backbone(Box::new(backbone), opening.clone()), opened)
            }
            ModelKind::Sentence => encoder(opening, stop)?,
        };
        self.held = Some(held);
        Ok(opened)
    }

    fn read(
        &mut self,
        texts: &[ToRead],
        reading: &Reading,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Chunk, SeamError> {
        if let Some(Held::Sentence(encoder)) = &self.held {
            return sentences(encoder, texts, stop).map_err(|error| read_failure(&error));
        }
        let documents: Vec<Document<'_>> =
            texts.iter().map(|one| Document { text: &one.text, answer_from: one.answer_from }).collect();
        self.with_backbone(stop, |backbone| backbone.read_documents(&documents, reading, stop))
    }

    fn trace(&mut self, text: &str, tracing: &Tracing, stop: &(dyn Fn() -> bool + Sync)) -> Result<Trace, SeamError> {
        if matches!(self.held, Some(Held::Sentence(_))) {
            return Err(failed(no_tokens()));
        }
        self.with_backbone(stop, |backbone| backbone.trace(text, tracing, stop))
    }

    fn learn(&mut self, learn: &Learn, stop: &(dyn Fn() -> bool + Sync)) -> Result<Learnt, SeamError> {
        let rows = match &learn.deed {
            Deed::Keep { texts, layer, max_tokens } => {
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                self.with_backbone(stop, |backbone| backbone.hidden_rows(&texts, *layer, *max_tokens, stop))?
            }
            _ => Vec::new(),
        };
        let study = match self.study.take().filter(|study| study.is_in(&learn.folder)) {
            Some(study) => self.study.insert(study),
            None => self.study.insert(Study::open(&learn.folder, learn.width)?),
        };
        match &learn.deed {
            Deed::Look => Ok(study.kept()),
            Deed::Keep { .. } => study.keep(&rows),
            Deed::Train { course, for_ms } => {
                // What was read is kept: the model's memory is given back.
                (self.held, self.bench) = (None, None);
                study.train(course, Duration::from_millis(*for_ms), stop)
            }
            Deed::Save => study.save(),
            Deed::Publish { into, layer } => study.publish(into, *layer),
        }
    }

    fn train(&mut self, training: &Training, stop: &(dyn Fn() -> bool + Sync)) -> Result<ProxyLosses, SeamError> {
        let backbone = language_model(self.held.as_ref())?;
        let bench = match &mut self.bench {
            Some(bench) => bench,
            none => none.insert(Bench::new(backbone)?),
        };
        bench.train(backbone, training, stop)
    }

    fn silence(&mut self, silence: &Silence, stop: &(dyn Fn() -> bool + Sync)) -> Result<Losses, SeamError> {
        self.with_backbone(stop, |backbone| silence.measure(backbone, stop))
    }

    fn notes(&self) -> &[ReadingNote] {
        &self.notes
    }
}

impl InProcessReader {
    /// Works with the language model that is open; on the processor from then on where a device, left to the app to choose,
    /// is too small. What a device's memory made necessary is noted.
    fn with_backbone<T>(
        &mut self,
        stop: &(dyn Fn() -> bool + Sync),
        work: impl Fn(&Backbone) -> Result<T, ReadError>,
    ) -> Result<T, SeamError> {
        language_model(self.held.as_ref())?;
        let Some(Held::Backbone(backbone, opening)) = &mut self.held else { return Err(not_opened()) };
        let (device, usual) = (backbone.device_label().to_owned(), opening.device);
        let may_move = usual == DeviceChoice::Auto && backbone.is_on_card();
        let on_processor = || {
            let there = Opening { device: DeviceChoice::Cpu, ..opening.clone() };
            self::backbone(&there, stop).map(|(backbone, ..)| Box::new(backbone))
        };
        let done = or_elsewhere(backbone, may_move, |backbone| work(backbone), on_processor);
        let (done, moved) = done.map_err(|error| read_failure(&error))?;
        if moved {
            // What was made ready lies on the other device.
            self.bench = None;
            ReadingNote::OnProcessor { device }.join(&mut self.notes);
        } else if let Some(Narrowed { usual, tokens }) = backbone.narrowed() {
            let (tokens, usual) = (tokens as u32, usual as u32);
            ReadingNote::SmallerBatches { device, tokens, usual }.join(&mut self.notes);
        }
        Ok(done)
    }
}

fn language_model(held: Option<&Held>) -> Result<&Backbone, SeamError> {
    match held {
        Some(Held::Backbone(backbone, _)) => Ok(backbone),
        Some(Held::Sentence(_)) => Err(failed(no_language_model())),
        None => Err(not_opened()),
    }
}

/// A language model as it is asked for; with a note where its device has no room for it and the processor takes it.
fn backbone(
    opening: &Opening,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<(Backbone, Opened, Option<ReadingNote>), SeamError> {
    let refused = |error| refused(error, &opening.path);
    if let Some(place) = &opening.autoencoder {
        // Before anything large is loaded.
        let card = activation::inspect(&opening.path).map_err(refused)?;
        place.look().and_then(|found| found.check(&card).map_err(|error| place.unusable(&error))).map_err(failed)?;
    }
    let digest = activation::digest(&opening.path, &mut |_, _| {}, stop).map_err(refused)?;
    let options = OpenOptions { device: opening.device, profile: opening.profile, threads: opening.threads };
    let mut note = None;
    let mut backbone = match Backbone::open(&opening.path, &options) {
        Err(error) if error.is_out_of_memory() && opening.device == DeviceChoice::Auto => {
            note = Some(ReadingNote::OnProcessor { device: String::new() });
            Backbone::open(&opening.path, &OpenOptions { device: DeviceChoice::Cpu, ..options })
        }
        opened => opened,
    }
    .map_err(refused)?;
    let mut latents = None;
    if let Some(place) = &opening.autoencoder {
        let unusable = |error: AutoencoderError| failed(place.unusable(&error));
        let autoencoder = Autoencoder::open(&place.path, place.layer).map_err(unusable)?;
        latents = Some(autoencoder.representation());
        backbone = backbone.with_autoencoder(autoencoder).map_err(unusable)?;
    }
    let opened = Opened {
        digest,
        name: backbone.card().name.clone(),
        device: backbone.device_label().to_owned(),
        model: OpenedModel::Backbone(backbone.card().clone(), latents),
    };
    Ok((backbone, opened, note))
}

fn encoder(opening: &Opening, stop: &(dyn Fn() -> bool + Sync)) -> Result<(Held, Opened), SeamError> {
    let refused = |error| refused(error, &opening.path);
    let card = sentence::inspect(&opening.path).map_err(refused)?;
    let digest = sentence::digest(&opening.path, &mut |_, _| {}, stop).map_err(refused)?;
    let encoder = SentenceEncoder::open(&opening.path, opening.threads).map_err(refused)?;
    let opened =
        Opened { digest, name: card.name.clone(), device: "CPU".to_owned(), model: OpenedModel::Sentence(card) };
    Ok((Held::Sentence(Box::new(encoder)), opened))
}

/// A chunk of nothing but sentence vectors, with word pieces for tokens.
fn sentences(
    encoder: &SentenceEncoder,
    texts: &[ToRead],
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Chunk, ReadError> {
    let plain: Vec<&str> = texts.iter().map(|one| one.text.as_str()).collect();
    let found = encoder.encode(&plain, stop)?;
    Ok(Chunk {
        documents: texts.len(),
        token_counts: found.whole,
        read_tokens: found.pieces,
        vectors: vec![Vectors { representation: Representation::Sentence, width: found.width, values: found.values }],
        ..Chunk::default()
    })
}

fn not_opened() -> SeamError {
    failed(Failure::new(FailureCode::Internal).text("detail", "no model was opened"))
}

fn no_language_model() -> Failure {
    Failure::new(FailureCode::BadRequest)
        .text("detail", "a sentence encoder predicts no words: choose a language model")
}

fn no_tokens() -> Failure {
    Failure::new(FailureCode::BadRequest)
        .text("detail", "a sentence encoder reads whole texts: look at tokens with a language model")
}

fn failed(failure: Failure) -> SeamError {
    SeamError::Failed(failure)
}

fn refused(error: BackboneError, path: &Path) -> SeamError {
    match error {
        BackboneError::Stopped => SeamError::Stopped,
        BackboneError::Threads { wanted, .. } => {
            failed(limit::of_threads(wanted).unwrap_or_else(|| failure_of(error, path)))
        }
        error => failed(failure_of(error, path)),
    }
}

fn read_failure(error: &ReadError) -> SeamError {
    let code = match error {
        ReadError::Stopped => return SeamError::Stopped,
        ReadError::Settings { .. } => FailureCode::BadRequest,
        ReadError::DeviceMemory { tokens } => {
            return failed(Failure::new(FailureCode::CardMemory).number("tokens", *tokens as f64));
        }
        _ => FailureCode::Internal,
    };
    SeamError::Failed(Failure::new(code).text("detail", error.to_string()))
}
