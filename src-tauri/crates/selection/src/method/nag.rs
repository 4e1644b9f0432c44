//! Neuron match: keeps documents that fire the same strong neurons as the examples, layer by layer.

use super::{Description, Evidence, Method, MethodError, Representation, Setting, Settings};
use crate::profile::Profile;
use crate::scores::Scores;

const POWER: Setting = Setting { name: "power", default: 1.0, least: 0.0, most: 8.0, step: 0.25 };

/// Neurons used of each layer: the caller gives features with so many.
pub const TOP_K: Setting = Setting { name: "top_k", default: 20.0, least: 1.0, most: 400.0, step: 1.0 };

static DESCRIPTION: Description = Description {
    id: "nag",
    technical: "NAG",
    plain: ("Neuron match", "Keeps texts that fire the same strong neurons as your examples, layer by layer."),
    needs_examples: true,
    needs: Some(Representation::NeuronFeatures),
    source: "arXiv 2604.15706",
    settings: &[TOP_K, POWER],
};

/// Neuron-activated graphs (arXiv 2604.15706, §2): the share of a document's neurons that a goal's examples fire too.
#[derive(Debug, Clone, Copy)]
pub struct Nag;

impl Method for Nag {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let (Some(pool), Some(examples)) = (evidence.pool, evidence.examples) else {
            return Err(MethodError::NothingRead { method: DESCRIPTION.id });
        };
        let profile = Profile::of(examples, settings.value(&POWER))?;
        Ok(profile.similarities(pool)?)
    }
}
