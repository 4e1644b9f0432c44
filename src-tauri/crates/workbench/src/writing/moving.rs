//! Files on their way into a folder that was there already: a list that is written down before the first is moved, by which a
//! move that was cut off is taken back.
//!
//! A file counts as moved by us when the list names it, it stands in the folder with the bytes that the list says, and it no
//! longer stands where it was made. Nothing else is touched.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::partial::folder_of;

/// The folder's content while it is made, in the folder in the making.
pub const WHOLE: &str = "whole";
/// The list.
const LIST: &str = "moving.json";

/// What is moved where.
#[derive(Debug, Serialize, Deserialize)]
pub struct Moving {
    /// The folder's name, beside the one in the making.
    pub into: String,
    /// What is moved, each with its digest, in this order.
    pub names: Vec<(String, String)>,
    /// What is moved behind all of these, over what stands there: once it is moved, all is.
    pub last: Option<String>,
}

impl Moving {
    /// Writes the list down, on the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn note(&self, making: &Path) -> io::Result<()> {
        // Under another name first: half a list would say that nothing was moved.
        let draft = making.join("moving.draft");
        let mut file = File::create(&draft)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        fs::rename(&draft, making.join(LIST))
    }

    /// Moves everything.
    ///
    /// # Errors
    /// What the system says; what was moved by then can be taken back.
    pub fn carry_out(&self, making: &Path, target: &Path) -> io::Result<()> {
        let names = self.names.iter().map(|(name, _)| name).chain(&self.last);
        for name in names {
            fs::rename(making.join(WHOLE).join(name), target.join(name))?;
        }
        Ok(())
    }
}

/// Takes a move back that was cut off; nothing is done where none had begun or all had ended.
///
/// # Errors
/// What the system says.
pub fn take_back(making: &Path) -> io::Result<()> {
    let Ok(list) = fs::read(making.join(LIST)) else { return Ok(()) };
    let moving: Moving = serde_json::from_slice(&list)?;
    let target = folder_of(making).join(&moving.into);
    let is_there = |name: &str| making.join(WHOLE).join(name).exists();
    let ended = match &moving.last {
        Some(last) => !is_there(last),
        None => moving.names.iter().all(|(name, _)| !is_there(name)),
    };
    for (name, digest) in moving.names.iter().filter(|(name, _)| !ended && !is_there(name)) {
        let place = target.join(name);
        if digest_of(&place).is_ok_and(|found| found == *digest) {
            if place.is_dir() { fs::remove_dir_all(&place)? } else { fs::remove_file(&place)? }
        }
    }
    fs::remove_file(making.join(LIST))
}

/// A digest of a file's bytes, or of a folder's names and files: equal ones hold the same.
///
/// # Errors
/// What the system says.
pub fn digest_of(path: &Path) -> io::Result<String> {
    let mut digest = Sha256::new();
    if fs::symlink_metadata(path)?.is_dir() {
        let mut names = fs::read_dir(path)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort();
        for name in names {
            let inner = digest_of(&path.join(&name))?;
            digest.update(format!("{}\n{inner}\n", name.to_string_lossy()));
        }
        return Ok(format!("folder {}", hex::encode(digest.finalize())));
    }
    let mut file = File::open(path)?;
    let mut piece = vec![0; 256 * 1024];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(hex::encode(digest.finalize()));
        }
        digest.update(&piece[..read]);
    }
}
