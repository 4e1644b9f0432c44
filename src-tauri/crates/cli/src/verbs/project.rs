//! `neurosieve project`.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use workbench::operations::annotators::{MergeDecisions, MergedDecisions};
use workbench::operations::project::{OpenProject, Overview, SalvageProject, SaveCopy};
use workbench::operations::{Answer, Nothing, Request};

use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// Make, look at, copy and merge projects.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Make a new project.
    New {
        /// The file.
        file: PathBuf,
        /// Its name; the file's if not given.
        #[arg(long)]
        name: Option<String>,
    },
    /// Say what is in a project.
    Info {
        /// The file.
        file: PathBuf,
    },
    /// Write a whole copy of a project, even while it is open elsewhere.
    Copy {
        /// The file.
        file: PathBuf,
        /// Where to.
        to: PathBuf,
    },
    /// Take the decisions of another copy of a project in: verdicts, labels, notes, tags, pins and rulings of everybody.
    ///
    /// Every decision of both is kept, and merging again changes nothing. Data, goals and runs stay as they are.
    Merge {
        /// The file that the decisions go to.
        file: PathBuf,
        /// The other copy, which stays as it is.
        copy: PathBuf,
        /// Leave decisions out that are about rows which are not the same here; else nothing is merged.
        #[arg(long)]
        leave_out: bool,
    },
    /// Make a new project of what can still be read of a damaged one, which stays as it is.
    Salvage {
        /// The damaged file.
        file: PathBuf,
        /// Where the new project goes; nothing is replaced.
        to: PathBuf,
    },
    /// Make the sample project unless it is there, and say where it is.
    OpenSample,
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        match self.what {
            What::New { file, name } => {
                let stem = || file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
                let name = name.unwrap_or_else(stem);
                say(face, &Opened::none(face)?.workbench().create_path(&file, &name)?);
            }
            What::Info { file } => {
                if let Answer::Overview(overview) = Opened::project(&file, face)?.ask(Request::Overview(Nothing {}))? {
                    say(face, &overview);
                }
            }
            What::Copy { file, to } => {
                let opened = Opened::project(&file, face)?;
                let ticket = opened.ticket(&to);
                if let Answer::SaveCopy(saved) = opened.ask(Request::SaveCopy(SaveCopy { ticket }))? {
                    face.answer(&saved, &format!("{} ({} bytes)", saved.place, saved.size_bytes));
                }
            }
            What::Merge { file, copy, leave_out } => {
                let opened = Opened::project(&file, face)?;
                let ticket = opened.ticket(&copy);
                let request = Request::MergeDecisions(MergeDecisions { ticket, leave_out });
                if let Answer::MergeDecisions(merged) = opened.ask(request)? {
                    face.answer(&merged, &merging(&merged));
                }
            }
            What::Salvage { file, to } => salvage(face, &file, &to)?,
            What::OpenSample => {
                if let Answer::OpenSample(overview) = Opened::none(face)?.ask(Request::OpenSample(Nothing {}))? {
                    say(face, &overview);
                }
            }
        }
        Ok(Ended::Done)
    }
}

/// What was merged, in lines.
fn merging(merged: &MergedDecisions) -> String {
    let all = merged.new.values().sum();
    let mut words = vec![format!(
        "{} new, about {}; {} here already",
        counted(all, "decision"),
        counted(merged.rows, "row"),
        merged.known
    )];
    words.extend(merged.new.iter().map(|(annotator, entries)| format!("  {annotator}: {entries}")));
    if merged.strays > 0 {
        words.push(format!("{} not the same here: left out", counted(merged.strays, "row")));
    }
    words.extend(merged.in_both.iter().map(|name| format!("{name} decided in both copies: counted as one person")));
    words.push(format!("{} on which annotators differ", counted(merged.open.unwrap_or_default(), "row")));
    words.join("\n")
}

fn salvage(face: &Face, file: &Path, to: &Path) -> Result<(), Complaint> {
    let opened = Opened::none(face)?;
    let project = OpenProject::Ticket { ticket: opened.ticket(file) };
    let with = SalvageProject { project, ticket: opened.ticket(to) };
    if let Answer::SalvageProject(saved) = opened.ask(Request::SalvageProject(with))? {
        let words = format!(
            "{}: {}, {}, {} salvaged; {} damaged and set aside, {} lost",
            saved.place,
            counted(saved.documents, "document"),
            counted(saved.goals, "goal"),
            counted(saved.decisions, "decision"),
            counted(saved.changed, "document"),
            counted(saved.lost, "document"),
        );
        face.answer(&saved, &words);
    }
    Ok(())
}

fn say(face: &Face, overview: &Overview) {
    let Some(project) = &overview.project else {
        face.answer(overview, "no project is open");
        return;
    };
    let mut words = vec![
        format!("{} ({})", project.name, project.place),
        format!(
            "{}, {} set aside, {}",
            counted(project.documents, "document"),
            counted(project.set_aside, "row"),
            counted(project.size_bytes, "byte")
        ),
    ];
    words.extend(
        project
            .goals
            .iter()
            .map(|goal| format!("goal {}: {}, {}", goal.goal, goal.name, counted(goal.examples, "example"))),
    );
    words.extend(
        project
            .readings
            .iter()
            .map(|reading| format!("read by {}: {}", reading.model_name, counted(reading.documents_read, "document"))),
    );
    if let Some(because) = project.read_only_because {
        words.push(format!("open for reading only: {because:?}"));
    }
    face.answer(overview, &words.join("\n"));
}
