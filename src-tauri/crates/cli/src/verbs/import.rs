//! `neurosieve import`.

use std::path::PathBuf;

use workbench::operations::import::{ImportMapping, PreviewImport, StartHubImport, StartImport, TextRule};
use workbench::operations::job::{JobOutcome, JobView};
use workbench::operations::{Answer, Failure, FailureCode, Request};

use super::model::Named;
use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// Read files, folders or a hub data set into a project's pool.
#[derive(clap::Args)]
pub struct Arguments {
    /// The project.
    #[arg(long)]
    project: PathBuf,
    /// Files and folders.
    #[arg(required_unless_present = "hub")]
    files: Vec<PathBuf>,
    /// A data set of the hub: owner/name.
    #[arg(long, conflicts_with = "files")]
    hub: Option<String>,
    #[command(flatten)]
    named: Named,
    /// The column with token counts; counted by the model if not given.
    #[arg(long)]
    token_column: Option<String>,
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let opened = Opened::project(&self.project, face)?;
        let request = if let Some(dataset) = self.hub.clone() {
            let mapping = self.named.text_column.is_some().then(|| self.mapping(None)).transpose()?;
            Request::StartHubImport(StartHubImport { dataset, mapping })
        } else {
            let tickets: Vec<_> = self.files.iter().map(|file| opened.ticket(file)).collect();
            let preview = PreviewImport { tickets: tickets.clone(), mapping: None };
            let Answer::PreviewImport(preview) = opened.ask(Request::PreviewImport(preview))? else {
                return Ok(Ended::Failed);
            };
            let mapping = self.mapping(preview.mapping)?;
            Request::StartImport(StartImport { tickets, mapping })
        };
        let started = opened.ask(request)?;
        let (Answer::StartImport(started) | Answer::StartHubImport(started)) = started else {
            return Ok(Ended::Failed);
        };
        let ended = opened.finish(started.job, &self.project)?;
        Ok(said(&ended, face))
    }

    /// What is said of the columns over what was guessed.
    fn mapping(&self, guess: Option<ImportMapping>) -> Result<ImportMapping, Complaint> {
        let text = self.named.text_column.clone().map(|column| TextRule::Column { column });
        let (guessed, id, tokens) = match guess {
            Some(guess) => (Some(guess.text), guess.id_column, guess.token_column),
            None => (None, None, None),
        };
        Ok(ImportMapping {
            text: text.or(guessed).ok_or_else(|| Failure::new(FailureCode::NoTextColumn))?,
            id_column: self.named.id_column.clone().or(id),
            token_column: self.token_column.clone().or(tokens),
        })
    }
}

fn said(job: &JobView, face: &Face) -> Ended {
    if let Some(JobOutcome::Imported { documents, set_aside, special_strings }) = &job.outcome {
        let mut lines =
            vec![format!("{} imported, {} set aside", counted(*documents, "document"), counted(*set_aside, "row"))];
        lines.extend(
            special_strings
                .iter()
                .map(|one| format!("{} stands in {}; models read it as one token", one.text, counted(one.rows, "row"))),
        );
        face.answer(job, &lines.join("\n"));
        return Ended::with_left_out(*set_aside);
    }
    face.answer(job, &format!("{:?}", job.state));
    Ended::Failed
}
