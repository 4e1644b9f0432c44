//! A folder as one source: which of its files are read, in which order, and which are left out and why.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::FormatError;
use super::notice::Notice;

/// A file that will be read.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) path: PathBuf,
    /// Path inside the folder, with forward slashes.
    pub(super) name: Arc<str>,
    pub(super) bytes: u64,
}

/// What the end of a file's name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    JsonLines,
    Json,
    Csv,
    Tsv,
    Parquet,
    Text,
    Other,
}

impl Suffix {
    /// The suffix below a possible .gz, and whether there is one.
    pub(super) fn of(name: &str) -> (Self, bool) {
        let name = name.to_lowercase();
        let inner = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".gzip"));
        let suffix = match inner.unwrap_or(&name).rsplit_once('.').map(|(_, suffix)| suffix) {
            Some("jsonl" | "ndjson") => Self::JsonLines,
            Some("json") => Self::Json,
            Some("csv") => Self::Csv,
            Some("tsv" | "tab") => Self::Tsv,
            Some("parquet" | "pq") => Self::Parquet,
            Some("txt" | "text") => Self::Text,
            _ => Self::Other,
        };
        (suffix, inner.is_some())
    }
}

/// Lists a folder recursively in the order of names. Hidden files and folders, links and unknown formats are left out,
/// each with a notice.
pub(super) fn members(folder: &Path) -> Result<(Vec<Member>, Vec<Notice>), FormatError> {
    let (mut found, mut notices) = (Vec::new(), Vec::new());
    walk(folder, "", &mut found, &mut notices)?;
    if found.is_empty() {
        return Err(FormatError::EmptyFolder);
    }
    Ok((found, notices))
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<Member>, notices: &mut Vec<Notice>) -> Result<(), FormatError> {
    let unreadable = |source| FormatError::Io { path: folder.to_owned(), source };
    let mut entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(unreadable)?;
        let skip = |why: &str| Notice::Skipped { path: name.clone(), why: why.to_owned() };
        if entry.file_name().to_string_lossy().starts_with('.') {
            notices.push(skip("hidden"));
        } else if kind.is_symlink() {
            notices.push(skip("a link; pick the file itself"));
        } else if kind.is_dir() {
            walk(&entry.path(), &format!("{name}/"), found, notices)?;
        } else if Suffix::of(&name).0 == Suffix::Other {
            notices.push(skip("unknown format"));
        } else {
            let bytes = entry.metadata().map_or(0, |m| m.len());
            found.push(Member { path: entry.path(), name: name.into(), bytes });
        }
    }
    Ok(())
}
