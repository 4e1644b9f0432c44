//! `neurosieve merge`.

use std::path::PathBuf;

use workbench::scripts::{MergePlan, merge};

use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;

/// Put several selections into one file, one after the other.
#[derive(clap::Args)]
pub struct Arguments {
    /// The selections.
    #[arg(required = true, num_args = 1..)]
    inputs: Vec<PathBuf>,
    /// The file to write; its suffix says the format.
    #[arg(long)]
    output: PathBuf,
    /// Keep only the first row of each id.
    #[arg(long)]
    deduplicate: bool,
    /// The column with the ids; guessed if not given.
    #[arg(long)]
    id_column: Option<String>,
    /// Replace the output if it is there.
    #[arg(long)]
    overwrite: bool,
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let report = merge(&MergePlan {
            inputs: self.inputs,
            output: self.output,
            deduplicate: self.deduplicate,
            id_column: self.id_column,
            overwrite: self.overwrite,
        })?;
        face.name_unreadable(&report.unreadable);
        let words = format!(
            "{} of {} written, {} left out",
            report.written,
            counted(report.rows, "row"),
            counted(report.duplicates, "duplicate")
        );
        face.report(&report, &words);
        Ok(Ended::with(&report.unreadable))
    }
}
