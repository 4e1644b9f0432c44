//! The cache that Python's `huggingface_hub` keeps: `models--OWNER--NAME/{blobs,snapshots/COMMIT,refs}`.
//!
//! Blobs are named by digest, snapshots hold links to them, a ref holds the commit that a branch stood at. Files made
//! here can be used by Python and the other way round.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::names::safe_join;
use super::{Hub, HubError, RepoName};
use crate::writing::{AtomicFile, WriteError};

/// What a repository holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepoKind {
    /// A model.
    Model,
    /// A data set.
    Dataset,
}

impl RepoKind {
    const fn folder_prefix(self) -> &'static str {
        match self {
            Self::Model => "models",
            Self::Dataset => "datasets",
        }
    }

    /// What stands before a repository's name in web addresses.
    pub(crate) const fn web_prefix(self) -> &'static str {
        match self {
            Self::Model => "",
            Self::Dataset => "datasets/",
        }
    }
}

/// One repository's folder in the cache.
#[derive(Debug, Clone)]
pub struct RepoFolder {
    root: PathBuf,
}

impl RepoFolder {
    /// The folder of a repository; not made yet.
    #[must_use]
    pub fn of(hub: &Hub, kind: RepoKind, repo: &RepoName) -> Self {
        Self { root: hub.cache.join(format!("{}--{}--{}", kind.folder_prefix(), repo.owner, repo.name)) }
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a commit's files appear under their names.
    #[must_use]
    pub fn snapshot(&self, commit: &str) -> PathBuf {
        self.root.join("snapshots").join(commit)
    }

    /// The commit that a branch stood at when it was last fetched.
    #[must_use]
    pub fn commit_of(&self, revision: &str) -> Option<String> {
        let path = safe_join(&self.root.join("refs"), revision).ok()?;
        let commit = fs::read_to_string(path).ok()?.trim().to_owned();
        is_commit(&commit).then_some(commit)
    }

    pub(crate) fn blob(&self, digest: &str) -> PathBuf {
        self.root.join("blobs").join(digest)
    }

    pub(crate) fn prepare(&self) -> Result<(), HubError> {
        let blobs = self.root.join("blobs");
        fs::create_dir_all(&blobs).map_err(HubError::io(&blobs))
    }

    /// Makes a blob appear in a snapshot under its name.
    pub(crate) fn link(&self, commit: &str, name: &str, digest: &str) -> Result<(), HubError> {
        let link = safe_join(&self.snapshot(commit), name)?;
        let folder = link.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(HubError::io(folder))?;
        let ups = "../".repeat(name.split('/').count() + 1);
        let target = PathBuf::from(format!("{ups}blobs/{digest}"));
        if fs::read_link(&link).is_ok_and(|found| found == target) && link.exists() {
            return Ok(());
        }
        let fresh = folder.join(format!(".{digest}.link"));
        let _ = fs::remove_file(&fresh);
        make_link(&target, &self.blob(digest), &fresh).map_err(HubError::io(&fresh))?;
        fs::rename(&fresh, &link).map_err(HubError::io(&link))?;
        sync_folder(folder);
        Ok(())
    }

    /// Notes that `revision` stands at `commit`, after everything of it is there.
    pub(crate) fn note(&self, revision: &str, commit: &str) -> Result<(), HubError> {
        if revision == commit {
            return Ok(());
        }
        let path = safe_join(&self.root.join("refs"), revision)?;
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(HubError::io(folder))?;
        let unwritten = |error: WriteError| HubError::Io { path: path.clone(), source: std::io::Error::other(error) };
        let mut file = AtomicFile::create(&path).map_err(unwritten)?;
        std::io::Write::write_all(&mut file, commit.as_bytes()).map_err(HubError::io(&path))?;
        file.commit().map_err(unwritten)?;
        Ok(())
    }

    /// Deletes files that were begun and are held by no fetch, and the folder if nothing else is in it.
    pub fn forget_parts(&self) {
        for path in children(&self.root.join("blobs")) {
            let is_part = path.extension().is_some_and(|end| end == "part");
            let is_free = || fs::File::open(&path).is_ok_and(|part| part.try_lock().is_ok());
            if is_part && is_free() {
                let _ = fs::remove_file(&path);
                let _ = fs::remove_file(super::journal::Journal::place(&path));
            }
        }
        // Only empty folders can be removed so.
        let _ = fs::remove_dir(self.root.join("blobs"));
        let _ = fs::remove_dir(&self.root);
    }

    /// Bytes that deleting a snapshot would free.
    #[must_use]
    pub fn would_free(&self, commit: &str) -> u64 {
        let blobs = self.blobs_of_alone(&self.snapshot(commit));
        blobs.iter().map(|blob| blob.metadata().map_or(0, |data| data.len())).sum()
    }

    /// The blobs that this snapshot links to and no other.
    fn blobs_of_alone(&self, snapshot: &Path) -> HashSet<PathBuf> {
        let others = children(&self.root.join("snapshots")).into_iter().filter(|other| other != snapshot);
        let shared: HashSet<PathBuf> = others.flat_map(|other| blobs_of(&other)).collect();
        let own = self.root.join("blobs").canonicalize().unwrap_or_default();
        // A link that leads elsewhere is not this repository's to delete.
        let is_own = |blob: &&PathBuf| blob.parent() == Some(own.as_path());
        blobs_of(snapshot).difference(&shared).filter(is_own).cloned().collect()
    }

    /// Deletes one snapshot and the blobs that no other snapshot links to. Answers the bytes freed.
    ///
    /// # Errors
    /// [`HubError::Io`] if the system refuses.
    pub fn remove(&self, commit: &str) -> Result<u64, HubError> {
        let snapshot = self.snapshot(commit);
        let alone = self.blobs_of_alone(&snapshot);
        if snapshot.exists() {
            fs::remove_dir_all(&snapshot).map_err(HubError::io(&snapshot))?;
        }
        let mut freed = 0;
        for blob in &alone {
            let size = blob.metadata().map_or(0, |data| data.len());
            fs::remove_file(blob).map_err(HubError::io(blob))?;
            freed += size;
        }
        if children(&self.root.join("snapshots")).is_empty() {
            freed += size_of_tree(&self.root);
            fs::remove_dir_all(&self.root).map_err(HubError::io(&self.root))?;
        }
        Ok(freed)
    }
}

/// Repositories in the cache: each one's name and folder.
#[must_use]
pub fn repositories(cache: &Path, kind: RepoKind) -> Vec<(RepoName, RepoFolder)> {
    let prefix = format!("{}--", kind.folder_prefix());
    let named = |path: PathBuf| {
        let folder = path.file_name()?.to_str()?.strip_prefix(&prefix)?.to_owned();
        let (owner, name) = folder.split_once("--")?;
        Some((RepoName { owner: owner.to_owned(), name: name.to_owned() }, RepoFolder { root: path }))
    };
    children(cache).into_iter().filter_map(named).collect()
}

/// Whether a word is a git commit in full.
pub(crate) fn is_commit(word: &str) -> bool {
    word.len() == 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Makes a rename last over a power cut, where the system can.
pub(crate) fn sync_folder(folder: &Path) {
    // Windows opens no folders as files; there the rename itself is journaled.
    if let Ok(handle) = fs::File::open(folder) {
        let _ = handle.sync_all();
    }
}

/// Bytes of all files below, links not followed.
#[must_use]
pub fn size_of_tree(folder: &Path) -> u64 {
    let size = |path: PathBuf| match path.symlink_metadata() {
        Ok(data) if data.is_dir() => size_of_tree(&path),
        Ok(data) if data.is_file() => data.len(),
        _ => 0,
    };
    children(folder).into_iter().map(size).sum()
}

/// What lies in a folder, by name; nothing if it cannot be read.
pub(crate) fn children(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    paths.sort();
    paths
}

fn blobs_of(snapshot: &Path) -> HashSet<PathBuf> {
    let mut found = HashSet::new();
    for path in children(snapshot) {
        let is_link = path.symlink_metadata().is_ok_and(|data| data.is_symlink());
        if !is_link && path.is_dir() {
            found.extend(blobs_of(&path));
        } else if is_link && let Ok(blob) = path.canonicalize() {
            found.insert(blob);
        }
    }
    found
}

#[cfg(unix)]
fn make_link(target: &Path, _blob: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

/// Windows lets few people make symbolic links; a hard link shares the bytes as well, a copy is the last resort.
#[cfg(not(unix))]
fn make_link(_target: &Path, blob: &Path, link: &Path) -> std::io::Result<()> {
    fs::hard_link(blob, link).or_else(|_| fs::copy(blob, link).map(|_| ()))
}
