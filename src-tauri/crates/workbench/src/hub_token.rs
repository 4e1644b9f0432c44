//! The token that a person entered for the hub: kept in the system's keyring, or in a file that only this person may read.
//!
//! A token belongs to the host it was entered for and is given to no other. `HF_TOKEN` comes before it; the file of Python's
//! tools comes after. Nothing here gives a token to a face: they learn where it is, not what it is.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::io_failure;
use crate::folders::{Folders, shortened};
use crate::json_file;
use crate::models::hub::Hub;
use crate::operations::settings::{SetToken, TokenPlace, TokenView};
use crate::operations::{Changed, Failure, FailureCode};
use crate::workbench::Workbench;
use crate::writing::sync_folder;

/// The name under which the keyring has it; the account is the hub's host.
const SERVICE: &str = "neurosieve";
/// Characters of a token at most; the hub's have 37.
const LONGEST: usize = 256;

/// Where which token lies. The token itself is never in it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Entered {
    host: Option<String>,
    in_file: bool,
}

fn note_file(folders: &Folders) -> PathBuf {
    folders.config.join("token.json")
}

fn token_file(folders: &Folders) -> PathBuf {
    folders.config.join("token")
}

/// The hub with the token entered here, where there is one and the environment names no other.
#[must_use]
pub fn on_hub(folders: &Folders, hub: Hub) -> Hub {
    if hub.token_from == Some(TokenPlace::Environment) {
        return hub;
    }
    match entered(folders, &hub.host()) {
        Some((token, place)) => hub.with_token_from(&token, place),
        None => hub,
    }
}

fn entered(folders: &Folders, host: &str) -> Option<(String, TokenPlace)> {
    let note: Entered = json_file::load(&note_file(folders)).ok()?;
    if note.host.as_deref() != Some(host) {
        return None;
    }
    if note.in_file {
        return fs::read_to_string(token_file(folders)).ok().map(|token| (token, TokenPlace::File));
    }
    let token = keyring::v1::Entry::new(SERVICE, host).and_then(|entry| entry.get_password());
    token.ok().map(|token| (token, TokenPlace::Keyring))
}

/// Where the token in use is, and where one that is entered goes.
#[must_use]
pub fn view(folders: &Folders) -> TokenView {
    let hub = on_hub(folders, Hub::from_environment());
    let keeps_in = if keyring::v1::Entry::store_status().is_ok() { TokenPlace::Keyring } else { TokenPlace::File };
    TokenView {
        host: hub.host(),
        from: hub.token_from.filter(|_| hub.has_token()),
        keeps_in,
        file: shortened(&token_file(folders)),
    }
}

/// Keeps a token, or forgets the one that was entered here.
///
/// # Errors
/// [`FailureCode::BadToken`] for what cannot be a token; [`FailureCode::Io`] if neither keyring nor file takes it.
pub fn set(workbench: &Workbench, with: &SetToken) -> Result<TokenView, Failure> {
    let (folders, host) = (&workbench.folders, Hub::from_environment().host());
    let note = match with.token.as_deref().map(str::trim) {
        None | Some("") => {
            forget(folders, &host)?;
            Entered::default()
        }
        Some(token) => {
            check(token)?;
            Entered { in_file: keep(folders, &host, token)?, host: Some(host) }
        }
    };
    json_file::change(&note_file(folders), |kept: &mut Entered| *kept = note)?;
    workbench.events.changed(&[Changed::Models]);
    Ok(view(folders))
}

fn check(token: &str) -> Result<(), Failure> {
    if token.len() <= LONGEST && token.chars().all(|c| c.is_ascii_graphic()) {
        return Ok(());
    }
    Err(Failure::new(FailureCode::BadToken))
}

/// Into the keyring, else into the file; says whether it is in the file.
fn keep(folders: &Folders, host: &str, token: &str) -> Result<bool, Failure> {
    let in_keyring = keyring::v1::Entry::new(SERVICE, host).and_then(|entry| entry.set_password(token));
    let file = token_file(folders);
    if in_keyring.is_ok() {
        remove(&file)?;
        return Ok(false);
    }
    write_private(&file, token).map_err(|error| io_failure(&file, &error))?;
    Ok(true)
}

fn forget(folders: &Folders, host: &str) -> Result<(), Failure> {
    if let Ok(entry) = keyring::v1::Entry::new(SERVICE, host) {
        // One that is not there is forgotten already.
        let _ = entry.delete_credential();
    }
    remove(&token_file(folders))
}

fn remove(file: &Path) -> Result<(), Failure> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_failure(file, &error)),
        _ => Ok(()),
    }
}

/// Writes a file that nobody else may read, at no moment.
fn write_private(path: &Path, words: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = path.with_extension("part");
    let _ = fs::remove_file(&part);
    let mut file = private(&part)?;
    file.write_all(words.as_bytes())?;
    file.sync_all()?;
    drop(file);
    fs::rename(&part, path)?;
    sync_folder(path)
}

#[cfg(unix)]
fn private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// The person's own folders are closed to others there.
#[cfg(not(unix))]
fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn kept_in_file(folders: &Folders, host: &str, token: &str) {
        write_private(&token_file(folders), token).unwrap();
        let note = Entered { host: Some(host.to_owned()), in_file: true };
        json_file::change(&note_file(folders), |kept: &mut Entered| *kept = note).unwrap();
    }

    #[test]
    fn a_token_goes_to_the_host_it_was_entered_for_and_comes_after_the_environments() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::under(home.path());
        kept_in_file(&folders, "hub.example", "hf_mine");
        let hub = |endpoint: &str| Hub::new(endpoint, PathBuf::new());
        let own = on_hub(&folders, hub("https://hub.example"));
        assert_eq!(
            (own.token_for("https://hub.example/api"), own.token_from),
            (Some("hf_mine"), Some(TokenPlace::File))
        );
        assert!(!on_hub(&folders, hub("https://other.example")).has_token());
        let named = hub("https://hub.example").with_token_from("hf_env", TokenPlace::Environment);
        assert_eq!(on_hub(&folders, named).token_for("https://hub.example/api"), Some("hf_env"));
    }

    #[test]
    #[cfg(unix)]
    fn the_file_is_closed_to_others_and_the_note_beside_it_does_not_hold_the_token() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::under(home.path());
        kept_in_file(&folders, "hub.example", "hf_mine");
        kept_in_file(&folders, "hub.example", "hf_newer");
        assert_eq!(fs::metadata(token_file(&folders)).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_to_string(token_file(&folders)).unwrap(), "hf_newer");
        assert!(!fs::read_to_string(note_file(&folders)).unwrap().contains("hf_"));
    }

    #[test]
    fn what_cannot_be_a_token_is_refused() {
        for bad in ["two words", "täg", &"x".repeat(257)] {
            assert_eq!(check(bad).unwrap_err().code, FailureCode::BadToken);
        }
        check("hf_abcDEF0123").unwrap();
    }
}
