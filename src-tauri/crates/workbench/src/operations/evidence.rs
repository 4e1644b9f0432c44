//! Evidence on the user's own data of which ranking to trust: cards from weakest to strongest, each a small table with
//! its caveat. What a card needs and does not find is said as data, so that the screen can offer the way to it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::compare::{CompareQuery, Interval};

/// The cards there are, weakest first. Title, meaning and caveat stand in the catalogue under the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum EvidenceKind {
    /// Length quantiles of kept, pool and examples; correlation of score and length; formats.
    LengthAndFormat,
    /// Duplicates, mean distance, Vendi score, distinct sources, examples covered.
    Coverage,
    /// How much the selection moves when the examples are drawn again.
    Stability,
    /// How well the goal stands apart from the pool: purity, NMI, ARI; rank of held-back examples.
    Separability,
    /// Distance of the selection to the goal in a representation the method did not use: MMD², KL reduction on n-grams.
    Distance,
    /// 13-gram overlap of the selection with held-back examples.
    Leak,
    /// Precision, recall, average precision and lift where a column says the answer.
    KnownComposition,
    /// Recall of held-back examples planted in the pool.
    HeldBack,
    /// A small model trained on each tenth of the ranking: loss on held-back examples.
    Deciles,
    /// A small model trained briefly and equally on each selection and on random ones: loss on held-back examples.
    ProxyTraining,
}

/// Asks for one card.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct EvidenceQuery {
    /// Which card.
    pub kind: EvidenceKind,
    /// For these rankings (one to four here); a random pick is always added as yardstick.
    pub compare: CompareQuery,
    /// The right answer, for the cards that need one.
    pub answer: Option<KnownAnswer>,
    /// Seed of draws.
    pub seed: u64,
}

/// Names the trainings of [`EvidenceKind::Deciles`] or [`EvidenceKind::ProxyTraining`]: to be started, or their cost.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct EvidenceRun {
    /// Which card.
    pub kind: EvidenceKind,
    /// For these rankings; the decile check looks at the first.
    pub compare: CompareQuery,
    /// Seed of draws: the card is asked with the same.
    pub seed: u64,
}

/// What trainings cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct EvidenceCost {
    /// Trainings in all.
    pub trainings: u64,
    /// Of those, done before.
    pub done: u64,
    /// Tokens that each trains on.
    pub tokens: u64,
    /// Examples held out.
    pub held_out: u64,
    /// The model's name.
    pub model: String,
    /// Seconds that the rest will take, about: from how fast this computer multiplies just now.
    pub seconds: f64,
    /// The job that does them and has not ended: waiting, at work, paused or failed.
    pub job: Option<i64>,
}

/// Where the pool says what is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct KnownAnswer {
    /// A column of the pool.
    pub column: String,
    /// The value that right documents have.
    pub value: String,
}

/// A card: a table of measures by ranking.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct EvidenceCard {
    /// Which.
    pub kind: EvidenceKind,
    /// What is missing; measures that do without it are there all the same.
    pub missing: Option<EvidenceNeed>,
    /// What each column of the table stands for.
    pub columns: Vec<EvidenceColumn>,
    /// The measures.
    pub rows: Vec<EvidenceRow>,
    /// Milliseconds it took.
    pub elapsed_ms: f64,
}

/// What a card needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum EvidenceNeed {
    /// A column that says what is right: [`EvidenceQuery::answer`].
    Answer,
    /// More examples than the goal has.
    MoreExamples,
    /// A model's reading of the pool.
    Reading,
    /// A representation that the methods did not use.
    OtherRepresentation,
    /// A job that has not been run: [`EvidenceRun`].
    Run,
    /// A selection with more text.
    LargerSelection,
}

/// What a column of a card stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum EvidenceColumn {
    /// A ranking, by its place in the question.
    Ranking {
        /// From 0.
        place: u32,
    },
    /// Random picks of the same size, several seeds: their mean, and the range in which 95 % of such picks lie.
    Random,
    /// The whole pool.
    Pool,
    /// The goal's examples.
    Examples,
}

/// One measure.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct EvidenceRow {
    /// Key of its words in the catalogue, as "precision".
    pub measure: String,
    /// Which way is better.
    pub better: Better,
    /// How it is written.
    pub unit: EvidenceUnit,
    /// One for each column; none where it does not apply.
    pub values: Vec<Option<Interval>>,
}

/// Which way a measure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Better {
    /// Larger.
    Higher,
    /// Smaller.
    Lower,
    /// Neither: it is to be looked at.
    Neither,
}

/// How a measure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum EvidenceUnit {
    /// A share from 0 to 1, shown in percent.
    Share,
    /// A plain number.
    Number,
    /// So many times.
    Times,
    /// A number of rows.
    Rows,
    /// A number of tokens.
    Tokens,
    /// Nats per token.
    Nats,
}
