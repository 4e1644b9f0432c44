//! `cargo xtask bench`: figures of this machine, as ratios within one run.

use std::path::Path;
use std::process::Command;

use crate::starter;
use crate::step::{Failed, show, step};
use crate::tree::{artefacts, cargo};

/// What can be measured: its name, the package and the example that measures it, and whether it wants the model.
const BENCHES: &[(&str, &str, &str, bool)] = &[
    ("reading", "activation", "reading_speed", true),
    ("ranking", "selection", "ranking_speed", false),
    ("import", "workbench", "import_speed", false),
];

/// Measures everything, or only what is named, and keeps what was printed.
///
/// # Errors
/// The step that failed.
pub fn bench(only: &[String]) -> Result<(), Failed> {
    starter::build_command_line()?;
    let model = starter::model()?;
    for (name, package, example, wants_model) in
        BENCHES.iter().filter(|(name, ..)| only.is_empty() || only.iter().any(|o| o == name))
    {
        step(&format!("Measure {name}"), "see the message above", || {
            measure(name, package, example, wants_model.then_some(&*model))
        })?;
    }
    Ok(())
}

fn measure(name: &str, package: &str, example: &str, model: Option<&Path>) -> Result<(), String> {
    show(&mut cargo(&["build", "--release", "--package", package, "--example", example, "--locked"]))?;
    let program = crate::tree::built("release", &format!("examples/{example}"));
    let output = Command::new(program).args(model).output().map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&output.stdout);
    print!("{printed}");
    if !output.status.success() {
        return Err(format!("{}{}", String::from_utf8_lossy(&output.stderr), output.status));
    }
    let file = artefacts("bench")?.join(format!("{name}.txt"));
    std::fs::write(&file, printed.as_bytes()).map_err(|error| format!("{}: {error}", file.display()))
}
