//! Names looked up through hf-hub: commit, files, licence, gate, architecture.
//!
//! Two of that crate's habits are kept in check here. Left without a token it searches the environment for one and sends
//! it to whatever endpoint is set: it is therefore always given one, and where none may travel, one that cannot become a
//! header. It has no time limit: each question runs aside and is left alone after [`Hub::patience`]. It also drops the
//! SHA-256 from file lists, so digests come with each file's own promise.

use hf_hub::repository::RepoTreeEntry;
use hf_hub::{HFClient, HFClientSync, HFError};

use super::cache::RepoKind;
use super::download::Order;
use super::names::{ListedFile, wanted_of_model};
use super::transfer::aside;
use super::{Hub, HubError, RepoName};
use crate::models::card::Kind;

/// A token that no header can hold, so that none is sent.
const NO_TOKEN: &str = "\n";

/// What the hub says of a model.
#[derive(Debug, Clone)]
pub struct FoundModel {
    /// What a fetch of it would bring.
    pub order: Order,
    /// Bytes of that.
    pub size_bytes: u64,
    /// Its licence, as the hub tags it.
    pub licence: Option<String>,
    /// Its terms must be accepted first.
    pub gated: bool,
    /// What would read it, where its config.json or GGUF says so.
    pub kind: Option<Kind>,
}

/// Looks a model up.
///
/// # Errors
/// [`HubError::Offline`], [`HubError::Unreachable`], [`HubError::NotFound`], [`HubError::Gated`] for one that is hidden
/// altogether, [`HubError::NothingThere`] if it has no weights in a format that is read.
pub fn find_model(hub: &Hub, repo: &RepoName, revision: &str, stop: &dyn Fn() -> bool) -> Result<FoundModel, HubError> {
    let (client, asked, wanted) = (client(hub)?, repo.clone(), revision.to_owned());
    let for_error = hub.clone();
    let (info, listed) = aside(hub, hub.patience, stop, move || {
        let handle = client.model(&asked.owner, &asked.name);
        let translate = |error| translated(&for_error, &asked, error);
        let info = handle.info().revision(wanted.as_str()).send().map_err(translate)?;
        let commit = info.sha.clone().unwrap_or(wanted);
        let entries = handle.list_tree().revision(commit).recursive(true).send().map_err(translate)?;
        Ok((info, files_of(entries)))
    })?;
    let files = wanted_of_model(&listed);
    if files.is_empty() {
        return Err(HubError::NothingThere { name: repo.to_string(), wanted: "safetensors or GGUF weights" });
    }
    Ok(FoundModel {
        size_bytes: files.iter().map(|file| file.size_bytes).sum(),
        licence: licence_of(info.tags.as_deref().unwrap_or_default()),
        gated: info.gated.as_ref().is_some_and(|gate| *gate != false),
        kind: kind_of(info.config.as_ref(), info.gguf.as_ref()),
        order: Order {
            kind: RepoKind::Model,
            repo: repo.clone(),
            revision: revision.to_owned(),
            commit: info.sha.unwrap_or_default(),
            files,
        },
    })
}

/// Lists a data set at a revision: its commit and all its files.
pub(crate) fn list_dataset(
    hub: &Hub,
    repo: &RepoName,
    revision: &str,
    stop: &dyn Fn() -> bool,
) -> Result<(String, Vec<ListedFile>), HubError> {
    let (client, asked, wanted) = (client(hub)?, repo.clone(), revision.to_owned());
    let for_error = hub.clone();
    aside(hub, hub.patience, stop, move || {
        let handle = client.dataset(&asked.owner, &asked.name);
        let translate = |error| translated(&for_error, &asked, error);
        let info = handle.info().revision(wanted.as_str()).send().map_err(translate)?;
        let commit = info.sha.unwrap_or(wanted);
        let entries = handle.list_tree().revision(commit.as_str()).recursive(true).send().map_err(translate)?;
        Ok((commit, files_of(entries)))
    })
}

pub(crate) fn client(hub: &Hub) -> Result<HFClientSync, HubError> {
    if hub.offline {
        return Err(HubError::Offline);
    }
    HFClient::builder()
        .endpoint(&hub.endpoint)
        .token(hub.token_for(&hub.endpoint).unwrap_or(NO_TOKEN))
        .cache_enabled(false)
        .retry_max_attempts(2)
        .build_sync()
        .map_err(|error| HubError::Unreachable { host: hub.host(), detail: hub.redacted(&error.to_string()) })
}

fn files_of(entries: Vec<RepoTreeEntry>) -> Vec<ListedFile> {
    let file = |entry| match entry {
        RepoTreeEntry::File { size, path, .. } => Some(ListedFile { name: path, size_bytes: size }),
        RepoTreeEntry::Directory { .. } => None,
    };
    entries.into_iter().filter_map(file).collect()
}

pub(crate) fn licence_of(tags: &[String]) -> Option<String> {
    tags.iter().find_map(|tag| tag.strip_prefix("license:")).map(str::to_owned)
}

pub(crate) fn kind_of(config: Option<&serde_json::Value>, gguf: Option<&serde_json::Value>) -> Option<Kind> {
    let word = |value: Option<&serde_json::Value>, key: &str| value?.get(key)?.as_str().map(str::to_owned);
    let from_config = word(config, "model_type").map(Kind::ModelType);
    from_config.or_else(|| word(gguf, "architecture").map(Kind::Gguf))
}

/// The hub answers 401 for what does not exist as well as for what is gated; its error code tells them apart.
pub(crate) fn translated(hub: &Hub, repo: &RepoName, error: HFError) -> HubError {
    let name = repo.to_string();
    match error {
        HFError::AuthRequired { context } if context.error_code.as_deref() == Some("RepoNotFound") => {
            HubError::NotFound { name }
        }
        HFError::AuthRequired { .. } | HFError::Forbidden { .. } => HubError::Gated { name },
        HFError::RepoNotFound { .. } | HFError::RevisionNotFound { .. } | HFError::EntryNotFound { .. } => {
            HubError::NotFound { name }
        }
        HFError::Http { context } if context.status.as_u16() == 404 => HubError::NotFound { name },
        HFError::Http { context } => {
            HubError::Unreachable { host: hub.host(), detail: format!("it answered {}", context.status.as_u16()) }
        }
        other => HubError::Unreachable { host: hub.host(), detail: hub.redacted(&other.to_string()) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_a_model_is_told_by_its_config_or_its_gguf() {
        let config = serde_json::json!({"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3"});
        let gguf = serde_json::json!({"architecture": "llama"});
        assert_eq!(kind_of(Some(&config), None), Some(Kind::ModelType("qwen3".to_owned())));
        assert_eq!(kind_of(None, Some(&gguf)), Some(Kind::Gguf("llama".to_owned())));
        assert_eq!(kind_of(Some(&serde_json::json!({})), None), None);
    }
}
