//! The hub's models by words: what it finds, and of each whether this engine can run it.

use std::ffi::OsStr;
use std::path::Path;

use hf_hub::repository::ModelInfo;

use super::metadata::{client, kind_of, licence_of, translated};
use super::transfer::aside;
use super::{Hub, HubError, RepoName};
use crate::models::card::Kind;

/// Most models that a search brings.
const MOST: usize = 40;

/// A model as a search shows it: its files were not looked at.
#[derive(Debug, Clone)]
pub struct FoundByWords {
    /// Its name.
    pub repo: RepoName,
    /// Downloads of the last month, where the hub says so.
    pub downloads: Option<u64>,
    /// Its licence, as the hub tags it.
    pub licence: Option<String>,
    /// Its terms must be accepted first.
    pub gated: bool,
    /// What would read it, where its config or GGUF says so.
    pub kind: Option<Kind>,
    /// It has weights in a format that is read.
    pub has_weights: bool,
}

/// Finds models by words, the most downloaded first.
///
/// # Errors
/// [`HubError::Offline`], [`HubError::Unreachable`].
pub fn search(hub: &Hub, words: &str, stop: &dyn Fn() -> bool) -> Result<Vec<FoundByWords>, HubError> {
    let (client, asked, for_error) = (client(hub)?, words.trim().to_owned(), hub.clone());
    let found = aside(hub, hub.patience, stop, move || {
        let ask = client.list_models().search(asked.clone()).sort("downloads".to_owned());
        let name = RepoName { owner: String::new(), name: asked };
        ask.full(true).fetch_config(true).limit(MOST).send().map_err(|error| translated(&for_error, &name, error))
    })?;
    Ok(found.into_iter().filter_map(of_info).collect())
}

/// Nothing for names that are none, such as the few old ones without an owner.
fn of_info(info: ModelInfo) -> Option<FoundByWords> {
    let repo = RepoName::parse(&info.id).ok()?;
    let tags = info.tags.unwrap_or_default();
    let names = info.siblings.unwrap_or_default();
    let tagged = tags.iter().any(|tag| tag == "safetensors" || tag == "gguf");
    let ending = |name: &str| Path::new(name).extension().map(OsStr::to_ascii_lowercase);
    let is_read = |name: &str| ending(name).is_some_and(|ending| ending == "safetensors" || ending == "gguf");
    Some(FoundByWords {
        repo,
        downloads: info.downloads,
        licence: licence_of(&tags),
        gated: info.gated.as_ref().is_some_and(|gate| *gate != false),
        kind: kind_of(info.config.as_ref(), info.gguf.as_ref()),
        // A hub that lists neither tags nor files leaves it open.
        has_weights: tagged || names.is_empty() || names.iter().any(|file| is_read(&file.rfilename)),
    })
}
