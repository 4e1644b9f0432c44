//! What others bring in: only from the places and under the licences of `.cargo/deny.toml`. Lock files are kept to by every
//! call (`--locked`, `npm ci`).
//!
//! Without a network only a part can be checked: places, licences and doubles. Known faults need the advisories' own
//! database: `cargo deny check advisories` and `npm audit`, where there is a network.

use std::process::Command;

use crate::step::show;
use crate::tree::cargo;
use crate::ui::npm;

/// Holds everything against the window's lock file and, where `cargo-deny` is installed, against `.cargo/deny.toml`.
///
/// # Errors
/// When a lock file does not fit, or something is not allowed.
pub fn check() -> Result<(), String> {
    show(npm(&["ls", "--all", "--package-lock-only", "--silent"]).stdout(std::process::Stdio::null()))?;
    let there = Command::new("cargo-deny").arg("--version").output().is_ok_and(|asked| asked.status.success());
    if !there {
        println!(
            "    cargo-deny is not installed: licences and sources were not checked. cargo install cargo-deny adds it."
        );
        return Ok(());
    }
    show(&mut cargo(&["deny", "--offline", "check", "licenses", "bans", "sources"]))
}
