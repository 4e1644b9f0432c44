//! Whole pieces of work from files to files, as a script asks for them.
//!
//! Record and file names are those of the published code, so that both can be mixed. Everything here is done without a
//! person looking on: paths in, a report out, and a file that stood there before is left alone unless it may go.
//!
//! Deliberately absent: arguments, printing and exit codes, which belong to the command line alone.

mod error;
mod features;
mod keyed;
mod merge;
mod output;
mod rank;

pub use error::ScriptError;
pub use keyed::{Trouble, Unreadable};
pub use merge::{MergePlan, MergeReport, merge};
pub use rank::{Quality, RankPlan, RankReport, RowFilter, rank};
