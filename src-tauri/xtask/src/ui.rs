//! The user interface: its packages and its build.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::step::{Failed, show, step};
use crate::tree::root;

/// npm, run in the folder of the user interface.
pub fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(root().join("ui")).args(arguments);
    command
}

/// Installs npm packages when the lock file is newer than what is there.
///
/// # Errors
/// When npm fails.
pub fn packages() -> Result<(), Failed> {
    let ui = root().join("ui");
    // npm writes this file last, so it stands for the whole folder.
    let stamp = changed(&ui.join("node_modules/.package-lock.json"));
    if stamp.is_some() && stamp >= changed(&ui.join("package-lock.json")) {
        return Ok(());
    }
    step(
        "Install the user interface's npm packages",
        "see npm's message above; without a network they cannot be had",
        || show(&mut npm(&["ci", "--no-audit", "--no-fund"])),
    )
}

/// Builds the user interface when a source is newer than the build.
///
/// # Errors
/// When the build fails.
pub fn build() -> Result<(), Failed> {
    let ui = root().join("ui");
    let newest = ["src", "index.html", "vite.config.ts", "package-lock.json"]
        .iter()
        .filter_map(|part| newest(&ui.join(part)))
        .max();
    if changed(&ui.join("dist/index.html")).is_some_and(|built| Some(built) > newest) {
        return Ok(());
    }
    step("Build the user interface", "see the message above", || show(&mut npm(&["run", "build"])))
}

fn changed(file: &Path) -> Option<SystemTime> {
    file.metadata().ok()?.modified().ok()
}

fn newest(place: &Path) -> Option<SystemTime> {
    if place.is_file() {
        return changed(place);
    }
    std::fs::read_dir(place).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max()
}
