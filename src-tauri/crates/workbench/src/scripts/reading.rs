//! How a script reads documents with a model: what it says of columns and of the model, and what follows from it.

use std::path::{Path, PathBuf};

use activation::{BackboneError, DeviceChoice, Neurons, NumericProfile};
use selection::Projection;
use selection::method::Representation;
use serde_json::{Value, json};

use super::error::ScriptError;
use super::partial::Partial;
use super::watch::Watch;
use crate::formats::{Mapping, Source, TextRule, guess};
use crate::jobs::plan::{ImportPlan, JobPlan, ReadingPlan, SourcePlan};
use crate::models::autoencoders::AutoencoderPlace;
use crate::models::card::{failure_of, look_at_backbone, look_at_sentence_encoder};
use crate::models::shelf::id_of_path;
use crate::operations::job::{JobKind, JobOutcome, ReadingScope};
use crate::reading::vectors::reading_for;

/// Which columns hold what; guessed where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The id.
    pub id: Option<String>,
    /// The text that models read.
    pub text: Option<String>,
    /// Token counts.
    pub tokens: Option<String>,
}

/// With which model, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelUse {
    /// A model folder or GGUF file.
    pub path: PathBuf,
    /// The sparse autoencoder beside it, for methods that read latents.
    pub autoencoder: Option<AutoencoderPlace>,
    /// Linear maps whose outputs count as neurons.
    pub projections: Vec<Projection>,
    /// Neurons kept in each layer.
    pub neurons: Neurons,
    /// Tokens read of each document at most.
    pub max_tokens: u32,
    /// How numbers are rounded.
    pub profile: NumericProfile,
    /// Where it computes.
    pub device: DeviceChoice,
    /// Processor threads; all if none.
    pub threads: Option<usize>,
}

impl ModelUse {
    /// Everything that the features depend on: not the threads, and not the device's name.
    pub(super) fn settings(&self) -> Value {
        let projections: Vec<&str> = self.projections.iter().map(|projection| projection.name()).collect();
        json!({
            "projections": projections,
            "neurons": self.neurons,
            "max_tokens": self.max_tokens,
            "profile": self.profile,
        })
    }

    /// The digest of weights, settings and tokenizer.
    pub(super) fn digest(&self, state: &Path, watch: &Watch) -> Result<String, ScriptError> {
        look_at_backbone(&self.path)?;
        activation::digest(&self.path, &mut |_, _| {}, &|| watch.is_stopped()).map_err(|error| match error {
            BackboneError::Stopped => ScriptError::Interrupted(state.to_owned()),
            error => failure_of(error, &self.path).into(),
        })
    }

    /// The name by which projects know the model.
    pub(super) fn id(&self, watch: &Watch) -> String {
        id_at(&whole(&self.path), watch)
    }

    /// Reading all that is unread of some representations: neurons of the projections named here, and vectors.
    pub(super) fn plan(&self, wants: &[Representation], watch: &Watch) -> Result<JobPlan, ScriptError> {
        let neurons = wants.contains(&Representation::NeuronFeatures);
        let vectors = wants.iter().filter(|one| **one != Representation::NeuronFeatures);
        Ok(JobPlan::Reading(ReadingPlan {
            model: self.id(watch),
            model_name: look_at_backbone(&self.path)?.name,
            path: whole(&self.path),
            scope: ReadingScope::Rest {},
            vectors: vectors.map(|one| one.name().to_owned()).collect(),
            autoencoder: self.autoencoder.as_ref().map(AutoencoderPlace::whole).transpose()?,
            projections: if neurons { self.projections.clone() } else { Vec::new() },
            neurons: self.neurons,
            max_tokens: self.max_tokens,
            profile: self.profile,
            device: self.device,
            threads: self.threads,
            rows: None,
        }))
    }
}

/// A sentence encoder, and how it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceUse {
    /// Its folder.
    pub path: PathBuf,
    /// Processor threads; all if none.
    pub threads: Option<usize>,
}

