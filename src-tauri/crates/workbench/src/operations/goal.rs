//! Goals: the examples of what is wanted.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::files::TicketId;
use super::import::ImportMapping;
use super::ranking::{Budget, RankingId};

/// A goal in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct GoalInfo {
    /// Its number in the project.
    pub goal: i64,
    /// Its name.
    pub name: String,
    /// Examples it has.
    pub examples: u64,
    /// Examples that are ticked.
    pub ticked: u64,
    /// Characters of the ticked ones together.
    pub characters: u64,
    /// Examples it has of what is not wanted; the other counts leave them out.
    pub unwanted: u64,
}

/// Makes a goal.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct CreateGoal {
    /// Its name, 1 to 120 characters.
    pub name: String,
}

/// Changes a goal's name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct RenameGoal {
    /// Which.
    pub goal: i64,
    /// The new name.
    pub name: String,
}

/// Names a goal.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct GoalRef {
    /// Which.
    pub goal: i64,
}

/// Asks for a goal's examples; with a model, also how they agree.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct GoalQuery {
    /// Which.
    pub goal: i64,
}

/// A goal with its examples.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct GoalView {
    /// Name and counts.
    pub info: GoalInfo,
    /// All examples, in the order they were added.
    pub examples: Vec<ExampleView>,
    /// What can be said of them.
    pub health: GoalHealth,
}

/// One example.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ExampleView {
    /// Its number in the project.
    pub example: i64,
    /// Its text, 4,000 characters at most.
    pub text: String,
    /// It counts.
    pub ticked: bool,
    /// It is of what is not wanted.
    pub unwanted: bool,
    /// Where it came from.
    pub origin: ExampleOrigin,
    /// Tokens by the chosen model, once read.
    pub tokens: Option<u64>,
    /// Mean share of neurons in common with the other ticked examples, rare ones counting for more, 0 to 1; none before it was read.
    pub agreement: Option<f64>,
    /// The pool's row with the same text, if there is one.
    pub same_as_row: Option<i64>,
    /// An earlier example with the same text, if there is one.
    pub same_as_example: Option<i64>,
}

/// Where an example came from.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum ExampleOrigin {
    /// Typed or pasted.
    Pasted {},
    /// Read from a file.
    File {
        /// The file's name.
        name: String,
    },
    /// A row of the pool.
    Pool {
        /// Its row number.
        row: i64,
    },
}

/// What can be said of a goal's ticked examples.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct GoalHealth {
    /// Ticked examples.
    pub ticked: u64,
    /// Ticked examples that repeat an earlier one word for word.
    pub copies: u64,
    /// Ticked examples whose text is also in the pool.
    pub in_pool: u64,
    /// Mean agreement of the ticked examples with each other; none before they were read.
    pub agreement: Option<f64>,
    /// Mean agreement of random rows of the pool with each other; none before they were read.
    pub random_agreement: Option<f64>,
    /// Ticked examples that tokenise to nothing and so cannot count.
    pub unscored: u64,
    /// Ticked examples not yet read with the chosen model.
    pub unread: u64,
    /// The one that has less in common with the others than they have among themselves, if there is one.
    pub odd: Option<OddExample>,
    /// Two groups, if the examples fall into two.
    pub groups: Option<ExampleGroups>,
}

/// An example that does not fit the others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct OddExample {
    /// Which.
    pub example: i64,
    /// Mean share of neurons it has in common with the others; with its own group, where there are two.
    pub with_others: f64,
    /// Mean share that those have in common.
    pub among_others: f64,
}

/// Two groups of examples in one goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ExampleGroups {
    /// The group with the earliest example.
    pub first: Vec<i64>,
    /// The other one.
    pub second: Vec<i64>,
    /// Mean share of neurons in common within the first.
    pub within_first: f64,
    /// Within the second.
    pub within_second: f64,
    /// Between an example of one and one of the other.
    pub between: f64,
}

/// How much of what is kept would stay with other examples of the same kind?
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct GoalStabilityQuery {
    /// By this ranking's method and examples.
    pub ranking: RankingId,
    /// What is kept.
    pub budget: Budget,
}

/// How much of what is kept stays when the examples are drawn again (bootstrap; arXiv 2604.15706, App. H).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct GoalStability {
    /// Rows kept.
    pub kept: u64,
    /// Draws of the examples.
    pub draws: u64,
    /// Share of the kept rows that stays, as a mean over the draws; none where that cannot be asked: one example, or a
    /// method without.
    pub stays: Option<f64>,
    /// The least of the draws.
    pub least: f64,
    /// The most.
    pub most: f64,
}

/// Says of examples whether they are of what is not wanted.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct MarkExamples {
    /// Of this goal.
    pub goal: i64,
    /// These.
    pub examples: Vec<i64>,
    /// They are not wanted from now on, or wanted.
    pub unwanted: bool,
}

/// Moves examples to another goal.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct MoveExamples {
    /// From this goal.
    pub from: i64,
    /// To this one.
    pub to: i64,
    /// These.
    pub examples: Vec<i64>,
}

/// Adds examples.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct AddExamples {
    /// To this goal.
    pub goal: i64,
    /// From here.
    pub source: ExampleSource,
    /// They are of what is not wanted.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub unwanted: bool,
}

/// Where examples are taken from.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum ExampleSource {
    /// Pasted text; with `split`, an example each between blank lines.
    Pasted {
        /// The text, 1,000,000 characters at most.
        text: String,
        /// Split at blank lines.
        split: bool,
    },
    /// A file in any format that imports read.
    File {
        /// The file.
        ticket: TicketId,
        /// How rows become texts; guessed if none.
        mapping: Option<ImportMapping>,
    },
    /// Rows of the pool.
    Rows {
        /// Their row numbers, 10,000 at most.
        rows: Vec<i64>,
    },
}

/// What became of examples that were to be added.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct AddedExamples {
    /// The goal afterwards.
    pub info: GoalInfo,
    /// Numbers of those added.
    pub added: Vec<i64>,
    /// Left out because they are blank.
    pub blank: u64,
    /// Left out because the goal has them already.
    pub already_there: u64,
    /// Rows of the file that could not be read.
    pub unreadable: u64,
}

/// Ticks or unticks.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct SetExamples {
    /// Of this goal.
    pub goal: i64,
    /// These.
    pub examples: Vec<i64>,
    /// Ticked from now on, or not.
    pub ticked: bool,
}

/// Removes examples.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct RemoveExamples {
    /// Of this goal.
    pub goal: i64,
    /// These.
    pub examples: Vec<i64>,
}
