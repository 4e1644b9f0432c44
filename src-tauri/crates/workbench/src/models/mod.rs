//! Models: what is on this computer, what could be, how it fits, and how it gets here.
//!
//! Knows no project: what a list must say of one comes in as [`ProjectFacts`].

pub mod autoencoders;
pub mod card;
pub mod computer;
pub mod curated;
pub mod fetch;
pub mod fit;
pub mod here;
pub mod hub;
pub mod list;
pub mod package;
pub mod shelf;
pub mod starter;

#[cfg(test)]
pub(crate) mod stories;

pub use computer::describe;
pub(crate) use computer::free_disk;
pub use fetch::{fetch, fetch_dataset, find_on_hub, search_hub};
pub use list::{ProjectFacts, list, view};
pub use shelf::Shelf;