impl SentenceUse {
    /// The digest of weights, settings and tokenizer.
    pub(super) fn digest(&self, state: &Path, watch: &Watch) -> Result<String, ScriptError> {
        look_at_sentence_encoder(&self.path)?;
        let digest = activation::sentence::digest(&self.path, &mut |_, _| {}, &|| watch.is_stopped());
        digest.map_err(|error| match error {
            BackboneError::Stopped => ScriptError::Interrupted(state.to_owned()),
            error => failure_of(error, &self.path).into(),
        })
    }

    /// Reading all that is unread. What the plan says of neurons and rounding has no meaning for an encoder.
    fn plan(&self, watch: &Watch) -> Result<JobPlan, ScriptError> {
        let card = look_at_sentence_encoder(&self.path)?;
        let path = whole(&self.path);
        Ok(JobPlan::Reading(ReadingPlan {
            model: id_at(&path, watch),
            model_name: card.name,
            path,
            scope: ReadingScope::Rest {},
            vectors: vec![Representation::Sentence.name().to_owned()],
            autoencoder: None,
            projections: Vec::new(),
            neurons: Neurons::TopK(1),
            max_tokens: card.most_tokens as u32,
            profile: NumericProfile::F32,
            device: DeviceChoice::Cpu,
            threads: self.threads,
            rows: None,
        }))
    }

    /// Reads what is unread, and makes sure that rankings will use this reading and no other encoder's.
    pub(super) fn read(&self, partial: &Partial, watch: &Watch) -> Result<(), ScriptError> {
        watch.fresh(&partial.project, &self.plan(watch)?)?;
        let ours = self.digest(partial.path(), watch)?;
        let found = reading_for(&partial.project.session, Representation::Sentence, None)?;
        if found.is_some_and(|found| found.facts.backbone != ours) {
            let problem =
                "another sentence encoder has read it before: name a project that is not there yet".to_owned();
            return Err(ScriptError::Project { path: partial.path().to_owned(), problem });
        }
        Ok(())
    }
}

fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The name by which projects know the model at a whole path.
fn id_at(path: &Path, watch: &Watch) -> String {
    let shelf = crate::models::Shelf::of((*watch.folders).clone());
    let known = shelf.here().unwrap_or_default();
    known
        .into_iter()
        .find(|model| model.path.canonicalize().is_ok_and(|known| known == path))
        .map_or_else(|| id_of_path(path), |model| model.id)
}

/// The mapping of a file: what is said of its columns, else the guess.
///
/// # Errors
/// [`ScriptError`] where the file cannot be read, a named column is not there, or none is the text.
pub(super) fn mapping(path: &Path, columns: &Columns, keep_blank: bool) -> Result<Mapping, ScriptError> {
    let source = Source::open(path).map_err(ScriptError::rows(path))?;
    let found = source.found();
    let names = || found.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
    for column in [&columns.id, &columns.text, &columns.tokens].into_iter().flatten() {
        if found.sampled > 0 && found.column(column).is_none() {
            let (path, column, columns) = (path.to_owned(), column.clone(), names());
            return Err(ScriptError::NoColumn { path, column, columns });
        }
    }
    let mut mapping = guess(found);
    if let Some(column) = columns.text.clone() {
        mapping.text = TextRule::Column { column };
    }
    if mapping.text == TextRule::Undecided {
        return Err(ScriptError::NoTextColumn { path: path.to_owned(), columns: names() });
    }
    mapping.id_column = columns.id.clone().or(mapping.id_column);
    mapping.token_column = columns.tokens.clone().or(mapping.token_column);
    mapping.keep_blank = keep_blank;
    Ok(mapping)
}

/// Brings a file into the state's pool, as far as it is not there already.
pub(super) fn import(
    partial: &Partial,
    path: &Path,
    mapping: &Mapping,
    watch: &Watch,
) -> Result<JobOutcome, ScriptError> {
    let whole = path.canonicalize().map_err(ScriptError::io(path))?;
    let source =
        SourcePlan { mapping: Some(mapping.clone()), keep_blank: mapping.keep_blank, ..SourcePlan::new(whole, None) };
    let plan = || JobPlan::Import(ImportPlan { sources: vec![source] });
    watch.finish(&partial.project, plan, JobKind::Import)
}
