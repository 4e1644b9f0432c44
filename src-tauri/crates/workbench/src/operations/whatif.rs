//! What a change to a ranking's question does: ranks before and after, and where a row would stand without an example.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ranking::{Budget, RankingId};

/// A row tried as an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct TriedExample {
    /// The row.
    pub row: i64,
    /// Of what is not wanted.
    pub unwanted: bool,
}

/// What did a change do?
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct RankChangesQuery {
    /// The ranking after the change.
    pub ranking: RankingId,
    /// The one before it, over the same pool.
    pub before: RankingId,
    /// What is kept of either.
    pub budget: Budget,
}

/// What a change did to the order.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct RankChanges {
    /// Rows ranked both before and after.
    pub in_both: u64,
    /// Of those, rows with another rank now.
    pub moved: u64,
    /// Rows kept now that were not kept before.
    pub came_in: u64,
    /// Rows kept before that are not kept now.
    pub went_out: u64,
    /// The rows that rose most, by the ratio of their ranks, three at most.
    pub risen: Vec<RankMove>,
    /// The rows that fell most.
    pub fallen: Vec<RankMove>,
}

/// A row's rank before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct RankMove {
    /// The row.
    pub row: i64,
    /// Its rank before, from 1.
    pub from: u64,
    /// Its rank now.
    pub to: u64,
}

/// Where would a row stand without one of the examples that count?
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct WithoutExampleQuery {
    /// In this ranking.
    pub ranking: RankingId,
    /// This row.
    pub row: i64,
    /// This example of the ranking's goal.
    pub example: i64,
}

/// Where a row would stand without one of the examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct WithoutExample {
    /// The row.
    pub row: i64,
    /// The example.
    pub example: i64,
    /// The row's rank without it; none where no example is left, or the row has no score.
    pub rank: Option<u64>,
}
