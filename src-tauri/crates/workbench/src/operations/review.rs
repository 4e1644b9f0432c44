//! Review: people's decisions about rows, what is to be looked at next, and how far they are.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use super::annotators::Said;
use super::compare::Interval;
use super::composition::Likeness;
use super::cut::Budget;
use super::data::{Filter, RecordKind};
use super::ranking::RankingId;

/// What a person thinks of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Verdict {
    /// It belongs to what is wanted.
    Keep,
    /// It does not.
    Drop,
    /// The person cannot say.
    Unsure,
}

/// What is done with a row whatever its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Pin {
    /// It stands first in every ranking that can score it.
    Always,
    /// It is in no ranking.
    Never,
}

/// A decision about a row. Verdict, label and note are the annotator's own; tags, pins and rulings are the project's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum Decision {
    /// Keep, drop or unsure.
    Verdict {
        /// Which; none takes it away.
        verdict: Option<Verdict>,
    },
    /// A label.
    Label {
        /// 1 to 9; none takes it away.
        label: Option<u8>,
    },
    /// Words.
    Note {
        /// 2,000 characters at most; none of them take it away.
        note: String,
    },
    /// A name that rows can be found by.
    Tag {
        /// 60 characters at most, on one line.
        tag: String,
        /// Put on; else taken off.
        on: bool,
    },
    /// Always or never.
    Pin {
        /// Which; none takes it away.
        pin: Option<Pin>,
    },
    /// What is to count where annotators differ.
    Ruling {
        /// Which; none takes it away.
        verdict: Option<Verdict>,
    },
}

/// Rows that a decision is about.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "which", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum DecideOn {
    /// These.
    Rows {
        /// Row numbers.
        rows: Vec<i64>,
    },
    /// All rows of a queue.
    Queue {
        /// Which queue.
        queue: Box<QueueQuery>,
        /// How many rows the person was told of: with another number nothing is decided.
        expected: u64,
    },
}

/// Decides.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct Decide {
    /// Who.
    pub annotator: String,
    /// About which rows.
    pub on: DecideOn,
    /// What.
    pub decision: Decision,
    /// The answer hides what others decided.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub blind: bool,
}

/// Who takes back, or makes again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct Annotator {
    /// The name.
    pub annotator: String,
    /// The answer hides what others decided.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub blind: bool,
}

/// What a decision would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct DecidePreview {
    /// Rows it is about.
    pub rows: u64,
    /// Of those, such as are not so already.
    pub changes: u64,
}

/// What was decided, taken back or made again; it is on the disk.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Decided {
    /// The journal's entry; none if there was nothing to do.
    pub decision: Option<i64>,
    /// Rows that changed.
    pub changed: u64,
    /// What it was about.
    pub about: Option<Decision>,
    /// What holds of the rows that changed now, 500 at most, rising.
    pub rows: Vec<RowReview>,
    /// There is something to take back.
    pub can_undo: bool,
    /// There is something to make again.
    pub can_redo: bool,
}

/// What holds of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct RowReview {
    /// The row.
    pub row: i64,
    /// The annotator's verdict.
    pub verdict: Option<Verdict>,
    /// The annotator's label.
    pub label: Option<u8>,
    /// The annotator's note; empty where there is none.
    pub note: String,
    /// Tags, sorted.
    pub tags: Vec<String>,
    /// The pin.
    pub pin: Option<Pin>,
    /// What counts whatever annotators say.
    pub ruling: Option<Verdict>,
    /// Who said so.
    pub ruled_by: Option<String>,
}

/// Asks for the journal.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct DecisionsQuery {
    /// First entry wanted, newest first.
    pub offset: u64,
    /// How many, 500 at most.
    pub limit: u64,
}

/// A stretch of the journal, newest first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct DecisionsPage {
    /// Entries in all.
    pub total: u64,
    /// These.
    pub entries: Vec<DecisionEntry>,
}

/// What an entry of the journal does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum DecisionAct {
    /// Decides.
    Decided,
    /// Takes a decision back.
    TakenBack,
    /// Makes it again.
    MadeAgain,
}

/// An entry of the journal.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct DecisionEntry {
    /// Its number.
    pub decision: i64,
    /// Who.
    pub annotator: String,
    /// When, milliseconds since 1970.
    pub made_ms: u64,
    /// What it does.
    pub act: DecisionAct,
    /// About what.
    pub about: Decision,
    /// Rows that it changed.
    pub changed: u64,
    /// The first of them.
    pub first_row: Option<i64>,
    /// It was taken back.
    pub is_undone: bool,
}

