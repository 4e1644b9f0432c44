//! Whole pieces of work from files to files, as a script asks for them.
//!
//! Record and file names are those of the published code, so that both can be mixed. Everything here is done without a
//! person looking on: paths in, a report out, and a file that stood there before is left alone unless it may go.
//!
//! Deliberately absent: arguments, printing and exit codes, which belong to the command line alone.

mod digest;
mod error;
mod evaluate;
mod extract;
mod features;
mod keyed;
mod manifest;
mod merge;
mod output;
mod partial;
mod rank;
mod reading;
mod select;
mod trouble;
mod tsds;
mod watch;

pub use crate::models::autoencoders::AutoencoderPlace;
pub use activation::{DeviceChoice, Neurons, NumericProfile};
pub use error::ScriptError;
pub use evaluate::{EvaluatePlan, EvaluateReport, Files, Goal, RefusedMethod, Told, evaluate};
pub use extract::{ExtractPlan, ExtractReport, extract};
pub use merge::{MergePlan, MergeReport, merge};
pub use rank::{Quality, RankPlan, RankReport, RowFilter, rank};
pub use reading::{Columns, ModelUse, SentenceUse};
pub use select::{OutsideVectors, SelectPlan, SelectReport, ShownRow, select};
pub use trouble::{Trouble, Unreadable};
pub use tsds::{Sample, TsdsPlan, TsdsReport, tsds};
pub use watch::Watch;
