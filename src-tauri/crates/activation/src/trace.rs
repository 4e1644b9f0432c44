//! Reading one text token by token: what to look at, and what each token gave.
//!
//! The numbers are those of an extraction before it takes the mean over tokens, so that the mean of what a token gives is the
//! number that is stored of the text. Meant for the few rows that a person looks at; nothing of it is kept here. What a
//! token means for a score is said in `selection`, not here.

use std::ops::Range;

use selection::Projection;
use serde::{Deserialize, Serialize};

use crate::error::ReadError;
use crate::reading::Representation;

/// Numbers of one token that may be asked for in one call: 120 tokens of them are 4 MB.
pub const MOST_COLUMNS: usize = 8192;

/// What to look at, token by token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tracing {
    /// Places with the numbers wanted there.
    pub watched: Vec<Watched>,
    /// How well each token was predicted is wanted too. Needs the output head.
    pub likelihood: bool,
    /// Tokens read of the text, from its beginning; as in the extraction that is to be explained.
    pub max_tokens: u32,
}

/// A place and the numbers wanted there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Watched {
    /// Where.
    pub of: Watch,
    /// Which numbers.
    pub wanted: Columns,
}

/// A place whose mean over tokens an extraction stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Watch {
    /// |activation| of a linear map's outputs: their mean is the impact (arXiv 2604.15706, §2.1).
    Neurons {
        /// Decoder block, from 0.
        layer: u16,
        /// Which map; keys and values are numbered as if repeated for every query head, as features are.
        projection: Projection,
    },
    /// One of [`Representation::GatedActivations`], [`Representation::MiddleHidden`], [`Representation::LastHidden`] and
    /// [`Representation::Latents`]. Where the mean over tokens is a weighted one, a token's numbers are multiplied so that
    /// their plain mean is it.
    Vector(Representation),
}

/// Numbers of one token at a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Columns {
    /// These columns.
    Chosen(Vec<u32>),
    /// One number: the sum over all columns of the column times its weight, `[width]`.
    Along(Vec<f32>),
}

impl Columns {
    /// Numbers of one token.
    #[must_use]
    pub const fn count(&self) -> usize {
        match self {
            Self::Chosen(columns) => columns.len(),
            Self::Along(_) => 1,
        }
    }
}

/// What the tokens of a text gave.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Trace {
    /// The bytes of the text that each token read stands for, on character boundaries. Tokens that are pieces of one
    /// character have the same; a token of nothing in the text has none.
    pub spans: Vec<Range<usize>>,
    /// Tokens of the whole text; more than `spans` where it was not read to its end.
    pub tokens: u32,
    /// For each place watched, in order: `[tokens read][numbers]`.
    pub values: Vec<Vec<f32>>,
    /// Where wanted: negative log-likelihood of each token after the first, and the entropy of its prediction, nats.
    pub predicted: Vec<[f64; 2]>,
}

impl Tracing {
    /// Refuses what cannot be looked at in a model of so many tokens of context and so many layers.
    ///
    /// # Errors
    /// [`ReadError::Settings`] saying which setting and why.
    pub fn check(&self, context_tokens: usize, layers: usize) -> Result<(), ReadError> {
        let refuse = |setting, found: String, wanted: String| Err(ReadError::Settings { setting, found, wanted });
        if self.max_tokens == 0 || self.max_tokens as usize > context_tokens {
            return refuse("max tokens", self.max_tokens.to_string(), format!("1 to {context_tokens}"));
        }
        let numbers: usize = self.watched.iter().map(|watched| watched.wanted.count()).sum();
        if numbers > MOST_COLUMNS {
            return refuse("numbers of a token", numbers.to_string(), format!("{MOST_COLUMNS} at most"));
        }
        for watched in &self.watched {
            let layer = match watched.of {
                Watch::Vector(Representation::LastHidden) => 0,
                Watch::Neurons { layer, .. }
                | Watch::Vector(
                    Representation::GatedActivations { layer, .. }
                    | Representation::MiddleHidden { layer }
                    | Representation::Latents { layer, .. },
                ) => layer,
                Watch::Vector(other) => {
                    return refuse("watched", format!("{other:?}"), "a mean over tokens".into());
                }
            };
            if usize::from(layer) >= layers {
                return refuse("layer", layer.to_string(), format!("0 to {}", layers.saturating_sub(1)));
            }
        }
        Ok(())
    }
}
