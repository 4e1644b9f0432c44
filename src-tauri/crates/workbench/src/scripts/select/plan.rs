//! What a selection is asked for, and what it says of itself.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::outside::OutsideVectors;
use crate::operations::composition::Composition;
use crate::operations::ranking::Budget;
use crate::scripts::reading::{Columns, ModelUse, SentenceUse};
use crate::scripts::trouble::Trouble;

/// What is to be selected.
#[derive(Debug, Clone)]
pub struct SelectPlan {
    /// The documents to choose from.
    pub pool: PathBuf,
    /// The examples.
    pub target: PathBuf,
    /// Only the examples that have this value in this column.
    pub target_filter: Option<(String, String)>,
    /// Columns of the pool and, where it has them, of the target.
    pub columns: Columns,
    /// The method: "nag", "random", …
    pub method: String,
    /// Its settings that differ from the defaults; the neurons of each layer that count are always said.
    pub settings: BTreeMap<String, f64>,
    /// The model, and how it reads; none where the method needs none.
    pub model: Option<ModelUse>,
    /// The sentence encoder; none where the method reads no meaning.
    pub sentence: Option<SentenceUse>,
    /// Vectors that are brought along; none where no method compares by them.
    pub outside: Option<OutsideVectors>,
    /// How much is kept.
    pub budget: Budget,
    /// What is done to the method's ranking; its goals are those below.
    pub composition: Composition,
    /// The examples of other goals that share the budget, each with its weight.
    pub also: Vec<(PathBuf, f64)>,
    /// The first goal's weight against theirs.
    pub weight: f64,
    /// Where the rows go.
    pub output: PathBuf,
    /// Where rank and score of every document go.
    pub scores: Option<PathBuf>,
    /// Where the figure of the ranking goes: SVG or PNG.
    pub figure: Option<PathBuf>,
    /// A project that keeps everything; a state that is removed at the end if none.
    pub project: Option<PathBuf>,
    /// The passport of an earlier selection that this one must equal.
    pub passport: Option<PathBuf>,
    /// Rows of the table that is wanted.
    pub show: u64,
    /// What stands at the output may go.
    pub overwrite: bool,
}

/// What came of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SelectReport {
    /// It was finished by an earlier call; nothing was done.
    pub was_finished: bool,
    /// Documents ranked.
    pub ranked: u64,
    /// Documents with nothing to score.
    pub unscored: u64,
    /// Tokens of the ranked documents.
    pub tokens: u64,
    /// Tokens are the model's count or the file's; if not, words stand for them.
    pub tokens_counted: bool,
    /// Examples.
    pub examples: u64,
    /// Of those, such as hold no token and so do not count.
    pub unscored_examples: u64,
    /// Documents written.
    pub selected: u64,
    /// Their tokens.
    pub selected_tokens: u64,
    /// Rows of pool and target that could not be read.
    pub unreadable: Trouble,
    /// The median score.
    pub typical: f64,
    /// The first rows of the ranking, as many as asked for.
    pub table: Vec<ShownRow>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShownRow {
    /// From 1.
    pub rank: u64,
    /// Share of the ranked documents that stand below it, 0 to 100.
    pub percentile: f64,
    /// Its score.
    pub score: f64,
    /// Its id.
    pub id: String,
    /// The start of its text.
    pub text: String,
}
