//! How much of a ranking is kept.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ranking::RankingId;

/// How much is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum Budget {
    /// So many rows.
    Documents {
        /// Rows.
        documents: u64,
    },
    /// As many of the best rows as stay within so many tokens; the first in any case.
    Tokens {
        /// Tokens.
        tokens: u64,
    },
    /// As many of the best rows as stay within this share of all tokens; the first in any case.
    Ratio {
        /// 0 to 1.
        ratio: f64,
    },
}

/// Where does a budget cut?
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct CutQuery {
    /// Which ranking.
    pub ranking: RankingId,
    /// How much.
    pub budget: Budget,
}

/// What a budget keeps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Cut {
    /// Rows kept.
    pub documents: u64,
    /// Their tokens.
    pub tokens: u64,
    /// Share of the ranked rows, 0 to 1.
    pub document_share: f64,
    /// Share of their tokens, 0 to 1.
    pub token_share: f64,
    /// Score of the last row kept.
    pub last_score: Option<f64>,
}
