//! What a file must be before it counts: its size, and the digest that the hub names it by.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use sha1::Digest;

use super::HubError;

/// The digest a hub gives in its `ETag`: both kinds are in hexadecimal, so they are safe as file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentName {
    /// Of a large file: SHA-256 of its bytes.
    Sha256(String),
    /// Of a small file: git's name for it, SHA-1 over "blob SIZE\0" and its bytes.
    GitBlob(String),
}

impl ContentName {
    /// Reads an `ETag` or `X-Linked-Etag`; none if it names no digest, so that nothing could be verified.
    #[must_use]
    pub fn from_etag(etag: &str) -> Option<Self> {
        let bare = etag.trim().trim_start_matches("W/").trim_matches('"').to_ascii_lowercase();
        let hexadecimal = bare.bytes().all(|byte| byte.is_ascii_hexdigit());
        match bare.len() {
            64 if hexadecimal => Some(Self::Sha256(bare)),
            40 if hexadecimal => Some(Self::GitBlob(bare)),
            _ => None,
        }
    }

    /// The digest in hexadecimal.
    #[must_use]
    pub fn hex(&self) -> &str {
        match self {
            Self::Sha256(hex) | Self::GitBlob(hex) => hex,
        }
    }

    /// Whether the file at `path` has this name. Reads it once; `advance` is told the bytes of each block and stops the
    /// check by answering false.
    ///
    /// # Errors
    /// [`HubError::Io`] if it cannot be read, [`HubError::Stopped`] if `advance` says so.
    pub fn is_of(&self, path: &Path, advance: &mut dyn FnMut(u64) -> bool) -> Result<bool, HubError> {
        let file = File::open(path).map_err(HubError::io(path))?;
        let size = file.metadata().map_err(HubError::io(path))?.len();
        let found = match self {
            Self::Sha256(_) => digest_of(sha2::Sha256::new(), file, path, advance)?,
            Self::GitBlob(_) => {
                let start = sha1::Sha1::new().chain_update(format!("blob {size}\0"));
                digest_of(start, file, path, advance)?
            }
        };
        Ok(found == self.hex())
    }
}

fn digest_of(
    mut digest: impl Digest,
    file: File,
    path: &Path,
    advance: &mut dyn FnMut(u64) -> bool,
) -> Result<String, HubError> {
    let mut reader = BufReader::with_capacity(1 << 20, file);
    let mut block = vec![0; 1 << 20];
    loop {
        let count = reader.read(&mut block).map_err(HubError::io(path))?;
        if count == 0 {
            return Ok(hex::encode(digest.finalize()));
        }
        digest.update(&block[..count]);
        if !advance(count as u64) {
            return Err(HubError::Stopped);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn file_of(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    #[test]
    fn the_digests_are_those_of_sha256sum_and_of_git() {
        let file = file_of(b"hello\n");
        // `git hash-object` and `sha256sum` of the same six bytes.
        let git = ContentName::from_etag("\"ce013625030ba8dba906f756967f9e9ca394464a\"").unwrap();
        let sha =
            ContentName::from_etag("W/\"5891B5B522D5DF086D0FF0B110FBD9D21BB4FC7163AF34D08286A2E846F6BE03\"").unwrap();
        for name in [git, sha] {
            assert!(name.is_of(file.path(), &mut |_| true).unwrap(), "{name:?}");
            assert!(!name.is_of(file_of(b"hellO\n").path(), &mut |_| true).unwrap(), "{name:?}");
        }
    }

    #[test]
    fn an_etag_that_is_no_digest_names_nothing() {
        for etag in ["", "\"../../x\"", "abc", "g013625030ba8dba906f756967f9e9ca394464a1", "\"v1-12\""] {
            assert_eq!(ContentName::from_etag(etag), None, "{etag}");
        }
    }

    #[test]
    fn a_check_can_be_stopped() {
        let name = ContentName::Sha256("0".repeat(64));
        let stopped = name.is_of(file_of(b"x").path(), &mut |_| false);
        assert!(matches!(stopped, Err(HubError::Stopped)));
    }
}
