//! Export: what a selection becomes on disk.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::files::TicketId;
use super::ranking::{Budget, RankingId};

/// What is to be written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct ExportPlan {
    /// Of this ranking.
    pub ranking: RankingId,
    /// So much.
    pub budget: Budget,
    /// In this format.
    pub format: ExportFormat,
    /// In this order.
    pub order: ExportOrder,
    /// Adds the columns `neurosieve_rank` and `neurosieve_score`.
    pub with_scores: bool,
}

/// Formats a selection can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum ExportFormat {
    /// A JSON object a line.
    Jsonl,
    /// Comma-separated, safe to open in a spreadsheet.
    Csv,
    /// Parquet.
    Parquet,
}

/// Order of the rows written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum ExportOrder {
    /// Best first.
    Rank,
    /// As imported.
    Original,
}

/// What an export would hold.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ExportPreview {
    /// Rows.
    pub documents: u64,
    /// Tokens.
    pub tokens: u64,
    /// Bytes, estimated from the rows' originals.
    pub size_bytes: u64,
    /// The first five rows as they would stand in the file (for Parquet, as JSON).
    pub rows: Vec<String>,
    /// The columns, in order; none for JSONL where each row keeps its own.
    pub columns: Vec<String>,
    /// Things to know, in words: cells escaped for spreadsheets, fields that the format cannot hold.
    pub notices: Vec<String>,
    /// A file name to offer.
    pub suggested_name: String,
}

/// Starts an export.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct StartExport {
    /// What.
    pub plan: ExportPlan,
    /// Where; replaced if it is there, as the dialog asked.
    pub ticket: TicketId,
}
