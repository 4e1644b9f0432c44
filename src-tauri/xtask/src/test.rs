//! `cargo xtask test`: everything that must hold, in the order in which it fails fastest.

use std::path::Path;
use std::process::Command;

use crate::step::{Failed, show, step};
use crate::tree::{artefacts, cargo, root};
use crate::ui::npm;
use crate::{licences, packages, starter, ui};

/// A check: its name, what to do when it fails, and what to run, given where the small model is.
type Check = (&'static str, &'static str, fn(&Path) -> Result<(), String>);

const CHECKS: &[Check] = &[
    ("format", "run: cargo fmt --all", |_| show(&mut cargo(&["fmt", "--all", "--check"]))),
    ("licences", "run: cargo xtask licences", |_| licences::check()),
    ("supply", "see the findings above, and .cargo/deny.toml", |_| crate::supply::check()),
    ("types", "see the compiler's message above", |_| show(&mut npm(&["run", "check"]))),
    ("ui", "see the failing test above", |_| show(&mut npm(&["test"]))),
    ("axe", "mend what is named above in ui/src; CHROMIUM names a Chromium that is not the system's", |_| axe()),
    ("clippy", "mend what clippy names above", |model| {
        quietly(model, &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])
    }),
    ("tests", "see the failing test above", |model| quietly(model, &["test", "--workspace", "--locked"])),
    ("bindings", "the tests wrote them anew: commit ui/src/api/bindings", |_| {
        let mut git = Command::new("git");
        show(git.current_dir(root()).args(["diff", "--exit-code", "--stat", "--", "ui/src/api/bindings"]))
    }),
    ("journeys", "see the failing journey above; its screenshots are in artifacts/journeys", journeys),
];

/// Sets up and runs the checks, or only those named.
///
/// # Errors
/// The first step that failed.
pub fn test(only: &[String]) -> Result<(), Failed> {
    if let Some(unknown) = only.iter().find(|name| CHECKS.iter().all(|(known, ..)| known != name)) {
        let known: Vec<&str> = CHECKS.iter().map(|(name, ..)| *name).collect();
        return Err(Failed {
            step: "Choose the checks".into(),
            what: format!("\"{unknown}\" is none"),
            mend: format!("name some of {}", known.join(", ")),
        });
    }
    packages::debian(&[packages::TO_BUILD, packages::TO_TEST].concat())?;
    packages::node()?;
    ui::packages()?;
    ui::build()?;
    // The whole workspace at once, here and below: another choice of packages would compile their dependencies again.
    step("Compile everything with its tests", "see the compiler's message above", || {
        show(cargo(&["test", "--workspace", "--locked", "--no-run"]).env("CARGO_INCREMENTAL", "0"))
    })?;
    let model = starter::model()?;
    for (name, mend, check) in CHECKS.iter().filter(|(name, ..)| only.is_empty() || only.iter().any(|o| o == name)) {
        step(&format!("Check: {name}"), mend, || check(&model))?;
    }
    println!("\nEverything holds. The small model was {}.", model.display());
    Ok(())
}

/// Cargo on the whole workspace; incremental compilation would only fill the disk of a machine that builds once.
fn quietly(model: &Path, arguments: &[&str]) -> Result<(), String> {
    show(cargo(arguments).env("CARGO_INCREMENTAL", "0").env("NEUROSIEVE_STARTER_MODEL", model))
}

/// The rules of accessibility on every painted state of the window, in Chromium.
fn axe() -> Result<(), String> {
    if std::env::var_os("CHROMIUM").is_none() {
        packages::debian(packages::TO_PAINT).map_err(|failed| failed.to_string())?;
    }
    show(&mut npm(&["run", "axe"]))
}

/// Journeys in the real window, under a display of their own.
fn journeys(model: &Path) -> Result<(), String> {
    let screenshots = artefacts("journeys")?;
    // What is measured says nothing on a machine that tests at the same time.
    let run = journeys_like(&[], &["--skip", "speed::"]);
    let mut cargo = cargo(&run);
    cargo.env("CARGO_INCREMENTAL", "0").env("NEUROSIEVE_STARTER_MODEL", model);
    show(cargo.env("NEUROSIEVE_SCREENSHOTS", screenshots))
}

/// The arguments that run those of the window's journeys that are chosen, with more for cargo where some are given.
pub fn journeys_like<'a>(cargo: &[&'a str], chosen: &[&'a str]) -> Vec<&'a str> {
    let run = ["test", "--workspace", "--locked", "--test", "journeys"];
    [&run[..], cargo, &["--"], chosen, &["--ignored", "--test-threads=1", "--nocapture"]].concat()
}
