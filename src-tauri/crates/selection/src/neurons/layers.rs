//! Ranking with some of the layers only.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Which decoder blocks count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayerChoice {
    /// All of them: the published default.
    #[default]
    All,
    /// The last alone.
    Last,
    /// The first alone.
    First,
    /// These, from 0.
    These(Vec<usize>),
}

impl LayerChoice {
    /// The layers chosen among `layers`, rising, each once.
    ///
    /// # Errors
    /// [`LayerError`] when a layer is beyond the last, or none is chosen.
    pub fn among(&self, layers: usize) -> Result<Vec<usize>, LayerError> {
        let mut chosen = match self {
            Self::All => (0..layers).collect(),
            Self::Last => layers.checked_sub(1).into_iter().collect(),
            Self::First => {
                if layers > 0 {
                    vec![0]
                } else {
                    vec![]
                }
            }
            Self::These(these) => these.clone(),
        };
        chosen.sort_unstable();
        chosen.dedup();
        match chosen.iter().find(|&&layer| layer >= layers) {
            Some(&layer) => Err(LayerError::OutOfRange { layer, layers }),
            None if chosen.is_empty() => Err(LayerError::Nothing),
            None => Ok(chosen),
        }
    }
}

impl FromStr for LayerChoice {
    type Err = LayerError;

    /// "last", "first", "all", or numbers with commas between: "0,3,7".
    fn from_str(text: &str) -> Result<Self, LayerError> {
        match text.trim() {
            "all" => Ok(Self::All),
            "last" => Ok(Self::Last),
            "first" => Ok(Self::First),
            list => list
                .split(',')
                .map(|part| part.trim().parse().map_err(|_| LayerError::NotANumber(part.trim().to_owned())))
                .collect::<Result<_, _>>()
                .map(Self::These),
        }
    }
}

/// A choice of layers that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayerError {
    /// Beyond the last.
    #[error("layer {layer} is not there: the features have layers 0 to {}", layers.saturating_sub(1))]
    OutOfRange {
        /// What was asked for.
        layer: usize,
        /// How many there are.
        layers: usize,
    },
    /// No layer at all.
    #[error("no layer is chosen: name at least one")]
    Nothing,
    /// Not a number.
    #[error("\"{0}\" is no layer: write last, first, all, or numbers like 0,3,7")]
    NotANumber(String),
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn layers_are_sorted_and_each_counts_once() {
        let choice: LayerChoice = "3,0,0".parse().unwrap();
        assert_eq!(choice.among(4).unwrap(), [0, 3]);
        assert_eq!("last".parse::<LayerChoice>().unwrap().among(4).unwrap(), [3]);
    }

    #[test]
    fn a_layer_that_is_not_there_is_named() {
        assert_eq!(LayerChoice::These(vec![9]).among(4), Err(LayerError::OutOfRange { layer: 9, layers: 4 }));
        assert!("0,x".parse::<LayerChoice>().is_err());
    }
}
