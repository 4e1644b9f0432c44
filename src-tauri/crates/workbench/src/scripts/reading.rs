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
use crate::models::card::{failure_of, look};
use crate::models::shelf::id_of_path;
use crate::operations::job::{JobKind, JobOutcome, ReadingScope};

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
        look(&self.path)?;
        activation::digest(&self.path, &mut |_, _| {}, &|| watch.is_stopped()).map_err(|error| match error {
            BackboneError::Stopped => ScriptError::Interrupted(state.to_owned()),
            error => failure_of(error, &self.path).into(),
        })
    }

    /// The name by which projects know the model.
    pub(super) fn id(&self, watch: &Watch) -> String {
        let path = self.whole_path();
        let shelf = crate::models::Shelf::new((*watch.folders).clone(), crate::models::hub::Hub::from_environment());
        let known = shelf.here().unwrap_or_default();
        known
            .into_iter()
            .find(|model| model.path.canonicalize().is_ok_and(|known| known == path))
            .map_or_else(|| id_of_path(&path), |model| model.id)
    }

    fn whole_path(&self) -> PathBuf {
        self.path.canonicalize().unwrap_or_else(|_| self.path.clone())
    }

    /// Reading all that is unread of some representations: neurons of the projections named here, and vectors.
    pub(super) fn plan(&self, wants: &[Representation], watch: &Watch) -> Result<JobPlan, ScriptError> {
        let neurons = wants.contains(&Representation::NeuronFeatures);
        let vectors = wants.iter().filter(|one| **one != Representation::NeuronFeatures);
        Ok(JobPlan::Reading(ReadingPlan {
            model: self.id(watch),
            model_name: look(&self.path)?.name,
            path: self.whole_path(),
            scope: ReadingScope::Rest {},
            vectors: vectors.map(|one| one.name().to_owned()).collect(),
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
