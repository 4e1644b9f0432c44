//! Features of a file as a ranking takes them: by id, some of the neurons, some of the layers.

use std::collections::HashSet;
use std::path::Path;

use selection::{FeatureShape, Features, LayerChoice, Projection};

use super::error::ScriptError;
use crate::formats::features_file::{FeatureFile, FeaturesFileError, read};

/// Which part of the features is wanted, and how they are named.
#[derive(Debug, Clone)]
pub(super) struct Wanted<'a> {
    pub(super) projection: Projection,
    pub(super) id_column: Option<&'a str>,
    pub(super) shape: Option<FeatureShape>,
    pub(super) top_k: Option<usize>,
    pub(super) layers: &'a LayerChoice,
}

impl Wanted<'_> {
    /// Reads a file of features. Its ids are in the column named, else where the published code puts them.
    pub(super) fn read(&self, path: &Path) -> Result<FeatureFile, ScriptError> {
        let wrong = |source| ScriptError::Features { path: path.to_owned(), source };
        let file = match read(path, self.projection, self.id_column, self.shape) {
            Err(FeaturesFileError::NoId { .. }) if self.id_column.is_some() => {
                read(path, self.projection, None, self.shape)
            }
            result => result,
        };
        let FeatureFile { ids, features } = file.map_err(wrong)?;
        Ok(FeatureFile { ids, features: self.part(features)? })
    }

    fn part(&self, mut features: Features) -> Result<Features, ScriptError> {
        if let Some(top_k) = self.top_k.filter(|&k| k != features.shape().top_k) {
            features = features.with_top_k(top_k)?;
        }
        if *self.layers != LayerChoice::All {
            let layers = self.layers.among(features.shape().layers)?;
            features = features.with_layers(&layers)?;
        }
        Ok(features)
    }
}

/// Ids that occur more than once, each once, in the order in which they are found.
pub(super) fn repeated(ids: &[String]) -> Vec<String> {
    let mut seen = HashSet::with_capacity(ids.len());
    let mut named = HashSet::new();
    ids.iter().filter(|id| !seen.insert(id.as_str()) && named.insert(id.as_str())).cloned().collect()
}

/// The features of these documents, in this order.
pub(super) fn chosen(features: &Features, documents: &[usize]) -> Result<Features, ScriptError> {
    let slots = documents.iter().flat_map(|&document| features.document(document)).copied().collect();
    Ok(Features::new(features.shape(), slots)?)
}
