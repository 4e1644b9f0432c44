//! Several annotators: who they are, how far they agree, and the decisions of another copy of the project.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::compare::Interval;
use super::files::TicketId;
use super::review::Verdict;

/// How far annotators agree, over all rows of the project that two or more of them judged.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Agreement {
    /// Everybody who decided something, by name.
    pub annotators: Vec<AnnotatorView>,
    /// Rows that two or more judged.
    pub rows: u64,
    /// Of those, rows on which all say the same.
    pub same: u64,
    /// Rows on which annotators differ and no ruling was made.
    pub open: u64,
    /// Rows with a ruling.
    pub ruled: u64,
    /// Krippendorff's alpha with its 95 % bootstrap interval; none where it cannot be told.
    pub alpha: Option<Interval>,
    /// Each two who judged a row together.
    pub pairs: Vec<AnnotatorPair>,
}

/// An annotator, with the verdicts that hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct AnnotatorView {
    /// The name.
    pub annotator: String,
    /// Rows to be kept.
    pub keep: u64,
    /// Rows to be dropped.
    pub drop: u64,
    /// Rows that the annotator was unsure of.
    pub unsure: u64,
}

/// How far two annotators agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct AnnotatorPair {
    /// One.
    pub first: String,
    /// The other.
    pub second: String,
    /// Rows that both judged.
    pub rows: u64,
    /// The share on which they say the same, with its 95 % Wilson interval.
    pub same: Interval,
    /// Cohen's kappa with its 95 % bootstrap interval; none where it cannot be told.
    pub kappa: Option<Interval>,
}

/// What an annotator says of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Said {
    /// Who; none where that is hidden.
    pub annotator: Option<String>,
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// The label.
    pub label: Option<u8>,
    /// The note; empty where there is none.
    pub note: String,
}

/// Looks into another copy of the project.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct CopyRef {
    /// The copy's file.
    pub ticket: TicketId,
}

/// Takes the decisions of another copy in.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct MergeDecisions {
    /// The copy's file.
    pub ticket: TicketId,
    /// Decisions about rows that are not the same here stay out; else nothing is taken in where there are any.
    pub leave_out: bool,
}

/// What another copy brings, or brought: it is on the disk then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct MergedDecisions {
    /// The copy's file name.
    pub name: String,
    /// Entries of the journal that are new here, by annotator.
    pub new: BTreeMap<String, u64>,
    /// Entries that are here already.
    pub known: u64,
    /// Rows that the new ones are about.
    pub rows: u64,
    /// Rows decided about in the copy that are not the same here: another number or another text.
    pub strays: u64,
    /// Annotators whose decisions come from both copies: they count as one person.
    pub in_both: Vec<String>,
    /// Rows on which annotators differ afterwards and no ruling was made; none before it is done.
    pub open: Option<u64>,
}
