//! The hub: names looked up, files fetched, one cache shared with Python's tools.
//!
//! Metadata (what a name holds, at which commit) come through hf-hub; bytes never do, because that crate stores error
//! pages, accepts half a file and follows names out of its folder. They come through [`transfer`] and are believed only
//! after [`check`]. The cache is laid out as Python's `huggingface_hub` lays it out, so both see one copy.
//!
//! Deliberately absent, and the room for it: a journal of downloads with a hash per block, and pausing over a reboot
//! with its state in words. Today an interrupted file goes on from its `.part`, which is verified whole at the end.

pub mod address;
pub mod cache;
pub mod check;
pub mod dataset;
pub mod download;
pub mod fault;
pub mod metadata;
pub mod names;
pub mod transfer;

#[cfg(test)]
pub(crate) mod imitation;
#[cfg(test)]
mod stories;

pub use address::{Hub, RepoName};
pub use download::{Fetched, Progress, Watch};
pub use fault::HubError;
