//! The application without a face: a project file, jobs, import, export, models, figures, and the table of operations.
//!
//! The window and the command line are both thin over [`operations`]; what they cannot reach there does not exist. The
//! only crate that knows SQLite. Knows nothing of windows.

// In tests a surprise is a failure.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod answer;
mod clock;
mod compare;
pub mod crash;
mod deeds;
pub mod direct;
mod downloads;
mod events;
mod evidence;
mod exporting;
pub mod figures;
mod files;
pub mod folders;
pub mod formats;
mod goals;
mod hub_token;
mod jobs;
pub mod json_file;
mod maps;
pub mod models;
mod neuron_names;
pub mod operations;
mod own_folders;
mod pool;
mod project;
pub mod ranking;
pub mod reading;
mod review;
pub mod scripts;
mod session;
pub mod settings_file;
mod shelving;
mod store;
mod studies;
pub mod texts;
mod tickets;
mod workbench;
pub mod writing;

pub use folders::Folders;
pub use jobs::plan::{ExportPlan, ReadingPlan, SourcePlan};
pub use project::sample::compute_features as compute_sample_features;
pub use reading::worker::worker_main;
pub use workbench::Workbench;
