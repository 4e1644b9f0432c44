//! What can go wrong with the hub. No variant ever carries a token or a web address with a query in it.

use std::path::PathBuf;
use std::time::Duration;

use crate::operations::{Failure, FailureCode};

/// A name could not be looked up, or its files not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// Not "owner/name" and no web address of one.
    #[error("\"{given}\" is no hub name: write owner/name, or paste the web address of its page")]
    BadName {
        /// What was given.
        given: String,
    },
    /// Nobody answers, or only with "try again later".
    #[error("the hub at {host} cannot be reached: {detail}. Try again when the connection is back")]
    Unreachable {
        /// The endpoint's host.
        host: String,
        /// Why, in the words of the network.
        detail: String,
    },
    /// Asks to be left alone for a while.
    #[error("the hub at {host} is busy (it answered {status}){}", wait(*.wait_s))]
    Busy {
        /// The endpoint's host.
        host: String,
        /// 429 or 503.
        status: u16,
        /// For how long, in seconds, where it says so.
        wait_s: Option<u64>,
    },
    /// The environment forbids asking.
    #[error("HF_HUB_OFFLINE is set, so the hub is not asked: unset it to fetch")]
    Offline,
    /// The hub does not know it.
    #[error("the hub has nothing called {name}: check the spelling")]
    NotFound {
        /// What was asked for.
        name: String,
    },
    /// Terms must be accepted, or a token given, first.
    #[error("{name} is gated: accept its terms on its hub page, then set HF_TOKEN to your access token")]
    Gated {
        /// The repository.
        name: String,
    },
    /// What arrived is not what was promised.
    #[error("{name} did not arrive as promised: {detail}. Nothing of it was kept; fetch it again")]
    Damaged {
        /// The file.
        name: String,
        /// What differs, in numbers.
        detail: String,
    },
    /// A name that would lead out of the cache.
    #[error("the hub names a file \"{name}\", which does not stay inside the folder of models: it is not fetched")]
    HostileName {
        /// The name, control characters made visible.
        name: String,
    },
    /// The repository holds nothing of use.
    #[error("{name} holds no {wanted}")]
    NothingThere {
        /// The repository.
        name: String,
        /// What was looked for.
        wanted: &'static str,
    },
    /// Too little room.
    #[error("{path} needs {needed_bytes} bytes and has {free_bytes}: free some space and go on", path = .path.display())]
    DiskFull {
        /// The cache folder.
        path: PathBuf,
        /// Bytes still to come.
        needed_bytes: u64,
        /// Bytes free.
        free_bytes: u64,
    },
    /// The disk refused.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The caller asked to stop; what arrived is kept for going on.
    #[error("stopped; what arrived is kept")]
    Stopped,
}

impl HubError {
    /// An [`HubError::Io`] for `path`.
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }

    /// Whether trying the same again soon may help.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Busy { .. })
    }

    /// The same after so many attempts, none of which brought a byte for so long.
    pub(crate) fn after(self, attempts: u32, silent: Duration) -> Self {
        match self {
            Self::Unreachable { host, detail } => {
                let detail = format!("{detail}; {attempts} attempts brought nothing for {} s", silent.as_secs());
                Self::Unreachable { host, detail }
            }
            other => other,
        }
    }
}

fn is_full(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
}

fn wait(seconds: Option<u64>) -> String {
    seconds.map_or_else(|| ". Try again later".to_owned(), |seconds| format!(". Try again in {seconds} s"))
}

impl From<HubError> for Failure {
    fn from(error: HubError) -> Self {
        let detail = error.to_string();
        match error {
            HubError::BadName { given } => Self::new(FailureCode::HubNotFound).text("name", given),
            HubError::Unreachable { .. } | HubError::Busy { .. } | HubError::Offline => {
                Self::new(FailureCode::HubUnreachable)
            }
            HubError::NotFound { name } | HubError::NothingThere { name, .. } => {
                Self::new(FailureCode::HubNotFound).text("name", name)
            }
            HubError::Gated { name } => Self::new(FailureCode::HubGated).text("name", name),
            HubError::Damaged { name, .. } | HubError::HostileName { name } => {
                Self::new(FailureCode::DownloadDamaged).text("name", name)
            }
            HubError::DiskFull { path, needed_bytes, free_bytes } => Self::new(FailureCode::DiskFull)
                .text("path", path.display().to_string())
                .number("needed_bytes", needed_bytes as f64)
                .number("free_bytes", free_bytes as f64),
            HubError::Io { path, source } if is_full(&source) => Self::new(FailureCode::DiskFilled)
                .number("free_bytes", fs4::available_space(&path).unwrap_or(0) as f64)
                .text("path", path.display().to_string()),
            HubError::Io { path, .. } => Self::new(FailureCode::Io).text("path", path.display().to_string()),
            HubError::Stopped => Self::new(FailureCode::WrongState).text("state", "stopped"),
        }
        .text("detail", detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_fills_up_on_the_way_is_told_from_other_trouble_with_it() {
        let at = |kind: std::io::ErrorKind| Failure::from(HubError::io("/nowhere")(kind.into())).code;
        assert_eq!(at(std::io::ErrorKind::StorageFull), FailureCode::DiskFilled);
        assert_eq!(at(std::io::ErrorKind::PermissionDenied), FailureCode::Io);
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let busy = HubError::Busy { host: "hub".to_owned(), status: 429, wait_s: Some(3) };
        assert!(busy.is_passing() && busy.to_string().ends_with("Try again in 3 s"));
        assert!(!HubError::Gated { name: "a/b".to_owned() }.is_passing());
        assert!(!HubError::Offline.is_passing());
    }
}
