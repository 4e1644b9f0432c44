//! `cargo xtask run`: from a fresh clone to a ranking on the screen.

use std::path::Path;
use std::process::Command;

use crate::step::{Failed, show, step};
use crate::tree::{artefacts, built, cargo, root};
use crate::{packages, starter, ui};

/// Sets up, builds and opens the window; without a display does the same work in the terminal.
///
/// # Errors
/// The step that failed.
pub fn run(arguments: &[String]) -> Result<(), Failed> {
    let asked = arguments.iter().any(|a| a == "--headless");
    if !asked && !has_display() {
        println!("There is no display here: the sample is ranked in the terminal instead of a window.");
    }
    if asked || !has_display() {
        packages::debian(&["gcc", "libc6-dev"])?;
        starter::build_command_line()?;
        return headless(&starter::model()?);
    }
    packages::debian(packages::TO_BUILD)?;
    packages::node()?;
    ui::packages()?;
    ui::build()?;
    // Both programs at once: built one by one, each would choose its own features of what they share, and compile it anew.
    step("Build the window and the command line", "see the compiler's message above", || {
        show(&mut cargo(&["build", "--workspace", "--bins", "--locked"]))
    })?;
    let model = starter::model()?;
    step("Open the window on the sample project", "see the message above", || {
        show(Command::new(built("debug", "neurosieve-app")).arg("--sample").env("NEUROSIEVE_STARTER_MODEL", &model))
    })
}

/// Ranks the sample with the real model, prints the table and writes the figure.
fn headless(model: &Path) -> Result<(), Failed> {
    let sample = root().join("src-tauri/crates/workbench/sample");
    step("Rank the sample with the model", "see the message above", || {
        let out = artefacts("run")?;
        show(
            Command::new(built("debug", "neurosieve"))
                .arg("select")
                .args(["--pool".as_ref(), sample.join("pool.jsonl").as_os_str()])
                .args(["--target".as_ref(), sample.join("goals.jsonl").as_os_str()])
                .args(["--target-filter", "goal=Worked maths, step by step"])
                .args(["--model".as_ref(), model.as_os_str()])
                .args(["--documents", "33", "--show", "12", "--overwrite"])
                .args(["--output".as_ref(), out.join("selection.jsonl").as_os_str()])
                .args(["--scores".as_ref(), out.join("scores.jsonl").as_os_str()])
                .args(["--figure".as_ref(), out.join("ranking.svg").as_os_str()]),
        )?;
        println!("    Written to {}", out.display());
        Ok(())
    })
}

fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}
