//! `neurosieve goal`.

use std::path::PathBuf;

use clap::Subcommand;
use workbench::operations::goal::{
    AddExamples, AddedExamples, CreateGoal, ExampleSource, GoalInfo, GoalQuery, GoalRef, GoalView,
};
use workbench::operations::{Answer, Nothing, Request};

use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// The goals of a project: the examples of what is wanted.
#[derive(clap::Args)]
pub struct Arguments {
    /// The project.
    #[arg(long, global = true, required = false)]
    project: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Add examples from a file, as texts or from the pool, making the goal if it is not there.
    Add {
        /// The goal's name.
        #[arg(long)]
        name: String,
        /// The file of examples, in any format that imports read.
        #[arg(required_unless_present_any = ["text", "row"])]
        file: Option<PathBuf>,
        /// An example as a text; can be said again for further ones.
        #[arg(long)]
        text: Vec<String>,
        /// A row of the pool as an example, by its number in the project; can be said again.
        #[arg(long)]
        row: Vec<i64>,
    },
    /// All goals.
    List,
    /// One goal with its examples.
    Show {
        /// Its number.
        goal: i64,
    },
    /// Delete a goal.
    Rm {
        /// Its number.
        goal: i64,
    },
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let path = self.project.ok_or_else(|| Complaint::Arguments("name the project with --project".to_owned()))?;
        let opened = Opened::project(&path, face)?;
        match self.what {
            What::Add { name, file, text, row } => {
                let file = file.map(|file| ExampleSource::File { ticket: opened.ticket(&file), mapping: None });
                let texts = text.into_iter().map(|text| ExampleSource::Pasted { text, split: false });
                let rows = (!row.is_empty()).then_some(ExampleSource::Rows { rows: row });
                return add(&opened, &name, file.into_iter().chain(texts).chain(rows), face);
            }
            What::List => {
                let goals = goals(&opened)?;
                let lines: Vec<String> = goals.iter().map(line).collect();
                face.answer(&goals, &lines.join("\n"));
            }
            What::Show { goal } => {
                if let Answer::Goal(view) = opened.ask(Request::Goal(GoalQuery { goal }))? {
                    face.answer(&view, &shown(&view));
                }
            }
            What::Rm { goal } => {
                if let Answer::DeleteGoal(deed) = opened.ask(Request::DeleteGoal(GoalRef { goal }))? {
                    let name = &deed.name;
                    face.answer(&deed, &format!("goal {goal}, \"{name}\", deleted; the history can bring it back"));
                }
            }
        }
        Ok(Ended::Done)
    }
}

fn goals(opened: &Opened) -> Result<Vec<GoalInfo>, Complaint> {
    match opened.ask(Request::Goals(Nothing {}))? {
        Answer::Goals(goals) => Ok(goals),
        _ => Ok(Vec::new()),
    }
}

fn add(
    opened: &Opened,
    name: &str,
    sources: impl Iterator<Item = ExampleSource>,
    face: &Face,
) -> Result<Ended, Complaint> {
    let known = goals(opened)?.into_iter().find(|goal| goal.name == name);
    let goal = match known {
        Some(goal) => goal.goal,
        None => match opened.ask(Request::CreateGoal(CreateGoal { name: name.to_owned() }))? {
            Answer::CreateGoal(goal) => goal.goal,
            _ => return Ok(Ended::Failed),
        },
    };
    let mut all: Option<AddedExamples> = None;
    for source in sources {
        let Answer::AddExamples(added) =
            opened.ask(Request::AddExamples(AddExamples { goal, source, unwanted: false }))?
        else {
            return Ok(Ended::Failed);
        };
        all = Some(match all {
            Some(before) => together(before, added),
            None => added,
        });
    }
    let Some(added) = all else { return Ok(Ended::Failed) };
    face.answer(&added, &added_words(&added));
    Ok(Ended::with_left_out(added.unreadable))
}

/// What two sources added, and the goal as it is after both.
fn together(before: AddedExamples, mut after: AddedExamples) -> AddedExamples {
    after.added.splice(0..0, before.added);
    after.blank += before.blank;
    after.already_there += before.already_there;
    after.unreadable += before.unreadable;
    after
}

fn added_words(added: &AddedExamples) -> String {
    format!(
        "{}\n{} added, {} blank, {} there already, {} not readable",
        line(&added.info),
        added.added.len(),
        added.blank,
        added.already_there,
        added.unreadable
    )
}

fn line(goal: &GoalInfo) -> String {
    format!("{}  {}  {}, {} ticked", goal.goal, goal.name, counted(goal.examples, "example"), goal.ticked)
}

fn shown(view: &GoalView) -> String {
    let mut lines = vec![line(&view.info)];
    lines.extend(view.examples.iter().map(|example| {
        let flat = example.text.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{}  {}", example.example, flat.chars().take(100).collect::<String>())
    }));
    lines.join("\n")
}
