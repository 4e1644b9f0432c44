//! The hub: names looked up, files fetched, one cache shared with Python's tools.
//!
//! Metadata (what a name holds, at which commit) come through hf-hub; bytes never do, because that crate stores error
//! pages, accepts half a file and follows names out of its folder. They come through [`transfer`] and are believed only
//! after [`check`]. The cache is laid out as Python's `huggingface_hub` lays it out, so both see one copy.
//!
//! A file goes through four hands: [`download`] asks what it will be, [`part`] keeps what is there of it block by block
//! with its [`journal`], [`lanes`] bring what is lacking, and what is whole gets its name. Whatever ends a fetch, the same
//! call goes on where it was, also after the app or the computer was switched off.
//!
//! Deliberately absent: the hub's own chunked protocol (Xet). Its plain addresses serve the same bytes.

pub mod address;
pub(crate) mod answer;
pub mod cache;
pub mod check;
pub mod dataset;
pub mod download;
pub mod fault;
pub(crate) mod journal;
pub(crate) mod lanes;
pub mod metadata;
pub mod names;
pub(crate) mod pace;
pub(crate) mod part;
pub mod repo_name;
pub mod search;
pub mod transfer;

#[cfg(test)]
mod faults;
#[cfg(test)]
mod going_on;
#[cfg(test)]
pub(crate) mod imitation;
#[cfg(test)]
pub(crate) mod scene;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod with_python;

pub use address::Hub;
pub use download::{Fetched, Progress, Watch};
pub use fault::HubError;
pub use repo_name::RepoName;
