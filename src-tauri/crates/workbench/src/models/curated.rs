//! The list of models that ships: a handful that are known to be readable, in the order in which they are recommended.
//!
//! Sizes and numbers of parameters in `curated.json` are approximate: they are there so that a list can be shown and
//! judged offline. The hub is asked before anything is fetched, and what it says counts.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::operations::model::ModelKind;

/// A model worth showing before it is here.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Curated {
    /// "owner/name" on the hub.
    pub repo: String,
    /// What to call it.
    pub name: String,
    /// Its licence in a few words.
    pub licence: String,
    /// Bytes to fetch, about.
    pub size_bytes: u64,
    /// Numbers in its weights, about.
    pub parameters: u64,
    /// What it gives.
    #[serde(default)]
    pub kind: ModelKind,
    /// The family that reads it.
    pub family: String,
    /// Its terms must be accepted on the hub first.
    pub gated: bool,
    /// Key of its line in the catalogue.
    pub remark: String,
}

/// Room for a batch's activations, scratch, tokenizer and program.
const WORKING_BYTES: u64 = 160 << 20;

impl Curated {
    /// Memory for reading it in f32, about.
    #[must_use]
    pub const fn memory_bytes(&self) -> u64 {
        4 * self.parameters + WORKING_BYTES
    }
}

/// The list, in recommended order.
///
/// # Panics
/// Never: the file is part of the program, and a test reads it.
pub fn list() -> &'static [Curated] {
    static LIST: OnceLock<Vec<Curated>> = OnceLock::new();
    LIST.get_or_init(|| serde_json::from_str(include_str!("curated.json")).expect("the list that ships is well formed"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::models::hub::RepoName;

    #[test]
    fn every_model_on_the_list_is_of_a_family_that_is_read_and_has_a_hub_name() {
        for model in list() {
            RepoName::parse(&model.repo).unwrap();
            let known = match model.kind {
                ModelKind::Backbone => activation::families::ALL.iter().any(|family| family.name == model.family),
                ModelKind::Sentence => model.family == crate::models::card::SENTENCE_FAMILY,
            };
            assert!(known, "{}: {}", model.name, model.family);
            assert!(model.remark.starts_with("model.remark."), "{}", model.name);
        }
    }

    #[test]
    fn no_model_is_on_the_list_twice() {
        let mut repos: Vec<_> = list().iter().map(|model| &model.repo).collect();
        repos.sort();
        repos.dedup();
        assert_eq!(repos.len(), list().len());
    }

    #[test]
    fn sizes_are_those_of_two_byte_weights_and_of_four_for_encoders() {
        for model in list() {
            let ratio = model.size_bytes as f64 / model.parameters as f64;
            let bytes = if model.kind == ModelKind::Sentence { 4.0 } else { 2.0 };
            assert!((0.99..=1.025).contains(&(ratio / bytes)), "{}: {ratio} bytes a parameter", model.name);
        }
    }
}
