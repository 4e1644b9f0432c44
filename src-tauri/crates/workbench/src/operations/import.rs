//! Importing: what files hold, how their rows become documents, what came of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::data::{RecordKind, Turn};
use super::files::TicketId;

/// Looks into files; with a mapping, shows what it makes of the samples.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct PreviewImport {
    /// Files and folders.
    pub tickets: Vec<TicketId>,
    /// The mapping to try; guessed if none.
    pub mapping: Option<ImportMapping>,
}

/// How a row's fields become a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct ImportMapping {
    /// Where the text that models read comes from.
    pub text: TextRule,
    /// The column with ids; row numbers if none.
    pub id_column: Option<String>,
    /// The column with token counts; counted by the model's tokenizer if none.
    pub token_column: Option<String>,
}

/// Which fields make the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum TextRule {
    /// One column, as it is.
    Column {
        /// Its name.
        column: String,
    },
    /// Instruction, input and output joined by newlines, empty ones left out.
    Instruction {
        /// The column with the instruction.
        instruction: String,
        /// The column with further input, if there is one.
        input: Option<String>,
        /// The column with the answer.
        output: String,
    },
    /// A list of messages, one "role: content" line each.
    Messages {
        /// The column that holds the list.
        column: String,
    },
}

/// What was found in the files.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ImportPreview {
    /// File by file.
    pub files: Vec<FilePreview>,
    /// Columns over all files, in order of appearance.
    pub columns: Vec<ColumnPreview>,
    /// The mapping tried, or guessed.
    pub mapping: Option<ImportMapping>,
    /// What the rows are under that mapping.
    pub record_kind: RecordKind,
    /// The first three rows under that mapping.
    pub samples: Vec<SampleRow>,
}

/// One file or folder.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct FilePreview {
    /// Its name.
    pub name: String,
    /// "JSONL", "CSV", "Parquet", …, with ", gzip" where packed.
    pub format: String,
    /// Bytes.
    pub size_bytes: u64,
    /// Things to know before importing, in words.
    pub notices: Vec<String>,
    /// Why it cannot be read, in words; none if it can.
    pub problem: Option<String>,
}

/// A column found.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ColumnPreview {
    /// Its name.
    pub name: String,
    /// Up to three values, shortened.
    pub samples: Vec<String>,
}

/// A row as it would be imported.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct SampleRow {
    /// Its id, given or made.
    pub id: String,
    /// The text that models would read, shortened to 2,000 characters.
    pub text: String,
    /// The conversation, where it is one.
    pub turns: Vec<Turn>,
    /// Why it would be set aside, in words; none if it would not.
    pub set_aside: Option<String>,
}

/// Starts an import.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct StartImport {
    /// Files and folders, one import each.
    pub tickets: Vec<TicketId>,
    /// How rows become documents.
    pub mapping: ImportMapping,
}

/// Starts an import from the hub.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct StartHubImport {
    /// "owner/name".
    pub dataset: String,
    /// How rows become documents; guessed if none.
    pub mapping: Option<ImportMapping>,
}

/// An import that was made.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ImportInfo {
    /// Its number in the project.
    pub import: i64,
    /// File name.
    pub name: String,
    /// "JSONL", "CSV", …
    pub format: String,
    /// When, milliseconds since 1970.
    pub imported_ms: u64,
    /// Documents that came of it.
    pub documents: u64,
    /// Rows set aside.
    pub set_aside: u64,
    /// Why, with counts, most frequent first.
    pub reasons: Vec<ReasonCount>,
    /// Strings in the texts that models read as one token, most frequent first.
    pub special_strings: Vec<SpecialString>,
    /// Things noticed, in words.
    pub notices: Vec<String>,
    /// All rows were read.
    pub complete: bool,
}

/// A string such as `<|im_start|>` that stands in texts: shown as it is, and read by models as one token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct SpecialString {
    /// The string.
    pub text: String,
    /// Rows that hold it.
    pub rows: u64,
}

/// How many rows were set aside for one reason.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ReasonCount {
    /// The reason in plain words.
    pub reason: String,
    /// Rows.
    pub rows: u64,
}

/// Asks for rows set aside.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct SetAsideQuery {
    /// Of this import; of all if none.
    pub import: Option<i64>,
    /// First row wanted.
    pub offset: u64,
    /// Rows wanted, 500 at most.
    pub limit: u64,
}

/// Rows set aside.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct SetAsidePage {
    /// How many there are in all.
    pub total: u64,
    /// These.
    pub rows: Vec<SetAsideRow>,
}

/// A row that could not become a document.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct SetAsideRow {
    /// The file.
    pub file: String,
    /// Line, or row number where the format has no lines.
    pub line: u64,
    /// Why, in plain words.
    pub reason: String,
    /// The start of the row, bytes that are no text shown as U+FFFD.
    pub excerpt: String,
}

/// Deletes an import.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct DeleteImport {
    /// Which.
    pub import: i64,
}
