//! `neurosieve study`, or `ablate`: the analyses of what neurons, layers and linear maps do for a goal.

use std::path::PathBuf;

use workbench::operations::compare::Interval;
use workbench::operations::evidence::{EvidenceUnit, KnownAnswer};
use workbench::operations::figure::{AnyFigure, SaveFigure};
use workbench::operations::job::JobOutcome;
use workbench::operations::model::{AddModel, ModelRef};
use workbench::operations::study::{StudyCost, StudyKind, StudyQuery, StudyRef, StudyView};
use workbench::operations::{Answer, Nothing, Request};

use super::column_and_value;
use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// Switch the goal's neurons off and see what the model loses; or one of the other studies of a project.
///
/// What is measured is kept with the project, so that a call that was stopped goes on where it was, and one that is done
/// answers at once. The time is said before it starts. No study says what training on a selection would gain.
#[derive(clap::Args)]
pub struct Arguments {
    /// The project.
    #[arg(long)]
    project: PathBuf,
    /// Which study.
    #[arg(long, value_enum, default_value_t = Kind::SwitchOff)]
    kind: Kind,
    /// The goal, by name or number; separability alone does without one.
    #[arg(long)]
    goal: Option<String>,
    /// A model folder or GGUF file: put into this computer's list and chosen for the project. The chosen one if not given.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Where the data says what is right: column=value. For layers, projections, sparsity and separability.
    #[arg(long, value_parser = column_and_value)]
    right: Option<(String, String)>,
    /// Neurons of each layer that are silenced together, or that count for a ranking.
    #[arg(long)]
    neurons: Option<u32>,
    /// The first and the last layer that are silenced, from 0: as 8-20.
    #[arg(long, value_parser = layers)]
    layers: Option<(u32, u32)>,
    /// Rows of the data that are measured.
    #[arg(long)]
    rows: Option<u32>,
    /// How often everything is drawn again.
    #[arg(long)]
    draws: Option<u32>,
    /// Seed of draws.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A file for the figure (.svg or .png) or the table (.csv).
    #[arg(long)]
    figure: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Kind {
    SwitchOff,
    ImpactAndLoss,
    Layers,
    Projections,
    Sparsity,
    Separability,
}

impl Kind {
    /// Which study, and neurons, rows and draws where nothing else is said.
    const fn usual(self) -> (StudyKind, [u32; 3]) {
        match self {
            Self::SwitchOff => (StudyKind::SwitchOff, [20, 40, 5]),
            Self::ImpactAndLoss => (StudyKind::ImpactAndLoss, [48, 8, 3]),
            Self::Layers => (StudyKind::Layers, [20, 200, 5]),
            Self::Projections => (StudyKind::Projections, [20, 200, 3]),
            Self::Sparsity => (StudyKind::Sparsity, [40, 300, 5]),
            Self::Separability => (StudyKind::Separability, [20, 300, 5]),
        }
    }
}

fn layers(text: &str) -> Result<(u32, u32), String> {
    let both = text.split_once('-').and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
    both.ok_or_else(|| format!("\"{text}\" is no range of layers: write the first and the last, as 8-20"))
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let opened = Opened::project(&self.project, face)?;
        if let Some(model) = &self.model {
            let added = opened.ask(Request::AddModel(AddModel { ticket: opened.ticket(model) }))?;
            if let Answer::AddModel(added) = added {
                opened.ask(Request::UseModel(ModelRef { model: added.model }))?;
            }
        }
        let query = self.query(&opened)?;
        let Answer::StudyEstimate(cost) = opened.ask(Request::StudyEstimate(query.clone()))? else {
            return Ok(Ended::Failed);
        };
        face.tell(&estimate(&cost));
        let Answer::StartStudy(started) = opened.ask(Request::StartStudy(query))? else { return Ok(Ended::Failed) };
        let ended = opened.finish(started.job, &self.project)?;
        let Some(JobOutcome::Studied { study, .. }) = ended.outcome else { return Ok(Ended::Failed) };
        let Answer::Studies(all) = opened.ask(Request::Studies(Nothing {}))? else { return Ok(Ended::Failed) };
        let Some(view) = all.into_iter().find(|one| one.study == study) else { return Ok(Ended::Failed) };
        if let Some(path) = &self.figure {
            let figure = AnyFigure::Study(StudyRef { study });
            opened.ask(Request::SaveFigure(SaveFigure { figure, ticket: opened.ticket(path) }))?;
        }
        face.answer(&view, &words(&view));
        Ok(Ended::Done)
    }

    fn query(&self, opened: &Opened) -> Result<StudyQuery, Complaint> {
        let (kind, [neurons, rows, draws]) = self.kind.usual();
        Ok(StudyQuery {
            kind,
            goal: self.goal.as_deref().map(|goal| numbered(opened, goal)).transpose()?,
            answer: self.right.clone().map(|(column, value)| KnownAnswer { column, value }),
            layers: self.layers,
            neurons: self.neurons.unwrap_or(neurons),
            rows: self.rows.unwrap_or(rows),
            draws: self.draws.unwrap_or(draws),
            seed: self.seed,
        })
    }
}

/// A goal's number, by its name or number.
fn numbered(opened: &Opened, name: &str) -> Result<i64, Complaint> {
    let Answer::Goals(goals) = opened.ask(Request::Goals(Nothing {}))? else { return Ok(0) };
    let found = goals.iter().find(|goal| goal.name == name || goal.goal.to_string() == name);
    let names = || goals.iter().map(|goal| goal.name.as_str()).collect::<Vec<_>>().join(", ");
    found
        .map(|goal| goal.goal)
        .ok_or_else(|| Complaint::Arguments(format!("no goal \"{name}\"; there are: {}", names())))
}

fn estimate(cost: &StudyCost) -> String {
    let left = cost.measurements - cost.done;
    let with = cost.model.as_ref().map_or_else(|| "of what was read".to_owned(), |model| format!("with {model}"));
    format!("{left} measurements {with}; about {:.0} s.", cost.seconds.ceil())
}

/// The table in words.
fn words(view: &StudyView) -> String {
    let heads: Vec<String> = view.columns.iter().map(|column| format!("  {:>26}", column.measure)).collect();
    let mut lines = vec![format!("{:<16}{}", "", heads.concat())];
    for row in &view.rows {
        let name = row.number.map_or_else(|| row.name.clone(), |number| format!("{} {number}", row.name));
        let units = view.columns.iter().map(|column| column.unit);
        let values: Vec<String> =
            row.values.iter().zip(units).map(|(value, unit)| format!("  {:>26}", said(*value, unit))).collect();
        lines.push(format!("{name:<16}{}", values.concat()));
    }
    lines.join("\n")
}

fn said(value: Option<Interval>, unit: EvidenceUnit) -> String {
    let Some(Interval { value, low, high }) = value else { return "–".to_owned() };
    let number = |value: f64| match unit {
        EvidenceUnit::Share => format!("{:.1}%", value * 100.0),
        _ => format!("{value:.4}"),
    };
    match low.zip(high) {
        Some((low, high)) => format!("{} ({}–{})", number(value), number(low), number(high)),
        None => number(value),
    }
}
