//! Export: what a selection becomes on disk.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::files::TicketId;
use super::ranking::{Budget, RankingId};
use super::settings::Language;

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
    /// Divides the rows into those to train on and those to check with; one file if none.
    #[serde(default)]
    #[ts(optional)]
    pub split: Option<ExportSplit>,
    /// Rows that do not fit the format are left out; the export is refused otherwise.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub leave_out: bool,
    /// The language of the pages and cards beside the rows; English if none.
    #[serde(default)]
    #[ts(optional)]
    pub language: Option<Language>,
}

impl ExportPlan {
    /// The rows alone, best first, in one piece.
    #[must_use]
    pub const fn new(ranking: RankingId, budget: Budget, format: ExportFormat) -> Self {
        let order = ExportOrder::Rank;
        Self { ranking, budget, format, order, with_scores: false, split: None, leave_out: false, language: None }
    }
}

/// How rows are divided for training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct ExportSplit {
    /// Share of the rows to check with, above 0 and at most 0.5.
    pub validation: f64,
    /// Draws the rows: the same number draws the same ones.
    pub seed: u64,
    /// Each value of this column gives its share; the rows as a whole if none.
    pub column: Option<String>,
}

/// Formats a selection can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum ExportFormat {
    /// A JSON object a line.
    Jsonl,
    /// One JSON array.
    Json,
    /// Comma-separated, safe to open in a spreadsheet.
    Csv,
    /// Parquet.
    Parquet,
    /// `instruction`, `input`, `output`.
    Alpaca,
    /// `conversations` of human and gpt.
    Sharegpt,
    /// `messages` of user and assistant.
    Openai,
    /// A folder for LLaMA-Factory, with its `dataset_info.json`.
    LlamaFactory,
    /// A folder for Axolotl, with the lines for its configuration.
    Axolotl,
    /// A folder for the Hugging Face `datasets` library, with a card.
    Datasets,
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
    /// A file or folder name to offer.
    pub suggested_name: String,
    /// It is a folder that is written.
    pub is_folder: bool,
    /// How the rows fit the format, where it asks something of them.
    pub fit: Option<ExportFit>,
}

/// How rows fit a format of training tools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ExportFit {
    /// Rows looked at: the first 20,000 at most.
    pub looked_at: u64,
    /// What each row becomes: "text", "alpaca", "sharegpt" or "openai".
    pub form: String,
    /// Plain texts among them that become the answer to an empty question.
    pub completed: u64,
    /// Rows among them that do not fit.
    pub unfit: u64,
    /// The first of those: its id, and why, in words.
    pub first_unfit: Option<(String, String)>,
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

/// An export that was written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ExportInfo {
    /// Its number in the project.
    pub export: i64,
    /// When, milliseconds since 1970.
    pub written_ms: u64,
    /// Its file or folder, shortened for showing.
    pub place: String,
    /// Rows.
    pub documents: u64,
}

/// Makes the selection of a passport again and compares.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum Prove {
    /// The passport of an export of this project.
    Export {
        /// Its number.
        export: i64,
    },
    /// A passport's file; the data files lie beside it.
    File {
        /// The file.
        ticket: TicketId,
    },
}

/// What came of making a selection again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Proof {
    /// The same rows in the same order, and the same bytes in every file that was compared.
    pub identical: bool,
    /// Rows that were chosen again.
    pub documents: u64,
    /// Files beside the passport that were compared byte by byte.
    pub compared: u64,
    /// Files that are not beside it: compared by their digest in the passport alone.
    pub absent: u64,
    /// Where it differs.
    pub differences: Vec<ProofDifference>,
    /// The first row that is not the same.
    pub first_row: Option<ProofRow>,
}

/// Something that is not as the passport says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ProofDifference {
    /// What.
    pub part: ProofPart,
    /// As the passport says, shortened.
    pub then: String,
    /// As it is now, shortened.
    pub now: String,
}

/// What can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum ProofPart {
    /// The documents of the pool.
    Pool,
    /// The examples of the goal.
    Goal,
    /// The examples of another goal that shares the budget.
    MoreGoals,
    /// The rows that are always or never kept, who said so, or when.
    Pinned,
    /// The model.
    Model,
    /// How the model reads.
    Reading,
    /// The app's version: it alone changes no row.
    Version,
    /// The chosen rows or their order.
    Selection,
    /// The bytes of a file.
    File,
    /// A file was changed after it was written.
    FileChanged,
}

/// A row that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ProofRow {
    /// The file.
    pub file: String,
    /// The row in it, from 1.
    pub row: u64,
    /// The start of the row in the file; empty where it ends before.
    pub then: String,
    /// The start of the row as it would be written now; empty where the selection ends before.
    pub now: String,
}

/// Writes a page about a selection: what was chosen, how, with figures and first rows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct SaveReport {
    /// Of this ranking.
    pub ranking: RankingId,
    /// So much of it.
    pub budget: Budget,
    /// Where; replaced if it is there, as the dialog asked.
    pub ticket: TicketId,
    /// The language of its words; English if none.
    #[serde(default)]
    #[ts(optional)]
    pub language: Option<Language>,
}
