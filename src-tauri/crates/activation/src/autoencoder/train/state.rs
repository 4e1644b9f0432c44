//! A training between two steps, kept in a file: everything that its next step depends on, bit for bit.

use std::path::Path;

use safetensors::tensor::Dtype;
use serde::{Deserialize, Serialize};

use super::error::TrainError;
use super::parameters::{Learned, Parameters};
use super::plan::{Place, Plan};
use super::published::{bytes, write_tensors};
use super::settings::TrainSettings;
use super::start::Start;
use super::trainer::Trainer;
use crate::autoencoder::AutoencoderError;
use crate::error::BackboneError;
use crate::weights::Damage;
use crate::weights::safetensors::Checkpoint;

/// The tensor that holds [`Notes`] as JSON.
const NOTES: &str = "training";
/// The tensor of tokens since each latent last fired.
const SILENT: &str = "silent";

/// What is not learned. Floats are kept as bits.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Notes {
    settings: TrainSettings,
    plan: Plan,
    place: Place,
    scale: u32,
    longest: u32,
    step: u64,
    tokens: u64,
    left_out: u64,
}

/// Saves a training with its place in its plan.
pub(super) fn save(trainer: &Trainer, plan: Plan, place: Place, path: &Path) -> Result<(), TrainError> {
    let notes = Notes {
        settings: trainer.settings.clone(),
        plan,
        place,
        scale: trainer.start.scale.to_bits(),
        longest: trainer.start.longest.to_bits(),
        step: trainer.step,
        tokens: trainer.tokens,
        left_out: trainer.left_out,
    };
    let notes = serde_json::to_vec(&notes).expect("plain numbers are JSON");
    let silent: Vec<u8> = trainer.silent.iter().flat_map(|tokens| tokens.to_le_bytes()).collect();
    let mut tensors = vec![
        (NOTES.to_owned(), Dtype::U8, vec![notes.len()], notes),
        (SILENT.to_owned(), Dtype::U64, vec![trainer.silent.len()], silent),
    ];
    let shapes = shapes(&trainer.settings);
    for ((name, shape), learned) in shapes.into_iter().zip(parts(&trainer.parameters)) {
        for (kind, values) in [("", &learned.weights), (".mean", &learned.means), (".square", &learned.squares)] {
            tensors.push((format!("{name}{kind}"), Dtype::F32, shape.to_vec(), bytes(values.iter().copied())));
        }
    }
    write_tensors(path, &tensors)
}

/// Loads a training that was saved with these settings and this plan.
pub(super) fn load(path: &Path, settings: &TrainSettings, plan: Plan) -> Result<(Trainer, Place), AutoencoderError> {
    let other = |difference: String| TrainError::OtherState { path: path.to_owned(), difference };
    settings.check()?;
    let checkpoint = Checkpoint::open(&[path.to_owned()])?;
    let missing = |name: &str| BackboneError::MissingTensor { name: name.to_owned() };
    let notes: Notes = serde_json::from_slice(checkpoint.bytes_of(NOTES).ok_or_else(|| missing(NOTES))?)
        .map_err(|error| damaged(path, NOTES, error.to_string()))?;
    if notes.settings != *settings {
        return Err(other("its settings are not those asked for".into()).into());
    }
    if notes.plan != plan {
        return Err(other("its documents or their order are not those asked for".into()).into());
    }
    let silent = checkpoint.bytes_of(SILENT).ok_or_else(|| missing(SILENT))?;
    let silent: Vec<u64> = silent.as_chunks::<8>().0.iter().map(|&bytes| u64::from_le_bytes(bytes)).collect();
    if silent.len() != settings.latents() {
        return Err(damaged(path, SILENT, format!("it holds {} numbers", silent.len())).into());
    }
    let mut learned = Vec::with_capacity(4);
    for (name, shape) in shapes(settings) {
        let part =
            |kind: &str| checkpoint.named(&format!("{name}{kind}"), shape).map(|weight| weight.values().to_vec());
        learned.push(Learned { weights: part("")?, means: part(".mean")?, squares: part(".square")? });
    }
    let [encoder, bias, decoder, centre] =
        <[Learned; 4]>::try_from(learned).map_err(|_| missing("a part of the training"))?;
    let start = Start { scale: f32::from_bits(notes.scale), longest: f32::from_bits(notes.longest) };
    let parameters = Parameters { encoder, bias, decoder, centre };
    let (step, tokens, left_out) = (notes.step, notes.tokens, notes.left_out);
    let trainer = Trainer { settings: settings.clone(), start, parameters, step, silent, tokens, left_out };
    Ok((trainer, notes.place))
}

fn parts(parameters: &Parameters) -> [&Learned; 4] {
    [&parameters.encoder, &parameters.bias, &parameters.decoder, &parameters.centre]
}

/// Names and shapes, in the order of [`parts`].
fn shapes(settings: &TrainSettings) -> [(&'static str, [usize; 2]); 4] {
    let (width, latents) = (settings.width, settings.latents());
    [("encoder", [latents, width]), ("bias", [1, latents]), ("decoder", [latents, width]), ("centre", [1, width])]
}

fn damaged(path: &Path, name: &str, reason: String) -> BackboneError {
    BackboneError::Damaged { path: path.to_owned(), damage: Damage::Tensor { name: name.to_owned(), reason } }
}
