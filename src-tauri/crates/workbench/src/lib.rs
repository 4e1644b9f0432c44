//! The application without a face: a project file, jobs, import, export, models, figures, and the table of operations.
//!
//! The window and the command line are both thin over [`operations`]; what they cannot reach there does not exist. The
//! only crate that knows SQLite. Knows nothing of windows.

pub mod folders;
pub mod formats;
pub mod json_file;
pub mod models;
pub mod operations;
pub mod ranking;
pub mod scripts;
pub mod settings_file;
pub mod writing;
