//! What the system must have: Debian packages, Node.js.

use std::process::{Command, Stdio};

use crate::step::{Failed, ask, show, step};

/// To build the window.
pub const TO_BUILD: &[&str] = &["libwebkit2gtk-4.1-dev", "pkg-config", "gcc", "libc6-dev"];
/// To test it as well.
pub const TO_TEST: &[&str] = &["xvfb", "webkit2gtk-driver", "fonts-noto-core", "fonts-noto-cjk", "imagemagick"];
/// To paint the window's states in a second browser; apart, since not every system of Debian's kind has it as a package.
pub const TO_PAINT: &[&str] = &["chromium"];

/// Makes sure that Debian packages are there, through apt where it may.
///
/// # Errors
/// When packages are missing and cannot be installed; the mend names the command to run.
pub fn debian(packages: &[&str]) -> Result<(), Failed> {
    if !is_debian() {
        println!("    This is no Debian: the web view's development files and Node.js must be there already.");
        return Ok(());
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|p| !is_installed(p)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!("run as root: apt-get install {}", missing.join(" "));
    step(&format!("Install Debian packages: {}", missing.join(", ")), &by_hand, || {
        let mut apt = privileged().ok_or("only root may install packages, and sudo would ask for a password")?;
        // Lists may be stale or absent on a fresh machine.
        show(apt.args(["apt-get", "update", "-qq"]))?;
        let mut apt = privileged().ok_or("sudo is gone")?;
        show(
            apt.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq"])
                .arg("--no-install-recommends")
                .args(&missing),
        )
    })
}

/// Makes sure that Node.js is there and new enough.
///
/// # Errors
/// When it is not, and cannot be had from the system's packages.
pub fn node() -> Result<(), Failed> {
    step("Look for Node.js", "install Node.js 20.19 or newer with npm, then run this again", || {
        if Command::new("node").arg("--version").stdout(Stdio::null()).status().is_err() && is_debian() {
            debian(&["nodejs", "npm"]).map_err(|failed| failed.what)?;
        }
        let version = ask(Command::new("node").arg("--version"))?;
        if is_new_enough(&version) {
            Ok(())
        } else {
            Err(format!("Node.js is {version}; the user interface needs 20.19 or newer"))
        }
    })
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(|n| n.parse::<u32>().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= (20, 19)
}

fn is_debian() -> bool {
    Command::new("dpkg-query").arg("--version").stdout(Stdio::null()).status().is_ok_and(|s| s.success())
}

fn is_installed(package: &str) -> bool {
    ask(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]).stderr(Stdio::null()))
        .is_ok_and(|status| status == "installed")
}

/// A command that runs its arguments as root without asking, or none.
fn privileged() -> Option<Command> {
    let me = ask(Command::new("id").arg("-u")).ok()?;
    if me == "0" {
        return Some(Command::new("env"));
    }
    let quiet = Command::new("sudo").args(["-n", "true"]).stderr(Stdio::null()).status();
    quiet.is_ok_and(|s| s.success()).then(|| {
        let mut sudo = Command::new("sudo");
        sudo.arg("-n");
        sudo
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_is_new_enough_from_20_19_on() {
        assert!(is_new_enough("v20.19.0") && is_new_enough("v22.1.0"));
        assert!(!is_new_enough("v20.18.9") && !is_new_enough("v18.20.0") && !is_new_enough("none"));
    }
}
