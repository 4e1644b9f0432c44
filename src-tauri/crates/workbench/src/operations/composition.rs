//! How a ranking is put together beside its method: duplicates, quality, shares of categories, several goals.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::data::RecordKind;
use super::ranking::RankingId;

/// Everything that is done to a method's ranking before it is cut. Whatever is chosen, the ranking stays an order whose
/// every head is a selection, so that cut, comparison, figures and export need to know nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct Composition {
    /// Of rows that are so alike only the best is kept; all are, if none.
    pub alike: Option<Likeness>,
    /// A quality column counts too.
    pub quality: Option<QualityBlend>,
    /// Every value of a column keeps its share.
    pub spread: Option<Spread>,
    /// All goals with their weights, the question's own among them; that one alone, if there is none or one.
    pub goals: Vec<GoalWeight>,
    /// What shares of values and goals are shares of.
    pub shares_of: SharesOf,
}

impl Composition {
    /// Nothing is done: the method's ranking as it is.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.alike.is_none() && self.quality.is_none() && self.spread.is_none() && self.goals.len() < 2
    }
}

/// When two rows are duplicates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum Likeness {
    /// The same text but for case and white space.
    Exact {},
    /// The same, or nearly: found by chance (`MinHash`), about as often as not where the texts share this much.
    Near {
        /// Share of runs of five words in common, 0.4 to 0.95.
        share: f64,
    },
}

/// A column that says how good rows are, blended into the ranking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct QualityBlend {
    /// Its name; it holds numbers. Rows without one are not ranked.
    pub column: String,
    /// Larger numbers are better.
    pub higher_is_better: bool,
    /// Its part of the order, above 0, 1 at most; 0.5 is the published half and half.
    pub weight: f64,
}

/// A column whose values keep their shares of the selection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct Spread {
    /// Its name; it holds categories. Rows without a value are a category of their own.
    pub column: String,
    /// Which shares.
    pub shares: SpreadShares,
}

/// What share each value has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum SpreadShares {
    /// As in the pool.
    AsPool,
    /// The same for each, until it has no more rows.
    Equal,
}

/// A goal's part of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct GoalWeight {
    /// The goal.
    pub goal: i64,
    /// Its weight against the others', above 0.
    pub weight: f64,
}

/// What is shared out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum SharesOf {
    /// Rows.
    #[default]
    Rows,
    /// Tokens.
    Tokens,
}

/// Asks for rows of the pool that are the same, or nearly.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct DuplicatesQuery {
    /// How alike.
    pub likeness: Likeness,
    /// First group wanted.
    pub offset: u64,
    /// How many groups, 100 at most.
    pub limit: u64,
}

/// Groups of rows that are the same, or nearly; the largest first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Duplicates {
    /// Rows of the pool.
    pub documents: u64,
    /// Groups of two and more.
    pub groups: u64,
    /// Of those, such as hold the same text in every row.
    pub exact_groups: u64,
    /// Rows that would be left out if one of each group is kept.
    pub spare: u64,
    /// Of those, such as are the same as another of their group but for case and white space.
    pub exact_spare: u64,
    /// These groups.
    pub page: Vec<DuplicateGroup>,
}

/// Rows that are the same, or nearly.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct DuplicateGroup {
    /// How many.
    pub rows: u64,
    /// All of them hold the same text.
    pub exact: bool,
    /// The first of them in import order, 50 at most.
    pub members: Vec<AlikeRow>,
}

/// A row among others like it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct AlikeRow {
    /// Row number in the project.
    pub row: i64,
    /// Its own id.
    pub id: String,
    /// The start of its text, 400 characters at most.
    pub excerpt: String,
    /// What it is.
    pub kind: RecordKind,
    /// Its score by the ranking's method; none outside a ranking.
    pub score: Option<f64>,
}

/// Asks for the rows that were left out of a ranking for one that was kept.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct AlikeQuery {
    /// In this ranking.
    pub ranking: RankingId,
    /// This row was kept.
    pub row: i64,
}
