//! Data sets by hub name: which of a repository's files hold its rows.

use super::cache::RepoKind;
use super::download::Order;
use super::metadata::list_dataset;
use super::names::ListedFile;
use super::{Hub, HubError, RepoName};

/// The branch on which the hub keeps every data set converted to Parquet.
const CONVERTED: &str = "refs/convert/parquet";

/// Finds a data set's rows: its own Parquet files, else the hub's converted ones, else JSONL or CSV files.
///
/// # Errors
/// Those of a lookup; [`HubError::NothingThere`] if it has none of these.
pub fn find_dataset(hub: &Hub, repo: &RepoName, stop: &dyn Fn() -> bool) -> Result<Order, HubError> {
    let (commit, listed) = list_dataset(hub, repo, "main", stop)?;
    let order = |revision: &str, commit: String, files| Order {
        kind: RepoKind::Dataset,
        repo: repo.clone(),
        revision: revision.to_owned(),
        commit,
        files,
    };
    let own = ending(&listed, &[".parquet"]);
    if !own.is_empty() {
        return Ok(order("main", commit, own));
    }
    match list_dataset(hub, repo, CONVERTED, stop) {
        Ok((converted, files)) if !ending(&files, &[".parquet"]).is_empty() => {
            return Ok(order(CONVERTED, converted, ending(&files, &[".parquet"])));
        }
        Ok(_) | Err(HubError::NotFound { .. }) => {}
        Err(error) => return Err(error),
    }
    let plain = ending(&listed, &[".jsonl", ".jsonl.gz", ".csv", ".csv.gz", ".tsv"]);
    if plain.is_empty() {
        return Err(HubError::NothingThere { name: repo.to_string(), wanted: "Parquet, JSONL or CSV files" });
    }
    Ok(order("main", commit, plain))
}

fn ending(listed: &[ListedFile], suffixes: &[&str]) -> Vec<ListedFile> {
    let fits = |file: &&ListedFile| {
        let lower = file.name.to_ascii_lowercase();
        suffixes.iter().any(|suffix| lower.ends_with(suffix))
    };
    listed.iter().filter(fits).cloned().collect()
}
