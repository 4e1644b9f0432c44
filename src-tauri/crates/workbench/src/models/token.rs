//! A person's access token for a hub, kept by this app: in a file of its own that only this person may read, with the
//! hub it was entered for. It never leaves for another one.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::hub::Hub;
use crate::folders::Folders;
use crate::operations::{Failure, FailureCode};

/// Longest token that is believed to be one.
const LONGEST: usize = 500;

/// What the file holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The hub's address.
    home: String,
    token: String,
}

/// A hub with the token that was kept for it; the environment's own token goes first.
#[must_use]
pub fn with_kept(hub: Hub, folders: &Folders) -> Hub {
    let is_said = std::env::var_os("HF_TOKEN").is_some_and(|value| !value.is_empty());
    match load(folders).filter(|kept| !is_said && kept.home == hub.endpoint) {
        Some(kept) => hub.with_token_for(&kept.home, &kept.token),
        None => hub,
    }
}

/// Whether a token is kept for this hub.
#[must_use]
pub fn is_kept(hub: &Hub, folders: &Folders) -> bool {
    load(folders).is_some_and(|kept| kept.home == hub.endpoint)
}

/// Keeps a token for a hub, in place of any other; an empty one forgets it.
///
/// # Errors
/// [`FailureCode::BadToken`] for words that cannot be one, [`FailureCode::Io`].
pub fn keep(hub: &Hub, folders: &Folders, token: &str) -> Result<(), Failure> {
    let (path, token) = (place(folders), token.trim());
    if token.is_empty() {
        return match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io(&path, &error)),
            _ => Ok(()),
        };
    }
    if token.len() > LONGEST || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Failure::new(FailureCode::BadToken));
    }
    let kept = Kept { home: hub.endpoint.clone(), token: token.to_owned() };
    let text = serde_json::to_vec(&kept).map_err(|error| io(&path, &error.into()))?;
    write_for_one_person(&path, &text).map_err(|error| io(&path, &error))
}

fn load(folders: &Folders) -> Option<Kept> {
    serde_json::from_slice(&std::fs::read(place(folders)).ok()?).ok()
}

fn place(folders: &Folders) -> PathBuf {
    folders.config.join("hub-token.json")
}

/// Nobody else may read it, at no moment: it is made so, and takes its name when it is whole.
fn write_for_one_person(path: &Path, text: &[u8]) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    let fresh = path.with_extension("new");
    let _ = std::fs::remove_file(&fresh);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&fresh)?;
    file.write_all(text)?;
    file.sync_all()?;
    std::fs::rename(&fresh, path)
}

fn io(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(FailureCode::Io).text("path", path.display().to_string()).text("detail", error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn hub(address: &str) -> Hub {
        Hub::new(address, PathBuf::new())
    }

    #[test]
    fn a_token_is_kept_for_one_hub_readable_by_one_person_and_can_be_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::under(folder.path());
        let own = hub("https://hub.example");
        keep(&own, &folders, " hf_secret\n").unwrap();
        assert!(is_kept(&own, &folders) && !is_kept(&hub("https://mirror.example"), &folders));
        if std::env::var_os("HF_TOKEN").is_none() {
            assert_eq!(with_kept(own.clone(), &folders).token_for("https://hub.example/x"), Some("hf_secret"));
            let mirror = with_kept(hub("https://mirror.example"), &folders);
            assert_eq!(mirror.token_for("https://mirror.example/x"), None);
        }
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&place(&folders).metadata().unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
        keep(&own, &folders, "").unwrap();
        assert!(!is_kept(&own, &folders));
        keep(&own, &folders, "").unwrap();
    }

    #[test]
    fn words_that_no_header_can_hold_are_no_token() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::under(folder.path());
        for words in ["two words", "a\r\nb", "naïve", &"x".repeat(501)] {
            let failure = keep(&hub("https://hub.example"), &folders, words).unwrap_err();
            assert_eq!(failure.code, FailureCode::BadToken, "{words:?}");
        }
    }
}
