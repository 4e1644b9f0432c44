//! Which hub, which cache, whose token: read from the environment variables that Python's `huggingface_hub` reads.

use std::path::PathBuf;
use std::time::Duration;

use super::HubError;
use crate::folders::{home, variable};
use crate::operations::settings::TokenPlace;

const PUBLIC_HUB: &str = "https://huggingface.co";

/// A hub and the cache that its files go to.
#[derive(Clone)]
pub struct Hub {
    /// Its address, without a slash at the end.
    pub endpoint: String,
    /// The folder of the shared cache ("hub").
    pub cache: PathBuf,
    /// The environment names that folder, so nothing else may.
    pub cache_is_named: bool,
    /// Where its token comes from; none while it has none, or while nobody said.
    pub token_from: Option<TokenPlace>,
    /// Never ask.
    pub offline: bool,
    /// How long a question about a name may take.
    pub patience: Duration,
    /// How long a transfer may bring nothing before it is tried anew.
    pub stall: Duration,
    token: Option<String>,
}

impl Hub {
    /// A hub at an address with a cache and no token.
    #[must_use]
    pub fn new(endpoint: &str, cache: PathBuf) -> Self {
        Self {
            endpoint: endpoint.trim_end_matches('/').to_owned(),
            cache,
            cache_is_named: false,
            token_from: None,
            offline: false,
            patience: Duration::from_secs(15),
            stall: Duration::from_secs(30),
            token: None,
        }
    }

    /// As `HF_ENDPOINT`, `HF_HOME`, `HF_HUB_CACHE`, `HF_HUB_OFFLINE`, `HF_TOKEN` and `HF_TOKEN_PATH` say.
    #[must_use]
    pub fn from_environment() -> Self {
        let named_root = variable("HF_HOME");
        let named_cache = variable("HF_HUB_CACHE").or_else(|| variable("HUGGINGFACE_HUB_CACHE"));
        let cache_is_named = named_root.is_some() || named_cache.is_some();
        let caches = || variable("XDG_CACHE_HOME").unwrap_or_else(|| home().join(".cache"));
        let root = named_root.unwrap_or_else(|| caches().join("huggingface"));
        let cache = named_cache.unwrap_or_else(|| root.join("hub"));
        let endpoint = word("HF_ENDPOINT").unwrap_or_else(|| PUBLIC_HUB.to_owned());
        let token_file = variable("HF_TOKEN_PATH").unwrap_or_else(|| root.join("token"));
        let implicit = word("HF_HUB_DISABLE_IMPLICIT_TOKEN").is_none();
        let stored = || std::fs::read_to_string(token_file).ok().filter(|_| implicit);
        let named = word("HF_TOKEN").map(|token| (token, TokenPlace::Environment));
        let token = named.or_else(|| stored().map(|token| (token, TokenPlace::Shared)));
        let (token, token_from) = token.unzip();
        let offline = word("HF_HUB_OFFLINE").is_some_and(|value| says_yes(&value));
        let hub = Self::new(&endpoint, cache).with_token(token.as_deref().unwrap_or_default());
        Self { offline, cache_is_named, token_from, ..hub }
    }

    /// The same hub with a person's token; an empty one means none.
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        let token = token.trim();
        self.token = (!token.is_empty()).then(|| token.to_owned());
        self
    }

    /// The same hub with a token of which is known where it comes from.
    #[must_use]
    pub fn with_token_from(self, token: &str, from: TokenPlace) -> Self {
        Self { token_from: Some(from), ..self.with_token(token) }
    }

    /// The token, if it may travel to `address`: to this hub's own host and port, and never in the clear but to this
    /// very computer.
    #[must_use]
    pub fn token_for(&self, address: &str) -> Option<&str> {
        let (scheme, host) = origin(address)?;
        let own = origin(&self.endpoint)?;
        let sealed = scheme == "https" || is_loopback(host);
        (sealed && (scheme, host) == own).then_some(self.token.as_deref()).flatten()
    }

    /// Whether a person's token is at hand for this hub.
    #[must_use]
    pub fn has_token(&self) -> bool {
        self.token_for(&self.endpoint).is_some()
    }

    /// The endpoint's host, for messages.
    #[must_use]
    pub fn host(&self) -> String {
        origin(&self.endpoint).map_or_else(|| self.endpoint.clone(), |(_, host)| host.to_owned())
    }

    /// Removes the token from words that come from elsewhere.
    #[must_use]
    pub fn redacted(&self, words: &str) -> String {
        match &self.token {
            Some(token) => words.replace(token.as_str(), "[token]"),
            None => words.to_owned(),
        }
    }
}

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hub")
            .field("endpoint", &self.endpoint)
            .field("cache", &self.cache)
            .field("offline", &self.offline)
            .field("has_token", &self.token.is_some())
            .finish_non_exhaustive()
    }
}

