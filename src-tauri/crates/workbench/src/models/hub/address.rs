//! Which hub, which cache, whose token: read from the environment variables that Python's `huggingface_hub` reads.

use std::path::PathBuf;
use std::time::Duration;

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
    /// How long a failed attempt is waited after; doubled with each that follows.
    pub pause: Duration,
    /// Size of the blocks that a large file is fetched and journaled in.
    pub block_bytes: u64,
    /// Blocks that are fetched side by side.
    pub lanes: usize,
    /// The most bytes a second that a fetch may take; no limit if none.
    pub bytes_per_s: Option<u64>,
    token: Option<Token>,
}

/// A person's token and the one place that it may travel to.
#[derive(Clone)]
struct Token {
    words: String,
    /// Scheme and host with its port, as [`origin`] gives them.
    home: (String, String),
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
            pause: Duration::from_millis(500),
            block_bytes: 64 << 20,
            lanes: 4,
            bytes_per_s: None,
            token: None,
        }
    }

    /// As `HF_ENDPOINT`, `HF_HOME`, `HF_HUB_CACHE`, `HF_HUB_OFFLINE`, `HF_TOKEN` and `HF_TOKEN_PATH` say. A token in the
    /// environment belongs to the endpoint that the same environment names; one that was stored on this computer was
    /// entered for the public hub, and no mirror gets it.
    #[must_use]
    pub fn from_environment() -> Self {
        let named_root = variable("HF_HOME");
        let named_cache = variable("HF_HUB_CACHE").or_else(|| variable("HUGGINGFACE_HUB_CACHE"));
        let cache_is_named = named_root.is_some() || named_cache.is_some();
        let caches = || variable("XDG_CACHE_HOME").unwrap_or_else(|| home().join(".cache"));
        let root = named_root.unwrap_or_else(|| caches().join("huggingface"));
        let cache = named_cache.unwrap_or_else(|| root.join("hub"));
        let endpoint = word("HF_ENDPOINT").unwrap_or_else(|| PUBLIC_HUB.to_owned());
        let offline = word("HF_HUB_OFFLINE").is_some_and(|value| says_yes(&value));
        let hub = Self { cache_is_named, offline, ..Self::new(&endpoint, cache) };
        if let Some(token) = word("HF_TOKEN") {
            return hub.with_token_from(&token, TokenPlace::Environment);
        }
        let token_file = variable("HF_TOKEN_PATH").unwrap_or_else(|| root.join("token"));
        let implicit = !word("HF_HUB_DISABLE_IMPLICIT_TOKEN").is_some_and(|value| says_yes(&value));
        let stored = std::fs::read_to_string(token_file).ok().filter(|_| implicit).unwrap_or_default();
        Self { token_from: Some(TokenPlace::Shared), ..hub.with_token_for(PUBLIC_HUB, &stored) }
    }

    /// The same hub with a person's token for it; an empty one means none.
    #[must_use]
    pub fn with_token(self, token: &str) -> Self {
        let endpoint = self.endpoint.clone();
        self.with_token_for(&endpoint, token)
    }

    /// The same hub with a token that was entered for `address`: it travels nowhere else. An empty one means none.
    #[must_use]
    pub fn with_token_for(mut self, address: &str, token: &str) -> Self {
        let token = token.trim();
        let home = origin(address).filter(|_| !token.is_empty());
        self.token =
            home.map(|(scheme, host)| Token { words: token.to_owned(), home: (scheme.to_owned(), host.to_owned()) });
        self
    }

    /// The same hub with a token for it of which is known where it comes from.
    #[must_use]
    pub fn with_token_from(self, token: &str, from: TokenPlace) -> Self {
        Self { token_from: Some(from), ..self.with_token(token) }
    }

    /// The token, if it may travel to `address`: to the host and port it was entered for, and never in the clear but to
    /// this very computer.
    #[must_use]
    pub fn token_for(&self, address: &str) -> Option<&str> {
        let (scheme, host) = origin(address)?;
        let token = self.token.as_ref()?;
        let sealed = scheme == "https" || (scheme == "http" && is_loopback(host));
        (sealed && (scheme, host) == (token.home.0.as_str(), token.home.1.as_str())).then_some(token.words.as_str())
    }

    /// Whether the hub is on this very computer, as in tests.
    #[must_use]
    pub fn is_this_computer(&self) -> bool {
        origin(&self.endpoint).is_some_and(|(_, host)| is_loopback(host))
    }

    /// How long to wait after so many attempts that brought nothing.
    #[must_use]
    pub fn pause_before(&self, attempt: u32) -> Duration {
        self.pause * (1 << attempt.saturating_sub(1).min(4))
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
            Some(token) => words.replace(&token.words, "[token]"),
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
    fn a_token_that_was_entered_for_one_hub_is_not_shown_to_a_mirror() {
        let mirror = Hub::new("https://mirror.example", PathBuf::new()).with_token_for(PUBLIC_HUB, "hf_secret");
        assert!(!mirror.has_token());
        assert_eq!(mirror.token_for("https://mirror.example/api"), None);
    }

    #[test]
    fn no_message_and_no_debug_print_shows_the_token() {
        let hub = Hub::new("https://hub.example", PathBuf::new()).with_token(" hf_secret\n");
        assert!(!format!("{hub:?}").contains("hf_secret"));
        assert_eq!(hub.redacted("header hf_secret refused"), "header [token] refused");
    }
}
