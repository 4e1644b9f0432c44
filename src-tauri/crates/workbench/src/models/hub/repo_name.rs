//! A repository's name, as people write it and as folders are called.

use super::HubError;

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