/// Scheme and authority of an address; none where a user name hides in it.
pub(crate) fn origin(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    (!authority.is_empty() && !authority.contains(['@', '\\'])).then_some((scheme, authority))
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn word(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

fn says_yes(value: &str) -> bool {
    matches!(value.trim().to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on")
}

/// A repository's name on the hub.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RepoName {
    /// Who keeps it.
    pub owner: String,
    /// What it is called.
    pub name: String,
}

impl RepoName {
    /// Reads "owner/name" or the web address of its page.
    ///
    /// # Errors
    /// [`HubError::BadName`] if it is neither.
    pub fn parse(given: &str) -> Result<Self, HubError> {
        let bad = || HubError::BadName { given: given.chars().take(200).collect() };
        let trimmed = given.trim();
        let path = match trimmed.split_once("://") {
            Some((_, rest)) => rest.split_once('/').ok_or_else(bad)?.1,
            None => trimmed,
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut parts = path.trim_start_matches("datasets/").split('/').filter(|part| !part.is_empty());
        let (Some(owner), Some(name)) = (parts.next(), parts.next()) else {
            return Err(bad());
        };
        // A web address may go on ("/tree/main"); a bare name may not.
        let too_long = parts.next().is_some() && trimmed == path;
        if too_long || !is_plain(owner) || !is_plain(name) {
            return Err(bad());
        }
        Ok(Self { owner: owner.to_owned(), name: name.to_owned() })
    }
}

impl std::fmt::Display for RepoName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.owner, self.name)
    }
}

/// The letters that the hub allows in names; these are folder names on disk too.
fn is_plain(part: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=96).contains(&part.len()) && part.chars().all(allowed) && !part.starts_with('.') && !part.contains("..")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_token_travels_to_its_own_host_only_and_never_in_the_clear() {
        let hub = Hub::new("https://hub.example", PathBuf::new()).with_token("hf_secret");
        assert_eq!(hub.token_for("https://hub.example/api/models/a/b"), Some("hf_secret"));
        for elsewhere in [
            "http://hub.example/api",
            "https://cdn.example/file",
            "https://hub.example.evil.example/",
            "https://hub.example@evil.example/",
            "https://hub.example:8443/",
        ] {
            assert_eq!(hub.token_for(elsewhere), None, "{elsewhere}");
        }
        let plain = Hub::new("http://mirror.example", PathBuf::new()).with_token("hf_secret");
        assert_eq!(plain.token_for("http://mirror.example/api"), None);
        let local = Hub::new("http://127.0.0.1:9", PathBuf::new()).with_token("hf_secret");
        assert_eq!(local.token_for("http://127.0.0.1:9/api"), Some("hf_secret"));
    }

    #[test]
    fn no_message_and_no_debug_print_shows_the_token() {
        let hub = Hub::new("https://hub.example", PathBuf::new()).with_token(" hf_secret\n");
        assert!(!format!("{hub:?}").contains("hf_secret"));
        assert_eq!(hub.redacted("header hf_secret refused"), "header [token] refused");
    }

    #[test]
    fn names_and_web_addresses_mean_the_same_repository() {
        let expected = RepoName { owner: "Qwen".into(), name: "Qwen3-0.6B-Base".into() };
        for given in [
            "Qwen/Qwen3-0.6B-Base",
            " https://huggingface.co/Qwen/Qwen3-0.6B-Base/tree/main?x=1 ",
            "https://huggingface.co/datasets/Qwen/Qwen3-0.6B-Base",
        ] {
            assert_eq!(RepoName::parse(given).unwrap(), expected, "{given}");
        }
    }

    #[test]
    fn names_that_could_lead_astray_are_refused() {
        for given in ["", "alone", "a/..", "../b", "a/b/c", "a b/c", "a/b\0", "a/b\\c", "https://x", "a/.b"] {
            assert!(matches!(RepoName::parse(given), Err(HubError::BadName { .. })), "{given:?}");
        }
    }
}
