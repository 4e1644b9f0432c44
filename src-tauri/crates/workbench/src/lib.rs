//! workbench

pub mod formats;
pub mod writing;
