//! The `neurosieve` command line: arguments in, words and exit codes out.
//!
//! Thin over the crate `workbench`; each verb has a file in `verbs`. Deliberately absent: anything that decides what is
//! selected.

mod counted;
mod ended;
mod face;
mod interrupt;
mod opened;
mod progress;
mod said;
mod verbs;

use std::process::ExitCode;

use clap::Parser;

use face::Face;
use verbs::Verb;

/// Choose training data by how alike a language model's neurons react to it and to your examples.
#[derive(Parser)]
#[command(name = "neurosieve", version, after_help = ended::HELP, propagate_version = true)]
struct Arguments {
    /// Print what came of it as one JSON object on stdout.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    verb: Verb,
}

fn main() -> ExitCode {
    let Arguments { json, verb } = Arguments::parse();
    let face = Face::new(json);
    let ended = verb.run(&face).unwrap_or_else(|complaint| {
        face.complain(&complaint);
        complaint.ended()
    });
    ended.into()
}
