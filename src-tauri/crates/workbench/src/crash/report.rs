//! The file of a report: one, the newest.

use std::path::PathBuf;

use super::log;
use crate::clock::now_ms;
use crate::files::io_failure;
use crate::folders::{Folders, home};
use crate::operations::settings::CrashReport;
use crate::operations::{Failure, Nothing};

fn place(folders: &Folders) -> PathBuf {
    folders.logs.join("crash-report.txt")
}

/// Keeps a report. Never fails: whoever calls is stopping already.
pub fn write(folders: &Folders, words: &str) {
    let head = format!(
        "Neurosieve {}, {} {}, SQLite {}, at {}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        crate::store::library_version(),
        now_ms()
    );
    let lines = log::last_lines().join("\n");
    let whole = without_home(&format!("{head}{words}\n\nLast lines of the log:\n{lines}\n"), &home().to_string_lossy());
    let _ = std::fs::create_dir_all(&folders.logs);
    let _ = std::fs::write(place(folders), whole);
}

/// The report of the last crash; none if there was none since the last one was discarded.
///
/// # Errors
/// [`crate::operations::FailureCode::Io`] when it is there and cannot be read.
pub fn last(folders: &Folders) -> Result<Option<CrashReport>, Failure> {
    let path = place(folders);
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Some(CrashReport { text: String::from_utf8_lossy(&bytes).into_owned() })),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_failure(&path, &error)),
    }
}

/// Deletes the report.
///
/// # Errors
/// [`crate::operations::FailureCode::Io`] when it cannot be deleted.
pub fn discard(folders: &Folders) -> Result<Nothing, Failure> {
    let path = place(folders);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io_failure(&path, &error)),
        _ => Ok(Nothing {}),
    }
}

/// The home folder as `~`, wherever it stands.
fn without_home(text: &str, home: &str) -> String {
    // A home that is one character ("/", ".") would take every path apart.
    if home.len() < 2 { text.to_owned() } else { text.replace(home, "~") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crash::{expected, watch};

    #[test]
    fn a_report_has_no_home_folder_and_no_message_that_could_quote_a_document() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::under(folder.path());
        watch(&folders);
        log::line("opened a project");
        let secret = "the text of a document";
        std::thread::spawn(move || panic!("cannot cut {secret}")).join().unwrap_err();
        let text = last(&folders).unwrap().unwrap().text;
        assert!(!text.contains(secret) && text.contains("The message is left out"), "{text}");
        assert!(
            text.contains("report.rs:") && text.contains("opened a project") && text.contains("SQLite 3."),
            "{text}"
        );
        assert!(!text.contains(&*home().to_string_lossy()) || home().as_os_str().len() < 2, "{text}");
        discard(&folders).unwrap();
        assert_eq!(last(&folders).unwrap(), None);

        std::thread::spawn(|| expected(|| panic!("damaged bytes")).is_err()).join().unwrap();
        assert_eq!(last(&folders).unwrap(), None, "what was expected leaves no report");
        std::thread::spawn(|| panic!("a fault of our own")).join().unwrap_err();
        assert!(last(&folders).unwrap().unwrap().text.contains("a fault of our own"));
    }

    #[test]
    fn the_home_folder_is_the_tilde_everywhere() {
        assert_eq!(without_home("at /home/ada/src/a.rs and /home/ada", "/home/ada"), "at ~/src/a.rs and ~");
        assert_eq!(without_home("at /src", "/"), "at /src");
    }
}
