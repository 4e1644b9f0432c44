//! Model families: one short file each, which says how a checkpoint's settings become a [`Spec`].
//!
//! To add a family, copy the file that is nearest, change what differs, and name it in [`ALL`]. There is no model code
//! in here: the one decoder computes every spec.

mod gemma3;
mod llama;
mod mistral;
mod qwen2;
mod qwen3;
pub mod rope;
pub mod settings;
mod smollm3;
pub mod spec;

pub use settings::Settings;
pub use spec::Spec;

use crate::error::BackboneError;

/// How one family's settings are read.
pub struct Family {
    /// What it is called here.
    pub name: &'static str,
    /// `model_type` of config.json.
    pub model_types: &'static [&'static str],
    /// `general.architecture` of GGUF files; empty where their tokenizers are of a kind that is not read.
    pub gguf_architectures: &'static [&'static str],
    /// Whether llama.cpp reorders the rows of q and k for this architecture.
    pub gguf_permutes: bool,
    /// Settings to spec.
    pub spec: fn(&Settings) -> Result<Spec, BackboneError>,
}

/// Every family that can be read.
pub const ALL: [&Family; 6] =
    [&llama::FAMILY, &qwen2::FAMILY, &qwen3::FAMILY, &smollm3::FAMILY, &mistral::FAMILY, &gemma3::FAMILY];

/// The family of a config.json.
///
/// # Errors
/// [`BackboneError::UnknownArchitecture`] naming it and the known ones.
pub fn of_model_type(model_type: &str) -> Result<&'static Family, BackboneError> {
    find(model_type, |family| family.model_types)
}

/// The family of a GGUF file.
///
/// # Errors
/// [`BackboneError::UnknownArchitecture`] naming it and the known ones.
pub fn of_gguf(architecture: &str) -> Result<&'static Family, BackboneError> {
    find(architecture, |family| family.gguf_architectures)
}

fn find(wanted: &str, names: fn(&Family) -> &'static [&'static str]) -> Result<&'static Family, BackboneError> {
    ALL.into_iter().find(|family| names(family).contains(&wanted)).ok_or_else(|| BackboneError::UnknownArchitecture {
        found: wanted.to_owned(),
        known: ALL.into_iter().flat_map(|family| names(family).iter().copied()).collect(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;

    #[test]
    fn an_unknown_architecture_is_named_with_the_known_ones() {
        let said = of_model_type("mamba").err().unwrap().to_string();
        assert!(said.contains("\"mamba\"") && said.contains("llama") && said.contains("gemma3_text"), "{said}");
    }
}
