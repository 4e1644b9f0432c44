//! The pool: importing, its table, its columns.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum RecordKind {
    /// Running text.
    Text,
    /// Instruction and answer.
    Instruction,
    /// A conversation.
    Chat,
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

/// One message of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Turn {
    /// "user", "assistant", "system" or what the file says.
    pub role: String,
    /// The words.
    pub content: String,
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
    /// Things noticed, in words.
    pub notices: Vec<String>,
    /// All rows were read.
    pub complete: bool,
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

/// Which documents are wanted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct Filter {
    /// Words to find in the text.
    pub search: Option<String>,
    /// All of these must hold.
    pub conditions: Vec<Condition>,
}

/// A condition on a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum Condition {
    /// The column has one of these values.
    OneOf {
        /// Its name.
        column: String,
        /// The values; an empty string stands for missing.
        values: Vec<String>,
    },
    /// The column's number lies in a range, both ends included.
    Between {
        /// Its name.
        column: String,
        /// Least.
        #[serde(deserialize_with = "super::float::read")]
        least: f64,
        /// Most.
        #[serde(deserialize_with = "super::float::read")]
        most: f64,
    },
}

/// A stretch of the pool.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct PoolQuery {
    /// Which documents.
    pub filter: Filter,
    /// First wanted.
    pub offset: u64,
    /// How many, 500 at most.
    pub limit: u64,
}

/// A stretch of the pool, in import order.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct PoolPage {
    /// Documents under the filter.
    pub total: u64,
    /// These.
    pub rows: Vec<PoolRow>,
}

/// A document in a table.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct PoolRow {
    /// Row number in the project, from 1; never used again.
    pub row: i64,
    /// Its own id.
    pub id: String,
    /// The start of the text, 400 characters at most.
    pub excerpt: String,
    /// What it is.
    pub kind: RecordKind,
    /// Length of the text in characters.
    pub characters: u64,
    /// Tokens by the chosen model, once counted.
    pub tokens: Option<u64>,
    /// Values of the columns shown, in the order of [`ColumnDistribution`]s; empty where missing.
    pub values: Vec<String>,
}

/// How a column's values are distributed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ColumnDistribution {
    /// Its name.
    pub name: String,
    /// Documents without a value.
    pub missing: u64,
    /// The rest.
    pub values: Distribution,
}

/// Counts by value or by range.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Distribution {
    /// Few distinct values.
    Categories {
        /// The most frequent, 12 at most.
        bars: Vec<CategoryBar>,
        /// Distinct values in all.
        distinct: u64,
    },
    /// Numbers in equal bins.
    Numbers {
        /// Lower edge of the first bin.
        #[serde(deserialize_with = "super::float::read")]
        least: f64,
        /// Upper edge of the last.
        #[serde(deserialize_with = "super::float::read")]
        most: f64,
        /// Documents in each.
        bins: Vec<u64>,
    },
}

/// Documents with one value.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct CategoryBar {
    /// The value.
    pub value: String,
    /// Documents.
    pub documents: u64,
}

/// Asks for one document.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct DocumentQuery {
    /// Its row number.
    pub row: i64,
}

/// One document, whole.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct DocumentView {
    /// Row number in the project.
    pub row: i64,
    /// Its own id.
    pub id: String,
    /// What it is.
    pub kind: RecordKind,
    /// The text that models read, whole up to 1,000,000 characters.
    pub text: String,
    /// The text goes on beyond what is given here.
    pub shortened: bool,
    /// The conversation, where it is one.
    pub turns: Vec<Turn>,
    /// The original row's fields, in order, as text.
    pub fields: Vec<Field>,
    /// The file it came from.
    pub file: String,
    /// Line or row there.
    pub line: u64,
    /// Tokens by the chosen model, once counted.
    pub tokens: Option<u64>,
    /// Tokens that were read of it, once read.
    pub read_tokens: Option<u64>,
}

/// A field of the original row.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value as text.
    pub value: String,
}
