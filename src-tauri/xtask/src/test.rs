//! `cargo xtask test`: everything that must hold, in the order in which it fails fastest.

use std::process::Command;

use crate::step::{Failed, show, step};
use crate::tree::{artefacts, cargo};
use crate::ui::npm;
use crate::{packages, starter, ui};

type Check = (&'static str, &'static str, fn() -> Result<(), String>);

const CHECKS: &[Check] = &[
    ("format", "run: cargo fmt --all", || {
        show(&mut cargo(&["fmt", "--all", "--check"]))
    }),
    ("types", "see the compiler's message above", || {
        show(&mut npm(&["run", "check"]))
    }),
    ("ui", "see the failing test above", || {
        show(&mut npm(&["test"]))
    }),
    ("clippy", "mend what clippy names above", || {
        show(
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--locked",
                "--",
                "-D",
                "warnings",
            ])
            .env("CARGO_INCREMENTAL", "0"),
        )
    }),
    ("tests", "see the failing test above", || {
        show(
            cargo(&["test", "--workspace", "--exclude", "stories", "--locked"])
                .env("CARGO_INCREMENTAL", "0"),
        )
    }),
    ("stories", "see the failing story above", || {
        show(cargo(&["test", "--package", "stories", "--locked"]).env("CARGO_INCREMENTAL", "0"))
    }),
    (
        "bindings",
        "run: cargo test -p workbench export_bindings, and commit ui/src/api/bindings",
        || {
            show(Command::new("git").current_dir(crate::tree::root()).args([
                "diff",
                "--exit-code",
                "--stat",
                "--",
                "ui/src/api/bindings",
            ]))
        },
    ),
    (
        "journeys",
        "see the failing journey above; its screenshots are in artifacts/journeys",
        journeys,
    ),
];

/// Sets up and runs the checks, or only those named.
///
/// # Errors
/// The first step that failed.
pub fn test(only: &[String]) -> Result<(), Failed> {
    if let Some(unknown) = only
        .iter()
        .find(|name| CHECKS.iter().all(|(known, ..)| known != name))
    {
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
    starter::build_command_line()?;
    let model = starter::model()?;
    for (name, mend, check) in CHECKS
        .iter()
        .filter(|(name, ..)| only.is_empty() || only.iter().any(|o| o == name))
    {
        step(&format!("Check: {name}"), mend, check)?;
    }
    println!(
        "\nEverything holds. The small model was {}.",
        model.display()
    );
    Ok(())
}

/// Journeys in the real window, under a display of their own.
fn journeys() -> Result<(), String> {
    show(
        &mut cargo(&["build", "--package", "neurosieve-app", "--locked"])
            .env("CARGO_INCREMENTAL", "0"),
    )?;
    show(
        cargo(&[
            "test",
            "--package",
            "stories",
            "--test",
            "journeys",
            "--locked",
            "--",
            "--ignored",
            "--test-threads=1",
            "--nocapture",
        ])
        .env("CARGO_INCREMENTAL", "0")
        .env("NEUROSIEVE_SCREENSHOTS", artefacts("journeys")?),
    )
}
