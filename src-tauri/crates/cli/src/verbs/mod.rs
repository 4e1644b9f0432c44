//! The verbs, one file each: arguments, the call, what is said of it.

mod call;
mod completions;
mod composing;
mod evaluate;
mod export;
mod extract;
mod goal;
mod import;
mod jobs;
mod merge;
mod methods;
mod model;
mod models;
mod project;
mod prove;
mod rank;
mod select;
mod study;
mod train_autoencoder;
mod tsds;

use std::process::ExitCode;

use clap::Subcommand;

use crate::ended::{Complaint, Ended};
use workbench::operations::neuron::NeuronRef;

use crate::face::Face;

/// What is to be done.
#[derive(Subcommand)]
pub enum Verb {
    Select(Box<select::Arguments>),
    Extract(Box<extract::Arguments>),
    Rank(Box<rank::Arguments>),
    Merge(merge::Arguments),
    Tsds(tsds::Arguments),
    Evaluate(Box<evaluate::Arguments>),
    #[command(visible_alias = "ablate")]
    Study(Box<study::Arguments>),
    Project(project::Arguments),
    Import(import::Arguments),
    Goal(goal::Arguments),
    Export(Box<export::Arguments>),
    Prove(prove::Arguments),
    Jobs(jobs::Arguments),
    Methods(methods::Arguments),
    Models(models::Arguments),
    Call(call::Arguments),
    Completions(completions::Arguments),
    /// Reads documents for another process.
    #[command(hide = true)]
    Worker,
}

impl Verb {
    /// Does it.
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        match self {
            Self::Select(arguments) => arguments.run(face),
            Self::Extract(arguments) => arguments.run(face),
            Self::Rank(arguments) => arguments.run(face),
            Self::Merge(arguments) => arguments.run(face),
            Self::Tsds(arguments) => arguments.run(face),
            Self::Evaluate(arguments) => arguments.run(face),
            Self::Study(arguments) => arguments.run(face),
            Self::Project(arguments) => arguments.run(face),
            Self::Import(arguments) => arguments.run(face),
            Self::Goal(arguments) => arguments.run(face),
            Self::Export(arguments) => arguments.run(face),
            Self::Prove(arguments) => arguments.run(face),
            Self::Jobs(arguments) => arguments.run(face),
            Self::Methods(arguments) => arguments.run(face),
            Self::Models(arguments) => arguments.run(face),
            Self::Call(arguments) => arguments.run(face),
            Self::Completions(arguments) => Ok(arguments.run()),
            Self::Worker => Ok(worker()),
        }
    }
}

fn worker() -> Ended {
    if workbench::worker_main() == ExitCode::SUCCESS { Ended::Done } else { Ended::Failed }
}

/// Splits `layer:neuron`.
fn layer_and_neuron(text: &str) -> Result<NeuronRef, String> {
    let split = text.split_once(':').and_then(|(layer, neuron)| Some((layer.parse().ok()?, neuron.parse().ok()?)));
    let (layer, neuron) = split.ok_or_else(|| format!("\"{text}\" is no neuron: write layer:neuron, as in 14:288"))?;
    Ok(NeuronRef { layer, neuron })
}

/// Splits `column=value`.
fn column_and_value(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .filter(|(column, _)| !column.is_empty())
        .map(|(column, value)| (column.to_owned(), value.to_owned()))
        .ok_or_else(|| format!("\"{text}\" is no filter: write column=value"))
}
