//! What the workbench tells without being asked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{files, job};

/// What the workbench tells by itself, through one channel.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "event", content = "value", rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Event {
    /// A job moved on, or ended.
    Job(Box<job::JobView>),
    /// Something of the open project changed; ask for it again.
    Changed(Vec<Changed>),
    /// Files were dropped on the window.
    Dropped(Vec<files::FileTicket>),
}

/// A part of the project that a face may be showing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum Changed {
    /// Another project, or none, is open.
    Project,
    /// Documents came or went.
    Pool,
    /// A goal or its examples changed.
    Goals,
    /// Models came or went, or were measured.
    Models,
    /// More documents were read: rankings can be refreshed.
    Features,
    /// Neurons were named.
    Names,
    /// Trainings for cards of evidence were done.
    Evidence,
    /// Studies were begun, went on or were deleted.
    Studies,
    /// Something was decided about rows.
    Review,
    /// Rows are always or never kept, or no longer: rankings can be refreshed.
    Pins,
    /// A map was made.
    Map,
    /// Kept questions came or went.
    Runs,
    /// Something was done that can be taken back, or was taken back.
    Deeds,
    /// Backups were made.
    Backups,
}
