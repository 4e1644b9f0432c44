//! The verbs, one file each: arguments, the call, what is said of it.

mod completions;
mod merge;
mod rank;

use clap::Subcommand;

use crate::ended::{Complaint, Ended};
use crate::face::Face;

/// What is to be done.
#[derive(Subcommand)]
pub enum Verb {
    Rank(rank::Arguments),
    Merge(merge::Arguments),
    Completions(completions::Arguments),
}

impl Verb {
    /// Does it.
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        match self {
            Self::Rank(arguments) => arguments.run(face),
            Self::Merge(arguments) => arguments.run(face),
            Self::Completions(arguments) => Ok(arguments.run()),
        }
    }
}

/// Splits `column=value`.
fn column_and_value(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .filter(|(column, _)| !column.is_empty())
        .map(|(column, value)| (column.to_owned(), value.to_owned()))
        .ok_or_else(|| format!("\"{text}\" is no filter: write column=value"))
}
