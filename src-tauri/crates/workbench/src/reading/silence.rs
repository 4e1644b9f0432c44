//! Losses with the model that is open while some neurons are silent.

use activation::Backbone;
use activation::ablation::{Silenced, TextLoss};
use serde::{Deserialize, Serialize};

/// A request: these texts, and what is silent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// The texts.
    pub texts: Vec<String>,
    /// Tokens read of each at most.
    pub max_tokens: u32,
    /// The neurons; none for the model as it is.
    pub silenced: Option<Silenced>,
}

/// How each text was predicted; nothing for one of fewer than two tokens.
pub type Losses = Vec<Option<TextLoss>>;

impl Silence {
    /// Measures.
    pub(super) fn measure(
        &self,
        backbone: &Backbone,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Losses, activation::ReadError> {
        let texts: Vec<&str> = self.texts.iter().map(String::as_str).collect();
        backbone.losses(&texts, self.max_tokens, self.silenced.as_ref(), stop)
    }
}
