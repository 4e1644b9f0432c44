//! `neurosieve project`.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use workbench::operations::project::{OpenProject, Overview, SalvageProject, SaveCopy};
use workbench::operations::{Answer, Nothing, Request};

use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// Make, look at and copy projects.
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

fn salvage(face: &Face, file: &Path, to: &Path) -> Result<(), Complaint> {
    let opened = Opened::none(face)?;
    let project = OpenProject::Ticket { ticket: opened.ticket(file) };
    let with = SalvageProject { project, ticket: opened.ticket(to) };
    if let Answer::SalvageProject(saved) = opened.ask(Request::SalvageProject(with))? {
        let words = format!(
            "{}: {}, {}, {} salvaged; {} set aside because its bytes changed, {} lost",
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
