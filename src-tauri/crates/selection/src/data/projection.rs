//! The six places of a decoder block whose outputs count as neurons.

use serde::{Deserialize, Serialize};

/// A linear map of a decoder block whose output columns are the neurons that are read (arXiv 2604.15706, §2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Projection {
    /// The feed-forward block's up projection, before the gate: the published default.
    Up,
    /// The feed-forward block's down projection.
    Down,
    /// Queries, after their norm where the family has one, before rope.
    Q,
    /// Keys, likewise, repeated for every query head that shares them.
    K,
    /// Values, repeated for every query head that shares them.
    V,
    /// The attention block's output projection.
    O,
}

impl Projection {
    /// All six, in the order of the published code's record keys.
    pub const ALL: [Self; 6] = [Self::Up, Self::Down, Self::Q, Self::K, Self::V, Self::O];

    /// The key of this projection in the published code's feature records.
    #[must_use]
    pub const fn record_key(self) -> &'static str {
        match self {
            Self::Up => "fwd_up_feature",
            Self::Down => "fwd_down_feature",
            Self::Q => "att_q_feature",
            Self::K => "att_k_feature",
            Self::V => "att_v_feature",
            Self::O => "att_o_feature",
        }
    }

    /// The short name used on the command line and in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Q => "q",
            Self::K => "k",
            Self::V => "v",
            Self::O => "o",
        }
    }
}

impl std::str::FromStr for Projection {
    type Err = UnknownProjection;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|p| p.name() == text).ok_or_else(|| UnknownProjection(text.to_owned()))
    }
}

/// A projection name that is none of the six.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no projection: choose up, down, q, k, v or o")]
pub struct UnknownProjection(pub String);
