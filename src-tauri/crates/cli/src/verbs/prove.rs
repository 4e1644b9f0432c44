//! `neurosieve prove`.

use std::path::PathBuf;

use workbench::operations::export::{Proof, Prove};
use workbench::operations::{Answer, Request};
use workbench::texts::Catalogue;

use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// Make the selection of a passport again, and say whether it is identical or where it differs.
///
/// The data files are looked for beside the passport and compared byte by byte. Ends with 1 where something differs.
#[derive(clap::Args)]
pub struct Arguments {
    /// The passport that was written with an export: NAME.passport.json.
    passport: PathBuf,
    /// The project that it was written from, or another with the same pool and examples.
    #[arg(long)]
    project: PathBuf,
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let opened = Opened::project(&self.project, face)?;
        let ticket = opened.ticket(&self.passport);
        let Answer::Prove(proof) = opened.ask(Request::Prove(Prove::File { ticket }))? else {
            return Ok(Ended::Failed);
        };
        face.answer(&proof, &said(&proof));
        Ok(if proof.identical { Ended::Done } else { Ended::Failed })
    }
}

/// The proof in lines.
fn said(proof: &Proof) -> String {
    let (rows, files) = (counted(proof.documents, "row"), counted(proof.compared, "file"));
    let mut lines = vec![if proof.identical {
        format!("identical: {rows} chosen again, {files} compared byte by byte")
    } else {
        format!("not identical: {rows} chosen again, {files} compared byte by byte")
    }];
    if proof.absent > 0 {
        lines.push(format!("{} not beside the passport: compared by digest alone", counted(proof.absent, "file")));
    }
    for one in &proof.differences {
        lines.push(format!("  {}\n    then {}\n    now  {}", part(one.part), one.then, one.now));
    }
    if let Some(row) = &proof.first_row {
        lines.push(format!("  first in {}, row {}\n    then {}\n    now  {}", row.file, row.row, row.then, row.now));
    }
    lines.join("\n")
}

fn part(part: workbench::operations::export::ProofPart) -> String {
    let id = serde_json::to_value(part).ok().and_then(|id| Some(id.as_str()?.to_owned())).unwrap_or_default();
    let key = format!("proof.part.{id}");
    Catalogue::english().map_or_else(|_| id, |texts| texts.say(&key, &[].into()))
}