/// What is to be looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "queue", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum Queue {
    /// Rows nearest the cut, above and below by turns.
    AroundCut {
        /// Rows of each side, 500 at most.
        each_side: u64,
    },
    /// Rows that some of these rankings keep and others do not, those farthest apart first.
    Disagreements {
        /// Other rankings of the same pool, one to three.
        others: Vec<RankingId>,
    },
    /// Rows drawn by chance from what is kept: they say how precise the selection is.
    Audit {
        /// Rows, 2,000 at most.
        rows: u64,
        /// Seed of the draw.
        seed: u64,
    },
    /// Rows that are nearly the same, group by group, the largest first.
    Duplicates {
        /// How alike.
        likeness: Likeness,
    },
    /// Kept rows with the worst values in a column of numbers, the worst first.
    Quality {
        /// Its name.
        column: String,
        /// Larger numbers are better.
        higher_is_better: bool,
        /// Rows, 2,000 at most.
        rows: u64,
    },
    /// Rows under a filter, best first; those without a rank follow.
    Filter {
        /// The filter.
        filter: Filter,
    },
    /// Rows with a verdict of the annotator's, best first.
    Judged {
        /// Which.
        verdict: Verdict,
    },
    /// Rows that are always or never kept.
    Pinned {},
    /// Rows on which annotators differ, and rows with a ruling.
    Conflicts {},
    /// Rows with a joined verdict, best first: the ruling, else what all say who judged the row.
    Joined {
        /// Which.
        verdict: Verdict,
    },
}

/// A queue of a ranking.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct QueueQuery {
    /// Which ranking.
    pub ranking: RankingId,
    /// Where it is cut.
    pub budget: Budget,
    /// Which queue.
    pub queue: Queue,
    /// Whose verdicts count as done.
    pub annotator: String,
    /// First row wanted.
    pub offset: u64,
    /// How many, 200 at most.
    pub limit: u64,
    /// Hides ranks, sides of the cut and what others decided, and mixes the rows by chance where their order would tell.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub blind: bool,
}

/// A stretch of a queue.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct QueuePage {
    /// Rows of the queue.
    pub total: u64,
    /// Place of the first row without a verdict, from 0; none where all have one.
    pub first_left: Option<u64>,
    /// These.
    pub rows: Vec<QueueRow>,
    /// There is something to take back.
    pub can_undo: bool,
    /// There is something to make again.
    pub can_redo: bool,
}

/// A row to be looked at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct QueueRow {
    /// Its own id.
    pub id: String,
    /// The start of its text, 400 characters at most.
    pub excerpt: String,
    /// What it is.
    pub kind: RecordKind,
    /// Its rank; none where it has none, or is hidden.
    pub rank: Option<u64>,
    /// It stands above the cut; none where that is hidden.
    pub kept: Option<bool>,
    /// Its rank in each of the other rankings, where they are asked about.
    pub other_ranks: Vec<Option<u64>>,
    /// The number of its group, from 1, where rows stand in groups.
    pub group: Option<u64>,
    /// What was decided about it.
    pub review: RowReview,
    /// What other annotators say; of the queue of conflicts, what all say, without names where that is blind.
    pub said: Vec<Said>,
    /// What all say together: the ruling, else the verdict that all share who judged the row; none else, or where hidden.
    pub joined: Option<Verdict>,
}

/// How far a queue is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ReviewProgress {
    /// Rows of the queue.
    pub total: u64,
    /// Rows with a verdict.
    pub done: u64,
    /// Of those, to be kept.
    pub keep: u64,
    /// To be dropped.
    pub drop: u64,
    /// Undecided.
    pub unsure: u64,
    /// Seconds that a row took lately: the median of the last 20 without breaks of two minutes. None before there are 5.
    pub seconds_a_row: Option<f64>,
    /// What the rows drawn by chance say; none for another queue, or before one was judged.
    pub audit: Option<AuditOutcome>,
}

/// How precise a selection is, by rows drawn from it by chance. Counted are the rows from the first drawn to the first that
/// has no verdict, so that which rows a person chose to judge cannot bend it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct AuditOutcome {
    /// Rows counted with keep or drop.
    pub judged: u64,
    /// Rows among them that could not be decided; they are in no share.
    pub unsure: u64,
    /// The share to be kept, with its 95 % Wilson interval.
    pub precision: Interval,
    /// The interval after the first 10 rows; none before there are more.
    pub after_ten: Option<Interval>,
}
