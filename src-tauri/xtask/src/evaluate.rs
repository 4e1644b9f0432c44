//! `cargo xtask evaluate`: how well each method picks on pools whose right answers are known.

use std::path::PathBuf;

use crate::starter;
use crate::step::{Failed, show, step};
use crate::tree::{artefacts, built, cargo, root};

/// Names the folder of pools; beside the project where it says nothing.
const POOLS: &str = "NEUROSIEVE_POOLS";

/// Measures the pools named, or all, and writes the page of the project's docs. What was read stays in `artifacts/`, so
/// that a run that was stopped goes on.
///
/// # Errors
/// The step that failed.
pub fn evaluate(only: &[String]) -> Result<(), Failed> {
    let pools = pools()?;
    starter::build_command_line()?;
    let model = starter::model()?;
    step("Read the pools and hold every method against the answers", "see the message above", || {
        show(&mut cargo(&["build", "--release", "--package", "workbench", "--example", "evaluate", "--locked"]))?;
        let mut program = std::process::Command::new(built("release", "examples/evaluate"));
        let page = root().join("src-tauri/docs/quality.md");
        show(program.args([&pools, &model, &artefacts("evaluate")?, &page]).args(only))
    })
}

fn pools() -> Result<PathBuf, Failed> {
    let place = std::env::var_os(POOLS).map_or_else(|| root().join("../shared/data/pools"), PathBuf::from);
    let mend = format!("name the folder of evaluation pools in {POOLS}");
    step("Find the evaluation pools", &mend, || {
        if place.join("targets").is_dir() { Ok(place) } else { Err(format!("{}: no pools here", place.display())) }
    })
}
