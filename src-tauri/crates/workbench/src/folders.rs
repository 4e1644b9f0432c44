//! Where this app keeps things of its own: settings, fetched models, projects, logs.
//!
//! Follows each system's habit; `NEUROSIEVE_HOME` puts everything under one folder, for tests and for carrying the app
//! on a stick. The models that Python's tools share lie elsewhere: see [`crate::models::hub`].

use std::path::{Path, PathBuf};

/// The app's folders. Nothing is made by naming them; who writes makes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Settings, the list of added models, measured speeds.
    pub config: PathBuf,
    /// What can be fetched again: the starter model, data sets.
    pub cache: PathBuf,
    /// Projects, unless a person chooses another place.
    pub projects: PathBuf,
    /// Logs.
    pub logs: PathBuf,
    /// Sparse autoencoders that were trained here. They cannot be fetched again.
    pub autoencoders: PathBuf,
}

impl Folders {
    /// The folders of the person who runs the app.
    #[must_use]
    pub fn of_this_person() -> Self {
        if let Some(home) = variable("NEUROSIEVE_HOME") {
            return Self::under(&home);
        }
        let home = home();
        if cfg!(target_os = "macos") {
            let library = home.join("Library");
            return Self {
                config: library.join("Application Support/Neurosieve"),
                cache: library.join("Caches/Neurosieve"),
                projects: home.join("Documents/Neurosieve"),
                logs: library.join("Logs/Neurosieve"),
                autoencoders: library.join("Application Support/Neurosieve/autoencoders"),
            };
        }
        if cfg!(windows) {
            let roaming = variable("APPDATA").unwrap_or_else(|| home.join("AppData/Roaming"));
            let local = variable("LOCALAPPDATA").unwrap_or_else(|| home.join("AppData/Local"));
            return Self {
                config: roaming.join("Neurosieve"),
                cache: local.join("Neurosieve/cache"),
                projects: home.join("Documents/Neurosieve"),
                logs: local.join("Neurosieve/logs"),
                autoencoders: local.join("Neurosieve/autoencoders"),
            };
        }
        let data = variable("XDG_DATA_HOME").unwrap_or_else(|| home.join(".local/share")).join("neurosieve");
        let state = variable("XDG_STATE_HOME").unwrap_or_else(|| home.join(".local/state"));
        Self {
            config: variable("XDG_CONFIG_HOME").unwrap_or_else(|| home.join(".config")).join("neurosieve"),
            cache: variable("XDG_CACHE_HOME").unwrap_or_else(|| home.join(".cache")).join("neurosieve"),
            projects: data.join("projects"),
            logs: state.join("neurosieve/logs"),
            autoencoders: data.join("autoencoders"),
        }
    }

    /// All folders under one.
    #[must_use]
    pub fn under(home: &Path) -> Self {
        Self {
            config: home.join("config"),
            cache: home.join("cache"),
            projects: home.join("projects"),
            logs: home.join("logs"),
            autoencoders: home.join("autoencoders"),
        }
    }
}

/// The person's home; the working folder where the system names none.
pub(crate) fn home() -> PathBuf {
    variable(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).unwrap_or_else(|| PathBuf::from("."))
}

/// A path from the environment; empty counts as absent.
pub(crate) fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// A path for showing: the home folder as `~`.
#[must_use]
pub fn shortened(path: &Path) -> String {
    match path.strip_prefix(home()) {
        Ok(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Ok(rest) => format!("~{}{}", std::path::MAIN_SEPARATOR, rest.display()),
        Err(_) => path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_below_home_is_shown_from_the_tilde_and_others_whole() {
        assert_eq!(shortened(&home().join("models")), format!("~{}models", std::path::MAIN_SEPARATOR));
        assert_eq!(shortened(&home()), "~");
        assert_eq!(shortened(Path::new("/elsewhere/models")), "/elsewhere/models");
    }

    #[test]
    fn one_folder_can_hold_everything() {
        let folders = Folders::under(Path::new("/stick"));
        let all = [&folders.config, &folders.cache, &folders.projects, &folders.logs, &folders.autoencoders];
        for folder in all {
            assert!(folder.starts_with("/stick"));
        }
    }
}
