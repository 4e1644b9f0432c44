//! The pool: its table, its columns, its documents.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::map::MapRegion;

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

/// One message of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Turn {
    /// "user", "assistant", "system" or what the file says.
    pub role: String,
    /// The words.
    pub content: String,
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
        least: f64,
        /// Most.
        most: f64,
    },
    /// The document lies in a part of a map.
    OnMap {
        /// The map.
        map: i64,
        /// Which part.
        region: MapRegion,
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
        least: f64,
        /// Upper edge of the last.
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
    /// The conversation, where it is one; an instruction with its answer is.
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
